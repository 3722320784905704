"""Grids: grades in words where the columns are wide enough, otherwise short forms with their key."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language import Catalogue
from bot.pictures.board import Counts, Grid, Mark
from bot.pictures.canvas import Canvas
from bot.pictures.describe import count_words
from bot.pictures.fonts import narrowest, width, wrap
from bot.pictures.marks import NOT_GRADED_CODE, capital
from bot.pictures.theme import CELL, INNER, LABEL, MARGIN, SMALL, WIDTH, Style

GAP = 6
"""Pixels between cells."""
PAD = 6
WIDE_PAD = 12
BARS_ROOM = 56
BARS_HEIGHT = 20
LABEL_ROOM = 262
NARROWEST_WORDS = 168
"""Pixels of a cell that "Requires improvement" fits in two lines."""
NARROWEST_COUNT = 58
"""Pixels of a column that a count of thousands or a short form fits."""
TALLEST_HEAD = 300
MOST_ROWS_BELOW_LABELS = 5
"""Rows whose label stands above the cells; with more the grid would be too tall."""


def draw_grid(canvas: Canvas, grid: Grid, y: int) -> int:
    """Draw a grid from `y` on; where it ends."""
    columns = len(grid.columns)
    beside = _cell_room(INNER - LABEL_ROOM, columns)
    below = _cell_room(INNER, columns)
    words = [capital(cell.word) for row in grid.rows for cell in row.cells if cell]
    if beside >= NARROWEST_WORDS and _fit(words, beside):
        return _draw_words(canvas, grid, y, LABEL_ROOM, beside)
    if below >= NARROWEST_WORDS and _fit(words, below) and len(grid.rows) <= MOST_ROWS_BELOW_LABELS:
        return _draw_words(canvas, grid, y, 0, below)
    return _draw_codes(canvas, grid, y)


def _cell_room(room: int, columns: int) -> int:
    return (room - GAP * (columns - 1)) // columns


def _fit(words: Sequence[str], room: int) -> bool:
    """Whether no word has to be broken."""
    longest = {part for word in words for part in word.split()}
    return all(width(part, CELL) <= room - 2 * PAD for part in longest)


def _draw_words(canvas: Canvas, grid: Grid, y: int, label_room: int, cell_room: int) -> int:
    """Cells with the grade in words above its bars; labels beside the cells, or above them."""
    theme = canvas.theme
    left = MARGIN + label_room
    pad = WIDE_PAD if label_room else PAD
    y = _heads(canvas, grid.columns, y, left, cell_room)
    for row in grid.rows:
        if label_room:
            label_lines = wrap(row.label, LABEL, label_room - 16)
        else:
            y += canvas.paragraph(MARGIN, y + 6, row.label, LABEL, theme.ink, INNER) + 8
            label_lines = []
        texts = [_cell_lines(cell, cell_room - 2 * pad, canvas.say) for cell in row.cells]
        tallest = max(len(lines) for lines in texts) * CELL.leading + BARS_HEIGHT + 4
        height = max(tallest + 22, len(label_lines) * LABEL.leading + 8)
        canvas.lines(
            MARGIN, y + (height - len(label_lines) * LABEL.leading) // 2, label_lines, LABEL, theme.ink
        )
        for at, (cell, lines) in enumerate(zip(row.cells, texts, strict=True)):
            x = left + at * (cell_room + GAP)
            canvas.panel(x, y, x + cell_room, y + height, theme.cell)
            _word_cell(canvas, cell, lines, x + pad, y, height)
        y += height + GAP
    return y - GAP


def _word_cell(canvas: Canvas, cell: Mark | None, lines: Sequence[str], x: int, y: int, height: int) -> None:
    """The grade in words with its bars right below, both in the middle of the cell's height."""
    theme = canvas.theme
    if cell is None or cell.step is None:
        canvas.lines(x, y + (height - len(lines) * CELL.leading) // 2, lines, SMALL, theme.muted)
        return
    top = y + (height - len(lines) * CELL.leading - BARS_HEIGHT - 4) // 2
    top += canvas.lines(x, top, lines, CELL, theme.ink)
    canvas.bars(x, top + BARS_HEIGHT + 2, cell, BARS_ROOM, BARS_HEIGHT)


def _cell_lines(cell: Mark | None, room: int, say: Catalogue) -> list[str]:
    if cell is None:
        return ["–"]
    word = capital(cell.word) if cell.step is not None else cell.word
    return [*wrap(word, CELL, room), *(wrap(say("worked out"), CELL, room) if cell.derived else [])]


def _heads(canvas: Canvas, columns: Sequence[str], y: int, left: int, cell_room: int) -> int:
    """The names of the columns above them, level at their feet."""
    heads = [wrap(name, SMALL, cell_room) for name in columns]
    tallest = max(len(lines) for lines in heads)
    for at, lines in enumerate(heads):
        x = left + at * (cell_room + GAP)
        canvas.lines(x, y + (tallest - len(lines)) * SMALL.leading, lines, SMALL, canvas.theme.ink)
    return y + tallest * SMALL.leading + 8


def _draw_codes(canvas: Canvas, grid: Grid, y: int) -> int:
    """Narrow cells filled with the grade's colour, holding its short form and its bars; a key below."""
    theme = canvas.theme
    left = MARGIN + LABEL_ROOM
    room = _cell_room(INNER - LABEL_ROOM, len(grid.columns))
    level = max(narrowest(name, SMALL) for name in grid.columns) <= room
    draw_heads = _heads if level else _upright_heads
    y = draw_heads(canvas, grid.columns, y, left, room)
    for row in grid.rows:
        lines = wrap(row.label, LABEL, LABEL_ROOM - 14)
        height = max(len(lines) * LABEL.leading + 8, 72)
        canvas.lines(MARGIN, y + (height - len(lines) * LABEL.leading) // 2, lines, LABEL, theme.ink)
        for at, cell in enumerate(row.cells):
            x = left + at * (room + GAP)
            _chip(canvas, cell, x, y, room, height)
        y += height + GAP
    shown = {cell for row in grid.rows for cell in row.cells if cell}
    return _key(canvas, grid.scale, shown, y + 12)


def _upright_heads(canvas: Canvas, columns: Sequence[str], y: int, left: int, room: int) -> int:
    """Names that run upwards, in as many lines as the column is wide enough for."""
    most = max(room // SMALL.leading, 1)
    heads = [wrap(name, SMALL, TALLEST_HEAD) for name in columns]
    heads = [lines if len(lines) <= most else [name] for lines, name in zip(heads, columns, strict=True)]
    tallest = max(width(line, SMALL) for lines in heads for line in lines)
    for at, lines in enumerate(heads):
        x = left + at * (room + GAP) + (room - len(lines) * SMALL.leading) // 2
        for row, text in enumerate(lines):
            canvas.upright(x + row * SMALL.leading, y + tallest, text, SMALL, canvas.theme.ink)
    return y + tallest + 12


def _chip(canvas: Canvas, cell: Mark | None, x: int, y: int, room: int, height: int) -> None:
    theme = canvas.theme
    step = cell.step if cell else None
    if cell is None or step is None:
        canvas.panel(x, y, x + room, y + height, theme.cell)
        text = cell.code if cell else "–"
        canvas.centred(x, y + (height - SMALL.leading) // 2, room, [text], SMALL, theme.muted)
        return
    canvas.panel(x, y, x + room, y + height, theme.grade(step, cell.steps))
    text = f"{cell.code}*" if cell.derived else cell.code
    top = y + (height - CELL.leading - 22) // 2
    style = CELL if width(text, CELL) <= room - 4 else SMALL
    canvas.centred(x, top, room, [text], style, theme.on_grade)
    bars = min(room - 16, 56)
    canvas.bars(x + (room - bars) // 2, top + CELL.leading + 20, cell, bars, 18, theme.on_grade)


def _key(canvas: Canvas, scale: Sequence[Mark], shown: set[Mark], y: int) -> int:
    """What the short forms mean, as many to a line as fit."""
    entries = [(mark.code, mark.word) for mark in scale if mark.code != mark.word]
    if any(mark.step is None for mark in shown):
        entries.append((NOT_GRADED_CODE, canvas.say.term("not graded")))
    if any(mark.derived for mark in shown):
        entries.append(("*", canvas.say("worked out")))
    if not entries:
        return y - 12
    x = MARGIN
    height = 0
    for code, word in entries:
        start = width(code, CELL) + 10
        if x > MARGIN and x + start + width(word, SMALL) > WIDTH - MARGIN:
            x, y = MARGIN, y + height
        canvas.line(x, y, code, CELL, canvas.theme.ink)
        height = canvas.paragraph(x + start, y, word, SMALL, canvas.theme.muted, WIDTH - MARGIN - x - start)
        x += start + width(word, SMALL) + 28
    return y + height


def _counts_in_words(canvas: Canvas, section: Counts, y: int) -> int:
    """For scales with too many steps to stand beside one another."""
    for row in section.rows:
        y += canvas.paragraph(MARGIN, y, row.label, LABEL, canvas.theme.ink, INNER)
        text = count_words(section.scale, row.counts)
        y += canvas.paragraph(MARGIN, y, text, SMALL, canvas.theme.muted, INNER) + 2 * GAP
    return y - 2 * GAP


def draw_counts(canvas: Canvas, section: Counts, y: int) -> int:
    """A row for each label, a column for each step of the scale, and how many there are of each."""
    theme = canvas.theme
    left = MARGIN + LABEL_ROOM
    room = _cell_room(INNER - LABEL_ROOM, len(section.scale))
    if room < NARROWEST_COUNT:
        return _counts_in_words(canvas, section, y)
    for at, mark in enumerate(section.scale):
        x = left + at * (room + GAP)
        _chip(canvas, mark, x, y, room, 72)
    y += 72 + GAP
    for row in section.rows:
        lines = wrap(row.label, LABEL, LABEL_ROOM - 14)
        height = max(len(lines) * LABEL.leading + 8, 56)
        canvas.lines(MARGIN, y + (height - len(lines) * LABEL.leading) // 2, lines, LABEL, theme.ink)
        for at, count in enumerate(row.counts):
            x = left + at * (room + GAP)
            canvas.panel(x, y, x + room, y + height, theme.cell)
            style: Style = CELL if count else SMALL
            colour = theme.ink if count else theme.muted
            canvas.centred(x, y + (height - style.leading) // 2, room, [str(count)], style, colour)
        y += height + GAP
    return _key(canvas, section.scale, set(), y + 12)
