"""Who may look after the knowledge, and how their commands and buttons reach the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import discord

from bot.config import ModeratorSettings
from bot.discord_ui.desk import Desk, Work
from bot.discord_ui.messages import for_edit, of_notice
from bot.discord_ui.notices import Notice
from bot.discord_ui.pipeline import Pipeline
from bot.discord_ui.ways import InteractionWay, MessageWay, WayIn
from bot.moderation import Kind
from bot.render import Reply
from bot.runtime.tidy import Tidy

GetServer = Callable[[int], discord.Guild | None]


def is_moderator(
    user: discord.User | discord.Member, guild: discord.Guild | None, settings: ModeratorSettings
) -> bool:
    """Whether this user may look after the knowledge: a member, in a server that counts, with a role or the
    permission.

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


class Moderating:
    """Takes a moderator's command or press to the desk, after checking, each time, who it is.

    `server` finds a server that the bot is in: a user may have installed the bot for use anywhere, and only
    servers that the bot is in count.
    """

    def __init__(
        self, desk: Desk, pipeline: Pipeline, tidy: Tidy, settings: ModeratorSettings, server: GetServer
    ) -> None:
        self.desk = desk
        self.settings = settings
        self._pipeline = pipeline
        self._tidy = tidy
        self._server = server

    async def message(self, message: discord.Message, kind: Kind, work: Work) -> None:
        """A prefix command."""
        allowed = is_moderator(message.author, message.guild, self.settings)
        await self._do(MessageWay(message, self._tidy), kind, work, allowed=allowed)

    async def slash(self, interaction: discord.Interaction[Any], kind: Kind, work: Work) -> None:
        """A slash command, answered to its user alone."""
        way = InteractionWay(interaction, private=True)
        await self._do(way, kind, work, allowed=self.permits(interaction))

    async def press(self, interaction: discord.Interaction[Any], kind: Kind, work: Work) -> None:
        """A pressed button: the notice that it stands under becomes the result."""
        allowed = self.permits(interaction)
        way = PressWay(interaction) if allowed else InteractionWay(interaction, private=True)
        await self._do(way, kind, work, allowed=allowed)

    def permits(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether the user of an interaction is a moderator where it happened."""
        guild = self._server(interaction.guild_id) if interaction.guild_id else None
        return is_moderator(interaction.user, guild, self.settings)

    async def _do(self, way: WayIn, kind: Kind, work: Work, *, allowed: bool) -> None:
        wanted = partial(work, way.asker) if allowed else partial(self.desk.denied, way.asker, kind)
        await self._pipeline.moderate(way, wanted)


class PressWay(InteractionWay):
    """A pressed button whose message is edited instead of answered."""

    async def defer(self) -> None:
        """Discord shows that the press has been noticed."""
        await self._interaction.response.defer()

    async def send(self, reply: Reply | Notice, picture: object = None) -> None:
        """Edit the message, if the notice is to take its place; its buttons go unless there are new ones."""
        assert isinstance(reply, Notice), "moderators are told notices"  # noqa: S101
        response, arguments = self._interaction.response, of_notice(reply, files=self.files)
        edited = {"view": None, "attachments": []} | for_edit(arguments)
        if not reply.in_place:
            tell = self._interaction.followup.send if response.is_done() else response.send_message
            await tell(ephemeral=True, **arguments)
        elif response.is_done():
            await self._interaction.edit_original_response(**edited)
        else:
            await response.edit_message(**edited)
