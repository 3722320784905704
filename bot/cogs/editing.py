"""Questions that are corrected soon after they were asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

if TYPE_CHECKING:
    from bot.app import FindingsBot

CORRECTED_WITHIN = timedelta(minutes=1)
"""By Discord's own stamps. Later the channel has moved on, and an answer that changes would confuse."""


class Editing(commands.Cog):
    """Hands an edited message to whatever takes questions; the pipeline lets one edit of it through."""

    def __init__(self, bot: FindingsBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Take an edited message for a new one. Previews of links come so too, but without a stamp."""
        message = payload.message
        if message.edited_at and message.edited_at - message.created_at <= CORRECTED_WITHIN:
            self._bot.dispatch("message", message)
