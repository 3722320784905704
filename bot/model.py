"""The words of the domain as frozen value objects. Nothing here reads a file, a clock or Discord."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Graded(StrEnum):
    """Whether an inspection of a framework grades an area."""

    YES = "yes"
    SOMETIMES = "sometimes"
    NO = "no"


class State(StrEnum):
    """What is known of one subject in one area of one framework."""

    GRADED = "graded"
    NOT_GRADED = "not graded"
    NOT_STATED = "not stated"


class Voice(StrEnum):
    """Whose words a passage carries. They are never mixed up in an answer."""

    INSPECTORATE = "inspectorate"
    SUBJECT = "subject"
    """The inspected body itself: a force, a prison, a school."""
    COMMISSIONER = "commissioner"
    """Whoever holds the inspected body to account: a police and crime commissioner, a governor."""
    PUBLISHER = "publisher"
    """A newspaper or other publisher, in its own right."""
    OTHER = "other"


class PassageKind(StrEnum):
    """What a passage is."""

    QUOTE = "quote"
    FINDING = "finding"
    AREA_FOR_IMPROVEMENT = "area for improvement"
    CAUSE_OF_CONCERN = "cause of concern"
    RECOMMENDATION = "recommendation"
    PROMISING_PRACTICE = "promising practice"
    INNOVATIVE_PRACTICE = "innovative practice"
    RESPONSE = "response"
    """An answer by the inspected body or the commissioner that is not a quotation."""
    SUMMARY = "summary"
    """What the source tells beside all that: in its own words, or in ours where the report is restated."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement stands: a source and the place in it.

    `url` is empty when the source has no address that we know of; `published` is an ISO date, year-month
    or year as the source prints it, and empty when the source shows none; `place` is the place inside the
    source ("paragraph 16"), empty when the whole page is meant.
    """

    title: str
    publisher: str
    url: str = ""
    published: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """One area that a framework looks at. `words` are everyday words people use for it."""

    id: str
    label: str
    title: str
    words: tuple[str, ...] = ()
    graded: Graded = Graded.YES
    note: str = ""


@dataclass(frozen=True, slots=True)
class Framework:
    """One programme in one cycle: its areas and its scale (`scale` runs from best to worst).

    `year` is the first year of the cycle and orders the cycles of a programme. `comparable_with` names the
    frameworks whose grades may be ranked or trended together with this one's. `overall` says whether the
    inspectorate gives one grade to the whole subject.
    """

    id: str
    inspectorate: str
    programme: str
    cycle: str
    year: int
    scale: tuple[str, ...]
    areas: tuple[Area, ...]
    subject_kind: str
    noun: str
    nouns: str
    comparable_with: tuple[str, ...] = ()
    overall: bool = False
    note: str = ""

    def area(self, area_id: str) -> Area | None:
        """The area with this id, or None."""
        return next((area for area in self.areas if area.id == area_id), None)

    def rank(self, grade: str) -> int:
        """Position of a grade on the scale, 0 for the best. Raises ValueError for a word not on it."""
        return self.scale.index(grade)

    @property
    def name(self) -> str:
        """Programme and cycle, as shown to people: "PEEL 2021/22"."""
        return f"{self.programme} {self.cycle}"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is inspected: a police force, a prison, a school.

    `graded` is false for a body that the programme does not grade but people ask about. `wary` repeats those
    aliases that are ordinary words too ("Met", "Beds") and so count only where they are written as a name.
    """

    id: str
    name: str
    short: str
    kind: str
    aliases: tuple[str, ...] = ()
    wary: tuple[str, ...] = ()
    region: str = ""
    country: str = ""
    graded: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judgment:
    """The grade (or its stated absence) of one subject in one area of one framework.

    `grade` is a step of the framework's scale exactly when `state` is GRADED. `derived` marks a grade that
    was worked out by elimination from an announced count and that no source states.
    """

    subject: str
    framework: str
    area: str
    state: State
    grade: str | None
    citation: Citation
    derived: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many areas of one subject got each grade, as a source announced it.

    `grades` pairs each step of the scale with a count; the counts add up to `areas_graded`.
    """

    subject: str
    framework: str
    areas_graded: int
    grades: tuple[tuple[str, int], ...]
    citation: Citation

    def count(self, grade: str) -> int:
        """How many areas got this grade; 0 for a word that the tally does not name."""
        return dict(self.grades).get(grade, 0)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is quoted, in what role, and for whom they speak."""

    name: str
    role: str
    voice: Voice


@dataclass(frozen=True, slots=True)
class Passage:
    """One citable paragraph of a report.

    `id` is "<report id>#<paragraph>" (with ".2", ".3" … for further passages of one paragraph); `number`
    counts the source's non-empty lines or paragraphs from 1, and 0 means the whole page; `page` is the page
    of a paginated source.
    """

    id: str
    report: str
    number: int
    kind: PassageKind
    text: str
    section: str = ""
    areas: tuple[str, ...] = ()
    speaker: Speaker | None = None
    voice: Voice = Voice.INSPECTORATE
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One source document. `restated` says that all but its quotations stands in our own words."""

    id: str
    title: str
    publisher: str
    kind: str
    subject: str
    framework: str
    passages: tuple[Passage, ...]
    author: str = ""
    url: str = ""
    published: str = ""
    licence: str = ""
    restated: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that a knowledge folder holds, validated, in the order of its files.

    `synonyms` maps an everyday word or phrase to the report's words; `version` is a hash of the contents.
    """

    version: str
    frameworks: tuple[Framework, ...]
    subjects: tuple[Subject, ...]
    judgments: tuple[Judgment, ...]
    tallies: tuple[Tally, ...]
    reports: tuple[Report, ...]
    synonyms: Mapping[str, tuple[str, ...]]
