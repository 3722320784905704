"""From lines on pages to headings and paragraphs. Pure: no PDF library here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from bot.importer.document import Block, BlockKind

_BULLET = re.compile(r"(?:[•‣◦▪●·\uf0b7o\u2013-]|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)")
# What stands at the edge of a single page: its number, and what browsers print there.
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$|(?:https?|file)://\S+|\d{1,2}/\d{1,2}/\d{2,4}, "
    r"\d{1,2}:\d{2}",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?:;…]['\"”’)\]]*$")
_CONTENTS_ENTRY = re.compile(r"\.{4,}\s*\d{1,4}$|(?:\. ){4,}\d{1,4}$")
_DIGITS = re.compile(r"\d+")
_FOOTNOTE = re.compile(r"(?:\d{1,3}|[*†‡])\s*(?=[A-ZÀ-Þ“\"‘(]|https?:)")
_COMPOUND = re.compile(r"\b[a-z]+-[a-z]+(?=\b[^-])|\b[a-z]{6,}\b")
_PART = re.compile(r"[A-Za-z]+$")
_NEXT = re.compile(r"[a-z]+")
_PREFIXES = frozenset("self non well ex anti co multi cross decision long short high low ill half".split())
"""First parts of words that keep their hyphen where a line breaks behind it."""

_MARGIN = 0.1
"""Share of the page's height at its top and bottom where running headers and footers stand."""
_LARGER = 1.12
"""A heading without bold type is at least this much larger than the body text."""
_GAP = 1.45
"""Lines further apart than this many times the usual distance belong to two paragraphs."""
_FULL = 0.75
"""A line that fills less of the page's width than this share may end its paragraph."""
_RAGGED = 0.1
"""Share of the width by which the lines of one column differ in length."""
_MAX_HEADING_WORDS = 25
_SMALL = 0.85
"""Share of the body's type size up to which a line below the text is a footnote."""


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
    lines = _without_footnotes(_without_running_lines(pages))
    layout = _Layout(lines, outline)
    words = _whole_words(lines)
    number = 0
    for group in layout.groups():
        text = _joined(group, words)
        if not text or _CONTENTS_ENTRY.search(text):
            continue
        number += 1
        first = group[0]
        if layout.is_heading(first):
            yield Block(BlockKind.HEADING, text, number, layout.level(first, text), first.page)
        elif match := _BULLET.match(text):
            yield Block(BlockKind.LIST_ITEM, text[match.end() :], number, 0, first.page)
        else:
            yield Block(BlockKind.PARAGRAPH, text, number, 0, first.page)


class _Layout:
    """What is usual in one document, against which a line is a heading or begins a paragraph."""

    def __init__(self, lines: list[Line], outline: dict[str, int]) -> None:
        self._lines = lines
        self._outline = outline
        self._body = _body_size(lines)
        self._spacing = _spacing(lines, self._body)
        self._levels = self._heading_levels()
        self._edges = _right_edges(lines)

    def _heading_levels(self) -> dict[tuple[float, bool], int]:
        """Each kind of heading type with its level: larger before smaller, bold before plain."""
        kinds = {(line.size, line.bold) for line in self._lines if self._set_apart(line)}
        ordered = sorted(kinds, key=lambda kind: (-kind[0], not kind[1]))
        return {kind: level for level, kind in enumerate(ordered, 1)}

    def level(self, line: Line, text: str) -> int:
        """The level of a heading, 1 to 6."""
        return min(self._outline.get(text.casefold()) or self._levels.get((line.size, line.bold), 6), 6)

    def _set_apart(self, line: Line) -> bool:
        return line.size > self._body * _LARGER or (line.bold and line.size >= self._body * 0.98)

    def is_heading(self, line: Line) -> bool:
        """Whether a line is set as a heading or stands in the outline."""
        if line.text.casefold() in self._outline:
            return True
        if not self._set_apart(line) or len(line.text.split()) > _MAX_HEADING_WORDS:
            return False
        # A bold sentence in body size that ends with a full stop is emphasis, not a heading.
        return line.size > self._body * _LARGER or not line.text.endswith((".", ";", ","))

    def groups(self) -> Iterator[list[Line]]:
        """Lines that form one heading, paragraph or list item. A paragraph may run on to the next page."""
        group: list[Line] = []
        for line in self._lines:
            if group and not self._continues(group, line):
                yield group
                group = []
            group.append(line)
        if group:
            yield group

    def _continues(self, group: list[Line], line: Line) -> bool:
        last = group[-1]
        heading = self.is_heading(line)
        if heading != self.is_heading(group[0]) or _BULLET.match(line.text):
            return False
        if abs(line.size - last.size) > 0.6 or (heading and line.bold != last.bold):
            return False
        if line.page != last.page:
            # The next page carries a paragraph on only in mid-sentence.
            return not heading and not _SENTENCE_END.search(last.text) and line.text[:1].islower()
        step = last.baseline - line.baseline
        limit = max(self._spacing, line.size * 1.15) * _GAP
        near = abs(step) < 0.3 * line.size or 0 < step <= limit
        return near and (heading or not self._ends_paragraph(last, line))

    def _ends_paragraph(self, last: Line, line: Line) -> bool:
        """Whether a line stops so far from the edge that the next one begins something new.

        A line of a narrow column stops there too, but so does the line below it, and in mid-sentence.
        """
        edge = self._edges[last.page]
        width = edge - last.left
        if last.right > last.left + width * _FULL:
            return False
        if line.text[:1].islower():
            return last.text.endswith(";")
        column = abs(last.right - line.right) < width * _RAGGED
        return not column or _SENTENCE_END.search(last.text) is not None


def _right_edges(lines: list[Line]) -> dict[int, float]:
    """How far the lines of each page reach."""
    edges: dict[int, float] = {}
    for line in lines:
        edges[line.page] = max(edges.get(line.page, 0.0), line.right)
    return edges


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


def _without_footnotes(lines: list[Line]) -> list[Line]:
    """All lines but those in small type below the text of their column, from a number or sign on."""
    limit = _body_size(lines) * _SMALL
    kept: list[Line] = []
    for _, page in groupby(lines, key=lambda line: line.page):
        on_page = list(page)
        top = max((line.baseline for line in on_page if _is_footnote(line, on_page, limit)), default=-1.0)
        kept += [line for line in on_page if line.size > limit or line.baseline > top]
    return kept


def _is_footnote(line: Line, page: list[Line], limit: float) -> bool:
    if line.size > limit or not _FOOTNOTE.match(line.text):
        return False
    text = [one for one in page if one.size > limit and one.left < line.right and line.left < one.right]
    return bool(text) and all(line.baseline < one.baseline for one in text)


def _whole_words(lines: list[Line]) -> frozenset[str]:
    """The long and the hyphenated words that stand inside lines, if any line ends inside a word."""
    if not any(line.text.endswith("-") for line in lines):
        return frozenset()
    return frozenset(word for line in lines for word in _COMPOUND.findall(line.text.lower()))


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


def _joined(group: list[Line], words: frozenset[str]) -> str:
    """The lines as one text; a word broken by a hyphen at a line's end is put together again.

    `words` are those that the document has unbroken: they tell "self-" + "harm" from "part-" + "ners".
    """
    text = group[0].text
    for line in group[1:]:
        if text.endswith("-") and text[-2:-1].isalpha() and line.text[:1].islower():
            text = (text if _keeps_hyphen(text[:-1], line.text, words) else text[:-1]) + line.text
        else:
            text = f"{text} {line.text}"
    return text


def _keeps_hyphen(left: str, right: str, words: frozenset[str]) -> bool:
    part, rest = _PART.search(left), _NEXT.match(right)
    if part is None or rest is None:
        return False
    first = part[0].lower()
    if first + rest[0] in words:
        return False
    return f"{first}-{rest[0]}" in words or first in _PREFIXES
