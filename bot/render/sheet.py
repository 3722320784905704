"""An answer laid out, before any markup: lines of spans, quotations, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """Some text, perhaps strong, linked or to be typed. It is raw: escaping is the markup's business."""

    text: str
    strong: bool = False
    url: str = ""
    code: bool = False


class BlockKind(StrEnum):
    """What a block is."""

    LINE = "line"
    ITEM = "item"
    HEADING = "heading"
    QUOTE = "quote"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Block:
    """One line or quotation. `apart` puts an empty line before it."""

    kind: BlockKind
    spans: tuple[Span, ...]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole answer: `title` is one raw line, `grade_rank` colours it (0 best … 1 worst, None neutral)."""

    title: str
    blocks: tuple[Block, ...]
    footer: str
    url: str = ""
    grade_rank: float | None = None
    private: bool = False


Piece = Span | str


def _spans(pieces: Iterable[Piece]) -> tuple[Span, ...]:
    return tuple(piece if isinstance(piece, Span) else Span(piece) for piece in pieces if piece)


def line(*pieces: Piece, apart: bool = False) -> Block:
    """A line of text."""
    return Block(BlockKind.LINE, _spans(pieces), apart)


def item(*pieces: Piece) -> Block:
    """An item of a list."""
    return Block(BlockKind.ITEM, _spans(pieces))


def heading(text: str) -> Block:
    """A heading inside the answer."""
    return Block(BlockKind.HEADING, (Span(text, strong=True),), apart=True)


def quote(*pieces: Piece) -> Block:
    """A quotation or excerpt, set off from our own words."""
    return Block(BlockKind.QUOTE, _spans(pieces))


def small(*pieces: Piece, apart: bool = False) -> Block:
    """A remark in small print."""
    return Block(BlockKind.SMALL, _spans(pieces), apart)


def strong(text: str) -> Span:
    """Strong text."""
    return Span(text, strong=True)


def code(text: str) -> Span:
    """Text to be typed as it stands."""
    return Span(text, code=True)


def link(text: str, url: str) -> Span:
    """Linked text; without an address plain text."""
    return Span(text, url=url)
