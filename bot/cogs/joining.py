"""Servers that the bot is added to, and those that it has left."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.discord_ui.guide import guide_of
from bot.discord_ui.messages import of_notice
from bot.discord_ui.servers.welcome import welcome
from bot.store import StoreError

if TYPE_CHECKING:
    from bot.app import FindingsBot

_log = logging.getLogger(__name__)


class Joining(commands.Cog):
    """Introduces the bot where it is new, and forgets the servers that it is no longer in.

    A server that is down for a while is neither: discord.py tells of that by other events.
    """

    def __init__(self, bot: FindingsBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say who the bot is, once, where it may."""
        channel = _place(guild)
        if channel is None:
            return
        guide = guide_of(map(type, self._bot.cogs.values()))
        notice = welcome(self._bot.servers.of(guild.id), self._bot.settings.discord, guide)
        try:
            await channel.send(**of_notice(notice))
        except discord.HTTPException as error:  # its permissions may just have been changed
            _log.warning("the first message was not taken: status %d, code %d", error.status, error.code)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget a server that the bot was removed from."""
        await self._forget(guild.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Forget the servers left while the bot was away: Discord has just named all that it is in."""
        try:
            kept = await self._bot.servers.kept()
        except StoreError:  # the start has said so in the log
            return
        for server in kept - {guild.id for guild in self._bot.guilds}:
            if self._is_ours(server):
                await self._forget(server)

    def _is_ours(self, server: int) -> bool:
        """Whether this process would be told of the server (Discord's gateway documentation, sharding)."""
        return (server >> 22) % (self._bot.shard_count or 1) == (self._bot.shard_id or 0)

    async def _forget(self, server: int) -> None:
        try:
            await self._bot.servers.forget(server)
        except StoreError as error:
            _log.error("a server that was left is forgotten at the next start: %s", error)


def _place(guild: discord.Guild) -> discord.TextChannel | None:
    """The channel for messages of the system, or the first one that the bot may write in."""
    wanted = [*([guild.system_channel] if guild.system_channel else []), *guild.text_channels]
    return next((item for item in wanted if item.permissions_for(guild.me).send_messages), None)
