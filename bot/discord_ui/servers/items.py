"""The menus and buttons of a server's settings. Nothing but the server that they are used in tells
whose settings they change, so they work after a restart; whether whoever uses one may is checked each time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self

import discord

from bot.discord_ui.servers.panel import Panel
from bot.language import LANGUAGES
from bot.store import MAX_CHOSEN

LATEST = "-"
"""Stands in the menu for no framework in particular; a menu's values may not be empty."""
_CHANNEL_TYPES = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
]
"""Channels in which people write messages."""

Interaction = discord.Interaction[Any]


class ChannelMenu(discord.ui.DynamicItem[discord.ui.ChannelSelect[Any]], template="settings:channels"):
    """Chooses the channels in which every message is a question."""

    def __init__(self, placeholder: str = "", chosen: Sequence[int] = ()) -> None:
        menu: discord.ui.ChannelSelect[Any] = discord.ui.ChannelSelect(
            custom_id="settings:channels",
            channel_types=_CHANNEL_TYPES,
            placeholder=placeholder,
            min_values=0,
            max_values=MAX_CHOSEN,
            default_values=[discord.SelectDefaultValue.from_channel(discord.Object(one)) for one in chosen],
        )
        super().__init__(menu)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The menu as it was sent, perhaps before a restart."""
        return cls()

    async def callback(self, interaction: Interaction) -> None:
        """Keep what was chosen."""
        chosen = frozenset(channel.id for channel in self.item.values)
        await interaction.client.managing.change(interaction, channels=chosen)


class RoleMenu(discord.ui.DynamicItem[discord.ui.RoleSelect[Any]], template="settings:roles"):
    """Chooses the roles whose members may look after the knowledge."""

    def __init__(self, placeholder: str = "", chosen: Sequence[int] = ()) -> None:
        menu: discord.ui.RoleSelect[Any] = discord.ui.RoleSelect(
            custom_id="settings:roles",
            placeholder=placeholder,
            min_values=0,
            max_values=MAX_CHOSEN,
            default_values=[discord.SelectDefaultValue.from_role(discord.Object(one)) for one in chosen],
        )
        super().__init__(menu)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The menu as it was sent, perhaps before a restart."""
        return cls()

    async def callback(self, interaction: Interaction) -> None:
        """Keep what was chosen."""
        chosen = frozenset(role.id for role in self.item.values)
        await interaction.client.managing.change(interaction, moderator_roles=chosen)


class OptionMenu(
    discord.ui.DynamicItem[discord.ui.Select[Any]], template="settings:(?P<field>framework|language)"
):
    """Chooses the framework that is looked in first, or the language."""

    def __init__(self, field: str, placeholder: str, options: list[discord.SelectOption]) -> None:
        menu: discord.ui.Select[Any] = discord.ui.Select(
            custom_id=f"settings:{field}", placeholder=placeholder, options=options
        )
        super().__init__(menu)
        self._field = field

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The menu as it was sent, perhaps before a restart."""
        return cls(match["field"], "", item.options if isinstance(item, discord.ui.Select) else [])

    async def callback(self, interaction: Interaction) -> None:
        """Keep what was chosen."""
        (value,) = self.item.values
        await interaction.client.managing.change(
            interaction, **{self._field: "" if value == LATEST else value}
        )


class SettingsButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template="settings:(?P<what>mention:on|mention:off|prefix|reset)",
):
    """Answers mentions only or not, asks for the prefix, or undoes everything.

    What a press does stands in the id, so that a press on an old message does what its label says.
    """

    def __init__(self, what: str, label: str = "", *, disabled: bool = False) -> None:
        button: discord.ui.Button[Any] = discord.ui.Button(
            label=label, custom_id=f"settings:{what}", disabled=disabled
        )
        super().__init__(button)
        self._what = what

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, perhaps before a restart."""
        return cls(match["what"])

    async def callback(self, interaction: Interaction) -> None:
        """Answer the press."""
        managing = interaction.client.managing
        match self._what:
            case "prefix":
                await managing.ask_prefix(interaction)
            case "reset":
                await managing.reset(interaction)
            case _:
                await managing.change(interaction, mention_only=self._what == "mention:on")


ITEMS = (ChannelMenu, RoleMenu, OptionMenu, SettingsButton)


def panel_view(panel: Panel) -> discord.ui.View:
    """The menus, one a row, and the buttons below them, as a view that never times out."""
    say, settings = panel.say, panel.settings
    view = discord.ui.View(timeout=None)
    view.add_item(ChannelMenu(say("Channels for questions"), sorted(settings.channels)))
    if panel.roles:
        view.add_item(RoleMenu(say("Moderator roles"), sorted(settings.moderator_roles)))
    view.add_item(OptionMenu("framework", say("Inspection to look in first"), _frameworks(panel)))
    view.add_item(OptionMenu("language", say("Language of my own words"), _languages(panel)))
    if settings.mention_only:
        view.add_item(SettingsButton("mention:off", say("Answer commands and channels too")))
    else:
        view.add_item(SettingsButton("mention:on", say("Answer only when mentioned")))
    view.add_item(SettingsButton("prefix", say("Change the prefix …")))
    view.add_item(SettingsButton("reset", say("Back to the host's defaults"), disabled=not panel.own))
    return view


def _frameworks(panel: Panel) -> list[discord.SelectOption]:
    chosen = panel.settings.framework
    if chosen not in dict(panel.frameworks):
        chosen = ""
    latest = discord.SelectOption(
        label=panel.say("The latest inspection first"), value=LATEST, default=not chosen
    )
    return [
        latest,
        *(
            discord.SelectOption(
                label=panel.say("{cycle} first", cycle=name), value=framework, default=framework == chosen
            )
            for framework, name in panel.frameworks
        ),
    ]


def _languages(panel: Panel) -> list[discord.SelectOption]:
    review = panel.say("This translation awaits a speaker's review.")
    return [
        discord.SelectOption(
            label=language.name,
            value=code,
            description=None if language.reviewed else review,
            default=code == panel.settings.language,
        )
        for code, language in LANGUAGES.items()
    ]
