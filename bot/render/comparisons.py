"""Judgments side by side, and all subjects by their grade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from bot.answer import ComparisonAnswer, Finding, RankingAnswer
from bot.language import Catalogue
from bot.model import Citation, Subject
from bot.render.dates import dated
from bot.render.excerpts import supporting_blocks
from bot.render.judgments import (
    derived_words,
    footer_text,
    grade_word,
    numbered,
    source_blocks,
    table_blocks,
)
from bot.render.notes import note_blocks
from bot.render.sheet import Block, Sheet, heading, item, line, link, small, strong
from bot.service.lookup import by_grade

MOST_NAMED = 10
"""Subjects named in the title of a comparison."""


LINE_EACH = 5
"""Most subjects that have a line each in every area; more are listed by their grade, to stay readable."""


def comparison_sheet(answer: ComparisonAnswer, version: str, say: Catalogue) -> Sheet:
    """Side by side: by area and then subject, or for one subject by area; a cycle at a time."""
    blocks: list[Block] = []
    frameworks = list(dict.fromkeys(found.framework for found in answer.findings))
    for framework in frameworks:
        here = [found for found in answer.findings if found.framework is framework]
        blocks.append(heading(framework.name))
        if len(answer.subjects) == 1:
            blocks += table_blocks(here, None, say)
            blocks += [
                small(
                    say("{subject}: no grade for {area} is held here.", subject=subject.name, area=area.label)
                )
                for subject, area in answer.missing
            ]
        else:
            blocks += _grid_blocks(answer, here, say)
    blocks += supporting_blocks(answer.excerpts, answer.notes, say)
    blocks += note_blocks(answer.notes, say)
    return Sheet(_title(answer, say), tuple(blocks), footer_text(answer.findings, version, say))


def _title(answer: ComparisonAnswer, say: Catalogue) -> str:
    """Everything that is compared by its name where it can be read: a follow-up goes on from these words."""
    names = say.listed([subject.short for subject in answer.subjects])
    if len(answer.subjects) > MOST_NAMED:
        nouns = say.term(answer.findings[0].framework.nouns)
        names = f"{len(answer.subjects)} {nouns}"
    labels = f": {', '.join(area.label for area in answer.areas)}" if len(answer.areas) <= 2 else ""
    return say("{what}, side by side", what=names + labels)


def _grid_blocks(answer: ComparisonAnswer, here: Sequence[Finding], say: Catalogue) -> list[Block]:
    """Area by area what each subject got, or that it is not held; then the sources by number."""
    numbers = numbered(here)
    blocks: list[Block] = []
    for area in answer.areas:
        found = {held.subject.id: held for held in here if held.area.id == area.id}
        blocks.append(line(strong(area.label or area.title), apart=bool(blocks)))
        if len(answer.subjects) > LINE_EACH:
            blocks += _by_grade(answer.subjects, found, numbers, say)
            continue
        for subject in answer.subjects:
            if subject.id not in found:
                blocks.append(item(say("{subject}: not held here", subject=subject.short)))
                continue
            held = found[subject.id]
            grade, number = grade_word(held, say), numbers[held.judgment.citation]
            blocks.append(item(f"{subject.short}: ", strong(grade), derived_words(held, say), f" ({number})"))
    return blocks + source_blocks(numbers, say)


def _by_grade(
    subjects: Sequence[Subject], found: Mapping[str, Finding], numbers: Mapping[Citation, int], say: Catalogue
) -> Iterator[Block]:
    """Many subjects in one area: a line a grade, best first, then those that are not held."""
    for grade, rows in groupby(by_grade(found.values()), key=lambda held: grade_word(held, say)):
        names = [
            f"{held.subject.short}{derived_words(held, say)} ({numbers[held.judgment.citation]})"
            for held in rows
        ]
        yield item(strong(grade), f" ({len(names)}): {', '.join(names)}")
    if missing := [subject.short for subject in subjects if subject.id not in found]:
        yield item(say("{subject}: not held here", subject=", ".join(missing)))


def ranking_sheet(answer: RankingAnswer, version: str, say: Catalogue) -> Sheet:
    """All subjects by grade, each name linked to the page on which its grade was read."""
    framework, nouns = answer.framework, say.term(answer.framework.nouns)
    blocks: list[Block] = []
    for grade, rows in groupby(answer.findings, key=lambda found: found.judgment.grade or ""):
        members = list(rows)
        blocks.append(heading(f"{say.grade(grade).capitalize()} ({len(members)})"))
        blocks += [_ranked_item(found, say) for found in members]
    if not answer.findings:
        blocks.append(line(_none_line(answer, nouns, say)))
    blocks.append(small(_held_line(answer, nouns, say), apart=True))
    blocks += note_blocks(answer.notes, say)
    wanted = f", {say.either(answer.sought)}" if answer.sought else ""
    group = f" ({answer.group})" if answer.group else ""
    title = say(
        "{area}: {nouns} in {cycle}",
        area=answer.area.label + wanted,
        nouns=nouns + group,
        cycle=framework.name,
    )
    return Sheet(title, tuple(blocks), footer_text(answer.findings, version, say))


def _ranked_item(found: Finding, say: Catalogue) -> Block:
    citation = found.judgment.citation
    date = f", {dated(citation.published, say)}" if citation.published else ""
    name = link(found.subject.short, citation.url)
    return item(name, derived_words(found, say), f" · {citation.publisher}{date}")


def _none_line(answer: RankingAnswer, nouns: str, say: Catalogue) -> str:
    values = {"held": answer.held, "nouns": nouns, "grades": say.either(answer.sought)}
    if answer.group:
        return say("None of the {held} {group} {nouns} held here is {grades}.", group=answer.group, **values)
    return say("None of the {held} {nouns} held here is {grades}.", **values)


def _held_line(answer: RankingAnswer, nouns: str, say: Catalogue) -> str:
    missing = answer.subjects - answer.held
    if not missing:
        number = say.number(answer.subjects)
        return say(
            "The grades of all {number} {nouns} asked about are held here.", number=number, nouns=nouns
        )
    return say.plural(
        "Held here: {held} of {subjects} {nouns}; the grade of the other one is not in the knowledge, "
        "so this is no complete ranking.",
        "Held here: {held} of {subjects} {nouns}; the grades of the other {missing} are not in the "
        "knowledge, so this is no complete ranking.",
        missing,
        held=answer.held,
        subjects=answer.subjects,
        nouns=nouns,
        missing=say.number(missing),
    )
