"""What the bot keeps about people."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_ui.privacy import privacy_notice
from bot.discord_ui.ways import InteractionWay, MessageWay
from bot.language import message

if TYPE_CHECKING:
    from bot.app import FindingsBot


class Privacy(commands.Cog):
    """`!privacy` and `/privacy`."""

    def __init__(self, bot: FindingsBot) -> None:
        self._bot = bot

    @commands.command(name="privacy")
    async def privacy_prefix(self, context: commands.Context[FindingsBot]) -> None:
        """What is kept, where and for how long."""
        way = MessageWay(context.message, self._bot.tidy)
        await self._bot.pipeline.tell(way, partial(privacy_notice, self._bot.settings))

    @app_commands.command(
        name="privacy", description=message("What this bot keeps about people, where and for how long")
    )
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def privacy_slash(self, interaction: discord.Interaction[Any]) -> None:
        """What is kept, where and for how long."""
        notice = partial(privacy_notice, self._bot.settings)
        await self._bot.pipeline.tell(InteractionWay(interaction), notice)
