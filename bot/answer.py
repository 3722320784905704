"""What the bot found: a closed union of frozen answers. No wording, no Discord; `render` speaks.

An answer that asserts something cannot be built without a citation (law 2), and an excerpt cannot be
anything but a slice of its passage (law 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model import Area, Citation, Framework, Judgment, Passage, PassageKind, Report, Subject, Tally


class Uncited(ValueError):
    """An answer was about to assert something that no citation holds."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The slice `passage.text[start:end]`, with the spans to highlight relative to the excerpt."""

    passage: Passage
    report: Report
    framework: Framework
    subject: Subject
    start: int
    end: int
    spans: tuple[tuple[int, int], ...] = ()
    position: int = 0
    """The passage's position in the knowledge version that the answer was made from."""

    @property
    def text(self) -> str:
        """The excerpt's own words."""
        return self.passage.text[self.start : self.end]

    @property
    def restated(self) -> bool:
        """Whether its text is in our own words, as in a restated report all is but the quotations."""
        return self.report.restated and self.passage.kind is not PassageKind.QUOTE

    @property
    def citation(self) -> Citation:
        """The report and the place in it."""
        place = f"paragraph {self.passage.number}"
        if self.passage.page is not None:
            place += f", page {self.passage.page}"
        return Citation(
            self.report.title, self.report.publisher, self.report.url, self.report.published, place
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One judgment with the objects that its ids stand for. `area` is the framework's own."""

    judgment: Judgment
    subject: Subject
    framework: Framework
    area: Area


class NoteKind(StrEnum):
    """What an answer's notes can say; `render` has the words."""

    NOT_COMPARABLE = "not comparable"
    OTHER_CYCLES = "other cycles"
    READ_AS = "read as"
    REPAIRED = "repaired"
    SHARED_WORD = "shared word"
    NOT_NAMED = "not named"
    DERIVED = "derived"
    EXCERPTS_FROM = "excerpts from"
    MISSING = "missing"
    UNGRADED_IN = "ungraded in"
    NONE_SOUGHT = "none sought"
    QUESTION_CUT = "question cut"
    HELD_GRADE = "held grade"
    AREA_NOTE = "area note"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on an answer: its kind and the names or figures that it speaks of."""

    kind: NoteKind
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgmentAnswer:
    """One subject in one area: its judgment, and the same area's judgments in other cycles."""

    finding: Finding
    others: tuple[Finding, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    more: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        _require_citations((self.finding, *self.others))


@dataclass(frozen=True, slots=True)
class JudgmentsAnswer:
    """Several judgments of one subject, by framework, newest first; `sought` are the grades asked for."""

    subject: Subject
    findings: tuple[Finding, ...]
    tallies: tuple[Tally, ...] = ()
    sought: tuple[str, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    more: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        if not self.findings and not self.tallies:
            raise Uncited("a table of judgments needs at least one judgment or announced count")
        _require_citations(self.findings)
        if not all(_is_cited(tally.citation) for tally in self.tallies):
            raise Uncited("an announced count needs the page that announced it")


@dataclass(frozen=True, slots=True)
class ComparisonAnswer:
    """Several subjects or several areas side by side. `missing` pairs a subject with an area not held."""

    subjects: tuple[Subject, ...]
    areas: tuple[Area, ...]
    findings: tuple[Finding, ...]
    missing: tuple[tuple[Subject, Area], ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    more: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        if not self.findings:
            raise Uncited("a comparison needs at least one judgment")
        _require_citations(self.findings)


@dataclass(frozen=True, slots=True)
class RankingAnswer:
    """All subjects judged in one area of one framework, best grade first, names in order within a grade.

    `sought` limits `findings` to the grades asked for; `held` is how many judgments the knowledge has of
    this area, and `subjects` how many subjects the programme grades (or the group asked for has).
    """

    framework: Framework
    area: Area
    findings: tuple[Finding, ...]
    held: int
    subjects: int
    sought: tuple[str, ...] = ()
    group: str = ""
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        if self.held <= 0:
            raise Uncited("a ranking needs at least one judgment")
        _require_citations(self.findings)


@dataclass(frozen=True, slots=True)
class PassagesAnswer:
    """Excerpts that answer a question in plain words, best first."""

    excerpts: tuple[Excerpt, ...]
    more: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        if not self.excerpts:
            raise Uncited("an answer in passages needs at least one excerpt")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a question may have meant: what to show, and the text that asks for exactly it.

    `hint` is what else it is called.
    """

    label: str
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class AmbiguousAnswer:
    """A word of the question names several things; the asker chooses."""

    word: str
    choices: tuple[Choice, ...]
    notes: tuple[Note, ...] = ()


class NotGradedReason(StrEnum):
    """Why there is no grade to give although the question is understood."""

    AREA = "area"
    """The framework looks at the area but does not grade it."""
    NO_SUCH_AREA = "no such area"
    """The framework has no area of this name."""
    SUBJECT = "subject"
    """The programme does not grade this body."""
    OVERALL = "overall"
    """The inspectorate gives no grade to the whole subject."""
    STATED = "stated"
    """A source says that this subject was not graded in this area."""


@dataclass(frozen=True, slots=True)
class NotGradedAnswer:
    """There is no such grade, and that is known. `findings` are what there is instead."""

    reason: NotGradedReason
    subject: Subject | None
    framework: Framework | None
    area: str = ""
    findings: tuple[Finding, ...] = ()
    choices: tuple[Choice, ...] = ()
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        _require_citations(self.findings)


class AbstainReason(StrEnum):
    """Why the bot does not answer."""

    EMPTY = "empty"
    NOTHING_LOADED = "nothing loaded"
    NO_EVIDENCE = "no evidence"
    NOT_HELD = "not held"
    """The question is understood; the knowledge has no judgment for it."""
    UNKNOWN_NAME = "unknown name"
    OTHER_BODY = "other body"
    """It asks about a body that shares a name with a subject: a fire service, a council."""
    UNKNOWN_CYCLE = "unknown cycle"
    NO_SUCH_SPEAKER = "no such speaker"
    NO_SUCH_KIND = "no such kind"
    NO_SUBJECT = "no subject"
    """A command needs the name of a subject or area that was not given."""
    NO_AREA = "no area"
    """Grades are given area by area, and none was named."""


@dataclass(frozen=True, slots=True)
class AbstainAnswer:
    """The knowledge does not hold the answer: why, and what it does have."""

    reason: AbstainReason
    about: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    notes: tuple[Note, ...] = ()


Answer = (
    JudgmentAnswer
    | JudgmentsAnswer
    | ComparisonAnswer
    | RankingAnswer
    | PassagesAnswer
    | AmbiguousAnswer
    | NotGradedAnswer
    | AbstainAnswer
)


def _require_citations(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        if not _is_cited(finding.judgment.citation):
            raise Uncited(
                f"{finding.judgment.subject} {finding.judgment.area} {finding.judgment.framework}: "
                "a judgment needs the page or passage in which it was read"
            )


def _is_cited(citation: Citation) -> bool:
    """A page with an address, or a place in a report held here whose source has none."""
    return bool(citation.url or (citation.title and citation.place))
