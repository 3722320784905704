"""The menu of what a question may have meant. All its state stands in it, so it works after a restart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self

import discord

from bot.answer import Choice
from bot.discord_ui.notices import Notice
from bot.language import Catalogue, catalogue
from bot.query import Command

ROW = 1
_TEMPLATE = rf"choose:(?P<asker>\d{{1,20}}):(?P<command>{'|'.join(Command)})"


def asker_only(say: Catalogue) -> Notice:
    """Somebody else's menu."""
    return Notice(
        say("Only the person who asked can choose here. Ask for yourself and you get an answer too.")
    )


class ChoiceMenu(discord.ui.DynamicItem[discord.ui.Select[Any]], template=_TEMPLATE):
    """Asks the chosen text by the command that the question came with; for the asker alone.

    `choices` are at most 25, nothing in them over 100 characters.
    """

    def __init__(
        self, asker: int, command: Command, choices: Sequence[Choice], placeholder: str = ""
    ) -> None:
        options = [
            discord.SelectOption(label=choice.label, value=choice.text, description=choice.hint or None)
            for choice in choices
        ]
        custom_id = f"choose:{asker}:{command}"
        super().__init__(
            discord.ui.Select(custom_id=custom_id, placeholder=placeholder, options=options), row=ROW
        )
        self._asker = asker
        self._command = command

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The menu as it was sent, perhaps before a restart."""
        sent = item.options if isinstance(item, discord.ui.Select) else []
        choices = [Choice(option.label, option.value, option.description or "") for option in sent]
        return cls(int(match["asker"]), Command(match["command"]), choices)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer what was chosen, from the knowledge as it is now."""
        pipeline = interaction.client.pipeline
        if interaction.user.id != self._asker:
            await pipeline.press(interaction, lambda _, settings: asker_only(catalogue(settings.language)))
        else:
            await pipeline.choose(interaction, self._command, self.item.values[0])
