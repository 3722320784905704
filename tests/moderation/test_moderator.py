"""Previewing, applying, discarding, rolling back: what is served, what is kept, what is noted."""

from __future__ import annotations

import asyncio
import errno
import resource
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.knowledge import KnowledgeFaults
from bot.knowledge.files import version_of
from bot.moderation import (
    HOST,
    Applied,
    Asked,
    Kind,
    Moderator,
    OccupiedError,
    Outcome,
    StaleError,
    StoreError,
    Unchanged,
    UnknownVersionError,
)
from bot.moderation.disk import Disk
from tests.moderation.editions import BROKEN, ask, files_of, write
from tests.moderation.test_start import start, version
from tests.moderation.world import ALICE, BOB, moderating

JUDGMENTS = "judgments/care.csv"
STAGES = ("checking 8 files", "indexing 5 passages", "writing the new version")


@pytest.fixture
async def moderator(folder: Path, state: Path) -> AsyncIterator[Moderator]:
    async with moderating(folder, state) as opened:
        yield opened


def regrade(folder: Path, grade: str = "good") -> str:
    """Change a grade in the folder; the version that it then holds."""
    files = files_of(0)
    files[JUDGMENTS] = files[JUDGMENTS].replace(b"graded,fair", f"graded,{grade}".encode())
    write(folder, files)
    return version_of(files)


def served(moderator: Moderator) -> str:
    return moderator.holder.current.version


def noted(moderator: Moderator) -> list[tuple[int, str, str]]:
    """The history, the oldest entry first."""
    return [(entry.who, str(entry.kind), str(entry.outcome)) for entry in moderator.history.latest(50)][::-1]


async def test_a_harmless_change_is_served_at_once(moderator: Moderator, folder: Path) -> None:
    write(folder, files_of(1))
    result = await moderator.reload(ALICE)
    assert isinstance(result, Applied)
    assert served(moderator) == version(1)
    assert "edition-1" in ask("oak house safety", moderator.holder.current)
    assert noted(moderator)[1:] == [(ALICE, "reload", "applied")]


async def test_a_changed_grade_waits_for_agreement(moderator: Moderator, folder: Path) -> None:
    changed = regrade(folder)
    asked = await moderator.reload(ALICE)
    assert isinstance(asked, Asked)
    assert [(one.before.grade, one.after.grade) for one in asked.change.regrades] == [("fair", "good")]
    assert served(moderator) == version(0)
    applied = await moderator.apply(BOB, asked.change.before, asked.change.after)
    assert isinstance(applied, Applied)
    assert served(moderator) == changed
    assert noted(moderator)[1:] == [(ALICE, "reload", "asked"), (BOB, "reload", "applied")]


async def test_nothing_new_is_said_so(moderator: Moderator) -> None:
    assert await moderator.reload(ALICE) == Unchanged(version(0))
    assert noted(moderator)[1:] == [(ALICE, "reload", "unchanged")]


@pytest.mark.parametrize("file", sorted(BROKEN))
async def test_faults_change_nothing_and_are_remembered_until_they_are_mended(
    moderator: Moderator, folder: Path, file: str
) -> None:
    (folder / file).write_text(BROKEN[file])
    before = moderator.holder.current
    with pytest.raises(KnowledgeFaults) as refused:
        await moderator.reload(ALICE)
    assert moderator.holder.current is before
    assert (await moderator.status()).health.faults == refused.value.faults
    assert noted(moderator)[-1] == (ALICE, "reload", "faulty")
    write(folder, files_of(0))
    await moderator.reload(ALICE)
    assert (await moderator.status()).health.faults == ()


async def test_what_is_applied_is_what_was_shown(moderator: Moderator, folder: Path) -> None:
    shown = regrade(folder)
    asked = await moderator.reload(ALICE)
    regrade(folder, "poor")  # edited again after the preview
    await moderator.apply(ALICE, asked.change.before, asked.change.after)
    assert served(moderator) == shown


async def test_what_was_shown_before_a_restart_can_still_be_applied(folder: Path, state: Path) -> None:
    changed = regrade(folder)
    write(folder, files_of(0))
    async with moderating(folder, state) as moderator:
        regrade(folder)
        asked = await moderator.reload(ALICE)
        moderator._waiting = moderator.asked = None  # as a restart forgets it
        assert isinstance(await moderator.apply(BOB, asked.change.before, asked.change.after), Applied)
        assert served(moderator) == changed


async def test_a_change_that_is_no_longer_the_same_is_not_applied(moderator: Moderator, folder: Path) -> None:
    regrade(folder)
    asked = await moderator.reload(ALICE)
    moderator._waiting = moderator.asked = None
    regrade(folder, "poor")
    with pytest.raises(StaleError):
        await moderator.apply(ALICE, asked.change.before, asked.change.after)
    write(folder, files_of(3))
    await moderator.reload(BOB)
    with pytest.raises(StaleError):  # another version is served now than the change was shown against
        await moderator.apply(ALICE, asked.change.before, asked.change.after)
    assert served(moderator) == version(3)


async def test_applying_twice_applies_once(moderator: Moderator, folder: Path) -> None:
    regrade(folder)
    asked = await moderator.reload(ALICE)
    await moderator.apply(ALICE, asked.change.before, asked.change.after)
    assert isinstance(await moderator.apply(BOB, asked.change.before, asked.change.after), Unchanged)
    assert len(await moderator.versions()) == 2


async def test_a_discarded_change_is_not_served(moderator: Moderator, folder: Path) -> None:
    regrade(folder)
    asked = await moderator.reload(ALICE)
    await moderator.discard(BOB, asked.change.after)
    assert served(moderator) == version(0)
    assert moderator.asked is None
    assert moderator.generation.aside == asked.change.after
    assert noted(moderator)[-1] == (BOB, "discard", "discarded")
    assert isinstance(await moderator.reload(ALICE), Asked)  # asked for again, it is shown again


async def test_the_second_moderator_is_told_who_is_at_it(moderator: Moderator, folder: Path) -> None:
    write(folder, files_of(1))
    first = asyncio.create_task(moderator.reload(ALICE))
    await asyncio.sleep(0)
    for attempt in (moderator.reload(BOB), moderator.rollback(BOB), moderator.validate(BOB)):
        with pytest.raises(OccupiedError) as told:
            await attempt
        assert told.value.at_work.who == ALICE
    assert isinstance(await first, Applied)
    assert (BOB, "rollback", "busy") in noted(moderator)
    assert moderator.at_work is None


async def test_the_second_moderator_is_told_who_has_not_decided_yet(
    moderator: Moderator, folder: Path
) -> None:
    regrade(folder)
    assert (await moderator.reload(ALICE)).other is None
    assert (await moderator.reload(ALICE)).other is None
    second = await moderator.reload(BOB)
    assert second.other is not None and second.other.who == ALICE


async def test_rollback_is_there_and_back_again(moderator: Moderator, folder: Path) -> None:
    write(folder, files_of(1))
    await moderator.reload(ALICE)
    result = await moderator.rollback(BOB)
    assert isinstance(result, Applied)
    assert (result.change.before, result.change.after) == (version(1), version(0))
    assert served(moderator) == version(0)
    await moderator.rollback(BOB)
    assert served(moderator) == version(1)
    assert noted(moderator)[-1] == (BOB, "rollback", "applied")


async def test_any_kept_version_can_be_brought_back(moderator: Moderator, folder: Path) -> None:
    for edition in range(1, 5):
        write(folder, files_of(edition))
        await moderator.reload(ALICE)
    for edition in (2, 0, 3):
        await moderator.rollback(ALICE, version(edition)[:5].upper())
        assert served(moderator) == version(edition)
        assert f"edition-{edition}" in ask("oak house safety", moderator.holder.current)
    assert {kept.version for kept in await moderator.versions()} == {version(edition) for edition in range(5)}


async def test_a_version_that_is_not_kept_is_told_with_those_that_are(
    moderator: Moderator, folder: Path
) -> None:
    with pytest.raises(UnknownVersionError) as unknown:
        await moderator.rollback(ALICE)
    assert unknown.value.kept == ()
    write(folder, files_of(1))
    await moderator.reload(ALICE)
    with pytest.raises(UnknownVersionError) as unknown:
        await moderator.rollback(ALICE, "ffffff")
    assert [kept.version for kept in unknown.value.kept] == [version(0)]
    assert await moderator.rollback(ALICE, version(1)) == Unchanged(version(1))


async def test_rollback_after_a_restart_is_in_the_status(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        write(folder, files_of(1))
        await moderator.reload(ALICE)
    async with moderating(folder, state) as moderator:
        await moderator.rollback(BOB)
    async with moderating(folder, state) as moderator:
        status = await moderator.status()
        assert (status.version, status.generation.kind, status.generation.who) == (
            version(0),
            "rollback",
            BOB,
        )
        assert status.generation.aside == version(1)


async def test_status_counts_what_is_served(moderator: Moderator) -> None:
    status = await moderator.status()
    assert dict(status.counts) == {"framework": 2, "subject": 3, "judgment": 4, "report": 1, "passage": 5}
    assert (status.newest, status.age) == ("2024-05-01", 396)
    assert any("not listed" in warning.message for warning in status.warnings)


async def test_validate_lists_faults_and_serves_nothing(moderator: Moderator, folder: Path) -> None:
    (folder / "synonyms.yaml").write_text("synonyms: [")
    checked = await moderator.validate(ALICE)
    assert [fault.file for fault in checked.faults] == ["synonyms.yaml"]
    assert served(moderator) == version(0)
    assert noted(moderator)[-1] == (ALICE, "validate", "faulty")


async def test_whoever_waits_long_is_told_how_far_it_is(folder: Path, state: Path) -> None:
    """With a patience of almost nothing, so that nothing has to be slow."""
    told: list[str] = []

    async def progress(stage: str) -> None:
        told.append(stage)

    async with moderating(folder, state, patience=0.001) as moderator:
        write(folder, files_of(1))
        await moderator.reload(ALICE, progress)
        assert told and set(told) <= {"starting", "reading the files", *STAGES}


async def test_only_the_served_version_and_the_one_before_stay_in_memory(
    moderator: Moderator, folder: Path
) -> None:
    import weakref

    seen = []
    for edition in range(1, 5):
        write(folder, files_of(edition))
        await moderator.reload(ALICE)
        seen.append(weakref.ref(moderator.holder.current))
    await asyncio.to_thread(moderator.wait)
    assert [one() is None for one in seen] == [True, True, False, False]


# --- what can stand in the way -------------------------------------------------------------------------


class FullDisk(Disk):
    """A disk that is full once `full` is set."""

    full = False

    def write(self, path: Path, data: bytes) -> None:
        if self.full:
            path.write_bytes(data[:10])
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write(path, data)

    def append(self, path: Path, line: bytes) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        super().append(path, line)


def temporary(state: Path) -> list[Path]:
    return list(state.rglob("*.tmp"))


def allow(folder: Path, folders: int, files: int) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(folders if path.is_dir() else files)


def become_a_link(folder: Path, target: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    else:
        folder.rename(folder.with_name("before"))
    folder.symlink_to(target)


async def test_a_full_disk_leaves_the_old_version_serving(folder: Path, state: Path) -> None:
    disk = FullDisk()
    async with moderating(folder, state, disk=disk) as moderator:
        write(folder, files_of(1))
        disk.full = True
        with pytest.raises(StoreError, match="No space left"):
            await moderator.reload(ALICE)
        assert served(moderator) == version(0)
        assert "No space" in (await moderator.status()).health.log
        disk.full = False
        assert isinstance(await moderator.reload(ALICE), Applied)
    assert start(folder, state).loaded.version == version(1)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """The operating system lets no file of this process grow beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_disk_that_is_really_full_leaves_the_old_version_serving(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        files = files_of(1)
        report = "reports/oak-care-2024-paper.md"
        paragraphs = (f"\n[{number}] finding\n{'Long. ' * 600}\n" for number in range(10, 70))
        files[report] += "".join(paragraphs).encode()
        write(folder, files)
        with files_of_at_most(200_000), pytest.raises(StoreError, match="too large"):
            await moderator.reload(ALICE)
        assert served(moderator) == version(0)
    (folder / "synonyms.yaml").write_text("synonyms: [")
    opened = start(folder, state)
    assert opened.loaded.version == version(0)
    assert not temporary(state)


async def test_a_history_folder_that_becomes_unwritable_leaves_the_old_version_serving(
    folder: Path, state: Path
) -> None:
    async with moderating(folder, state) as moderator:
        shutil.rmtree(state / "files")
        (state / "files").write_text("a file where a folder should be")
        write(folder, files_of(1))
        with pytest.raises(StoreError, match="cannot be written"):
            await moderator.reload(ALICE)
        assert served(moderator) == version(0)


async def test_a_read_only_knowledge_folder_is_no_hindrance(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        write(folder, files_of(1))
        allow(folder, 0o555, 0o444)
        assert isinstance(await moderator.reload(ALICE), Applied)
        allow(folder, 0o755, 0o644)


async def test_a_folder_replaced_by_a_link_is_followed_once_and_a_dangling_one_refused(
    moderator: Moderator, folder: Path, tmp_path: Path
) -> None:
    become_a_link(folder, write(tmp_path / "published", files_of(1)))
    await moderator.reload(ALICE)
    assert served(moderator) == version(1)
    become_a_link(folder, tmp_path / "nowhere")
    with pytest.raises(KnowledgeFaults, match="does not exist"):
        await moderator.reload(ALICE)
    assert served(moderator) == version(1)


async def test_two_bots_on_one_history_folder(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as first, moderating(folder, state) as second:
        write(folder, files_of(1))
        with pytest.raises(StoreError, match="another bot"):
            await second.reload(ALICE)
        assert served(second) == version(0)
        assert isinstance(await first.reload(ALICE), Applied)
        first.close()
        assert isinstance(await second.reload(BOB), Applied)  # the other one has ended


async def test_files_that_change_by_themselves_are_asked_about_in_nobodys_name(
    moderator: Moderator, folder: Path
) -> None:
    regrade(folder)
    asked = await moderator.reload(HOST, kind=Kind.WATCH)
    assert isinstance(asked, Asked) and asked.who == HOST
    assert (await moderator.reload(ALICE)).other is None
    assert noted(moderator)[1] == (HOST, "watch", "asked")


async def test_every_entry_is_heard(moderator: Moderator, folder: Path) -> None:
    heard = []
    moderator.heard = heard.append
    await moderator.note(BOB, Kind.RELOAD, Outcome.DENIED)
    write(folder, files_of(1))
    await moderator.reload(ALICE)
    assert heard == moderator.history.latest(2)[::-1]


async def test_the_history_says_in_words_why_something_failed_and_no_more_than_happened(
    moderator: Moderator,
) -> None:
    with pytest.raises(UnknownVersionError):
        await moderator.rollback(ALICE, "f" * 12)
    await moderator.discard(ALICE, "0" * 12)
    discarded, failed = moderator.history.latest(2)
    assert (failed.outcome, failed.summary) == (Outcome.FAILED, "no such version is kept")
    assert (discarded.after, discarded.summary) == ("0" * 12, "")
