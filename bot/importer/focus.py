"""Of whom a text speaks: our subject, others, or ours at an earlier time. Only the first gives grades."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Protocol, TypeVar

from bot.importer.document import Block, BlockKind
from bot.importer.layouts import is_elsewhen
from bot.importer.words import holds
from bot.model import Framework, Subject

_CAPITAL = re.compile(r"[A-ZÀ-ÞŴŶ][\w’'&-]*")
_ONE_OF = re.compile(r"\bone of (?:only |just |the )?(?:\w+ )?\w+\b", re.IGNORECASE)
_NAMING = 80
"""Characters of the longest line that does nothing but say of whom the lines below it speak."""
_REFERRING = 16
"""Characters at the beginning of a paragraph in which it goes on about whom the one before spoke of."""
_OPENS = 60
"""Characters at the beginning of a sentence in which its subject is named."""


_INTRODUCING = 200
"""Characters of the line above a list that say what it lists."""


class Worded(Protocol):
    """What the focus asks of a piece of text."""

    @property
    def block(self) -> Block:
        """The block that the piece is of."""


W = TypeVar("W", bound=Worded)


class Focus:
    """Walks over a document sentence by sentence and knows whose grades are given there."""

    def __init__(self, framework: Framework, subject: Subject, others: Iterable[Subject], text: str) -> None:
        """`text` is the whole document: only the subjects that are named in it are looked for."""
        self._framework = framework
        self._subject = subject.id
        self._owner = _named_in(text, (subject, *(one for one in others if one.kind == subject.kind)))
        inside = "|".join(re.escape(name) for name in sorted(self._owner, key=len, reverse=True)) or r"(?!)"
        self._names = re.compile(rf"(?<!\w)(?:{inside})(?!\w)")
        self.alone = all(owner == subject.id for owner in self._owner.values())
        """Whether the document names no other subject."""
        self._several = _several(framework)
        self._refers = _refers(framework)
        self._elsewhere = False  # the sentence before spoke of another subject

    def own(self, words: Sequence[W]) -> Iterator[W]:
        """The pieces that stand under no heading of another subject and of no earlier inspection."""
        closed = 0  # the level of the heading that others stand under
        earlier = EarlierList(self._framework)
        for one in words:
            block = one.block
            if earlier.holds(block):
                continue
            level = block.level or 7
            heads = (block.kind is BlockKind.HEADING and level > 1) or (
                not self.alone and self._only_names(block.text)
            )
            if heads and (not closed or level <= closed or self._owners(block.text)):
                owners = self._owners(block.text)
                foreign = bool(owners) and self._subject not in owners
                past = block.kind is BlockKind.HEADING and is_elsewhen(block.text, self._framework)
                closed = level if foreign or past else 0
            if not closed and (self.alone or not self._is_others_row(block)):
                yield one

    def _is_others_row(self, block: Block) -> bool:
        """Whether a row of a table begins with the name of another subject."""
        owners = self._owners(block.cells[0]) if block.cells else set()
        return bool(owners) and self._subject not in owners

    def paragraph(self, text: str) -> None:
        """Begin a paragraph. "It" goes on about whom the paragraph before spoke of, a new topic does not."""
        if self._elsewhere and not self._refers.search(text[:_REFERRING]):
            self._elsewhere = False

    def speaks_of_any(self, text: str) -> bool:
        """A cheap look whether a text can name a subject, where the document speaks of several."""
        return not self.alone and holds(text, self._owner)

    def sentence(self, text: str) -> None:
        """Note of whom a sentence speaks: the one named at its beginning."""
        if self.alone:
            return
        owners = self._owners(text[:_OPENS])
        if owners:
            self._elsewhere = self._subject not in owners

    def is_ours(self, sentence: str, at: int) -> bool:
        """Whether a grade at a place of a sentence is our subject's and not another's or that of several."""
        before = sentence[:at]
        if self._several.search(_ONE_OF.sub("", before)):
            return False
        if self.alone:
            return True
        named = self._names.findall(before)
        if named:
            return self._owner[named[-1]] == self._subject
        if self._elsewhere:
            return False
        later = self._owners(sentence[at:])
        return not later or self._subject in later or self._refers.search(before) is not None

    def _owners(self, text: str) -> set[str]:
        if not self.speaks_of_any(text):
            return set()
        return {self._owner[name] for name in self._names.findall(text)}

    def _only_names(self, text: str) -> bool:
        """Whether a line is nothing but a name, as a heading is that its format does not mark."""
        return len(text) <= _NAMING and self._names.fullmatch(text.strip(" :*")) is not None


class EarlierList:
    """Walks over blocks and knows whether one is an item below a line about an earlier inspection."""

    def __init__(self, framework: Framework) -> None:
        self._framework = framework
        self._announced = False

    def holds(self, block: Block) -> bool:
        """Whether the block belongs to such a list: "In 2021 we found that outcomes were:"."""
        if block.kind is BlockKind.LIST_ITEM:
            return self._announced
        text = block.text
        self._announced = text.endswith(":") and is_elsewhen(text[-_INTRODUCING:], self._framework)
        return False


def _named_in(text: str, subjects: Sequence[Subject]) -> dict[str, str]:
    """The names of subjects in a text, and whose each is; the first to have a name wins."""
    present = set(_CAPITAL.findall(text))
    owner: dict[str, str] = {}
    for subject in subjects:
        for name, first in _names_of(subject):
            # A short name that also means other things is believed of the subject that the source is about.
            wary = name in subject.wary and subject is not subjects[0]
            if first in present and not wary and name in text:
                owner.setdefault(name, subject.id)
    return owner


@cache
def _names_of(subject: Subject) -> tuple[tuple[str, str], ...]:
    """Every name of a subject that is long enough to be told in a text, with its first capital letters."""
    names = (subject.name, subject.short, *subject.aliases)
    firsts = ((name, _CAPITAL.match(name)) for name in names if len(name) > 2)
    return tuple((name, first[0]) for name, first in firsts if first)


@cache
def _several(framework: Framework) -> re.Pattern[str]:
    """Several subjects at once, or none in particular: "three forces", "most prisons", "a force that"."""
    return re.compile(
        rf"\b(?:most|many|all|other|several|some|no|few|\d+|two|three|four|five|six|seven|eight|nine|ten|"
        rf"neighbouring)\s+(?:\w+\s+)?{re.escape(framework.nouns)}\b|\b(?:average|typical|any|every|no|an?)\s+"
        rf"(?:\w+\s+)?{re.escape(framework.noun)}\b(?=\s+(?:is|that|which|was|must|should|can|has|gets?)\b)|"
        r"^(?:nationally|elsewhere|across (?:England|Wales|the country|the UK))\b",
        re.IGNORECASE,
    )


@cache
def _refers(framework: Framework) -> re.Pattern[str]:
    """Words that stand for a subject named before: "it", "the force"."""
    return re.compile(rf"\b(?:its?|they|their|there|{re.escape(framework.noun)}(?:['’]s)?)\b", re.IGNORECASE)
