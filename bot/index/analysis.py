"""From text to terms: word tokens, normalised and stemmed, without the words that say nothing.

A *word* is a token as it stands in a text; a *term* is what it counts as in the index: its normalised
snowball stem. Words keep their place in the text, so that the same analysis serves ranking and highlighting.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator

import Stemmer  # type: ignore[import-not-found]  # a compiled module without stubs

# Combining marks, soft hyphens and zero-width characters stand inside a word and vanish from its term:
# reports copied from PDF and web pages hold them, and nobody types them.
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = rf"[^\W_{_INSIDE}]"
WORD = re.compile(
    # 96.7%, 1,234, 2021, 3.5 per cent: one token, not "96" and "7"
    r"\d+(?:[.,]\d+)+(?:\s?%|\s?per\s?cent\b)?|\d+(?:\s?%|\s?per\s?cent\b)"
    # don't, force's, naïve
    rf"|{_LETTER}[\w{_INSIDE}]*(?:['’]{_LETTER}+)*",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s")

# Function words only: every word here is an article, pronoun, auxiliary, conjunction, preposition or question
# word. Words that carry a finding ("not", "no", "against", "under", "without", "more", "most") stay.
STOP_WORDS = frozenset(
    (
        "a about am an and any are aren't as at be been being but by can can't could couldn't did "
        "didn't do does doesn't doing don't for from get got had hadn't has hasn't have haven't "
        "having he he's her hers him his how i i'd i'll i'm i've if in into is isn't it it's its "
        "itself just let's like may me might mine my myself of on or our ours ourselves please shall "
        "she she's should so some such tell than that that's the their theirs them themselves then "
        "there there's these they they're they've this those to too upon us was wasn't we we're we've "
        "were weren't what what's when where which while who who's whom whose why will with won't "
        "would wouldn't you you'd you'll you're you've your yours yourself "
    ).split()
)

_DROPPED = {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u2060\ufeff"} | {ord("’"): "'"}
_PER_CENT = re.compile(r"\s?(?:%|per\s?cent)$")
_local = threading.local()
_MAX_CACHED = 200_000
_MAX_WORD = 64  # longer tokens are noise (base64, rows of letters); their head is kept


def normalise(word: str) -> str:
    """The word in lower case, in compatibility form, without accents, marks and invisible characters."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word.translate(_DROPPED))
        word = "".join(c for c in word if not unicodedata.combining(c))
    return word.lower()


def _stem(word: str) -> str:
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:  # a snowball stemmer is not re-entrant: one a thread
        stemmer = _local.stemmer = Stemmer.Stemmer("english")
    stem: str = stemmer.stemWord(word)
    return stem


def _term(word: str) -> str:
    plain = normalise(word)[:_MAX_WORD]
    if plain in STOP_WORDS:
        return ""
    if plain[:1].isdigit():
        return _PER_CENT.sub("%", plain).replace(",", "")
    return _stem(plain)


_terms: dict[str, str] = {}


def term_of(word: str) -> str:
    """The term a word counts as; "" for a stop word."""
    term = _terms.get(word)
    if term is None:
        if len(_terms) >= _MAX_CACHED:
            _terms.clear()
        term = _terms[word] = _term(word)
    return term


def terms_of(text: str) -> list[str]:
    """The terms of a text in its order, repeated as often as they occur, stop words left out."""
    return [term for word in WORD.findall(text) if (term := term_of(word))]


def words_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Every word of a text that is not a stop word, as (start, end, term)."""
    for match in WORD.finditer(text):
        if term := term_of(match[0]):
            yield match.start(), match.end(), term


def sentences_of(text: str) -> list[str]:
    """A rough division at sentence ends, fast enough for every passage; excerpts divide with more care."""
    pieces, start = [], 0
    for match in SENTENCE_END.finditer(text):
        pieces.append(text[start : match.end()])
        start = match.end()
    pieces.append(text[start:])
    return pieces
