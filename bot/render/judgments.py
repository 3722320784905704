"""Judgments in words: one grade, a table, a comparison, a ranking, or why there is no grade."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.answer import (
    ComparisonAnswer,
    Finding,
    JudgmentAnswer,
    JudgmentsAnswer,
    NotGradedAnswer,
    NotGradedReason,
    RankingAnswer,
)
from bot.model import Citation, Framework, Tally
from bot.render.dates import dated
from bot.render.excerpts import supporting_blocks
from bot.render.notes import note_blocks, number
from bot.render.sheet import Block, Piece, Sheet, heading, item, line, link, small, strong


def judgment_sheet(answer: JudgmentAnswer, version: str) -> Sheet:
    """One grade with the words it rests on."""
    found = answer.finding
    framework, grade = found.framework, found.judgment.grade or ""
    title = f"{found.subject.name} · {found.area.label}: {grade}"
    blocks = [line(*_grade_line(found))]
    blocks.append(small("Graded by ", framework.inspectorate, ", read at ", *source(found.judgment.citation)))
    blocks += supporting_blocks(answer.excerpts, answer.notes)
    if answer.others:
        blocks.append(heading("Other cycles"))
        blocks += [item(*_cycle_item(other)) for other in answer.others]
    blocks += note_blocks(answer.notes)
    footer = footer_text([found], version)
    return Sheet(title, tuple(blocks), footer, grade_rank=rank(found), more=answer.more)


def _grade_line(found: Finding) -> list[Piece]:
    framework, grade = found.framework, found.judgment.grade or ""
    step = f" (step {framework.rank(grade) + 1} of {len(framework.scale)}, 1 is best)"
    pieces: list[Piece] = [strong(grade.capitalize()), step, " in ", framework.name]
    if found.judgment.derived:
        pieces.append(", worked out by elimination: no page states it")
    return pieces


def _cycle_item(found: Finding) -> list[Piece]:
    label = f", {found.area.label}" if found.area.label else ""
    return [
        f"{found.framework.name}{label}: ",
        strong(found.judgment.grade or str(found.judgment.state)),
        _derived(found),
        " · ",
        *source(found.judgment.citation),
    ]


def judgments_sheet(answer: JudgmentsAnswer, version: str) -> Sheet:
    """A subject's judgments, a table for each cycle, with each source named once."""
    blocks: list[Block] = []
    frameworks = list(dict.fromkeys(found.framework for found in answer.findings))
    for framework in frameworks:
        here = [found for found in answer.findings if found.framework is framework]
        tally = next((item for item in answer.tallies if item.framework == framework.id), None)
        blocks.append(heading(_table_heading(framework, here, answer.sought)))
        blocks += table_blocks(here, tally)
    if not frameworks:
        for tally in answer.tallies:
            blocks += [line(*_announced(tally)), small("Announced at ", *source(tally.citation))]
    blocks += supporting_blocks(answer.excerpts, answer.notes)
    blocks += note_blocks(answer.notes)
    title = _table_title(answer, frameworks)
    return Sheet(title, tuple(blocks), footer_text(answer.findings, version), more=answer.more)


def _table_title(answer: JudgmentsAnswer, frameworks: Sequence[Framework]) -> str:
    name = answer.subject.name
    if len(frameworks) != 1:
        return f"{name}: grades"
    grades = list(dict.fromkeys(found.judgment.grade or "" for found in answer.findings))
    if len(grades) == 1 and answer.findings:
        areas = ", ".join(found.area.label for found in answer.findings)
        return f"{name} · {areas}: {grades[0] or 'not graded'}"
    return f"{name}: grades in {frameworks[0].name}"


def _table_heading(framework: Framework, here: Sequence[Finding], sought: Sequence[str]) -> str:
    if not sought:
        return framework.name
    matching = [found for found in here if found.judgment.grade in sought]
    wanted = " or ".join(sought)
    if not matching:
        return f"{framework.name}: none of the {len(here)} areas held here is {wanted}"
    areas = "one area is" if len(matching) == 1 else f"{number(len(matching))} areas are"
    return f"{framework.name}: {areas} held here as {wanted}"


def table_blocks(findings: Sequence[Finding], tally: Tally | None) -> list[Block]:
    """One line an area with a number for its source, then the sources."""
    numbers = _numbered(findings)
    blocks = [item(*_table_item(found, numbers[found.judgment.citation])) for found in findings]
    if tally:
        blocks.append(small(*_announced(tally), " (", *source(tally.citation), ")"))
    return blocks + _source_blocks(numbers)


def _numbered(findings: Iterable[Finding]) -> dict[Citation, int]:
    """Each source once, numbered from 1 in order of use."""
    citations = dict.fromkeys(found.judgment.citation for found in findings)
    return {citation: number for number, citation in enumerate(citations, start=1)}


def _source_blocks(numbers: dict[Citation, int]) -> list[Block]:
    return [small(f"({number}) ", *source(citation)) for citation, number in numbers.items()]


def _table_item(found: Finding, number: int) -> list[Piece]:
    grade = found.judgment.grade or str(found.judgment.state)
    return [f"{found.area.label or found.area.title}: ", strong(grade), _derived(found), f" ({number})"]


def _announced(tally: Tally) -> list[Piece]:
    counts = ", ".join(f"{number(count)} {grade}" for grade, count in tally.grades if count)
    return [f"Announced: {number(tally.areas_graded)} areas graded, {counts}"]


def comparison_sheet(answer: ComparisonAnswer, version: str) -> Sheet:
    """Side by side: by area and then subject, or for one subject by area; a cycle at a time."""
    blocks: list[Block] = []
    frameworks = list(dict.fromkeys(found.framework for found in answer.findings))
    for framework in frameworks:
        here = [found for found in answer.findings if found.framework is framework]
        blocks.append(heading(framework.name))
        if len(answer.subjects) == 1:
            blocks += table_blocks(here, None)
            blocks += [
                small(f"{subject.name}: no grade for {area.label} is held here.")
                for subject, area in answer.missing
            ]
        else:
            blocks += _grid_blocks(answer, here)
    blocks += supporting_blocks(answer.excerpts, answer.notes)
    blocks += note_blocks(answer.notes)
    names = " and ".join(subject.short for subject in answer.subjects[:4])
    labels = f": {', '.join(area.label for area in answer.areas)}" if len(answer.areas) <= 2 else ""
    title = f"{names}{labels}, side by side"
    return Sheet(title, tuple(blocks), footer_text(answer.findings, version), more=answer.more)


def _grid_blocks(answer: ComparisonAnswer, here: Sequence[Finding]) -> list[Block]:
    """Area by area what each subject got, or that it is not held; then the sources by number."""
    numbers = _numbered(here)
    blocks: list[Block] = []
    for area in answer.areas:
        found = {held.subject.id: held for held in here if held.area.id == area.id}
        blocks.append(line(strong(area.label or area.title)))
        for subject in answer.subjects:
            if subject.id not in found:
                blocks.append(item(f"{subject.short}: not held here"))
                continue
            held = found[subject.id]
            grade = held.judgment.grade or str(held.judgment.state)
            number = numbers[held.judgment.citation]
            blocks.append(item(f"{subject.short}: ", strong(grade), _derived(held), f" ({number})"))
    return blocks + _source_blocks(numbers)


def ranking_sheet(answer: RankingAnswer, version: str) -> Sheet:
    """All subjects by grade, each name linked to the page on which its grade was read."""
    framework = answer.framework
    blocks: list[Block] = []
    for grade, rows in groupby(answer.findings, key=lambda found: found.judgment.grade or ""):
        members = list(rows)
        blocks.append(heading(f"{grade.capitalize()} ({len(members)})"))
        for found in members:
            citation = found.judgment.citation
            date = f", {dated(citation.published)}" if citation.published else ""
            blocks.append(
                item(
                    link(found.subject.short, citation.url), _derived(found), f" · {citation.publisher}{date}"
                )
            )
    if not answer.findings:
        where = f"{answer.group} " if answer.group else ""
        sought = " or ".join(answer.sought)
        blocks.append(line(f"None of the {answer.held} {where}{framework.nouns} held here is {sought}."))
    missing = answer.subjects - answer.held
    blocks.append(small(_held_line(answer, missing), apart=True))
    blocks += note_blocks(answer.notes)
    wanted = f", {' or '.join(answer.sought)}" if answer.sought else ""
    group = f" ({answer.group})" if answer.group else ""
    title = f"{answer.area.label}{wanted}: {framework.nouns}{group} in {framework.name}"
    return Sheet(title, tuple(blocks), footer_text(answer.findings, version))


def _held_line(answer: RankingAnswer, missing: int) -> str:
    nouns = answer.framework.nouns
    if not missing:
        return f"The grades of all {number(answer.subjects)} {nouns} asked about are held here."
    others = "grade of the other one is" if missing == 1 else f"grades of the other {number(missing)} are"
    return (
        f"Held here: {answer.held} of {answer.subjects} {nouns}; the {others} not in the knowledge, "
        "so this is no complete ranking."
    )


def not_graded_sheet(answer: NotGradedAnswer, version: str) -> Sheet:
    """There is no such grade, and what there is instead."""
    blocks = [line(_why_not(answer))]
    if answer.findings and answer.reason is NotGradedReason.OVERALL and answer.framework:
        blocks += [heading(f"By area, {answer.framework.name}"), *table_blocks(answer.findings, None)]
    elif answer.findings:
        blocks += [item(*_cycle_item(found)) for found in answer.findings]
    blocks += note_blocks(answer.notes)
    if answer.choices and answer.framework:
        labels = ", ".join(choice.label for choice in answer.choices)
        blocks.append(line(f"Areas of {answer.framework.name}: {labels}.", apart=True))
    title = f"{answer.subject.name if answer.subject else answer.area}: not graded"
    return Sheet(title, tuple(blocks), footer_text(answer.findings, version))


def _why_not(answer: NotGradedAnswer) -> str:
    subject = answer.subject.name if answer.subject else "It"
    cycle = answer.framework.name if answer.framework else "any cycle held here"
    inspectorate = answer.framework.inspectorate if answer.framework else "the inspectorate"
    if answer.reason is NotGradedReason.OVERALL:
        return (
            f"There is no overall grade: in {cycle} {inspectorate} grades each area by itself and gives "
            f"{subject} no grade as a whole."
        )
    if answer.reason is NotGradedReason.SUBJECT:
        note = f" {answer.subject.note}" if answer.subject and answer.subject.note else ""
        return f"{subject} is not graded in this programme.{note}"
    if answer.reason is NotGradedReason.NO_SUCH_AREA:
        return f"{answer.area} is not an area of {cycle}, so {subject} has no grade for it there."
    if answer.reason is NotGradedReason.STATED:
        return f"{subject} was not graded for {answer.area} in {cycle}; its page says so."
    return f"{answer.area} is looked at in {cycle} but not graded, for {subject} or anyone else."


def source(citation: Citation) -> list[Piece]:
    """Who published it, linked, where in it, and when."""
    place = f", {citation.place}" if citation.place else ""
    return [link(citation.publisher, citation.url), f"{place}, {dated(citation.published)}"]


def rank(found: Finding) -> float | None:
    """Where on its scale a grade stands: 0.0 best, 1.0 worst."""
    grade, steps = found.judgment.grade, len(found.framework.scale)
    return found.framework.rank(grade) / max(steps - 1, 1) if grade else None


def footer_text(findings: Iterable[Finding], version: str) -> str:
    """Cycles, the sources' dates and the knowledge version (law 3)."""
    found = list(findings)
    cycles = ", ".join(dict.fromkeys(item.framework.name for item in found))
    dates = sorted({item.judgment.citation.published for item in found} - {""})
    parts = [cycles, _date_range(dates, any(not item.judgment.citation.published for item in found))]
    return " · ".join([*(part for part in parts if part), f"knowledge {version}"])


def _date_range(dates: Sequence[str], undated: bool) -> str:
    if not dates:
        return "source shows no date" if undated else ""
    first, last = dated(dates[0]), dated(dates[-1])
    span = f"source {first}" if first == last else f"sources {first} to {last}"
    return f"{span}, some without a date" if undated else span


def _derived(found: Finding) -> str:
    return " (worked out, not stated)" if found.judgment.derived else ""
