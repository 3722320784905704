"""Steps of a scale named in a question: "outstanding", "needs improving"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.model import Framework
from bot.names import Token
from bot.query.words import GRADE_PHRASES

_GRADED = ("area", "areas", "grade", "grades")


@dataclass(frozen=True, slots=True)
class Sought:
    """Grades that a question names, in its order, and the positions of their words."""

    words: tuple[str, ...]
    positions: frozenset[int]


def find_grades(tokens: Sequence[Token], covered: Collection[int], frameworks: Iterable[Framework]) -> Sought:
    """Find steps of any framework's scale outside the words that belong to names.

    "How good is …" asks for a grade without naming one, so a step right after "how" or "any" is passed over,
    unless it is said of what is graded ("any inadequate forces").
    """
    frameworks = tuple(frameworks)
    graded = {*_GRADED, *(word for item in frameworks for word in (item.noun, item.nouns))}
    phrases = {tuple(step.split()): step for item in frameworks for step in item.scale}
    phrases |= {
        tuple(said.split()): step for said, step in GRADE_PHRASES.items() if step in set(phrases.values())
    }
    longest = max((len(phrase) for phrase in phrases), default=0)
    found: list[str] = []
    positions: set[int] = set()
    for at in range(len(tokens)):
        if at in positions or at in covered:
            continue
        for length in range(longest, 0, -1):
            span = range(at, min(at + length, len(tokens)))
            step = phrases.get(tuple(tokens[i].word for i in span))
            if step is None or any(i in covered for i in span):
                continue
            positions.update(span)
            of_those = span.stop < len(tokens) and tokens[span.stop].word in graded
            if of_those or not (at and tokens[at - 1].word in {"how", "any"}):
                found.append(step)
            break
    return Sought(tuple(dict.fromkeys(found)), frozenset(positions))
