"""What a question expects to read in its answer: a date, a percentage, a figure.

A passage without one does not answer "when" or "how many", however many of the question's words it holds.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Expects(StrEnum):
    """The kind of expression that an answering passage must contain."""

    DATE = "date"
    PERCENTAGE = "percentage"
    FIGURE = "figure"


_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_NUMBER = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?"

_QUESTIONS = (
    (re.compile(r"^\W*when\b|\bwhat (?:date|day|year|month)\b|\bsince when\b|\bby when\b"), Expects.DATE),
    (re.compile(r"\bper ?cent(?:age)?\b|\bproportion\b|\bwhat share\b|%"), Expects.PERCENTAGE),
    (
        re.compile(r"\bhow (?:many|much|quickly|fast|slow|long|often|old)\b|\bwhat number\b|\bhow big\b"),
        Expects.FIGURE,
    ),
)

_PASSAGES = {
    Expects.DATE: re.compile(rf"\b(?:19|20)\d\d\b|\b(?:{_MONTH}) \d|\d (?:{_MONTH})\b", re.IGNORECASE),
    Expects.PERCENTAGE: re.compile(r"\d ?%|\bper ?cent\b|\bin (?:every )?(?:ten|100)\b", re.IGNORECASE),
    Expects.FIGURE: re.compile(rf"\d|\b(?:{_NUMBER})\b", re.IGNORECASE),
}


def expected(folded: str) -> Expects | None:
    """What a question (in lower case) asks to be told, or None where any passage will do."""
    return next((kind for pattern, kind in _QUESTIONS if pattern.search(folded)), None)


def meets(text: str, expects: Expects | None) -> bool:
    """Whether a passage contains what is expected."""
    return expects is None or bool(_PASSAGES[expects].search(text))
