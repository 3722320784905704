"""The button that takes an answer away. Who asked stands in its id, so it works after a restart."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.discord_ui.notices import Notice
from bot.language import Catalogue, catalogue

BIN = "🗑️"
ROW = 2
_TEMPLATE = r"remove:(?P<asker>\d{1,20})"


def not_theirs(say: Catalogue) -> Notice:
    """Somebody else's answer."""
    return Notice(say("Only the person who asked and moderators can remove this answer."))


class RemoveButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=_TEMPLATE):
    """Removes the answer that it stands under, for the asker and for whoever keeps order in the channel."""

    def __init__(self, asker: int, label: str) -> None:
        button = discord.ui.Button[Any](label=label, emoji=BIN, custom_id=f"remove:{asker}")
        super().__init__(button, row=ROW)
        self._asker = asker

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, perhaps before a restart."""
        return cls(int(match["asker"]), getattr(item, "label", None) or "")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Remove the answer, or say who can."""
        bot = interaction.client
        if self._may(interaction):
            await bot.pipeline.remove(interaction)
        else:
            await bot.pipeline.press(
                interaction, lambda _, settings: not_theirs(catalogue(settings.language))
            )

    def _may(self, interaction: discord.Interaction[Any]) -> bool:
        """Whoever may delete anybody's messages here may delete this one too."""
        order = interaction.permissions.manage_messages or interaction.permissions.administrator
        moderates = interaction.client.moderating.permits(interaction)
        return interaction.user.id == self._asker or order or moderates
