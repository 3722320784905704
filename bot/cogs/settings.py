"""How a server wants to be answered: `/settings` and `!settings`, for those who may manage it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_ui.forms import typed
from bot.discord_ui.servers.managing import PREFIX_FORM
from bot.language import message

if TYPE_CHECKING:
    from bot.app import FindingsBot

Interaction = discord.Interaction[Any]


class ServerSettingsCommands(commands.Cog):
    """The commands, and the form, which may come in after a restart."""

    def __init__(self, bot: FindingsBot) -> None:
        self._bot = bot

    @commands.command(name="settings")
    async def settings_prefix(self, context: commands.Context[FindingsBot]) -> None:
        """What holds in this server."""
        await self._bot.managing.message(context.message)

    @app_commands.command(name="settings", description=message("How I answer in this server (managers)"))
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.default_permissions(manage_guild=True)  # a hint to Discord's menus; `manager` decides
    async def settings_slash(self, interaction: Interaction) -> None:
        """What holds in this server, with menus to change it."""
        await self._bot.managing.show(interaction)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Take what was typed into the form."""
        form, values = typed(interaction)
        if form == PREFIX_FORM:
            await self._bot.managing.change(interaction, prefix=values["prefix"].strip())
