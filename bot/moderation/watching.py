"""Noticing that the knowledge files have changed. Needs the extra `watch`."""

from __future__ import annotations

import asyncio
import logging
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread

from bot.knowledge import KnowledgeFaults
from bot.moderation.generations import StoreError
from bot.moderation.history import HOST, Kind
from bot.moderation.loading import UnsteadyError
from bot.moderation.moderator import Moderator
from bot.moderation.results import OccupiedError

SETTLE = 1_600
"""Milliseconds without a further change after which a batch of changes is taken for finished."""
LONGEST = 10_000
"""Milliseconds of changes without a pause after which they are looked at all the same."""
LOOK_AGAIN = 5.0
"""Seconds between looks at a folder that is missing, or at what a link points to, which no event tells; and
between tries to reload while a moderator is at it."""

_Place = tuple[str, int, int]

_log = logging.getLogger(__name__)


class CannotWatchError(Exception):
    """The extra is not installed."""


def check_can_watch() -> None:
    """Raise CannotWatchError, which says what to do, when the extra is not installed."""
    if find_spec("watchfiles") is None:
        raise CannotWatchError("watching needs the watch extra: pip install 'findings-bot[watch]'")


class Watcher:
    """Calls `changed`, in a thread of its own, whenever files in `folder` have changed and come to rest."""

    def __init__(self, folder: Path, changed: Callable[[], None]) -> None:
        self._folder = folder
        self._changed = changed
        self._stop = Event()
        self._thread = Thread(target=self._watch, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End soon; what `changed` is doing just now is not waited for."""
        self._stop.set()

    def _watch(self) -> None:
        place = _place(self._folder)
        while not self._stop.is_set():
            if place is not None:
                with suppress(FileNotFoundError):
                    self._until_moved(place)
            self._stop.wait(0 if place else LOOK_AGAIN)
            before, place = place, _place(self._folder)
            if place is not None and place != before and not self._stop.is_set():
                self._changed()

    def _until_moved(self, place: _Place) -> None:
        """Watch one folder on the disk for as long as it is the one that the path leads to."""
        from watchfiles import watch  # an extra

        for batch in watch(
            place[0],
            debounce=LONGEST,
            step=SETTLE,
            rust_timeout=int(LOOK_AGAIN * 1000),
            yield_on_timeout=True,
            stop_event=self._stop,
        ):
            if _place(self._folder) != place:
                return
            if batch:
                self._changed()


def watch_for(moderator: Moderator, folder: Path, loop: asyncio.AbstractEventLoop) -> Watcher:
    """A watcher that has `moderator`, which lives in `loop`, reload what has changed."""

    def changed() -> None:
        with suppress(asyncio.CancelledError, RuntimeError):  # the loop is about to end
            asyncio.run_coroutine_threadsafe(reload_changed(moderator), loop).result()

    return Watcher(folder, changed)


def _place(folder: Path) -> _Place | None:
    """The folder that a path leads to and its identity on the disk, or None for no folder."""
    path = os.path.realpath(folder)
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return (path, found.st_dev, found.st_ino) if stat.S_ISDIR(found.st_mode) else None


async def reload_changed(moderator: Moderator) -> None:
    """Reload because files changed. What needs a person's agreement waits for it."""
    while True:
        try:
            await moderator.reload(HOST, kind=Kind.WATCH)
        except OccupiedError:
            await asyncio.sleep(LOOK_AGAIN)
            continue
        except (KnowledgeFaults, UnsteadyError, StoreError) as error:
            # It stands in the history and in the status; the next change is the next try.
            _log.warning("changed files are not served: %s", type(error).__name__)
        return
