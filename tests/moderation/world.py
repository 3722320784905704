"""A moderator over a folder and a history, as the bot has one, without Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.moderation import Generations, History, Moderator, open_knowledge
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
    generations, history = Generations(state, keep, disk), History(state / "history.jsonl", disk)
    opened = open_knowledge(folder, generations, history, NOON.isoformat(timespec="seconds"))
    holder = KnowledgeHolder(folder, opened.loaded.knowledge)
    moderator = Moderator(folder, holder, generations, history, opened, now=lambda: NOON, patience=patience)
    try:
        yield moderator
    finally:
        moderator.close()
