"""Excerpts: the sentences of a passage that carry the evidence, verbatim."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.index.analysis import words_of

_CLOSING = "\"'”’)]»"
_END = re.compile(rf"[.!?…]+[{re.escape(_CLOSING)}]*(?=\s|$)")
_ABBREVIATIONS = frozenset(
    (
        "mr mrs ms dr prof rev sir st jr sr insp supt sgt pc dcc acc cc hm rt hon no nos vol fig p pp para paras "
        "e.g i.e eg ie etc vs v cf al approx inc ltd co dept est jan feb mar apr jun jul aug sep sept oct nov dec"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A verbatim slice of a passage: `passage[start:end] == text`.

    `spans` are the (start, end) of the words to highlight, relative to `text`, in order and disjoint.
    """

    text: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]


def _is_end(text: str, match: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence, and not an abbreviation or an initial."""
    if text[match.start()] != "." or match.end() - match.start() > 1:
        return True
    word = re.search(r"[\w.]*$", text[max(0, match.start() - 20) : match.start()])
    before = word[0].lower() if word else ""
    if before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha() and before != "i"):
        return False
    following = text[match.end() :].lstrip()[:1]
    return not following.islower()


def sentences(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each sentence, without the blanks around it."""
    spans, start = [], 0
    ends = [match.end() for match in _END.finditer(text) if _is_end(text, match)]
    for end in [*ends, len(text)]:
        while start < end and text[start].isspace():
            start += 1
        stop = end
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            spans.append((start, stop))
        start = end
    return spans


def excerpt(text: str, stems: frozenset[str], limit: int = 600) -> Excerpt:
    """The run of whole sentences of at most `limit` characters that holds most of `stems`, earliest first.

    A passage within the limit is given whole. A single sentence over the limit is cut between words.
    """
    words = [(start, end) for start, end, term in words_of(text) if term in stems]
    start, end = _best_run(text, stems, limit)
    spans = tuple((s - start, e - start) for s, e in words if start <= s and e <= end)
    return Excerpt(text[start:end], start, end, spans)


def _best_run(text: str, stems: frozenset[str], limit: int) -> tuple[int, int]:
    found = sentences(text)
    if not found:
        return 0, 0
    if found[-1][1] - found[0][0] <= limit:
        return found[0][0], found[-1][1]
    places = [(start, term) for start, _, term in words_of(text) if term in stems]
    best, best_key = (found[0][0], found[0][1]), (-1, -1)
    for i, (start, _) in enumerate(found):
        end = start
        for _, stop in found[i:]:
            if stop - start > limit:
                break
            end = stop
        if end == start:
            end = start + limit
            end = text.rfind(" ", start + 1, end) if " " in text[start + 1 : end] else end
        held = [term for place, term in places if start <= place < end]
        key = (len(set(held)), len(held))
        if key > best_key:
            best, best_key = (start, end), key
    return best
