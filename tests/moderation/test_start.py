"""What is served when the bot starts."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.knowledge import KnowledgeFaults
from bot.knowledge.files import version_of
from bot.moderation import Generations, History, Kind, Opened, Store, open_knowledge
from tests.moderation.editions import BROKEN, files_of, write
from tests.moderation.world import ALICE, moderating

AT = "2025-06-02T09:00:00+00:00"


def start(folder: Path, state: Path, keep: int = 10) -> Opened:
    """Start as a new process would, and end it."""
    store = Store.within(state, keep)
    try:
        return open_knowledge(folder, store, AT)
    finally:
        store.generations.close()


def version(edition: int) -> str:
    return version_of(files_of(edition))


def test_the_first_start_serves_and_keeps_the_folder(folder: Path, state: Path) -> None:
    opened = start(folder, state)
    assert opened.loaded.version == opened.generation.version == version(0)
    assert opened.health == type(opened.health)()
    (kept,) = Generations(state, 10).applied()
    assert kept == opened.generation
    (entry,) = History(state / "history.jsonl").latest(5)
    assert (entry.kind, entry.before, entry.after) == (Kind.START, "", version(0))


def test_a_start_without_a_change_leaves_no_trace(folder: Path, state: Path) -> None:
    first = start(folder, state)
    assert start(folder, state).generation == first.generation
    assert len(History(state / "history.jsonl").latest(5)) == 1


def test_files_changed_while_the_bot_was_down_are_served(folder: Path, state: Path) -> None:
    start(folder, state)
    write(folder, files_of(1))
    opened = start(folder, state)
    assert opened.loaded.version == version(1)
    assert [kept.version for kept in Generations(state, 10).applied()] == [version(1), version(0)]


@pytest.mark.parametrize("file", sorted(BROKEN))
def test_a_broken_folder_leaves_the_last_good_version_serving_and_is_said_loudly(
    folder: Path, state: Path, file: str, caplog: pytest.LogCaptureFixture
) -> None:
    start(folder, state)
    (folder / file).write_text(BROKEN[file])
    with caplog.at_level(logging.ERROR):
        opened = start(folder, state)
    assert opened.loaded.version == version(0)
    assert opened.health.faults and opened.health.faults[0].file
    assert "NOT SERVED" in caplog.text and version(0) in caplog.text and file in caplog.text


def test_nothing_to_fall_back_to_is_a_list_of_faults(folder: Path, state: Path) -> None:
    (folder / "synonyms.yaml").write_text("synonyms: [")
    with pytest.raises(KnowledgeFaults):
        start(folder, state)


def test_a_damaged_generation_is_passed_over(folder: Path, state: Path) -> None:
    start(folder, state)
    write(folder, files_of(1))
    current = start(folder, state).generation
    (state / "files" / current.files["judgments/care.csv"]).write_bytes(b"x")
    (folder / "synonyms.yaml").write_text("synonyms: [")
    opened = start(folder, state)
    assert opened.loaded.version == version(0)
    assert any("care.csv" in damage for damage in opened.health.damage)


async def test_a_rollback_outlives_a_restart_and_the_folder_does_not_undo_it(
    folder: Path, state: Path
) -> None:
    async with moderating(folder, state) as moderator:
        write(folder, files_of(1))
        await moderator.reload(ALICE)
        await moderator.rollback(ALICE)
    opened = start(folder, state)
    assert opened.loaded.version == version(0)
    assert (opened.generation.kind, opened.generation.who) == (Kind.ROLLBACK, ALICE)
    assert opened.generation.aside == version(1)
    write(folder, files_of(2))  # a person has edited the files since: that is a decision
    assert start(folder, state).loaded.version == version(2)


async def test_a_discarded_change_is_not_served_by_a_restart(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        write(folder, files_of(1))
        asked = await moderator.reload(ALICE, ask=True)
        await moderator.discard(ALICE, asked.change.after)
    assert start(folder, state).loaded.version == version(0)


async def test_a_rolled_back_version_that_is_damaged_gives_way_to_the_folder(
    folder: Path, state: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with moderating(folder, state) as moderator:
        write(folder, files_of(1))
        await moderator.reload(ALICE)
        await moderator.rollback(ALICE)
        digest = moderator.generation.files["judgments/care.csv"]
    (state / "files" / digest).unlink()
    opened = start(folder, state)
    assert opened.loaded.version == version(1)
    assert opened.health.damage and "care.csv" in caplog.text


def test_a_history_folder_that_cannot_be_written_does_not_keep_the_bot_from_serving(
    folder: Path, state: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    opened = start(folder, blocked)
    assert opened.loaded.version == version(0)
    assert "cannot be written" in opened.health.store
    assert str(tmp_path) not in opened.health.store


def test_a_second_process_serves_but_keeps_nothing(folder: Path, state: Path) -> None:
    first = Store.within(state, 10)
    open_knowledge(folder, first, AT)
    write(folder, files_of(1))
    opened = start(folder, state)
    assert opened.loaded.version == version(1)
    assert "another bot" in opened.health.store
    assert [kept.version for kept in first.generations.applied()] == [version(0)]
    first.generations.close()
