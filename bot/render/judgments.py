"""Judgments of one subject in words: one grade, a table, or why there is no grade."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answer import (
    Finding,
    JudgmentAnswer,
    JudgmentsAnswer,
    NotGradedAnswer,
    NotGradedReason,
)
from bot.language import Catalogue, message
from bot.model import Citation, Framework, Tally
from bot.render.dates import cited_place, dated, source_dates
from bot.render.excerpts import supporting_blocks
from bot.render.notes import note_blocks
from bot.render.sheet import Block, Piece, Sheet, heading, item, line, link, small, strong


def judgment_sheet(answer: JudgmentAnswer, version: str, say: Catalogue) -> Sheet:
    """One grade with the words it rests on."""
    found = answer.finding
    title = f"{found.subject.name} · {found.area.label}: {say.grade(found.judgment.grade or '')}"
    blocks = [line(*_grade_line(found, say)), small(*_graded_by(found, say))]
    blocks += supporting_blocks(answer.excerpts, answer.notes, say)
    if answer.others:
        blocks.append(heading(say("Other cycles")))
        blocks += [item(*_cycle_item(other, say)) for other in answer.others]
    blocks += note_blocks(answer.notes, say)
    footer = footer_text([found], version, say)
    return Sheet(title, tuple(blocks), footer, grade_rank=rank(found))


def _grade_line(found: Finding, say: Catalogue) -> list[Piece]:
    framework, grade = found.framework, found.judgment.grade or ""
    if found.judgment.derived:
        text = message(
            "{grade} (step {step} of {steps}, 1 is best) in {cycle}, "
            "worked out by elimination: no page states it"
        )
    else:
        text = message("{grade} (step {step} of {steps}, 1 is best) in {cycle}")
    return say.pieces(
        text,
        grade=strong(say.grade(grade).capitalize()),
        step=str(framework.rank(grade) + 1),
        steps=str(len(framework.scale)),
        cycle=framework.name,
    )


def _graded_by(found: Finding, say: Catalogue) -> list[Piece]:
    return say.pieces(
        "Graded by {inspectorate}, read at {source}",
        inspectorate=found.framework.inspectorate,
        source=source(found.judgment.citation, say),
    )


def _cycle_item(found: Finding, say: Catalogue) -> list[Piece]:
    label = f", {found.area.label}" if found.area.label else ""
    return [
        f"{found.framework.name}{label}: ",
        strong(grade_word(found, say)),
        derived_words(found, say),
        " · ",
        *source(found.judgment.citation, say),
    ]


def judgments_sheet(answer: JudgmentsAnswer, version: str, say: Catalogue) -> Sheet:
    """A subject's judgments, a table for each cycle, with each source named once."""
    blocks: list[Block] = []
    frameworks = list(dict.fromkeys(found.framework for found in answer.findings))
    title = _table_title(answer, frameworks, say)
    for framework in frameworks:
        here = [found for found in answer.findings if found.framework is framework]
        tally = next((item for item in answer.tallies if item.framework == framework.id), None)
        if answer.sought or framework.name not in title:
            blocks.append(heading(_table_heading(framework, here, answer.sought, say)))
        blocks += table_blocks(here, tally, say)
    if not frameworks:
        for tally in answer.tallies:
            page: list[Piece] = say.pieces("Announced at {source}", source=source(tally.citation, say))
            blocks += [line(_announced(tally, say)), small(*page)]
    blocks += supporting_blocks(answer.excerpts, answer.notes, say)
    blocks += note_blocks(answer.notes, say)
    return Sheet(title, tuple(blocks), footer_text(answer.findings, version, say))


def _table_title(answer: JudgmentsAnswer, frameworks: Sequence[Framework], say: Catalogue) -> str:
    name = answer.subject.name
    if len(frameworks) != 1:
        return say("{subject}: grades", subject=name)
    if len({found.judgment.grade for found in answer.findings}) == 1:
        areas = ", ".join(found.area.label for found in answer.findings)
        return f"{name} · {areas}: {grade_word(answer.findings[0], say)}"
    return say("{subject}: grades in {cycle}", subject=name, cycle=frameworks[0].name)


def _table_heading(
    framework: Framework, here: Sequence[Finding], sought: Sequence[str], say: Catalogue
) -> str:
    if not sought:
        return framework.name
    matching = [found for found in here if found.judgment.grade in sought]
    values = {"cycle": framework.name, "grades": say.either(sought)}
    if not matching:
        return say("{cycle}: none of the {number} areas held here is {grades}", number=len(here), **values)
    return say.plural(
        "{cycle}: {number} area is held here as {grades}",
        "{cycle}: {number} areas are held here as {grades}",
        len(matching),
        number=say.number(len(matching)),
        **values,
    )


def table_blocks(findings: Sequence[Finding], tally: Tally | None, say: Catalogue) -> list[Block]:
    """One line an area with a number for its source, then the sources."""
    numbers = numbered(findings)
    blocks = [item(*_table_item(found, numbers[found.judgment.citation], say)) for found in findings]
    if tally:
        blocks.append(small(_announced(tally, say), " (", *source(tally.citation, say), ")"))
    return blocks + source_blocks(numbers, say)


def numbered(findings: Iterable[Finding]) -> dict[Citation, int]:
    """Each source once, numbered from 1 in order of use."""
    citations = dict.fromkeys(found.judgment.citation for found in findings)
    return {citation: number for number, citation in enumerate(citations, start=1)}


def source_blocks(numbers: dict[Citation, int], say: Catalogue) -> list[Block]:
    """The sources under their numbers."""
    return [small(f"({number}) ", *source(citation, say)) for citation, number in numbers.items()]


def _table_item(found: Finding, number: int, say: Catalogue) -> list[Piece]:
    grade = strong(grade_word(found, say))
    return [f"{found.area.label or found.area.title}: ", grade, derived_words(found, say), f" ({number})"]


def _announced(tally: Tally, say: Catalogue) -> str:
    counts = ", ".join(
        say("{number} {grade}", number=say.number(count), grade=say.grade(grade))
        for grade, count in tally.grades
        if count
    )
    areas = say.number(tally.areas_graded)
    return say("Announced: {number} areas graded, {counts}", number=areas, counts=counts)


def not_graded_sheet(answer: NotGradedAnswer, version: str, say: Catalogue) -> Sheet:
    """There is no such grade, and what there is instead."""
    blocks = [line(_why_not(answer, say))]
    cycle = answer.framework.name if answer.framework else ""
    if answer.findings and answer.reason is NotGradedReason.OVERALL and cycle:
        blocks.append(heading(say("By area, {cycle}", cycle=cycle)))
        blocks += table_blocks(answer.findings, None, say)
    elif answer.findings:
        blocks += [item(*_cycle_item(found, say)) for found in answer.findings]
    blocks += note_blocks(answer.notes, say)
    if answer.choices and cycle:
        labels = ", ".join(choice.label for choice in answer.choices)
        blocks.append(line(say("Areas of {cycle}: {areas}.", cycle=cycle, areas=labels), apart=True))
    names = (answer.subject.name if answer.subject else "", answer.area)
    title = say("{what}: not graded", what=" · ".join(name for name in names if name))
    return Sheet(title, tuple(blocks), footer_text(answer.findings, version, say))


def _why_not(answer: NotGradedAnswer, say: Catalogue) -> str:
    framework = answer.framework
    values = {
        "subject": answer.subject.name if answer.subject else say("It"),
        "area": answer.area,
        "cycle": framework.name if framework else say("any cycle held here"),
        "inspectorate": framework.inspectorate if framework else say("the inspectorate"),
    }
    text = say(_WHY_NOT[answer.reason], **values)
    if answer.reason is NotGradedReason.SUBJECT and answer.subject and answer.subject.note:
        return f"{text} {answer.subject.note}"
    return text


_WHY_NOT = {
    NotGradedReason.OVERALL: message(
        "There is no overall grade: in {cycle} {inspectorate} grades each area by itself and gives "
        "{subject} no grade as a whole."
    ),
    NotGradedReason.SUBJECT: message("{subject} is not graded in this programme."),
    NotGradedReason.NO_SUCH_AREA: message(
        "{area} is not an area of {cycle}, so {subject} has no grade for it there."
    ),
    NotGradedReason.STATED: message("{subject} was not graded for {area} in {cycle}; its page says so."),
    NotGradedReason.AREA: message(
        "{area} is looked at in {cycle} but not graded, for {subject} or anyone else."
    ),
}


def grade_word(found: Finding, say: Catalogue) -> str:
    """The grade, or that there is none."""
    judgment = found.judgment
    return say.grade(judgment.grade) if judgment.grade else say.term(str(judgment.state))


def derived_words(found: Finding, say: Catalogue) -> str:
    """The remark on a grade that no page states."""
    return " " + say("(worked out, not stated)") if found.judgment.derived else ""


def source(citation: Citation, say: Catalogue) -> list[Piece]:
    """Who published it, linked, where in it, and when."""
    place = f", {cited_place(citation.place, say)}" if citation.place else ""
    return [link(citation.publisher, citation.url), f"{place}, {dated(citation.published, say)}"]


def rank(found: Finding) -> float | None:
    """Where on its scale a grade stands: 0.0 best, 1.0 worst."""
    grade, steps = found.judgment.grade, len(found.framework.scale)
    return found.framework.rank(grade) / max(steps - 1, 1) if grade else None


def footer_text(findings: Iterable[Finding], version: str, say: Catalogue) -> str:
    """Cycles, the sources' dates and the knowledge version (law 3)."""
    found = list(findings)
    cycles = ", ".join(dict.fromkeys(item.framework.name for item in found))
    dates = source_dates((item.judgment.citation.published for item in found), say)
    return " · ".join(part for part in (cycles, dates, say("knowledge {version}", version=version)) if part)
