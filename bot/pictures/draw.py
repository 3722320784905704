"""A board as a PNG: heading, sections one below another, remarks and sources."""

from __future__ import annotations

from bot.pictures.board import Board, Break, Counts, Grid, Groups, Section, Table, has_gaps
from bot.pictures.canvas import Canvas
from bot.pictures.fonts import kept, width, wrap
from bot.pictures.grids import draw_counts, draw_grid
from bot.pictures.marks import capital
from bot.pictures.theme import (
    HEADING,
    INNER,
    LABEL,
    MARGIN,
    SMALL,
    SUBTITLE,
    TITLE,
    WIDTH,
    WORD,
    theme_of,
)

SECTION_GAP = 30
SHORT = 30
"""Characters of a part of the footer that is not broken: "knowledge 54f46d1f882a"."""
ROW_PAD = 13
LABEL_ROOM = 326
BARS_LEFT = MARGIN + LABEL_ROOM + 20
BARS_ROOM = 56
BARS_HEIGHT = 28
WORD_LEFT = BARS_LEFT + BARS_ROOM + 16
WORD_ROOM = WIDTH - MARGIN - WORD_LEFT


def draw(board: Board, dark: bool) -> bytes:
    """The PNG of a board, 800 px wide, on an opaque background. The same board gives the same bytes."""
    canvas = Canvas(theme_of(dark), board.say)
    ink, muted = canvas.theme.ink, canvas.theme.muted
    y = MARGIN - 8
    y += canvas.paragraph(MARGIN, y, board.title, TITLE, ink, INNER) + 2
    y += canvas.paragraph(MARGIN, y, board.subtitle, SUBTITLE, muted, INNER)
    for section in board.sections:
        y = _section(canvas, section, y + SECTION_GAP)
    y += SECTION_GAP
    canvas.rule(MARGIN, y, WIDTH - MARGIN, canvas.theme.rule)
    y += 16
    footer = " · ".join(kept(part) if len(part) < SHORT else part for part in board.footer.split(" · "))
    for remark in (*board.remarks, *_gap_remark(board), footer):
        y += canvas.paragraph(MARGIN, y, remark, SMALL, muted, INNER) + 8
    return canvas.png(y + MARGIN - 16)


def _gap_remark(board: Board) -> list[str]:
    if not has_gaps(board.sections):
        return []
    return [board.say("A dash means that no grade is held here; that says nothing about the grade.")]


def _section(canvas: Canvas, section: Section, y: int) -> int:
    """Draw a section from `y` on; where it ends."""
    if isinstance(section, Break):
        return _break(canvas, section, y)
    if section.heading:
        y += canvas.paragraph(MARGIN, y, section.heading, HEADING, canvas.theme.ink, INNER) + 8
    match section:
        case Table():
            return _table(canvas, section, y)
        case Grid():
            return draw_grid(canvas, section, y)
        case Counts():
            return draw_counts(canvas, section, y)
        case Groups():
            return _groups(canvas, section, y)


def _break(canvas: Canvas, section: Break, y: int) -> int:
    """A dashed line across with the words in its middle."""
    middle = y + SMALL.leading // 2
    half = width(section.words, SMALL) // 2 + 16
    colour = canvas.theme.muted
    canvas.rule(MARGIN, middle, WIDTH // 2 - half, colour, dashed=True)
    canvas.rule(WIDTH // 2 + half, middle, WIDTH - MARGIN, colour, dashed=True)
    return y + canvas.centred(MARGIN, y, INNER, [section.words], SMALL, colour)


def _table(canvas: Canvas, table: Table, y: int) -> int:
    """Label, place on the scale, and the grade in words, a rule between rows."""
    theme = canvas.theme
    for at, row in enumerate(table.rows):
        if at:
            canvas.rule(MARGIN, y, WIDTH - MARGIN, theme.rule)
        top = y + ROW_PAD
        left = canvas.paragraph(MARGIN, top, row.label, LABEL, theme.ink, LABEL_ROOM)
        if row.remark:
            left += canvas.paragraph(MARGIN, top + left, row.remark, SMALL, theme.muted, LABEL_ROOM)
        canvas.bars(BARS_LEFT, top + LABEL.leading - 6, row.mark, BARS_ROOM, BARS_HEIGHT)
        graded = row.mark.step is not None
        word = capital(row.mark.word) if graded else row.mark.word
        style, colour = (WORD, theme.ink) if graded else (LABEL, theme.muted)
        right = canvas.paragraph(WORD_LEFT, top, word, style, colour, WORD_ROOM)
        if row.mark.derived:
            right += canvas.paragraph(
                WORD_LEFT, top + right, canvas.say("worked out"), SMALL, theme.muted, WORD_ROOM
            )
        y = top + max(left, right) + ROW_PAD
    return y


def _groups(canvas: Canvas, section: Groups, y: int) -> int:
    """A heading for each grade with its count, and the names below it."""
    theme = canvas.theme
    for at, group in enumerate(section.groups):
        y += 26 if at else 0
        canvas.bars(MARGIN, y + HEADING.leading - 6, group.mark, BARS_ROOM, BARS_HEIGHT)
        x = MARGIN + BARS_ROOM + 16
        count = str(group.count)
        room = WIDTH - MARGIN - x - width(count, HEADING) - 20
        canvas.line(WIDTH - MARGIN - width(count, HEADING), y, count, HEADING, theme.ink)
        y += canvas.paragraph(x, y, capital(group.mark.word), HEADING, theme.ink, room) + 4
        names = [kept(name) for name in group.names]
        more = [canvas.say("{count} more", count=group.more)] if group.more else []
        text = ", ".join([*names, *more])
        colour = theme.ink if names else theme.muted
        y += canvas.lines(
            x, y, wrap(text or canvas.say("none held here"), LABEL, WIDTH - MARGIN - x), LABEL, colour
        )
    return y
