"""Quotations joined to their speakers, over paragraphs, whether the speaker is named before or after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.importer.attribution import after, before, is_bare_verb
from bot.importer.cast import Cast, Context
from bot.importer.document import Block, BlockKind
from bot.importer.marks import DOUBLE, SINGLE, Span, spans, style
from bot.importer.people import full_name, may_name, people
from bot.importer.words import sentences
from bot.model import Speaker

_FULL = 4
"""Words from which a run between marks that forms a sentence of its own is a quotation and no scare quote."""
_RUN = 12
"""Paragraphs of one quotation after which its speaker may still be named."""
_FRAGMENT = 6
"""Words from which a part of a sentence between marks is worth citing on its own."""
_AROUND = 240
"""Characters beside a run between marks in which its attribution stands."""
_ATTRIBUTION = 12
"""Words that an attribution may have beside the name; with more it says something of its own."""
_TELLS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|said|says|will|told|reports?|added|visits?|speaks?)\b"
)

_LEAD_WORDS = 40
"""Words of the longest sentence that leads to a quotation."""
_OPENS = 4
"""Letters before someone who begins a sentence: "The "."""
_LEADS_TO = re.compile(
    r"\b(?:(?P<answers>(?:has |have )?(?:responded|reacted|commented|replied|issued|released|posted|tweeted|"
    r"written))|was|is|were|has|had|remains|remained|welcomed|welcomes|responds|apologised|defended|hit back|"
    r"praised|thanked|agreed|disagreed)\b"
)
"""What someone does of whom the next words are."""


class Piece(NamedTuple):
    """A verbatim slice of a block: someone's words when `speaker` is set, otherwise the source's own."""

    block: Block
    text: str
    speaker: Speaker | None = None


class Joiner:
    """Walks over a document's blocks once and says whose words each piece of them is."""

    def __init__(self, blocks: Sequence[Block], cast: Cast) -> None:
        self._blocks = blocks
        self._cast = cast
        whole = "\n".join([block.text for block in blocks])
        self._marks = style(whole)
        self._running: Speaker | None = None  # whose quotation is still open
        self._previous: Speaker | None = None  # who was quoted in the paragraph just above
        self._pending: Speaker | None = None  # who was announced: "Ann Lee, the governor, said:"
        self.contexts: dict[int, Context] = {}
        """Whom "he" and "it" mean where each paragraph begins, by the paragraph's number."""
        self.unknown: list[int] = []
        """Numbers of the paragraphs with a quotation whose speaker the source does not name."""
        marked = any(mark in whole for mark in self._marks)
        self.quiet = not marked and not any(block.kind is BlockKind.QUOTATION for block in blocks)
        """Whether the document quotes nobody."""

    def pieces(self) -> list[Piece]:
        """The pieces of all blocks in order; a block that only names a speaker gives none."""
        if self.quiet:
            return [Piece(block, block.text) for block in self._blocks]
        found: list[Piece] = []
        for position, block in enumerate(self._blocks):
            self.contexts[block.number] = self._cast.context
            if block.kind in {BlockKind.HEADING, BlockKind.TABLE_ROW}:
                self._running = self._previous = self._pending = None
                found.append(Piece(block, block.text))
            elif self._signs(position, found):
                self._running = self._previous = None  # a name below a quotation ends it
            else:
                found.extend(self._said(position))
        return found

    def _said(self, position: int) -> list[Piece]:
        block = self._blocks[position]
        text = block.text
        marked = spans(text, self._marks) if any(mark in text for mark in self._marks) else []
        full = _full(marked, text)
        if block.kind is BlockKind.QUOTATION and not full:
            full = [Span(-1, len(text), False)]
        if not full:
            return self._prose(position, marked)
        gaps = _gaps(text, full)
        speakers = self._speakers(gaps, position)
        self._running = (
            speakers[-1] if not full[-1].closed and block.kind is not BlockKind.QUOTATION else None
        )
        self._previous = speakers[-1]
        if speakers[0] is None:
            self.unknown.append(block.number)
            return [Piece(block, text)]
        pieces = _beside(block, _without(gaps[0], before(gaps[0]), last=True))
        for span, speaker, gap in zip(full, speakers, gaps[1:], strict=True):
            if words := span.inner(text):
                pieces.append(Piece(block, words, speaker))
            rest = _without(gap, after(gap), last=False)
            pieces += _beside(block, rest if gap is gaps[-1] else _without(rest, before(rest), last=True))
        return pieces

    def _speakers(self, gaps: Sequence[str], position: int) -> list[Speaker | None]:
        """Whose words each quotation of a paragraph is; all are None when the first one's speaker is unknown.

        `gaps` is the text before, between and after them. A speaker named for one quotation has said those
        beside it as well, unless another is named there.
        """
        lead = gaps[0]
        last = max((start for start, _ in sentences(lead)), default=0)
        self._cast.notice(lead if _is_complete(lead) else lead[:last])
        found: list[Speaker | None] = []
        for ahead, behind in pairwise(gaps):
            phrases = [before(ahead), after(behind)]
            if not ahead.rstrip().endswith(":"):
                phrases.reverse()
            named = (self._cast.speaker(phrase) for phrase in phrases if phrase)
            speaker = next((one for one in named if one is not None), None)
            found.append(speaker or (found[-1] if found else None))
        # "… asks" or the like, which names somebody we do not see: it is not the one before.
        told = gaps[1].lstrip(" ,")
        whole = not lead and (not told[:1].islower() or is_bare_verb(told))
        first = next((one for one in found if one is not None), None) or self._unsaid(position, whole)
        return [one or first for one in found]

    def _unsaid(self, position: int, whole: bool) -> Speaker | None:
        """Whose words a quotation is that names nobody: running on, announced, or named next.

        `whole` says that the paragraph begins with the quotation.
        """
        if whole:
            if self._running is not None:
                return self._running
            if self._pending is not None:
                return self._pending
            if named := self._named_next(position):
                return named
            if self._previous is not None:
                return self._previous
            return self._just_noticed(position)
        return self._pending

    def _named_next(self, position: int) -> Speaker | None:
        """The speaker whom the block after the quotation names alone: "— Ann Lee, governor"."""
        quoted = self._blocks[position].kind
        for block in self._blocks[position + 1 : position + 1 + _RUN]:
            if block.kind is BlockKind.QUOTATION is not quoted:
                return None  # another one
            if block.kind is not BlockKind.QUOTATION and block.text[:1] not in self._marks:
                return self._signature(block)
        return None

    def _signature(self, block: Block) -> Speaker | None:
        text = block.text.strip()
        if block.kind is BlockKind.HEADING or len(text.split()) > 22 or any(mark in text for mark in DOUBLE):
            return None
        dashed = text[:1] in "—–-"
        phrase = text.lstrip("—–- ")
        if re.match(r"(?:said|added|wrote|meddai)\b", phrase):
            return self._cast.speaker(after(" " + phrase))
        named = list(people(phrase))
        if phrase == full_name(phrase) and (known := self._cast.known(phrase)):
            return known
        alone = len(named) == 1 and named[0].at == 0 and not text.endswith(".") and _only_names(phrase)
        if alone or (dashed and len(phrase.split()) <= 14 and not re.search(r"[.!?]\s", phrase)):
            return self._cast.speaker(phrase) or (self._cast.speaker(full_name(phrase)) if dashed else None)
        return None

    def _signs(self, position: int, found: Sequence[Piece]) -> bool:
        """Whether a block only names the speaker of the quotation above it, which is joined to it already."""
        above = found[-1] if found else None
        if above is None or above.speaker is None or above.block is not self._blocks[position - 1]:
            return False
        return self._signature(self._blocks[position]) == above.speaker

    def _just_noticed(self, position: int) -> Speaker | None:
        """The person whom the paragraph right above reports as saying something."""
        if position == 0:
            return None
        above = self._blocks[position - 1].text
        if above[:1] in "—–-":  # the name under another quotation
            return None
        phrase = before(above) or _introduced(above)
        return self._cast.speaker(phrase) if phrase else None

    def _prose(self, position: int, marked: Sequence[Span]) -> list[Piece]:
        """A paragraph of the source's own words, which may announce a speaker or quote half a sentence."""
        block = self._blocks[position]
        text = block.text
        self._running = self._previous = self._pending = None
        if text.rstrip().endswith(":") and len(text.split()) <= 40:
            phrase = before(text)
            self._pending = self._cast.speaker(phrase) if phrase else None
            if self._pending is None or not self._quoted_next(position):
                self._pending = None
            elif len(text.split()) <= _ATTRIBUTION + len(phrase.split()):
                return []
        else:
            self._cast.notice(text)
        pieces = [Piece(block, text)]
        for span in marked:
            words = span.inner(text)
            if len(words.split()) >= _FRAGMENT and span.closed and self._marks != SINGLE:
                phrase = before(text[: span.start])
                speaker = self._cast.speaker(phrase) if phrase else None
                if speaker is not None:
                    pieces.append(Piece(block, words, speaker))
        return pieces

    def _quoted_next(self, position: int) -> bool:
        if position + 1 >= len(self._blocks):
            return False
        following = self._blocks[position + 1]
        return following.kind is BlockKind.QUOTATION or following.text[:1] in self._marks


def _introduced(text: str) -> str:
    """Whom a short last sentence leads to: "Ann Lee was blunt.", "We met the governor, Ann Lee."."""
    start = max((place[0] for place in sentences(text)), default=0)
    sentence = text[start:].rstrip(".: ")
    verb = _LEADS_TO.search(sentence)
    short = len(sentence.split()) <= (_LEAD_WORDS if verb and verb["answers"] else _RUN)
    named = [one for one in people(sentence) if one.name] if short else []
    if len(named) != 1:
        return ""
    if verb and named[0].at <= _OPENS and sentence.find(named[0].name) < verb.start():
        return sentence[: verb.start()].strip()
    return sentence[named[0].at :] if sentence.endswith(named[0].name) else ""


def introduce(cast: Cast, blocks: Iterable[Block]) -> None:
    """Let the cast learn everyone whom a document names, wherever their office is named.

    A name and an office on two lines of their own, as under a letter, belong together. Full sentences are
    read first, so that an office is called as the text calls it and not as a caption does.
    """
    above = ""
    for block in sorted(blocks, key=lambda block: not block.text.endswith((".", "!", "?", "”", '"', "’"))):
        text = block.text
        if may_name(text):
            signed = above and len(text.split()) <= 10 and full_name(above)
            cast.notice(f"{above}, {text}" if signed else text)
        above = text if len(text) < 60 else ""
    cast.last = None


def _beside(block: Block, text: str) -> list[Piece]:
    """The source's own words beside a quotation, if there are any."""
    return [Piece(block, text)] if len(text.split()) > 3 else []


def _is_complete(lead: str) -> bool:
    """Whether the words before a quotation end a sentence, so that none of them announces the speaker."""
    return lead.rstrip().endswith((".", "!", "?"))


def _without(text: str, phrase: str, *, last: bool) -> str:
    """The words around a quotation without the sentence that only names the speaker."""
    places = list(sentences(text))
    if not places or not phrase or (last and _is_complete(text)):
        return text.strip()
    start, end = places[-1] if last else places[0]
    if len(text[start:end].split()) > len(phrase.split()) + _ATTRIBUTION:
        return text.strip()
    return (text[:start] if last else text[end:]).strip()


def _gaps(text: str, full: Sequence[Span]) -> list[str]:
    """The text before, between and after quotations; what follows an open one belongs to it."""
    starts = [max(span.start, 0) for span in full] + [len(text)]
    ends = [0] + [span.end for span in full]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]


def _full(marked: Sequence[Span], text: str) -> list[Span]:
    """The runs between marks that are quotations, with the second half of one that its speaker interrupts."""
    found: list[Span] = []
    for span in marked:
        gap = text[found[-1].end : span.start] if found else ""
        if _is_full(span, text) or (gap.rstrip().endswith(",") and after(gap)):
            found.append(span)
    return found


def _is_full(span: Span, text: str) -> bool:
    words = span.inner(text).split()
    lead = text[max(0, span.start - _AROUND) : span.start].rstrip()
    last = text[span.start : span.end].rstrip("\"'”’ ")[-1:]
    whole = bool(words) and words[0][:1].isupper() and last in ".!?,"
    if len(words) < _FULL and not (whole and _begins(lead, last, text[span.end : span.end + _AROUND])):
        return False
    if not lead:
        return span.end == len(text) or words[0][:1].isupper() or len(words) >= _FRAGMENT
    return words[0][:1].isupper() and lead[-1] in ":,.!?—–”\"’'"


def _begins(lead: str, last: str, rest: str) -> bool:
    """Whether a few words behind `lead` are a quotation: announced, alone, or followed by who says them."""
    if not lead or lead.endswith(":"):
        return True
    if lead.endswith(","):
        return bool(before(lead))
    return lead[-1] in ".!?" and (last != "," or bool(after(rest)))


def _only_names(phrase: str) -> bool:
    """Whether a phrase has no verb and at most 14 words, as a name with an office."""
    return len(phrase.split()) <= 14 and not _TELLS.search(phrase)
