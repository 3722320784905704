"""From an answer to the board that its picture shows, or None where there is no more than a line to see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.answer import (
    Answer,
    ComparisonAnswer,
    Finding,
    JudgmentAnswer,
    JudgmentsAnswer,
    NoteKind,
    NotGradedAnswer,
    NotGradedReason,
    RankingAnswer,
)
from bot.model import Framework, Subject
from bot.pictures.board import NOT_HELD, Board, Group, Groups, Row, Section, has_gaps, marks
from bot.pictures.marks import scale_marks
from bot.pictures.sections import area_label, cycles_of, joined, one_subject, side_by_side
from bot.render.judgments import footer_text
from bot.render.notes import join

DERIVED = "Worked out: found by elimination from announced counts; no page states it."
LONGEST_TITLE = 3
"""Names in the title of a comparison; with more the table alone names them."""


def board_of(answer: Answer, version: str = "") -> Board | None:
    """What to show of an answer from this knowledge version; None for a miss, passages or a single grade."""
    match answer:
        case JudgmentAnswer():
            board = _strip(answer, version)
        case JudgmentsAnswer():
            board = _card(answer, version)
        case ComparisonAnswer():
            board = _comparison(answer, version)
        case RankingAnswer():
            board = _ranking(answer, version)
        case NotGradedAnswer(reason=NotGradedReason.OVERALL, subject=Subject() as subject):
            remark = f"There is no overall grade of {subject.name}."
            board = _subject_board(subject, one_subject(answer.findings), answer.findings, version, remark)
        case _:
            return None
    return board if len(marks(board.sections)) > 1 else None


def _strip(answer: JudgmentAnswer, version: str) -> Board:
    """One area of one subject through the cycles, newest first."""
    found = answer.finding
    findings = (found, *answer.others)
    title = f"{found.subject.name}: {area_label(found.area)}"
    sections = one_subject(findings, by_cycle=True)
    return _board(title, _inspectors(findings), sections, findings, version)


def _card(answer: JudgmentsAnswer, version: str) -> Board:
    """One subject's grades, a cycle at a time, with what was announced without naming the areas."""
    unnamed = {
        cycle: tuple(row for _, row in rows)
        for cycle, rows in groupby(_unnamed(answer), key=lambda pair: pair[0])
    }
    sections = one_subject(answer.findings, unnamed=unnamed, whole=not answer.sought)
    remark = ""
    if answer.sought:
        matching = sum(found.judgment.grade in answer.sought for found in answer.findings)
        sought = join(answer.sought, "or")
        remark = f"Only areas held as {sought}." if matching else f"No area held here is {sought}."
    judged = {found.framework.id for found in answer.findings}
    beyond = any(tally.framework not in judged for tally in answer.tallies)
    counts = "The text has announced counts of another cycle." if beyond else ""
    return _subject_board(answer.subject, sections, answer.findings, version, remark, counts)


def _unnamed(answer: JudgmentsAnswer) -> Iterable[tuple[str, Row]]:
    """For each cycle a row for every grade that was announced more often than the sources name areas."""
    frameworks = {found.framework.name: found.framework for found in answer.findings}
    for note in answer.notes:
        if note.kind is not NoteKind.NOT_NAMED:
            continue
        cycle, grade, announced, named = note.values
        framework = frameworks.get(cycle)
        if framework is None or grade not in framework.scale:
            continue
        count = int(announced) - int(named)
        more = " more" if int(named) else ""
        label = f"{count}{more} area{'s' if count > 1 else ''}, not named"
        mark = scale_marks(framework.scale)[framework.rank(grade)]
        yield cycle, Row(label, mark, "announced as a count", count)


def _subject_board(
    subject: Subject,
    sections: tuple[Section, ...],
    findings: Sequence[Finding],
    version: str,
    *remarks: str,
) -> Board:
    return _board(subject.name, _inspectors(findings), sections, findings, version, *remarks)


def _comparison(answer: ComparisonAnswer, version: str) -> Board:
    names = [subject.short for subject in answer.subjects]
    findings = answer.findings
    nouns = findings[0].framework.nouns
    if len(names) == 1:
        return _subject_board(
            answer.subjects[0], one_subject(findings, by_cycle=len(answer.areas) == 1), findings, version
        )
    frameworks = cycles_of(findings)
    alone = len(frameworks) == 1
    # Which cycle a missing grade was looked for in is only certain where there is one.
    missing = answer.missing if alone else ()
    grids = [
        (framework, side_by_side(framework, answer.subjects, findings, missing, alone=alone))
        for framework in frameworks
    ]
    title = join(names) if len(names) <= LONGEST_TITLE else f"{len(names)} {nouns} side by side"
    return _board(title, _inspectors(findings), joined(grids), findings, version)


def _ranking(answer: RankingAnswer, version: str) -> Board:
    framework = answer.framework
    groups = []
    for mark in scale_marks(framework.scale):
        names = tuple(
            f"{found.subject.short}{' (worked out)' if found.judgment.derived else ''}"
            for found in answer.findings
            if found.judgment.grade == mark.word
        )
        if names or not answer.sought:
            groups.append(Group(mark, names))
    nouns = f"{answer.group} {framework.nouns}" if answer.group else framework.nouns
    subtitle = f"{framework.name} by {framework.inspectorate}"
    if answer.sought:
        subtitle += f", {join(answer.sought, 'or')}"
    held = f"Held here: {answer.held} of {answer.subjects} {nouns}."
    if answer.held < answer.subjects:
        held = f"{held[:-1]}; the others’ grades are not known here."
    derived = (DERIVED,) if any(found.judgment.derived for found in answer.findings) else ()
    direction = (_direction(framework),) if _numbered(framework) else ()
    sections = (Groups("", scale_marks(framework.scale), tuple(groups)),)
    footer = _footer(answer.findings, version)
    return Board(area_label(answer.area), subtitle, sections, (*direction, held, *derived), footer)


def _board(
    title: str,
    subtitle: str,
    sections: tuple[Section, ...],
    findings: Sequence[Finding],
    version: str,
    *remarks: str,
) -> Board:
    shown = [remark for remark in remarks if remark]
    if any(mark.derived for mark in marks(sections)):
        shown.append(DERIVED)
    if has_gaps(sections):
        shown.append(NOT_HELD)
    shown += dict.fromkeys(_direction(framework) for framework in cycles_of(findings) if _numbered(framework))
    return Board(title, subtitle, sections, tuple(shown), _footer(findings, version))


def _numbered(framework: Framework) -> bool:
    return all(grade.isdigit() for grade in framework.scale)


def _direction(framework: Framework) -> str:
    """Which end of a scale in numbers is the good one, which no number says."""
    return f"{framework.scale[0]} is the best grade, {framework.scale[-1]} the worst."


def _inspectors(findings: Sequence[Finding]) -> str:
    """ "PEEL 2021/22 by HMICFRS", or for several cycles "2 cycles of PEEL by HMICFRS"."""
    frameworks = cycles_of(findings)
    by = join(list(dict.fromkeys(framework.inspectorate for framework in frameworks)))
    if len(frameworks) == 1:
        return f"{frameworks[0].name} by {by}"
    programmes = join(list(dict.fromkeys(framework.programme for framework in frameworks)))
    return f"{len(frameworks)} cycles of {programmes} by {by}"


def _footer(findings: Iterable[Finding], version: str) -> str:
    """Dates and version in the words that stand below every answer; the cycles stand above already."""
    found = list(findings)
    cycles = ", ".join(dict.fromkeys(item.framework.name for item in found))
    return footer_text(found, version).removeprefix(f"{cycles} · ").removesuffix(" · knowledge ")
