"""Plain text and Markdown. Linear in the size of the text: one pass over its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from statistics import median

from bot.importer.clean import clean, decode
from bot.importer.document import Block, BlockKind, Document, ImportFault, Metadata

MAX_LINE = 200_000
"""Characters in one line. A paragraph has at most a few thousand; a longer line is not a report."""

_SHORT = 50
"""Characters below which a line of running text was not broken because it was full."""
_BULLET = re.compile(r"(?:[•‣◦▪●·*\u2013-]|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)")
_HASHES = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,200}\")?\)")
_EMPHASIS = re.compile(
    r"(\*\*|__|`)(\S(?:[^*_`]{0,300}?\S)?)\1|(?<!\w)([*_])(\S(?:[^*_]{0,300}?\S)?)\3(?!\w)"
)
_RULE = re.compile(r"[-=*_~ ]{3,}$")
_TABLE_RULE = re.compile(r"\|?[\s:|-]+\|[\s:|-]*$")
# The columns of a menu that was copied as text: "Home   News   Article".
_WIDE_GAP = re.compile(r"\s{3,}|\t|\s[|>»›·]\s")
_SENTENCE_END = re.compile(r"[.!?:;…]['\"”’)\]]*$")


def parse_text(data: bytes) -> Document:
    """Plain text: each non-empty line is a paragraph, except where the text was wrapped at a fixed width."""
    lines = _unquoted(_lines(data))
    if _is_wrapped(lines):
        blocks = tuple(_text_block(number, line) for number, line in _unwrap(lines))
    else:
        blocks = tuple(_text_blocks([(number, line) for number, line in lines if line]))
    title = next((block.text for block in blocks if block.kind is not BlockKind.NAVIGATION), "")
    return Document("" if len(title) > 200 or title.endswith(".") else title, blocks)


def _text_blocks(lines: list[tuple[int, str]]) -> Iterator[Block]:
    """Lines as blocks; two or more lines in a row with the same number of columns are a table."""
    columns = [_columns(line) for _, line in lines]
    for position, (number, line) in enumerate(lines):
        cells = columns[position]
        beside = columns[max(position - 1, 0) : position] + columns[position + 1 : position + 2]
        if len(cells) > 1 and any(len(other) == len(cells) for other in beside):
            yield Block(BlockKind.TABLE_ROW, " | ".join(cells), number, cells=cells)
        else:
            yield _text_block(number, line)


def _columns(line: str) -> tuple[str, ...]:
    """The cells of a line whose columns are set apart by tabs or wide gaps."""
    if len(line) > 400 or not ("\t" in line or "   " in line):
        return ()
    return tuple(clean(cell) for cell in re.split(r"\t+|\s{3,}", line))


def parse_markdown(data: bytes) -> Document:
    """Markdown: headings, lists, quotations and tables by their marks; front matter becomes metadata."""
    lines = _lines(data)
    metadata, rest = _front_matter(lines)
    blocks = tuple(_markdown_blocks(rest))
    title = metadata.pop("title", "") or next((block.text for block in blocks if block.level == 1), "")
    about = Metadata(
        url=metadata.get("url", ""),
        author=metadata.get("author", ""),
        published=metadata.get("published", ""),
        publisher=metadata.get("publisher", ""),
    )
    return Document(title or (blocks[0].text if blocks else ""), blocks, about)


def _lines(data: bytes) -> list[tuple[int, str]]:
    """Every line with the number it has among the non-empty ones; empty lines carry number 0."""
    lines = decode(data).splitlines()
    if max(map(len, lines), default=0) > MAX_LINE:
        raise ImportFault(f"one line has more than {MAX_LINE:,} characters; no report does")
    return _numbered(line.strip() for line in lines)


def _numbered(lines: Iterable[str]) -> list[tuple[int, str]]:
    numbered = []
    number = 0
    for line in lines:
        number += bool(line)
        numbered.append((number if line else 0, line))
    return numbered


def _unquoted(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Lines without the marks that mail puts before a text that is passed on, where most of it has them."""
    marked = sum(line.startswith(">") for _, line in lines)
    if marked * 2 < len(lines):
        return lines
    return _numbered(line.lstrip("> ") for _, line in lines)


def _is_wrapped(lines: list[tuple[int, str]]) -> bool:
    """Whether the text was broken at a fixed width: most lines are nearly full and stop in mid-sentence."""
    full = [line for number, line in lines if number and len(line) > 30]
    if len(full) < 8 or max(map(len, full)) > 130:
        return False
    typical = median(map(len, full))
    broken = sum(not _SENTENCE_END.search(line) for line in full)
    return typical > 45 and broken > 0.55 * len(full)


def _unwrap(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Lines joined into paragraphs, which end at empty lines and bullets; numbered by their first line."""
    paragraphs: list[tuple[int, str]] = []
    fresh = True
    for number, line in lines:
        if not number:
            fresh = True
            continue
        if fresh or _BULLET.match(line):
            paragraphs.append((number, line))
        else:
            first, text = paragraphs[-1]
            joint = "" if text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower() else " "
            paragraphs[-1] = (first, text + joint + line)
        fresh = False
    return paragraphs


def _text_block(number: int, line: str) -> Block:
    text = clean(line)
    if len(line) < 200 and len(_WIDE_GAP.findall(line)) > 1 and not _SENTENCE_END.search(line):
        return Block(BlockKind.NAVIGATION, text, number)
    if match := _BULLET.match(text):
        return Block(BlockKind.LIST_ITEM, text[match.end() :], number)
    return Block(BlockKind.PARAGRAPH, text, number)


def _front_matter(lines: list[tuple[int, str]]) -> tuple[dict[str, str], list[tuple[int, str]]]:
    if not lines or lines[0][1] != "---":
        return {}, lines
    fields: dict[str, str] = {}
    for position, (_, line) in enumerate(lines[1:60], 1):
        if line == "---":
            return fields, lines[position + 1 :]
        key, colon, value = line.partition(":")
        if colon:
            fields[key.strip().lower()] = clean(value).strip("\"'")
    return {}, lines


def _markdown_blocks(lines: list[tuple[int, str]]) -> Iterator[Block]:
    """Paragraphs, list items and quotations run over lines until an empty line or another mark ends them."""
    parts: list[str] = []
    start, kind = 0, BlockKind.PARAGRAPH
    for number, line in [*lines, (0, "")]:
        marked = _marked(number, line)
        quoted = line.startswith(">")
        content = line.lstrip("> ") if quoted else line
        ends = marked is not None or not content or quoted != (kind is BlockKind.QUOTATION)
        if parts and (ends or _is_line(parts[-1], content)):
            yield Block(kind, _inline(" ".join(parts)), start)
            parts = []
        if marked is not None and marked.kind is not BlockKind.LIST_ITEM:
            if marked.text:
                yield marked
        elif content:
            if not parts:
                start = number
                kind = BlockKind.QUOTATION if quoted else marked.kind if marked else BlockKind.PARAGRAPH
            parts.append(marked.text if marked else content)


def _is_line(above: str, line: str) -> bool:
    """Whether a short line is meant as a line of its own, although Markdown would join the next one to it."""
    return len(above) < _SHORT and above[-1:] not in ",;-" and line[:1].isupper()


def _marked(number: int, line: str) -> Block | None:
    """The block that a line is by its own mark, or None for running text. Rules give an empty heading."""
    if match := _HASHES.match(line):
        return Block(BlockKind.HEADING, _inline(match[2]), number, len(match[1]))
    if line and (_RULE.match(line) or _TABLE_RULE.match(line)):
        return Block(BlockKind.HEADING, "", number, 6)
    if line.startswith("|") and line.endswith("|") and len(line) > 2:
        cells = tuple(_inline(cell) for cell in line[1:-1].split("|"))
        return Block(BlockKind.TABLE_ROW, " | ".join(cells), number, cells=cells)
    if match := _BULLET.match(line):
        return Block(BlockKind.LIST_ITEM, line[match.end() :], number)
    return None


def _inline(text: str) -> str:
    """Text without Markdown's inline marks."""
    return clean(_EMPHASIS.sub(lambda match: match[2] or match[4], _LINK.sub(r"\1", text)))
