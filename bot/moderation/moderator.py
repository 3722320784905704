"""What moderators do to the knowledge of a running bot. One at a time, off the event loop, all or nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bot.knowledge import KnowledgeFaults
from bot.knowledge.loader import check_folder
from bot.moderation.changes import Change, compare, counted, touches
from bot.moderation.disk import Disk, SharedDisk
from bot.moderation.editing import Edit, UnsoundEditError, edit_folder
from bot.moderation.generations import Generation, StoreError
from bot.moderation.history import HOST, MAX_SUMMARY, Entry, Kind, Outcome
from bot.moderation.loading import Loaded, Stage, UnsteadyError, Versions, load_folder
from bot.moderation.memory import considerately, release
from bot.moderation.progress import PATIENCE, Progress, followed
from bot.moderation.results import (
    Applied,
    Asked,
    AtWork,
    Checked,
    Discarded,
    OccupiedError,
    Result,
    StaleError,
    Unchanged,
    UnknownVersionError,
)
from bot.moderation.start import Health, Opened, read_generation
from bot.moderation.status import Status, counts_of, days_since, newest_source
from bot.runtime.holder import KnowledgeHolder

ASKED_LIFE = 900.0
"""Seconds for which a change that waits for an answer is kept in memory; after that it is read again."""

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


class Moderator:
    """Changes what `holder` serves. `now` is the time in UTC; `patience` is in seconds.

    `heard` is called, on the event loop, with every entry of the history.
    """

    def __init__(
        self,
        folder: Path,
        holder: KnowledgeHolder,
        opened: Opened,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience: float = PATIENCE,
    ) -> None:
        self.generations = opened.store.generations
        self.history = opened.store.history
        self.generation = opened.generation
        self.health = opened.health
        self.heard: Callable[[Entry], None] = lambda _: None
        self.asked: Asked | None = None
        self.at_work: AtWork | None = None
        self.disk: Disk = SharedDisk()
        """What changes files of the knowledge folder."""
        self.folder = folder
        self.holder = holder
        self._now = now
        self._patience = patience
        self._served = opened.loaded
        self._previous: Loaded | None = None
        self._waiting: Versions | None = None
        # One thread of its own: what touches the disk can never run twice at once, nor wait for answers.
        self._lane = ThreadPoolExecutor(1, thread_name_prefix="moderator")

    def close(self) -> None:
        """Finish what is being done and let other processes have the history folder. Not in the loop."""
        self._lane.shutdown(cancel_futures=True)
        self.generations.close()

    def wait(self) -> None:
        """Wait until everything is done that was begun, also what nobody waits for. Not in the event loop."""
        self._lane.submit(int).result()

    async def reload(
        self, who: int, progress: Progress | None = None, *, ask: bool = False, kind: Kind = Kind.RELOAD
    ) -> Result:
        """Read the knowledge folder; apply what touches no grade and removes nothing, and ask about the rest.

        `ask` asks about everything. Raises OccupiedError, KnowledgeFaults, UnsteadyError or StoreError; what
        is served then stays.
        """
        async with self._alone(who, kind):
            found = await self._run(self._load, progress)
            return await self._settle(who, kind, found, progress, ask=ask)

    async def edit(
        self, who: int, kind: Kind, edit: Edit, what: str = "", progress: Progress | None = None
    ) -> Result:
        """Change files of the knowledge folder, and go on as `reload` does. `what` is for the history.

        Raises as `reload` when the folder cannot be used as it is, UnsoundEditError when it could not be
        served afterwards, and whatever `edit` raises; the files are then as they were.
        """
        async with self._alone(who, kind):
            found = await self._run(
                lambda stage: edit_folder(self.folder, edit, self._served, stage, self.disk), progress
            )
            return await self._settle(who, kind, found, progress, what=what)

    async def apply(self, who: int, before: str, after: str, progress: Progress | None = None) -> Result:
        """Serve the change that was shown, from version `before` to `after`, exactly as it was shown.

        Works after a restart too: the folder is then read again. Raises as `reload`, and StaleError.
        """
        kind = Kind.RELOAD
        async with self._alone(who, kind):
            if self._served.version == after:
                return Unchanged(after)
            found = self._waiting
            if found is None or found[0].version != after:
                found = await self._run(self._load, progress)
            if found[0].version != after or self._served.version != before:
                raise StaleError
            change = await self._compare(found[0])
            return await self._apply(who, kind, found, change, progress)

    async def discard(self, who: int, after: str) -> Discarded:
        """Leave a change that was shown unserved. Raises OccupiedError, or StoreError."""
        async with self._alone(who, Kind.DISCARD):
            self._forget()
            if self._served.version != after and self.generation.number:
                generation = self.generation
                self.generation = await self._run(lambda _: self.generations.put_aside(generation, after))
            await self._note(who, Kind.DISCARD, Outcome.DISCARDED, after=after)
            return Discarded(after)

    async def rollback(self, who: int, version: str = "", progress: Progress | None = None) -> Result:
        """Serve a version that was applied before: the last but one, or the one whose id begins so.

        Raises OccupiedError, UnknownVersionError, DamagedError, KnowledgeFaults or StoreError.
        """
        async with self._alone(who, Kind.ROLLBACK):
            kept = await self._run(lambda _: self.generations.applied())
            found = _find(kept, version, self._served.version)
            if found.version == self._served.version:
                return Unchanged(found.version)
            loaded = await self._run(lambda stage: self._earlier(found, stage), progress)
            change = await self._compare(loaded)
            at, aside = self._stamp(), self._served.version
            generation = await self._run(
                lambda _: self.generations.renew(found, at=at, who=who, kind=Kind.ROLLBACK, aside=aside)
            )
            self._serve(loaded, generation)
            await self._note(who, Kind.ROLLBACK, Outcome.APPLIED, change)
            return Applied(change)

    async def validate(self, who: int, progress: Progress | None = None) -> Checked:
        """Check the knowledge folder without serving it. Raises OccupiedError."""
        async with self._alone(who, Kind.VALIDATE):
            faults, warnings = await self._run(lambda _: check_folder(self.folder), progress)
            summary = f"{counted(len(faults), 'fault')}, {counted(len(warnings), 'warning')}"
            outcome = Outcome.FAULTY if faults else Outcome.SHOWN
            await self._note(who, Kind.VALIDATE, outcome, summary=summary)
            return Checked(tuple(faults), tuple(warnings))

    async def status(self) -> Status:
        """What is served, in figures."""
        contents = self._served.knowledge.contents
        counts, newest = await asyncio.to_thread(lambda: (counts_of(contents), newest_source(contents)))
        return Status(
            version=contents.version,
            generation=self.generation,
            counts=counts,
            newest=newest,
            age=days_since(newest, self._now().date()),
            warnings=self._served.warnings,
            health=self.health,
            asked=self.asked,
            at_work=self.at_work,
        )

    async def versions(self) -> list[Generation]:
        """The versions that can be gone back to, the current one first."""
        return await asyncio.to_thread(self.generations.applied)

    async def note(self, who: int, kind: Kind, outcome: Outcome, summary: str = "") -> None:
        """Write into the history what changes no knowledge: a denied attempt, a page shown, roles chosen."""
        await self._note(who, kind, outcome, summary=summary)

    def _load(self, stage: Stage) -> Versions:
        return load_folder(self.folder, self._served, stage)

    async def _compare(self, loaded: Loaded) -> Change:
        served, found = self._served.knowledge.contents, loaded.knowledge.contents
        return await self._run(lambda _: compare(served, found))

    def _earlier(self, generation: Generation, stage: Stage) -> Loaded:
        if self._previous is not None and self._previous.version == generation.version:
            self.generations.read(generation)  # what a restart would serve has to be sound
            return self._previous
        stage(f"loading version {generation.version}")
        return read_generation(self.generations, generation, self._served)

    async def _settle(
        self,
        who: int,
        kind: Kind,
        found: Versions,
        progress: Progress | None,
        *,
        ask: bool = False,
        what: str = "",
    ) -> Result:
        """Apply what the folder holds now, or ask about it."""
        self.health = replace(self.health, faults=(), unsteady=False)
        change = await self._compare(found[0])
        if not change:
            self._drop(found[0])
            await self._note(who, kind, Outcome.UNCHANGED, change, summary=what)
            return Unchanged(change.after)
        if kind is Kind.WATCH and change.after in (self.generation.aside, self._asked_for()):
            self._drop(found[0])  # decided on, or being decided on
            return Unchanged(self._served.version)
        if not ask and not touches(change):
            return await self._apply(who, kind, found, change, progress, what)
        earlier = self.asked if self.asked and self.asked.who not in (who, HOST) else None
        asked = Asked(change, who, self._now())
        self._keep_waiting(found, asked)
        await self._note(who, kind, Outcome.ASKED, change, summary=what)
        return replace(asked, other=earlier)

    async def _apply(
        self,
        who: int,
        kind: Kind,
        found: Versions,
        change: Change,
        progress: Progress | None,
        what: str = "",
    ) -> Applied:
        loaded, files = found
        at = self._stamp()

        def keep(stage: Stage) -> Generation:
            stage("writing the new version")
            return self.generations.add(files, at=at, who=who, kind=kind)

        # First on disk, then served: whatever happens in between, the next start has the one or the other.
        generation = await self._run(keep, progress)
        self._serve(loaded, generation)
        await self._note(who, kind, Outcome.APPLIED, change, summary=what)
        return Applied(change)

    def _serve(self, loaded: Loaded, generation: Generation) -> None:
        """Swap the one reference. What was served stays for a rollback; what was before that is dropped,
        which no question can still be using.
        """
        self._forget(besides=loaded)
        dropped, self._previous, self._served = self._previous, self._served, loaded
        self.holder.current = loaded.knowledge
        self.generation = generation
        self.health = Health()
        if dropped is not loaded:
            self._drop(dropped)

    def _asked_for(self) -> str:
        return self.asked.change.after if self.asked else ""

    def _keep_waiting(self, found: Versions, asked: Asked) -> None:
        self._forget()
        self._waiting, self.asked = found, asked
        loop = asyncio.get_running_loop()
        loop.call_later(ASKED_LIFE, self._let_go, asked)

    def _let_go(self, asked: Asked) -> None:
        """Free the memory of a change that nobody has decided on. Its buttons go on working."""
        if self.asked is asked and self._waiting is not None:
            (loaded, _), self._waiting = self._waiting, None
            self._drop(loaded)

    def _forget(self, besides: Loaded | None = None) -> None:
        waiting, self._waiting, self.asked = self._waiting, None, None
        if waiting is not None and waiting[0] is not besides:
            self._drop(waiting[0])

    def _drop(self, loaded: Loaded | None) -> None:
        if loaded is not None:
            self._lane.submit(release, [loaded])

    @asynccontextmanager
    async def _alone(self, who: int, kind: Kind) -> AsyncIterator[None]:
        """Be the only one at it, and leave an entry however it fails."""
        if self.at_work is not None:
            at_work = self.at_work
            await self._note(who, kind, Outcome.BUSY)
            raise OccupiedError(at_work)
        self.at_work = AtWork(who, kind, self._now())
        try:
            yield
        except KnowledgeFaults as error:
            if kind is not Kind.ROLLBACK:
                self.health = replace(self.health, faults=error.faults)
            summary = f"{counted(len(error.faults), 'fault')}; {error.faults[0]}"
            await self._note(who, kind, Outcome.FAULTY, summary=summary)
            raise
        except UnsoundEditError as error:
            await self._note(who, kind, Outcome.FAULTY, summary=str(error))
            raise
        except (UnsteadyError, StoreError, StaleError, UnknownVersionError) as error:
            await self._note(who, kind, Outcome.FAILED, summary=str(error))
            raise
        finally:
            self.at_work = None

    async def _run(self, work: Callable[[Stage], _T], progress: Progress | None = None) -> _T:
        """Do something in the lane; tell how far it is whenever `patience` has passed."""
        stages = ["starting"]

        def done() -> _T:
            with considerately():
                return work(stages.append)

        future = asyncio.get_running_loop().run_in_executor(self._lane, done)
        return await followed(future, stages, progress, self._patience)

    async def _note(
        self,
        who: int,
        kind: Kind,
        outcome: Outcome,
        change: Change | None = None,
        *,
        after: str = "",
        summary: str = "",
    ) -> None:
        before, after = (change.before, change.after) if change else (self._served.version, after)
        text = ": ".join(part for part in (summary, change.summary if change else "") if part)
        entry = Entry(self._stamp(), who, kind, outcome, before, after, text[:MAX_SUMMARY])
        try:
            await asyncio.to_thread(self.history.append, entry)
        except OSError as error:
            # The bot must go on answering when its log cannot be written; the status says so.
            _log.error("the history cannot be written: %s", error.strerror)
            self.health = replace(self.health, log=error.strerror or type(error).__name__)
        self.heard(entry)

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")


def _find(kept: list[Generation], version: str, served: str) -> Generation:
    """The version that begins so, or the newest that is not served. Raises UnknownVersionError."""
    others = [generation for generation in kept if generation.version != served]
    found = [item for item in kept if item.version.startswith(version.lower())] if version else others[:1]
    if len(found) != 1:
        raise UnknownVersionError(tuple(others))
    return found[0]
