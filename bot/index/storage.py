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
from typing import Any

import numpy as np
import numpy.typing as npt
import Stemmer

VERSION = 1
"""Raise it with every change of the analysis, the formula or the files: indexes saved before are refused."""
_MANIFEST = "manifest.json"
_WORDS = "words.json"
_WHOLE = 1 << 22  # bytes up to which a file is checked whole
_SAMPLES, _PAGE = 64, 4096


class IndexUnusable(Exception):
    """A saved index that is missing, damaged or made by another version. Build it again."""


class Folder:
    """A folder that an index is being written to. Nothing stands under its name before `finish`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._draft = folder.with_name(folder.name + ".new")
        shutil.rmtree(self._draft, ignore_errors=True)
        self._draft.mkdir(parents=True)

    def new(self, name: str, length: int, dtype: npt.DTypeLike) -> npt.NDArray[Any]:
        """A file for an array of this length, mapped for writing. Raises OSError."""
        path = self._draft / f"{name}.npy"
        if length == 0:  # an empty file cannot be mapped
            np.save(path, np.empty(0, dtype=dtype))
            return np.empty(0, dtype=dtype)
        mapped = np.lib.format.open_memmap(path, mode="w+", dtype=np.dtype(dtype), shape=(length,))
        return mapped.view(np.ndarray)

    def finish(self, words: Mapping[str, Any]) -> None:
        """Write what is no array, check everything in and give the folder its name. Raises OSError."""
        (self._draft / _WORDS).write_text(json.dumps(words), encoding="ascii")
        files = {path.name: _checked(path) for path in sorted(self._draft.iterdir())}
        manifest = {"version": VERSION, "stemmer": Stemmer.version(), "files": files}
        (self._draft / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="ascii")
        shutil.rmtree(self._folder, ignore_errors=True)
        self._draft.rename(self._folder)


def load(folder: Path) -> tuple[dict[str, npt.NDArray[Any]], dict[str, Any]]:
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


def _mapped(path: Path) -> npt.NDArray[Any]:
    try:
        found: npt.NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
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
