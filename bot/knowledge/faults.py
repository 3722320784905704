"""What is wrong with a knowledge folder, as data: file, line, field and a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

MAX_PER_FILE = 100
"""Faults listed of one file. A file with more is broken as a whole, and nobody reads the rest."""
MAX_FAULTS = 1_000
"""Faults listed of one folder."""
_SHOWN = 60
"""Characters of a wrong value that a message repeats."""
_LISTED = 8
"""How many valid words a message lists when none of them is near."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong.

    `file` is the POSIX path inside the knowledge folder, or the folder's own name when no file is meant;
    `line` counts from 1 and is 0 only for a fault of a folder; `field` is the field or column, or empty.
    """

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class KnowledgeFaults(Exception):
    """A knowledge folder cannot be served. Holds every fault found, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class FaultLog:
    """Collects faults, which keep a folder from being served, and warnings, which do not.

    Of one file MAX_PER_FILE faults are kept and of a folder MAX_FAULTS, so that a hostile folder costs
    neither memory nor patience; the list says where it was cut.
    """

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._warnings: list[Fault] = []
        self._counts: dict[str, int] = {}

    def fault(self, file: str, line: int, field: str, message: str) -> None:
        """Note a fault."""
        count = self._counts[file] = self._counts.get(file, 0) + 1
        if len(self._faults) > MAX_FAULTS:
            return
        if len(self._faults) == MAX_FAULTS:
            field, message = "", f"more than {MAX_FAULTS:,} faults; the rest of the folder is not listed"
        elif count == MAX_PER_FILE + 1:
            field, message = "", f"more than {MAX_PER_FILE} faults; the rest of this file is not listed"
        elif count > MAX_PER_FILE:
            return
        self._faults.append(Fault(file, line, field, message))

    def warn(self, file: str, line: int, field: str, message: str) -> None:
        """Note something that a person should look at."""
        self._warnings.append(Fault(file, line, field, message))

    def full(self, file: str) -> bool:
        """Whether the file has so many faults that reading on tells nobody anything."""
        return self._counts.get(file, 0) > MAX_PER_FILE

    def faulty(self, file: str) -> bool:
        """Whether a fault of this file is known."""
        return file in self._counts

    def faulty_within(self, *folders: str) -> bool:
        """Whether a fault of one of these folders, or of a file in them, is known."""
        return any(file.partition("/")[0] in folders for file in self._counts)

    @property
    def faults(self) -> list[Fault]:
        """All faults, by file and line."""
        return _by_place(self._faults)

    @property
    def warnings(self) -> list[Fault]:
        """All warnings, by file and line."""
        return _by_place(self._warnings)


def _by_place(found: list[Fault]) -> list[Fault]:
    return sorted(found, key=lambda fault: (fault.file, fault.line))


def quoted(value: str) -> str:
    """A value as a message repeats it: in quotation marks, cut when long, nothing invisible left raw."""
    if len(value) > _SHOWN:
        value = value[: _SHOWN - 1] + "…"
    return f"“{printable(value)}”"


def printable(value: str) -> str:
    """The text with every character that would not show (or would break a line) escaped."""
    if value.isprintable():
        return value
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in value)


def unknown(value: str, valid: Collection[str]) -> str:
    """The sentence for a word that is none of `valid`: with the nearest one, or with all if they are few."""
    if not value:
        head = "is empty"
    else:
        head = f"{quoted(value)} is not known"
        if near := nearest(value, valid):
            return f"{head}; did you mean {quoted(near)}?"
    if 0 < len(valid) <= _LISTED:
        return f"{head}; it is one of: {', '.join(valid)}"
    return head


def nearest(value: str, valid: Collection[str], cutoff: float = 65.0) -> str:
    """The valid word most like `value` (RapidFuzz's ratio, 0 to 100, at least `cutoff`), or ''."""
    from rapidfuzz import fuzz, process  # only where something is wrong: a sound folder loads without it

    found = process.extractOne(
        value[:_SHOWN], tuple(valid), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=cutoff
    )
    return found[0] if found else ""
