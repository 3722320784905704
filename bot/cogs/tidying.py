"""Removing the bot's own messages: passing notices, and answers whose question is gone."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import discord
from discord.ext import commands, tasks

if TYPE_CHECKING:
    from bot.app import FindingsBot

SWEEP = 2.0
"""Seconds between two looks for notices whose time is over."""


class Tidying(commands.Cog):
    """Keeps channels free of what helps nobody any more."""

    def __init__(self, bot: FindingsBot) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Be told when there is something to look for."""
        self._bot.tidy.wake = self._wake

    async def cog_unload(self) -> None:
        """Stop looking."""
        self._sweep.cancel()

    @tasks.loop(seconds=SWEEP)
    async def _sweep(self) -> None:
        for channel, notice in self._bot.tidy.pop_due():
            await self._delete(channel, notice)
        if not self._bot.tidy.waiting:
            self._sweep.cancel()

    def _wake(self) -> None:
        if not self._sweep.is_running():
            self._sweep.start()

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take the answer back when its question is deleted."""
        await self._deleted(payload.channel_id, {payload.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Take the answers back when many questions are deleted at once."""
        await self._deleted(payload.channel_id, payload.message_ids)

    async def _deleted(self, channel: int, messages: set[int]) -> None:
        """Delete the answers to these messages, but for those that are among them."""
        for message in messages:
            self._bot.tidy.removed(message)
        for message in messages:
            if (answer := self._bot.tidy.deleted(message)) is not None:
                await self._delete(channel, answer)

    async def _delete(self, channel: int, message: int) -> None:
        with suppress(discord.HTTPException):  # somebody was quicker, or the channel is gone
            await self._bot.get_partial_messageable(channel).get_partial_message(message).delete()
