"""The typeface, its measures, and text broken into lines.

Public Sans (SIL Open Font License 1.1) is a plain face made for public services, and has the Welsh letters,
dashes and quotation marks that Pillow's built-in face lacks. It comes as a package of its own; without it,
as without Pillow, there are no pictures.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.pictures.theme import Style

_FILE = files("fontpkg_public_sans") / "files" / "PublicSans[wght].ttf"
REGULAR, BOLD = 430, 650
"""Weights on the face's axis: a little above regular, since light letters on dark look thinner."""
_KEPT = "\u00a0"
"""A space that holds its words together until nothing else helps."""


@lru_cache(maxsize=32)
def font(style: Style) -> ImageFont.FreeTypeFont:
    """The face at a size. Basic layout gives the same picture on every machine."""
    face = ImageFont.truetype(BytesIO(_FILE.read_bytes()), style.size, layout_engine=ImageFont.Layout.BASIC)
    face.set_variation_by_axes([BOLD if style.bold else REGULAR])
    return face


@lru_cache(maxsize=4096)
def width(text: str, style: Style) -> int:
    """Pixels that a line of text takes, rounded up."""
    return -int(-font(style).getlength(text) // 1)


@lru_cache(maxsize=512)
def letters(text: str, style: Style) -> Image.Image:
    """A line of text as a mask, one leading tall. Kept, since labels and grades come again and again."""
    mask = Image.new("L", (max(width(text, style), 1), style.leading))
    ImageDraw.Draw(mask).text((0, round(style.size * 0.96)), text, 255, font=font(style), anchor="ls")
    return mask


def kept(text: str) -> str:
    """The text as one word: broken only where it is wider than a line by itself."""
    return text.replace(" ", _KEPT)


def narrowest(text: str, style: Style) -> int:
    """Pixels of the narrowest column in which no word is broken in an odd place."""
    parts = [part for word in text.split() for part in word.replace("shire", "- shire").split()]
    return max((width(part, style) for part in parts), default=0)


def wrap(text: str, style: Style, room: int) -> list[str]:
    """Lines of at most `room` pixels; a word wider than that is broken, before "shire" or with a hyphen."""
    lines: list[str] = []
    line = ""
    words = text.split(" ")
    while words:
        word = words.pop(0)
        longer = f"{line} {word}" if line else word
        if width(longer, style) <= room:
            line = longer
        elif line:
            lines.append(line)
            line = ""
            words.insert(0, word)
        elif _KEPT in word:
            words = [*word.split(_KEPT), *words]
        else:
            head, rest = _broken(word, style, room)
            lines.append(head)
            words.insert(0, rest)
    return [item.replace(_KEPT, " ") for item in [*lines, line] if item]


def _broken(word: str, style: Style, room: int) -> tuple[str, str]:
    """A word in two; the first part fits, and at least one character of it is taken."""
    at = word.rfind("shire")
    if at > 0 and width(f"{word[:at]}-", style) <= room:
        return f"{word[:at]}-", word[at:]
    fits = next((end for end in range(len(word) - 1, 1, -1) if width(f"{word[:end]}-", style) <= room), 1)
    return f"{word[:fits]}-", word[fits:]
