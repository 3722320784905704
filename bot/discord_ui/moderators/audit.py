"""Telling a channel what happens to the knowledge."""

from __future__ import annotations

import asyncio
import logging

import discord

from bot.discord_ui.messages import of_notice
from bot.discord_ui.moderators import notices
from bot.discord_ui.notices import Notice
from bot.moderation import Entry, Kind, Moderator, Outcome

_TOLD = frozenset({Outcome.APPLIED, Outcome.ASKED, Outcome.DISCARDED, Outcome.FAULTY, Outcome.FAILED})
"""What the channel is told. Looks and refusals for want of permission are in the log only: anyone could fill
the channel with those."""

_log = logging.getLogger(__name__)


class Audit:
    """Sends what `moderator` writes into its history to a channel, if there is one."""

    def __init__(self, client: discord.Client, channel: int | None, moderator: Moderator) -> None:
        self._client = client
        self._channel = channel
        self._moderator = moderator
        self._sending: set[asyncio.Task[None]] = set()  # a task that nobody holds may vanish

    def heard(self, entry: Entry) -> None:
        """Tell the channel of an entry. Files that changed by themselves bring their buttons with them."""
        if entry.outcome not in _TOLD:
            return
        asked = self._moderator.asked
        if entry.kind is Kind.WATCH and entry.outcome is Outcome.ASKED and asked is not None:
            self._tell(notices.asked(asked))
        else:
            self._tell(Notice(notices.entry_line(entry)))

    def started(self) -> None:
        """Say loudly what is wrong at the start."""
        if notices.health_lines(self._moderator.health):
            self._tell(notices.started(self._moderator.health, self._moderator.generation.version))

    def _tell(self, notice: Notice) -> None:
        if self._channel is not None:
            task = asyncio.get_running_loop().create_task(self._send(self._channel, notice))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def _send(self, channel: int, notice: Notice) -> None:
        try:
            await self._client.get_partial_messageable(channel).send(**of_notice(notice))
        except discord.HTTPException as error:
            _log.warning("the audit channel could not be told: status %d, code %d", error.status, error.code)
