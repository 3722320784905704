"""The button that shows a picture's grades as narrow lines of text, for those who cannot see it.

The question stands in its id, so it works after a restart.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any, Self

import discord

from bot.discord_ui.notices import MAX_NOTICE, Notice
from bot.language import catalogue
from bot.pictures import text_lines
from bot.query import Command
from bot.render import Reply
from bot.render.limits import CUSTOM_ID

ROW = 2
_HEAD = "lines:"
_TEMPLATE = rf"(?s:{_HEAD}(?P<command>{'|'.join(Command)}):(?P<text>.+))"


def lines_of(reply: Reply) -> Reply | Notice:
    """The grades of a reply in lines of at most 28 columns; a reply that has no picture as it is."""
    say = catalogue(reply.language)
    lines = text_lines(reply.answer, version=reply.version, say=say) if reply.answer else None
    if lines is None:
        return reply
    text = "\n".join(lines).replace("`", "ˋ")
    block = f"```\n{text}\n```"
    if len(block) <= MAX_NOTICE:
        return Notice(block)
    return Notice(say("The grades are in the attached text."), file=text, name=say("answer.txt"))


class LinesButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=_TEMPLATE):
    """Asks the same again, as the knowledge is now, and shows the lines to whoever presses it."""

    def __init__(self, command: Command, text: str, label: str) -> None:
        custom_id = f"{_HEAD}{command}:{text}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id), row=ROW)
        self._command = command
        self._text = text

    @classmethod
    def fits(cls, command: Command, text: str) -> bool:
        """Whether an id can hold the question."""
        return bool(text) and len(f"{_HEAD}{command}:{text}") <= CUSTOM_ID

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, perhaps before a restart."""
        return cls(Command(match["command"]), match["text"], getattr(item, "label", None) or "")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        pipeline = interaction.client.pipeline
        page = partial(pipeline.again, self._command, self._text, lines_of)
        await pipeline.press(interaction, page)
