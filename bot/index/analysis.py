"""From text to terms: words, normalised and stemmed, without the words that say nothing.

A *word* is a token as it stands in a text; a *term* is what it counts as in the index: its normalised
snowball stem, or the number it writes. A *piece* is what stands between two blanks or brackets: "vulnerable",
"crime." or "don't", of which passages hold many millions but few different ones.
"""

from __future__ import annotations

import re
import threading
import unicodedata

import Stemmer

BREAK = "\0"  # stands between two sentences in a row of terms

# What divides pieces; all of ASCII, so that text can be divided as bytes. Full stops, commas and apostrophes
# stay inside, for 96.7%, 1,234 and don't.
DIVIDERS = "".join(map(chr, range(33))) + '"()[]{};:/-<>*+=&|#~^`@$\\'
MAX_PIECE = 256  # bytes; what stands behind is noise (base64, rows of letters) and is left out
_PIECE = re.compile(f"[^{re.escape(DIVIDERS)}]+")

# Soft hyphens and zero-width characters stand inside words copied from PDF and web pages; nobody types them.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_INSIDE = rf"[^\W_]|[\u0300-\u036f{_INVISIBLE}]"
WORD = re.compile(
    # One token: 96.7%, 1,234, 3.5 per cent, 2021; not the 1 of "1st".
    rf"\d+(?:[.,]\d+)*(?:\s?%|\s?per\s?cent\b|(?!{_INSIDE}))"
    rf"|[^\W_](?:{_INSIDE})*(?:['’](?:{_INSIDE})+)*",  # investigation, don't, force's, naïve
    re.IGNORECASE,
)
_PER_CENT = re.compile(r"(?<=\d)\s?(?:%|per\s?cent\b)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")

# Function words only: articles, pronouns, auxiliaries, conjunctions, prepositions, question words and the
# polite words around a question. Words that can carry a finding ("not", "no", "against", "under", "without",
# "more", "before") stay.
_STOP_WORDS = """
    a about am an and any are aren't as at be been being but by can can't could couldn't did didn't do does
    doesn't doing don't for from get got had hadn't has hasn't have haven't having he he's her hers him his
    how i i'd i'll i'm i've if in into is isn't it it's its itself just let's like may me might mine my myself
    of on or our ours ourselves please shall she she's should so some such tell than that that's the their
    theirs them themselves then there there's these they they're they've this those to too upon us was wasn't
    we we're we've were weren't what what's when where which while who who's whom whose why will with won't
    would wouldn't you you'd you'll you're you've your yours yourself
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())

# A full stop after these ends no sentence; after those of the second list it does, unless a number follows.
_ABBREVIATIONS = """
    mr mrs ms dr prof rev sir st jr sr insp supt sgt pc dcc acc cc hm rt hon
    e.g i.e eg ie etc vs v cf al approx inc ltd co dept est jan feb mar apr jun jul aug sep sept oct nov dec
"""
_NUMBERED = "no nos vol fig figs p pp para paras ch"
NUMBERED = frozenset(_NUMBERED.split())
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())

_DROPPED = {ord(character): None for character in _INVISIBLE} | {ord("’"): "'"}
_MAX_WORD = 64
_MAX_CACHED = 100_000
_local = threading.local()
_terms: dict[str, str] = {}


def normalise(word: str) -> str:
    """The word in lower case and compatibility form, without accents, marks and invisible characters."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word.translate(_DROPPED))
        word = "".join(character for character in word if not unicodedata.combining(character))
    return word.lower()


def stem(word: str) -> str:
    """The snowball stem of a normalised word."""
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:  # a stemmer is not re-entrant: one a thread
        stemmer = _local.stemmer = Stemmer.Stemmer("english", 0)  # what repeats is cached here already
    found: str = stemmer.stemWord(word)
    return found


def term_of(word: str) -> str:
    """The term of a word as `WORD` finds it; "" for a stop word."""
    term = _terms.get(word)
    if term is None:
        if len(_terms) >= _MAX_CACHED:
            _terms.clear()
        term = _terms[word] = _term(normalise(word)[:_MAX_WORD])
    return term


def _term(plain: str) -> str:
    if plain in STOP_WORDS:
        return ""
    if plain[:1].isdecimal():
        return _PER_CENT.sub("%", plain).replace(",", "")
    return stem(plain)


def join_per_cent(text: str) -> str:
    """The text with "3.5 per cent" as "3.5%", which is one piece."""
    return _PER_CENT.sub("%", text) if "cent" in text or " %" in text else text


def pieces(text: str) -> list[str]:
    """The pieces of a text."""
    return _PIECE.findall(join_per_cent(text))


def analyse(piece: str) -> list[str]:
    """The terms of one piece, with BREAK behind them where it ends a sentence."""
    last = piece[-1]
    core = piece[:-1] if last in ".,!?" else piece
    if core.isalpha() and core.isascii():  # most pieces are just a word: the way below, without its cost
        term = term_of(core)
        found = [term] if term else []
        ends = last in ".!?" and core.lower() not in ABBREVIATIONS
    else:
        found = [term for word in WORD.findall(piece) if (term := term_of(word))]
        ends = _SENTENCE_END.search(piece) is not None and piece[:-1].lower() not in ABBREVIATIONS
    if ends:
        found.append(BREAK)
    return found


def terms_of(text: str) -> list[str]:
    """The terms of a text in its order, as often as they stand there, without breaks."""
    return [term for piece in pieces(text) for term in analyse(piece) if term != BREAK]
