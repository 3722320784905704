"""The tables as they came to be, step after step. A step that has been released never changes.

A file says in SQLite's `user_version` how many steps it has behind it, and in `application_id` that it is
the bot's.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.store.errors import StoreError, Trouble

APPLICATION = 0x46696E64
"""“Find”, as SQLite's `application_id`."""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE servers (
            id INTEGER NOT NULL PRIMARY KEY,
            mention_only BOOLEAN NOT NULL CHECK (mention_only IN (0, 1)),
            prefix TEXT NOT NULL,
            framework TEXT NOT NULL,
            language TEXT NOT NULL
        )""",
        """CREATE TABLE server_channels (
            server INTEGER NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
            channel INTEGER NOT NULL,
            PRIMARY KEY (server, channel)
        ) WITHOUT ROWID""",
        """CREATE TABLE server_roles (
            server INTEGER NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
            role INTEGER NOT NULL,
            PRIMARY KEY (server, role)
        ) WITHOUT ROWID""",
    ),
    (
        # A server whose members mark answers need not have chosen anything, so this refers to no server.
        """CREATE TABLE marks (
            server INTEGER NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            helpful INTEGER NOT NULL CHECK (helpful >= 0),
            unhelpful INTEGER NOT NULL CHECK (unhelpful >= 0),
            PRIMARY KEY (server, kind, key)
        ) WITHOUT ROWID""",
    ),
)


def migrate(connection: Connection, steps: Sequence[Sequence[str]] = STEPS) -> None:
    """Take a file through the steps that it lacks, inside the connection's transaction.

    Raises StoreError for a file of a newer version or of another program.
    """
    done = _pragma(connection, "user_version")
    if _pragma(connection, "application_id") != APPLICATION:
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()
        if done or tables:
            raise StoreError(Trouble.FOREIGN)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
    if done > len(steps):
        raise StoreError(Trouble.NEWER)
    for step in steps[done:]:
        for statement in step:
            connection.exec_driver_sql(statement)
    if done < len(steps):
        connection.exec_driver_sql(f"PRAGMA user_version = {len(steps)}")


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
