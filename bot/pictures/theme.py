"""Colours, type sizes and measures. Every pair of colours that meets is held to WCAG AA by a test.

A picture is shown about 390 px wide on a phone and drawn at twice that, so a size here is two of a phone's.
"""

from __future__ import annotations

from dataclasses import dataclass

WIDTH = 800
"""Pixels. Discord shows attachments up to about 400 px wide on phones and 550 px on desktops."""
MARGIN = 36
INNER = WIDTH - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Style:
    """A size in pixels and a weight of the one typeface."""

    size: int
    bold: bool = False

    @property
    def leading(self) -> int:
        """Pixels from one baseline to the next."""
        return round(self.size * 1.26)


TITLE = Style(44, bold=True)
SUBTITLE = Style(28)
HEADING = Style(30, bold=True)
LABEL = Style(28)
WORD = Style(28, bold=True)
CELL = Style(26, bold=True)
SMALL = Style(26)
"""The smallest: 13 px on a phone."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as "#rrggbb". `grades` run from the best step of a scale to the worst; they repeat the word.

    `on_grade` is the text on a cell filled with a grade's colour.
    """

    background: str
    cell: str
    rule: str
    ink: str
    muted: str
    outline: str
    grades: tuple[str, ...]
    on_grade: str

    def grade(self, step: int, steps: int) -> str:
        """The colour of a step of a scale of any length."""
        return self.grades[round(step / max(steps - 1, 1) * (len(self.grades) - 1))]

    @property
    def flat(self) -> tuple[str, ...]:
        """Every colour that covers an area."""
        plain = (self.background, self.cell, self.rule, self.ink, self.muted, self.outline, self.on_grade)
        return (*plain, *self.grades)

    @property
    def written(self) -> tuple[tuple[str, str], ...]:
        """Every pair of a text's colour and the colour below it."""
        plain = [(text, below) for text in (self.ink, self.muted) for below in (self.background, self.cell)]
        return (*plain, *((self.on_grade, grade) for grade in self.grades))


DARK = Theme(
    background="#1c1d21",
    cell="#2a2c32",
    rule="#3c3f47",
    ink="#f4f5f7",
    muted="#b9bdc6",
    outline="#888d98",
    grades=("#4cc38a", "#a8cf5a", "#e5c84a", "#f2994a", "#ff7d73"),
    on_grade="#14151a",
)
LIGHT = Theme(
    background="#ffffff",
    cell="#f1f2f5",
    rule="#d6d9de",
    ink="#1b1d22",
    muted="#4d535e",
    outline="#757b87",
    grades=("#12703c", "#4a7410", "#806600", "#ad4d00", "#b3261e"),
    on_grade="#ffffff",
)


def theme_of(dark: bool) -> Theme:
    """The theme for a dark or a light background."""
    return DARK if dark else LIGHT
