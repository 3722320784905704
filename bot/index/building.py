"""Putting an index together: rows, their statistics, and the postings, in memory or straight into files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from bot.index.forward import Longs, Pending, Rows
from bot.index.postings import Allocate, Doubles, Formula, Postings, frequencies, invert, text_lengths

Array = npt.NDArray[Any]
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


def in_memory(name: str, length: int, dtype: npt.DTypeLike) -> Array:
    """A new array; the name is for files."""
    return np.empty(length, dtype=dtype)


def put_together(
    blocks: Iterable[Pending], ids: dict[str, int], parameters: Parameters, new: Allocate
) -> Parts:
    """The index of these rows. `ids` may grow while `blocks` is read."""
    rows, passages_with, lengths = _census(blocks, ids, new)
    count = len(lengths)
    weights = new("idf", len(passages_with), np.float64)
    weights[:] = idf(passages_with, count, parameters.idf, parameters.epsilon)
    weights[0] = 0.0  # BREAK says nothing
    mean = float(lengths.mean()) if count else 0.0
    norms = np.asarray(1 - parameters.b + parameters.b * lengths / (mean or 1.0), dtype=np.float64)
    formula = Formula(parameters.k1, weights, norms)
    postings = invert(rows, passages_with, formula, parameters.dtype, new)
    return Parts(rows, postings, passages_with, weights, lengths)


def _census(blocks: Iterable[Pending], ids: dict[str, int], new: Allocate) -> tuple[Rows, Longs, Longs]:
    """All rows as one, in how many passages each term stands, and the passages' lengths."""
    kept: list[Rows] = []
    # numpy works outside the interpreter's lock: this uses another core
    with ThreadPoolExecutor(1) as worker:
        counting = [worker.submit(_counted, block) for block in blocks]
        passages_with = new("passages_with", len(ids), np.int64)
        passages_with[:] = 0
        for counted in counting:
            rows, own = counted.result()
            kept.append(rows)
            passages_with[: len(own)] += own
    tokens = new("tokens", sum(len(block.tokens) for block in kept), np.int32)
    starts = new("rows", 1 + sum(map(len, kept)), np.int64)
    lengths = new("lengths", len(starts) - 1, np.int64)
    starts[0] = place = first = 0
    for block in kept:
        tokens[place : place + len(block.tokens)] = block.tokens
        starts[first + 1 : first + 1 + len(block)] = block.starts[1:] + place
        lengths[first : first + len(block)] = text_lengths(block)
        place += len(block.tokens)
        first += len(block)
    return Rows(tokens, starts), passages_with, lengths


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
