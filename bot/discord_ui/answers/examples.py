"""The menu of examples under the help. All its state stands in it, so it works after a restart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self

import discord

from bot.language import ENGLISH, Catalogue
from bot.query import Command

CUSTOM_ID = "example"


class ExampleMenu(discord.ui.DynamicItem[discord.ui.Select[Any]], template=CUSTOM_ID):
    """Asks the chosen example for whoever chooses it, and for nobody else to see.

    `examples` are at most 25 commands, each with its text, of at most 100 characters.
    """

    def __init__(self, examples: Sequence[str], say: Catalogue = ENGLISH) -> None:
        options = [discord.SelectOption(label=example, value=example) for example in examples]
        placeholder = say("Try an example")
        super().__init__(discord.ui.Select(custom_id=CUSTOM_ID, placeholder=placeholder, options=options))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The menu as it was sent, perhaps before a restart."""
        sent = item.options if isinstance(item, discord.ui.Select) else []
        return cls([option.value for option in sent])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the example, from the knowledge as it is now."""
        command, text = _asked(self.item.values[0])
        await interaction.client.pipeline.show(interaction, command, text)


def _asked(example: str) -> tuple[Command, str]:
    """The command of an example and its text; the example of a command that is no more is a question."""
    name, _, text = example.partition(" ")
    return (Command(name), text) if name in set(Command) else (Command.ASK, example)
