"""The buttons to what an answer leads to. Their ids hold all their state, so they work after a restart."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.discord_ui.answers.codes import PLACES, VERSION, coded, decoded
from bot.discord_ui.notices import Notice, old_version
from bot.knowledge import Knowledge
from bot.language import catalogue
from bot.render import Offer, Reply, render_lead
from bot.service.depth import Lead, LeadKind
from bot.store import ServerSettings

ROW = 0
"""Of the five rows under a message; a menu and the marks stand below."""
_TEMPLATE = rf"(?P<verb>look|turn):(?P<kind>{'|'.join(LeadKind)}):{VERSION}:(?P<page>\d{{1,6}}):{PLACES}"


class LeadButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=_TEMPLATE):
    """Shows what an answer leads to, to whoever presses it and to nobody else; there it turns the pages.

    So a channel sees one answer, and everybody reads as deep as they like.
    """

    def __init__(self, offer: Offer, version: str) -> None:
        head = f"{'turn' if offer.turns else 'look'}:{offer.lead.kind}:{version}:{offer.page}:"
        custom_id = coded(head, offer.lead.places)
        super().__init__(discord.ui.Button(label=offer.label, custom_id=custom_id), row=ROW)
        self._offer = offer
        self._version = version

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was sent, perhaps before a restart."""
        label = item.label if isinstance(item, discord.ui.Button) else ""
        lead = Lead(LeadKind(match["kind"]), decoded(match["places"]))
        return cls(Offer(label or "", lead, int(match["page"]), match["verb"] == "turn"), match["version"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press."""
        pipeline = interaction.client.pipeline
        await (pipeline.turn if self._offer.turns else pipeline.press)(interaction, self._reply)

    def _reply(self, knowledge: Knowledge, settings: ServerSettings) -> Reply | Notice:
        """The page, or the notice that the knowledge has moved on."""
        say = catalogue(settings.language)
        if self._version != knowledge.version:
            return old_version(say)
        try:
            return render_lead(self._offer.lead, self._offer.page, knowledge, say)
        except (IndexError, ValueError):  # a made-up id; what the bot sends names what this version has
            return old_version(say)
