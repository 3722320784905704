"""The buttons that mark an answer as helpful or not. Who pressed one is neither stored nor logged."""

from __future__ import annotations

import re
from functools import partial
from typing import Any, Self

import discord

from bot.answer import PassagesAnswer
from bot.discord_ui.answers.codes import PLACES, VERSION, coded, decoded
from bot.discord_ui.notices import Notice
from bot.knowledge import Knowledge
from bot.language import Catalogue, catalogue, message
from bot.render import Mark
from bot.render.record import KINDS
from bot.service.scope import Scope
from bot.store import Marked, StoreError, Topic, Trouble, Vote, judgment_key

ROW = 2
EMOJI = {Vote.HELPFUL: "👍", Vote.UNHELPFUL: "👎"}
_TEMPLATE = rf"mark:(?P<vote>{'|'.join(Vote)}):(?P<kind>{'|'.join(KINDS.values())}):{VERSION}:{PLACES}"
_SAID = {
    Marked.COUNTED: message("Thanks, counted. Nobody is noted with it."),
    Marked.CHANGED: message("Changed: your other mark on this was taken back."),
    Marked.ALREADY: message("You said so already."),
}


def thanks(marked: Marked, say: Catalogue) -> Notice:
    """What came of a mark."""
    return Notice(say(_SAID[marked]))


def moved_on(say: Catalogue) -> Notice:
    """The answer is from another version of the knowledge."""
    return Notice(
        say(
            "The knowledge has been updated since this answer was given, so a mark would count for something "
            "else. Ask again to mark the answer as it is now."
        )
    )


def not_counted(trouble: Trouble, say: Catalogue) -> Notice:
    """The mark could not be kept."""
    return Notice(say("Not counted: {trouble}.", trouble=say(trouble)))


def topics_of(mark: Mark, knowledge: Knowledge) -> list[Topic]:
    """What is counted. Raises IndexError or ValueError for what this knowledge version does not have."""
    if mark.kind == KINDS[PassagesAnswer]:
        positions = [place for place in mark.places if place is not None]
        return [Topic(mark.kind, knowledge.passages[position].id) for position in positions]
    scope = Scope.at(mark.places, knowledge)
    ids = (item.id if item else None for item in (scope.subject, scope.framework, scope.area))
    return [Topic(mark.kind, judgment_key(*ids))]


class MarkButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=_TEMPLATE):
    """Counts a mark on what the answer showed, once a person."""

    def __init__(self, vote: Vote, mark: Mark, version: str) -> None:
        custom_id = coded(f"mark:{vote}:{mark.kind}:{version}:", mark.places)
        super().__init__(discord.ui.Button(emoji=EMOJI[vote], custom_id=custom_id), row=ROW)
        self._vote = vote
        self._mark = mark
        self._version = version

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, perhaps before a restart."""
        mark = Mark(match["kind"], decoded(match["places"]))
        return cls(Vote(match["vote"]), mark, match["version"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Count, and say so to the presser alone."""
        await interaction.client.pipeline.act(interaction, partial(self._count, interaction))

    async def _count(self, interaction: discord.Interaction[Any]) -> Notice:
        bot = interaction.client
        knowledge = bot.pipeline.holder.current
        say = catalogue(bot.servers.of(interaction.guild_id).language)
        try:
            topics = topics_of(self._mark, knowledge) if self._version == knowledge.version else []
        except (IndexError, ValueError):  # a made-up id
            topics = []
        if not topics:
            return moved_on(say)
        # A server that the bot is not in never tells that it is gone, so nothing is kept under its name.
        server = bot.get_guild(interaction.guild_id) if interaction.guild_id else None
        try:
            marked = await bot.servers.vote(
                server.id if server else None, interaction.user.id, topics, self._vote
            )
        except StoreError as error:
            return not_counted(error.trouble, say)
        return thanks(marked, say)
