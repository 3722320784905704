"""What of a board fits a picture: the rest is turned round, summed up or left to the text, and said to be."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import accumulate

from bot.language import Catalogue
from bot.pictures.board import (
    Board,
    Break,
    CountRow,
    Counts,
    Grid,
    GridRow,
    Group,
    Groups,
    Row,
    Section,
    Table,
)
from bot.pictures.marks import absent

MOST_COLUMNS = 7
"""Columns of a grid; a cell is then still wide enough for two letters and an asterisk."""
LONGEST_COLUMN = 36
"""Characters of a column's name; a grid with longer ones is shown as a table for each row."""
MOST_ROWS = 24
"""Rows of all tables and grids together; the picture is then at most about three times as tall as wide."""
MOST_LETTERS = 1_500
"""Of the names in a ranking: the 43 police forces have 470."""


def folded(board: Board) -> Board:
    """The board as it is drawn: whole sections while there is room; remarks say first what is left out."""
    say = board.say
    sections: list[Section] = []
    said: list[str] = []
    room = MOST_ROWS
    for fitting in (part for section in board.sections for part in _fitted(section, say)):
        rows = _rows(fitting)
        if rows > room and any(_rows(section) for section in sections):
            said.append(say("Not all of it is shown here. The text has all."))
            break
        if rows > room:
            said.append(
                say("Shown: the first {shown} of {rows} rows. The text has all.", shown=room, rows=rows)
            )
        sections.append(_cut(fitting, room))
        room -= rows
    while isinstance(sections[-1], Break):
        sections.pop()
    said += _summed(sections, say)
    return replace(board, sections=tuple(sections), remarks=(*dict.fromkeys(said), *board.remarks))


def _fitted(section: Section, say: Catalogue) -> list[Section]:
    match section:
        case Grid() if len(section.columns) > MOST_COLUMNS:
            turned = _turned(section)
            fits = len(turned.columns) <= MOST_COLUMNS and len(turned.rows) <= MOST_ROWS
            return [turned if fits and not _long_columns(turned) else _counts(section)]
        case Grid() if _long_columns(section):
            return _tables(section, say)
        case Groups():
            return [_fewer_names(section)]
        case _:
            return [section]


def _long_columns(grid: Grid) -> bool:
    return any(len(name) > LONGEST_COLUMN for name in grid.columns)


def _tables(grid: Grid, say: Catalogue) -> list[Section]:
    """A table for each row of a grid, its columns below one another."""
    none = absent(len(grid.scale), say)
    return [
        Table(
            f"{grid.heading}: {row.label}" if grid.heading else row.label,
            grid.scale,
            tuple(Row(name, cell or none) for name, cell in zip(grid.columns, row.cells, strict=True)),
        )
        for row in grid.rows
    ]


def _rows(section: Section) -> int:
    return 0 if isinstance(section, Break | Groups) else len(section.rows)


def _cut(section: Section, room: int) -> Section:
    match section:
        case Table():
            return replace(section, rows=section.rows[:room])
        case Grid():
            return replace(section, rows=section.rows[:room])
        case Counts():
            return replace(section, rows=section.rows[:room])
        case _:
            return section


def _turned(grid: Grid) -> Grid:
    """Rows for columns."""
    rows = tuple(
        GridRow(name, tuple(row.cells[at] for row in grid.rows)) for at, name in enumerate(grid.columns)
    )
    return replace(grid, columns=tuple(row.label for row in grid.rows), rows=rows)


def _counts(grid: Grid) -> Counts:
    """How many of each row's grades are each step of the scale."""
    rows = []
    for row in grid.rows:
        steps = Counter(cell.step for cell in row.cells if cell and cell.step is not None)
        counts = tuple(steps[at] for at in range(len(grid.scale)))
        rows.append(CountRow(row.label, counts, sum(counts)))
    return Counts(grid.heading, grid.scale, tuple(rows), f"{len(grid.columns)} {grid.noun}")


def _summed(sections: list[Section], say: Catalogue) -> list[str]:
    return [
        say("Counted: how many of {these} have each grade. The text has all.", these=section.noun)
        for section in sections
        if isinstance(section, Counts)
    ]


def _fewer_names(section: Groups) -> Groups:
    """Each group's share of the letters that fit, at least one name."""
    total = sum(len(name) for group in section.groups for name in group.names)
    if total <= MOST_LETTERS:
        return section
    groups = []
    for group in section.groups:
        ends = list(accumulate(len(name) for name in group.names))
        keep = sum(end <= ends[-1] * MOST_LETTERS // total for end in ends) if ends else 0
        keep = max(keep, min(len(ends), 1))
        groups.append(Group(group.mark, group.names[:keep], group.count - keep))
    return replace(section, groups=tuple(groups))
