"""The tables as they are now. `migrations` makes them; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, MetaData, Table, Text

META = MetaData()

SERVERS = Table(
    "servers",
    META,
    Column("id", BigInteger, primary_key=True),
    Column("mention_only", Boolean, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("framework", Text, nullable=False),
    Column("language", Text, nullable=False),
)

CHANNELS = Table(
    "server_channels",
    META,
    Column("server", ForeignKey(SERVERS.c.id, ondelete="CASCADE"), primary_key=True),
    Column("channel", BigInteger, primary_key=True),
)

ROLES = Table(
    "server_roles",
    META,
    Column("server", ForeignKey(SERVERS.c.id, ondelete="CASCADE"), primary_key=True),
    Column("role", BigInteger, primary_key=True),
)

MARKS = Table(
    "marks",
    META,
    Column("server", BigInteger, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("helpful", Integer, nullable=False),
    Column("unhelpful", Integer, nullable=False),
)
