"""What a question asks for: a grade, a table, a comparison, a ranking or passages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.index.smalltalk import tells
from bot.model import Subject
from bot.names import AreaMention, Match, fold, stem, words
from bot.query.model import Command, Wants
from bot.query.reading import Reading, merge
from bot.query.words import (
    BEST,
    COMPARE_CUE,
    COUNT_CUE,
    EVERY_CYCLE_CUE,
    GRADE_CUE,
    HOW_GRADED,
    OVERALL_CUE,
    SENTENCE,
    TREND_CUE,
    WHO,
    WHOLE_FORCE,
    WORST,
)


def decide(
    reading: Reading, command: Command, named: Sequence[Subject], cycle_named: bool
) -> tuple[Wants, bool]:
    """The shape of the answer, and whether passages should be tried before it.

    Passages come first for a sentence that names a subject and a topic but does not ask for a grade in so
    many words ("does Kent use stalking orders?"): if no passage answers, the grade does.
    """
    wants = _wants(reading, command, named, cycle_named)
    if command is not Command.ASK or wants is Wants.PASSAGES:
        return wants, False
    folded = reading.folded
    asked = bool(GRADE_CUE.search(folded) or COMPARE_CUE.search(folded) or HOW_GRADED.search(folded))
    asked = asked or bool(EVERY_CYCLE_CUE.search(fold(reading.text)) or OVERALL_CUE.search(folded))
    if wants is Wants.RANKING and not reading.names.areas:
        return wants, not reading.of_all
    if asked or reading.grades.words or not SENTENCE.search(folded):
        return wants, False
    if wants is Wants.RANKING:
        return wants, not (reading.of_all or _ASKS_WHICH.search(folded))
    return wants, wants in {Wants.GRADE, Wants.COMPARISON} and bool(reading.names.areas)


_ASKS_WHICH = re.compile(r"\b(?:which|who)\b")


def _wants(reading: Reading, command: Command, named: Sequence[Subject], cycle_named: bool) -> Wants:
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


def _asks_grade(reading: Reading, named: Sequence[Subject]) -> bool:
    """Whether a question in plain words is answered by a grade rather than by a passage."""
    folded = reading.folded
    graded = bool(reading.grades.words) or bool(GRADE_CUE.search(folded))
    extreme = bool(BEST.search(folded) or WORST.search(folded))
    if WHO.search(folded):
        # "Who is best at …" asks for a force; any other "who", "why" or "when" asks for words.
        return not named and not reading.rest and bool(graded or extreme) and bool(reading.names.areas)
    whole = any(_names_an_area(mention) for mention in reading.names.areas)
    if not (reading.names.subjects or reading.names.groups or whole):
        return bool(reading.grades.words or (extreme and reading.of_all)) and not reading.rest
    trend = EVERY_CYCLE_CUE.search(fold(reading.text)) or TREND_CUE.search(folded)
    if trend and named and not reading.rest:
        return True
    if GRADE_CUE.search(folded) and not COUNT_CUE.search(folded) and _loose(reading):
        return True
    if reading.rest:
        return graded and len(reading.rest) <= 1 and bool(reading.names.areas) and _loose(reading)
    return graded or extreme or not _is_statement(reading)


def _names_an_area(mention: AreaMention) -> bool:
    """Whether the words name an area by themselves, without a subject beside them.

    A part of a label does not, nor does an everyday word that small talk has too ("what's the plan").
    """
    if mention.match is not Match.WORD:
        return mention.match is Match.LABEL
    return any(tells(stem(word)) == 1.0 for word in words(mention.typed))


def _loose(reading: Reading) -> bool:
    """Whether the words left over are too few to be a question of their own."""
    return len(reading.rest) <= 2


def _is_statement(reading: Reading) -> bool:
    """A sentence about a subject ("does Kent work well") rather than a look-up ("Kent response")."""
    starts = re.match(r"\W*(?:did|does|do|has|have|will|would|should|can|could)\b", reading.folded)
    return bool(starts) and not reading.names.areas and not reading.grades.words


def _asked_grade(reading: Reading, named: Sequence[Subject], cycle_named: bool) -> Wants:
    folded = reading.folded
    areas = merge(reading.names.areas)
    if named and not areas and (OVERALL_CUE.search(folded) or WHOLE_FORCE.search(folded)):
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
