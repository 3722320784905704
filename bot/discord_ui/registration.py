"""Registering the slash commands with Discord, where they have changed."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

_log = logging.getLogger(__name__)


class CommandRecord:
    """Which slash commands were registered last: a hash in a file, since Discord limits registrations."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "commands.sha256"

    def holds(self, digest: str) -> bool:
        """Whether these are the commands registered last."""
        try:
            return self._file.read_text(encoding="utf-8").strip() == digest
        except (OSError, UnicodeDecodeError):
            return False

    def note(self, digest: str) -> None:
        """Remember what is registered now; a folder that cannot be written costs one registration a start."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(digest + "\n", encoding="utf-8")
        except OSError as error:
            _log.warning("cannot write the state folder: %s", error.strerror)


async def register(
    tree: app_commands.CommandTree[Any], server: int | None, record: CommandRecord | None
) -> None:
    """Register the commands everywhere, or in one `server`, unless the record says that they are.

    Where Discord refuses, the log says so and the bot goes on with the commands that are registered.
    """
    guild = discord.Object(server) if server else None
    if guild is not None:
        tree.copy_global_to(guild=guild)
    payload = [command.to_dict(tree) for command in tree.get_commands(guild=guild)]
    scope = [tree.client.application_id, server, payload]
    digest = hashlib.sha256(json.dumps(scope, sort_keys=True).encode()).hexdigest()
    if record is not None and record.holds(digest):
        return
    try:
        await tree.sync(guild=guild)
    except discord.HTTPException as error:
        _log.error("the slash commands could not be registered: status %d, code %d", error.status, error.code)
        return
    _log.info("registered %d slash commands", len(payload))
    if record is not None:
        record.note(digest)
