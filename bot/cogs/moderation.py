"""What moderators may do: reload the knowledge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.config import ModeratorSettings
from bot.discord_ui.notices import MODERATORS_ONLY
from bot.discord_ui.ways import InteractionWay, MessageWay

if TYPE_CHECKING:
    from bot.app import FindingsBot


class Moderation(commands.Cog):
    """`!reload` and `/reload`."""

    def __init__(self, bot: FindingsBot) -> None:
        self._bot = bot
        if not bot.settings.moderators.roles:
            # Only a hint to Discord's menus; `is_moderator` decides. It would hide the command from roles.
            permission = discord.Permissions(**{bot.settings.moderators.permission: True})
            self.reload_slash.default_permissions = permission

    @commands.command(name="reload")
    async def reload_prefix(self, context: commands.Context[FindingsBot]) -> None:
        """Read the knowledge files again."""
        await self._reload(MessageWay(context.message, self._bot.tidy), context.author, context.guild)

    @app_commands.command(name="reload", description="Read the knowledge files again (moderators)")
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def reload_slash(self, interaction: discord.Interaction[Any]) -> None:
        """Read the knowledge files again."""
        # A user may have installed the bot for use anywhere; only servers that the bot is in count.
        guild = self._bot.get_guild(interaction.guild_id) if interaction.guild_id else None
        await self._reload(InteractionWay(interaction, private=True), interaction.user, guild)

    async def _reload(
        self,
        way: InteractionWay | MessageWay,
        user: discord.User | discord.Member,
        guild: discord.Guild | None,
    ) -> None:
        if is_moderator(user, guild, self._bot.settings.moderators):
            await self._bot.pipeline.reload(way)
        else:
            await self._bot.pipeline.tell(way, MODERATORS_ONLY)


def is_moderator(
    user: discord.User | discord.Member, guild: discord.Guild | None, settings: ModeratorSettings
) -> bool:
    """Whether this user may reload: a member, in a server that counts, with a role or the permission.

    Fails closed: in private, for bots and webhooks, and where Discord sent no member.
    """
    if guild is None or user.bot or not isinstance(user, discord.Member):
        return False
    if settings.servers and guild.id not in settings.servers:
        return False
    if any(role.id in settings.roles for role in user.roles):
        return True
    permissions = user.guild_permissions
    return permissions.administrator or bool(getattr(permissions, settings.permission))
