"""PDF files, read with pdfium (pypdfium2): lines with their type size and place, page by page."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from bot.importer.clean import clean
from bot.importer.document import Document, ImportFault
from bot.importer.pdf_layout import Line, lay_out

MAX_PAGES = 1_500
"""No inspection report comes near it: the longest national ones have about 250 pages."""

MAX_CHARACTERS = 40_000
"""On one page. A page that a person can read holds at most about 8,000."""

_BOLD_NAMES = (b"bold", b"black", b"heavy", b"demi")
_BOLD_WEIGHT = 600
_TITLE = 0.6
"""Share of the largest type on the first page from which a line belongs to the title."""
_TITLE_PARTS = 3
_ROWS = re.compile("[^\r\n\x02\ufffe]*(?:[\x02\ufffe]|[\r\n]+|$)")
"""One line of pdfium's text. A hyphen that only breaks a word has no line break behind it."""


def parse_pdf(data: bytes) -> Document:
    """A PDF's headings and paragraphs with their pages. Raises ImportFault when it cannot be read."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        secret = "password" in str(error).lower()
        raise ImportFault("the PDF asks for a password" if secret else "the file is not a PDF") from error
    try:
        if len(document) > MAX_PAGES:
            raise ImportFault(f"the PDF has {len(document):,} pages; at most {MAX_PAGES:,} are read")
        lines = [list(_lines(document, index)) for index in range(len(document))]
        outline = _outline(document)
        about = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    if not any(lines):
        raise ImportFault("the PDF holds no text; a scanned document needs text recognition first")
    blocks = tuple(lay_out(lines, outline))
    title = _title(clean(about.get("Title", "")), lines)
    # The file's own author and dates are those of whoever made it, not of the report: they are left out.
    return Document(title, blocks)


def _lines(document: Any, index: int) -> Iterator[Line]:
    """The lines of one page in reading order, each with the size and weight of its first letter."""
    from pypdfium2 import raw

    page = document[index]
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > MAX_CHARACTERS:
            raise ImportFault(f"page {index + 1} holds {count:,} characters; no page that can be read does")
        height = page.get_height()
        position = 0
        for text in _ROWS.findall(textpage.get_text_range()) if count else ():
            stripped = text.strip()
            if stripped:
                lead = len(text) - len(text.lstrip())
                at = raw.FPDFText_GetCharIndexFromTextIndex(textpage, position + lead)
                end = raw.FPDFText_GetCharIndexFromTextIndex(textpage, position + lead + len(stripped) - 1)
                yield _line(raw, textpage, at, end, stripped, index + 1, height)
            position += len(text.encode("utf-16-le")) // 2
    finally:
        textpage.close()
        page.close()


def _line(raw: Any, textpage: Any, at: int, end: int, text: str, page: int, height: float) -> Line:
    left, bottom, top, right, unused = (ctypes.c_double() for _ in range(5))
    raw.FPDFText_GetCharBox(textpage, at, left, right, bottom, top)
    raw.FPDFText_GetCharBox(textpage, end, unused, right, unused, unused)
    origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, at, origin_x, origin_y)
    # pdfium marks a hyphen that only breaks a word at the line's end as U+0002 or U+FFFE.
    text = text.replace("\x02", "-").replace("\ufffe", "-")
    return Line(
        text=clean(text),
        page=page,
        size=round(raw.FPDFText_GetFontSize(textpage, at) * _scale(raw, textpage, at), 1),
        bold=_is_bold(raw, textpage, at),
        left=left.value,
        right=right.value,
        baseline=origin_y.value,
        height=height,
    )


def _scale(raw: Any, textpage: Any, at: int) -> float:
    """How much the text matrix enlarges the font: some writers use size 1 and scale it."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(textpage, at, matrix):
        return 1.0
    return float((matrix.c**2 + matrix.d**2) ** 0.5) or 1.0


def _is_bold(raw: Any, textpage: Any, at: int) -> bool:
    if raw.FPDFText_GetFontWeight(textpage, at) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, at, name, len(name), flags)
    return any(word in name.value.lower() for word in _BOLD_NAMES)


def _outline(document: Any) -> dict[str, int]:
    """The titles in the file's own table of contents, with their depth from 1."""
    entries: dict[str, int] = {}
    for count, bookmark in enumerate(document.get_toc(max_depth=6)):
        if count >= 2_000:
            break
        entries.setdefault(clean(bookmark.get_title()).casefold(), bookmark.level + 1)
    return entries


def _title(stated: str, lines: list[list[Line]]) -> str:
    """What stands in large type on the first page with text; a stated title only if it stands there."""
    first = next(page for page in lines if page)
    largest = max(line.size for line in first)
    parts: list[list[Line]] = []
    for line in first:
        if line.size < largest * _TITLE:
            if any(part[0].size == largest for part in parts):
                break
            continue
        if parts and parts[-1][-1].size == line.size:
            parts[-1].append(line)
        else:
            parts.append([line])
    shown = " – ".join(" ".join(line.text for line in part) for part in parts[:_TITLE_PARTS])[:300]
    return stated if stated and stated.casefold() in shown.casefold() else shown
