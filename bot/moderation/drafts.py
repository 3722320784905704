"""Imported sources that wait for a moderator's decision, kept on disk so that a restart loses none.

Each is a folder that appears and goes at once: the source as it came (for reading it again when its details
are changed), what was understood of it, the report file that it would become, and its paragraphs one a line,
so that a page of them is read without the rest.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bot.importer.about import Hints
from bot.importer.codec import plain, restore
from bot.importer.draft import Draft
from bot.importer.furniture import LeftOut
from bot.importer.workers import Imported
from bot.model import Passage, Speaker
from bot.moderation.disk import TEMPORARY, Disk
from bot.moderation.limits import DRAFT_DAYS, MOST_DRAFTS

_ID = re.compile(r"[0-9a-f]{12}")
_HEAD, _REPORT, _SOURCE, _PASSAGES, _LEFT_OUT = "draft.json", "report.md", "source", "passages", "left-out"
_T = TypeVar("_T")


class GoneError(Exception):
    """A draft has been decided on, or has waited too long."""


@dataclass(frozen=True, slots=True)
class Source:
    """What was given: the name of a file or its address, its bytes, what a server said of their format."""

    name: str
    data: bytes
    content_type: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft that waits. `at` is ISO in UTC, `who` the id of whoever gave the source.

    The passages and what was left out are counted here and read apart; `draft` is without them.
    """

    id: str
    who: int
    at: str
    source: str
    content_type: str
    hints: Hints
    draft: Draft
    kinds: tuple[tuple[str, int], ...]
    speakers: tuple[Speaker, ...]
    passages: int
    left_out: int


class Drafts:
    """The drafts in `folder`. Every method reads or writes the disk and may be called from any thread."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self._folder = folder
        self._disk = disk or Disk()

    def keep(self, who: int, at: datetime, source: Source, hints: Hints, imported: Imported) -> KeptDraft:
        """Keep a draft that was read with all its passages. Raises OSError."""
        self.sweep(at, room=1)
        passages, left_out = imported.draft.report.passages, imported.draft.left_out
        kept = KeptDraft(
            id=secrets.token_hex(6),
            who=who,
            at=at.isoformat(timespec="seconds"),
            source=source.name,
            content_type=source.content_type,
            hints=hints,
            draft=replace(imported.draft, report=replace(imported.draft.report, passages=()), left_out=()),
            kinds=tuple(Counter(str(passage.kind) for passage in passages).most_common()),
            speakers=tuple(dict.fromkeys(one.speaker for one in passages if one.speaker)),
            passages=len(passages),
            left_out=len(left_out),
        )
        parts = {
            _SOURCE: source.data,
            _REPORT: imported.text.encode(),
            _PASSAGES: _lines(passages),
            _LEFT_OUT: _lines(left_out),
            _HEAD: json.dumps(plain(kept), ensure_ascii=False).encode(),
        }
        begun = self._folder / f".{kept.id}{TEMPORARY}"
        self._disk.make_folder(begun)
        for name, data in parts.items():
            self._disk.write(begun / name, data)
        self._disk.replace(begun, self._folder / kept.id)
        return kept

    def find(self, draft: str) -> KeptDraft:
        """The draft of this id. Raises GoneError."""
        try:
            return restore(KeptDraft, json.loads(self._read(draft, _HEAD)))
        except ValueError as error:  # written by another version of the program
            raise GoneError from error

    def report(self, draft: str) -> str:
        """The report file that a draft would become. Raises GoneError."""
        return self._read(draft, _REPORT).decode()

    def source(self, kept: KeptDraft) -> Source:
        """What a draft was read from. Raises GoneError."""
        return Source(kept.source, self._read(kept.id, _SOURCE), kept.content_type, kept.hints.url)

    def passages(self, draft: str, start: int, count: int) -> list[Passage]:
        """So many passages from the place `start` (from 0) on. Raises GoneError."""
        return list(self._items(draft, _PASSAGES, Passage, start, count))

    def left_out(self, draft: str, start: int, count: int) -> list[LeftOut]:
        """So many of the paragraphs that are no passages. Raises GoneError."""
        return list(self._items(draft, _LEFT_OUT, LeftOut, start, count))

    def drop(self, draft: str) -> None:
        """Delete a draft, at once for every reader. Raises GoneError where there is none, or OSError."""
        going = self._folder / f".{draft}-gone{TEMPORARY}"
        try:
            self._disk.replace(self._folder / draft, going)
        except FileNotFoundError as error:
            raise GoneError from error
        shutil.rmtree(going, ignore_errors=True)

    def sweep(self, now: datetime, room: int = 0) -> None:
        """Delete drafts that have waited too long or are too many, leaving room for so many new ones."""
        found = sorted(self._waiting(), key=lambda item: item[0])
        old = sum(at < now - timedelta(days=DRAFT_DAYS) for at, _ in found)
        for _, path in found[: max(old, len(found) + room - MOST_DRAFTS)]:
            shutil.rmtree(path, ignore_errors=True)

    def _waiting(self) -> Iterator[tuple[datetime, Path]]:
        """Every draft with when it was kept; what a crash has left behind is taken for the oldest."""
        if not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            try:
                yield datetime.fromisoformat(self.find(path.name).at), path
            except (GoneError, ValueError):
                shutil.rmtree(path, ignore_errors=True)

    def _read(self, draft: str, part: str) -> bytes:
        if not _ID.fullmatch(draft):
            raise GoneError
        try:
            return (self._folder / draft / part).read_bytes()
        except FileNotFoundError as error:
            raise GoneError from error

    def _items(self, draft: str, part: str, kind: type[_T], start: int, count: int) -> Iterator[_T]:
        try:
            with (self._folder / draft / part).open(encoding="utf-8") as lines:
                for line in islice(lines, start, start + count):
                    yield restore(kind, json.loads(line))
        except FileNotFoundError as error:
            raise GoneError from error


def _lines(items: tuple[object, ...]) -> bytes:
    return "".join(json.dumps(plain(item), ensure_ascii=False) + "\n" for item in items).encode()
