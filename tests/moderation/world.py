"""A moderator over a folder and a history, as the bot has one, without Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.moderation import Moderator, Store, open_knowledge
from bot.moderation.disk import Disk
from bot.runtime.holder import KnowledgeHolder

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
ALICE, BOB = 11, 22
"""Ids of two moderators."""


@asynccontextmanager
async def moderating(
    folder: Path, state: Path, *, keep: int = 10, disk: Disk | None = None, patience: float = 2.0
) -> AsyncIterator[Moderator]:
    """Start on a folder as the bot does, and stop again."""
    store = Store.within(state, keep, disk)
    opened = open_knowledge(folder, store, NOON.isoformat(timespec="seconds"))
    holder = KnowledgeHolder(opened.loaded.knowledge)
    moderator = Moderator(folder, holder, opened, now=lambda: NOON, patience=patience)
    try:
        yield moderator
    finally:
        moderator.close()
