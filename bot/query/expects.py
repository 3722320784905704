"""What a question expects to read in its answer: a date, a percentage, a figure.

A passage without one does not answer "when" or "how many", however many of the question's words it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.names import stem, words
from bot.query.words import MONTHS


class Expects(StrEnum):
    """The kind of expression that an answering passage must contain."""

    DATE = "date"
    PERCENTAGE = "percentage"
    FIGURE = "figure"


_NUMBER = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?"

_QUESTIONS = (
    (re.compile(r"^\W*when\b|\bwhat (?:date|day|year|month)\b|\bsince when\b|\bby when\b"), Expects.DATE),
    (re.compile(r"\bper ?cent(?:age)?\b|\bproportion\b|\bwhat share\b|%"), Expects.PERCENTAGE),
    (
        re.compile(r"\bhow (?:many|much|quickly|fast|slow|long|often|old)\b|\bwhat number\b|\bhow big\b"),
        Expects.FIGURE,
    ),
)
_COUNTED = re.compile(
    r"\bhow many ((?:[\w-]+ ){0,4}?)(?:did|does|do|has|have|had|were|was|are|is|will|must|can|in|at)\b"
)

_PASSAGES = {
    Expects.DATE: re.compile(rf"\b(?:19|20)\d\d\b|\b(?:{MONTHS}) \d|\d (?:{MONTHS})\b", re.IGNORECASE),
    Expects.PERCENTAGE: re.compile(r"\d ?%|\bper ?cent\b|\bin (?:every )?(?:ten|100)\b", re.IGNORECASE),
    Expects.FIGURE: re.compile(rf"\d|\b(?:{_NUMBER})\b", re.IGNORECASE),
}
NEAR = 5
"""Words between a number and what it counts ("nine of the areas")."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What an answering passage must contain; `counted` is the stem of what "how many" counts, if known."""

    kind: Expects
    counted: str = ""

    def met_by(self, text: str) -> bool:
        """Whether a passage contains it: for a count, a number shortly before the word counted."""
        if not self.counted:
            return bool(_PASSAGES[self.kind].search(text))
        found = words(text)
        numbers = [at for at, word in enumerate(found) if _PASSAGES[Expects.FIGURE].search(word)]
        return any(stem(word) == self.counted for at in numbers for word in found[at + 1 : at + 1 + NEAR])


def expected(folded: str) -> Expected | None:
    """What a question (in lower case) asks to be told, or None where any passage will do."""
    kind = next((kind for pattern, kind in _QUESTIONS if pattern.search(folded)), None)
    if kind is None:
        return None
    counted = _COUNTED.search(folded) if kind is Expects.FIGURE else None
    named = words(counted[1]) if counted else ()
    return Expected(kind, stem(named[-1]) if named else "")
