"""Where a document comes from: publisher, kind of source, address, licence and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from bot.importer.document import Block, Document
from bot.importer.words import pattern_of
from bot.model import Framework, Subject, Voice

READ = 12_000
"""Characters at the beginning of a source in which names and cycles are looked for."""

UNNAMED = "an unnamed source"
"""What stands for the publisher of a source that names none; it is shown as "quoted by an unnamed source"."""

_MONTHS = "january february march april may june july august september october november december".split()
_WELSH_MONTHS = (
    "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr".split()
)
_MONTH = "|".join([*_MONTHS, *(name[:3] for name in _MONTHS), "sept", *_WELSH_MONTHS])
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{_MONTH})\.?,?\s+(?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_DATED = re.compile(rf"^(?:\w+day|dydd \w+)?,?\s*{_DATE.pattern}[\W\d]*$", re.IGNORECASE)
_AMERICAN = re.compile(rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}}),\s+(?P<year>20\d\d)\b", re.IGNORECASE)
_ISO = re.compile(r"\b(20\d\d)-(\d{2})(?:-(\d{2}))?")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(20\d\d)\b")
_PUBLISHED = re.compile(
    r"^(?!.*\.$).*\b(?:published|publication|posted|released|issued|cyhoeddwyd)\b|"
    r"^(?:published|posted|released|issued|cyhoeddwyd)\b|^(?:date|updated|sent)\b(?!.*\binspect)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\b\d{1,2}\s*(?:[–-]|to|and)\s*\d{1,2}\s+[A-ZÀ-Þ]")
"""The days of a visit, which are no day of publication: "9–20 September 2024"."""
_SIGNED = re.compile(r"^(?:[Bb]y|BY|Words|Gan) [A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ]|[|•·]")
"""How a line begins, or is divided, that names the author and often the date."""
_EMBARGO = re.compile(
    r"^(?:strictly )?(?:embargo(?:ed)?|not for (?:publication|release)) (?:until|till|before)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(rf"(?:^|[.!?] )Published(?: on)?:? (?P<when>(?i:{_DATE.pattern}))")
"""A sentence of its own that says when: "… by HM Chief Inspector of Prisons. Published 28 May 2024."."""
_ISSUER = re.compile(
    rf"^(?!.*\b(?:inspection|visit|meeting|assessment)\b)[A-ZÀ-Þ][^.,:;]{{2,70}}, {_DATE.pattern}\W*$",
    re.IGNORECASE,
)
"""Who issued a text and when: "HM Inspectorate of Prisons, 13 August 2024"."""
_LICENCE = re.compile(r"Open Government Licence(?:\s+v(?:ersion)?\s*([\d.]+))?", re.IGNORECASE)
_INSPECTED = re.compile(
    r"\b(?:we|our)\s+(?:inspect\w*|grad\w*|found|examin\w*|assess\w*|judg\w*|inspectors?)\b", re.I
)
_INSPECTION = re.compile(
    r"(?:\b(?:an?|our|the) (?:[\w-]+ ){0,2}inspection of|\breport (?:on|of) (?:an?|the) (?:[\w-]+ "
    r"){0,3}inspection|^inspection (?:report|of))\b(?![^\n]{0,120}\b(?:says|said|found|finds|told|slam\w*|"
    r"warns)\b)",
    re.IGNORECASE | re.MULTILINE,
)
_COMMISSIONER = re.compile(
    r"\b(?:commissioner['’]?s? (?:response|comments?|statement)|response (?:from|by|of) the (?:office of "
    r"the )?(?:police|pcc|commissioner)|pcc(?:['’]s)? (?:response|comments?)|pcc response|section 55|"
    r"s\.?\s?55 response)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:(?:the )?office of (?:the )?)?(?:[\w’' ]{2,40} )?police(?:,? fire)? (?:and|&) crime "
    r"commissioner(?:['’]s office)?(?: for [\w ]{2,60})?",
    re.IGNORECASE,
)
_HEAD = 6
"""Blocks at the beginning of a document among which a letterhead stands."""
_RESPONSE = re.compile(
    r"\b(?:our|force|chief constable['’]s|statement|responds?|response) (?:response |to )", re.I
)
# What the knowledge format takes as an address.
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::\d{1,5})?(?:[/?#][^\s<>\"`\\]{0,1900})?"
)
_OUR = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who stands behind web hosts, for whom they speak and the licence where it is certain."""

    name: str
    voice: Voice
    licence: str = ""
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """What the person who imports already knows; empty fields are found in the source.

    `name` is the name of the file or the address, only ever used for the report's id and as a last resort.
    """

    subject: str = ""
    framework: str = ""
    url: str = ""
    publisher: str = ""
    published: str = ""
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a source comes from. `kind` is the front matter's kind of source."""

    publisher: str
    kind: str
    voice: Voice
    url: str
    licence: str
    published: str


def opening(document: Document) -> str:
    """The title and the beginning of a document's text."""
    parts, length = [document.title], 0
    for block in document.blocks:
        if length > READ:
            break
        parts.append(block.text)
        length += len(block.text)
    return "\n".join(parts)


def origin(document: Document, hints: Hints, framework: Framework, subject: Subject,
           publishers: Sequence[Publisher]) -> Origin:  # fmt: skip
    """Publisher, kind, address, licence and date of a source, as far as it and its address show them."""
    text = opening(document)
    url = hints.url or (document.metadata.url if _ADDRESS.fullmatch(document.metadata.url) else "")
    known = _known(url, hints.publisher or document.metadata.publisher, publishers)
    voice = known.voice if known else _voice(document, text, framework, subject)
    name = hints.publisher or (known.name if known else "") or document.metadata.publisher
    if not name:
        name = _own_name(voice, framework, subject) or (urlsplit(url).hostname or "").removeprefix("www.")
    licence = known.licence if known else ""
    if not licence and (match := _licence(document)):
        licence = f"Open Government Licence v{match[1] or '3.0'}"
    return Origin(
        publisher=name or UNNAMED,
        kind=_kind(voice, framework),
        voice=voice,
        url=url,
        licence=licence,
        published=hints.published or published(document),
    )


def _known(url: str, name: str, publishers: Sequence[Publisher]) -> Publisher | None:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    for publisher in publishers:
        if host and host in {item.removeprefix("www.") for item in publisher.hosts}:
            return publisher
        if name and name.casefold() == publisher.name.casefold():
            return publisher
    return None


def _voice(document: Document, text: str, framework: Framework, subject: Subject) -> Voice:
    """Who speaks in a source, from what it calls itself."""
    head = document.title + "\n" + text[:1500]
    if document.metadata.article:
        return Voice.PUBLISHER
    if _COMMISSIONER.search(head) or _letterhead(document):
        return Voice.COMMISSIONER
    if _INSPECTION.search(head) or len(_INSPECTED.findall(text)) >= 3:
        return Voice.INSPECTORATE
    if _RESPONSE.search(document.title) and pattern_of(subject.short).search(document.title):
        return Voice.SUBJECT
    own = f"{framework.programme} {framework.cycle}".casefold()
    if own in head.casefold() and len(_OUR.findall(text)) >= 3 and '"' not in text and "“" not in text:
        return Voice.INSPECTORATE
    return Voice.PUBLISHER if any(mark in text for mark in '"“‘') else Voice.OTHER


def _letterhead(document: Document) -> bool:
    """Whether a commissioner's office stands alone above a response."""
    first = [block.text for block in document.blocks[:_HEAD]]
    return any(map(_OFFICE.fullmatch, first)) and any("respon" in text.lower() for text in first)


def _own_name(voice: Voice, framework: Framework, subject: Subject) -> str:
    if voice is Voice.INSPECTORATE:
        return framework.inspectorate
    if voice is Voice.SUBJECT:
        return subject.name
    if voice is Voice.COMMISSIONER:
        return f"{subject.short} Police and Crime Commissioner" if subject.kind == "police force" else ""
    return ""


def _kind(voice: Voice, framework: Framework) -> str:
    if voice is Voice.INSPECTORATE:
        return "inspection report"
    if voice is Voice.COMMISSIONER:
        return "commissioner's response"
    if voice is Voice.SUBJECT:
        return f"{framework.noun}'s statement"
    if voice is Voice.PUBLISHER:
        return "newspaper article"
    return "report"


def _licence(document: Document) -> re.Match[str] | None:
    """The licence named at the beginning or the end of the text, where licences stand."""
    text = "\n".join(block.text for block in (*document.blocks[:40], *document.blocks[-40:]))
    return _LICENCE.search(text) if "licence" in text.lower() else None


def published(document: Document) -> str:
    """The date of a source in ISO form, as exactly as it shows it; empty where it shows none.

    The page's own metadata comes first, then a date on a line that says so, in the first thirty blocks.
    """
    if stated := iso_date(document.metadata.published):
        return stated
    blocks: Sequence[Block] = [block for block in document.blocks[:30] if len(block.text) < 120]
    for block in document.blocks[:30]:
        if "ublished" in block.text and (match := _SENTENCE.search(block.text)):
            return iso_date(match["when"])
    for pattern in (_EMBARGO, _PUBLISHED, _DATED, _SIGNED, _ISSUER):
        for block in blocks:
            says = pattern.search(block.text) and not _RANGE.search(block.text)
            if says and (found := iso_date(block.text)):
                return found
    return ""


def iso_date(text: str) -> str:
    """The first date of a text as 2022-04-28, 2022-04 or "", day before month as British sources write it."""
    if match := _ISO.search(text):
        return _valid(match[1], match[2], match[3])
    if match := _SLASHED.search(text):
        return _valid(match[3], match[2], match[1])
    if match := _DATE.search(text) or _AMERICAN.search(text):
        name = match["month"].lower()
        months = _WELSH_MONTHS if name in _WELSH_MONTHS else [month[:3] for month in _MONTHS]
        month = months.index(name if months is _WELSH_MONTHS else name[:3]) + 1
        return _valid(match["year"], str(month), match["day"])
    return ""


def _valid(year: str, month: str, day: str | None) -> str:
    """A date in ISO form, or nothing for one that is not in the calendar."""
    try:
        found = date(int(year), int(month), int(day or 1))
    except ValueError:
        return ""
    return found.isoformat() if day else found.isoformat()[:7]
