"""Files that change are noticed, also when the folder is replaced; what they need is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.moderation import Asked, CannotWatchError, reload_changed, watch, watching
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
async def watched(folder: Path) -> AsyncIterator[Callable[[], asyncio.Future[None]]]:
    """Watch a folder; what is handed over waits for the next time that a change is noticed."""
    seen: asyncio.Queue[None] = asyncio.Queue()

    async def changed() -> None:
        await seen.put(None)

    task = asyncio.create_task(watch(folder, changed))
    await asyncio.sleep(0.2)  # the watch is set up in a thread of its own, which says nothing
    try:
        yield lambda: asyncio.ensure_future(asyncio.wait_for(seen.get(), 10))
    finally:
        task.cancel()


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


async def test_without_the_extra_it_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "watchfiles", None)

    async def changed() -> None:
        raise AssertionError

    with pytest.raises(CannotWatchError, match=r"pip install 'findings-bot\[watch\]'"):
        await watch(folder, changed)


async def test_what_changed_is_served_asked_about_or_refused(folder: Path, state: Path) -> None:
    told: list[object] = []
    async with moderating(folder, state) as moderator:
        write(folder, files_of(1))
        await reload_changed(moderator, told.append)
        assert served(moderator) == version(1)
        regrade(folder)
        await reload_changed(moderator, told.append)
        assert served(moderator) == version(1)
        assert isinstance(told[-1], Asked)
        (folder / "synonyms.yaml").write_text("synonyms: [")
        await reload_changed(moderator, told.append)
        assert len(told) == 2
        assert [entry[1:] for entry in noted(moderator)[1:]] == [
            ("watch", "applied"),
            ("watch", "asked"),
            ("watch", "faulty"),
        ]


async def test_a_change_waits_while_a_moderator_is_at_it(folder: Path, state: Path) -> None:
    told: list[object] = []
    async with moderating(folder, state) as moderator:
        write(folder, files_of(1))
        busy = asyncio.create_task(moderator.reload(11))
        await asyncio.sleep(0)
        await reload_changed(moderator, told.append)
        await busy
        assert len(told) == 1
