"""The “More excerpts” button. All its state stands in its id, so it works after a restart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Self

import discord

from bot.discord_ui.notices import OLD_VERSION, Notice
from bot.knowledge import Knowledge
from bot.language import catalogue
from bot.render import Reply, render_passages
from bot.store import ServerSettings

CUSTOM_ID_LIMIT = 100
"""Characters of a component's custom id (Discord's component reference)."""
_TEMPLATE = r"more:(?P<version>[0-9a-f]{1,40}):(?P<positions>\d{1,8}(?:\.\d{1,8})*)"


@dataclass(frozen=True, slots=True)
class MorePage:
    """Which passages come next: their positions in one version of the knowledge, best first."""

    version: str
    positions: tuple[int, ...]

    @property
    def custom_id(self) -> str:
        """The page as an id. Positions that do not fit, the worst ones, are left out."""
        head = f"more:{self.version}:"
        text = ".".join(map(str, self.positions))
        room = CUSTOM_ID_LIMIT - len(head)
        return head + (text if len(text) <= room else text[: room + 1].rpartition(".")[0])

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        """The page that a custom id stands for."""
        positions = tuple(int(position) for position in match["positions"].split("."))
        return cls(match["version"], positions)

    def reply(self, knowledge: Knowledge, settings: ServerSettings) -> Reply | Notice:
        """The next excerpts, or the notice that the knowledge has moved on."""
        if self.version != knowledge.version or max(self.positions) >= len(knowledge.passages):
            return OLD_VERSION
        return render_passages(knowledge, self.positions, 0, catalogue(settings.language))


class MoreButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=_TEMPLATE):
    """Shows the next excerpts to whoever presses it, and to nobody else."""

    def __init__(self, page: MorePage) -> None:
        super().__init__(discord.ui.Button(label="More excerpts", custom_id=page.custom_id))
        self.page = page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, perhaps before a restart."""
        return cls(MorePage.read(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        await interaction.client.pipeline.press(interaction, self.page.reply)
