"""Files that change are noticed, also when the folder is replaced; what they need is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from queue import Queue

import pytest

from bot.moderation import (
    CannotWatchError,
    Entry,
    Kind,
    Watcher,
    check_can_watch,
    reload_changed,
    watch_for,
    watching,
)
from tests.moderation.editions import files_of, write
from tests.moderation.test_moderator import become_a_link, noted, regrade, served
from tests.moderation.test_start import version
from tests.moderation.world import moderating

pytest.importorskip("watchfiles")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files come to rest at once."""
    monkeypatch.setattr(watching, "SETTLE", 30)
    monkeypatch.setattr(watching, "LONGEST", 200)
    monkeypatch.setattr(watching, "LOOK_AGAIN", 0.05)


@asynccontextmanager
async def watched(folder: Path) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Watch a folder; what is handed over waits for the next time that a change is noticed."""
    seen: Queue[None] = Queue()
    watcher = Watcher(folder, lambda: seen.put(None))
    watcher.start()
    await asyncio.sleep(0.2)  # nobody says when the watch has been set up

    async def noticed() -> None:
        await asyncio.to_thread(seen.get, timeout=10)

    try:
        yield noticed
    finally:
        watcher.stop()
        await asyncio.to_thread(watcher._thread.join, 10)
        assert not watcher._thread.is_alive()


async def test_an_edit_is_noticed_once_it_has_come_to_rest(folder: Path) -> None:
    async with watched(folder) as noticed:
        write(folder, files_of(1))
        await noticed()
        write(folder, files_of(2))
        await noticed()


async def test_a_folder_that_is_replaced_is_noticed(folder: Path, tmp_path: Path) -> None:
    async with watched(folder) as noticed:
        become_a_link(folder, write(tmp_path / "one", files_of(1)))
        await noticed()
        become_a_link(folder, write(tmp_path / "two", files_of(2)))
        await noticed()
        write(tmp_path / "two", files_of(3))
        await noticed()


async def test_a_folder_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    async with watched(tmp_path / "later") as noticed:
        write(tmp_path / "later", files_of(1))
        await noticed()


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "find_spec", lambda name: None)
    with pytest.raises(CannotWatchError, match=r"pip install 'findings-bot\[watch\]'"):
        check_can_watch()


async def test_what_changed_is_served_asked_about_or_refused(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        write(folder, files_of(1))
        await reload_changed(moderator)
        assert served(moderator) == version(1)
        regrade(folder)
        await reload_changed(moderator)
        assert served(moderator) == version(1)
        assert moderator.asked is not None
        await reload_changed(moderator)  # asks once
        (folder / "synonyms.yaml").write_text("synonyms: [")
        await reload_changed(moderator)
        assert [entry[1:] for entry in noted(moderator)[1:]] == [
            ("watch", "applied"),
            ("watch", "asked"),
            ("watch", "faulty"),
        ]


async def test_a_change_waits_while_a_moderator_is_at_it(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        write(folder, files_of(1))
        busy = asyncio.create_task(moderator.reload(11))
        await asyncio.sleep(0)
        await reload_changed(moderator)
        await busy
        assert served(moderator) == version(1)


async def test_a_change_on_the_disk_is_served(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        heard: asyncio.Queue[Entry] = asyncio.Queue()
        moderator.heard = heard.put_nowait
        watcher = watch_for(moderator, folder, asyncio.get_running_loop())
        watcher.start()
        await asyncio.sleep(0.2)
        write(folder, files_of(1))
        assert (await asyncio.wait_for(heard.get(), 10)).kind is Kind.WATCH
        watcher.stop()
        assert served(moderator) == version(1)
