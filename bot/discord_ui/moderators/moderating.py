"""Who may look after the knowledge, and how their commands and buttons reach the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import discord

from bot.config import ModeratorSettings
from bot.discord_ui.forms import modal_of
from bot.discord_ui.messages import for_edit, of_notice
from bot.discord_ui.moderators.desk import Desk
from bot.discord_ui.moderators.work import Work
from bot.discord_ui.notices import Notice
from bot.discord_ui.pipeline import Pipeline
from bot.discord_ui.ways import InteractionWay, MessageWay, WayIn
from bot.language import catalogue
from bot.moderation import Kind
from bot.render import Reply
from bot.runtime.tidy import Tidy
from bot.store import Servers

GetServer = Callable[[int], discord.Guild | None]


def member_here(user: discord.User | discord.Member, guild: discord.Guild | None) -> discord.Member | None:
    """The member that a user is of a server that the bot is in.

    Fails closed: None in private, for bots and webhooks, and where Discord sent no member.
    """
    return user if guild is not None and not user.bot and isinstance(user, discord.Member) else None


def counts(guild: discord.Guild, settings: ModeratorSettings) -> bool:
    """Whether the host lets members of this server look after the knowledge, which all servers share."""
    return not settings.servers or guild.id in settings.servers


def is_moderator(
    user: discord.User | discord.Member,
    guild: discord.Guild | None,
    settings: ModeratorSettings,
    chosen: frozenset[int] = frozenset(),
) -> bool:
    """Whether this user may look after the knowledge: a member, in a server that counts, with the permission
    or a role, the host's or one that this server has `chosen`.

    What a server chooses counts only where the host lets its members count, and the role that everybody has
    is no choice.
    """
    member = member_here(user, guild)
    if member is None or guild is None or not counts(guild, settings):
        return False
    if any(role.id in settings.roles | (chosen - {guild.id}) for role in member.roles):
        return True
    permissions = member.guild_permissions
    return permissions.administrator or bool(getattr(permissions, settings.permission))


class Moderating:
    """Takes a moderator's command or press to the desk, after checking, each time, who it is.

    `server` finds a server that the bot is in: a user may have installed the bot for use anywhere, and only
    servers that the bot is in count. `servers` knows which roles each of them has chosen.
    """

    def __init__(
        self,
        desk: Desk,
        pipeline: Pipeline,
        tidy: Tidy,
        settings: ModeratorSettings,
        server: GetServer,
        servers: Servers,
    ) -> None:
        self.desk = desk
        self.settings = settings
        self._servers = servers
        self._pipeline = pipeline
        self._tidy = tidy
        self._server = server

    async def message(self, message: discord.Message, kind: Kind, work: Work) -> None:
        """A prefix command."""
        allowed = self.moderates(message.author, message.guild)
        await self._do(MessageWay(message, self._tidy), kind, work, allowed=allowed)

    async def slash(self, interaction: discord.Interaction[Any], kind: Kind, work: Work) -> None:
        """A slash command, answered to its user alone."""
        way = InteractionWay(interaction, private=True)
        await self._do(way, kind, work, allowed=self.permits(interaction))

    async def press(
        self, interaction: discord.Interaction[Any], kind: Kind, work: Work, *, paced: bool = True
    ) -> None:
        """A pressed button: the notice that it stands under becomes the result.

        A moderator who only turns pages need not be `paced`.
        """
        allowed = self.permits(interaction)
        way = PressWay(interaction) if allowed else InteractionWay(interaction, private=True)
        way.paced = paced or not allowed
        await self._do(way, kind, work, allowed=allowed)

    def permits(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether the user of an interaction is a moderator where it happened."""
        return self.moderates(interaction.user, self.server_of(interaction))

    def moderates(self, user: discord.User | discord.Member, guild: discord.Guild | None) -> bool:
        """Whether a user may look after the knowledge in this server."""
        chosen = self._servers.of(guild.id if guild else None).moderator_roles
        return is_moderator(user, guild, self.settings, chosen)

    def server_of(self, interaction: discord.Interaction[Any]) -> discord.Guild | None:
        """The server of an interaction, if the bot is in it."""
        return self._server(interaction.guild_id) if interaction.guild_id else None

    async def _do(self, way: WayIn, kind: Kind, work: Work, *, allowed: bool) -> None:
        say = catalogue(self._servers.of(way.server).language)
        wanted = partial(work, way.asker) if allowed else partial(self.desk.denied, say, way.asker, kind)
        await self._pipeline.moderate(way, wanted)


class PressWay(InteractionWay):
    """A pressed button whose message is edited instead of answered."""

    async def defer(self) -> None:
        """Discord shows that the press has been noticed."""
        await self._interaction.response.defer()

    async def send(self, reply: Reply | Notice, picture: object = None) -> None:
        """Edit the message, if the notice is to take its place; its buttons go unless there are new ones.

        A form is opened instead, except when it comes too late for that.
        """
        assert isinstance(reply, Notice), "moderators are told notices"  # noqa: S101
        response, arguments = self._interaction.response, of_notice(reply, files=self.files)
        if reply.form is not None and not response.is_done():
            await response.send_modal(modal_of(reply.form))
            return
        edited = {"view": None, "attachments": []} | for_edit(arguments)
        if not reply.in_place:
            tell = self._interaction.followup.send if response.is_done() else response.send_message
            await tell(ephemeral=True, **arguments)
        elif response.is_done():
            await self._interaction.edit_original_response(**edited)
        else:
            await response.edit_message(**edited)
