"""Questions that lean on the answer before them: “and essex?”, “what about offenders?”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.names import Match, Resolved, fold, tokenise
from bot.query.cycles import find_cycles
from bot.query.model import Query
from bot.query.parse import parse_query
from bot.query.words import COMPARE_CUE

if TYPE_CHECKING:
    from bot.knowledge import Knowledge

_CUE = re.compile(r"^\W*(?:and|or|but|also|what about|how about|what of|same for)\b", re.IGNORECASE)
"""How a question begins that goes on from the one before."""
_WHY = re.compile(r"^\W*(?:and |but |so )?why\b(?: is (?:that|it)| so| not)?\W*$", re.IGNORECASE)
"""“Why?” by itself."""
_ALSO = re.compile(r"^\W*(?:and|also)\b", re.IGNORECASE)
"""How a question begins that puts one more beside several."""

LONGEST = 400
"""Characters of a question that leans on an answer; a longer one says itself what it is about. Reading it
costs a few milliseconds before the question has passed any guard."""


def carry_over(text: str, earlier: str, knowledge: Knowledge, preferred: str = "") -> str:
    """The question with what it leaves out put behind it, as `earlier` names it: subject, area, cycle.

    `earlier` says what the answer before was about, such as its title and cycle. A question that is complete
    or longer than LONGEST, and talk that asks for nothing, come back as they are. The cycle is carried only
    where it is not the one that is looked in first anyway: that with the id `preferred`, or the latest. Never
    raises.
    """
    if len(text) > LONGEST:
        return text
    asked = parse_query(text, knowledge)
    placed = bool(asked.subjects or asked.unclear or asked.group or asked.other_body)
    about = bool(asked.areas or asked.unknown or asked.kinds or asked.saying)
    compared = len(asked.subjects) == 1 and bool(COMPARE_CUE.search(fold(text)))
    if (placed and about and not compared) or not _goes_on(asked, placed):
        return text
    cycles = find_cycles(earlier, knowledge.contents.frameworks)
    names = knowledge.names.resolve(tokenise(cycles.text))
    subjects, carried = _subjects(names, cycles.text), []
    joined = not about and len(asked.subjects) == 1 and len(subjects) > 1 and bool(_ALSO.match(text))
    if compared or joined or (not placed and asked.superlative is None):
        carried += subjects
    if not about and not (asked.sought and subjects):  # which areas have that grade is what is asked
        carried += _areas(names, cycles.text)
    named = asked.frameworks or asked.unknown_cycles or asked.every_cycle
    first = knowledge.looked_in(knowledge.frameworks.get(preferred))[:1]
    if not named and len(cycles.frameworks) == 1 and cycles.frameworks != first:
        carried.append(cycles.frameworks[0].cycle)
    return " ".join([text, *carried])


def _goes_on(asked: Query, placed: bool) -> bool:
    """Whether it names something to look up, or begins as a question that goes on. Thanks do neither."""
    names = placed or asked.areas or asked.frameworks or asked.kinds or asked.saying or asked.superlative
    cued = bool(asked.unknown or asked.sought) and _CUE.match(asked.text)
    return bool(names or cued or _WHY.match(asked.text))


def _subjects(names: Resolved, earlier: str) -> list[str]:
    return [
        _typed(names, earlier, mention.start, mention.end)
        for mention in names.subjects
        if mention.exact and len(mention.ids) == 1
    ]


def _areas(names: Resolved, earlier: str) -> list[str]:
    return [
        _typed(names, earlier, mention.start, mention.end)
        for mention in names.areas
        if mention.match is Match.LABEL
    ]


def _typed(names: Resolved, earlier: str, start: int, end: int) -> str:
    return earlier[names.tokens[start].start : names.tokens[end - 1].end]
