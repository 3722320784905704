"""The trials, each at any length: reloads under questions, the event loop's heartbeat, kills.

`python -m benchmarks.reloading` runs them at full length, the tests at a length that fits a test run.
"""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge import Knowledge, KnowledgeFaults
from bot.knowledge.files import version_of
from tests.moderation.editions import BROKEN, QUESTIONS, ask, editions_in, files_of, write

PER_SECOND = 50
"""Questions a second."""
LANES = 2
"""Questions at once: one in the event loop, one in a thread."""


@dataclass
class Storm:
    """What happened to the questions asked while the knowledge was reloaded again and again."""

    reloads: int = 0
    refused: int = 0
    questions: int = 0
    failed: int = 0
    mixed: int = 0
    wrong_version: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.reloads} reloads ({self.refused} of them refused) in {self.seconds:.1f} s, "
            f"{self.questions} questions: {self.failed} failed, {self.mixed} mixed two versions, "
            f"{self.wrong_version} with a wrong version in the footer"
        )


async def storm(
    folder: Path,
    reload: Callable[[], Awaitable[object]],
    current: Callable[[], Knowledge],
    reloads: int,
    per_second: float = PER_SECOND,
) -> Storm:
    """Reload `reloads` times, every second time a broken folder, while `per_second` questions a second run.

    Half the questions run in threads, as they do for a large knowledge base.
    """
    found, rng = Storm(), random.Random(4)
    editions = {current().version: 0}
    over = asyncio.Event()
    pause = LANES / per_second
    asking = [
        asyncio.create_task(_keep_asking(found, current, editions, over, pause, in_thread=bool(lane % 2)))
        for lane in range(LANES)
    ]
    begun = time.perf_counter()
    for number in range(1, reloads // 2 + 1):
        files = files_of(number)
        version = version_of(files)
        editions[version] = number
        broken = rng.choice(sorted(BROKEN))
        write(folder, {**_edited(files), broken: BROKEN[broken].encode()})
        try:
            await reload()
        except KnowledgeFaults:
            found.refused += 1
        write(folder, {broken: files[broken], **_edited(files)})
        await reload()
        assert current().version == version
        found.reloads += 2
    over.set()
    await asyncio.gather(*asking)
    found.seconds = time.perf_counter() - begun
    return found


def _edited(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files that differ from edition to edition."""
    return {name: data for name, data in files.items() if b"dition" in data}


async def _keep_asking(
    found: Storm,
    current: Callable[[], Knowledge],
    editions: dict[str, int],
    over: asyncio.Event,
    pause: float,
    *,
    in_thread: bool,
) -> None:
    while not over.is_set():
        question = QUESTIONS[found.questions % len(QUESTIONS)]
        knowledge, before = current(), current().version
        found.questions += 1
        try:
            text = (
                await asyncio.to_thread(ask, question, knowledge) if in_thread else ask(question, knowledge)
            )
        except Exception:
            found.failed += 1
            continue
        footer = text.rsplit("knowledge ", 1)[-1].strip()
        named = editions_in(text)
        found.mixed += len(named) > 1
        found.wrong_version += footer != before or named != {editions.get(footer, -1)}
        await asyncio.sleep(pause)


@dataclass
class Heartbeat:
    """How long the event loop was held at worst, in seconds.

    `wall` counts everything. `held` leaves out what the rest of a busy machine adds: time in which the loop's
    thread could have run but was given no processor (as Linux tells it), and time in which this process did
    not compute at all.
    """

    held: float = 0.0
    wall: float = 0.0
    seconds: float = 0.0


def _waited() -> float:
    """Seconds that this thread could have run in but was given no processor; 0 where nobody tells."""
    try:
        told = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return int(told.split()[1]) / 1e9


@asynccontextmanager
async def heartbeat(pause: float = 0.002) -> AsyncIterator[Heartbeat]:
    """Measure how late a task wakes up that sleeps for `pause` seconds again and again."""
    found = Heartbeat()

    async def beat() -> None:
        while True:
            wall, busy, kept_waiting = time.perf_counter(), time.process_time(), _waited()
            await asyncio.sleep(pause)
            late = time.perf_counter() - wall - pause
            held = min(late - (_waited() - kept_waiting), time.process_time() - busy)
            found.wall, found.held = max(found.wall, late), max(found.held, held)

    task = asyncio.create_task(beat())
    await asyncio.sleep(5 * pause)
    begun = time.perf_counter()
    try:
        yield found
        found.seconds = time.perf_counter() - begun
        await asyncio.sleep(5 * pause)
    finally:
        task.cancel()
