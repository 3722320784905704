"""Who may choose how a server is answered, and how their commands, menus and forms change it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any

import discord

from bot.config import MAX_PREFIX, DiscordSettings
from bot.discord_ui.moderators.moderating import Moderating, PressWay, counts, member_here
from bot.discord_ui.moderators.work import Tell
from bot.discord_ui.notices import Field, Form, Notice
from bot.discord_ui.pipeline import Pipeline
from bot.discord_ui.servers import page as settings_page
from bot.discord_ui.servers.page import Remark, Situation, Standing
from bot.discord_ui.ways import InteractionWay, MessageWay, WayIn
from bot.language import Catalogue, catalogue
from bot.runtime.tidy import Tidy
from bot.store import InvalidSettings, Servers, ServerSettings, StoreError

Interaction = discord.Interaction[Any]
PREFIX_FORM = "settings:prefix:form"
"""The id of the form in which the prefix is typed."""
Work = Callable[[discord.Member], Awaitable[Notice]]
"""What a member who may manage the server has asked for."""


def manager(user: discord.User | discord.Member, guild: discord.Guild | None) -> discord.Member | None:
    """The member that a user is, if they may manage this server, which the bot is in. Fails closed."""
    member = member_here(user, guild)
    return member if member is not None and member.guild_permissions.manage_guild else None


class Managing:
    """Takes what a manager wants of a server's settings to `servers`, after checking who it is each time."""

    def __init__(
        self, servers: Servers, pipeline: Pipeline, tidy: Tidy, host: DiscordSettings, moderating: Moderating
    ) -> None:
        self._servers = servers
        self._pipeline = pipeline
        self._tidy = tidy
        self._host = host
        self._moderating = moderating

    async def message(self, message: discord.Message) -> None:
        """`!settings`: what holds and where to change it; everybody in the channel would see menus."""

        async def work(member: discord.Member) -> Notice:
            return settings_page.pointer(self._situation(member))

        allowed = manager(message.author, message.guild)
        await self._do(MessageWay(message, self._tidy), allowed, work)

    async def show(self, interaction: Interaction) -> None:
        """`/settings`."""

        async def work(member: discord.Member) -> Notice:
            return settings_page.page(self._situation(member))

        await self._do(InteractionWay(interaction, private=True), self._manager(interaction), work)

    async def change(self, interaction: Interaction, **changes: Any) -> None:
        """Set some fields of the settings to what was chosen in a menu or typed into a form."""

        async def work(member: discord.Member) -> Notice:
            roles = changes.get("moderator_roles")
            if roles is not None and (refused := self._roles_refused(member, roles)):
                return self._page(member, refused)
            return await self._attempt(member, partial(self._change, member, changes))

        await self._press(interaction, work)

    async def reset(self, interaction: Interaction) -> None:
        """Let the host's defaults hold again."""

        async def work(member: discord.Member) -> Notice:
            return await self._attempt(member, partial(self._servers.reset, member.guild.id))

        await self._press(interaction, work)

    async def ask_prefix(self, interaction: Interaction) -> None:
        """Show the form."""

        async def work(member: discord.Member) -> Notice:
            settings = self._servers.of(member.guild.id)
            say = catalogue(settings.language)
            label = say("What commands begin with, such as !")
            prefix = Field("prefix", label, settings.prefix, MAX_PREFIX, required=True)
            return Notice("", form=Form(PREFIX_FORM, say("Prefix of commands"), (prefix,)))

        await self._press(interaction, work)

    async def _press(self, interaction: Interaction, work: Work) -> None:
        allowed = self._manager(interaction)
        way = PressWay(interaction) if allowed else InteractionWay(interaction, private=True)
        way.paced = allowed is None  # a manager may go through all menus in a row
        await self._do(way, allowed, work)

    async def _do(self, way: WayIn, member: discord.Member | None, work: Work) -> None:
        async def told(_: Tell) -> Notice:
            if member is None:
                return settings_page.denied(catalogue(self._servers.of(way.server).language))
            return await work(member)

        await self._pipeline.moderate(way, told)

    async def _attempt(
        self, member: discord.Member, attempt: Callable[[], Awaitable[ServerSettings]]
    ) -> Notice:
        server = member.guild.id
        try:
            before = _existing(await attempt(), member.guild)
        except (InvalidSettings, StoreError) as error:
            return self._page(member, settings_page.refusal(error))
        # Others may have changed them while this attempt waited, and roles that are deleted go by themselves.
        if (roles := self._servers.of(server).moderator_roles) != before.moderator_roles:
            await self._moderating.desk.roles_chosen(member.id, server, roles)
        return self._page(member, _kept)

    async def _change(self, member: discord.Member, changes: dict[str, Any]) -> ServerSettings:
        def changed(settings: ServerSettings) -> ServerSettings:
            return replace(_existing(settings, member.guild), **changes)

        return await self._servers.change(member.guild.id, changed)

    def _roles_refused(self, member: discord.Member, roles: frozenset[int]) -> Remark | None:
        """Why these roles may not look after the knowledge, or None."""
        if not self._standing(member).chooser:
            return lambda say: say("Only those who may look after what I know can let others.")
        if member.guild.id in roles:  # the role that every member has
            return lambda say: say("Nothing was changed: the role of everybody cannot be chosen.")
        return None

    def _page(self, member: discord.Member, remark: Remark) -> Notice:
        situation = self._situation(member)
        shown = settings_page.page(situation, remark(catalogue(situation.settings.language)))
        return replace(shown, in_place=True)

    def _situation(self, member: discord.Member) -> Situation:
        guild = member.guild
        return Situation(
            _existing(self._servers.of(guild.id), guild),
            own=self._servers.has_chosen(guild.id),
            host=self._host,
            standing=self._standing(member),
            frameworks=self._pipeline.holder.current.newest_first,
            trouble=self._servers.trouble,
        )

    def _standing(self, member: discord.Member) -> Standing:
        return Standing(
            counts=counts(member.guild, self._moderating.settings),
            chooser=self._moderating.moderates(member, member.guild),
        )

    def _manager(self, interaction: Interaction) -> discord.Member | None:
        return manager(interaction.user, self._moderating.server_of(interaction))


def _kept(say: Catalogue) -> str:
    return say("Kept.")


def _existing(settings: ServerSettings, guild: discord.Guild) -> ServerSettings:
    """The settings without channels and roles of other servers (the host's default may name some) or deleted
    ones.
    """
    return replace(
        settings,
        channels=frozenset(one for one in settings.channels if guild.get_channel_or_thread(one)),
        moderator_roles=frozenset(one for one in settings.moderator_roles if guild.get_role(one)),
    )
