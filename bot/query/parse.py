"""From the words of a question to what it asks for."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model import PassageKind, Subject
from bot.names import STOP_WORDS, AreaMention, Match, Resolved, Token, fold, tokenise, words
from bot.query.cycles import find_cycles
from bot.query.expects import expected
from bot.query.grades import Sought, find_grades
from bot.query.model import Command, Query, Superlative, Wants
from bot.query.others import find_other_body
from bot.query.speakers import Saying, find_person, find_saying, find_stranger
from bot.query.words import (
    ASKING,
    BEST,
    COMPARE_CUE,
    COUNT_CUE,
    EVERY_CYCLE_CUE,
    FILLERS,
    GRADE_CUE,
    KINDS,
    NUMBERS,
    OVERALL_CUE,
    PREVIOUS_CUE,
    SAYING,
    SINCE_CUE,
    STATEMENT,
    WHO,
    WHO_IS,
    WORST,
)

if TYPE_CHECKING:
    from bot.knowledge import Knowledge

MAX_CHARACTERS = 4000
"""Discord's longest message; what stands behind is not read, and the answer says so."""

_BLANK = re.compile(r"[^\S ]+|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f]")
_EMPTY = STOP_WORDS | FILLERS | frozenset(NUMBERS)
_MENTION = re.compile(r"<[@#][!&]?\d{1,20}>|<a?:\w{1,32}:\d{1,20}>")


@dataclass(frozen=True, slots=True)
class _Reading:
    """The question's parts, before it is decided what they add up to."""

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


def parse_query(text: str, knowledge: Knowledge, command: Command = Command.ASK) -> Query:
    """Understand a question. Never raises for any text; deterministic for one knowledge version."""
    cut = len(text) > MAX_CHARACTERS
    clean = _MENTION.sub(" ", _BLANK.sub(" ", text[:MAX_CHARACTERS])).strip()
    cycles = find_cycles(clean, knowledge.contents.frameworks)
    tokens = tokenise(cycles.text)
    names = knowledge.names.resolve(tokens, _known(knowledge))
    reading = _read(clean, cycles.text, names, knowledge, command)
    named = _named_subjects(reading, names, knowledge)
    group = names.groups[0] if names.groups and not named else None
    folded = fold(clean)
    frameworks = cycles.frameworks
    if SINCE_CUE.search(folded) and frameworks:
        frameworks = tuple(item for item in knowledge.newest_first if item.year >= frameworks[-1].year)
    wants = _wants(reading, command, named, bool(frameworks))
    return Query(
        text=clean,
        command=command,
        wants=wants,
        terms=_terms(cycles.text, names, reading.saying),
        subjects=named,
        unclear=tuple(mention for mention in names.subjects if len(mention.ids) > 1),
        group=group.ids if group else (),
        group_name=group.name if group else "",
        areas=_merge([item.in_cycles(cycle.id for cycle in frameworks) for item in names.areas]),
        frameworks=frameworks,
        unknown_cycles=cycles.unknown,
        every_cycle=bool(EVERY_CYCLE_CUE.search(folded)),
        previous=bool(PREVIOUS_CUE.search(folded)),
        sought=reading.grades.words,
        superlative=_superlative(folded),
        number=_number(folded),
        counting=bool(COUNT_CUE.search(folded)),
        saying=reading.saying,
        kinds=reading.kinds,
        unknown=reading.rest,
        other_body=find_other_body(names, knowledge),
        expects=expected(folded),
        repaired=names.repaired,
        cut=cut,
        empty=_is_empty(reading, wants),
    )


def _known(knowledge: Knowledge) -> Collection[str]:
    """Stems that occur in the passages: such a word is not a misspelt name."""
    vocabulary: Collection[str] = knowledge.index.idf
    return vocabulary


def _read(clean: str, text: str, names: Resolved, knowledge: Knowledge, command: Command) -> _Reading:
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
        saying = saying or find_stranger(tokens, covered, _known(knowledge))
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
    return _Reading(clean, folded, tokens, names, subjects, grades, saying, kinds, rest)


def _names_the_programme(token: Token, knowledge: Knowledge) -> bool:
    return any(
        token.word in words(f"{item.programme} {item.inspectorate} {item.noun} {item.nouns}")
        for item in knowledge.contents.frameworks
    )


def _named_subjects(reading: _Reading, names: Resolved, knowledge: Knowledge) -> tuple[Subject, ...]:
    """The subjects named, without one that is only the object of another's name.

    A part of a name ("Manchester") gives way to full names elsewhere in the question.
    """
    exact = {mention.ids[0] for mention in names.subjects if len(mention.ids) == 1 and mention.exact}
    if not exact:
        return reading.subjects
    return tuple(subject for subject in reading.subjects if subject.id in exact)


def _merge(mentions: Sequence[AreaMention]) -> tuple[AreaMention, ...]:
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


def _wants(reading: _Reading, command: Command, named: Sequence[Subject], cycle_named: bool) -> Wants:
    if command is Command.GRADE:
        return _asked_grade(reading, named, cycle_named)
    if command is Command.FORCE:
        return Wants.TABLE
    if command is Command.COMPARE:
        return Wants.COMPARISON
    if command is Command.RANK:
        return Wants.RANKING
    if not reading.text or reading.kinds or reading.saying:
        return Wants.PASSAGES
    return _asked_grade(reading, named, cycle_named) if _asks_grade(reading, named) else Wants.PASSAGES


def _asks_grade(reading: _Reading, named: Sequence[Subject]) -> bool:
    """Whether a question in plain words is answered by a grade rather than by a passage."""
    folded = reading.folded
    graded = bool(reading.grades.words) or bool(GRADE_CUE.search(folded))
    extreme = bool(BEST.search(folded) or WORST.search(folded))
    if WHO.search(folded):
        # "Who is best at …" asks for a force; any other "who", "why" or "when" asks for words.
        return not named and not reading.rest and bool(graded or extreme) and bool(reading.names.areas)
    named_anything = bool(reading.names.subjects or reading.names.groups or reading.names.areas)
    if not named_anything:
        return bool(reading.grades.words) and not reading.rest
    if EVERY_CYCLE_CUE.search(fold(reading.text)) and named and _loose(reading):
        return True
    if GRADE_CUE.search(folded) and not COUNT_CUE.search(folded) and _loose(reading):
        return True
    if reading.rest:
        return graded and len(reading.rest) <= 1 and bool(reading.names.areas) and _loose(reading)
    return graded or extreme or not _is_statement(reading)


def _loose(reading: _Reading) -> bool:
    """Whether the words left over are too few to be a question of their own."""
    return len(reading.rest) <= 2


def _is_statement(reading: _Reading) -> bool:
    """A sentence about a subject ("does Kent work well") rather than a look-up ("Kent response")."""
    starts = re.match(r"\W*(?:did|does|do|has|have|will|would|should|can|could)\b", reading.folded)
    return bool(starts) and not reading.names.areas and not reading.grades.words


def _asked_grade(reading: _Reading, named: Sequence[Subject], cycle_named: bool) -> Wants:
    folded = reading.folded
    areas = _merge(reading.names.areas)
    if OVERALL_CUE.search(folded) and named and not areas:
        return Wants.OVERALL
    several = len(named) > 1 or len(areas) > 1
    if several and (named or COMPARE_CUE.search(folded)):
        return Wants.COMPARISON
    if COMPARE_CUE.search(folded) and named and cycle_named and not areas:
        return Wants.COMPARISON
    if named and areas:
        return Wants.GRADE
    if named or reading.names.subjects:
        return Wants.TABLE if not areas else Wants.GRADE
    return Wants.RANKING


def _is_empty(reading: _Reading, wants: Wants) -> bool:
    names = reading.names
    named = names.subjects or names.groups or names.areas or reading.saying or reading.kinds
    return wants is Wants.PASSAGES and not reading.rest and not named


def _superlative(folded: str) -> Superlative | None:
    if WORST.search(folded):
        return Superlative.WORST
    return Superlative.BEST if BEST.search(folded) else None


def _number(folded: str) -> int | None:
    """A count of areas stated in the question: "which four areas", "the 3 areas"."""
    match = re.search(r"\b(\d{1,2}|" + "|".join(NUMBERS) + r")\s+(?:\w+\s+){0,2}?areas?\b", folded)
    if not match:
        return None
    return int(match[1]) if match[1].isdigit() else NUMBERS[match[1]]


def _terms(text: str, names: Resolved, saying: Saying | None) -> str:
    """The question without what `where` takes care of (subjects, speakers) and without words of asking."""
    plain = list(text)

    def blank(start: int, end: int) -> None:
        first, last = names.tokens[start].start, names.tokens[end - 1].end
        plain[first:last] = " " * (last - first)

    for mention in names.subjects:
        if len(mention.ids) == 1:
            blank(mention.start, mention.end)
    if saying:
        said = names.tokens[saying.end].word if saying.end < len(names.tokens) else ""
        blank(saying.start, saying.end + (said in SAYING or said in STATEMENT))
    for at, token in enumerate(names.tokens):
        if token.word in ASKING:
            blank(at, at + 1)
    return " ".join("".join(plain).split())
