"""A page that grows downwards: shapes and text are noted first and drawn when its height is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw

from bot.language import ENGLISH, Catalogue
from bot.pictures.board import Mark
from bot.pictures.fonts import letters, width, wrap
from bot.pictures.theme import WIDTH, Style, Theme

SHADES = 14
"""Steps between a letter and what is below it, for its smoothed edges."""
NEAR = 9
"""Levels of a channel; Pillow looks colours up by boxes of four."""
LEVEL = 3
"""Of compression: the usual 6 takes twice as long for files a fifth smaller, 9 seventeen times as long."""
THINNEST_BAR = 6
"""Pixels, so that a hollow bar shows its hollow; a scale with thinner ones is drawn as one gauge."""

Draw = Callable[[ImageDraw.ImageDraw], None]


@lru_cache(maxsize=4)
def palette(theme: Theme) -> Image.Image:
    """A theme's colours exactly, and the shades of its letters; at most 256.

    A shade close to a flat colour is left out: Pillow may take either for the other.
    """
    flat = [ImageColor.getrgb(colour)[:3] for colour in theme.flat]
    pairs = [(ImageColor.getrgb(text)[:3], ImageColor.getrgb(below)[:3]) for text, below in theme.written]
    shades = [
        tuple(round(low + (high - low) * at / (SHADES + 1)) for high, low in zip(text, below, strict=True))
        for text, below in pairs
        for at in range(1, SHADES + 1)
    ]
    apart = [shade for shade in shades if all(_distance(shade, colour) >= NEAR for colour in flat)]
    held = Image.new("P", (1, 1))
    held.putpalette([part for colour in dict.fromkeys((*flat, *apart)) for part in colour])
    return held


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return max(abs(here - there) for here, there in zip(one, other, strict=True))


class Canvas:
    """Notes what to draw, in one theme and language. Coordinates are pixels from the top left."""

    def __init__(self, theme: Theme, say: Catalogue = ENGLISH) -> None:
        self.theme = theme
        self.say = say
        self._notes: list[Draw] = []
        self._pasted: list[tuple[int, int, Image.Image, str]] = []

    def line(self, x: int, y: int, text: str, style: Style, colour: str) -> None:
        """A line of text whose box of one leading starts at (x, y)."""
        self._pasted.append((x, y, letters(text, style), colour))

    def paragraph(self, x: int, y: int, text: str, style: Style, colour: str, room: int) -> int:
        """Text broken into lines of at most `room` pixels; the height that it takes."""
        return self.lines(x, y, wrap(text, style, room), style, colour)

    def lines(self, x: int, y: int, lines: Sequence[str], style: Style, colour: str) -> int:
        """Lines one below another; the height that they take."""
        for at, text in enumerate(lines):
            self.line(x, y + at * style.leading, text, style, colour)
        return len(lines) * style.leading

    def centred(self, left: int, y: int, room: int, lines: Sequence[str], style: Style, colour: str) -> int:
        """Lines centred in `room` pixels from `left`; the height that they take."""
        for at, text in enumerate(lines):
            self.line(left + (room - width(text, style)) // 2, y + at * style.leading, text, style, colour)
        return len(lines) * style.leading

    def upright(self, x: int, bottom: int, text: str, style: Style, colour: str) -> None:
        """A line of text that runs upwards from (x, bottom)."""
        turned = letters(text, style).transpose(Image.Transpose.ROTATE_90)
        self._pasted.append((x, bottom - turned.height, turned, colour))

    def rule(self, x: int, y: int, right: int, colour: str, *, dashed: bool = False) -> None:
        """A thin line across."""
        if not dashed:
            self._notes.append(lambda draw: draw.line((x, y, right, y), colour, 2))
            return
        for start in range(x, right, 20):
            self._dash((start, y, min(start + 11, right), y), colour)

    def _dash(self, ends: tuple[int, int, int, int], colour: str) -> None:
        self._notes.append(lambda draw: draw.line(ends, colour, 3))

    def panel(self, x: int, y: int, right: int, bottom: int, colour: str) -> None:
        """A filled box with rounded corners."""
        box = (x, y, right - 1, bottom - 1)
        self._notes.append(lambda draw: draw.rounded_rectangle(box, 8, colour))

    def bars(self, x: int, bottom: int, mark: Mark, room: int, height: int, colour: str = "") -> None:
        """The place on the scale as rising bars, all of them filled for the best grade, one for the worst."""
        if mark.step is None:
            return
        filled = colour or self.theme.grade(mark.step, mark.steps)
        hollow = colour or self.theme.outline
        gap = 4 if mark.steps <= 6 else 2
        thick = (room - gap * (mark.steps - 1)) // mark.steps
        if thick < THINNEST_BAR:
            share = round((room - 4) * (mark.steps - mark.step) / mark.steps)
            self._bar((x, bottom - height, x + room - 1, bottom - 1), "", hollow)
            self._bar((x + 2, bottom - height + 2, x + 2 + share, bottom - 3), filled, filled)
            return
        for at in range(mark.steps):
            left = x + at * (thick + gap)
            top = bottom - round(height * (0.34 + 0.66 * (at + 1) / mark.steps))
            full = at < mark.steps - mark.step
            self._bar((left, top, left + thick - 1, bottom - 1), filled if full else "", hollow)

    def _bar(self, box: tuple[int, int, int, int], fill: str, outline: str) -> None:
        if fill:
            self._notes.append(lambda draw: draw.rectangle(box, fill))
        else:
            self._notes.append(lambda draw: draw.rectangle(box, outline=outline, width=2))

    def png(self, height: int) -> bytes:
        """Everything noted, on a page of this height, as a PNG with a palette."""
        image = Image.new("RGB", (WIDTH, height), self.theme.background)
        draw = ImageDraw.Draw(image)
        for note in self._notes:
            note(draw)
        for x, y, mask, colour in self._pasted:
            image.paste(colour, (x, y), mask)
        stored = BytesIO()
        reduced = image.quantize(palette=palette(self.theme), dither=Image.Dither.NONE)
        reduced.save(stored, "PNG", compress_level=LEVEL)
        return stored.getvalue()
