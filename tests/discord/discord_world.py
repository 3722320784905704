"""A world to test in: the real bot on simcord's Discord, a server, and the people in it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
import simcord

from bot.app import FindingsBot, build_bot
from bot.config import DiscordSettings, Settings
from bot.discord_ui.pipeline import Result
from bot.knowledge import Knowledge
from bot.moderation import Opened as Moderated
from bot.moderation import Store, open_knowledge, opened_with
from bot.pictures import Picture
from bot.runtime.guards import Clock
from bot.store import ServerSettings

NOW = "2025-06-01T12:00:00+00:00"
LOOK_AGAIN = 0.001
"""Real seconds after which it is looked whether the bot has come to rest. With simcord's 0.05 the tests wait
for most of their time."""
KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


class Env(simcord.Env):
    """simcord's Discord, which notices sooner that the bot has come to rest."""

    async def _settle_internal(self, *, idle: float = LOOK_AGAIN, **options: Any) -> None:
        await super()._settle_internal(idle=idle, **options)


@dataclass
class World:
    """A running bot and the people around it. `bot` is the one that runs now."""

    env: simcord.Env
    bot: FindingsBot
    settings: Settings
    channel: simcord.ChannelHandle
    member: simcord.MemberActor
    other: simcord.MemberActor
    moderator: simcord.MemberActor

    @property
    def said(self) -> list[discord.Message]:
        """What the bot has written in the channel, oldest first."""
        assert self.bot.user is not None
        return [message for message in self.channel.history() if message.author.id == self.bot.user.id]

    @property
    def embed(self) -> discord.Embed:
        """The embed of the bot's latest message."""
        return self.said[-1].embeds[0]

    async def restart(self, knowledge: Knowledge | None = None) -> None:
        """Stop the bot and start a new one; without knowledge, on what is on the disk."""
        self.bot.moderating.desk.moderator.close()
        await self.bot.servers.close()
        opened = None if knowledge else open_knowledge(self.settings.knowledge, store_of(self.settings), NOW)
        self.bot = make_bot(self.settings, knowledge or opened)
        await self.env.restart_bot(self.bot)


@dataclass
class Way:
    """A way in that remembers what was done with it."""

    event: int
    asker: int = 1
    created: float = 0.0
    life: float = 2.5
    permitted: bool = True
    overheard: bool = False
    paced: bool = True
    server: int | None = None
    files: bool = True
    refuse: Exception | None = None
    deferred: int = 0
    waiting: asyncio.Event = field(default_factory=asyncio.Event)
    sent: list[Result] = field(default_factory=list)
    sent_along: list[Picture] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    async def defer(self) -> None:
        self.deferred += 1
        self.waiting.set()

    async def send(self, reply: Result, picture: Picture | None = None) -> None:
        if self.refuse is not None:
            error, self.refuse = self.refuse, None
            raise error
        self.sent.append(reply)
        self.sent_along += [picture] if picture else []
        self.answered.set()

    async def add_picture(self, picture: Picture) -> None:
        self.pictures.append(picture)


def rows(message: Any) -> list[list[str]]:
    """What the components of a message or of a response say, row by row; a menu says nothing."""
    return [[_caption(item) for item in row] for row in _components(message)]


def button_id(message: Any, caption: str) -> str:
    """The custom id of the button that says this, be it in letters or by an emoji."""
    ids = [item["custom_id"] for row in _components(message) for item in row if _caption(item) == caption]
    (found,) = ids
    return str(found)


def _caption(item: dict[str, Any]) -> str:
    return item.get("label") or item.get("emoji", {}).get("name", "")


def _components(message: Any) -> list[list[dict[str, Any]]]:
    return [
        row["components"] if isinstance(row, dict) else [item.to_dict() for item in row.children]
        for row in message.components
    ]


async def in_thread(world: World, channel: simcord.ChannelHandle | None = None) -> simcord.ChannelHandle:
    """A new thread, which is a post where the channel is a forum."""
    channel = channel or world.channel
    parent = world.bot.get_channel(channel.id)
    if isinstance(parent, discord.ForumChannel):
        thread = (await parent.create_thread(name="kent", content="What do the reports say?")).thread
    else:
        assert isinstance(parent, discord.TextChannel)
        thread = await parent.create_thread(name="kent", type=discord.ChannelType.public_thread)
    stored = world.env.backend.get_channel(thread.id)
    return simcord.ChannelHandle(world.env, world.member.guild, stored)


def leave_server(world: World) -> None:
    """Let the bot know nothing of the server, as where somebody uses it as an app of their own."""
    guild = world.bot.get_guild(world.member.guild.id)
    assert guild is not None
    world.bot._connection._remove_guild(guild)


def usual(server: int | None) -> ServerSettings:
    """What holds in every server that has chosen nothing."""
    return ServerSettings()


def still_clock() -> float:
    """A clock that stands."""
    return 0.0


def virtual_clock() -> float:
    """simcord's clock, which stands in the place of time.monotonic while the bot's code runs."""
    return time.monotonic()


def store_of(settings: Settings) -> Store:
    """Where the settings say that versions are kept."""
    return Store.of(settings.knowledge, settings.history.folder, settings.history.keep)


def make_bot(settings: Settings, served: Knowledge | Moderated, **clocks: Clock) -> FindingsBot:
    """The bot as it is run, on simcord's time."""
    clocks = {"clock": virtual_clock, "event_clock": virtual_clock} | clocks
    if isinstance(served, Knowledge):
        served = opened_with(served, store_of(settings), NOW)
    return build_bot(settings, served, **clocks)


@asynccontextmanager
async def running(
    settings: Settings,
    served: Knowledge | Moderated,
    *,
    overwrites: dict[str, bool] | None = None,
    **options: object,
) -> AsyncIterator[World]:
    """A server with one channel, two members and a moderator, and the bot at work in it.

    `overwrites` are permissions of everybody in the channel; `options` go to simcord.
    """
    bot = make_bot(settings, served)
    env = Env(bot, **options)
    await env.start()
    try:
        guild = env.create_guild("Example server")
        denied = {guild.default_role: discord.PermissionOverwrite(**(overwrites or {}))}
        channel = guild.create_text_channel("findings", overwrites=denied)
        rights = discord.Permissions(manage_guild=True)
        moderators = guild.create_role("Moderators", permissions=rights)
        world = World(
            env,
            bot,
            settings,
            channel,
            guild.add_member(env.create_user("member")),
            guild.add_member(env.create_user("other")),
            guild.add_member(env.create_user("moderator"), roles=[moderators]),
        )
        try:
            yield world
        finally:
            await world.bot.servers.close()
    finally:
        await env.shutdown()


Opened = Callable[..., AbstractAsyncContextManager[World]]


def discord_settings(**changes: object) -> Settings:
    """Settings with some of the keys under `discord` changed."""
    return Settings(knowledge=KNOWLEDGE, discord=DiscordSettings(**changes))
