"""Postings: for every term, the passages that hold it and what each adds to a score.

A term t adds to the score of a passage p (BM25F in its simple form: Robertson, Zaragoza and Taylor, "Simple
BM25 extension to multiple weighted fields", CIKM 2004):

    w = tf in text / (1 - b + b * length / mean length) + TITLE * tf in title + SECTION * tf in section
    impact = idf(t) * w * (k1 + 1) / (w + k1)

Without title and section that is the formula of `rank_bm25.BM25Okapi`. Titles and sections are alike long
within a collection, so they need no norm of their own.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.index.forward import BLOCK, BLOCK_BITS, Ints, Longs, Rows
from bot.index.storage import Store

TITLE, SECTION = 2.0, 1.0
DEPTH = 25  # how many of the best passages `Postings.floors` vouch for
_TEXT = 2  # the title is field 0, the section 1
_FIELD_BITS = 2
_AHEAD = 2  # blocks
_WEIGHTS = np.array([TITLE, SECTION, 0.0, 0.0])

Floats = npt.NDArray[np.floating]
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Postings:
    """Term i stands in the passages `positions[starts[i]:starts[i + 1]]` (ascending), with these `impacts`.

    `peaks[i]` is the term's highest impact and `floors[i]` its DEPTH-th highest, 0 where it has fewer.
    `norms[p]` is the length of passage p as a vector of the tf * idf of its terms.
    """

    starts: Longs
    positions: Ints
    impacts: Floats
    peaks: Floats
    floors: Floats
    norms: Doubles

    def of(self, term: int) -> tuple[Ints, Floats]:
        """The positions and impacts of a term."""
        begin, end = self.starts.item(term), self.starts.item(term + 1)
        return self.positions[begin:end], self.impacts[begin:end]


@dataclass(frozen=True, slots=True)
class Counted:
    """The different (term, passage) of one block, ascending: occurrences in the `text`, and those in title
    and section by their weight (`heads`). `passages` count from the block's first.
    """

    terms: Longs
    passages: Longs
    text: Longs
    heads: Doubles


def count(rows: Rows) -> Counted:
    """The terms of each of at most BLOCK passages."""
    keys = _keys(rows)
    keys <<= _FIELD_BITS
    keys |= fields(rows)
    keys = keys[rows.tokens != 0]
    keys.sort()
    runs = firsts(keys)
    counts = np.diff(runs, append=len(keys))
    keys = keys[runs]
    field = keys & ((1 << _FIELD_BITS) - 1)
    keys >>= _FIELD_BITS
    heads = counts * _WEIGHTS[field]
    counts[field != _TEXT] = 0
    pairs = firsts(keys)
    if len(pairs) < len(keys):  # some term stands in several fields of one passage
        heads = np.add.reduceat(heads, pairs)
        counts = np.add.reduceat(counts, pairs)
        keys = keys[pairs]
    return Counted(keys >> BLOCK_BITS, keys & (BLOCK - 1), counts, heads)


def _keys(rows: Rows) -> Longs:
    """For each token a number that orders by term and then by passage."""
    keys = rows.tokens.astype(np.int64)
    keys <<= BLOCK_BITS
    keys |= np.repeat(np.arange(len(rows)), np.diff(rows.starts))
    return keys


def fields(rows: Rows) -> npt.NDArray[np.int8]:
    """The field of every token: a passage's first two breaks end its title and its section."""
    found = np.full(len(rows.tokens), _TEXT, dtype=np.int8)
    breaks = np.flatnonzero(rows.tokens == 0)
    titles = np.searchsorted(breaks, rows.starts[:-1])
    sections = breaks[titles + 1] - rows.starts[:-1]
    ends = np.cumsum(sections)
    places = np.arange(ends[-1] if len(ends) else 0)
    places += np.repeat(rows.starts[:-1] - ends + sections, sections)
    found[places] = places > np.repeat(breaks[titles], sections)
    return found


def firsts(ordered: npt.NDArray[np.integer]) -> Longs:
    """Where each different value of an ordered array begins."""
    if not len(ordered):
        return np.zeros(0, dtype=np.int64)
    return np.concatenate(([0], np.flatnonzero(ordered[1:] != ordered[:-1]) + 1))


def text_lengths(rows: Rows) -> Longs:
    """How many terms the text of each passage has."""
    held = (rows.tokens != 0) & (fields(rows) == _TEXT)
    before = np.concatenate(([0], np.cumsum(held)))
    return before[rows.starts[1:]] - before[rows.starts[:-1]]


@dataclass(frozen=True, slots=True)
class Formula:
    """The parameters of the formula above; `norms[p]` is `1 - b + b * length / mean length` of passage p."""

    k1: float
    idf: Doubles
    norms: Doubles


def frequencies(rows: Rows) -> Longs:
    """In how many passages of a block each term stands, up to the last term that does."""
    keys = _keys(rows)[rows.tokens != 0]
    keys.sort()
    return np.bincount(keys[firsts(keys)] >> BLOCK_BITS)


def invert(
    rows: Rows, passages_with: Longs, formula: Formula, dtype: npt.DTypeLike, store: Store
) -> Postings:
    """The postings of all passages. May raise OSError."""
    starts = store.new("starts", len(passages_with) + 1, np.int64)
    starts[0] = 0
    np.cumsum(passages_with, out=starts[1:])
    positions = store.new("positions", int(starts[-1]), np.int32)
    impacts = store.new("impacts", int(starts[-1]), dtype)
    norms = store.new("norms", len(rows), np.float64)
    filled = np.array(starts[:-1])
    begins = range(0, len(rows), BLOCK)
    with ThreadPoolExecutor(_AHEAD) as workers:  # they count blocks while this thread places those before
        ahead = deque(workers.submit(count, rows.block(begin, begin + BLOCK)) for begin in begins[:_AHEAD])
        for number, begin in enumerate(begins):
            block = ahead.popleft().result()
            for following in begins[number + _AHEAD : number + _AHEAD + 1]:
                ahead.append(workers.submit(count, rows.block(following, following + BLOCK)))
            _place(block, begin, filled, formula, positions, impacts)
            values = (block.text + block.heads) * formula.idf[block.terms]
            squares = np.bincount(block.passages, values * values, len(rows.starts[begin : begin + BLOCK]))
            norms[begin : begin + BLOCK] = np.sqrt(squares)[: len(norms[begin : begin + BLOCK])]
    peaks, floors = _bounds(starts, impacts, store)
    return Postings(starts, positions, impacts, peaks, floors, norms)


def _place(
    block: Counted, begin: int, filled: Longs, formula: Formula, positions: Ints, impacts: Floats
) -> None:
    """Write a block's postings behind those of the blocks before; `filled` is how far each term has come."""
    passages = block.passages + begin
    weight = block.text / formula.norms[passages] + block.heads
    impact = formula.idf[block.terms] * (weight * (formula.k1 + 1) / (weight + formula.k1))
    runs = firsts(block.terms)
    sizes = np.diff(runs, append=len(block.terms))
    terms = block.terms[runs]
    places = np.arange(len(block.terms)) + np.repeat(filled[terms] - runs, sizes)
    positions[places] = passages
    impacts[places] = impact
    filled[terms] += sizes


def _bounds(starts: Longs, impacts: Floats, store: Store) -> tuple[Floats, Floats]:
    sizes = np.diff(starts)
    peaks = store.new("peaks", len(sizes), impacts.dtype)
    floors = store.new("floors", len(sizes), impacts.dtype)
    peaks[:] = 0
    floors[:] = 0
    held = np.flatnonzero(sizes)
    if len(held):
        peaks[held] = np.maximum.reduceat(impacts, starts[:-1][held])
    for term in np.flatnonzero(sizes >= DEPTH).tolist():
        own = np.array(impacts[starts[term] : starts[term + 1]])
        own.partition(len(own) - DEPTH)
        floors[term] = own[len(own) - DEPTH]
    return peaks, floors
