"""Whatever is put, forgotten and counted in any order, the store holds what a dictionary would."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from bot.store import Counted, ServerSettings, Topic, open_store

SERVERS = (1, 2, (1 << 63) - 1)
TOPICS = [Topic(kind, key) for kind in ("passages", "judgment") for key in ("a#1", "b#2")]
STEPS = 150


def _settings(chance: random.Random) -> ServerSettings:
    def some() -> frozenset[int]:
        return frozenset(chance.choices(range(1, 1 << 62), k=chance.randrange(4)))

    return ServerSettings(
        channels=some(),
        mention_only=chance.random() < 0.5,
        prefix="".join(chance.choices("!?.$é'\"%;ж😀", k=chance.randint(1, 10))),
        framework=chance.choice(["", "peel-2021-22"]),
        moderator_roles=some(),
        language=chance.choice(["en", "cy"]),
    )


async def test_random_steps(tmp_path: Path) -> None:
    chance = random.Random(6)
    held: dict[int, ServerSettings] = {}
    marks: dict[int, Counter[tuple[Topic, str]]] = {server: Counter() for server in SERVERS}
    store = await open_store(tmp_path / "servers.sqlite3")
    for _ in range(STEPS):
        server = chance.choice(SERVERS)
        match chance.choices(["put", "get", "add", "reset", "forget", "reopen"], [5, 4, 4, 1, 2, 0.3])[0]:
            case "put":
                held[server] = _settings(chance)
                await store.put(server, held[server])
            case "get":
                assert await store.get(server) == held.get(server)
                assert await store.all() == held
            case "add":
                up, down = chance.choice([(1, 0), (0, 1), (1, -1), (-1, 1)])
                topic = chance.choice(TOPICS)
                await store.add(server, [Counted(topic, up, down)])
                for side, change in (("up", up), ("down", down)):
                    marks[server][topic, side] = max(0, marks[server][topic, side] + change)
            case "reset":
                held.pop(server, None)
                await store.reset(server)
            case "forget":
                held.pop(server, None)
                marks[server].clear()
                await store.forget(server)
            case "reopen":
                await store.close()
                store = await open_store(tmp_path / "servers.sqlite3")
        sums: Counter[tuple[Topic, str]] = sum(marks.values(), Counter())
        worst = [Counted(topic, sums[topic, "up"], sums[topic, "down"]) for topic in TOPICS]
        worst = [found for found in worst if found.unhelpful]
        worst.sort(key=lambda found: (-found.unhelpful, found.helpful, found.topic.kind, found.topic.key))
    assert await store.marked_unhelpful(99) == worst
    assert await store.all() == held
    await store.close()
