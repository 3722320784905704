"""Grades as marks: the word, a short form of it and the place on the scale."""

from __future__ import annotations

from functools import lru_cache

from bot.answer import Finding
from bot.pictures.board import Mark

NOT_GRADED_CODE = "n/g"


def mark_of(found: Finding) -> Mark:
    """The grade of a finding, or that there is none, as its state says."""
    judgment, scale = found.judgment, found.framework.scale
    if judgment.grade is None:
        return Mark(str(judgment.state), NOT_GRADED_CODE, None, len(scale))
    step = found.framework.rank(judgment.grade)
    return scale_marks(scale)[step] if not judgment.derived else _derived(scale, step)


@lru_cache(maxsize=64)
def scale_marks(scale: tuple[str, ...]) -> tuple[Mark, ...]:
    """A mark for each step of a scale, best first."""
    codes = short_forms(scale)
    return tuple(Mark(word, codes[step], step, len(scale)) for step, word in enumerate(scale))


def _derived(scale: tuple[str, ...], step: int) -> Mark:
    plain = scale_marks(scale)[step]
    return Mark(plain.word, plain.code, step, plain.steps, derived=True)


def short_forms(scale: tuple[str, ...]) -> tuple[str, ...]:
    """Initials ("RI"), a numeral as it stands; steps are numbered, 1 the best, where initials would clash."""
    words = [grade.split() for grade in scale]
    initials = tuple(
        "".join(word if word.isdigit() else word[0].upper() for word in grade if word[0].isalnum())[:2]
        for grade in words
    )
    clash = len(set(initials)) < len(initials) or "" in initials
    return tuple(str(step + 1) for step in range(len(scale))) if clash else initials
