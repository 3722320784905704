"""How typed text becomes comparable words: one normalisation for every name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

MAX_TOKENS = 400
"""Words of a question that are looked at; a Discord message has at most 4,000 characters."""

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "＆": "&", "‑": "-", "–": "-"})
# "a&s" stays one word: the letters alone would be an article and a plural. A possessive is cut off.
_TOKEN = re.compile(r"(?<![^\W_])[^\W_]\s?&\s?[^\W_](?![^\W_])|[^\W_]+(?:'[^\W_]+)*|&")
_COMPOUND = re.compile(r"[^\W_]+-[^\W_]+")
_POSSESSIVE = re.compile(r"'s?$|'s(?=$)")

STOP_WORDS = frozenset(
    "a about all also an and any are as at be been being but by can could did do does doing done for from "
    "get gets getting give given go going got had has have having he her him his how i if in into is it its "
    "just like many me more most much my no not now of off on one or our out over own please said "
    "say says she should so some such tell than that the their them then there these they thing things this "
    "those through to too up us very was we well were what whats when where which who whos whose "
    "why will with would you your im ive hows wheres thats dont didnt doesnt isnt wasnt arent id ok okay "
    "hey hi hello thanks thank pls plz know show want wants need find look see think".split()
)
"""Words that carry no name. Each occurs in questions about every subject and area."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `word` for comparing, `typed` as written, and where it stood."""

    word: str
    typed: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case without accents, with plain quotes and ampersands; the length may change."""
    if text.isascii():
        return text.replace("`", "'").lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_QUOTES))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def tokenise(text: str) -> list[Token]:
    """The words of a text in order, at most MAX_TOKENS of them.

    "&" reads as "and", except between two single letters ("A&S"); a possessive ending is dropped.
    """
    plain = _COMPOUND.sub(_join, text.translate(_QUOTES))
    found: list[Token] = []
    for match in _TOKEN.finditer(plain):
        typed = match.group()
        word = "and" if typed == "&" else _POSSESSIVE.sub("", fold(typed)).replace("'", "").replace(" ", "")
        if word:
            found.append(Token(word, typed, match.start(), match.end()))
            if len(found) == MAX_TOKENS:
                break
    return found


def _join(match: re.Match[str]) -> str:
    """A compound of stop words means something as a whole ("well-being"); its length stays."""
    parts = match[0].lower().split("-")
    return "".join(parts).ljust(len(match[0])) if STOP_WORDS.issuperset(parts) else match[0]


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The comparable words of a name."""
    return tuple(token.word for token in tokenise(text))


_stemmer = Stemmer.Stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The snowball stem, so that "investigates" finds "Investigating crime"."""
    stemmed: str = _stemmer.stemWord(word)
    return stemmed
