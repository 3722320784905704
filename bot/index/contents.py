"""All that an index consists of, and how it is made from entries, written and read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.index.analysis import BREAK
from bot.index.building import Parameters, Parts, from_arrays, put_together, to_arrays
from bot.index.entry import Entry
from bot.index.forward import rows_of_entries
from bot.index.labels import LabelCollector, Labels, pack, unpack
from bot.index.question import Synonyms, phrases
from bot.index.storage import Folder, IndexUnusable, Memory, load

DEFAULTS = Parameters(k1=1.2, b=0.75, epsilon=0.25, idf="lucene", dtype="float32")
"""k1 and b as most engines have them; better ones for one collection are worse ones for another."""


@dataclass(frozen=True, slots=True)
class Contents:
    """`ids` numbers the terms, BREAK being 0; `spellings` are the words as written, one a line in UTF-8."""

    ids: dict[str, int]
    parts: Parts
    parameters: Parameters
    labels: Labels = field(default_factory=dict)
    synonyms: Synonyms = field(default_factory=dict)
    spellings: npt.NDArray[np.uint8] = field(default_factory=lambda: _lines(()))


def from_entries(
    entries: Iterable[Entry], synonyms: Mapping[str, Sequence[str]], folder: Path | None
) -> Contents:
    """The contents of an index of these entries, made in memory or in a folder. Raises OSError."""
    ids = {BREAK: 0}
    words: set[str] = set()
    collector = LabelCollector()
    store = Memory() if folder is None else Folder(folder)
    rows = rows_of_entries(collector.watch(entries), ids, words)
    parts = put_together(rows, ids, DEFAULTS, store)
    labels, spellings = collector.labels(), _lines(sorted(words))
    contents = Contents(ids, parts, DEFAULTS, labels, phrases(synonyms), spellings)
    if folder is None or not isinstance(store, Folder):
        return contents
    _finish(contents, store)
    return read(folder)


def write(contents: Contents, folder: Path) -> None:
    """Save contents. Raises OSError, and ValueError for a term with a line end in it."""
    if any("\n" in term for term in contents.ids):
        raise ValueError("a term with a line end cannot be saved")
    target = Folder(folder)
    for name, array in to_arrays(contents.parts).items():
        target.new(name, len(array), array.dtype)[:] = array
    _finish(contents, target)


def _finish(contents: Contents, target: Folder) -> None:
    positions, places = pack(contents.labels)
    target.new("labels", len(positions), positions.dtype)[:] = positions
    for name, text in (("terms", _lines(contents.ids)), ("spellings", contents.spellings)):
        target.new(name, len(text), text.dtype)[:] = text
    synonyms = [[asked, meant] for asked, meant in contents.synonyms.items()]
    target.finish({"labels": places, "parameters": asdict(contents.parameters), "synonyms": synonyms})


def read(folder: Path) -> Contents:
    """Saved contents, mapped. Raises IndexUnusable."""
    arrays, notes = load(folder)
    try:
        terms = arrays["terms"].tobytes().decode("utf-8", "surrogatepass").split("\n")
        return Contents(
            ids=dict(zip(terms, range(len(terms)), strict=True)),
            parts=from_arrays(arrays),
            parameters=Parameters(**notes["parameters"]),
            labels=unpack(arrays["labels"], notes["labels"]),
            synonyms={tuple(asked): tuple(map(tuple, meant)) for asked, meant in notes["synonyms"]},
            spellings=arrays["spellings"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise IndexUnusable(f"{folder.name} lacks a part: {error}") from error


def words_of(contents: Contents) -> frozenset[str]:
    """The words as written, for the repair of typing errors."""
    return frozenset(contents.spellings.tobytes().decode("utf-8", "surrogatepass").split("\n")) - {""}


def _lines(words: Collection[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode("utf-8", "surrogatepass"), dtype=np.uint8)
