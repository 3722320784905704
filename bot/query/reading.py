"""The parts of a question, before it is decided what they add up to."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.model import PassageKind, Subject
from bot.names import STOP_WORDS, AreaMention, Match, Resolved, Token, fold, stem, words
from bot.query.grades import Sought, find_grades
from bot.query.model import Command
from bot.query.speakers import Saying, find_person, find_saying, find_stranger
from bot.query.words import FILLERS, GRADE_CUE, KINDS, NUMBERS, WHO, WHO_IS

if TYPE_CHECKING:
    from bot.knowledge import Knowledge

_EMPTY = STOP_WORDS | FILLERS | frozenset(NUMBERS)
_ASKING = frozenset(map(stem, FILLERS))


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a question are, one by one."""

    text: str
    folded: str
    """Lower case, without the cycles that were named."""
    tokens: tuple[Token, ...]
    names: Resolved
    subjects: tuple[Subject, ...]
    grades: Sought
    saying: Saying | None
    kinds: tuple[PassageKind, ...]
    rest: tuple[str, ...]
    """Words that say something beyond names, grades and the way of asking."""
    of_all: bool
    """Whether it asks about all subjects of a kind: "which forces", "the best force"."""


def known_stems(knowledge: Knowledge) -> Collection[str]:
    """Stems that occur in the passages."""
    vocabulary: Collection[str] = knowledge.index.idf
    return vocabulary


@dataclass(frozen=True, slots=True)
class Meant:
    """The stems that mean what they say, and so are no misspelt names: those of the passages and of asking.

    "HMIC" is one letter from an alias of a body that is not graded.
    """

    vocabulary: Collection[str]

    def __contains__(self, found: object) -> bool:
        return found in _ASKING or found in self.vocabulary


def read(clean: str, text: str, names: Resolved, knowledge: Knowledge, command: Command) -> Reading:
    tokens = names.tokens
    folded = fold(text)
    covered = names.covered()
    grades = find_grades(tokens, covered, knowledge.contents.frameworks)
    spans = [(mention.start, mention.end) for mention in names.subjects]
    saying = None
    if command is Command.ASK and WHO_IS.search(folded):
        saying = find_person(tokens, knowledge.speakers)
    elif command is Command.ASK and not WHO.search(folded):
        saying = find_saying(tokens, knowledge.speakers, spans, names.area_positions())
        saying = saying or find_stranger(tokens, knowledge.speakers, covered, known_stems(knowledge))
    said = set(range(saying.start, saying.end)) if saying else set()
    rest = tuple(
        token.typed
        for at, token in enumerate(tokens)
        if at not in covered
        and at not in grades.positions
        and at not in said
        and token.word not in _EMPTY
        and not GRADE_CUE.fullmatch(token.word)
        and not _names_the_programme(token, knowledge)
    )
    kinds = tuple(kind for pattern, kind in KINDS if pattern.search(folded))
    ids = dict.fromkeys(mention.ids[0] for mention in names.subjects if len(mention.ids) == 1)
    subjects = tuple(knowledge.subjects[found] for found in ids)
    of_all = any(_all_of(item.noun, item.nouns).search(folded) for item in knowledge.contents.frameworks)
    return Reading(clean, folded, tokens, names, subjects, grades, saying, kinds, rest, of_all)


@cache
def _all_of(noun: str, nouns: str) -> re.Pattern[str]:
    """Subjects spoken of together, or one to be picked from among them."""
    one, many = re.escape(fold(noun)), re.escape(fold(nouns))
    return re.compile(rf"\b{many}\b|\b(?:which|best|worst|top)\s+(?:\w+\s+)?{one}\b")


def _names_the_programme(token: Token, knowledge: Knowledge) -> bool:
    return any(
        token.word in words(f"{item.programme} {item.inspectorate} {item.noun} {item.nouns}")
        for item in knowledge.contents.frameworks
    )


def named_subjects(reading: Reading, names: Resolved, knowledge: Knowledge) -> tuple[Subject, ...]:
    """The subjects named, without one that is only the object of another's name.

    A part of a name ("Manchester") gives way to full names elsewhere in the question.
    """
    exact = {mention.ids[0] for mention in names.subjects if len(mention.ids) == 1 and mention.exact}
    if not exact:
        return reading.subjects
    return tuple(subject for subject in reading.subjects if subject.id in exact)


def merge(mentions: Sequence[AreaMention]) -> tuple[AreaMention, ...]:
    """Mentions with parts of labels left out beside whole names, and overlapping meanings narrowed.

    "Domestic abuse investigations" names protecting vulnerable people or investigating crime by its first
    words and investigating crime by the last: what both share is what is meant.
    """
    whole = [mention for mention in mentions if mention.match is not Match.PART]
    merged: list[AreaMention] = []
    for mention in whole or mentions:
        for at, other in enumerate(merged):
            shared = {
                framework: tuple(area for area in ids if area in other.within(framework))
                for framework, ids in mention.areas.items()
            }
            if any(shared.values()):
                kept = {framework: ids for framework, ids in shared.items() if ids}
                better = max(mention, other, key=lambda item: item.match)
                typed = better.typed if mention.match is not other.match else f"{other.typed} {mention.typed}"
                merged[at] = AreaMention(other.start, mention.end, typed, better.match, kept)
                break
        else:
            merged.append(mention)
    return tuple(merged)
