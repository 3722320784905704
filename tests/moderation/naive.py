"""How one would do it at first. Each is here to show that the trials tell the difference."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping
from pathlib import Path

from bot.knowledge import Knowledge, KnowledgeFaults, load_knowledge
from bot.moderation.disk import Disk


class NaiveReloader:
    """Renews the served object, attribute by attribute, as its files are read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.current = load_knowledge(folder)

    async def reload(self) -> None:
        """Read the folder and renew what is served. Raises KnowledgeFaults."""
        await asyncio.to_thread(self._renew)

    def _renew(self) -> None:
        new = load_knowledge(self.folder)
        for name, value in vars(new).items():
            setattr(self.current, name, value)


async def naive_load(folder: Path) -> Knowledge:
    """Load where one happens to be: in the event loop."""
    return load_knowledge(folder)


def naive_edit(folder: Path, writes: Mapping[str, bytes], disk: Disk) -> None:
    """Write what has changed, in the order of the names and over what stands there."""
    for path, data in sorted(writes.items()):
        (folder / path).parent.mkdir(exist_ok=True)
        disk.write(folder / path, data)


class NaiveStore:
    """Copies the knowledge folder over the kept one, file by file, and serves the kept one at the start."""

    def __init__(self, state: Path) -> None:
        self._kept = state / "kept"

    def keep(self, folder: Path) -> None:
        """Keep what the folder holds."""
        shutil.copytree(folder, self._kept, dirs_exist_ok=True)

    def serve(self) -> Knowledge | None:
        """What a start would serve, or None when that is broken."""
        try:
            return load_knowledge(self._kept)
        except KnowledgeFaults:
            return None
