"""Putting an index together: rows, their statistics, and the postings, in memory or straight into files."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bot.index.forward import Longs, Pending, Rows
from bot.index.postings import Doubles, Formula, Postings, frequencies, invert, text_lengths
from bot.index.storage import Array, Store

_AHEAD = 2  # blocks

IdfForm = Literal["lucene", "okapi"]


@dataclass(frozen=True, slots=True)
class Parts:
    """The arrays of an index. `passages_with` and `idf` go by term id, `lengths` (in terms) by passage."""

    rows: Rows
    postings: Postings
    passages_with: Longs
    idf: Doubles
    lengths: Longs


@dataclass(frozen=True, slots=True)
class Parameters:
    """Those of BM25, by `rank_bm25`'s names; `dtype` is that of the postings' impacts."""

    k1: float
    b: float
    epsilon: float
    idf: IdfForm
    dtype: Literal["float32", "float64"]


def put_together(
    blocks: Iterable[Pending], ids: dict[str, int], parameters: Parameters, store: Store
) -> Parts:
    """The index of these rows. `ids` may grow while `blocks` is read. May raise OSError."""
    rows, passages_with, lengths = _census(blocks, ids, store)
    count = len(lengths)
    weights = store.new("idf", len(passages_with), np.float64)
    weights[:] = idf(passages_with, count, parameters.idf, parameters.epsilon)
    weights[0] = 0.0  # BREAK says nothing
    mean = float(lengths.mean()) if count else 0.0
    norms = np.asarray(1 - parameters.b + parameters.b * lengths / (mean or 1.0), dtype=np.float64)
    formula = Formula(parameters.k1, weights, norms)
    postings = invert(rows, passages_with, formula, parameters.dtype, store)
    return Parts(rows, postings, passages_with, weights, lengths)


def _census(blocks: Iterable[Pending], ids: dict[str, int], store: Store) -> tuple[Rows, Longs, Longs]:
    """All rows as one, in how many passages each term stands, and the passages' lengths."""
    tokens, lengths = store.growing("tokens", np.int32), store.growing("lengths", np.int64)
    starts = store.growing("rows", np.int64)
    starts.append(np.zeros(1, dtype=np.int64))
    totals = np.zeros(0, dtype=np.int64)
    end = 0
    for rows, held in _counted_ahead(blocks):
        totals = np.pad(totals, (0, max(0, len(held) - len(totals))))
        totals[: len(held)] += held
        tokens.append(rows.tokens)
        starts.append(rows.starts[1:] + end)
        lengths.append(text_lengths(rows))
        end += int(rows.starts[-1])
    passages_with = store.new("passages_with", len(ids), np.int64)
    passages_with[:] = np.pad(totals, (0, len(ids) - len(totals)))
    return Rows(tokens.finish(), starts.finish()), passages_with, lengths.finish()


def _counted_ahead(blocks: Iterable[Pending]) -> Iterator[tuple[Rows, Longs]]:
    """The rows of each block and `frequencies` of them, worked out on another thread: numpy does most of its
    work outside the interpreter's lock.
    """
    with ThreadPoolExecutor(1) as worker:
        ahead = deque[Future[tuple[Rows, Longs]]]()
        for block in blocks:
            ahead.append(worker.submit(_counted, block))
            if len(ahead) > _AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _counted(block: Pending) -> tuple[Rows, Longs]:
    rows = block()
    return rows, frequencies(rows)


def to_arrays(parts: Parts) -> dict[str, Array]:
    """The arrays of an index by the names they are made under."""
    rows, postings = parts.rows, parts.postings
    return {
        "tokens": rows.tokens,
        "rows": rows.starts,
        "starts": postings.starts,
        "positions": postings.positions,
        "impacts": postings.impacts,
        "peaks": postings.peaks,
        "floors": postings.floors,
        "norms": postings.norms,
        "passages_with": parts.passages_with,
        "idf": parts.idf,
        "lengths": parts.lengths,
    }


def from_arrays(arrays: Mapping[str, Array]) -> Parts:
    """The inverse of `to_arrays`. Raises KeyError when one is missing."""
    rows = Rows(arrays["tokens"], arrays["rows"])
    names = ("starts", "positions", "impacts", "peaks", "floors", "norms")
    postings = Postings(*(arrays[name] for name in names))
    return Parts(rows, postings, arrays["passages_with"], arrays["idf"], arrays["lengths"])


def idf(passages_with: Longs, count: int, form: IdfForm, epsilon: float) -> Doubles:
    """The idf of terms by the number of the `count` passages that hold them.

    "lucene" is ln(1 + (N - n + .5) / (n + .5)), above 0 for every term. "okapi" is rank_bm25's: without the
    1, and `epsilon` times the mean idf for the terms whose idf is below 0.
    """
    held = np.asarray(passages_with, dtype=np.float64)
    if form == "lucene":
        return np.log1p((count - held + 0.5) / (held + 0.5))
    found = np.log(count - held + 0.5) - np.log(held + 0.5)
    known = held > 0
    mean = float(found[known].mean()) if known.any() else 0.0
    found[found < 0] = epsilon * mean
    return found
