"""Names of subjects and of groups of them (a region, a country), found in a list of words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.model import Subject
from bot.names.normalise import STOP_WORDS, Token, words

DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central mid greater great city county of and "
    "the upon valley isle royal new old police constabulary service force forces".split()
)
"""Words of names that do not name anything by themselves."""

_ADJECTIVES = {"welsh": "Wales", "english": "England", "scottish": "Scotland"}


@dataclass(frozen=True, slots=True)
class SubjectMention:
    """Words `start` to `end` (exclusive) of the text that name a subject.

    Several `ids` mean that the words fit each of them equally. `exact` is false when only a part of the
    name was typed ("Manchester").
    """

    start: int
    end: int
    typed: str
    ids: tuple[str, ...]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class GroupMention:
    """Words that name a region or country and so all subjects in it."""

    start: int
    end: int
    name: str
    ids: tuple[str, ...]


class SubjectNames:
    """Every name, short name and alias of every subject."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self._subjects = {subject.id: subject for subject in subjects}
        self._phrases: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._wary: set[tuple[str, ...]] = set()
        self._parts: dict[str, set[str]] = defaultdict(set)
        self._groups: dict[tuple[str, ...], tuple[str, set[str]]] = {}
        self._suffixes: dict[str, Counter[str]] = defaultdict(Counter)
        self._kinds: dict[str, set[str]] = defaultdict(set)
        for subject in self._subjects.values():
            self._add(subject)
        self._longest = max((len(phrase) for phrase in (*self._phrases, *self._groups)), default=1)

    def _add(self, subject: Subject) -> None:
        for name in (subject.name, subject.short, *subject.aliases):
            phrase = words(name)
            if phrase:
                self._phrases[phrase].add(subject.id)
        self._wary.update(words(name) for name in subject.wary)
        short = words(subject.short)
        self._suffixes[subject.kind].update(set(words(subject.name)) - set(short) - STOP_WORDS)
        self._kinds[subject.kind].update(words(subject.kind))
        if subject.graded:
            for part in short:
                if part not in DIRECTIONS and part not in STOP_WORDS:
                    self._parts[part].add(subject.id)
            for place in (subject.region, subject.country):
                if place:
                    self._groups.setdefault(words(place), (place, set()))[1].add(subject.id)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every word that occurs in a name."""
        phrases = {word for phrase in (*self._phrases, *self._groups) for word in phrase}
        return frozenset(phrases | set(_ADJECTIVES))

    def kind_words(self, subject: str) -> frozenset[str]:
        """Words that may follow the subject's name without changing what it names ("Kent Police").

        A word counts when the names of several subjects of the kind end so.
        """
        kind = self._subjects[subject].kind
        common = {word for word, count in self._suffixes[kind].items() if count > 1}
        return frozenset(common | self._kinds[kind])

    def find(self, tokens: Sequence[Token]) -> tuple[list[SubjectMention], list[GroupMention]]:
        """All mentions, left to right; the longest name at a place wins ("North Wales" over "Wales")."""
        subjects: list[SubjectMention] = []
        groups: list[GroupMention] = []
        at = 0
        while at < len(tokens):
            mention = self._subject_at(tokens, at)
            group = self._group_at(tokens, at)
            if mention and (group is None or mention.end >= group.end):
                subjects.append(mention)
                at = mention.end
            elif group:
                groups.append(group)
                at = group.end
            else:
                part = self._part_at(tokens, at)
                if part:
                    subjects.append(part)
                    at = part.end
                else:
                    at += 1
        return subjects, groups

    def _subject_at(self, tokens: Sequence[Token], at: int) -> SubjectMention | None:
        for length in range(min(self._longest, len(tokens) - at), 0, -1):
            window = tokens[at : at + length]
            for phrase in _readings([token.word for token in window]):
                ids = self._phrases.get(phrase)
                if ids and (phrase not in self._wary or _is_name(tokens, at, length)):
                    return self._mention(tokens, at, at + length, ids)
        return None

    def _part_at(self, tokens: Sequence[Token], at: int) -> SubjectMention | None:
        for reading in _readings([tokens[at].word]):
            ids = self._parts.get(reading[0])
            if ids:
                return self._mention(tokens, at, at + 1, ids, exact=False)
        return None

    def _group_at(self, tokens: Sequence[Token], at: int) -> GroupMention | None:
        adjective = _ADJECTIVES.get(tokens[at].word)
        if adjective and words(adjective) in self._groups:
            name, ids = self._groups[words(adjective)]
            return GroupMention(at, at + 1, name, tuple(sorted(ids)))
        for length in range(min(self._longest, len(tokens) - at), 0, -1):
            found = self._groups.get(tuple(token.word for token in tokens[at : at + length]))
            if found:
                name, ids = found
                return GroupMention(at, at + length, name, tuple(sorted(ids)))
        return None

    def _mention(
        self, tokens: Sequence[Token], start: int, end: int, ids: Iterable[str], *, exact: bool = True
    ) -> SubjectMention:
        typed = " ".join(token.typed for token in tokens[start:end])
        found = tuple(sorted(ids))
        suffixes = frozenset().union(*(self.kind_words(subject) for subject in found))
        while end < len(tokens) and tokens[end].word in suffixes:
            end += 1
        return SubjectMention(start, end, typed, found, exact)


def _readings(phrase: list[str]) -> Iterable[tuple[str, ...]]:
    """The words as they are, and with a plural or possessive s of the last one dropped ("mets")."""
    yield tuple(phrase)
    last = phrase[-1]
    if len(last) > 3 and last.endswith("s"):
        yield (*phrase[:-1], last[:-1])


_NAMING = frozenset("the police force constabulary officers cops hows is has whats grade rate rated".split())


_AFTER_PLAIN = frozenset("the with by a an were are in for to of up our their his her my".split())
"""What follows the ordinary word rather than the name ("met with", "beds were")."""


def _is_name(tokens: Sequence[Token], at: int, length: int) -> bool:
    """Whether words that are ordinary ones too ("met", "beds", "MPs") stand here as a name.

    They do when written as one (a capital inside a sentence, or all capitals), after "the", before "police",
    or at the start of a look-up.
    """
    typed = tokens[at].typed.removesuffix("'s")
    if typed.isupper() or (at > 0 and typed[0].isupper() and typed[1:].islower()):
        return True
    if typed[1:] != typed[1:].lower():
        return False
    before = tokens[at - 1].word if at else ""
    after = tokens[at + length].word if at + length < len(tokens) else ""
    if before in _NAMING or after in {"police", "force", "constabulary"}:
        return True
    return at == 0 and (len(tokens) <= 4 or after not in _AFTER_PLAIN)
