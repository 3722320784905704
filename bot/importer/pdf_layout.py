"""From lines on pages to headings and paragraphs. Pure: no PDF library here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.importer.document import Block, BlockKind

_BULLET = re.compile(r"(?:[•‣◦▪●·\uf0b7o\u2013-]|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;…]['\"”’)\]]*$")
_CONTENTS_ENTRY = re.compile(r"\.{4,}\s*\d{1,4}$|(?:\. ){4,}\d{1,4}$")
_DIGITS = re.compile(r"\d+")

_MARGIN = 0.1
"""Share of the page's height at its top and bottom where running headers and footers stand."""
_LARGER = 1.12
"""A heading without bold type is at least this much larger than the body text."""
_GAP = 1.45
"""Lines further apart than this many times the usual distance belong to two paragraphs."""
_MAX_HEADING_WORDS = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. Lengths are in points from the page's lower left corner."""

    text: str
    page: int
    size: float
    bold: bool
    left: float
    right: float
    baseline: float
    height: float


def lay_out(pages: list[list[Line]], outline: dict[str, int]) -> Iterator[Block]:
    """Headings, paragraphs and list items of a document, numbered from 1, furniture of the pages left out.

    `outline` maps the casefolded titles of the file's table of contents to their depth; they are headings
    wherever such a line stands on its own.
    """
    kept = _without_running_lines(pages)
    body = _body_size(kept)
    spacing = _spacing(kept, body)
    levels = _heading_levels(kept, body)
    number = 0
    for group in _groups(kept, body, spacing, outline):
        text = _joined(group)
        if not text or _CONTENTS_ENTRY.search(text):
            continue
        number += 1
        first = group[0]
        if _is_heading(first, body, outline):
            level = outline.get(text.casefold()) or levels.get((first.size, first.bold), 6)
            yield Block(BlockKind.HEADING, text, number, min(level, 6), first.page)
        elif match := _BULLET.match(text):
            yield Block(BlockKind.LIST_ITEM, text[match.end() :], number, 0, first.page)
        else:
            yield Block(BlockKind.PARAGRAPH, text, number, 0, first.page)


def _without_running_lines(pages: list[list[Line]]) -> list[Line]:
    """All lines but page numbers and those that stand at the same edge of three or more pages."""

    def shape(line: Line) -> str:
        return _DIGITS.sub("#", line.text.casefold())

    def at_edge(line: Line) -> bool:
        share = line.baseline / line.height if line.height else 0.5
        return share < _MARGIN or share > 1 - _MARGIN

    counts = Counter(
        shape(line) for page in pages for line in {shape(x): x for x in page if at_edge(x)}.values()
    )
    often = max(3, round(len(pages) * 0.3)) if len(pages) > 3 else 2
    return [
        line
        for page in pages
        for line in page
        if not (at_edge(line) and (counts[shape(line)] >= often or _PAGE_NUMBER.match(line.text)))
    ]


def _body_size(lines: list[Line]) -> float:
    """The type size in which most letters are set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _spacing(lines: list[Line], body: float) -> float:
    """The usual distance between two lines of body text, in points."""
    steps = Counter(
        round(above.baseline - below.baseline, 1)
        for above, below in pairwise(lines)
        if above.page == below.page and above.size == below.size == body and above.baseline > below.baseline
    )
    frequent = [step for step, count in steps.items() if count * 4 >= max(steps.values(), default=0)]
    return min(frequent, default=body * 1.3) or 1.0


def _heading_levels(lines: list[Line], body: float) -> dict[tuple[float, bool], int]:
    """Each kind of heading type with its level: larger before smaller, bold before plain."""
    kinds = {(line.size, line.bold) for line in lines if _set_apart(line, body)}
    ordered = sorted(kinds, key=lambda kind: (-kind[0], not kind[1]))
    return {kind: level for level, kind in enumerate(ordered, 1)}


def _set_apart(line: Line, body: float) -> bool:
    return line.size > body * _LARGER or (line.bold and line.size >= body * 0.98)


def _is_heading(line: Line, body: float, outline: dict[str, int]) -> bool:
    if line.text.casefold() in outline:
        return True
    if not _set_apart(line, body) or len(line.text.split()) > _MAX_HEADING_WORDS:
        return False
    # A bold sentence in body size that ends with a full stop is emphasis, not a heading.
    return line.size > body * _LARGER or not line.text.endswith((".", ";", ","))


def _groups(lines: list[Line], body: float, spacing: float, outline: dict[str, int]) -> Iterator[list[Line]]:
    """Lines that form one heading, paragraph or list item. A paragraph may run on to the next page."""
    group: list[Line] = []
    for line in lines:
        if group and not _continues(group, line, body, spacing, outline):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(group: list[Line], line: Line, body: float, spacing: float, outline: dict[str, int]) -> bool:
    last = group[-1]
    heading = _is_heading(line, body, outline)
    if heading != _is_heading(group[0], body, outline) or _BULLET.match(line.text):
        return False
    if abs(line.size - last.size) > 0.6 or (heading and line.bold != last.bold):
        return False
    if line.page != last.page:
        # The next page carries a paragraph on only in mid-sentence.
        return not heading and not _SENTENCE_END.search(last.text) and line.text[:1].islower()
    step = last.baseline - line.baseline
    limit = max(spacing, line.size * 1.15) * _GAP
    return abs(step) < 0.3 * line.size or 0 < step <= limit


def _joined(group: list[Line]) -> str:
    """The lines as one text; a word broken by a hyphen at a line's end is put together again."""
    text = group[0].text
    for line in group[1:]:
        broken = text.endswith("-") and text[-2:-1].isalpha() and line.text[:1].islower()
        text = text[:-1] + line.text if broken else f"{text} {line.text}"
    return text
