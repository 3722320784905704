"""Reloading when the knowledge files change. Needs the extra `watch`."""

from __future__ import annotations

import asyncio
import logging
import os
import stat
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.knowledge import KnowledgeFaults
from bot.moderation.generations import StoreError
from bot.moderation.history import HOST, Kind
from bot.moderation.loading import UnsteadyError
from bot.moderation.moderator import Moderator
from bot.moderation.results import OccupiedError, Result

SETTLE = 1_600
"""Milliseconds without a further change after which a batch of changes is taken for finished."""
LONGEST = 10_000
"""Milliseconds of changes without a pause after which they are looked at all the same."""
LOOK_AGAIN = 5.0
"""Seconds between looks at a folder that is missing, or at what a link points to, which no event tells."""

_log = logging.getLogger(__name__)


_Place = tuple[str, int, int]
_Batches = AsyncIterator[set[tuple[Any, str]]]


class CannotWatchError(Exception):
    """The extra is not installed."""


async def watch(folder: Path, changed: Callable[[], Awaitable[None]]) -> None:
    """Call `changed` whenever files in the folder have changed and come to rest. Runs until cancelled.

    Raises CannotWatchError at once.
    """
    try:
        from watchfiles import awatch
    except ImportError:
        raise CannotWatchError("watching needs the watch extra: pip install 'findings-bot[watch]'") from None
    place = _place(folder)
    while True:
        if place is not None:
            with suppress(FileNotFoundError):
                await _until_moved(folder, place, changed, awatch)
        else:
            await asyncio.sleep(LOOK_AGAIN)
        before, place = place, _place(folder)
        if place is not None and place != before:
            await changed()


async def _until_moved(
    folder: Path, place: _Place, changed: Callable[[], Awaitable[None]], awatch: Callable[..., _Batches]
) -> None:
    """Watch one folder on the disk for as long as it is the one that `folder` names."""
    times = {"debounce": LONGEST, "step": SETTLE, "rust_timeout": int(LOOK_AGAIN * 1000)}
    async for batch in awatch(place[0], **times, yield_on_timeout=True):
        if _place(folder) != place:
            return
        if batch:
            await changed()


def _place(folder: Path) -> _Place | None:
    """The folder that a path leads to and its identity on the disk, or None for no folder."""
    path = os.path.realpath(folder)
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return (path, found.st_dev, found.st_ino) if stat.S_ISDIR(found.st_mode) else None


async def reload_changed(moderator: Moderator, tell: Callable[[Result], None]) -> None:
    """Reload because files changed. What needs a person's agreement waits for it and is handed to `tell`."""
    while True:
        try:
            tell(await moderator.reload(HOST, kind=Kind.WATCH))
        except OccupiedError:
            await asyncio.sleep(LOOK_AGAIN)
            continue
        except (KnowledgeFaults, UnsteadyError, StoreError) as error:
            # It stands in the history and in the status; the next change is the next try.
            _log.warning("changed files are not served: %s", type(error).__name__)
        return
