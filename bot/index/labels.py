"""Filters: which passages carry which values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bot.index.entry import Entry

Positions = npt.NDArray[np.int64]
Labels = Mapping[str, Mapping[str, npt.NDArray[np.int32]]]
"""Filter field → value → positions of the passages that carry it, ascending."""


class LabelCollector:
    """Gathers the labels of entries as they go by."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, list[int]]] = {}
        self.size = 0

    def watch(self, entries: Iterable[Entry]) -> Iterable[Entry]:
        """The same entries, noted."""
        for entry in entries:
            for name, values in entry.labels.items():
                for value in set(values):
                    self._found.setdefault(name, {}).setdefault(value, []).append(self.size)
            self.size += 1
            yield entry

    def labels(self) -> Labels:
        """What was gathered."""
        return {
            name: {value: np.array(positions, dtype=np.int32) for value, positions in values.items()}
            for name, values in self._found.items()
        }


def allowed(labels: Labels, where: Mapping[str, Collection[str]]) -> Positions | None:
    """The passages that carry, for every field of `where`, at least one of its values; None for no limit."""
    found: Positions | None = None
    for name, values in where.items():
        carried = [labels.get(name, {}).get(value) for value in set(values)]
        parts = [part for part in carried if part is not None]
        own = np.unique(np.concatenate(parts)).astype(np.int64) if parts else np.zeros(0, dtype=np.int64)
        found = own if found is None else np.intersect1d(found, own, assume_unique=True)
    return found


def pack(labels: Labels) -> tuple[npt.NDArray[np.int32], list[tuple[str, str, int]]]:
    """Labels as one array and the field, value and number of passages of each stretch of it."""
    places = [(name, value, len(own)) for name, values in labels.items() for value, own in values.items()]
    parts = [own for values in labels.values() for own in values.values()]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32), places


def unpack(positions: npt.NDArray[np.int32], places: Sequence[tuple[str, str, int]]) -> Labels:
    """The inverse of `pack`."""
    labels: dict[str, dict[str, npt.NDArray[np.int32]]] = {}
    begin = 0
    for name, value, size in places:
        labels.setdefault(name, {})[value] = positions[begin : begin + size]
        begin += size
    return labels
