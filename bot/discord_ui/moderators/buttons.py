"""The moderators' buttons. All their state stands in their ids, so they work after a restart; whether whoever
presses one may is checked at each press.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any, Self

import discord

from bot.discord_ui.moderators.desk import Desk
from bot.discord_ui.moderators.work import Work
from bot.discord_ui.notices import Button
from bot.moderation import Kind

_HEAD = "knowledge:"
_TEMPLATE = (
    rf"{_HEAD}(?:(?P<choice>apply|discard):(?P<before>[0-9a-f]{{1,40}}):(?P<after>[0-9a-f]{{1,40}})"
    r"|(?P<pages>history|unanswered|feedback):(?P<page>\d{1,6}))"
)
_STYLES = {"success": discord.ButtonStyle.success, "secondary": discord.ButtonStyle.secondary}


class KnowledgeButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=_TEMPLATE):
    """Apply, Discard, and the pages of the history, the unanswered questions and the marks."""

    def __init__(self, button: Button) -> None:
        style = _STYLES.get(button.style, discord.ButtonStyle.secondary)
        super().__init__(discord.ui.Button(label=button.label, style=style, custom_id=_HEAD + button.id))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, perhaps before a restart."""
        return cls(Button(match.string.removeprefix(_HEAD), getattr(item, "label", "") or ""))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        kind, work = self._read(interaction.client.moderating.desk)
        await interaction.client.moderating.press(interaction, kind, work)

    def _read(self, desk: Desk) -> tuple[Kind, Work]:
        """What the button is for."""
        match = self.template.fullmatch(self.custom_id)
        assert match is not None, "discord.py hands over ids that match"  # noqa: S101
        if match["choice"] == "apply":
            return Kind.RELOAD, partial(desk.apply, before=match["before"], after=match["after"])
        if match["choice"] == "discard":
            return Kind.DISCARD, partial(desk.discard, after=match["after"])
        page = int(match["page"])
        if match["pages"] == "history":
            return Kind.HISTORY, partial(desk.history, page=page)
        if match["pages"] == "feedback":
            return Kind.FEEDBACK, partial(desk.feedback, page=page)
        return Kind.UNANSWERED, partial(desk.unanswered, page=page)
