"""Many sources at once: read in parallel by worker processes, written in the order of the sources."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from bot.importer.about import Hints
from bot.importer.document import ImportFault
from bot.importer.draft import Draft
from bot.importer.shelf import Outcome, Record, Shelf, key_of, save
from bot.importer.sources import SourceItem, read_file
from bot.importer.worker import Setup
from bot.importer.workers import Imported, Worker

_AHEAD = 4
"""Sources read ahead of the writing for each worker; what keeps memory flat however many there are."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the sources of one run are imported. `allowed` are networks beside the public internet."""

    hints: Hints
    jobs: int = 2
    force: bool = False
    again: bool = False
    """Import sources that were imported before, too."""
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one source. `draft` is None when it failed or was done before."""

    source: SourceItem
    outcome: Outcome
    report: str = ""
    draft: Draft | None = None
    passages: int = 0
    size: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """A source's bytes understood, or why not."""

    source: SourceItem
    key: str = ""
    size: int = 0
    done: str = ""
    imported: Imported | None = None
    fault: str = ""


def run(
    sources: Iterable[SourceItem], place: Shelf, setup: Setup, options: Options
) -> Generator[Result, None, None]:
    """Import every source and say what became of it, in the order of the sources.

    A source that fails does not stop the others. Closing the iterator stops the run; what has been given out
    is on disk and recorded.
    """
    record = Record(place)
    readers = _Readers(setup, record, options)
    waiting: deque[Future[_Read]] = deque()
    with ThreadPoolExecutor(options.jobs, thread_name_prefix="import") as threads:
        try:
            for source in sources:
                waiting.append(threads.submit(readers.read, source))
                if len(waiting) >= options.jobs * _AHEAD:
                    yield _written(waiting.popleft().result(), place, record, options)
            while waiting:
                yield _written(waiting.popleft().result(), place, record, options)
        finally:
            for future in waiting:
                future.cancel()
            readers.close()


def _written(read: _Read, place: Shelf, record: Record, options: Options) -> Result:
    if read.done:
        return Result(read.source, Outcome.SKIPPED, read.done, size=read.size)
    if read.imported is None:
        return Result(read.source, Outcome.FAILED, size=read.size, message=read.fault)
    draft, text = read.imported.draft, read.imported.text
    report = record.name_for(draft.report.id, read.source.name)
    draft = replace(draft, report=replace(draft.report, id=report))
    try:
        outcome = save(place, report, text, draft, force=options.force)
    except OSError as error:
        return Result(
            read.source, Outcome.FAILED, size=read.size, message=f"cannot be written: {error.strerror}"
        )
    message = ""
    if outcome is Outcome.EDITED:
        message = f"{report}.md was written or edited by hand; --force replaces it"
    else:
        record.add(read.key, read.source.name, report)
    return Result(read.source, outcome, report, draft, read.imported.passages, read.size, message)


class _Readers:
    """One worker process for each thread that reads."""

    def __init__(self, setup: Setup, record: Record, options: Options) -> None:
        self._setup = setup
        self._record = record
        self._options = options
        self._own = threading.local()
        self._workers: list[Worker] = []

    def read(self, source: SourceItem) -> _Read:
        """The source as the worker of this thread understands it."""
        try:
            data, url, content_type = self._data(source)
        except ImportFault as fault:
            return _Read(source, fault=str(fault))
        hints = self._options.hints
        hints = replace(hints, url=hints.url or url, name=source.short)
        key = key_of(data, repr(hints))
        done = None if self._options.again or self._options.force else self._record.done(key)
        if done is not None:
            return _Read(source, key, len(data), done)
        try:
            imported = self._worker().read(data, hints, content_type=content_type)
        except ImportFault as fault:
            return _Read(source, key, len(data), fault=str(fault))
        return _Read(source, key, len(data), imported=imported)

    def _data(self, source: SourceItem) -> tuple[bytes, str, str]:
        if source.path is not None:
            return read_file(source.path), "", ""
        from bot.importer.addresses import networks
        from bot.importer.fetch import Policy, fetch

        allowed = networks(self._options.allowed)
        # Whoever allows an inner network has a server of their own there, on whatever port.
        policy = Policy(allowed=allowed, ports=frozenset(range(65_536))) if allowed else Policy()
        page = asyncio.run(fetch(source.name, policy))
        return page.data, page.url, page.content_type

    def _worker(self) -> Worker:
        worker: Worker | None = getattr(self._own, "worker", None)
        if worker is None:
            worker = self._own.worker = Worker(self._setup)
            self._workers.append(worker)
        return worker

    def close(self) -> None:
        """End all worker processes."""
        for worker in self._workers:
            worker.close()
