"""Excerpts: the sentences of a passage that carry the evidence, verbatim."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import dropwhile
from typing import NamedTuple

from bot.index.analysis import WORD, join_per_cent, term_of
from bot.index.sentences import sentences, units

# In a text of these alone a word begins with its term, save the term's last letters; others are folded first.
_UNFOLDED = re.compile(r"[\x00-\x7f‘’“”–—…£€•·]*")
# Last letters of a term that may differ from the word's, by the last of them: dying is die, happy is happi,
# ability is abl, skies is sky. All other terms are the beginning of their words.
_CHANGED = {"e": 2, "i": 1, "l": 1, "y": 1}


class Excerpt(NamedTuple):
    """A verbatim slice of a passage: `passage[start:end] == text`.

    `spans` are the (start, end) of the words to highlight, relative to `text`, in order and disjoint.
    """

    text: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]


_Match = tuple[int, int, str]
"""A word of a text: start, end and term."""


def excerpt(text: str, stems: frozenset[str], limit: int = 600) -> Excerpt:
    """The sentences of a passage, at most `limit` characters in a row, that hold most of `stems`.

    A passage within the limit is given whole. Of a longer one the run of whole sentences that holds the most
    different stems, then the most words, then the first; a quotation of several sentences is kept together
    where it fits. A single sentence over the limit is cut between words. Raises ValueError for a limit
    below 1.
    """
    if limit < 1:
        raise ValueError(f"an excerpt needs room, not {limit} characters")
    matches = _matches(text, stems)
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return Excerpt("", 0, 0, ())
    if end - start > limit:
        start, end = _best(text, matches, limit)
    spans = tuple((m[0] - start, m[1] - start) for m in matches if m[0] >= start and m[1] <= end)
    return Excerpt(text[start:end], start, end, spans)


def _matches(text: str, stems: frozenset[str]) -> list[_Match]:
    """The words of a text whose terms are among `stems`, in order."""
    lowered = text.lower()
    if not _is_plain(text, lowered):
        return [(m.start(), m.end(), term_of(m[0])) for m in WORD.finditer(text) if term_of(m[0]) in stems]
    if not text.isascii():
        lowered = lowered.replace("’", "'")
    found = {}
    for head in _heads(stems):
        start = lowered.find(head)
        while start >= 0:
            if _begins(lowered, start) and (match := WORD.match(text, start)):
                term = term_of(match[0])
                if term in stems:
                    found[start] = (start, match.end(), term)
            start = lowered.find(head, start + 1)
    return sorted(found.values())


@lru_cache(maxsize=256)
def _heads(stems: frozenset[str]) -> tuple[str, ...]:
    """What words with these terms begin with."""
    heads = (
        stem[:1] if stem[:1].isdecimal() else stem[: max(1, len(stem) - _CHANGED.get(stem[-1:], 0))]
        for stem in stems
    )
    return tuple(dict.fromkeys(heads))


def _is_plain(text: str, lowered: str) -> bool:
    """Whether words can be found by their first letters, without dividing the whole text."""
    if not text.isascii() and (len(lowered) != len(text) or not _UNFOLDED.fullmatch(text)):
        return False
    return "cent" not in lowered or join_per_cent(text) == text


def _begins(lowered: str, start: int) -> bool:
    """Whether a word begins here: not within one, nor behind the apostrophe or comma inside one."""
    before = lowered[start - 1 : start]
    if before == " ":
        return True
    if before.isalnum():
        return False
    if before not in ("'", ".", ","):
        return True
    run = max(lowered.rfind(blank, 0, start) for blank in " \n\t") + 1
    starts = (match.start() for match in WORD.finditer(lowered, run))
    return next(dropwhile(lambda found: found < start, starts), -1) == start


def _best(text: str, matches: list[_Match], limit: int) -> tuple[int, int]:
    """The span of at most `limit` characters to show."""
    starts = [start for start, _, _ in matches]
    best, most = (0, 0), (-1, -1)
    for start, end in _runs(text, limit):
        held = matches[bisect_left(starts, start) : bisect_left(starts, end)]
        worth = (len({term for _, _, term in held}), len(held))
        if worth > most:
            best, most = (start, end), worth
    return best


def _runs(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """For every sentence (or quotation) the longest span within the limit that begins there."""
    parts = units(text)
    for first, (start, end) in enumerate(parts):
        if end - start > limit:
            yield from _split(text, start, end, limit)
            continue
        for _, following in parts[first + 1 :]:
            if following - start > limit:
                break
            end = following
        yield start, end


def _split(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    """A quotation over the limit by its sentences, and a sentence over the limit between words."""
    within = sentences(text[start:end])
    if len(within) > 1:
        for first, last in within:
            if last - first > limit:
                yield from _split(text, start + first, start + last, limit)
            else:
                yield start + first, start + last
        return
    while end - start > limit:
        blank = max(text.rfind(character, start + 1, start + limit + 1) for character in " \n\t")
        cut = blank if blank > start else start + limit
        yield start, start + len(text[start:cut].rstrip())
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    yield start, end
