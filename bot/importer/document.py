"""What every parser returns: one document as a flat run of numbered blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class SourceKind(StrEnum):
    """The formats that can be imported."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    MARKDOWN = "markdown"
    TEXT = "text"


class BlockKind(StrEnum):
    """What a block is in its source's own structure."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    QUOTATION = "quotation"
    TABLE_ROW = "table row"
    CAPTION = "caption"
    NAVIGATION = "navigation"


class Block(NamedTuple):
    """One paragraph-like piece of a document.

    `number` counts the source's non-empty lines or blocks from 1, furniture included, so that a person can
    count along. `level` is 1..6 for a heading and 0 otherwise; `page` counts from 1 and is None where the
    format has no pages; `cells` holds the cells of a table row, whose `text` joins them with " | ".
    """

    kind: BlockKind
    text: str
    number: int
    level: int = 0
    page: int | None = None
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a source says about itself. Every field may be empty; `published` is as the source has it."""

    url: str = ""
    author: str = ""
    published: str = ""
    publisher: str = ""
    language: str = ""
    article: bool = False
    """The source marks itself as a news article."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed source. `title` is empty where nothing names one."""

    title: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)


class ImportFault(Exception):
    """A source that cannot be imported. The message is one line for a person, without a path of ours."""
