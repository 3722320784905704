"""What of a board fits a picture: the rest is turned round, summed up or left to the text, and said to be."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bot.pictures.board import (
    NOT_HELD,
    Board,
    Break,
    CountRow,
    Counts,
    Grid,
    GridRow,
    Group,
    Groups,
    Section,
    Table,
    has_gaps,
)

MOST_COLUMNS = 8
"""Columns of a grid; with more a cell is narrower than a fingertip on a phone."""
MOST_ROWS = 24
"""Rows of all tables and grids together; the picture is then at most about three times as tall as wide."""
MOST_NAMES = 90
"""Names in a ranking: the 43 police forces twice over."""


def folded(board: Board) -> Board:
    """The board as it is drawn: whole sections while there is room; remarks say first what is left out."""
    sections: list[Section] = []
    said: list[str] = []
    room = MOST_ROWS
    for fitting in map(_fitted, board.sections):
        rows = _rows(fitting)
        if rows > room and any(_rows(section) for section in sections):
            said.append("Earlier cycles are left out here. The text has all.")
            break
        if rows > room:
            said.append(f"Shown: the first {room} of {rows} rows. The text has all.")
        sections.append(_cut(fitting, room))
        room -= rows
    while isinstance(sections[-1], Break):
        sections.pop()
    said += _summed(sections)
    shown = tuple(sections)
    remarks = [remark for remark in board.remarks if remark != NOT_HELD or has_gaps(shown)]
    return replace(board, sections=shown, remarks=(*said, *remarks))


def _fitted(section: Section) -> Section:
    match section:
        case Grid() if len(section.columns) > MOST_COLUMNS:
            turned = len(section.rows) <= MOST_COLUMNS and len(section.columns) <= MOST_ROWS
            return _turned(section) if turned else _counts(section)
        case Groups():
            return _fewer_names(section)
        case _:
            return section


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


def _summed(sections: list[Section]) -> list[str]:
    return [
        f"Counted: how many of {section.noun} have each grade. The text has all."
        for section in sections
        if isinstance(section, Counts)
    ]


def _fewer_names(section: Groups) -> Groups:
    """Each group's share of the names that fit, at least one."""
    total = sum(group.count for group in section.groups)
    if total <= MOST_NAMES:
        return section
    groups = []
    for group in section.groups:
        keep = min(len(group.names), max(1, group.count * MOST_NAMES // total))
        groups.append(Group(group.mark, group.names[:keep], group.count - keep))
    return replace(section, groups=tuple(groups))
