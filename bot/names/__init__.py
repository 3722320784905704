"""Names that people type, resolved to subjects, groups of subjects and areas."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.model import Contents
from bot.names.areas import AreaMention, AreaNames, Match
from bot.names.normalise import STOP_WORDS, Token, fold, stem, tokenise, words
from bot.names.repair import nearest, repair
from bot.names.subjects import GroupMention, SubjectMention, SubjectNames
from bot.names.suggest import (
    Suggestion,
    suggest_areas,
    suggest_cycles,
    suggest_frameworks,
    suggest_subjects,
)

__all__ = [
    "STOP_WORDS",
    "AreaMention",
    "GroupMention",
    "Match",
    "Names",
    "Resolved",
    "SubjectMention",
    "Suggestion",
    "Token",
    "fold",
    "nearest",
    "stem",
    "suggest_areas",
    "suggest_cycles",
    "suggest_frameworks",
    "suggest_subjects",
    "tokenise",
    "words",
]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a list of words names; `repaired` pairs a word as typed with what it was read as."""

    tokens: tuple[Token, ...]
    subjects: tuple[SubjectMention, ...]
    groups: tuple[GroupMention, ...]
    areas: tuple[AreaMention, ...]
    repaired: tuple[tuple[str, str], ...]

    def covered(self) -> set[int]:
        """Positions of the words that belong to a name."""
        return {at for start, end in self._spans() for at in range(start, end)}

    def area_positions(self) -> set[int]:
        """Positions of the words that belong to the name of an area."""
        return {at for area in self.areas for at in range(area.start, area.end)}

    def _spans(self) -> Iterator[tuple[int, int]]:
        for subject in self.subjects:
            yield subject.start, subject.end
        for group in self.groups:
            yield group.start, group.end
        for area in self.areas:
            yield area.start, area.end


class Names:
    """Every name in the knowledge."""

    def __init__(self, contents: Contents) -> None:
        self.subjects = SubjectNames(contents.subjects)
        self.areas = AreaNames(contents.frameworks)
        self._subject_words = self.subjects.vocabulary
        self._area_words = self.areas.vocabulary
        self._area_stems = frozenset(stem(word) for word in self._area_words)

    def resolve(self, tokens: Sequence[Token], known: Container[str] = ()) -> Resolved:
        """Find the names in a text, repairing words that are neither in a name nor in `known` (stems)."""
        exact = self._find(tokens)
        mended, changes = self._mend(tokens, exact.covered(), known)
        if not changes:
            return exact
        found = self._find(mended)
        # A repair counts only where it completes a name; otherwise the word stays as it was typed.
        used = found.covered()
        kept = {at: read for at, read in changes.items() if at in used}
        final = [replace(token, word=kept.get(at, token.word)) for at, token in enumerate(tokens)]
        return replace(
            self._find(final),
            repaired=tuple((tokens[at].typed, read) for at, read in kept.items()),
        )

    def _find(self, tokens: Sequence[Token]) -> Resolved:
        subjects, groups = self.subjects.find(tokens)
        named = Resolved(tuple(tokens), tuple(subjects), tuple(groups), (), ())
        taken = named.covered()
        free = [at for at in range(len(tokens)) if at not in taken]
        areas = self.areas.find(tokens, free)
        return replace(named, areas=tuple(areas))

    def _mend(
        self, tokens: Sequence[Token], covered: set[int], known: Container[str]
    ) -> tuple[list[Token], dict[int, str]]:
        changes: dict[int, str] = {}
        for at, token in enumerate(tokens):
            word = token.word
            if at in covered or word in STOP_WORDS or word in self._subject_words or stem(word) in known:
                continue
            if stem(word) in self._area_stems:
                continue
            read = repair(word, self._subject_words) or repair(word, self._area_words)
            if read:
                changes[at] = read
        mended = [replace(token, word=changes.get(at, token.word)) for at, token in enumerate(tokens)]
        return mended, changes
