"""Word files, read with python-docx after a look at the archive itself."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from bot.importer.clean import clean
from bot.importer.document import Block, BlockKind, Document, ImportFault

MAX_UNPACKED = 64 * 2**20
"""Bytes of all XML parts together; a 300-page document has about 10 MiB."""
MAX_MEMBERS = 2_000
MAX_CELLS = 40
"""Cells of one table row."""

_HEADING = re.compile(r"heading\s*([1-9])$", re.IGNORECASE)
_NEEDED = re.compile(r"(?:word/[^/]*\.xml|docProps/core\.xml|\[Content_Types\]\.xml|.*\.rels)$")


def parse_docx(data: bytes) -> Document:
    """A Word file's headings, paragraphs, lists and tables. Raises ImportFault when it cannot be read."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    safe = _checked(data)
    try:
        source = docx.Document(safe)
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise ImportFault("the file is not a Word document (.docx)") from error
    blocks = tuple(_blocks(source))
    title = next((block.text for block in blocks if block.level == 1), "")
    title = title or clean(source.core_properties.title or "")
    # The file's own author and dates are those of whoever saved it, not of the report: they are left out.
    return Document(title or (blocks[0].text if blocks else ""), blocks)


def _checked(data: bytes) -> io.BytesIO:
    """The archive without pictures and embedded objects, once its true sizes are known to be bounded.

    A zip file may lie about its sizes, so each part is read with a cap and counted. A part with a document
    type is refused: Word writes none, and entities are defined there.
    """
    packed = io.BytesIO()
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(packed, "w") as copy:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise ImportFault(
                    f"the Word file has {len(members):,} parts; at most {MAX_MEMBERS:,} are read"
                )
            for member in members:
                if member.filename.endswith(".xml") or _NEEDED.match(member.filename):
                    with archive.open(member) as part:
                        content = part.read(MAX_UNPACKED - total + 1)
                    total += len(content)
                    if total > MAX_UNPACKED:
                        limit = f"{MAX_UNPACKED // 2**20} MiB"
                        raise ImportFault(f"the Word file unpacks to more than {limit}; no report does")
                    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                        raise ImportFault("the Word file defines XML entities; Word itself never does")
                else:
                    content = b""
                copy.writestr(member.filename, content)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise ImportFault("the file is not a Word document (.docx)") from error
    packed.seek(0)
    return packed


def _blocks(source: Any) -> Iterator[Block]:
    from docx.table import Table

    number = 0
    for item in source.iter_inner_content():
        if isinstance(item, Table):
            for kind, text, cells in _rows(item):
                number += 1
                yield Block(kind, text, number, cells=cells)
        else:
            text = clean(item.text)
            if text:
                number += 1
                kind, level = _kind(item, text)
                yield Block(kind, text, number, level)


def _kind(paragraph: Any, text: str) -> tuple[BlockKind, int]:
    name = (paragraph.style.name if paragraph.style is not None else "") or ""
    if match := _HEADING.match(name):
        return BlockKind.HEADING, min(int(match[1]), 6)
    if name == "Title":
        return BlockKind.HEADING, 1
    if "Quote" in name:
        return BlockKind.QUOTATION, 0
    if name == "Caption":
        return BlockKind.CAPTION, 0
    if name.startswith("List") or _is_numbered(paragraph):
        return BlockKind.LIST_ITEM, 0
    runs = [run for run in paragraph.runs if run.text.strip()]
    if runs and all(run.bold for run in runs) and len(text.split()) <= 12 and text[-1] not in ".;,:":
        return BlockKind.HEADING, 4
    return BlockKind.PARAGRAPH, 0


def _is_numbered(paragraph: Any) -> bool:
    properties = paragraph._p.pPr
    return properties is not None and properties.numPr is not None


def _rows(table: Any) -> Iterator[tuple[BlockKind, str, tuple[str, ...]]]:
    """A table's rows; one that only lays text out (a single column, long cells) becomes paragraphs."""
    for row in table.rows:
        seen: list[Any] = []
        for cell in row.cells[:MAX_CELLS]:  # a merged cell comes once for each column it covers
            if not any(cell._tc is other._tc for other in seen):
                seen.append(cell)
        texts = tuple(clean(cell.text) for cell in seen)
        if len(texts) < 2:
            for cell in seen:
                for paragraph in cell.paragraphs:
                    if clean(paragraph.text):
                        yield BlockKind.PARAGRAPH, clean(paragraph.text), ()
        elif any(texts):
            yield BlockKind.TABLE_ROW, " | ".join(texts), texts
