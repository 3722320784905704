"""Opening the store. The database library, an extra, is loaded here and only when it is first needed."""

from __future__ import annotations

import asyncio
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from bot.store.errors import StoreError, Trouble
from bot.store.servers import Servers
from bot.store.settings import ServerSettings
from bot.store.store import Store

if TYPE_CHECKING:
    from bot.store.sqlite import SqliteStore


def available() -> bool:
    """Whether the database library is installed. It is not loaded."""
    return all(find_spec(name) is not None for name in ("aiosqlite", "sqlalchemy"))


async def open_store(path: Path) -> Store:
    """The store in an SQLite file, which is made where it is missing and brought up to date where it is old.

    Raises StoreError.
    """
    try:
        sqlite = await asyncio.to_thread(_load_sqlite)  # it takes about half a second
    except ImportError:
        raise StoreError(Trouble.ABSENT) from None
    return await sqlite.open(path)


def servers_at(path: Path, defaults: ServerSettings) -> Servers:
    """The servers' settings kept in an SQLite file, once they are started.

    Where there is no file, none is made and no database library is loaded until somebody changes a setting
    or marks an answer.
    """

    async def opened(*, create: bool) -> Store | None:
        if not create and not await asyncio.to_thread(path.exists):
            return None
        return await open_store(path)

    return Servers(opened, defaults)


def _load_sqlite() -> type[SqliteStore]:
    from bot.store.sqlite import SqliteStore

    return SqliteStore
