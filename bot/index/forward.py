"""The forward store: for every passage, its terms in order, as numbers.

A passage is a row of term ids: its title, BREAK, its section, BREAK, then its sentences with BREAK behind
each. BREAK has the id 0, so that no pair of neighbours reaches over the end of a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain, islice

import numpy as np
import numpy.typing as npt

from bot.index.entry import Entry
from bot.index.pieces import Divided, Pieces, divide

BLOCK_BITS = 13
BLOCK = 1 << BLOCK_BITS  # passages that are worked on at once
_PARTS = 3  # a passage's title, section and text
_MAX_PIECES = 1_000_000  # different pieces remembered while building, some 50 MB

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of some passages: `tokens` of all of them, row i being `tokens[starts[i]:starts[i + 1]]`."""

    tokens: Ints | Longs
    starts: Longs

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, positions: npt.NDArray[np.intp]) -> Rows:
        """The rows of these passages, in this order."""
        begins = self.starts.take(positions).tolist()
        ends = self.starts.take(positions + 1).tolist()
        parts = [self.tokens[begin:end] for begin, end in zip(begins, ends, strict=True)]
        starts = [0, *accumulate(map(len, parts))]
        return Rows(np.concatenate([self.tokens[:0], *parts], dtype=np.intp), np.array(starts))

    def block(self, first: int, last: int) -> Rows:
        """The rows of the passages from `first` up to `last`."""
        starts = self.starts[first : last + 1]
        return Rows(self.tokens[starts[0] : starts[-1]], starts - starts[0])


Pending = Callable[[], Rows]
"""The rows of up to BLOCK passages, to be worked out on any thread."""


def rows_of_entries(entries: Iterable[Entry], ids: dict[str, int], words: set[str]) -> Iterator[Pending]:
    """The rows of entries, BLOCK by BLOCK. `ids` (term to id, BREAK being 0) gains their terms, `words` their
    words as they are written. The entries are taken from their source on another thread.
    """
    pieces = Pieces(ids, words)
    source = iter(entries)
    with ThreadPoolExecutor(1) as worker:  # divides a block while the one before is read
        ahead = worker.submit(_next_block, source)
        while (divided := ahead.result()) is not None:
            ahead = worker.submit(_next_block, source)
            numbers = pieces.read(divided)
            flat = np.array(pieces.flat, dtype=np.int32)
            starts = np.array(pieces.starts, dtype=np.int64)
            yield partial(_resolve, numbers, divided.counts, Rows(flat, starts))
            if len(pieces) > _MAX_PIECES:
                pieces = Pieces(ids, words)


def _next_block(source: Iterator[Entry]) -> Divided | None:
    block = list(islice(source, BLOCK))
    texts = list(chain.from_iterable((entry.title, entry.section, entry.text) for entry in block))
    return divide(texts) if block else None


def _resolve(numbers: Ints, counts: Longs, pieces: Rows) -> Rows:
    """Rows of terms from texts of numbered pieces, three texts a passage."""
    sizes = np.diff(pieces.starts)[numbers]
    tokens = pieces.tokens[_ranges(pieces.starts[numbers], sizes)]
    ends = np.concatenate(([0], np.cumsum(sizes)))[np.cumsum(counts)]
    text = np.repeat(np.arange(len(counts)), np.diff(ends, prepend=0))
    kept = (tokens != 0) | (text % _PARTS == _PARTS - 1)  # a title has no sentences
    kept_before = np.concatenate(([0], np.cumsum(kept)))
    ends = kept_before[ends]
    tokens = np.insert(tokens[kept], ends, 0)  # and one break behind every text
    ends += np.arange(1, len(ends) + 1)
    return Rows(tokens, np.concatenate(([0], ends[_PARTS - 1 :: _PARTS])))


def _ranges(begins: Longs, sizes: Longs) -> Longs:
    """The numbers begin, begin + 1, … begin + size - 1 of each pair, one after the other."""
    ends = np.cumsum(sizes)
    places = np.arange(ends[-1] if len(ends) else 0)
    places += np.repeat(begins - ends + sizes, sizes)
    return places


def rows_of_tokens(corpus: Iterable[Sequence[str]], ids: dict[str, int]) -> Iterator[Pending]:
    """Ready-made tokens as rows without title and section, BLOCK by BLOCK; `ids` gains the tokens."""
    source = iter(corpus)
    while block := list(islice(source, BLOCK)):
        rows = [[0, 0, *(ids.setdefault(token, len(ids)) for token in passage), 0] for passage in block]
        starts = np.cumsum([0, *map(len, rows)])
        tokens = np.fromiter(chain.from_iterable(rows), dtype=np.int32, count=starts[-1])
        yield partial(Rows, tokens, starts)
