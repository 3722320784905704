"""The first stage: the best passages by the sum of their terms' impacts, exactly.

In a large index the commonest terms are left out of the first pass where they cannot lift a passage into the
best by themselves, and looked up for those that the other terms leave (MaxScore: Turtle and Flood, "Query
evaluation: strategies and optimizations", 1995). What is returned is what a sort of all scores would return.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.index.forward import Ints
from bot.index.postings import DEPTH, Doubles, Floats, Postings

_SMALL = 65_536  # passages for which a score for each is cheaper than being clever
_SORTED = 512  # scores that are sorted at once, without finding the best first
_LOOK_UPS = 16  # a binary search costs as much as adding up about so many postings
_SLACK = 1 - 1e-6  # bounds are compared a little lower, as sums in another order differ in their last digits

Positions = npt.NDArray[np.int64]


class _List(NamedTuple):
    positions: Ints
    impacts: Floats
    peak: float
    floor: float


def score_all(postings: Postings, size: int, terms: Sequence[tuple[int, float]]) -> Doubles:
    """The score of each of `size` passages for these terms and their weights."""
    lists = _lists(postings, terms)
    return _add_up(lists, size)


def best(
    postings: Postings,
    size: int,
    terms: Sequence[tuple[int, float]],
    count: int,
    allowed: Positions | None = None,
) -> tuple[Positions, Doubles]:
    """The `count` best of `size` passages that hold any of these (weighted) terms, with their scores.

    Best first, ties in the order of the passages. `allowed` (ascending) are the only passages looked at.
    """
    lists = _lists(postings, terms)
    if not lists or count < 1:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    if allowed is not None:
        positions, scores = allowed, _scores_of(allowed, lists, size)
    elif size <= _SMALL or count > DEPTH:
        positions, scores = _above(_add_up(lists, size), max(_floor(lists, count), 0.0))
    else:
        positions, scores = _max_score(lists, size, count)
    return _select(positions, scores, count)


def _lists(postings: Postings, terms: Sequence[tuple[int, float]]) -> list[_List]:
    """The postings of a question, those that can add most first. All scores are summed up in this order."""
    found = []
    for term, weight in terms:
        positions, impacts = postings.of(term)
        if len(positions):
            if weight != 1:
                impacts = impacts * impacts.dtype.type(weight)
            peak, floor = postings.peaks.item(term) * weight, postings.floors.item(term) * weight
            found.append(_List(positions, impacts, peak, floor))
    found.sort(key=lambda part: -part.peak)
    return found


def _add_up(lists: Sequence[_List], size: int) -> Doubles:
    if not lists:
        return np.zeros(size)
    positions = np.concatenate([part.positions for part in lists])
    impacts = np.concatenate([part.impacts for part in lists])
    return np.bincount(positions, impacts, size).astype(np.float64, copy=False)


def _floor(lists: Sequence[_List], count: int) -> float:
    """A score that at least `count` passages reach, or 0."""
    return max(part.floor for part in lists) * _SLACK if count <= DEPTH else 0.0


def _above(scores: Doubles, floor: float) -> tuple[Positions, Doubles]:
    positions = (scores >= floor if floor > 0 else scores > 0).nonzero()[0]
    return positions, scores[positions]


def _scores_of(positions: Positions, lists: Sequence[_List], size: int) -> Doubles:
    """The scores of some passages, by looking them up or by adding all up, whichever is less work."""
    if len(positions) * _LOOK_UPS * len(lists) > sum(len(part.positions) for part in lists):
        return _add_up(lists, size)[positions]
    scores = np.zeros(len(positions))
    for part in lists:
        _add_found(scores, positions, part)
    return scores


def _add_found(scores: Doubles, positions: Positions, part: _List) -> None:
    places = part.positions.searchsorted(positions.astype(np.int32))  # of one type, or all would be converted
    places[places == len(part.positions)] = 0
    found = np.flatnonzero(part.positions[places] == positions)
    scores[found] += part.impacts[places[found]]


def _max_score(lists: Sequence[_List], size: int, count: int) -> tuple[Positions, Doubles]:
    """The passages that may be among the best, with their scores."""
    rest = [*np.cumsum([part.peak for part in lists][::-1])[::-1].tolist(), 0.0]
    floor = _floor(lists, count)
    needed = next(i for i in range(1, len(lists) + 1) if rest[i] < floor or i == len(lists))
    positions, found = _above(_add_up(lists[:needed], size), max(floor - rest[needed], 0.0))
    if len(found) > count:
        floor = max(floor, float(np.partition(found, len(found) - count)[len(found) - count]) * _SLACK)
    for i in range(needed, len(lists)):
        kept = found >= floor - rest[i]
        positions, found = positions[kept], found[kept]
        _add_found(found, positions, lists[i])
    return positions, found


def _select(positions: Positions, scores: Doubles, count: int) -> tuple[Positions, Doubles]:
    if len(scores) > max(count, _SORTED):
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        kept = scores >= least  # every tie of the last, of which the first ones stay
        positions, scores = positions[kept], scores[kept]
    order = (-scores).argsort(kind="stable")[:count]
    positions, scores = positions[order], scores[order]
    if len(scores) and scores[-1] <= 0:
        positions, scores = positions[scores > 0], scores[scores > 0]
    return positions, scores
