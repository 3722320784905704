"""A built index as a folder of numpy files that are mapped, not read, so that a large one starts at once.

`manifest.json` is written last and names every other file with its size and checksum. Of a large index only
the ends and some pages between are checked at each start: that finds what crashes and full disks leave, files
cut short or of different builds, without reading gigabytes.
"""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import Stemmer

VERSION = 1
"""Raise it with every change of the analysis, the formula or the files: indexes saved before are refused."""
_MANIFEST = "manifest.json"
_WORDS = "words.json"
_WHOLE = 1 << 22  # bytes up to which a file is checked whole
_SAMPLES, _PAGE = 64, 4096

Array = npt.NDArray[Any]


class IndexUnusable(Exception):
    """A saved index that is missing, damaged or made by another version. Build it again."""


class Growing(Protocol):
    """An array that is made piece by piece."""

    def append(self, piece: Array) -> None:
        """Add these values behind the others. May raise OSError."""

    def finish(self) -> Array:
        """The whole array. May raise OSError."""


class Store(Protocol):
    """Where the arrays of an index are made. May raise OSError."""

    def new(self, name: str, length: int, dtype: npt.DTypeLike) -> Array:
        """An array of this length, to be filled."""

    def growing(self, name: str, dtype: npt.DTypeLike) -> Growing:
        """An array whose length is not known yet."""


class Memory:
    """A store in memory."""

    def new(self, name: str, length: int, dtype: npt.DTypeLike) -> Array:
        """See Store."""
        return np.empty(length, dtype=dtype)

    def growing(self, name: str, dtype: npt.DTypeLike) -> Growing:
        """See Store."""
        return _Pieces(dtype)


class _Pieces:
    def __init__(self, dtype: npt.DTypeLike) -> None:
        self._pieces = [np.empty(0, dtype=dtype)]

    def append(self, piece: Array) -> None:
        self._pieces.append(piece.astype(self._pieces[0].dtype, copy=False))

    def finish(self) -> Array:
        return np.concatenate(self._pieces)


class _GrowingFile:
    """A .npy file whose header, which numpy pads for that, is written anew once the length is known."""

    def __init__(self, path: Path, dtype: npt.DTypeLike) -> None:
        self._path, self._dtype, self._length = path, np.dtype(dtype), 0
        self._file = path.open("wb")
        self._write_header()

    def _write_header(self) -> None:
        shape = (self._length,)
        header = {"descr": self._dtype.str, "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(self._file, header)

    def append(self, piece: Array) -> None:
        self._file.write(piece.astype(self._dtype, copy=False).data)
        self._length += len(piece)

    def finish(self) -> Array:
        self._file.seek(0)
        self._write_header()
        self._file.close()
        return _mapped(self._path)


class Folder:
    """A folder that an index is being written to. Nothing stands under its name before `finish`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._draft = folder.with_name(folder.name + ".new")
        shutil.rmtree(self._draft, ignore_errors=True)
        self._draft.mkdir(parents=True)

    def new(self, name: str, length: int, dtype: npt.DTypeLike) -> Array:
        """See Store; mapped for writing."""
        path = self._draft / f"{name}.npy"
        if length == 0:  # an empty file cannot be mapped
            np.save(path, np.empty(0, dtype=dtype))
            return np.empty(0, dtype=dtype)
        mapped = np.lib.format.open_memmap(path, mode="w+", dtype=np.dtype(dtype), shape=(length,))
        return mapped.view(np.ndarray)

    def growing(self, name: str, dtype: npt.DTypeLike) -> Growing:
        """See Store."""
        return _GrowingFile(self._draft / f"{name}.npy", dtype)

    def finish(self, words: Mapping[str, Any]) -> None:
        """Write what is no array, check everything in and give the folder its name. Raises OSError."""
        (self._draft / _WORDS).write_text(json.dumps(words), encoding="ascii")
        files = {path.name: _checked(path) for path in sorted(self._draft.iterdir())}
        manifest = {"version": VERSION, "stemmer": Stemmer.version(), "files": files}
        (self._draft / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="ascii")
        shutil.rmtree(self._folder, ignore_errors=True)
        self._draft.rename(self._folder)


def load(folder: Path) -> tuple[dict[str, Array], dict[str, Any]]:
    """The arrays of a saved index, mapped, and what is no array. Raises IndexUnusable."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="ascii"))
        if manifest["version"] != VERSION or manifest["stemmer"] != Stemmer.version():
            raise IndexUnusable(f"{folder.name} was made by another version")
        for name, expected in manifest["files"].items():
            if _checked(folder / name) != expected:
                raise IndexUnusable(f"{folder.name}/{name} is damaged")
        words = json.loads((folder / _WORDS).read_text(encoding="ascii"))
        arrays = {Path(name).stem: _mapped(folder / name) for name in manifest["files"] if name != _WORDS}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexUnusable(f"{folder.name} cannot be read: {error}") from error
    return arrays, words


def _mapped(path: Path) -> Array:
    try:
        found: Array = np.load(path, mmap_mode="r").view(np.ndarray)
    except ValueError:  # an empty array cannot be mapped
        found = np.load(path)
    return found


def _checked(path: Path) -> list[int]:
    """Size and checksum of a file."""
    size = path.stat().st_size
    checksum = 0
    for piece in _pieces(path, size):
        checksum = zlib.crc32(piece, checksum)
    return [size, checksum]


def _pieces(path: Path, size: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        if size <= _WHOLE:
            yield file.read()
            return
        for place in np.linspace(0, size - _PAGE, _SAMPLES, dtype=np.int64).tolist():
            file.seek(place)
            yield file.read(_PAGE)
