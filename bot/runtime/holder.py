"""The one place that says which version of the knowledge is served."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.knowledge import Knowledge, load_knowledge
from bot.runtime.changes import Change, compare


class ReloadRunningError(Exception):
    """A reload was asked for while another one is still reading the files."""


class KnowledgeHolder:
    """The served knowledge behind one reference.

    A request takes `current` once and keeps it, so a reload never mixes two versions in one answer. The
    version before the last reload stays in `previous`.
    """

    def __init__(self, folder: Path, knowledge: Knowledge) -> None:
        self._folder = folder
        self._reloading = False
        self.current = knowledge
        self.previous: Knowledge | None = None

    async def reload(self) -> Change:
        """Read the folder off the event loop and serve it, if it is sound and different.

        Raises KnowledgeFaults with every fault, or ReloadRunningError; the served version then stays.
        """
        if self._reloading:
            raise ReloadRunningError
        self._reloading = True
        try:
            loaded = await asyncio.to_thread(load_knowledge, self._folder)
        finally:
            self._reloading = False
        change = compare(self.current.contents, loaded.contents)
        if change.after != change.before:
            self.previous, self.current = self.current, loaded
        return change
