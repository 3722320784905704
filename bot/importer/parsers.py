"""One way into all parsers, and how a source's format is told."""

from __future__ import annotations

from bot.importer.document import Document, ImportFault, SourceKind

MAX_BYTES = 32 * 2**20
"""Bytes of one source. The largest published report, a national one with pictures, has about 12 MiB."""

MAX_BLOCKS = 50_000
"""Paragraphs of one source; paragraph numbers of the knowledge format have five digits."""

_SUFFIXES = {
    ".html": SourceKind.HTML,
    ".htm": SourceKind.HTML,
    ".xhtml": SourceKind.HTML,
    ".pdf": SourceKind.PDF,
    ".docx": SourceKind.DOCX,
    ".md": SourceKind.MARKDOWN,
    ".markdown": SourceKind.MARKDOWN,
    ".txt": SourceKind.TEXT,
    ".text": SourceKind.TEXT,
}
SUFFIXES = frozenset(_SUFFIXES)
_TYPES = {
    "text/html": SourceKind.HTML,
    "application/xhtml+xml": SourceKind.HTML,
    "application/pdf": SourceKind.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": SourceKind.DOCX,
    "text/markdown": SourceKind.MARKDOWN,
    "text/plain": SourceKind.TEXT,
}
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<!--", b"<main", b"<article")


def source_kind(data: bytes, name: str = "", content_type: str = "") -> SourceKind:
    """The format of some bytes: by their first bytes, then by the stated type, then by the file's name.

    The bytes come first because a name or a header may lie. Raises ImportFault for what no parser reads.
    """
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf-"):
        return SourceKind.PDF
    if start.startswith(b"pk\x03\x04"):
        return SourceKind.DOCX
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise ImportFault("this is an old Word file (.doc); save it as .docx and import that")
    if start.startswith(_HTML_STARTS) or (start.startswith(b"<?xml") and b"<html" in start):
        return SourceKind.HTML
    dot = name.rfind(".")
    found = _TYPES.get(content_type.partition(";")[0].strip().lower()) or _SUFFIXES.get(name[dot:].lower())
    if found in {SourceKind.PDF, SourceKind.DOCX}:
        raise ImportFault(f"the source says it is {found.upper()} but does not begin like one")
    if b"\x00" in data[:4096] and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportFault("the source is neither a page, a PDF, a Word file nor text")
    return found or SourceKind.TEXT


def parse(data: bytes, kind: SourceKind) -> Document:
    """The document that some bytes hold. Raises ImportFault with one clear line when they hold none.

    Meant for a process with limits on time and memory (`bot.importer.workers`): the libraries below are
    native code and not every hostile file can be told from outside.
    """
    if len(data) > MAX_BYTES:
        raise ImportFault(f"the source is larger than {MAX_BYTES // 2**20} MiB")
    if kind is SourceKind.HTML:
        from bot.importer.html import parse_html as read
    elif kind is SourceKind.PDF:
        from bot.importer.pdf import parse_pdf as read
    elif kind is SourceKind.DOCX:
        from bot.importer.docx import parse_docx as read
    elif kind is SourceKind.MARKDOWN:
        from bot.importer.plain import parse_markdown as read
    else:
        from bot.importer.plain import parse_text as read
    document = read(data)
    if not document.blocks:
        raise ImportFault("the source holds no text")
    if len(document.blocks) > MAX_BLOCKS:
        raise ImportFault(f"the source has more than {MAX_BLOCKS:,} paragraphs; no report does")
    return document
