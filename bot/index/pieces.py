"""Dividing many texts into numbered pieces at once, without a Python step for every word.

The texts are joined and encoded, divided as bytes, and every piece is hashed to 64 bits with a handful of
numpy operations over all pieces together; only a piece never seen before is looked at as a string. Sixteen
thousand passages take a tenth of a second, most of it outside the interpreter's lock.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.index.analysis import DIVIDERS, MAX_PIECE, WORD, analyse, join_per_cent, normalise

_DIVIDER = bytes(1 if chr(byte) in DIVIDERS else 0 for byte in range(256))
_WORD = 8  # bytes hashed at once
_AROUND = ".,!?'‘’“”…"
_PADDING = b"\n" * _WORD  # so that the last piece can be read in whole words
# Low bytes of a 64-bit word to keep for a piece of 0..8 bytes.
_MASKS = np.array([(1 << (_WORD * size)) - 1 for size in range(_WORD + 1)], dtype=np.uint64)
# Odd multipliers of the finalisers of splitmix64 and murmur3, both public domain.
_FIRST, _NEXT = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(32)

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Divided:
    """Some texts, divided: where in `joined` each piece begins and ends, its hash, and how many pieces each
    text has.
    """

    joined: bytes
    begins: Places
    ends: Places
    hashes: Hashes
    counts: Places

    def pieces(self, places: Places) -> list[bytes]:
        """Some pieces, by their place."""
        spans = zip(self.begins[places].tolist(), self.ends[places].tolist(), strict=True)
        return [self.joined[begin : min(end, begin + MAX_PIECE)] for begin, end in spans]


def divide(texts: Sequence[str]) -> Divided:
    """Divide texts. Nearly all of it outside the interpreter's lock, so that a thread can do it ahead."""
    encoded = [
        (join_per_cent(text) if "cent" in text or " %" in text else text).encode("utf-8", "surrogatepass")
        for text in texts
    ]
    sizes = np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded)) + 1
    joined = b"\n".join((*encoded, _PADDING)).lower()
    begins, ends = _bounds(joined)
    counts = np.diff(np.searchsorted(begins, np.cumsum(sizes)), prepend=0)
    return Divided(joined, begins, ends, _hash(joined, begins, ends), counts)


class HashTable:
    """Numbers for 64-bit hashes, looked up and added by the array (open addressing, linear probing)."""

    def __init__(self, size: int = 1 << 14) -> None:
        self._keys = np.zeros(size, dtype=np.uint64)  # 0 is a free place
        self._numbers = np.zeros(size, dtype=np.int32)
        self._held = 0

    def __len__(self) -> int:
        return self._held

    def look_up(self, hashes: Hashes) -> npt.NDArray[np.int32]:
        """The number of each hash, -1 where it is not held."""
        mask = len(self._keys) - 1
        places = (hashes & np.uint64(mask)).astype(np.int64)
        keys = self._keys[places]
        numbers = np.where(keys == hashes, self._numbers[places], np.int32(-1))
        left = np.flatnonzero((keys != hashes) & (keys != 0))
        while len(left):
            places[left] = (places[left] + 1) & mask
            keys = self._keys[places[left]]
            found = keys == hashes[left]
            numbers[left[found]] = self._numbers[places[left[found]]]
            left = left[~found & (keys != 0)]
        return numbers

    def add(self, hashes: Hashes) -> None:
        """Give distinct hashes that are not held the next numbers, in their order."""
        numbers = np.arange(self._held, self._held + len(hashes), dtype=np.int32)
        self._held += len(hashes)
        if 2 * self._held > len(self._keys):
            used = np.flatnonzero(self._keys)
            hashes = np.concatenate((self._keys[used], hashes))
            numbers = np.concatenate((self._numbers[used], numbers))
            size = 1 << (4 * self._held).bit_length()
            self._keys = np.zeros(size, dtype=np.uint64)
            self._numbers = np.zeros(size, dtype=np.int32)
        mask = len(self._keys) - 1
        places = (hashes & np.uint64(mask)).astype(np.int64)
        left = np.arange(len(hashes))
        while len(left):
            free = left[self._keys[places[left]] == 0]
            self._keys[places[free]] = hashes[free]  # of several for one place, the last one gets it
            won = self._keys[places[left]] == hashes[left]
            self._numbers[places[left[won]]] = numbers[left[won]]
            left = left[~won]
            places[left] = (places[left] + 1) & mask


class Pieces:
    """The different pieces of some texts, numbered, with the ids of the terms in each.

    Piece i stands for the terms `flat[starts[i]:starts[i + 1]]`. `ids` (term to id) gains new terms and
    `words` the plain words as they are written.
    """

    def __init__(self, ids: dict[str, int], words: set[str]) -> None:
        self._ids = ids
        self._words = words
        self._table = HashTable()
        self.flat = array("i")
        self.starts = array("q", [0])

    def __len__(self) -> int:
        return len(self._table)

    def read(self, divided: Divided) -> npt.NDArray[np.int32]:
        """The pieces of some texts, by number."""
        numbers = self._table.look_up(divided.hashes)
        new = np.flatnonzero(numbers < 0)
        if len(new):
            distinct, firsts = np.unique(divided.hashes[new], return_index=True)
            self._table.add(distinct)
            self._add(divided.pieces(new[firsts]))
            numbers[new] = self._table.look_up(divided.hashes[new])
        return numbers

    def _add(self, new: list[bytes]) -> None:
        ids, words, flat, starts = self._ids, self._words, self.flat, self.starts
        for piece in b"\n".join(new).decode("utf-8", "replace").split("\n"):
            for term in analyse(piece):
                flat.append(ids.setdefault(term, len(ids)))
            starts.append(len(flat))
            core = piece.strip(_AROUND)
            if core.isalpha() and core.isascii():
                words.add(core)
            else:
                words.update(normalise(word).removesuffix("'s") for word in WORD.findall(piece))


def _bounds(joined: bytes) -> tuple[Places, Places]:
    """Where pieces begin and end. The text ends in dividers."""
    dividing = np.frombuffer(joined.translate(_DIVIDER), dtype=np.bool_)
    edges = np.flatnonzero(dividing[1:] != dividing[:-1]) + 1
    if not dividing[0]:
        edges = np.concatenate(([0], edges))
    return edges[::2], edges[1::2]


def _hash(joined: bytes, begins: Places, ends: Places) -> Hashes:
    """A 64-bit hash of each piece's first MAX_PIECE bytes; 0 for none."""
    text = np.frombuffer(joined, dtype=np.uint8)
    words = np.lib.stride_tricks.as_strided(
        text[:_WORD].view("<u8"), shape=(len(text) - _WORD + 1,), strides=(1,), writeable=False
    )
    sizes = np.minimum(ends - begins, MAX_PIECE)
    hashes: Hashes = words[begins] & _MASKS[np.minimum(sizes, _WORD)]
    hashes *= _FIRST
    hashes ^= hashes >> _SHIFT
    left = np.flatnonzero(sizes > _WORD)
    for offset in range(_WORD, MAX_PIECE, _WORD):
        if not len(left):
            break
        part = words[begins[left] + offset] & _MASKS[np.minimum(sizes[left] - offset, _WORD)]
        part = (part ^ hashes[left]) * _NEXT
        hashes[left] = part ^ (part >> _SHIFT)
        left = left[sizes[left] > offset + _WORD]
    hashes[hashes == 0] = 1
    return hashes
