"""Arrays that searches write to and leave as they found them, so that none is made for every search."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


class Scratch:
    """Arrays of zeros of one size, each lent to one thread at a time and given back as zeros."""

    def __init__(self, size: int, dtype: npt.DTypeLike) -> None:
        self._size, self._dtype = size, dtype
        self._idle: list[npt.NDArray[Any]] = []

    def borrow(self) -> npt.NDArray[Any]:
        """An array to write to, to be set back to zero and given back."""
        try:
            return self._idle.pop()
        except IndexError:
            return np.zeros(self._size, dtype=self._dtype)

    def give_back(self, array: npt.NDArray[Any]) -> None:
        """Take back a borrowed array of zeros."""
        self._idle.append(array)


class Tables:
    """The arrays that a search needs, with a place for each of `terms`."""

    def __init__(self, terms: int) -> None:
        self.marks = Scratch(terms, np.uint8)
        self.values = Scratch(terms, np.float64)
