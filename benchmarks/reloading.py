"""Reloading the knowledge of a running bot, at full length.

    python -m benchmarks.reloading [--reloads 1000] [--passages 100000] [--kills 200] [--naive]

Three trials, those of `tests/moderation`: reloads, half of them of a broken folder, while 50 questions a
second run; how long the event loop is held at worst while a large folder is loaded, compared and dropped
again; a process that is killed at random moments while it keeps versions. `--naive` shows what each finds in
a naive way of doing it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from bot.moderation import Moderator
from tests.moderation.editions import files_of, write
from tests.moderation.large import large_folder
from tests.moderation.naive import NaiveReloader, naive_load
from tests.moderation.trials import PER_SECOND, heartbeat, storm
from tests.moderation.world import ALICE, moderating

_Found = TypeVar("_Found")

PROJECT = Path(__file__).resolve().parents[1]


async def reloads(place: Path, count: int, naive: bool) -> None:
    """The first trial."""
    async with moderating(write(place / "knowledge", files_of(0)), place / "state") as moderator:
        found = await storm(
            place / "knowledge", lambda: moderator.reload(ALICE), lambda: moderator.holder.current, count
        )
    print(f"reloading: {found}")
    if naive:
        reloader = NaiveReloader(write(place / "naive", files_of(0)))
        found = await storm(
            place / "naive", reloader.reload, lambda: reloader.current, count // 10, 10 * PER_SECOND
        )
        print(f"reloading, naive, ten times the questions: {found}")


async def holds(place: Path, passages: int, naive: bool) -> None:
    """The second trial: all that a moderator does, on a large folder."""
    folder = await asyncio.to_thread(large_folder, place / "large", passages)
    async with moderating(folder, place / "large-state") as moderator:
        await asyncio.to_thread(_add_passage, folder, moderator)
        await held(f"reloading {passages:,} passages and one more", lambda: moderator.reload(ALICE))
        await held("reloading when nothing has changed", lambda: moderator.reload(ALICE))
        await held("rolling back to what is in memory", lambda: moderator.rollback(ALICE))
        oldest = (await moderator.versions())[-1].version
        await asyncio.to_thread(_add_passage, folder, moderator)
        await held("reloading, and dropping a version", lambda: moderator.reload(ALICE, ask=False))
        await held("rolling back to what is on the disk", lambda: moderator.rollback(ALICE, oldest))
        await held("dropping what was left", lambda: asyncio.to_thread(moderator.wait))
    if naive:
        await held("loading, naive", lambda: naive_load(folder))


def _add_passage(folder: Path, moderator: Moderator) -> None:
    report = folder / "reports" / f"{moderator.holder.current.contents.reports[0].id}.md"
    report.write_text(report.read_text() + "\n[999] finding\nOne more.\n")


async def held(what: str, work: Callable[[], Awaitable[_Found]]) -> _Found:
    """Do something and print for how long the event loop was held at worst."""
    async with heartbeat() as beat:
        found = await work()
    print(
        f"{what}: {beat.seconds:.1f} s, loop held {1000 * beat.held:.0f} ms (late {1000 * beat.wall:.0f} ms)"
    )
    return found


def kills(place: Path, count: int, naive: bool) -> None:
    """The third trial, in a process of its own."""
    counts = [str(count), str(count // 10 if naive else 0)]
    command = [sys.executable, "-m", "tests.moderation.killing", str(place), *counts]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    for name, found in json.loads(done.stdout).items():
        if found["kills"]:
            print(f"killing, {name}: {', '.join(f'{value} {key}' for key, value in found.items())}")


def main() -> None:
    """Run the trials and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reloading", description=__doc__)
    parser.add_argument("--reloads", type=int, default=1_000)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--naive", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        asyncio.run(reloads(place, args.reloads, args.naive))
        asyncio.run(holds(place, args.passages, args.naive))
        kills(place, args.kills, args.naive)


if __name__ == "__main__":
    main()
