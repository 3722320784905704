"""The store on real files: what it keeps, and how it says that it cannot."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect

from bot.store import (
    Counted,
    InvalidSettings,
    ServerSettings,
    Store,
    StoreError,
    Topic,
    Trouble,
    open_store,
)
from bot.store.migrations import APPLICATION, STEPS, migrate
from bot.store.sqlite import SqliteStore
from bot.store.tables import META
from tests.conftest import PROJECT

CHOSEN = ServerSettings(frozenset({11, 12}), True, "?", "peel-2021-22", frozenset({21}), "cy")
PASSAGE = Topic("passages", "kent-peel-2021-22-kentonline#16")
GRADE = Topic("judgment", "kent/peel-2021-22/investigating_crime")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "servers.sqlite3"


@pytest.fixture
async def store(file: Path) -> AsyncIterator[Store]:
    opened = await open_store(file)
    yield opened
    await opened.close()


async def test_what_is_put_is_kept(store: Store, file: Path) -> None:
    assert await store.get(1) is None
    await store.put(1, CHOSEN)
    await store.put(2, ServerSettings())
    await store.put(1, CHOSEN)
    await store.close()
    again = await open_store(file)
    assert await again.all() == {1: CHOSEN, 2: ServerSettings()}
    await again.close()


async def test_nobody_else_may_read_the_file(store: Store, file: Path) -> None:
    await store.put(1, CHOSEN)
    for path in file.parent.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name


async def test_what_is_not_sound_is_not_kept(store: Store) -> None:
    await store.put(1, CHOSEN)
    with pytest.raises(InvalidSettings) as raised:
        await store.put(1, ServerSettings(prefix="", language="xx"))
    assert [fault.name for fault in raised.value.faults] == ["prefix", "language"]
    assert await store.get(1) == CHOSEN


async def test_counts_add_up_and_never_fall_below_nothing(store: Store) -> None:
    await store.add(1, [Counted(PASSAGE, 1, 2), Counted(GRADE, 0, 1)])
    await store.add(2, [Counted(PASSAGE, 0, 1), Counted(GRADE, -1, 0)])
    await store.add(3, [Counted(Topic("ranking", "liked"), 5, 0)])
    assert await store.marked_unhelpful(9) == [Counted(PASSAGE, 1, 3), Counted(GRADE, 0, 1)]
    await store.add(1, [Counted(PASSAGE, 0, -9)])
    assert await store.marked_unhelpful(9) == [Counted(GRADE, 0, 1), Counted(PASSAGE, 1, 1)]


async def test_the_worst_marked_come_first_page_by_page(store: Store) -> None:
    counts = {"a": (0, 1), "b": (3, 4), "c": (1, 4), "d": (0, 0), "e": (0, 1), "f": (9, 0)}
    await store.add(1, [Counted(Topic("passages", key), *count) for key, count in counts.items()])
    pages = [await store.marked_unhelpful(2, offset) for offset in (0, 2, 4)]
    assert [[found.topic.key for found in page] for page in pages] == [["c", "b"], ["a", "e"], []]


async def test_forgetting_leaves_nothing_of_that_server_only(store: Store, file: Path) -> None:
    for server in (1, 2):
        await store.put(server, CHOSEN)
        await store.add(server, [Counted(PASSAGE, 0, 1)])
    await store.forget(1)
    await store.forget(3)
    assert await store.all() == {2: CHOSEN}
    assert await store.marked_unhelpful(9) == [Counted(PASSAGE, 0, 1)]
    await store.close()
    with sqlite3.connect(file) as raw:
        for table in META.tables:
            column = "id" if table == "servers" else "server"
            assert not raw.execute(f"SELECT * FROM {table} WHERE {column} = 1").fetchall()
    raw.close()


async def test_two_stores_on_one_file(store: Store, file: Path) -> None:
    other = await open_store(file)
    await store.put(1, CHOSEN)
    assert await other.get(1) == CHOSEN
    await other.put(1, ServerSettings())
    await other.add(1, [Counted(PASSAGE, 0, 1)])
    await store.add(1, [Counted(PASSAGE, 0, 1)])
    assert await store.all() == {1: ServerSettings()}
    assert await other.marked_unhelpful(1) == [Counted(PASSAGE, 0, 2)]
    await other.close()


async def test_a_row_changed_by_hand_does_no_harm(store: Store, file: Path) -> None:
    await store.put(1, CHOSEN)
    await store.put(2, CHOSEN)
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE servers SET language = 'xx' WHERE id = 1")
    raw.close()
    assert await store.all() == {2: CHOSEN}


async def test_a_file_of_the_first_version_keeps_its_data(file: Path) -> None:
    file.parent.mkdir()
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        migrate(connection, STEPS[:1])
        connection.exec_driver_sql("INSERT INTO servers VALUES (7, 1, '?', 'peel-2021-22', 'cy')")
        connection.exec_driver_sql("INSERT INTO server_channels VALUES (7, 11), (7, 12)")
        connection.exec_driver_sql("INSERT INTO server_roles VALUES (7, 21)")
    engine.dispose()
    store = await open_store(file)
    assert await store.all() == {7: CHOSEN}
    await store.add(7, [Counted(PASSAGE, 0, 1)])
    await store.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(file: Path) -> None:
    file.parent.mkdir()
    engine = create_engine(f"sqlite:///{file}", connect_args={"isolation_level": None})
    with pytest.raises(ZeroDivisionError), engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        migrate(connection, STEPS)
        raise ZeroDivisionError
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one() == 0
    engine.dispose()


def _foreign_keys(engine: Engine, table: str) -> list[tuple[str, ...]]:
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})").mappings()
        return [(row["table"], row["from"], row["to"], row["on_delete"]) for row in rows]


def test_the_steps_make_the_tables_that_are_used(tmp_path: Path) -> None:
    stepped, made = (create_engine(f"sqlite:///{tmp_path}/{name}") for name in ("stepped", "made"))
    with stepped.begin() as connection:
        migrate(connection)
    META.create_all(made)
    tables = sorted(META.tables)
    shapes = []
    for engine in (stepped, made):
        found = inspect(engine)
        assert sorted(found.get_table_names()) == tables
        shapes.append(
            [
                [(column["name"], column["nullable"]) for column in found.get_columns(table)]
                + [found.get_pk_constraint(table)["constrained_columns"]]
                + _foreign_keys(engine, table)
                for table in tables
            ]
        )
        engine.dispose()
    assert shapes[0] == shapes[1]


def _bytes(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def _sqlite(file: Path, *statements: str) -> None:
    with sqlite3.connect(file) as raw:
        for statement in statements:
            raw.execute(statement)
    raw.close()


@pytest.mark.parametrize(
    ("spoil", "trouble"),
    [
        (
            lambda file: file.write_bytes(b"no database at all, but long enough to be read" * 99),
            Trouble.DAMAGED,
        ),
        (lambda file: _sqlite(file, "CREATE TABLE notes (text)"), Trouble.FOREIGN),
        (lambda file: _sqlite(file, "PRAGMA user_version = 3"), Trouble.FOREIGN),
        (
            lambda file: _sqlite(file, f"PRAGMA application_id = {APPLICATION}", "PRAGMA user_version = 99"),
            Trouble.NEWER,
        ),
        (lambda file: file.mkdir(), Trouble.UNREACHABLE),
    ],
)
async def test_a_file_that_cannot_be_used_is_left_as_it_is(
    file: Path, spoil: Callable[[Path], object], trouble: Trouble
) -> None:
    file.parent.mkdir()
    spoil(file)
    before = _bytes(file)
    with pytest.raises(StoreError) as raised:
        await open_store(file)
    assert raised.value.trouble is trouble
    assert str(file.parent) not in str(raised.value)
    assert _bytes(file) == before


def _spoil_all_but_the_first_page(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))


async def test_damage_inside_the_file(file: Path) -> None:
    store = await open_store(file)
    for server in range(1, 30):
        await store.put(server, CHOSEN)
    await store.close()
    _spoil_all_but_the_first_page(file)
    damaged = await open_store(file)
    with pytest.raises(StoreError) as raised:
        await damaged.all()
    assert raised.value.trouble is Trouble.DAMAGED
    await damaged.close()


async def test_no_folder_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(StoreError) as raised:
        await open_store(tmp_path / "state" / "servers.sqlite3")
    assert raised.value.trouble is Trouble.UNREACHABLE


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere"
)
async def test_a_folder_that_may_only_be_read(file: Path) -> None:
    file.parent.mkdir(mode=0o500)
    with pytest.raises(StoreError) as raised:
        await open_store(file)
    assert raised.value.trouble is Trouble.UNREACHABLE


async def test_another_writer_is_waited_for_and_then_named(file: Path) -> None:
    store = await SqliteStore.open(file, busy_timeout=0.01)
    await store.put(1, CHOSEN)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as raised:
        await store.put(1, ServerSettings())
    assert raised.value.trouble is Trouble.BUSY
    assert await store.get(1) == CHOSEN  # who only reads does not wait
    holder.execute("ROLLBACK")
    holder.close()
    await store.put(1, ServerSettings())
    assert await store.get(1) == ServerSettings()
    await store.close()


async def test_a_full_disk(file: Path) -> None:
    store = await SqliteStore.open(file)
    async with store._engine.connect() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError) as raised:
        for key in range(400):
            await store.add(1, [Counted(Topic("passages", f"{key}" * 300), 0, 1)])
    assert raised.value.trouble is Trouble.FULL
    await store.close()


WRITER = """
import asyncio, sys
from pathlib import Path
from bot.store import ServerSettings, open_store

async def main():
    store = await open_store(Path(sys.argv[1]))
    for server in range(1, 100000):
        await store.put(server, ServerSettings(frozenset({server, server + 1}), prefix=str(server)))
        print(server, flush=True)

asyncio.run(main())
"""


async def test_a_writer_killed_at_any_moment_loses_nothing_it_had_confirmed(file: Path) -> None:
    confirmed = 0
    for least in (5, 12):
        writer = await asyncio.create_subprocess_exec(
            sys.executable, "-c", WRITER, str(file), cwd=PROJECT, stdout=asyncio.subprocess.PIPE
        )
        assert writer.stdout is not None
        seen = 0
        while seen < least:
            seen = int(await writer.stdout.readline())
        writer.kill()
        rest, _ = await writer.communicate()
        confirmed = max(confirmed, seen, *map(int, rest.split()))
        store = await open_store(file)
        found = await store.all()
        await store.close()
        assert set(range(1, confirmed + 1)) <= set(found)
        for server, settings in found.items():
            assert settings.channels == {server, server + 1}
            assert settings.prefix == str(server)
