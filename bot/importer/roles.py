"""The words for offices that people hold, and for whom an office speaks."""

from __future__ import annotations

import re

from bot.model import Voice

ABBREVIATIONS = {
    "CC": "Chief Constable",
    "DCC": "Deputy Chief Constable",
    "ACC": "Assistant Chief Constable",
    "T/CC": "Temporary Chief Constable",
    "T/DCC": "Temporary Deputy Chief Constable",
    "T/ACC": "Temporary Assistant Chief Constable",
    "PCC": "Police and Crime Commissioner",
    "DPCC": "Deputy Police and Crime Commissioner",
    "PFCC": "Police, Fire and Crime Commissioner",
    "HMI": "HM Inspector",
    "HMCI": "HM Chief Inspector",
    "CFO": "Chief Fire Officer",
    "DCFO": "Deputy Chief Fire Officer",
    "ACFO": "Assistant Chief Fire Officer",
    "Supt": "Superintendent",
    "Insp": "Inspector",
    "Cllr": "Councillor",
}
"""Ranks as papers shorten them before a surname."""

PLAIN_HONORIFICS = frozenset("Mr Mrs Ms Miss Mx".split())
"""Forms of address that are not shown as a part of the name."""
HONORIFICS = PLAIN_HONORIFICS | frozenset("Dr Sir Dame Lord Lady Prof Professor Rev Baroness".split())
"""All forms of address."""

_NOUNS = (
    "Inspector Constable Commissioner Superintendent Sergeant Governor Officer Director Minister Secretary "
    "Mayor Chair Chairman Chairwoman Chairperson Councillor Leader Head Headteacher Headmaster teacher "
    "Headmistress Principal Manager Executive President Spokesman Spokeswoman Spokesperson Ombudsman Chief "
    "Commander Detective Matron Solicitor Coordinator Adviser Advisor Founder Trustee Bishop Warden Nurse "
    "Doctor MP MS AM Dean Provost Deputy Assistant Secretary-General "
    # Welsh offices: chief constable, commissioner, inspector, superintendent, minister, head, director.
    "Gwnstabl Cwnstabl Comisiynydd Gomisiynydd Arolygydd Uwcharolygydd Gweinidog Pennaeth Cyfarwyddwr "
    "Llefarydd Throseddu Troseddu Throsedd Trosedd"
).split()
_INSIDE = (
    # What stands before or inside an office and begins with a capital.
    "HM His Her Majesty Majesty's Majesty’s Chief Deputy Assistant Temporary Acting Interim Lead Area "
    "Regional Heddlu Senior Former Detective Police Fire Crime Victims Victims' Victims’ and & Prif "
    "Dirprwy Brif Brif Dros Dro Executive Shadow Home Foreign Vice Joint Portfolio Lord Station Group Watch "
    "Branch National General Medical Policy"
).split()
NOUNS = (
    frozenset(_NOUNS) | frozenset(noun.lower() for noun in _NOUNS if len(noun) > 2) | frozenset(ABBREVIATIONS)
)
"""Words that name an office, as written with a capital or without."""
INSIDE = frozenset(_INSIDE) | frozenset(word.lower() for word in _INSIDE)
"""Words that stand before or inside an office, as written with a capital or without."""

_INSPECTORATE = re.compile(
    r"\b(?:HMIC?|HMCI|HMICFRS|Ofsted|CQC|Estyn|HMIP|inspectorate|lead inspector|inspection team|"
    r"(?:HM|His Majesty['’]s|Her Majesty['’]s)(?: \w+){0,3} (?:Chief )?Inspector|"
    r"(?:Chief )?Inspector of (?:Constabulary|Prisons|Probation|Education|Schools|Fire|Hospitals)|"
    r"Arolygydd (?:yr|ei) |inspector of constabulary)",
    re.IGNORECASE,
)
_COMMISSIONER = re.compile(
    r"\b(?:PCC|DPCC|PFCC|DPFCC|Police(?:,? Fire)?(?:,? and|,| &)? (?:Fire and )?Crime(?: and Victims['’]?)? "
    r"Commissioner|Crime and Victims['’]? Commissioner|Comisiynydd|Gomisiynydd|Deputy Mayor for Policing|"
    r"MOPAC|(?:fire|police)(?: and rescue| and crime)? (?:authority|panel)|"
    r"chair(?:man|woman|person)? of (?:the )?(?:governors|governing|trustees|board)|fire authority)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:Constable|Gwnstabl|Cwnstabl|Superintendent|Uwcharolygydd|Commander|Sergeant|Detective|Inspector|"
    r"Fire Officer|Governor|Headteacher|Head ?teacher|Headmaster|Headmistress|Principal|Director|Chief "
    r"Executive|Chief Operating Officer|Manager|Matron|Head of|Deputy Head|Metropolitan Police "
    r"Commissioner|Met(?:ropolitan)? (?:Police )?Commissioner|Commissioner of (?:the )?(?:Police|Met)|"
    r"Assistant Commissioner|Deputy Commissioner)",
    re.IGNORECASE,
)


_FORMER = re.compile(r"(?:the )?(?:former|ex-|retired)", re.IGNORECASE)
"""Who held an office speaks for it no more."""


def voice_of(role: str, body: str = "") -> Voice:
    """For whom an office speaks. `body` is the name of the organisation that is inspected, if any.

    The order matters: "HM Chief Inspector" is the inspectorate while "Detective Chief Inspector" is a rank of
    the police, and the "Assistant Commissioner" of the Metropolitan Police holds nobody to account.
    """
    if _FORMER.match(role):
        return Voice.OTHER
    if _INSPECTORATE.search(role):
        return Voice.INSPECTORATE
    if role.casefold() == "commissioner":  # in London the commissioner is the chief of police
        london = re.search(r"\b(?:Metropolitan|City of London)\b", body)
        return Voice.SUBJECT if london else Voice.COMMISSIONER
    if _COMMISSIONER.search(role):
        return Voice.COMMISSIONER
    if re.search(r"\b(?:Federation|Union|Association)\b", role, re.IGNORECASE):
        return Voice.OTHER
    if _SUBJECT.search(role) or (body and body.casefold() in role.casefold()):
        return Voice.SUBJECT
    return Voice.OTHER


def is_office(phrase: str) -> bool:
    """Whether every word of a phrase belongs to an office: "Deputy Chief Constable"."""
    words = re.sub(r"['’]s?$", "", phrase).split()
    return bool(words) and words[-1] in NOUNS and all(word in NOUNS or word in INSIDE for word in words)


def expand(rank: str) -> str:
    """A shortened rank written out: "DCC" → "Deputy Chief Constable"."""
    return ABBREVIATIONS.get(rank, rank)
