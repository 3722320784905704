"""A bot's knowledge in any order of events: edits, faults, reloads, decisions, rollbacks, restarts.

A model that fits on a page says what must be served; whatever happens, the bot serves that.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.knowledge import KnowledgeFaults
from bot.knowledge.files import version_of
from bot.moderation import Asked, Moderator, StaleError, UnknownVersionError
from bot.moderation.disk import Disk
from tests.moderation.editions import BROKEN, QUESTIONS, ask, editions_in, files_of, write
from tests.moderation.test_generations import QuickDisk
from tests.moderation.world import ALICE, moderating

KEEP = 3
REGRADED = 1_000
"""Editions from this one on have another grade than those below."""

Files = dict[str, bytes]


def files_in(edition: int) -> Files:
    files = files_of(edition % REGRADED)
    if edition >= REGRADED:
        judgments = "judgments/care.csv"
        files[judgments] = files[judgments].replace(b"graded,fair", b"graded,poor")
    return files


def version(edition: int) -> str:
    return version_of(files_in(edition))


@dataclass
class Model:
    """What should be: editions by their numbers."""

    folder: int
    served: int
    broken: str = ""
    kept: list[int] = field(default_factory=list)
    aside: int | None = None
    asked: tuple[int, int] | None = None

    def serve(self, edition: int, aside: int | None = None) -> None:
        self.served, self.aside, self.asked = edition, aside, None
        self.kept = [edition, *(other for other in self.kept if other != edition)][:KEEP]


class NoLog(QuickDisk):
    """A quick disk that forgets the log."""

    def append(self, path: Path, line: bytes) -> None:
        pass


class Life(RuleBasedStateMachine):
    """One bot, its folder, and its moderators."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    def start(self) -> None:
        disk: Disk = NoLog()
        opened = moderating(self.place / "knowledge", self.place / "state", keep=KEEP, disk=disk)
        self.moderator: Moderator = self.do(self.stack.enter_async_context(opened))

    @initialize()
    def begin(self) -> None:
        write(self.place / "knowledge", files_in(0))
        self.model = Model(folder=0, served=0, kept=[0])
        self.start()

    @rule(edition=st.integers(0, 4), regraded=st.booleans())
    def edit(self, edition: int, regraded: bool) -> None:
        self.model.folder, self.model.broken = edition + REGRADED * regraded, ""
        write(self.place / "knowledge", files_in(self.model.folder))

    @rule(file=st.sampled_from(sorted(BROKEN)))
    def break_one(self, file: str) -> None:
        self.model.broken = file
        write(self.place / "knowledge", files_in(self.model.folder))
        (self.place / "knowledge" / file).write_text(BROKEN[file])

    @rule(ask_first=st.booleans())
    def reload(self, ask_first: bool) -> None:
        model = self.model
        try:
            found = self.do(self.moderator.reload(ALICE, ask=ask_first))
        except KnowledgeFaults:
            assert model.broken
            return
        assert not model.broken
        regraded = (model.folder >= REGRADED) != (model.served >= REGRADED)
        if model.folder == model.served:
            return
        assert isinstance(found, Asked) is (ask_first or regraded)
        if isinstance(found, Asked):
            model.asked = (model.served, model.folder)
        else:
            model.serve(model.folder)

    @rule(edition=st.integers(0, 4), regraded=st.booleans())
    def publish(self, edition: int, regraded: bool) -> None:
        """What moderators do most: edit, reload, apply."""
        self.edit(edition, regraded)
        self.reload(False)
        if self.model.asked:
            self.apply()

    @precondition(lambda self: self.model.asked)
    @rule()
    def apply(self) -> None:
        before, after = self.model.asked
        try:
            self.do(self.moderator.apply(ALICE, version(before), version(after)))
        except (StaleError, KnowledgeFaults):
            assert self.model.served != before or self.model.folder != after or self.model.broken
            return
        assert before == self.model.served or after == self.model.served
        if after != self.model.served:
            self.model.serve(after)

    @precondition(lambda self: self.model.asked)
    @rule()
    def discard(self) -> None:
        _, after = self.model.asked
        self.do(self.moderator.discard(ALICE, version(after)))
        self.model.asked = None
        if after != self.model.served:
            self.model.aside = after

    @rule(back=st.integers(0, KEEP))
    def rollback(self, back: int) -> None:
        model = self.model
        wanted = "" if not back else version(model.kept[min(back, len(model.kept)) - 1])
        try:
            self.do(self.moderator.rollback(ALICE, wanted))
        except UnknownVersionError:
            assert len(model.kept) == 1 and not wanted
            return
        target = model.kept[min(back, len(model.kept)) - 1] if back else model.kept[1]
        if target != model.served:
            model.serve(target, aside=model.served)

    @rule()
    def restart(self) -> None:
        self.do(self.stack.aclose())
        self.start()
        model = self.model
        model.asked = None
        if not model.broken and model.folder != model.aside and model.folder != model.served:
            model.serve(model.folder)

    @invariant()
    def what_should_be_served_is_served(self) -> None:
        knowledge = self.moderator.holder.current
        assert knowledge.version == version(self.model.served)
        for question in QUESTIONS:
            assert editions_in(ask(question, knowledge)) <= {self.model.served % REGRADED}

    @invariant()
    def what_should_be_kept_is_kept_whole(self) -> None:
        kept = self.moderator.generations.applied()
        assert [one.version for one in kept] == [version(edition) for edition in self.model.kept]
        self.moderator.generations.read(kept[0])

    def teardown(self) -> None:
        self.do(self.stack.aclose())
        self.loop.close()
        shutil.rmtree(self.place)


Life.TestCase.settings = settings(
    max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
test_any_order_of_events = Life.TestCase
