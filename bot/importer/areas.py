"""Finding a framework's areas in headings and sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.importer.words import Token, content, stems
from bot.model import Framework

_PARENTHESIS = re.compile(r"\(([^()]*)\)")
# Words that headings put around an area's name: "Section 3: Investigating crime", "How effective is the force
# at investigating crime?", "Summary of findings: safety".
_AROUND = frozenset(
    stem
    for word in (
        "section part chapter question core area theme pillar judgment judgement grade grading graded "
        "finding findings main summary overview overall performance effective effectively efficient "
        "efficiently well good is are does do be being been has have was were will force service police "
        "constabulary prison school establishment provider home trust what which who why when where test "
        "outcome outcomes inspection report result results our we key introduction assessment"
    ).split()
    for stem in stems(word)
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An area named in `text[start:end]`.

    `named` is true for the area's label, its official title or a part of that title; everyday words make it
    false. `areas` has several ids where an everyday word belongs to several areas.
    """

    areas: tuple[str, ...]
    start: int
    end: int
    named: bool
    words: int


class AreaWords:
    """The words of one framework's areas, ready to be found."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self._names: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        self._everyday: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        self._vocabulary: dict[str, set[str]] = defaultdict(set)
        self._read: tuple[str, list[Mention]] = "", []  # the sentence read last, which several ask about
        for area in framework.areas:
            for phrase in _names_of(area.label, area.title):
                self._add(self._names, phrase, area.id)
            for phrase in area.words:
                self._add(self._everyday, phrase, area.id)
        lengths: dict[str, set[int]] = defaultdict(set)
        for key in (*self._names, *self._everyday):
            for stem in key:
                lengths[stem].add(len(key))
        # For each stem how long the phrases are that it occurs in, the longest first.
        self._lengths = {stem: sorted(found, reverse=True) for stem, found in lengths.items()}

    def _add(self, table: dict[tuple[str, ...], dict[str, None]], phrase: str, area: str) -> None:
        key = tuple(sorted(stems(phrase)))
        if key:
            table[key][area] = None
            self._vocabulary[area].update(key)

    def belongs(self, stem: str, areas: Sequence[str]) -> bool:
        """Whether a stem occurs in the names or everyday words of any of these areas."""
        return any(stem in self._vocabulary[area] for area in areas)

    def mentions(self, text: str) -> list[Mention]:
        """The areas that a text names, from left to right, the longest name at each place."""
        read, mentions = self._read
        if text != read:
            mentions = self.mentions_in(content(text))
            self._read = text, mentions
        return mentions

    def mentions_in(self, words: Sequence[Token]) -> list[Mention]:
        """The same for the content words of a text."""
        found: list[Mention] = []
        position = 0
        while position < len(words):
            lengths = self._lengths.get(words[position].stem)
            mention = self._at(words, position, lengths) if lengths else None
            if mention is None:
                position += 1
            else:
                found.append(mention)
                position += mention.words
        return found

    def _at(self, words: Sequence[Token], position: int, lengths: Sequence[int]) -> Mention | None:
        for length in lengths:
            if position + length > len(words):
                continue
            window = words[position : position + length]
            key = tuple(sorted([token.stem for token in window]))
            for table, named in ((self._names, True), (self._everyday, False)):
                if areas := table.get(key):
                    return Mention(tuple(areas), window[0].start, window[-1].end, named, length)
        return None

    def is_only_names(self, text: str) -> bool:
        """Whether a text does nothing but name areas, as a cell of a table of grades does."""
        words = content(text)
        return bool(words) and sum(mention.words for mention in self.mentions_in(words)) >= 0.8 * len(words)

    def of_heading(self, heading: str) -> tuple[str, ...]:
        """The areas that a heading is about, or nothing.

        A heading carries an area when its words are the area's name, the name with a few words that headings
        put around it, or, failing that, everyday words of the area and nothing else.
        """
        words = content(heading)
        mentions = self.mentions_in(words)
        if not mentions:
            return ()
        covered = sum(mention.words for mention in mentions)
        loose = [
            token
            for token in words
            if not any(mention.start <= token.start < mention.end for mention in mentions)
            and token.stem not in _AROUND
            and not token.word.isdigit()
        ]
        named = [mention for mention in mentions if mention.named]
        if named and (len(loose) <= 1 or covered >= 2 * len(loose)):
            return tuple(dict.fromkeys(area for mention in named for area in mention.areas))
        if not loose or covered > 2 * len(loose):
            return tuple(dict.fromkeys(area for mention in mentions for area in mention.areas))
        return ()

    def of_passage(self, text: str) -> tuple[str, ...]:
        """The areas that a paragraph is about: those it names, else those whose everyday phrases it uses.

        A single everyday word ("calls", "evidence") is too weak a sign in running text and counts only beside
        another word of the same area.
        """
        mentions = self.mentions(text)
        counts: dict[str, int] = defaultdict(int)
        for mention in mentions:
            for area in mention.areas:
                counts[area] += 4 if mention.named else min(mention.words, 2)
        named = {area for mention in mentions if mention.named for area in mention.areas}
        strong = [area for area, count in counts.items() if area in named or count >= 2]
        order = [area.id for area in self.framework.areas]
        return tuple(sorted(strong, key=lambda area: (-counts[area], order.index(area)))[:3])


def _names_of(label: str, title: str) -> list[str]:
    """An area's label and official title, and the title without and inside its parentheses."""
    names = [label, title, _PARENTHESIS.sub(" ", title)]
    names += [inside for inside in _PARENTHESIS.findall(title) if len(inside.split()) > 1]
    return [name for name in dict.fromkeys(names) if name.strip()]


@lru_cache(maxsize=32)
def area_words(framework: Framework) -> AreaWords:
    """The area words of a framework; built once."""
    return AreaWords(framework)
