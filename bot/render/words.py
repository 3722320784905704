"""Messages whose values are not plain text: links and strong words among the words of a sentence."""

from __future__ import annotations

import string
from collections.abc import Sequence

from bot.language import Catalogue
from bot.render.sheet import Piece, Span


def say_with(say: Catalogue, text: str, /, **values: Piece | Sequence[Piece]) -> list[Piece]:
    """A message as pieces, each value standing where the language wants it.

    Raises KeyError for a value that is missing.
    """
    pieces: list[Piece] = []
    for literal, name, _, _ in string.Formatter().parse(say.template(text)):
        pieces.append(literal)
        if name is not None:
            value = values[name]
            pieces += [value] if isinstance(value, str | Span) else value
    return pieces
