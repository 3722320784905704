"""Grades as marks: the word, a short form of it and the place on the scale."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from bot.answer import Finding
from bot.language import Catalogue
from bot.pictures.board import Mark

NOT_GRADED_CODE = "n/g"


def mark_of(found: Finding, say: Catalogue) -> Mark:
    """The grade of a finding, or that there is none, as its state says."""
    judgment, scale = found.judgment, found.framework.scale
    if judgment.grade is None:
        return Mark(say.term(str(judgment.state)), NOT_GRADED_CODE, None, len(scale))
    mark = scale_marks(scale, say)[found.framework.rank(judgment.grade)]
    return replace(mark, derived=True) if judgment.derived else mark


def absent(steps: int, say: Catalogue) -> Mark:
    """The mark of what was looked for and is not held."""
    return Mark(say("not held here"), "–", None, steps)


@lru_cache(maxsize=64)
def scale_marks(scale: tuple[str, ...], say: Catalogue) -> tuple[Mark, ...]:
    """A mark for each step of a scale, best first."""
    codes = short_forms(scale)
    return tuple(Mark(say.grade(word), codes[step], step, len(scale)) for step, word in enumerate(scale))


def short_forms(scale: tuple[str, ...]) -> tuple[str, ...]:
    """Initials ("RI"), a numeral as it stands; steps are numbered, 1 the best, where initials would clash."""
    words = [grade.split() for grade in scale]
    initials = tuple(
        "".join(word if word.isdigit() else word[0].upper() for word in grade if word[0].isalnum())[:2]
        for grade in words
    )
    clash = len(set(initials)) < len(initials) or "" in initials
    return tuple(str(step + 1) for step in range(len(scale))) if clash else initials


def capital(text: str) -> str:
    """The text with its first letter large and the others as they are."""
    return text[:1].upper() + text[1:]
