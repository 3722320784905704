"""The sections of a document: which heading a block stands under, and what that heading announces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.importer.areas import AreaWords
from bot.importer.document import Block, BlockKind
from bot.importer.grades import GradeWords
from bot.importer.people import full_name
from bot.model import PassageKind

_WHOSE = r"(?:(?:HM\w+|the|inspectorate|report|peel)(?:['’]s)? )?"
"""Whose a label is: "HMICFRS recommendation"."""
_LABELS = (
    (
        PassageKind.AREA_FOR_IMPROVEMENT,
        r"(?:key )?areas? (?:for|of|requiring|identified for) improvement|AFIs?|"
        r"what does the \w+ need to (?:do to )?improve",
    ),
    (
        PassageKind.CAUSE_OF_CONCERN,
        r"(?:accelerated )?causes? (?:of|for) concern|(?:priority|key) (?:and key )?concerns?",
    ),
    (
        PassageKind.RECOMMENDATION,
        r"(?:key |main |our |national |further |priority )?recommendations?|actions? required|"
        r"what (?:the )?(?:inspect\w+|HM\w+|report|watchdog) (?:wants?|recommends?|recommended|asks? for)",
    ),
    (PassageKind.PROMISING_PRACTICE, r"promising practices?|(?:notable )?(?:positive|good) practices?"),
    (PassageKind.INNOVATIVE_PRACTICE, r"innovative practices?"),
    (
        PassageKind.RESPONSE,
        r"(?:the )?(?:[\w’'& ]{2,60}? )?(?:response|comments?|reply|commentary)"
        r"(?: (?:from|by|of|to) [\w’'&, ]{2,80})?|actions? taken(?: by [\w ]+)?",
    ),
)
_HEADINGS = tuple(
    (kind, re.compile(rf"{_WHOSE}(?:{pattern})(?:\s*(?:no\.?\s*)?\d+)?\s*[:.?]?$", re.IGNORECASE))
    for kind, pattern in _LABELS
)
_INLINE = tuple(
    (kind, re.compile(rf"(?:{pattern})(?:\s*(?:no\.?\s*)?\d+)?\s*[:–—]\s*(?=\S)", re.IGNORECASE))
    for kind, pattern in _LABELS[:-1]
)
_LABEL_HINT = re.compile(
    r"improve|AFI|concern|recommend|practice|respon|comment|reply|action|want|asks", re.IGNORECASE
)
_END = re.compile(r"[.!?:;,…][\"'”’)\]]*$")
_STATES = re.compile(
    r"\b(?:should|must|needs? to|needs? improve\w*|requires?|has|have|is|are|does|do)\b|n['’]t\b"
)
_LABELLING = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.QUOTATION})
_LABEL_LENGTH = 80
_MARKS = tuple("\"“‘'")
_ACROSS = 5
"""Words from which a heading that says something under a label is a passage of its own."""


_ASKS = re.compile(
    r"R\d{1,2}\b|(?:Improve|Ensure|Strengthen|Address|Develop|Raise|Provide|Establish|Reduce|Increase|Secure|"
    r"Implement|Make sure|Continue to)\s(?:\S+\s+){3}"
)
"""How a recommendation begins that has no full stop: "R1 Improve pupils' reading skills"."""
_ANSWER = 80
_ANSWER_WORDS = 5
_ANSWERING = re.compile(
    r"(?!In\b|His\b|Her\b|Their\b)(?:[A-Z][\w’']*\s)(?:[\w’']+\s)*(?:response|comments?|reply)"
)


@dataclass(frozen=True, slots=True)
class Section:
    """Where a block stands. `label` is the kind of passage that a heading above it announces."""

    title: str = ""
    areas: tuple[str, ...] = ()
    label: PassageKind | None = None
    label_title: str = ""


@dataclass(frozen=True, slots=True)
class _Open:
    level: int
    section: Section


def unboxed(blocks: Sequence[Block]) -> Sequence[Block]:
    """Blocks of which a quotation that only is a box is a paragraph: "Cause of concern", "Recommendations".

    Some pages mark up such boxes as quotations. What stands under one of these labels and between no
    quotation marks is no one's words.
    """
    if not any(block.kind is BlockKind.QUOTATION for block in blocks):
        return blocks
    found, boxed = [], False
    for block in blocks:
        if block.kind in _LABELLING and (boxed or len(block.text) <= _LABEL_LENGTH):
            label = column_kind(block.text)
            announces = label is not None and label is not PassageKind.RESPONSE
            boxed = announces or (boxed and block.kind is BlockKind.QUOTATION)
            if boxed and block.kind is BlockKind.QUOTATION and block.text[:1] not in _MARKS:
                block = block._replace(kind=BlockKind.PARAGRAPH)
        elif block.kind is not BlockKind.LIST_ITEM:
            boxed = False
        found.append(block)
    return found


def promote(blocks: Sequence[Block], areas: AreaWords, grades: GradeWords, *, prose: bool) -> Iterator[Block]:
    """Blocks with the headings that their format did not mark: short lines without a stop.

    In an article (`prose`) only the name of an area or of a kind of passage counts; in a report any short
    line that is no grade and no item of a list does.
    """
    for block in _unlisted(blocks):
        text = block.text
        unmarked = block.kind is BlockKind.PARAGRAPH and len(text) <= 120 and text[:1] not in "\"“‘'—–"
        question = unmarked and text.endswith("?") and bool(areas.of_heading(text))
        if not unmarked or (_END.search(text) and not question) or full_name(text):
            yield block
            continue
        words = len(text.split())
        is_label = any(pattern.match(text) for _, pattern in _HEADINGS[:-1]) or (
            not prose and _HEADINGS[-1][1].match(text) is not None
        )
        is_area = words <= 9 and bool(areas.of_heading(text)) and not grades.found(text)
        plain = not prose and words <= 14 and text[:1].isupper() and not grades.found(text)
        plain = plain and not _ASKS.match(text)
        if is_label or is_area or plain or question:
            yield block._replace(kind=BlockKind.HEADING, level=3)
        else:
            yield block


def _unlisted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks of which headings that their numbers made lists of one item are paragraphs: "3. Conclusion".

    A document has such headings where one of them is a label, as "2. Recommendations".
    """
    alone = [
        block.kind is BlockKind.LIST_ITEM
        and len(block.text) <= _LABEL_LENGTH
        and not _END.search(block.text)
        and BlockKind.LIST_ITEM
        not in {one.kind for one in (*blocks[max(at - 1, 0) : at], *blocks[at + 1 : at + 2])}
        for at, block in enumerate(blocks)
    ]
    numbered = any(column_kind(block.text) for block, single in zip(blocks, alone, strict=True) if single)
    for block, single in zip(blocks, alone, strict=True):
        yield block._replace(kind=BlockKind.PARAGRAPH) if single and numbered else block


class Outline:
    """Walks over the blocks of a document and keeps the section that the next one stands in."""

    def __init__(self, areas: AreaWords, grades: GradeWords, title: str) -> None:
        self._areas = areas
        self._grades = grades
        self._title = title
        self._open: list[_Open] = []
        self._fresh = False  # the block above was a label without anything below it yet

    @property
    def section(self) -> Section:
        """The section of the blocks that come next."""
        return self._open[-1].section if self._open else Section()

    def heading(self, block: Block) -> PassageKind | None:
        """Enter the section of a heading. Gives the kind of passage that the heading's own words are, if any.

        Under "Area for improvement" a heading like "The force should improve …" is the passage itself.
        """
        text, level = block.text, block.level or 3
        if text == self._title or self._grades.exactly(text) is not None:
            return None
        label = column_kind(text) or labelled(text)[0]
        if self._fresh and label is None and self._open and level <= self._open[-1].level:
            level = self._open[-1].level + 1
        self._open = [item for item in self._open if item.level < level]
        above = self.section
        own = self._areas.of_heading(self._grades.without(text)) if label is None else ()
        inherits = label is None and above.label is not None and not own
        section = Section(
            title=text,
            areas=own or above.areas,
            label=label or (above.label if inherits else None),
            label_title=text if label else (above.label_title if inherits else ""),
        )
        self._open.append(_Open(level, section))
        self._fresh = label is not None
        says = len(text.split()) >= _ACROSS and _STATES.search(text) is not None
        return section.label if inherits and says and section.label is not PassageKind.RESPONSE else None

    def content(self) -> None:
        """Note that something that is no heading stands in the section."""
        self._fresh = False


def labelled(text: str) -> tuple[PassageKind | None, str]:
    """The kind that a paragraph's first words announce ("Recommendation 2: …"), and the text after them."""
    head = text[:80]
    if ":" not in head and "–" not in head and "—" not in head:
        return None, text
    for kind, pattern in _INLINE:
        if match := pattern.match(text):
            return kind, text[match.end() :]
    return None, text


def answer_of(text: str) -> tuple[str, str]:
    """Who answers in a paragraph that says so in front, and the rest of it: "Force response: we have …"."""
    head, colon, rest = text[:_ANSWER].partition(":")
    if colon and len(head.split()) <= _ANSWER_WORDS and _ANSWERING.fullmatch(head):
        return head, rest.lstrip() + text[_ANSWER:]
    return "", text


def column_kind(cell: str) -> PassageKind | None:
    """The kind of passages that a heading announces, of a section or of a table's column, or None."""
    if not _LABEL_HINT.search(cell):
        return None
    return next((kind for kind, pattern in _HEADINGS if pattern.fullmatch(cell.strip())), None)
