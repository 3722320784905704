"""Kills a process that reloads, keeps versions and rolls back, at random moments, and starts again each time.

Run as `python -m tests.moderation.killing FOLDER COUNT [NAIVE_COUNT]`; prints one JSON object. A program of
its own, because it forks: a process without threads may.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import time
from itertools import count
from pathlib import Path

from bot.knowledge import Knowledge
from bot.knowledge.files import version_of
from bot.moderation import History, Store, open_knowledge
from tests.moderation.editions import QUESTIONS, ask, editions_in, files_of, write
from tests.moderation.naive import NaiveStore
from tests.moderation.world import ALICE, NOON, moderating

EDITIONS = 8
LONGEST = 0.12
"""Seconds that a process lives at most after its first reload."""


def main(trials: int, place: Path, naive: bool) -> dict[str, int]:
    """Kill and start again `trials` times; what was found, in counts."""
    versions = {}
    for edition in range(EDITIONS):
        write(place / "editions" / str(edition), files_of(edition))
        versions[version_of(files_of(edition))] = edition
    rng = random.Random(9)
    found = {"kills": 0, "complete": 0, "incomplete": 0, "left_over": 0, "entries": 0}
    for trial in range(trials):
        _kill_one(place, naive, rng, trial)
        found["kills"] += 1
        found["left_over"] += any((place / "state").rglob("*.tmp"))
        served = NaiveStore(place / "state").serve() if naive else _start(place)
        found["complete" if _complete(served, versions) else "incomplete"] += 1
    if not naive:
        found["entries"] = len(History(place / "state" / "history.jsonl").latest(10**9))
        found["left_over_after_start"] = sum(1 for _ in (place / "state").rglob("*.tmp"))
    return found


def _kill_one(place: Path, naive: bool, rng: random.Random, trial: int) -> None:
    delay = rng.uniform(0, LONGEST)
    ready, told = os.pipe()
    if not (child := os.fork()):
        os.close(ready)
        try:
            asyncio.run(_change_for_ever(place, naive, random.Random(trial), told))
        finally:
            os._exit(1)  # never reached, unless something is wrong: then the pipe closes without a word
    os.close(told)
    assert os.read(ready, 1) == b"!", "the process ended by itself"
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(ready)


async def _change_for_ever(place: Path, naive: bool, rng: random.Random, told: int) -> None:
    knowledge, state = place / "knowledge", place / "state"
    _point(knowledge, place / "editions" / "0")
    if naive:
        store = NaiveStore(state)
        store.keep(knowledge)
        os.write(told, b"!")
        while True:
            _point(knowledge, place / "editions" / str(rng.randrange(EDITIONS)))
            store.keep(knowledge)
    async with moderating(knowledge, state, keep=3) as moderator:
        os.write(told, b"!")
        for step in count(1):
            _point(knowledge, place / "editions" / str(rng.randrange(EDITIONS)))
            await moderator.reload(ALICE)
            if step % 2 == 0:
                await moderator.rollback(ALICE)


def _point(link: Path, target: Path) -> None:
    """Swap a link at once, as a careful editor publishes a whole edition."""
    fresh = link.with_name("fresh")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)


def _start(place: Path) -> Knowledge:
    """What a start serves whose knowledge folder is gone."""
    store = Store.within(place / "state", 3)
    opened = open_knowledge(place / "missing", store, NOON.isoformat())
    store.generations.close()
    return opened.loaded.knowledge


def _complete(knowledge: Knowledge | None, versions: dict[str, int]) -> bool:
    """Whether this is one whole edition, by its version and by every answer."""
    if knowledge is None or knowledge.version not in versions:
        return False
    return all(
        editions_in(ask(question, knowledge)) <= {versions[knowledge.version]} for question in QUESTIONS
    )


def _run(place: str, real: str, naive: str = "0") -> None:
    found = {}
    for name, trials in (("naive", int(naive)), ("real", int(real))):
        folder = Path(place) / name
        folder.mkdir(parents=True, exist_ok=True)
        found[name] = main(trials, folder, name == "naive")
    print(json.dumps(found))


if __name__ == "__main__":
    _run(*sys.argv[1:])
