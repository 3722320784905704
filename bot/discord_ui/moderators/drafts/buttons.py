"""The buttons under a draft. Their ids name the draft, which waits on disk, so they work after a restart."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.discord_ui.moderators.drafts.ids import HEAD
from bot.discord_ui.moderators.work import Tell
from bot.discord_ui.notices import Button, Notice
from bot.moderation import Kind

if TYPE_CHECKING:
    from bot.discord_ui.moderators.drafts.desk import DraftDesk

_TASKS = "page|accept|report|replace|replace-report|source|subject|discard"
_TEMPLATE = rf"{HEAD}(?P<draft>[0-9a-f]{{12}}):(?P<task>{_TASKS})(?::(?P<page>\d{{1,5}}))?"
_STYLES = {"success": discord.ButtonStyle.success, "secondary": discord.ButtonStyle.secondary}


class DraftButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=_TEMPLATE):
    """Turns pages, opens the forms, accepts and discards. Who may is checked at each press."""

    def __init__(self, button: Button) -> None:
        style = _STYLES.get(button.style, discord.ButtonStyle.secondary)
        item: discord.ui.Button[Any] = discord.ui.Button(
            label=button.label, style=style, custom_id=button.id, row=button.row
        )
        super().__init__(item)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, perhaps before a restart."""
        return cls(Button(match.string, getattr(item, "label", "") or ""))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        match = self.template.fullmatch(self.custom_id)
        assert match is not None, "discord.py hands over ids that match"  # noqa: S101
        moderating, task = interaction.client.moderating, match["task"]
        work = moderating.desk.drafting(partial(_done, task, match["draft"], int(match["page"] or 0)))
        # Looking through a long draft takes more presses than anybody may ask questions.
        await moderating.press(interaction, Kind.ADD, work, paced=task != "page")


async def _done(task: str, draft: str, page: int, desk: DraftDesk, who: int, tell: Tell) -> Notice:
    if task == "page":
        return await desk.page(draft, page)
    if task in ("source", "subject"):
        return await desk.form(draft, task)
    if task == "discard":
        return await desk.discard(who, draft)
    return await desk.accept(
        who,
        tell,
        draft,
        judgments=task in ("accept", "replace"),
        replacing=task in ("replace", "replace-report"),
    )
