"""The trials at a length that fits a test run. `python -m benchmarks.reloading` runs them at full length.

Each is first shown to tell a naive way of doing it from the real one.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bot.moderation.loading import Loaded, load_folder
from bot.moderation.memory import release
from tests.conftest import PROJECT
from tests.moderation.editions import files_of, write
from tests.moderation.large import large_folder
from tests.moderation.naive import NaiveReloader, naive_load
from tests.moderation.trials import heartbeat, storm
from tests.moderation.world import ALICE, moderating

RELOADS, NAIVE_RELOADS = 100, 20
KILLS, NAIVE_KILLS = 20, 4
PASSAGES = 2_000
HELD = 0.050
"""Seconds for which the event loop may be held."""


async def test_reloading_under_questions(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        found = await storm(
            folder, lambda: moderator.reload(ALICE), lambda: moderator.holder.current, RELOADS
        )
    print(found)
    assert (found.reloads, found.refused) == (RELOADS, RELOADS // 2)
    assert found.questions > 0
    assert (found.failed, found.mixed, found.wrong_version) == (0, 0, 0)


async def test_the_storm_tells_a_naive_reload(folder: Path) -> None:
    reloader = NaiveReloader(folder)
    for _ in range(10):  # it is a race, so it is run until it is lost
        found = await storm(folder, reloader.reload, lambda: reloader.current, NAIVE_RELOADS, per_second=500)
        print(f"naive: {found}")
        if found.failed + found.mixed + found.wrong_version:
            return
    raise AssertionError("the storm found nothing wrong with a naive reload")


async def test_the_event_loop_is_not_held(tmp_path: Path) -> None:
    folder = large_folder(tmp_path / "large", PASSAGES)

    async def reload_and_drop() -> None:
        loaded, files = await asyncio.to_thread(load_folder, folder)
        box: list[Any] = [loaded]
        del loaded, files
        await asyncio.to_thread(release, box)

    held = await _least_held(reload_and_drop)
    naive = await _least_held(lambda: naive_load(folder))
    print(f"{PASSAGES:,} passages: the loop was held for {1000 * held:.0f} ms; naive {1000 * naive:.0f} ms")
    assert held <= HELD < naive


async def _least_held(work: Callable[[], Awaitable[object]], tries: int = 3) -> float:
    """The longest hold of the best of some tries: what a busy machine adds differs, what we do does not."""
    found = []
    for _ in range(tries):
        async with heartbeat() as beat:
            await work()
        found.append(beat.held)
        if beat.held <= HELD:
            break
    return min(found)


def test_killed_at_random_moments(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.moderation.killing", str(tmp_path), str(KILLS), str(NAIVE_KILLS)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    print(found)
    assert found["naive"]["incomplete"] > 0
    assert (found["real"]["complete"], found["real"]["incomplete"]) == (KILLS, 0)
    assert found["real"]["left_over_after_start"] == 0


def test_editions_differ_and_are_whole(folder: Path) -> None:
    """The trials would find nothing in editions that are alike."""
    first: Loaded = load_folder(folder)[0]
    second = load_folder(write(folder, files_of(1)))[0]
    assert first.version != second.version
