"""Adding a source to the knowledge: read, looked through, and accepted or not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.importer.about import Hints
from bot.importer.document import ImportFault
from bot.importer.fetch import Policy, fetch
from bot.importer.proposals import Merge
from bot.importer.setup import setup_of
from bot.importer.shelf import Ledger, Record, key_of, shelf
from bot.importer.sources import SourceItem
from bot.importer.workers import Worker
from bot.importer.write import is_untouched
from bot.moderation.drafts import Drafts, GoneError, KeptDraft, Source
from bot.moderation.history import Kind, Outcome
from bot.moderation.memory import considerately
from bot.moderation.moderator import Moderator
from bot.moderation.progress import PATIENCE, Progress, followed
from bot.moderation.results import AtWork, OccupiedError, Result

Given = Callable[[], Awaitable[Source]]
"""Brings a source, from wherever it is. May raise ImportFault."""

_log = logging.getLogger(__name__)


class HandEditedError(Exception):
    """The report file that would be replaced was written or edited by hand."""

    def __init__(self, report: str) -> None:
        super().__init__(report)
        self.report = report


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of accepting: the reload's result, the report's id, what was done with the judgments."""

    result: Result
    report: str
    merge: Merge


class Adding:
    """Reads sources into `drafts` and puts accepted ones into the knowledge of `moderator`.

    `now` is the time in UTC; `patience` is in seconds. One source is read at a time; other work on the
    knowledge may go on beside it.
    """

    def __init__(
        self,
        moderator: Moderator,
        drafts: Drafts,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience: float = PATIENCE,
    ) -> None:
        self.drafts = drafts
        self.policy = Policy()
        """What may be fetched."""
        self._moderator = moderator
        self._now = now
        self._patience = patience
        self._at_work: AtWork | None = None

    async def fetched(self, url: str) -> Source:
        """The page at an address. Raises ImportFault."""
        page = await fetch(url, self.policy)
        return Source(page.url, page.data, page.content_type, page.url)

    async def read(self, who: int, given: Given, hints: Hints, progress: Progress | None = None) -> KeptDraft:
        """Read a source and keep what was understood of it until a moderator decides.

        Raises OccupiedError, ImportFault, KnowledgeFaults when the publishers cannot be read, or OSError.
        """
        if (at_work := self._at_work) is not None:
            await self._moderator.note(who, Kind.ADD, Outcome.BUSY)
            raise OccupiedError(at_work)
        self._at_work = AtWork(who, Kind.ADD, self._now())
        stages = ["fetching the source"]
        task = asyncio.ensure_future(self._read(who, given, hints, stages))
        try:
            kept = await followed(task, stages, progress, self._patience)
        except ImportFault as fault:
            await self._moderator.note(who, Kind.ADD, Outcome.FAILED, str(fault))
            raise
        finally:
            task.cancel()
            self._at_work = None
        await self._moderator.note(who, Kind.ADD, Outcome.SHOWN, kept.draft.report.title)
        return kept

    async def read_again(
        self, who: int, draft: str, hints: Hints, progress: Progress | None = None
    ) -> KeptDraft:
        """Read a draft's source with other details; the new draft takes the place of the old one.

        Raises GoneError, or as `read`; the old draft then stays.
        """

        async def given() -> Source:
            return await asyncio.to_thread(lambda: self.drafts.source(self.drafts.find(draft)))

        kept = await self.read(who, given, hints, progress)
        with suppress(GoneError):
            await asyncio.to_thread(self.drafts.drop, draft)
        return kept

    async def accept(
        self,
        who: int,
        draft: str,
        *,
        judgments: bool = True,
        replacing: bool = False,
        progress: Progress | None = None,
    ) -> Accepted:
        """Put a draft's report, and its judgments if wanted, into the knowledge, and reload.

        A judgment that is held already is left as it is. Raises GoneError, HandEditedError unless `replacing`
        says that such a file may be replaced, or as `Moderator.edit`; then nothing is written.
        """
        kept = await asyncio.to_thread(self.drafts.find, draft)
        work = _Acceptance(self._moderator.folder, self.drafts, kept, judgments, replacing)
        title = kept.draft.report.title
        result = await self._moderator.edit(who, Kind.ADD, work.edit, title, progress)
        await asyncio.to_thread(work.finish)
        return Accepted(result, work.report, work.merge)

    async def discard(self, who: int, draft: str) -> KeptDraft:
        """Delete a draft. Raises GoneError or OSError."""
        kept = await asyncio.to_thread(self.drafts.find, draft)
        await asyncio.to_thread(self.drafts.drop, draft)
        await self._moderator.note(who, Kind.ADD, Outcome.DISCARDED, kept.draft.report.title)
        return kept

    async def _read(self, who: int, given: Given, hints: Hints, stages: list[str]) -> KeptDraft:
        source = await given()
        stages.append("reading the source")
        return await asyncio.to_thread(self._understood, who, source, hints)

    def _understood(self, who: int, source: Source, hints: Hints) -> KeptDraft:
        contents = self._moderator.holder.current.contents
        setup = setup_of(self._moderator.folder, contents.frameworks, contents.subjects)
        name = SourceItem(source.name).short if source.url == source.name else source.name
        hints = replace(hints, url=hints.url or source.url, name=name)
        # What the worker says of a long source becomes thousands of value objects, and a file of them.
        with considerately(), Worker(setup) as worker:
            imported = worker.read(source.data, hints, content_type=source.content_type, full=True)
            return self.drafts.keep(who, self._now(), source, hints, imported)


class _Acceptance:
    """One draft on its way into the knowledge folder. Works on the disk, off the event loop."""

    def __init__(
        self, folder: Path, drafts: Drafts, kept: KeptDraft, judgments: bool, replacing: bool
    ) -> None:
        self.report = ""
        self.merge = Merge()
        self._folder = folder
        self._drafts = drafts
        self._kept = kept
        self._judgments = judgments
        self._replacing = replacing
        self._record = Record(shelf(folder, None)[0])

    def edit(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """The report file, then the judgments, which may cite it. Raises GoneError or HandEditedError."""
        draft = self._drafts.find(self._kept.id).draft  # it may have been decided on while this one waited
        address = f"\nurl: {draft.report.url}".rstrip() + "\n"

        def other(name: str) -> bool:
            return address.encode() not in files.get(f"reports/{name}.md", address.encode())

        self.report = self._record.name_for(draft.report.id, self._kept.source, other)
        draft = replace(draft, report=replace(draft.report, id=self.report))
        path, new = f"reports/{self.report}.md", self._drafts.report(self._kept.id).encode()
        held = files.get(path, new)
        if held != new and not self._replacing and not is_untouched(held.decode()):
            raise HandEditedError(self.report)
        writes = {path: new}
        if self._judgments:
            ledger = Ledger(self._folder, lambda file: self._text(files, file))
            self.merge = ledger.accept(draft)
            writes |= {self._inside(file): text.encode() for file, text in ledger.changes().items()}
        return writes

    def finish(self) -> None:
        """Remember which report the source became, and let go of the draft. A crash before this costs only
        that the draft is still shown; accepting it again changes nothing.
        """
        with suppress(GoneError):  # discarded by somebody meanwhile
            key = key_of(self._drafts.source(self._kept).data, repr(self._kept.hints))
            try:
                self._record.note(key, self._kept.source, self.report)
            except OSError as error:
                _log.warning("the record of imported sources cannot be written: %s", error.strerror)
            self._drafts.drop(self._kept.id)

    def _text(self, files: Mapping[str, bytes], file: Path) -> str | None:
        data = files.get(self._inside(file))
        return None if data is None else data.decode("utf-8-sig")

    def _inside(self, file: Path) -> str:
        return file.relative_to(self._folder).as_posix()
