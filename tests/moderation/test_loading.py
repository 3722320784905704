"""What has not changed is taken over, what changes meanwhile is noticed, what is dropped is freed."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.knowledge import KnowledgeFaults, load_knowledge
from bot.knowledge.faults import FaultLog
from bot.knowledge.files import read_files, version_of
from bot.moderation import UnsteadyError
from bot.moderation.loading import TRIES, load_folder
from bot.moderation.memory import LARGE, TURN, considerately, keep_from_collector, release
from tests.moderation.editions import QUESTIONS, ask, editions_in, files_of, write

REPORT = "reports/oak-care-2024-paper.md"


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))


def test_the_same_is_loaded_as_ever(folder: Path) -> None:
    loaded, files = load_folder(folder)
    plain = load_knowledge(folder)
    assert loaded.version == plain.version == version_of(files)
    assert loaded.knowledge.contents == plain.contents
    assert set(loaded.digests) == set(files)


def test_a_report_that_has_not_changed_is_taken_over(folder: Path) -> None:
    second = (folder / REPORT).read_text().replace("oak", "elm")
    (folder / "reports" / "elm-care-2024-paper.md").write_text(second)
    earlier, _ = load_folder(folder)
    edit(folder, REPORT, "Serve hot", "Serve warm")
    later, _ = load_folder(folder, earlier)
    assert later.knowledge.contents == load_knowledge(folder).contents
    old, new = earlier.knowledge.reports, later.knowledge.reports
    assert new["elm-care-2024-paper"] is old["elm-care-2024-paper"]
    assert new["oak-care-2024-paper"] is not old["oak-care-2024-paper"]


def test_the_index_is_taken_over_when_only_grades_change(folder: Path) -> None:
    earlier, _ = load_folder(folder)
    edit(folder, "judgments/care.csv", "graded,fair", "graded,good")
    later, _ = load_folder(folder, earlier)
    assert later.knowledge.index is earlier.knowledge.index
    edit(folder, "synonyms.yaml", "tumbles", "trips")
    assert load_folder(folder, earlier)[0].knowledge.index is not earlier.knowledge.index


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("publishers.yaml", "voice: publisher", "voice: other"),
        ("frameworks/care-2024.yaml", "label: Safety", "label: Falls"),
        ("subjects/homes.yaml", "short: Oak", "short: Oaks"),
    ],
)
def test_reports_are_read_again_when_what_they_refer_to_changes(
    folder: Path, file: str, old: str, new: str
) -> None:
    earlier, _ = load_folder(folder)
    edit(folder, file, old, new)
    later, _ = load_folder(folder, earlier)
    assert later.knowledge.contents == load_knowledge(folder).contents
    assert later.knowledge.contents.reports[0] is not earlier.knowledge.contents.reports[0]


def test_a_report_taken_over_does_not_hide_faults_elsewhere(folder: Path) -> None:
    earlier, _ = load_folder(folder)
    edit(folder, "judgments/care.csv", "graded,fair", "graded,fine")
    (folder / "reports" / "new-report.md").write_text("nothing")
    with pytest.raises(KnowledgeFaults) as refused:
        load_folder(folder, earlier)
    assert {fault.file for fault in refused.value.faults} == {"judgments/care.csv", "reports/new-report.md"}


SAVES: dict[str, Callable[[Path], object]] = {
    "edited": lambda folder: write(folder, files_of(1)),
    "removed": lambda folder: (folder / "synonyms.yaml").unlink(),
    "renamed": lambda folder: (folder / REPORT).rename(folder / REPORT.replace("paper", "post")),
    "rewritten": lambda folder: (folder / REPORT).write_bytes((folder / REPORT).read_bytes()),
}


@pytest.mark.parametrize("saved", SAVES)
def test_a_folder_that_changes_while_it_is_read_is_read_again(folder: Path, saved: str) -> None:
    readings = []

    def read(place: Path, log: FaultLog) -> dict[str, bytes]:
        files = read_files(place, log)
        if not readings:
            SAVES[saved](folder)
        readings.append(files)
        return files

    _, files = load_folder(folder, read=read)
    assert files == read_files(folder, FaultLog())
    assert len(readings) == 2


def test_a_folder_that_never_rests_is_refused(folder: Path) -> None:
    readings = []

    def read(place: Path, log: FaultLog) -> dict[str, bytes]:
        readings.append(place)
        write(folder, files_of(len(readings)))
        return read_files(place, log)

    with pytest.raises(UnsteadyError):
        load_folder(folder, read=read)
    assert len(readings) == TRIES


def test_a_link_swapped_while_its_folder_is_read_mixes_nothing(tmp_path: Path) -> None:
    for edition in (0, 1):
        write(tmp_path / str(edition), files_of(edition))
    link = tmp_path / "knowledge"
    link.symlink_to(tmp_path / "0")

    def read(place: Path, log: FaultLog) -> dict[str, bytes]:
        files = read_files(place, log)
        if link.resolve() == tmp_path / "0":
            link.unlink()
            link.symlink_to(tmp_path / "1")
        return files

    loaded, _ = load_folder(link, read=read)
    assert loaded.version == version_of(files_of(1))
    assert {
        edition for question in QUESTIONS for edition in editions_in(ask(question, loaded.knowledge))
    } == {1}


def test_what_is_released_is_freed_and_what_others_hold_stays(folder: Path) -> None:
    earlier, _ = load_folder(folder)
    edit(folder, "judgments/care.csv", "graded,fair", "graded,good")
    later, _ = load_folder(folder, earlier)
    gone = weakref.ref(earlier.knowledge)
    gc.disable()  # freed by its references alone: what is kept from the collector must hold no cycles
    try:
        box: list[object] = [earlier]
        del earlier
        release(box)
        assert gone() is None
    finally:
        gc.enable()
    assert "Safety" in ask("oak house safety", later.knowledge)
    assert later.knowledge.index.search("falls").hits


def test_the_collector_never_looks_at_a_large_version() -> None:
    before = gc.get_freeze_count()
    try:
        keep_from_collector(LARGE - 1)
        assert gc.get_freeze_count() == before
        keep_from_collector(LARGE)
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()


def test_work_beside_the_event_loop_takes_short_turns_without_the_collector() -> None:
    turn = sys.getswitchinterval()
    with pytest.raises(KeyError), considerately():
        with considerately():
            assert not gc.isenabled()
        assert not gc.isenabled()
        assert sys.getswitchinterval() == pytest.approx(TURN)
        raise KeyError
    assert gc.isenabled()
    assert sys.getswitchinterval() == turn


def test_works_that_overlap_leave_everything_as_it_was() -> None:
    turn = sys.getswitchinterval()
    first, second = considerately(), considerately()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled() and sys.getswitchinterval() == pytest.approx(TURN)
    second.__exit__(None, None, None)
    assert gc.isenabled() and sys.getswitchinterval() == turn
