"""Makes binary sources for the tests: small PDF and Word files, written by hand or by python-docx."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import docx

WIDTH, HEIGHT = 595, 842
"""A4 in points."""


@dataclass(frozen=True)
class Type:
    """One line of a PDF page: its text, size in points, weight, the space above and left of it in points."""

    text: str
    size: float = 11
    bold: bool = False
    above: float = 3
    left: float = 60
    column: bool = False
    """Whether the line begins a new column at the top of the page."""


def pdf(
    pages: Sequence[Iterable[Type]],
    *,
    header: str = "",
    footer: str = "",
    outline: Sequence[tuple[str, int]] = (),
    raw: bytes | None = None,
) -> bytes:
    """A PDF with one column of text a page, running header and footer, and an outline of (title, page).

    `raw` replaces the content stream of every page.
    """
    objects: dict[int, bytes] = {
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    }
    numbers = []
    for index, lines in enumerate(pages):
        page, content = 10 + 2 * index, 11 + 2 * index
        numbers.append(page)
        stream = zlib.compress(raw if raw is not None else _content(lines, header, footer, index + 1))
        objects[content] = (
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream) + stream + b"\nendstream"
        )
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Resources << /Font << /R 3 0 R /B 4 0 R >> >> /Contents {content} 0 R >>"
        ).encode()
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count {len(numbers)} >>".encode()
    marks = ""
    if outline:
        marks = " /Outlines 5 0 R"
        objects |= _outline(outline, numbers)
    objects[1] = f"<< /Type /Catalog /Pages 2 0 R{marks} >>".encode()
    return _file(objects)


def _content(lines: Iterable[Type], header: str, footer: str, page: int) -> bytes:
    parts = [b"BT"]

    def put(text: str, size: float, bold: bool, left: float, baseline: float) -> None:
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
        parts.append(f"/{'B' if bold else 'R'} {size} Tf 1 0 0 1 {left} {baseline:.1f} Tm (".encode())
        parts[-1] += escaped + b") Tj"

    if header:
        put(header, 9, False, 60, HEIGHT - 40)
    if footer:
        put(f"{footer} {page}", 9, False, 60, 30)
    baseline = HEIGHT - 90.0
    for line in lines:
        baseline = (HEIGHT - 90.0 if line.column else baseline) - line.size - line.above
        put(line.text, line.size, line.bold, line.left, baseline)
    return b"\n".join([*parts, b"ET"])


def _outline(entries: Sequence[tuple[str, int]], pages: Sequence[int]) -> dict[int, bytes]:
    first = 1000
    found = {
        5: f"<< /Type /Outlines /First {first} 0 R /Last {first + len(entries) - 1} 0 R "
        f"/Count {len(entries)} >>".encode()
    }
    for index, (title, page) in enumerate(entries):
        beside = f" /Next {first + index + 1} 0 R" if index + 1 < len(entries) else ""
        beside += f" /Prev {first + index - 1} 0 R" if index else ""
        target = f"/Dest [{pages[page - 1]} 0 R /Fit]"
        found[first + index] = f"<< /Title ({title}) /Parent 5 0 R {target}{beside} >>".encode()
    return found


def _file(objects: dict[int, bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n")
    places = {}
    for number in sorted(objects):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n" % number + objects[number] + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        out.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (max(objects) + 1, start))
    return out.getvalue()


def wrapped(text: str, width: int = 88, *, above: float = 12) -> list[Type]:
    """A paragraph of body text broken into lines of at most `width` letters."""
    lines: list[str] = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [Type(line, above=above if number == 0 else 3) for number, line in enumerate(lines)]


def word(parts: Iterable[tuple[str, str] | list[list[str]]]) -> bytes:
    """A Word file of (style or "Bold", text) paragraphs and of tables given as rows of cells."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, list):
            table = document.add_table(rows=0, cols=len(part[0]))
            for row in part:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        else:
            style, text = part
            if style == "Bold":  # as a heading is faked
                document.add_paragraph().add_run(text).bold = True
            else:
                document.add_paragraph(text, style=style)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A zip archive with one member replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in source.infolist():
            if member.filename != name:
                copy.writestr(member, source.read(member))
        copy.writestr(name, content)
    return out.getvalue()
