"""Who changed the knowledge, when and how it ended: one JSON object a line, only ever added to."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from bot.moderation.disk import Disk

HOST = 0
"""Stands for the host in place of a user's id: a start, or files that changed while the folder is watched."""
MAX_SUMMARY = 300
"""Characters of a summary."""
_BLOCK = 1 << 16


class Kind(StrEnum):
    """What was attempted."""

    START = "start"
    RELOAD = "reload"
    WATCH = "watch"
    ROLLBACK = "rollback"
    DISCARD = "discard"
    STATUS = "status"
    DIFF = "diff"
    HISTORY = "history"
    VALIDATE = "validate"
    UNANSWERED = "unanswered"
    FEEDBACK = "feedback"
    ADD = "add"
    ROLES = "roles"
    """A server was given other moderator roles."""


class Outcome(StrEnum):
    """How it ended."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    ASKED = "asked"
    """A change was shown and waits for Apply or Discard."""
    DISCARDED = "discarded"
    FAULTY = "faulty"
    """The knowledge files hold faults."""
    FAILED = "failed"
    """The disk, or files that kept changing, stood in the way."""
    BUSY = "busy"
    """Somebody else was at it."""
    DENIED = "denied"
    """Whoever tried is no moderator here."""
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Entry:
    """One attempt. `at` is ISO in UTC, `who` the id of a user or HOST, `before` and `after` are versions."""

    at: str
    who: int
    kind: Kind
    outcome: Outcome
    before: str = ""
    after: str = ""
    summary: str = ""


class History:
    """The log in `file`. Nothing touches the disk before the first call."""

    def __init__(self, file: Path, disk: Disk | None = None) -> None:
        self._file = file
        self._disk = disk or Disk()

    def append(self, entry: Entry) -> None:
        """Add an entry, down to the disk. Raises OSError."""
        self._disk.make_folder(self._file.parent)
        self._disk.append(self._file, json.dumps(asdict(entry), ensure_ascii=False).encode())

    def latest(self, count: int, skip: int = 0, kinds: Collection[Kind] = frozenset(Kind)) -> list[Entry]:
        """Up to `count` entries of these kinds, the newest first, after leaving out the `skip` newest.

        A line that a crash has torn is passed over. A log that is missing has no entries.
        """
        try:
            with self._file.open("rb") as stream:
                found = _entries(_lines_backwards(stream))
                return list(islice((entry for entry in found if entry.kind in kinds), skip, skip + count))
        except FileNotFoundError:
            return []


def _entries(lines: Iterator[bytes]) -> Iterator[Entry]:
    for line in lines:
        try:
            body = json.loads(line)
            yield Entry(**{**body, "kind": Kind(body["kind"]), "outcome": Outcome(body["outcome"])})
        except (ValueError, TypeError, KeyError):
            continue


def _lines_backwards(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file from the last to the first, reading no more of it than is asked for."""
    place, rest = stream.seek(0, os.SEEK_END), b""
    while place:
        size = min(_BLOCK, place)
        place -= size
        stream.seek(place)
        rest, *lines = (stream.read(size) + rest).split(b"\n")
        yield from reversed(lines)
    yield rest
