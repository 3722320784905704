"""From an answer to the board that its picture shows, or None where there is no more than a line to see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.answer import (
    Answer,
    ComparisonAnswer,
    Finding,
    JudgmentAnswer,
    JudgmentsAnswer,
    Note,
    NoteKind,
    NotGradedAnswer,
    NotGradedReason,
    RankingAnswer,
)
from bot.language import Catalogue
from bot.model import Framework
from bot.pictures.board import Board, Group, Groups, Row, Section, marks
from bot.pictures.captions import directions, inspectors, sources, worked_out
from bot.pictures.marks import scale_marks
from bot.pictures.sections import area_label, cycles_of, joined, one_subject, side_by_side

LONGEST_TITLE = 3
"""Names in the title of a comparison; with more the grid alone names them."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A board without what follows from its findings."""

    title: str
    sections: tuple[Section, ...]
    findings: Sequence[Finding]
    remarks: tuple[str, ...] = ()
    asked: str = ""
    """What the question limited the findings to, for the line below the title."""


def board_of(answer: Answer, version: str, say: Catalogue) -> Board | None:
    """What to show of an answer from this knowledge version; None for a miss, passages or a single grade."""
    draft = _draft(answer, say)
    if draft is None or len(marks(draft.sections)) < 2:
        return None
    remarks = [*draft.remarks, *directions(draft.findings, say)]
    if any(found.judgment.derived for found in draft.findings):
        remarks.append(worked_out(say))
    subtitle = ", ".join(part for part in (inspectors(draft.findings, say), draft.asked) if part)
    footer = sources(draft.findings, version, say)
    return Board(draft.title, subtitle, draft.sections, tuple(remarks), footer, say)


def _draft(answer: Answer, say: Catalogue) -> _Draft | None:
    match answer:
        case JudgmentAnswer():
            return _strip(answer, say)
        case JudgmentsAnswer():
            return _card(answer, say)
        case ComparisonAnswer():
            return _comparison(answer, say)
        case RankingAnswer():
            return _ranking(answer, say)
        case NotGradedAnswer(reason=NotGradedReason.OVERALL):
            return _instead(answer, say)
        case _:
            return None


def _strip(answer: JudgmentAnswer, say: Catalogue) -> _Draft:
    """One area of one subject through the cycles, newest first."""
    found = answer.finding
    findings = (found, *answer.others)
    title = f"{found.subject.name}: {area_label(found.area)}"
    return _Draft(title, one_subject(findings, say, by_cycle=True), findings)


def _card(answer: JudgmentsAnswer, say: Catalogue) -> _Draft:
    """One subject's grades, a cycle at a time, with what was announced without naming the areas."""
    unnamed = {
        cycle: tuple(row for _, row in rows)
        for cycle, rows in groupby(_unnamed(answer, say), key=lambda pair: pair[0])
    }
    sections = one_subject(answer.findings, say, unnamed=unnamed, whole=not answer.sought)
    remarks = []
    if answer.sought:
        grades = say.listed([say.grade(grade) for grade in answer.sought], "or")
        matching = any(found.judgment.grade in answer.sought for found in answer.findings)
        remarks.append(
            say("Only areas held as {grades}.", grades=grades)
            if matching
            else say("No area held here is {grades}.", grades=grades)
        )
    judged = {found.framework.id for found in answer.findings}
    if any(tally.framework not in judged for tally in answer.tallies):
        remarks.append(say("The text has announced counts of another cycle."))
    return _Draft(answer.subject.name, sections, answer.findings, tuple(remarks))


def _unnamed(answer: JudgmentsAnswer, say: Catalogue) -> Iterator[tuple[str, Row]]:
    """For each cycle a row for every grade that was announced more often than the sources name areas."""
    frameworks = {found.framework.name: found.framework for found in answer.findings}
    for note in answer.notes:
        framework = frameworks.get(note.values[0]) if note.kind is NoteKind.NOT_NAMED else None
        if framework and note.values[1] in framework.scale:
            yield framework.name, _unnamed_row(note, framework, say)


def _unnamed_row(note: Note, framework: Framework, say: Catalogue) -> Row:
    _, grade, announced, named = note.values
    count = int(announced) - int(named)
    if int(named):
        label = say.plural(
            "{count} more area, not named", "{count} more areas, not named", count, count=count
        )
    else:
        label = say.plural("{count} area, not named", "{count} areas, not named", count, count=count)
    mark = scale_marks(framework.scale, say)[framework.rank(grade)]
    return Row(label, mark, say("announced as a count"), count)


def _comparison(answer: ComparisonAnswer, say: Catalogue) -> _Draft:
    findings, names = answer.findings, [subject.short for subject in answer.subjects]
    if len(names) == 1:
        sections = one_subject(findings, say, by_cycle=len(answer.areas) == 1)
        return _Draft(answer.subjects[0].name, sections, findings)
    frameworks = cycles_of(findings)
    alone = len(frameworks) == 1
    # Which cycle a missing grade was looked for in is only certain where there is one.
    missing = answer.missing if alone else ()
    grids = [
        (framework, side_by_side(framework, answer.subjects, findings, missing, say, alone=alone))
        for framework in frameworks
    ]
    title = say.listed(names)
    if len(names) > LONGEST_TITLE:
        nouns = say.term(frameworks[0].nouns)
        title = say("{count} {nouns} side by side", count=len(names), nouns=nouns)
    return _Draft(title, joined(grids, say), findings)


def _ranking(answer: RankingAnswer, say: Catalogue) -> _Draft:
    framework = answer.framework
    scale = scale_marks(framework.scale, say)
    groups = []
    for mark, grade in zip(scale, framework.scale, strict=True):
        held = [found for found in answer.findings if found.judgment.grade == grade]
        if held or not answer.sought:
            groups.append(Group(mark, tuple(_name(found, say) for found in held)))
    nouns = " ".join(part for part in (answer.group, say.term(framework.nouns)) if part)
    remark = say(
        "Held here: {held} of {subjects} {nouns}.", held=answer.held, subjects=answer.subjects, nouns=nouns
    )
    if answer.held < answer.subjects:
        remark += " " + say("The others’ grades are not known here.")
    asked = say.listed([say.grade(grade) for grade in answer.sought], "or")
    sections = (Groups("", scale, tuple(groups)),)
    return _Draft(area_label(answer.area), sections, answer.findings, (remark,), asked)


def _name(found: Finding, say: Catalogue) -> str:
    name = found.subject.short
    return say("{name} (worked out)", name=name) if found.judgment.derived else name


def _instead(answer: NotGradedAnswer, say: Catalogue) -> _Draft | None:
    """The grades by area of a subject that has none as a whole."""
    if answer.subject is None:
        return None
    name = answer.subject.name
    remark = say("There is no overall grade of {subject}.", subject=name)
    return _Draft(name, one_subject(answer.findings, say), answer.findings, (remark,))
