"""The servers' settings as the bot uses them: at hand, written through, and never in the way."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.store import (
    Counted,
    InvalidSettings,
    Marked,
    Servers,
    ServerSettings,
    StoreError,
    Topic,
    Trouble,
    Vote,
    check,
    open_store,
    servers_at,
)
from bot.store.feedback import Voices
from tests.conftest import PROJECT

DEFAULTS = ServerSettings(prefix="?")
CHOSEN = ServerSettings(prefix="§", language="cy")
A, B = Topic("passages", "a#1"), Topic("passages", "b#2")


async def started(file: Path, defaults: ServerSettings) -> Servers:
    """The settings in a file, read."""
    servers = servers_at(file, defaults)
    await servers.start()
    return servers


@dataclass
class FakeStore:
    """A store in memory that can be made to fail."""

    held: dict[int, ServerSettings] = field(default_factory=dict)
    counts: dict[tuple[int, Topic], tuple[int, int]] = field(default_factory=dict)
    trouble: Trouble | None = None
    opened: int = 0
    closed: int = 0

    async def open(self, *, create: bool) -> FakeStore | None:
        if not (create or self.held or self.counts or self.trouble):
            return None
        self.opened += 1
        return self

    def _ready(self) -> FakeStore:
        if self.trouble:
            raise StoreError(self.trouble)
        return self

    async def all(self) -> Mapping[int, ServerSettings]:
        return dict(self._ready().held)

    async def get(self, server_id: int) -> ServerSettings | None:
        return self._ready().held.get(server_id)

    async def put(self, server_id: int, settings: ServerSettings) -> None:
        if faults := check(settings):
            raise InvalidSettings(faults)
        self._ready().held[server_id] = settings

    async def reset(self, server_id: int) -> None:
        self._ready().held.pop(server_id, None)

    async def forget(self, server_id: int) -> None:
        self._ready().held.pop(server_id, None)
        self.counts = {key: count for key, count in self.counts.items() if key[0] != server_id}

    async def add(self, server_id: int, changes: Sequence[Counted]) -> None:
        self._ready()
        for change in changes:
            up, down = self.counts.get((server_id, change.topic), (0, 0))
            self.counts[server_id, change.topic] = (up + change.helpful, down + change.unhelpful)

    async def servers(self) -> frozenset[int]:
        return frozenset({*self._ready().held, *(server for server, _ in self.counts)})

    async def marked_unhelpful(self, limit: int, offset: int = 0) -> list[Counted]:
        found = [Counted(topic, *count) for (_, topic), count in self._ready().counts.items() if count[1]]
        return found[offset : offset + limit]

    async def close(self) -> None:
        self.closed += 1


async def test_a_server_has_the_defaults_until_it_chooses() -> None:
    store = FakeStore({2: CHOSEN})
    servers = Servers(store.open, DEFAULTS)
    await servers.start()
    assert (servers.of(1), servers.of(2), servers.of(None)) == (DEFAULTS, CHOSEN, DEFAULTS)
    await servers.put(1, CHOSEN)
    assert (servers.of(1), servers.has_chosen(1), store.held[1]) == (CHOSEN, True, CHOSEN)
    await servers.forget(1)
    assert (servers.of(1), servers.has_chosen(1), store.held) == (DEFAULTS, False, {2: CHOSEN})
    assert store.opened == 1


async def test_what_could_not_be_written_does_not_hold() -> None:
    store = FakeStore()
    servers = Servers(store.open, DEFAULTS)
    await servers.put(1, CHOSEN)
    with pytest.raises(InvalidSettings):
        await servers.put(1, ServerSettings(prefix=""))
    store.trouble = Trouble.FULL
    with pytest.raises(StoreError):
        await servers.put(1, ServerSettings())
    assert servers.of(1) == CHOSEN


async def test_changes_at_once_are_all_kept() -> None:
    store = FakeStore()
    servers = Servers(store.open, DEFAULTS)
    changes: list[dict[str, Any]] = [{"prefix": "§"}, {"language": "cy"}, {"mention_only": True}]
    await asyncio.gather(*(servers.change(1, partial(replace, **change)) for change in changes))
    assert servers.of(1) == store.held[1] == ServerSettings(prefix="§", language="cy", mention_only=True)


async def test_a_reset_brings_the_defaults_back_and_leaves_the_marks() -> None:
    store = FakeStore({1: CHOSEN})
    servers = Servers(store.open, DEFAULTS)
    await servers.start()
    await servers.vote(1, 5, [A], Vote.UNHELPFUL)
    store.trouble = Trouble.BUSY
    with pytest.raises(StoreError):
        await servers.reset(1)
    assert servers.of(1) == CHOSEN
    store.trouble = None
    await servers.reset(1)
    assert (servers.of(1), servers.has_chosen(1), store.held) == (DEFAULTS, False, {})
    assert store.counts == {(1, A): (0, 1)}


async def test_a_removed_server_has_no_settings_even_if_the_file_cannot_be_written() -> None:
    store = FakeStore({1: CHOSEN})
    servers = Servers(store.open, DEFAULTS)
    await servers.start()
    store.trouble = Trouble.READ_ONLY
    with pytest.raises(StoreError):
        await servers.forget(1)
    assert servers.of(1) == DEFAULTS


async def test_a_store_that_cannot_be_read_leaves_the_defaults_and_is_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = FakeStore({1: CHOSEN}, trouble=Trouble.DAMAGED)
    servers = Servers(store.open, DEFAULTS)
    with caplog.at_level(logging.ERROR):
        await servers.start()
    assert [record.getMessage() for record in caplog.records] == [
        f"{Trouble.DAMAGED}; every server has the default settings until then"
    ]
    assert (servers.of(1), servers.trouble) == (DEFAULTS, Trouble.DAMAGED)
    with pytest.raises(StoreError):
        await servers.put(2, CHOSEN)
    store.trouble = None
    await servers.put(2, CHOSEN)
    assert (servers.of(1), servers.of(2), servers.trouble) == (CHOSEN, CHOSEN, None)
    assert store.opened == store.closed + 1


async def test_a_damaged_file_can_be_replaced_while_the_bot_runs(tmp_path: Path) -> None:
    file, sound = tmp_path / "servers.sqlite3", tmp_path / "copy.sqlite3"
    store = await open_store(sound)
    await store.put(1, CHOSEN)
    await store.close()
    await asyncio.to_thread(file.write_text, "damaged")
    servers = await started(file, DEFAULTS)
    assert (servers.of(1), servers.trouble) == (DEFAULTS, Trouble.DAMAGED)
    await asyncio.to_thread(sound.replace, file)
    await servers.refresh()
    assert (servers.of(1), servers.trouble) == (CHOSEN, None)
    await servers.close()


async def test_another_process_change_is_seen_after_a_refresh(tmp_path: Path) -> None:
    servers = await started(tmp_path / "servers.sqlite3", DEFAULTS)
    await servers.put(1, DEFAULTS)
    other = await open_store(tmp_path / "servers.sqlite3")
    await other.put(1, CHOSEN)
    await other.close()
    assert servers.of(1) == DEFAULTS
    await servers.refresh()
    assert servers.of(1) == CHOSEN
    await servers.close()


async def test_without_the_extra_the_defaults_hold_and_the_host_is_told_which_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "bot.store.sqlite", None)
    servers = await started(tmp_path / "servers.sqlite3", DEFAULTS)
    with pytest.raises(StoreError, match="extra “servers”"):
        await servers.put(1, CHOSEN)
    assert (servers.of(1), servers.trouble) == (DEFAULTS, Trouble.ABSENT)


async def test_after_closing_nothing_is_opened_again() -> None:
    store = FakeStore({1: CHOSEN})
    servers = Servers(store.open, DEFAULTS)
    await servers.start()
    await servers.close()
    await servers.close()
    assert store.closed == 1
    with pytest.raises(StoreError):
        await servers.put(1, DEFAULTS)
    assert servers.of(1) == CHOSEN


async def test_a_vote_counts_once_and_can_be_changed() -> None:
    store = FakeStore()
    servers = Servers(store.open, DEFAULTS)
    steps = [
        (5, [A], Vote.UNHELPFUL, Marked.COUNTED, {A: (0, 1)}),
        (5, [A], Vote.UNHELPFUL, Marked.ALREADY, {A: (0, 1)}),
        (6, [A], Vote.UNHELPFUL, Marked.COUNTED, {A: (0, 2)}),
        (5, [A], Vote.HELPFUL, Marked.CHANGED, {A: (1, 1)}),
        (5, [A, B, B], Vote.HELPFUL, Marked.COUNTED, {A: (1, 1), B: (1, 0)}),
        (6, [A, B], Vote.HELPFUL, Marked.COUNTED, {A: (2, 0), B: (2, 0)}),
        (6, [], Vote.HELPFUL, Marked.ALREADY, {A: (2, 0), B: (2, 0)}),
    ]
    for person, topics, vote, marked, counts in steps:
        assert await servers.vote(1, person, topics, vote) is marked
        assert store.counts == {(1, topic): count for topic, count in counts.items()}
    assert await servers.vote(None, 5, [A], Vote.UNHELPFUL) is Marked.COUNTED
    assert store.counts[0, A] == (0, 1)
    assert await servers.marked_unhelpful(5) == [Counted(A, 0, 1)]


async def test_servers_of_which_something_is_kept(tmp_path: Path) -> None:
    servers = await started(tmp_path / "servers.sqlite3", DEFAULTS)
    await servers.put(1, CHOSEN)
    await servers.put(2, CHOSEN)
    await servers.vote(2, 5, [A], Vote.HELPFUL)
    await servers.vote(3, 5, [A], Vote.UNHELPFUL)
    await servers.vote(None, 5, [A], Vote.UNHELPFUL)
    assert await servers.kept() == {1, 2, 3}
    for server in (1, 3):
        await servers.forget(server)
    assert await servers.kept() == {2}
    await servers.close()


async def test_a_vote_that_could_not_be_written_is_not_remembered() -> None:
    store = FakeStore()
    servers = Servers(store.open, DEFAULTS)
    await servers.start()
    store.trouble = Trouble.BUSY
    with pytest.raises(StoreError):
        await servers.vote(1, 5, [A], Vote.HELPFUL)
    store.trouble = None
    assert await servers.vote(1, 5, [A], Vote.HELPFUL) is Marked.COUNTED


async def test_pressing_fast_counts_once() -> None:
    store = FakeStore()
    servers = Servers(store.open, DEFAULTS)
    given = await asyncio.gather(*(servers.vote(1, 5, [A], Vote.UNHELPFUL) for _ in range(20)))
    assert given.count(Marked.COUNTED) == 1
    assert store.counts == {(1, A): (0, 1)}


def test_the_oldest_votes_are_forgotten_and_no_id_is_held() -> None:
    voices = Voices(capacity=3)
    for person in range(10**17, 10**17 + 5):
        voices.remember(person, 1, A, Vote.HELPFUL)
    remembered = [voices.before(person, 1, A) for person in range(10**17, 10**17 + 5)]
    assert remembered == [None, None, *[Vote.HELPFUL] * 3]
    assert "1000000000" not in repr(vars(voices))
    assert Voices().before(10**17 + 4, 1, A) is None


LAZY = """
import asyncio, sys
from pathlib import Path
from bot.store import ServerSettings, servers_at

async def main():
    servers = servers_at(Path(sys.argv[1]), ServerSettings())
    await servers.start()
    servers.of(1)
    await servers.forget(1)
    await servers.refresh()
    assert not await servers.kept() and not await servers.marked_unhelpful(9)
    assert "sqlalchemy" not in sys.modules
    await servers.close()

asyncio.run(main())
"""


def test_a_bot_whose_servers_chose_nothing_loads_no_database(tmp_path: Path) -> None:
    file = tmp_path / "state" / "servers.sqlite3"
    subprocess.run([sys.executable, "-c", LAZY, str(file)], cwd=PROJECT, check=True)
    assert not file.parent.exists()


async def test_of_changes_at_once_each_is_told_what_held_before_it() -> None:
    servers = Servers(FakeStore().open, ServerSettings())
    both = await asyncio.gather(
        servers.change(1, lambda now: replace(now, moderator_roles=frozenset({7}))),
        servers.change(1, lambda now: replace(now, language="cy")),
        servers.reset(1),
    )
    assert [held.moderator_roles for held in both] == [frozenset(), {7}, {7}]
    assert [held.language for held in both] == ["en", "en", "cy"]
