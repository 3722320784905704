"""Names of areas: labels, official titles and everyday words, in any order and any form of the word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from bot.model import Area, Framework, Graded
from bot.names.normalise import STOP_WORDS, Token, stem, words


class Match(IntEnum):
    """How well typed words fit an area; a better match hides a worse one."""

    PART = 0
    """One word of the label ("crime")."""
    WORD = 1
    """An everyday word ("999 calls")."""
    LABEL = 2
    """The label, title or id."""


_VAGUE = frozenset({"people", "data", "service", "force", "police"})
"""Words of labels that are in too many other sentences to stand for an area by themselves."""


@dataclass(frozen=True, slots=True)
class AreaMention:
    """Words of the text that name areas: for each framework, the ids that fit them equally well."""

    start: int
    end: int
    typed: str
    match: Match
    areas: Mapping[str, tuple[str, ...]]
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Where the words are an area's label in one cycle: what they mean by everyday use in the others."""

    def in_cycles(self, frameworks: Iterable[str]) -> AreaMention:
        """The same words in a question that names cycles: there their everyday meaning counts too."""
        shown = {item: self.hidden[item] for item in frameworks if item in self.hidden}
        return replace(self, areas={**shown, **self.areas})

    def within(self, framework: str) -> tuple[str, ...]:
        """The areas of this framework that the words name."""
        return self.areas.get(framework, ())


class AreaNames:
    """Every label, title and everyday word of every area of every framework."""

    def __init__(self, frameworks: Iterable[Framework]) -> None:
        self._phrases: dict[tuple[str, ...], dict[str, dict[str, Match]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        self._capitals: dict[str, tuple[str, ...]] = {}
        self._vocabulary: set[str] = set()
        for framework in frameworks:
            for area in framework.areas:
                self._add(framework, area)
        self._longest = max((len(phrase) for phrase in self._phrases), default=1)

    def _add(self, framework: Framework, area: Area) -> None:
        for name in (area.label, area.title, area.id.replace("_", " "), area.title.split("(")[0]):
            self._put(name, framework, area, Match.LABEL)
        # In "Herts Police powers and public treatment" the subject's name takes the word "police".
        nouns = words(framework.subject_kind)
        self._put(" ".join(w for w in words(area.label) if w not in nouns), framework, area, Match.LABEL)
        for name in area.words:
            self._put(name, framework, area, Match.WORD)
        if area.graded is not Graded.NO:
            steps = {step for grade in framework.scale for step in words(grade)}
            for part in words(area.label):
                if len(part) > 3 and part not in STOP_WORDS | _VAGUE | steps:
                    self._put(part, framework, area, Match.PART)

    def _put(self, name: str, framework: Framework, area: Area, match: Match) -> None:
        key = _key(words(name))
        if not key and name.isupper():
            # An abbreviation that is a plain word in lower case ("IT") counts only in capitals.
            key = (name,)
            self._capitals[name] = key
        # A name whose only word is what every subject is called ("force") would be in every question.
        if key and (match is Match.LABEL or key not in self._nouns(framework)):
            found = self._phrases[key][framework.id]
            found[area.id] = max(match, found.get(area.id, match))
            self._vocabulary.update(word for word in words(name) if word not in STOP_WORDS)

    @staticmethod
    def _nouns(framework: Framework) -> set[tuple[str, ...]]:
        return {(stem(word),) for word in words(f"{framework.subject_kind} {framework.noun}")}

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every word that occurs in a name, unstemmed."""
        return frozenset(self._vocabulary)

    def find(self, tokens: Sequence[Token], free: Sequence[int]) -> list[AreaMention]:
        """Mentions among the tokens whose positions are in `free`, left to right.

        Stop words between the words of a name do not matter, nor does their order: "crimes it investigates"
        names "Investigating crime".
        """
        content = [
            at for at in free if tokens[at].word not in STOP_WORDS or tokens[at].typed in self._capitals
        ]
        mentions: list[AreaMention] = []
        at = 0
        while at < len(content):
            length = min(self._longest, len(content) - at)
            mention = None
            while length and mention is None:
                mention = self._match(tokens, content[at : at + length])
                length -= 1
            if mention:
                mentions.append(mention)
                at += length + 1
            else:
                at += 1
        return mentions

    def _match(self, tokens: Sequence[Token], window: Sequence[int]) -> AreaMention | None:
        first = tokens[window[0]]
        if len(window) == 1 and first.typed in self._capitals:
            key = self._capitals[first.typed]
        else:
            key = _key([tokens[at].word for at in window])
        found = self._phrases.get(key)
        if not found:
            return None
        hidden: dict[str, tuple[str, ...]] = {}
        best = max(match for areas in found.values() for match in areas.values())
        areas = {
            framework: tuple(area for area, match in fits.items() if match == max(fits.values()))
            for framework, fits in found.items()
        }
        if best is Match.LABEL:
            # "Efficiency" is an area of its own in one cycle and an everyday word in another: the label wins.
            labelled = {
                area for fits in found.values() for area, match in fits.items() if match is Match.LABEL
            }
            hidden = {framework: ids for framework, ids in areas.items() if not labelled.intersection(ids)}
            areas = {
                framework: tuple(area for area in ids if area in labelled)
                for framework, ids in areas.items()
                if framework not in hidden
            }
        typed = " ".join(tokens[at].typed for at in range(window[0], window[-1] + 1))
        return AreaMention(window[0], window[-1] + 1, typed, best, areas, hidden)


def _key(name: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(stem(word) for word in name if word not in STOP_WORDS))
