"""Words as they are compared: stems, numbers, sentences. Pure and deterministic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?(?:[./]\d+)*")
_ENGLISH = Stemmer.Stemmer("english")

# Derived forms that the stemmer keeps apart although they name one activity.
_SAME = {"respons": "respond", "treatment": "treat", "recognit": "recognis"}

FUNCTION_WORDS = frozenset(
    "a an the of and or to in on at by for from with as its it their they his her our we your this "
    "that these "
    "those how about respectively".split()
)
"""Words that carry nothing in the name of an area."""

NUMBERS = {
    word: value
    for value, word in enumerate(
        "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen".split()
    )
} | {"zero": 0, "none": 0, "both": 2, "single": 1}
"""Number words up to what one inspection grades."""

_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof rev sgt insp supt det st no nos e.g i.e vs cf fig vol hon jr sr pc".split()
)
_BOUNDARY = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-ZÀ-ÞŴŶ\d])")


class Token(NamedTuple):
    """One word of a text, `text[start:end]`, in lower case and stemmed."""

    word: str
    stem: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one lower-case word; a possessive ending is dropped first."""
    for ending in ("'s", "’s", "'", "’"):
        word = word.removesuffix(ending)
    found: str = _ENGLISH.stemWord(word)
    return _SAME.get(found, found)


@lru_cache(maxsize=4_096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text with their places."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0].lower()
        found.append(Token(word, stem(word), match.start(), match.end()))
    return tuple(found)


def content(text: str) -> list[Token]:
    """The words of a text that carry meaning."""
    return [token for token in tokens(text) if token.word not in FUNCTION_WORDS]


def stems(text: str) -> tuple[str, ...]:
    """The stems of a phrase without function words."""
    return tuple(token.stem for token in content(text))


def number(word: str) -> int | None:
    """The value of a number word or of at most two digits, or None."""
    if word.isdigit() and len(word) <= 2:
        return int(word)
    return NUMBERS.get(word)


def holds(text: str, parts: Iterable[str]) -> bool:
    """Whether a text holds one of several parts: the cheapest look before a pattern."""
    for part in parts:  # noqa: SIM110  asked for every paragraph, and any() takes twice as long
        if part in text:
            return True
    return False


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The places of a text's sentences. A full stop after an abbreviation or an initial ends none."""
    start = 0
    for match in _BOUNDARY.finditer(text):
        before = text[start : match.start()].rpartition(" ")[2].lstrip("(\"'“‘").casefold()
        if text[match.start()] == "." and (before in _ABBREVIATIONS or len(before) == 1):
            continue
        yield start, match.end() - (len(match[0]) - len(match[0].rstrip()))
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


@cache
def pattern_of(phrase: str) -> re.Pattern[str]:
    """A pattern for a name as a whole word or words, in any case, with any white space inside."""
    inside = r"\s+".join(re.escape(part) for part in phrase.split())
    return re.compile(rf"(?<!\w){inside}(?!\w)", re.IGNORECASE)
