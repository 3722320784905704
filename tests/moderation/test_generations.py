"""Versions on disk: whole or not there, whatever fails at whichever step."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bot.knowledge.files import version_of
from bot.moderation import DamagedError, Generation, Generations, InUseError, StoreError
from bot.moderation.disk import Disk
from tests.conftest import PROJECT
from tests.moderation.editions import files_of

STEPS = ("make_folder", "write", "append", "replace", "remove", "sync_folder", "lock")


class Stopped(BaseException):
    """The process was killed here."""


class QuickDisk(Disk):
    """A disk that does not wait until everything has arrived."""

    def write(self, path: Path, data: bytes) -> None:
        path.write_bytes(data)

    def sync_folder(self, folder: Path) -> None:
        pass


class DiskWithout(QuickDisk):
    """A disk on which the step number `fatal` (from 0) fails, or every step from there on."""

    def __init__(self, fatal: int, error: BaseException, *, for_good: bool = False) -> None:
        self.done = -1
        self._fatal, self._error, self._for_good = fatal, error, for_good

    def __getattribute__(self, name: str) -> Any:
        step = super().__getattribute__(name)
        return self._counted(step) if name in STEPS else step

    def _counted(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any) -> Any:
            self.done += 1
            if self.done == self._fatal or (self._for_good and self.done > self._fatal):
                if step.__name__ == "write":  # half of it has arrived
                    arguments[0].write_bytes(arguments[1][: len(arguments[1]) // 2])
                raise self._error
            return step(*arguments)

        return counted


def add(store: Generations, edition: int) -> Generation:
    return store.add(files_of(edition), at=f"2025-01-{edition + 1:02}", who=edition, kind="reload")


def whole(store: Generations) -> list[str]:
    """The versions that can be read whole, the current one first."""
    assert all(version_of(store.read(generation)) == generation.version for generation in store.applied())
    return [generation.version for generation in store.applied()]


def version(edition: int) -> str:
    return version_of(files_of(edition))


def test_what_was_kept_is_read_back(state: Path) -> None:
    store = Generations(state, 10)
    added = add(store, 1)
    store.close()
    (found,) = Generations(state, 10).applied()
    assert found == added
    assert (found.version, found.who, found.kind) == (version(1), 1, "reload")
    assert store.read(found) == files_of(1)


def test_files_that_have_not_changed_are_kept_once(state: Path) -> None:
    store = Generations(state, 10)
    for edition in range(5):
        add(store, edition)
    changed = sum(b"dition" in data for data in files_of(0).values())
    assert len(list((state / "files").iterdir())) == len(files_of(0)) + 4 * changed


def test_only_the_last_versions_are_kept(state: Path) -> None:
    store = Generations(state, 3)
    for edition in range(6):
        add(store, edition)
    assert whole(store) == [version(5), version(4), version(3)]
    held = {digest for generation in store.applied() for digest in generation.files.values()}
    assert {path.name for path in (state / "files").iterdir()} == held


def test_a_version_brought_back_is_the_current_one_and_kept_once(state: Path) -> None:
    store = Generations(state, 3)
    first, _, _ = (add(store, edition) for edition in range(3))
    again = store.renew(first, at="2025-02-01", who=9, kind="rollback", aside=version(2))
    assert whole(store) == [version(0), version(2), version(1)]
    assert (again.number, again.who, again.aside) == (4, 9, version(2))


def test_what_a_person_turned_down_is_noted(state: Path) -> None:
    store = Generations(state, 3)
    current = add(store, 0)
    store.put_aside(current, version(1))
    assert Generations(state, 3).applied()[0].aside == version(1)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_fails_at_any_step_changes_nothing(state: Path, error: int) -> None:
    """The first step fails, then the second … until the whole runs through (as SQLite tests itself)."""
    for fatal in range(100):
        place = state / str(fatal)
        with_two = Generations(place, 2, QuickDisk())
        add(with_two, 0), add(with_two, 1)
        with_two.close()
        disk = DiskWithout(fatal, OSError(error, "no"))
        store = Generations(place, 2, disk)
        try:
            add(store, 2)
        except StoreError as failed:
            assert "history folder" in str(failed)
            assert str(place) not in str(failed)
            assert whole(store) == [version(1), version(0)]
        else:  # what failed was tidying up
            assert whole(store)[:2] == [version(2), version(1)]
        store.close()
        if disk.done < fatal:
            break
    assert fatal > 12
    print(f"errno {error}: {fatal} steps, each failed once: no version lost")


def test_a_process_killed_at_any_step_leaves_whole_versions(state: Path) -> None:
    for fatal in range(100):
        place = state / str(fatal)
        with_two = Generations(place, 2, QuickDisk())
        add(with_two, 0), add(with_two, 1)
        with_two.close()
        disk = DiskWithout(fatal, Stopped(), for_good=True)
        store = Generations(place, 2, disk)
        with suppress(Stopped):
            add(store, 2)
        if store._lock is not None:
            Disk().unlock(store._lock)
        after = Generations(place, 2)
        after.open()
        assert whole(after)[0] in (version(1), version(2))
        assert not list(place.rglob("*.tmp"))
        after.close()
        if disk.done < fatal:
            break
    assert fatal > 12
    print(f"{fatal} steps, killed at each: a whole version every time")


@pytest.mark.parametrize("damage", ["cut", "other", "gone"])
def test_a_damaged_file_is_told(state: Path, damage: str) -> None:
    store = Generations(state, 10)
    current = add(store, 0)
    file = state / "files" / current.files["judgments/care.csv"]
    if damage == "gone":
        file.unlink()
    else:
        data = file.read_bytes()
        file.write_bytes(data[:100] if damage == "cut" else data.replace(b"fair", b"poor"))
    with pytest.raises(DamagedError, match=r"care\.csv"):
        store.read(current)
    add(store, 0)  # applied again, it is written anew
    assert whole(store) == [version(0)]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 2}', '{"format": 1, "number": 7}', "\0"])
def test_a_manifest_that_cannot_be_read_is_passed_over_and_nothing_is_swept(state: Path, text: str) -> None:
    store = Generations(state, 10)
    add(store, 0)
    newest = add(store, 1)
    store.close()
    (state / "generations" / f"{newest.number:08}.json").write_text(text)
    files = len(list((state / "files").iterdir()))
    store = Generations(state, 10)
    store.open()
    assert whole(store) == [version(0)]
    assert len(list((state / "files").iterdir())) == files
    assert add(store, 2).number == newest.number + 1


def test_a_manifest_cannot_name_a_file_elsewhere(state: Path, tmp_path: Path) -> None:
    store = Generations(state, 10)
    current = add(store, 0)
    (tmp_path / "secret").write_text("x")
    path = state / "generations" / f"{current.number:08}.json"
    body = json.loads(path.read_text())
    body["files"]["reports/x.md"] = "../../secret"
    path.write_text(json.dumps(body))
    assert store.applied() == []


def test_another_process_is_kept_out_until_this_one_ends(state: Path) -> None:
    store = Generations(state, 10)
    add(store, 0)
    script = (
        "import sys; from pathlib import Path; from bot.moderation import Generations, InUseError\n"
        "store = Generations(Path(sys.argv[1]), 10)\n"
        "try: store.open()\n"
        "except InUseError as error: print('in use:', error)\n"
        "else: print('opened', len(store.applied()))\n"
    )

    def other() -> str:
        done = subprocess.run(
            [sys.executable, "-c", script, str(state)],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert other().startswith("in use: another bot is running")
    store.close()
    assert other() == "opened 1\n"


def test_two_in_one_process_are_told_apart_too(state: Path) -> None:
    one, other = Generations(state, 10), Generations(state, 10)
    one.open()
    with pytest.raises(InUseError):
        add(other, 0)
    one.close()
    add(other, 0)
