"""Grades that stand in a document's layout: under headings, in lists, in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.importer.cycles import cycle_pattern, is_other_cycle
from bot.importer.document import Block, BlockKind
from bot.importer.statements import Reader
from bot.importer.words import sentences
from bot.model import Framework

_PAST = re.compile(r"\b(?:previous|last|prior|earlier|history)\b", re.IGNORECASE)
_NOW = re.compile(r"\b(?:this|current|latest|now|new)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\bAct )(?<!\bOrder )(?<!\bRegulations )\b(?:19|20)\d{2}\b")
"""A year that is not that of a law."""
_MARKS = frozenset("x ✓ ✔ ● • yes ■ √ *".split())
_NOT_GRADED = re.compile(
    r"^(?:(?:grade|rating|judge?ment):?\s+)?(?:not graded|ungraded|no grade|(?<=\s)none(?: given)?|"
    r"not (?:inspected|judged|rated|given)|n/?a)"
    r"(?: (?:this (?:time|year)|(?:in|at) this \w+|on this occasion))?$",
    re.IGNORECASE,
)
_WITHIN = 3
"""Blocks after an area's heading among which its grade may stand alone."""


@dataclass(frozen=True, slots=True)
class Found:
    """A grade of an area and the block that shows it; `step` is None for "not graded"."""

    area: str
    step: str | None
    block: Block


def standing(blocks: Sequence[Block], reader: Reader) -> Iterator[Found]:
    """Grades that stand alone near an area's name: under its heading, or as a heading above areas."""
    area: str | None = None
    grade: str | None = None
    shown, distance = "", 0
    for block in blocks:
        if block.kind is BlockKind.TABLE_ROW:
            area = grade = None
            continue
        text = block.text
        if len(text) > 140 or (len(text) > 80 and text.endswith(".")):
            grade = None
            distance += 1
            continue
        step = reader.grades.exactly(text)
        if step is None and len(text) < 70 and _NOT_GRADED.match(text.strip(" .")) and area is not None:
            yield Found(area, None, block)
            area = None
            continue
        if step is not None:
            if area is not None and distance < _WITHIN:
                yield Found(area, step, block._replace(text=f"{shown}: {text}"))
                area, grade = None, None
            else:
                grade = step
            continue
        named = _only_area(text, reader, block.kind is BlockKind.HEADING)
        if named is not None:
            if grade is not None:
                yield Found(named, grade, block._replace(text=f"{grade}: {text}"))
            else:
                area, shown, distance = named, text, 0
        else:
            distance += 1
            grade = None
            area = area if distance < _WITHIN else None


def listed(blocks: Sequence[Block], reader: Reader) -> Iterator[Found]:
    """Grades that a list shares with the line above it: "requires improvement in these areas:"."""
    intro, shared = "", None
    for position, block in enumerate(blocks):
        if block.kind is BlockKind.LIST_ITEM:
            if intro and (shared is not None or reader.grades.hinted(block.text.lower())):
                yield from _item(intro, shared, block, reader)
        elif position + 1 < len(blocks) and blocks[position + 1].kind is BlockKind.LIST_ITEM:
            start = max((place[0] for place in sentences(block.text)), default=0)
            intro = block.text[start:].rstrip(" :–—-")
            shared = _shared(intro, reader)
        else:
            intro, shared = "", None


def _shared(intro: str, reader: Reader) -> str | None:
    """The one grade that a line announces for the areas listed below it."""
    if not reader.grades.hinted(intro.lower()):
        return None
    grades = reader.grades.given(intro)
    if len({grade.step for grade in grades}) != 1 or reader.area_lists(intro[grades[0].end :]):
        return None
    return grades[0].step


def _item(intro: str, shared: str | None, block: Block, reader: Reader) -> Iterator[Found]:
    text = re.sub(r";?\s+(?:and|or)$", "", block.text.rstrip(" ;.,"))
    if reader.grades.found(text):
        for statement in reader.statements(f"{intro} {text}"):
            if statement.at >= len(intro):
                yield Found(statement.area, statement.step, block)
    elif shared is not None:
        for one in reader.area_lists(text):
            if len(text[: one.start].split()) <= 4:
                for area in one.areas:
                    yield Found(area, shared, block)


def _only_area(text: str, reader: Reader, heading: bool) -> str | None:
    """The one area that a short line is the name of, or None."""
    if len(text) > 140 or (text.endswith((".", "?", "!")) and not heading):
        return None
    if heading:
        areas = reader.areas.of_heading(text)
        return areas[0] if len(areas) == 1 else None
    mentions = reader.areas.mentions(text)
    if len(mentions) != 1 or not mentions[0].named or len(mentions[0].areas) != 1:
        return None
    rest = (text[: mentions[0].start] + text[mentions[0].end :]).strip(" .,:;–—-•()0123456789").lower()
    return mentions[0].areas[0] if rest in {"", "the", "area"} else None


def tables(blocks: Sequence[Block], reader: Reader, names: Sequence[re.Pattern[str]]) -> Iterator[Found]:
    """Grades in tables. `names` are the subject's, for tables with one row for each subject."""
    table: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and block.kind is BlockKind.TABLE_ROW:
            table.append(block)
        elif table:
            yield from _table(table, reader, names)
            table = []


def _table(rows: Sequence[Block], reader: Reader, names: Sequence[re.Pattern[str]]) -> Iterator[Found]:
    header = rows[0].cells
    columns = [_only_area(cell, reader, True) if cell else None for cell in header]
    steps = [reader.grades.exactly(cell) if cell else None for cell in header]
    if sum(area is not None for area in columns) > 1:
        yield from _by_subject(rows, columns, reader, names)
        return
    if sum(step is not None for step in steps) > 1:
        yield from _by_grade(rows, steps, reader)
        return
    for row in rows:
        area = _only_area(row.cells[0], reader, True) if row.cells[0] else None
        if area is not None:
            yield from _row(area, row, header, reader)
        elif row.cells[0] and (step := reader.grades.exactly(row.cells[0])):
            yield from _graded(step, row, reader)


def _graded(step: str, row: Block, reader: Reader) -> Iterator[Found]:
    """The areas of a row that begins with their grade."""
    for cell in row.cells[1:]:
        for one in reader.areas.mentions(cell):
            if one.named and len(one.areas) == 1:
                yield Found(one.areas[0], step, row)


def _row(area: str, row: Block, header: Sequence[str], reader: Reader) -> Iterator[Found]:
    """The grade of a row that begins with its area; with several, the one of the newest column."""
    graded = [(column, reader.grades.exactly(cell)) for column, cell in enumerate(row.cells) if column]
    graded = [(column, step) for column, step in graded if step is not None]
    if not graded and any(_NOT_GRADED.match(cell.strip(" .")) for cell in row.cells[1:]):
        yield Found(area, None, row)
    framework = reader.grades.framework
    heads = {column: header[column] if column < len(header) else "" for column, _ in graded}
    own = [item for item in graded if cycle_pattern(framework.cycle).search(heads[item[0]])]
    graded = own or [item for item in graded if not is_elsewhen(heads[item[0]], framework)]
    if len(graded) > 1:
        newest = [item for item in graded if item[0] < len(header) and _is_newest(header, item[0], graded)]
        graded = newest if len(newest) == 1 else []
    if len(graded) == 1:
        column, step = graded[0]
        if column >= len(header) or not is_elsewhen(header[column], framework):
            yield Found(area, step, row)


def is_elsewhen(head: str, framework: Framework) -> bool:
    """Whether a heading, of a column or of a section, speaks of an earlier inspection or another cycle."""
    if is_other_cycle(head, framework):
        return True
    years = [int(year) for year in _YEAR.findall(head)]
    if years and not _NOW.search(head):
        return max(years) < framework.year
    return bool(_PAST.search(head)) and not _NOW.search(head)


def _is_newest(header: Sequence[str], column: int, graded: Sequence[tuple[int, str | None]]) -> bool:
    def rank(index: int) -> tuple[int, int]:
        text = header[index] if index < len(header) else ""
        years = [int(year) for year in _YEAR.findall(text)]
        return (1 if _NOW.search(text) else 0, max(years, default=0))

    return all(rank(column) > rank(other) for other, _ in graded if other != column)


def _by_subject(
    rows: Sequence[Block], columns: Sequence[str | None], reader: Reader, names: Sequence[re.Pattern[str]]
) -> Iterator[Found]:
    """One row for each subject, one column for each area; without names in the first cells, a single row."""
    body = rows[1:]
    ours = [row for row in body if any(name.search(row.cells[0]) for name in names)]
    for row in ours[:1] or (body if len(body) == 1 else []):
        for column, area in enumerate(columns):
            if area is not None and column < len(row.cells):
                step = reader.grades.exactly(row.cells[column])
                if step is not None or _NOT_GRADED.match(row.cells[column].strip(" .")):
                    yield Found(area, step, row)


def _by_grade(rows: Sequence[Block], steps: Sequence[str | None], reader: Reader) -> Iterator[Found]:
    """One column for each grade: areas are listed in it, or an area's row has a mark in it."""
    for row in rows[1:]:
        area = _only_area(row.cells[0], reader, True) if row.cells[0] and steps[0] is None else None
        for column, step in enumerate(steps[: len(row.cells)]):
            cell = row.cells[column].strip()
            if step is None or not cell:
                continue
            if area is not None and (cell.casefold() in _MARKS or reader.grades.exactly(cell) == step):
                yield Found(area, step, row._replace(text=f"{row.cells[0]}: {rows[0].cells[column]}"))
            elif area is None:
                shown = row._replace(text=f"{rows[0].cells[column]}: {cell}")
                for one in reader.areas.mentions(cell):
                    if one.named and len(one.areas) == 1:
                        yield Found(one.areas[0], step, shown)
