"""From a gateway event to the first response: `python -m benchmarks.responding [--rounds N]`.

The bot and a bare discord.py bot that answers "pong" to everything run in processes of their own, each
connected to a Discord on the loopback address. They are asked in turn, one event at a time; what is measured
is the time on Discord's side from sending the event to receiving the first response.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app import build_bot
from bot.config import CooldownSettings, DiscordSettings, HistorySettings, Settings
from bot.knowledge import load_knowledge
from bot.moderation import Store, open_knowledge
from tests.discord.loopback import APPLICATION, CHANNEL, PERSON, TOKEN, Loopback, message_of, send, start

KNOWLEDGE = Path(__file__).resolve().parents[1] / "knowledge"
GOAL = 20.0
"""Milliseconds by which the 99th percentile may lie above that of the bare bot."""
WARM = 20
"""Questions before those that are measured."""
PAUSE = 0.02
"""Seconds between two questions, for what a bot does after its response."""
PATIENCE = 20.0
"""Seconds after which an answer that has not come never will."""

Event = tuple[str, dict[str, Any]]


@dataclass
class Server(Loopback):
    """A Discord that one bot is connected to, and when it got the first response to the last event."""

    socket: web.WebSocketResponse = field(init=False)
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    responded: asyncio.Event = field(default_factory=asyncio.Event)
    at: float = 0.0

    async def greet(self, socket: web.WebSocketResponse) -> None:
        """Keep the connection."""
        await super().greet(socket)
        self.socket = socket
        self.connected.set()

    async def rest(self, request: web.Request) -> web.Response:
        """Note a response; everything else as usual."""
        responds = request.method == "POST" and request.path.endswith(("/messages", "/callback", "/typing"))
        if responds and not self.responded.is_set():
            self.at = time.perf_counter()
            self.responded.set()
        return await super().rest(request)

    async def ask(self, event: Event) -> float:
        """Send an event. Returns the milliseconds to the first response."""
        self.responded.clear()
        begun = time.perf_counter()
        await send(self.socket, op=0, t=event[0], s=2, d=event[1])
        await asyncio.wait_for(self.responded.wait(), PATIENCE)
        return (self.at - begun) * 1e3


def message(text: str) -> Event:
    """A private message to the bot, sent now."""
    return "MESSAGE_CREATE", {**message_of(PERSON, text), "id": _now()}


def command(name: str, **options: str) -> Event:
    """A slash command in private, given now."""
    given = [{"name": option, "type": 3, "value": value} for option, value in options.items()]
    return "INTERACTION_CREATE", {
        "id": _now(),
        "application_id": APPLICATION["id"],
        "type": 2,
        "token": "token",
        "version": 1,
        "data": {"id": "1", "name": name, "type": 1, "options": given},
        "channel_id": CHANNEL,
        "channel": {"id": CHANNEL, "type": 1},
        "user": PERSON,
        "locale": "en-GB",
        "app_permissions": str(discord.Permissions.all().value),
        "entitlements": [],
        "authorizing_integration_owners": {},
        "attachment_size_limit": 1 << 20,
        "context": 1,
    }


def _now() -> str:
    return str(discord.utils.time_snowflake(discord.utils.utcnow()) + random.randrange(1 << 22))


def ways(names: list[str]) -> dict[str, Callable[[int], Event]]:
    """Every way to ask, by what comes of it; the argument numbers the questions, so that they differ."""

    def name(number: int) -> str:
        return names[number % len(names)]

    return {
        "!grade, a look-up": lambda n: message(f"!grade {name(n)} recording data about crime 2021/22"),
        "/grade, a look-up": lambda n: command("grade", force=name(n), area="Legitimacy", cycle="2016"),
        "!ask, free text": lambda n: message(f"!ask why are abusers escaping justice in kent {n % 50}?"),
        "a private message": lambda n: message(f"what did the inspector say about bail in kent {n % 50}?"),
        "/force, a picture drawn before": lambda _: command("force", force="Kent"),
        "/force, a new picture at first": lambda n: command("force", force=name(n)),
        "!compare, always a new picture": lambda n: message(
            f"!compare {name(n)}, {name(n + 1 + n // len(names))}"
        ),
        "!help": lambda _: message("!help"),
    }


class Pong(discord.Client):
    """The least that a bot can be."""

    async def on_message(self, asked: discord.Message) -> None:
        """Answer."""
        if not asked.author.bot:
            await asked.channel.send("pong")

    async def on_interaction(self, asked: discord.Interaction[Any]) -> None:
        """Answer."""
        await asked.response.send_message("pong")


def findings(folder: Path) -> discord.Client:
    """The bot as it is run, for somebody who asks faster than people do."""
    settings = Settings(
        knowledge=KNOWLEDGE,
        discord=DiscordSettings(state=folder / "state"),
        history=HistorySettings(folder / "history"),
        cooldown=CooldownSettings(questions=1_000_000),
    )
    store = Store.of(KNOWLEDGE, settings.history.folder, settings.history.keep)
    return build_bot(settings, open_knowledge(KNOWLEDGE, store, discord.utils.utcnow().isoformat()))


def run_bot(name: str, port: int) -> None:
    """In a process of its own: be one of the bots, on the Discord of this port."""
    Route.BASE = f"http://127.0.0.1:{port}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://127.0.0.1:{port}/gateway")
    with tempfile.TemporaryDirectory() as folder:
        intents = discord.Intents(guilds=True, dm_messages=True, message_content=True)
        bot = Pong(intents=intents) if name == "pong" else findings(Path(folder))
        bot.run(TOKEN, log_handler=None)


@asynccontextmanager
async def connected(name: str) -> AsyncIterator[Server]:
    """A bot at work in a process of its own, and the Discord that it is connected to."""
    server = Server()
    runner = await start(server)
    arguments = ["-m", "benchmarks.responding", "--bot", name, "--port", str(runner.addresses[0][1])]
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments)
    try:
        await asyncio.wait_for(server.connected.wait(), PATIENCE)
        yield server
    finally:
        process.kill()
        await process.wait()
        await runner.cleanup()


async def measure(rounds: int) -> dict[str, tuple[list[float], list[float]]]:
    """Milliseconds of the bare bot and of ours, by way."""
    names = [subject.short for subject in load_knowledge(KNOWLEDGE).contents.subjects if subject.graded]
    times: dict[str, tuple[list[float], list[float]]] = {}
    async with connected("pong") as bare, connected("findings") as ours:
        for way, event in ways(names).items():
            times[way] = ([], [])
            for number in range(-WARM, rounds):
                for server, kept in zip((bare, ours), times[way], strict=True):
                    taken = await server.ask(event(number))
                    await asyncio.sleep(PAUSE)
                    if number >= 0:
                        kept.append(taken)
    return times


def lines(times: dict[str, tuple[list[float], list[float]]]) -> Iterator[str]:
    """The table."""
    yield "| asked by | pong, median | ours, median | pong, p99 | ours, p99 | more at p99 |"
    yield "|---|---|---|---|---|---|"
    together = tuple([taken for pair in times.values() for taken in pair[at]] for at in (0, 1))
    for way, pair in [*times.items(), ("**all**", together)]:
        bare, ours = (statistics.quantiles(kept, n=100) for kept in pair)
        figures = (bare[49], ours[49], bare[98], ours[98], ours[98] - bare[98])
        yield f"| {way} | " + " | ".join(f"{figure:.1f}" for figure in figures) + " |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--bot", choices=["pong", "findings"], help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.bot:
        run_bot(chosen.bot, chosen.port)
    else:
        print("\n".join(lines(asyncio.run(measure(chosen.rounds)))))
        print(f"\nGoal: at most {GOAL:.0f} ms more at p99.")


if __name__ == "__main__":
    main()
