"""The store in one SQLite file, by SQLAlchemy Core over aiosqlite."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, Column, Connection, delete, event, func, select, union
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.store.errors import StoreError, Trouble
from bot.store.feedback import Counted, Topic
from bot.store.migrations import migrate
from bot.store.settings import InvalidSettings, ServerSettings, check
from bot.store.tables import CHANNELS, MARKS, ROLES, SERVERS

BUSY_TIMEOUT = 2.0
"""Seconds to wait for another writer. Settings are written in milliseconds; who waits longer is told so."""

_TROUBLES = {
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_CANTOPEN: Trouble.UNREACHABLE,
    sqlite3.SQLITE_PERM: Trouble.UNREACHABLE,
    sqlite3.SQLITE_IOERR: Trouble.UNREACHABLE,
}

_log = logging.getLogger(__name__)


class SqliteStore:
    """`Store` in one file. Several processes may have it open; a writer waits `BUSY_TIMEOUT` for another."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    async def open(cls, path: Path, *, busy_timeout: float = BUSY_TIMEOUT) -> Self:
        """Open a file, make it where it is missing, and migrate it. Raises StoreError."""
        await asyncio.to_thread(_make_private, path)
        store = cls(_engine(path, busy_timeout))
        try:
            async with store._writing() as connection:
                await connection.run_sync(migrate)
            # Not before: a file of another program is left as it is. SQLite notes it in the file itself.
            async with store._reading(begin="") as connection:
                await connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        except BaseException:
            await store.close()
            raise
        return store

    async def all(self) -> Mapping[int, ServerSettings]:
        """See `Store`. A row that holds what `check` refuses is left out, and the log says so."""
        async with self._reading() as connection:
            return await _settings(connection, None)

    async def get(self, server_id: int) -> ServerSettings | None:
        """See `Store`."""
        async with self._reading() as connection:
            return (await _settings(connection, server_id)).get(server_id)

    async def put(self, server_id: int, settings: ServerSettings) -> None:
        """See `Store`."""
        if faults := check(settings):
            raise InvalidSettings(faults)
        row = {
            "mention_only": settings.mention_only,
            "prefix": settings.prefix,
            "framework": settings.framework,
            "language": settings.language,
        }
        async with self._writing() as connection:
            await connection.execute(
                insert(SERVERS).values(id=server_id, **row).on_conflict_do_update(["id"], set_=row)
            )
            await _replace(connection, CHANNELS.c.channel, server_id, settings.channels)
            await _replace(connection, ROLES.c.role, server_id, settings.moderator_roles)

    async def reset(self, server_id: int) -> None:
        """See `Store`."""
        async with self._writing() as connection:
            await connection.execute(delete(SERVERS).where(SERVERS.c.id == server_id))

    async def forget(self, server_id: int) -> None:
        """See `Store`."""
        async with self._writing() as connection:
            await connection.execute(delete(SERVERS).where(SERVERS.c.id == server_id))
            await connection.execute(delete(MARKS).where(MARKS.c.server == server_id))

    async def servers(self) -> frozenset[int]:
        """See `Store`."""
        async with self._reading() as connection:
            rows = await connection.execute(union(select(SERVERS.c.id), select(MARKS.c.server)))
            return frozenset(rows.scalars())

    async def add(self, server_id: int, changes: Sequence[Counted]) -> None:
        """See `Store`."""
        async with self._writing() as connection:
            for change in changes:
                key = {"server": server_id, "kind": change.topic.kind, "key": change.topic.key}
                first = {"helpful": max(0, change.helpful), "unhelpful": max(0, change.unhelpful)}
                later = {
                    "helpful": func.max(0, MARKS.c.helpful + change.helpful),
                    "unhelpful": func.max(0, MARKS.c.unhelpful + change.unhelpful),
                }
                statement = insert(MARKS).values(**key, **first)
                await connection.execute(statement.on_conflict_do_update(list(key), set_=later))

    async def marked_unhelpful(self, limit: int, offset: int = 0) -> list[Counted]:
        """See `Store`."""
        helpful, unhelpful = func.sum(MARKS.c.helpful), func.sum(MARKS.c.unhelpful)
        query = (
            select(MARKS.c.kind, MARKS.c.key, helpful, unhelpful)
            .group_by(MARKS.c.kind, MARKS.c.key)
            .having(unhelpful > 0)
            .order_by(unhelpful.desc(), helpful, MARKS.c.kind, MARKS.c.key)
            .limit(limit)
            .offset(offset)
        )
        async with self._reading() as connection:
            rows = await connection.execute(query)
            return [Counted(Topic(kind, key), up, down) for kind, key, up, down in rows]

    async def close(self) -> None:
        """See `Store`."""
        await self._engine.dispose()

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        with _troubles():
            async with self._engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def _reading(self, begin: str = "BEGIN") -> AsyncIterator[AsyncConnection]:
        with _troubles():
            async with self._engine.connect() as connection:
                yield await connection.execution_options(begin=begin)


def _engine(path: Path, busy_timeout: float) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        # One connection: SQLite has one writer at a time, and each connection is a thread.
        pool_size=1,
        max_overflow=0,
        # Without an isolation level the driver begins no transactions of its own accord; `_begin` does.
        connect_args={"timeout": busy_timeout, "isolation_level": None},
        # What a statement was run with may not reach a log.
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    """Settings of SQLite's that last as long as a connection."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")  # what was confirmed to a moderator survives a power cut
    cursor.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten
    cursor.close()


def _begin(connection: Connection) -> None:
    """Writers queue up before their first statement, where SQLite's busy timeout holds."""
    if statement := connection.get_execution_options().get("begin", "BEGIN IMMEDIATE"):
        connection.exec_driver_sql(statement)


def _make_private(path: Path) -> None:
    """Make the file, which SQLite would make readable to everybody, and the folders above it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError:
        raise StoreError(Trouble.UNREACHABLE) from None


async def _settings(connection: AsyncConnection, server_id: int | None) -> dict[int, ServerSettings]:
    """The sound settings of one server, or with None of all."""
    channels = await _members(connection, CHANNELS.c.channel, server_id)
    roles = await _members(connection, ROLES.c.role, server_id)
    query = select(SERVERS)
    found = {}
    for row in await connection.execute(
        query if server_id is None else query.where(SERVERS.c.id == server_id)
    ):
        settings = ServerSettings(
            channels=frozenset(channels[row.id]),
            mention_only=row.mention_only,
            prefix=row.prefix,
            framework=row.framework,
            moderator_roles=frozenset(roles[row.id]),
            language=row.language,
        )
        if check(settings):
            _log.warning("the settings of one server cannot be used; it has the defaults")
        else:
            found[row.id] = settings
    return found


async def _members(
    connection: AsyncConnection, member: Column[int], server_id: int | None
) -> Mapping[int, set[int]]:
    """What a table of pairs holds for each server."""
    query = select(member.table.c.server, member)
    if server_id is not None:
        query = query.where(member.table.c.server == server_id)
    found = defaultdict(set)
    for server, one in await connection.execute(query):
        found[server].add(one)
    return found


async def _replace(
    connection: AsyncConnection, member: Column[int], server_id: int, chosen: frozenset[int]
) -> None:
    """Make a table of pairs hold exactly these for a server."""
    table = member.table
    await connection.execute(delete(table).where(table.c.server == server_id))
    if chosen:
        rows = [{"server": server_id, member.name: one} for one in sorted(chosen)]
        await connection.execute(insert(table), rows)


@contextmanager
def _troubles() -> Iterator[None]:
    """Turn the library's errors into a StoreError that repeats nothing of what was written."""
    try:
        yield
    except DBAPIError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0)
        trouble = _TROUBLES.get(code & 0xFF, Trouble.OTHER)
    except (SQLAlchemyError, OSError):
        trouble = Trouble.OTHER
    else:
        return
    raise StoreError(trouble)
