"""From the words of a question to what it asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.names import Match, Resolved, fold, tokenise
from bot.query.cycles import find_cycles
from bot.query.expects import expected
from bot.query.kinds import narrow
from bot.query.model import Command, Query, Superlative, Wants
from bot.query.others import find_other_body
from bot.query.reading import Meant, Reading, known_stems, merge, named_subjects, read
from bot.query.speakers import Saying, role_spans
from bot.query.wants import decide
from bot.query.words import (
    ASKING,
    BEST,
    COUNT_CUE,
    EVALUATING,
    EVERY_CYCLE_CUE,
    KINDS,
    NUMBERS,
    PERSONAL,
    PREVIOUS_CUE,
    SAYING,
    SINCE_CUE,
    STATEMENT,
    TREND_CUE,
    WORST,
)

if TYPE_CHECKING:
    from bot.knowledge import Knowledge

MAX_CHARACTERS = 4000
"""Discord's longest message; what stands behind is not read, and the answer says so."""

_BLANK = re.compile(r"[^\S ]+|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f]")
_REPORT_AFTER = frozenset({"the", "this", "that", "inspection"})
"""Words after which "report" is the document; elsewhere it is what people do with a crime."""
_MENTION = re.compile(r"<[@#][!&]?\d{1,20}>|<a?:\w{1,32}:\d{1,20}>")


def parse_query(
    text: str, knowledge: Knowledge, command: Command = Command.ASK, preferred: str = ""
) -> Query:
    """Understand a question. Never raises for any text; deterministic for one knowledge version.

    `preferred` is the id of the framework to look in first where the question names no cycle. One that is not
    held, as after it was removed, changes nothing.
    """
    cut = len(text) > MAX_CHARACTERS
    clean = _MENTION.sub(" ", _BLANK.sub(" ", text[:MAX_CHARACTERS])).strip()
    cycles = find_cycles(clean, knowledge.contents.frameworks)
    tokens = tokenise(cycles.text)
    names = narrow(knowledge.names.resolve(tokens, Meant(known_stems(knowledge))), knowledge)
    reading = read(clean, cycles.text, names, knowledge, command)
    named = named_subjects(reading, names, knowledge)
    group = names.groups[0] if names.groups and not named else None
    folded = fold(clean)
    frameworks = cycles.frameworks
    if SINCE_CUE.search(folded) and frameworks:
        frameworks = tuple(item for item in knowledge.newest_first if item.year >= frameworks[-1].year)
    every_cycle = bool(EVERY_CYCLE_CUE.search(folded) or TREND_CUE.search(folded))
    previous = bool(PREVIOUS_CUE.search(folded))
    wants, soft = decide(reading, command, named, bool(frameworks))
    return Query(
        text=clean,
        command=command,
        wants=wants,
        soft=soft,
        terms=_terms(cycles.text, names, reading.saying),
        subjects=named,
        unclear=tuple(mention for mention in names.subjects if len(mention.ids) > 1),
        group=group.ids if group else (),
        group_name=group.name if group else "",
        areas=merge([item.in_cycles(cycle.id for cycle in frameworks) for item in names.areas]),
        frameworks=frameworks,
        # "All cycles" and "the one before" name cycles too.
        preferred=None if frameworks or every_cycle or previous else knowledge.frameworks.get(preferred),
        unknown_cycles=cycles.unknown,
        every_cycle=every_cycle,
        previous=previous,
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
        evaluating=bool(EVALUATING.search(folded)),
    )


def _is_empty(reading: Reading, wants: Wants) -> bool:
    names = reading.names
    areas = [mention for mention in names.areas if mention.match is not Match.PART]
    named = names.subjects or names.groups or areas or reading.saying or reading.kinds
    if wants is not Wants.PASSAGES:
        return False
    return not named and (not reading.rest or bool(PERSONAL.search(reading.folded)))


def _superlative(folded: str) -> Superlative | None:
    best, worst = BEST.search(folded), WORST.search(folded)
    if best and worst:  # "the best and worst" is answered by all of them in order
        return None
    return Superlative.BEST if best else Superlative.WORST if worst else None


def _number(folded: str) -> int | None:
    """A count of areas stated in the question: "which four areas", "the 3 areas"."""
    match = re.search(r"\b(\d{1,2}|" + "|".join(NUMBERS) + r")\s+(?:\w+\s+){0,2}?areas?\b", folded)
    if not match:
        return None
    return int(match[1]) if match[1].isdigit() else NUMBERS[match[1]]


def _terms(text: str, names: Resolved, saying: Saying | None) -> str:
    """The question without what `where` takes care of (subjects, speakers, kinds) and words of asking."""
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
    for start, end in role_spans(names.tokens):
        blank(start, end)
    for pattern, _ in KINDS:
        for match in pattern.finditer("".join(plain).lower()):
            plain[match.start() : match.end()] = " " * (match.end() - match.start())
    for at, token in enumerate(names.tokens):
        before = names.tokens[at - 1].word if at else ""
        if token.word in ASKING or (token.word == "report" and before in _REPORT_AFTER):
            blank(at, at + 1)
    return " ".join("".join(plain).split())
