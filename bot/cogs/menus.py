"""The entry in the menu of a message: what do the reports say about what someone wrote?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.slash import everywhere
from bot.discord_ui.ways import InteractionWay
from bot.query import Command

if TYPE_CHECKING:
    from bot.app import FindingsBot

ASK_ABOUT_MESSAGE = "What do the reports say?"
"""At most 32 characters (Discord's application command reference)."""


class MessageMenus(commands.Cog):
    """Takes a message for a question. Its author did not ask, so only whoever did sees the answer."""

    def __init__(self, bot: FindingsBot) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name=ASK_ABOUT_MESSAGE, callback=self._ask_about)
        everywhere(self._menu)

    async def cog_load(self) -> None:
        """Add the entry; discord.py does so by itself for slash commands only."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the entry away."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    async def _ask_about(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        way = InteractionWay(interaction, private=True)
        await self._bot.pipeline.ask(way, Command.ASK, message.content)
