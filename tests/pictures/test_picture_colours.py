"""Readable without colour, and with it at WCAG 2.2 AA contrast (success criteria 1.4.3 and 1.4.11)."""

from __future__ import annotations

import pytest

from bot.pictures.board import Mark
from bot.pictures.theme import CELL, DARK, HEADING, LABEL, LIGHT, SMALL, SUBTITLE, TITLE, WORD, Theme

Image = pytest.importorskip("PIL.Image", reason="the extra `pictures` is not installed")
pytest.importorskip("fontpkg_public_sans", reason="the extra `pictures` is not installed")

THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
TEXT, SHAPE = 4.5, 3.0


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@THEMES
def test_text_stands_out(theme: Theme) -> None:
    for text, below in theme.written:
        assert contrast(text, below) >= TEXT, (text, below)


@THEMES
def test_bars_stand_out(theme: Theme) -> None:
    for shape in (*theme.grades, theme.outline):
        for below in (theme.background, theme.cell):
            assert contrast(shape, below) >= SHAPE, (shape, below)


@pytest.mark.parametrize("steps", [1, 2, 4, 5, 6, 7, 8, 13])
@pytest.mark.parametrize("room", [43, 56])
def test_bars_tell_every_step_apart_without_colour(steps: int, room: int) -> None:
    from bot.pictures.canvas import Canvas

    pictures = set()
    for step in range(steps):
        canvas = Canvas(DARK)
        # One colour for all, as on a filled cell: only the shape is left.
        canvas.bars(10, 40, Mark("good", "G", step, steps), room, 28, DARK.ink)
        pictures.add(canvas.png(50))
    assert len(pictures) == steps


@THEMES
def test_the_palette_keeps_every_flat_colour(theme: Theme) -> None:
    from io import BytesIO

    from bot.pictures.canvas import Canvas

    canvas = Canvas(theme)
    for at, colour in enumerate(theme.flat):
        canvas.panel(40, 50 * at, 100, 50 * at + 40, colour)
    image = Image.open(BytesIO(canvas.png(50 * len(theme.flat)))).convert("RGB")
    for at, colour in enumerate(theme.flat):
        drawn = image.getpixel((70, 50 * at + 20))
        expected = tuple(int(colour[part : part + 2], 16) for part in (1, 3, 5))
        assert drawn == expected


def test_the_smallest_letters_are_13_pixels_on_a_phone() -> None:
    assert min(style.size for style in (TITLE, SUBTITLE, HEADING, LABEL, WORD, CELL, SMALL)) >= 26


def test_the_typeface_has_every_letter_that_is_needed() -> None:
    from bot.pictures.fonts import letters

    absent = letters("\uf8ff", LABEL).tobytes()
    needed = (
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        "ÂÊÎÔÛŴŶâêîôûŵŷáéíóúàèìòùäëïöüẅÿẃẁ–—‘’“”…·×£&()/*,.:;!?'\"-"
    )
    for style in (LABEL, WORD):
        unknown = [letter for letter in needed if letters(letter, style).tobytes() == absent]
        assert not unknown, (style, unknown)
