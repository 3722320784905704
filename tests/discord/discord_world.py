"""A world to test in: the real bot on simcord's Discord, a server, and the people in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

import discord
import simcord

from bot.app import FindingsBot, build_bot
from bot.config import DiscordSettings, Settings
from bot.knowledge import Knowledge

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


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

    async def restart(self, knowledge: Knowledge) -> None:
        """Stop the bot and start a new one."""
        self.bot = make_bot(self.settings, knowledge)
        await self.env.restart_bot(self.bot)


def virtual_clock() -> float:
    """simcord's clock, which stands in the place of time.monotonic while the bot's code runs."""
    return time.monotonic()


def make_bot(settings: Settings, knowledge: Knowledge) -> FindingsBot:
    """The bot as it is run, on simcord's time."""
    return build_bot(settings, knowledge, clock=virtual_clock, event_clock=virtual_clock)


Opened = Callable[..., AbstractAsyncContextManager[World]]


def discord_settings(**changes: object) -> Settings:
    """Settings with some of the keys under `discord` changed."""
    return Settings(knowledge=KNOWLEDGE, discord=DiscordSettings(**changes))
