"""`Picture`: an answer drawn, with the words for those who cannot see it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import cast

from bot.answer import Answer
from bot.language import ENGLISH, Catalogue
from bot.pictures.arrange import board_of
from bot.pictures.board import Board
from bot.pictures.describe import alt_text, text_of
from bot.pictures.fold import folded

LONGEST_NAME = 60
"""Characters of a file name before its ending."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG of at most 150 kB, 800 px wide, to be sent as an attachment with `alt` as its description.

    `alt` has at most 1,024 characters. `filename` is plain ASCII, fit for an "attachment://" address.
    """

    png: bytes
    alt: str
    filename: str


def picture_of(
    answer: Answer, *, version: str = "", say: Catalogue = ENGLISH, dark: bool = True
) -> Picture | None:
    """An answer as a picture; None where there is nothing to draw (passages, misses, a single grade).

    Also None where Pillow or the typeface is not installed: they come with the extra `pictures`. `version`
    is the knowledge version that the answer was made from, and `say` the language of the words around it.
    Takes 10 to 100 ms of processor time.
    """
    board = board_of(answer, version, say)
    return draw_board(board, dark=dark) if board else None


def can_be_drawn(answer: Answer) -> bool:
    """Whether an answer has a picture, and so lines, wherever Pillow is installed."""
    return board_of(answer, "", ENGLISH) is not None


def text_lines(answer: Answer, *, version: str = "", say: Catalogue = ENGLISH) -> tuple[str, ...] | None:
    """The same content, whole, in lines of at most 28 columns; None where there is no picture."""
    board = board_of(answer, version, say)
    return text_of(board) if board else None


def draw_board(board: Board, *, dark: bool) -> Picture | None:
    """The picture of a board, or None where it cannot be drawn here."""
    draw = _drawing()
    if draw is None:
        return None
    shown = folded(board)
    return Picture(draw(shown, dark), alt_text(shown), f"{_slug(f'{board.title} {board.subtitle}')}.png")


@lru_cache(maxsize=1)
def _drawing() -> Callable[[Board, bool], bytes] | None:
    """The drawing part, imported when the first picture is asked for, so that nothing else pays for it."""
    try:
        module = import_module("bot.pictures.draw")
    except ImportError:
        return None
    return cast(Callable[[Board, bool], bytes], module.draw)


def _slug(text: str) -> str:
    """Letters, digits and hyphens only, as many whole words as fit."""
    ascii_only = unicodedata.normalize("NFKD", text.replace("’", "")).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_only.lower())
    while len("-".join(words)) > LONGEST_NAME:
        words.pop()
    return "-".join(words) or "grades"
