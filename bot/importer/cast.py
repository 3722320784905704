"""The cast of a document: its people and bodies, who spoke last, and how they are called again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.importer.attribution import is_bare_verb
from bot.importer.people import full_name, may_name, people
from bot.importer.roles import HONORIFICS, INSIDE, NOUNS, is_office, voice_of
from bot.importer.words import pattern_of
from bot.model import Framework, Speaker, Subject, Voice

_REPORT = re.compile(r"\b(?:report|review|findings|document|letter|assessment|publication|adroddiad)\b", re.I)
_INSPECTORS = re.compile(r"\binspectors?\b|\binspection team\b|\barolygwyr\b", re.I)
_INSPECTORATE = re.compile(
    r"\binspectorate\b|\bwatchdog\b|\bregulator\b|\barolygiaeth\b|\bHMIC\w*|\bHMIP\b", re.I
)
_BESIDE = re.compile(
    r"(?:\s+[A-Z]\w+){0,2}?\s+(?:Federation|Union|Association|Authority|Panel|Board|Superintendents|Watch|Museum)\b"
)
"""What makes the name of a force that of another body: "Barset Police Federation"."""
_SPOKES = re.compile(r"\b(?:spokes(?:man|woman|person)|statement|llefarydd)\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r", (?:who(?:se)?|(?:speaking|writing|responding|reacting|commenting|addressing|appearing|joined|flanked|"
    r"accompanied|asked)(?: \w+)?|in(?! an? (?:\w+ )?statement)|at|after|during|on|following|before|"
    r"alongside) [^,]{2,120}(?:,|$)"
)
_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3})*\.?\s+")
"""The number of a paragraph."""
_HEARD = re.compile(
    r"\b(?:from|to|by|with|was|is) ((?:one|another|an?|two|several|some|many) [^,]{3,60}?) who$",
    re.IGNORECASE,
)
"""Who speaks in a relative clause: "We heard from one detective who said"."""
# Someone who is quoted without a name: "One prisoner", "A resident in her nineties", "Staff".
_UNNAMED_PERSON = re.compile(
    r"(?:[Oo]ne|[Aa]nother|[Aa]n?|[Ss]ome|[Mm]any|[Ss]everal|[Oo]ther|[Tt]wo|[Tt]hree|[Mm]ost)(?: of the)?"
    r"(?: [a-zà-ÿ’'-]+){1,5}(?: (?:in|at|from|with|of) .{2,50})?"
)
_STAFF = re.compile(
    r"(?:staff|prisoners|residents|pupils|students|parents|relatives|patients|victims|officers|people|leaders|"
    r"managers|governors|teachers|firefighters|families|carers|detainees|visitors)\b(?: members)?|"
    r"the nominated individual",
    re.IGNORECASE,
)
_CALENDAR = frozenset(
    "January February March April May June July August September October November December Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday One Another He She They".split()
)
_INSPECTOR = re.compile(r"(?:(?:chief|lead|senior|deputy|deputy chief) )?inspector", re.IGNORECASE)
_AGE = re.compile(r",? \(?\d{2}\)?(?=,|$)")
_HE = re.compile(r"^(?:\w+[,]? )?(he|she)(?: also| then| further| later)?$", re.IGNORECASE)
_IT = re.compile(r"^(?:\w+[,]? )?(?:it|they)(?: also| then| further| later)?$", re.IGNORECASE)
# How a text addresses people, which says who can be "she".
_ADDRESSED = re.compile(
    r"\b(?:(Mr|Sir|Lord)|Mrs|Ms|Miss|Dame|Lady|Baroness) (?:[A-ZÀ-Þ][\w’'-]+ ){0,2}?"
    r"([A-ZÀ-Þ][\w-]+)\b(?! [A-ZÀ-Þ])"
)
# Someone in a story who has no name there: "one caller", "a woman in her forties".
_STRANGER = re.compile(
    r"\b(?:one|another|an?) (?:[a-z-]+ ){0,2}(?:(woman|mother|girl|widow|daughter|grandmother)|(man|"
    r"father|boy|widower|son|grandfather)|caller|victim|resident|survivor|prisoner|patient|parent|teenager|relative|"
    r"pensioner|complainant)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:with|while|as|when|after|but|that|because|and)\b")
# "Truro shopkeeper Jenny Lind": someone without an office, and what the source calls them.
_DESCRIBED = re.compile(
    r"((?:[\w’'-]+ ){0,4}[a-z][\w’'-]+|Parent|Resident|Victim|Mother|Father|Mum|Dad|Shopkeeper|Campaigner|"
    r"Pupil|Student|Survivor|Neighbour|Grandmother|Farmer|Trader) ([A-ZÀ-Þ]\S+(?: \S+){1,3})"
)
# "Jenny Lind, a shopkeeper from Truro"
_APPOSED = re.compile(
    r"([^,]{4,60}), (?:an? |the |its |their )?(?!(?:in|on|at|for|by|through|via|who|which|when|after|before|"
    r"as|while|however|and|but|said|\w+ing) )([a-z][^,;:]{3,90})"
)
# Someone without an office in running text: "When Emma Lee rang 999", "Emma Lee, 34, said".
_BYSTANDER = re.compile(
    r"(?:(?:^|[.!?] )(?:(?:When|After|While|Before|As|But|And|For|Since) )?|\b(?:mother|father|mum|dad|"
    r"victim|survivor|resident|campaigner|neighbour|daughter|son|sister|brother|wife|husband|widow|friend)"
    r"(?:-of-\w+)? )([A-ZÀ-Þ][a-zà-ÿ’'-]+ (?:[A-ZÀ-Þ][\w’'-]+ )?[A-ZÀ-Þ][a-zà-ÿŵŷ’'-]+)(?=,? (?:\d{2},|"
    r"\(\d{2}\)|who |whose |said|says|told|rang|called|waited|was |has |had |is |lives|reported|lost|fled|"
    r"fears|feared|suffered|felt|died|knows|believes|thinks))"
)
_SURNAME = re.compile(r"(?:^|[.!?] )([A-ZÀ-Þ][\w-]+)(?=[’']s | [a-z])")
"""A surname alone at the beginning of a sentence."""
_ORGANISED = frozenset(
    "Police Constabulary Force Service Services Council Office Court Crown County City Town Borough College "
    "University School Academy Hospital Trust Home House Road Street Party Union Federation Board Committee "
    "Association Commission Panel Authority Agency Support Watch Report Inspectorate Senedd Government New "
    "Parliament North South East West Great Valley Vale The This That These Last Next Many Most Some".split()
)
"""Words of capitalised names that are no person's."""
_NO_NAMES = _ORGANISED | HONORIFICS | NOUNS | INSIDE
"""These, and what stands before a name."""
_CONJUNCTION = re.compile(r"^(?:and|as|but|so|yet|however|meanwhile|then|also)[, ]+", re.IGNORECASE)
_ADVERB = re.compile(
    r"[, ]+(?:also|then|further|later|previously|recently|has|have|had|is|are|was|were)$", re.I
)
UNNAMED_ROLE = "role not stated"
"""What is shown for a person whose office the source does not name."""
ANONYMOUS_ROLE = "not named"
"""What is shown for someone who is quoted without a name."""


Context = tuple[Speaker | None, Speaker | None]
"""The person and the body named last."""


class Cast:
    """The people and bodies of one document, who spoke last, and how they may be called again."""

    def __init__(self, framework: Framework, subject: Subject) -> None:
        self._framework = framework
        self._subject = subject
        self._known: dict[str, Speaker] = {}
        self._order: list[Speaker] = []
        self.last: Speaker | None = None
        """Whom "he" or "she" means: the person named last."""
        self._last_body: Speaker | None = None
        self._since = ""
        """The paragraph after the one that named that person, if it names nobody."""
        self._pronouns: dict[str, str] = {}
        names = sorted({subject.name, subject.short, *subject.aliases}, key=len, reverse=True)
        self._names = [pattern_of(name) for name in names if name]
        self._watchdog = pattern_of(framework.inspectorate)

    def notice(self, text: str) -> None:
        """Learn who a paragraph names, and remember the last of them for "he" and "she"."""
        named = sorted(self._named(text))
        for _, name, role in named:
            self._meet(name, role)
        if may_name(text):
            for address in _ADDRESSED.finditer(text):
                self._pronouns[address[2].casefold()] = "he" if address[1] else "she"
        if named or text:
            self._since = text[named[-1][0] :] if named else text

    def _named(self, text: str) -> Iterator[tuple[int, str, str]]:
        """The people in a text by their places, with and without an office, known ones by their surnames."""
        if may_name(text):
            yield from ((person.at, person.name, person.role) for person in people(text))
        for match in _BYSTANDER.finditer(text):
            ours = any(one.search(match[1]) for one in self._names)
            if not ours and _NO_NAMES.isdisjoint(match[1].split()):
                yield match.start(1), match[1], ""
        for match in _SURNAME.finditer(text) if self._known else ():
            if match[1].casefold() in self._known:
                yield match.start(), match[1], ""

    @property
    def context(self) -> Context:
        """Whom "he" and "it" mean at this place of the document; can be set to read the place again."""
        return self.last, self._last_body

    @context.setter
    def context(self, context: Context) -> None:
        self.last, self._last_body = context
        self._since = ""

    def speaker(self, phrase: str) -> Speaker | None:
        """Whom a phrase before or after a speech verb means, or None when it names nobody."""
        phrase = _NUMBER.sub("", phrase.strip(" \t,.:;–—-"))
        if _RELATIVE.search(phrase):  # "Ann Lee, who took over in June, said"
            self.notice(phrase)
            phrase = _RELATIVE.sub("", phrase).strip(" ,")
        phrase = _AGE.sub("", phrase)
        if heard := _HEARD.search(phrase):
            phrase = heard[1]
        head = _CONJUNCTION.sub("", _ADVERB.sub("", phrase.rpartition(", ")[2] or phrase)).strip(" ,")
        if match := _HE.match(head):
            return self._meant(match[1].lower())
        if is_bare_verb(head):  # Welsh leaves the pronoun out: "Ychwanegodd:"
            return self.last
        if _IT.match(head):
            return self._last_body
        if person := self._person(phrase, head):
            self.last = person
            return person
        clause = _CLAUSE.split(head)[-1]
        body = self._body(head) or self._body(phrase) or self._body(clause)
        self._last_body = body or self._last_body
        return body

    def _meant(self, pronoun: str) -> Speaker | None:
        """Whom "he" or "she" means: the person named last, unless that cannot be or may be someone else."""
        known = self._pronouns.get(self.last.name.split()[-1].casefold(), "") if self.last else ""
        stranger = _STRANGER.search(self._since)
        theirs = "" if stranger is None else "she" if stranger[1] else "he" if stranger[2] else ""
        if known and known != pronoun:
            fits = stranger is not None and theirs in {"", pronoun}
            return self._body(stranger[0]) if stranger and fits else None
        return None if theirs == pronoun and not known else self.last

    def _person(self, phrase: str, head: str) -> Speaker | None:
        """The person whom a phrase names with an office or a description, or calls as the text did before."""
        named = [person for person in people(phrase) if person.name]
        if named and named[-1].role:
            return self._meet(named[-1].name, named[-1].role)
        if apposed := _APPOSED.fullmatch(phrase):
            name = _personal(apposed[1].removeprefix("The ").removeprefix("the "))
            if name and self._is_new(name):
                return self._enter(Speaker(name, apposed[2], self._voice(apposed[2])))
        if named:
            return self._meet(named[-1].name, "")
        name, _, body = phrase.partition(", ")
        if body[:1].isupper() and _personal(name) and not _personal(body) and self._is_new(name):
            return self._enter(Speaker(name, body, self._voice(body)))
        known = [speaker for name, speaker in self._known.items() if pattern_of(name).search(head)]
        if known:
            return known[-1]
        return self._described(head) or self._by_office(head) or self._by_first_name(head)

    def _is_new(self, name: str) -> bool:
        known = self._known.get(name.split()[-1].casefold())
        return known is None or known.role == UNNAMED_ROLE or not known.name.endswith(name)

    def _described(self, head: str) -> Speaker | None:
        """Someone without an office: "Truro shopkeeper Jenny Lind", "Jenny Lind"."""
        if described := _DESCRIBED.fullmatch(head):
            name, role = _personal(described[2]), re.sub(r"^(?:the|a|an)\s+", "", described[1], flags=re.I)
            if name and not _SPOKES.search(role):
                return self._enter(Speaker(name, role, self._voice(role)))
        name = _personal(head)
        return self._enter(Speaker(name, UNNAMED_ROLE, Voice.OTHER)) if name else None

    def _by_office(self, head: str) -> Speaker | None:
        """The person whose office the text gave before: "the deputy chief constable said"."""
        for speaker in reversed(self._order):
            office = speaker.role.partition(",")[0].casefold()
            if office and office == head.casefold().removeprefix("the "):
                return speaker
        return None

    def _by_first_name(self, head: str) -> Speaker | None:
        """The one person with this first name: "Ann said"."""
        same = {one.name: one for one in self._order if one.name.startswith(f"{head} ")}
        return next(iter(same.values())) if len(same) == 1 and head.isalpha() else None

    def _voice(self, role: str) -> Voice:
        """For whom an office speaks here: an inspector is a rank only where the police are inspected."""
        if _INSPECTOR.fullmatch(role) and "police" not in self._subject.kind:
            return Voice.INSPECTORATE
        return voice_of(role, self._subject.name)

    def _body(self, phrase: str) -> Speaker | None:
        """An organisation or a document as the speaker."""
        framework, subject = self._framework, self._subject
        words = phrase.split()
        if len(words) > 12 or not words:
            return None
        named = (match for name in self._names if (match := name.search(phrase)))
        ours = any(not _BESIDE.match(phrase, match.end()) for match in named)
        if re.search(r"\bcommissioner\b|\bPCC\b|\bPFCC\b", phrase, re.IGNORECASE):
            return self.holder(Voice.COMMISSIONER) or Speaker(
                f"{subject.short} commissioner", "Police and Crime Commissioner", Voice.COMMISSIONER
            )
        if _REPORT.search(phrase):
            return Speaker("The inspection report", framework.inspectorate, Voice.INSPECTORATE)
        if _INSPECTORATE.search(phrase) or self._watchdog.search(phrase):
            return Speaker(framework.inspectorate, "the inspectorate", Voice.INSPECTORATE)
        if _INSPECTORS.search(phrase):
            return Speaker("Inspectors", framework.inspectorate, Voice.INSPECTORATE)
        nouns = rf"(?:{re.escape(framework.noun)}|force|service|prison|school)"
        noun = re.search(rf"\b(?:[Tt]he|[Oo]ur) {nouns}\b(?! [A-Z])|\b[Aa] {nouns} spokes", phrase)
        if ours or noun:
            return Speaker(subject.name, f"the inspected {framework.noun}", Voice.SUBJECT)
        unnamed = _UNNAMED_PERSON.fullmatch(phrase) and not _SPOKES.search(phrase)
        if unnamed or _STAFF.fullmatch(phrase):
            return Speaker(phrase[:1].upper() + phrase[1:], ANONYMOUS_ROLE, Voice.OTHER)
        return self._office(phrase) or self._organisation(phrase)

    def _office(self, phrase: str) -> Speaker | None:
        """Someone who is only called by an office: "the chief constable"."""
        name = re.sub(r"^(?:the|a|our|its)\s+", "", phrase, flags=re.IGNORECASE)
        if len(name.split()) > 5 or not is_office(name):
            return None
        voice = self._voice(name)
        same = [one for one in self._order if name.casefold() in one.role.casefold()]
        if same:
            return same[-1]
        return Speaker(f"The {name}", self._subject.name, voice)

    def _organisation(self, phrase: str) -> Speaker | None:
        """Another body: "A Home Office spokesperson", "Refuge"."""
        capitals = re.findall(
            r"(?<![.!?] )\b[A-ZÀ-Þ][\w’'&-]+(?:\s+(?:of|for|and|&)?\s*[A-ZÀ-Þ][\w’'&-]+)*", phrase
        )
        capitals = [name for name in capitals if name.lower() not in {"a", "the", "an"}]
        name = re.sub(r"^(?:A|An|The)\s+", "", capitals[-1]) if capitals else ""
        if not name or len(phrase.split()) > 8 or name in _CALENDAR or name.split()[0] in HONORIFICS:
            return None
        if _SPOKES.search(phrase):
            return Speaker(name, "spokesperson", self._voice(name))
        return Speaker(name, "organisation", voice_of(name)) if phrase.endswith(name) else None

    def known(self, name: str) -> Speaker | None:
        """The person of this full name whose office or description the source gives, or None."""
        speaker = self._known.get(name.casefold())
        return speaker if speaker is not None and speaker.role != UNNAMED_ROLE else None

    def holder(self, voice: Voice) -> Speaker | None:
        """The person named last who speaks for this side, or None."""
        return next((speaker for speaker in reversed(self._order) if speaker.voice is voice), None)

    def _meet(self, name: str, role: str) -> Speaker | None:
        known = self._known.get(name.casefold()) or self._known.get(name.split()[-1].casefold())
        if known is not None and (len(name.split()) == 1 or known.name == name):
            if role and known.role == UNNAMED_ROLE:
                known = self._enter(Speaker(known.name, role, self._voice(role)))
            self.last = known
            return known
        if not role:
            return self._enter(Speaker(name, UNNAMED_ROLE, Voice.OTHER)) if " " in name else None
        return self._enter(Speaker(name, role, self._voice(role)))

    def _enter(self, speaker: Speaker) -> Speaker:
        self._known[speaker.name.casefold()] = speaker
        self._known[speaker.name.split()[-1].casefold()] = speaker
        self._order.append(speaker)
        self.last = speaker
        return speaker


def _personal(text: str) -> str:
    """The text itself when it is the name of a person and of no organisation, otherwise nothing."""
    return full_name(text) if _ORGANISED.isdisjoint(text.split()) else ""
