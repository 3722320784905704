"""Adding a source: what is kept until it is decided on, what accepting writes, and what a crash leaves."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.importer.about import Hints
from bot.importer.document import ImportFault
from bot.knowledge import KnowledgeFaults
from bot.knowledge.loader import check_folder, load_contents
from bot.moderation import Applied, Asked, Kind, Moderator, OccupiedError, Outcome, StoreError, Unchanged
from bot.moderation.adding import Adding, HandEditedError
from bot.moderation.drafts import Drafts, GoneError, KeptDraft, Source
from bot.moderation.editing import UnsoundEditError
from bot.moderation.limits import DRAFT_DAYS, MOST_DRAFTS
from tests.importer import documents
from tests.importer.test_write import folder as knowledge_folder
from tests.moderation.naive import naive_edit
from tests.moderation.test_generations import DiskWithout, Stopped
from tests.moderation.trials import heartbeat
from tests.moderation.world import ALICE, BOB, NOON, moderating

PAGE = Source("page.html", documents.INSPECTORATE_PAGE.encode())
WITHOUT_ADDRESS = Source(
    "short.txt",
    b"PEEL 2021/22 - An inspection of Barsetshire Police\n\nInvestigating crime\n\n"
    b"Barsetshire Police is good at investigating crime. We found that it has enough detectives.\n",
)
"""Its judgment cites the report itself."""
HELD = 0.05
"""Seconds for which the event loop may be held."""
WEEK = timedelta(days=DRAFT_DAYS)
PDF = Source("report.pdf", documents.INSPECTORATE_PDF)
REPORT = "barsetshire-peel-2021-22-hmicfrs"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder with invented forces and without judgments and reports."""
    return knowledge_folder(tmp_path / "knowledge", {})


def adding_to(moderator: Moderator, state: Path, now: Callable[[], datetime] = lambda: NOON) -> Adding:
    return Adding(moderator, Drafts(state / "drafts"), now=now)


async def read(adding: Adding, source: Source = PAGE, who: int = ALICE, **hints: str) -> KeptDraft:
    async def given() -> Source:
        return source

    return await adding.read(who, given, Hints(**hints))


def held(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def outcomes(moderator: Moderator) -> list[Outcome]:
    return [entry.outcome for entry in moderator.history.latest(50) if entry.kind is Kind.ADD][::-1]


async def test_a_draft_waits_until_it_is_accepted(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        adding, before = adding_to(moderator, state), held(folder)
        kept = await read(adding)
        assert held(folder) == before, "reading writes nothing into the knowledge"
        assert (kept.draft.report.subject, kept.draft.report.framework) == ("barsetshire", "peel-2021-22")
        assert adding.drafts.find(kept.id) == kept
        assert len(adding.drafts.passages(kept.id, 0, 100)) == kept.passages == sum(n for _, n in kept.kinds)
        assert len(adding.drafts.left_out(kept.id, 0, 100)) == kept.left_out > 0
        accepted = await adding.accept(BOB, kept.id)
        assert isinstance(accepted.result, Applied) and accepted.report == REPORT
        assert accepted.merge.added == len(kept.draft.proposals) == 9
        contents = moderator.holder.current.contents
        assert {item.area: item.grade for item in contents.judgments} == {
            item.area: item.grade for item in kept.draft.proposals
        }
        assert len(contents.reports[0].passages) == kept.passages
        assert check_folder(folder)[0] == []
        entry = moderator.history.latest(1)[0]
        assert (entry.who, entry.kind, entry.outcome) == (BOB, Kind.ADD, Outcome.APPLIED)
        assert "Barsetshire" in entry.summary and "1 report added" in entry.summary
        with pytest.raises(GoneError):
            await adding.accept(BOB, kept.id)


async def test_the_report_alone_can_be_accepted(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        adding = adding_to(moderator, state)
        accepted = await adding.accept(ALICE, (await read(adding)).id, judgments=False)
        assert isinstance(accepted.result, Applied) and accepted.merge.added == 0
        contents = moderator.holder.current.contents
        assert contents.reports and not contents.judgments and not contents.tallies


async def test_a_discarded_draft_is_gone(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        adding, before = adding_to(moderator, state), held(folder)
        kept = await read(adding)
        await adding.discard(BOB, kept.id)
        for work in (adding.accept(ALICE, kept.id), adding.discard(ALICE, kept.id)):
            with pytest.raises(GoneError):
                await work
        assert held(folder) == before and not list((state / "drafts").iterdir())
        assert outcomes(moderator) == [Outcome.SHOWN, Outcome.DISCARDED]


async def test_drafts_outlive_a_restart_but_not_their_time(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        old = await read(adding_to(moderator, state))
    async with moderating(folder, state) as moderator:
        adding = adding_to(moderator, state, lambda: NOON + WEEK)
        assert adding.drafts.find(old.id) == old
        young = await read(adding)
        adding.drafts.sweep(NOON + WEEK + timedelta(seconds=1))
        assert adding.drafts.find(young.id) == young
        with pytest.raises(GoneError):
            adding.drafts.find(old.id)


async def test_only_so_many_drafts_wait(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        kept = await read(adding := adding_to(moderator, state))
        place = state / "drafts"
        for number in range(MOST_DRAFTS + 3):  # as if each had been added a minute after the one before
            text = (place / kept.id / "draft.json").read_text().replace(kept.id, f"{number:012x}")
            (place / f"{number:012x}").mkdir()
            at = (NOON + timedelta(minutes=1 + number)).isoformat(timespec="seconds")
            (place / f"{number:012x}" / "draft.json").write_text(text.replace(kept.at, at))
        (place / ".torn.tmp").mkdir()
        adding.drafts.sweep(NOON, room=1)
        assert sorted(path.name for path in place.iterdir()) == [
            f"{number:012x}" for number in range(4, MOST_DRAFTS + 3)
        ]


async def test_changed_details_are_read_anew_from_the_same_source(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        adding = adding_to(moderator, state)
        old = await read(adding)
        new = await adding.read_again(
            BOB,
            old.id,
            Hints(subject="mercia-vale", framework="peel-2023-25", title="Another", published="2024-05-04"),
        )
        report = new.draft.report
        assert (report.title, report.subject, report.framework) == ("Another", "mercia-vale", "peel-2023-25")
        assert report.published == "2024-05-04" and new.who == BOB
        assert report.id == "mercia-vale-peel-2023-25-hmicfrs"
        with pytest.raises(GoneError):
            adding.drafts.find(old.id)
        with pytest.raises(ImportFault, match="no subject"):
            await adding.read_again(BOB, new.id, Hints(subject="atlantis", framework="peel-2023-25"))
        assert adding.drafts.find(new.id) == new, "a draft that cannot be read so stays"


async def test_a_judgment_held_otherwise_is_left_and_reported(folder: Path, state: Path) -> None:
    (folder / "judgments").mkdir()
    (folder / "judgments" / "peel-2021-22.csv").write_text(
        "framework,subject,area,state,grade,url,published,derived,note\n"
        "peel-2021-22,barsetshire,investigating_crime,graded,good,https://a.example.org/x,2022,,\n"
    )
    async with moderating(folder, state) as moderator:
        accepted = await (adding := adding_to(moderator, state)).accept(ALICE, (await read(adding)).id)
        (conflict,) = accepted.merge.conflicts
        assert "held as “good”, the source says “requires improvement”" in conflict
        grades = {item.area: item.grade for item in moderator.holder.current.contents.judgments}
        assert grades["investigating_crime"] == "good" and len(grades) == 9


async def test_a_file_edited_by_hand_is_replaced_only_when_told(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        adding = adding_to(moderator, state)
        await adding.accept(ALICE, (await read(adding)).id)
        path = folder / "reports" / f"{REPORT}.md"
        edited = path.read_text() + "\n[900] finding\nAdded by hand.\n"
        path.write_text(edited)
        await moderator.reload(ALICE)
        kept = await read(adding)
        with pytest.raises(HandEditedError, match=REPORT):
            await adding.accept(ALICE, kept.id)
        assert path.read_text() == edited and adding.drafts.find(kept.id)
        accepted = await adding.accept(ALICE, kept.id, replacing=True)
        assert isinstance(accepted.result, Asked), "it removes a passage"
        assert "Added by hand" not in path.read_text()


async def test_another_source_of_the_same_publisher_has_a_name_of_its_own(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        adding = adding_to(moderator, state)
        other = Source("other.html", PAGE.data.replace(b"in 40.", b"in 41."))
        for source, name in ((PAGE, REPORT), (other, f"{REPORT}-2"), (PAGE, REPORT), (other, f"{REPORT}-2")):
            accepted = await adding.accept(ALICE, (await read(adding, source)).id)
            assert accepted.report == name
        assert isinstance(accepted.result, Unchanged), "accepted before"
        assert len(load_contents(folder).reports) == 2


async def test_what_could_not_be_served_is_not_written(folder: Path, state: Path) -> None:
    (folder / "judgments").mkdir()
    (folder / "judgments" / "by-hand.csv").write_text(
        "framework,subject,area,state,grade,url,published,derived,note\n"
        "peel-2021-22,barsetshire,investigating_crime,graded,good,https://a.example.org/x,2022,,\n"
    )
    async with moderating(folder, state) as moderator:
        adding, before = adding_to(moderator, state), held(folder)
        kept = await read(adding)
        with pytest.raises(UnsoundEditError, match="stands twice"):
            await adding.accept(ALICE, kept.id)
        assert held(folder) == before and not moderator.health.faults
        assert outcomes(moderator) == [Outcome.SHOWN, Outcome.FAULTY]
        assert adding.drafts.find(kept.id)


async def test_a_folder_with_faults_is_not_added_to(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        kept = await read(adding := adding_to(moderator, state))
        (folder / "synonyms.yaml").write_text("synonyms: [\n")
        before = held(folder)
        with pytest.raises(KnowledgeFaults, match=r"synonyms\.yaml"):
            await adding.accept(ALICE, kept.id)
        assert held(folder) == before and moderator.health.faults


async def test_one_source_at_a_time(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        adding = adding_to(moderator, state)

        async def given() -> Source:
            with pytest.raises(OccupiedError) as caught:
                await read(adding, who=BOB)
            assert caught.value.at_work.who == ALICE
            return PDF

        assert (await adding.read(ALICE, given, Hints())).draft.report.subject == "mercia-vale"
        assert await read(adding, who=BOB)


async def test_a_source_that_cannot_be_read_leaves_nothing(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        adding = adding_to(moderator, state)
        with pytest.raises(ImportFault, match="not a PDF"):
            await read(adding, Source("b.pdf", b"%PDF-1.4 rubbish"))
        with pytest.raises(ImportFault, match="private network"):
            await adding.read(ALICE, lambda: adding.fetched("http://127.0.0.1/x"), Hints())
        assert not (state / "drafts").exists()
        assert outcomes(moderator) == [Outcome.FAILED] * 2


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), Stopped()])
async def test_whatever_step_fails_the_folder_is_sound(
    folder: Path, state: Path, tmp_path_factory: pytest.TempPathFactory, error: BaseException
) -> None:
    """A full disk leaves it old or new; a kill perhaps with the first files of the change."""
    async with moderating(folder, state) as moderator:
        adding = adding_to(moderator, state)
        kept = await read(adding, WITHOUT_ADDRESS)
        copy = tmp_path_factory.mktemp("copy")
        shutil.copytree(folder.parent, copy, dirs_exist_ok=True)
        before, seen = held(folder), []
        for step in count():
            moderator.disk = disk = DiskWithout(step, error, for_good=isinstance(error, Stopped))
            with suppress(StoreError, Stopped):
                await adding.accept(ALICE, kept.id)
            assert check_folder(folder)[0] == []
            seen.append(len(held(folder)) - len(before))
            if disk.done < step:
                break
            shutil.rmtree(folder)
            shutil.copytree(copy / folder.name, folder)
            shutil.copytree(copy / state.name / "drafts", state / "drafts", dirs_exist_ok=True)
    assert seen[-1] == 2 and set(seen) == ({0, 2} if isinstance(error, OSError) else {0, 1, 2})


async def test_the_steps_tell_a_naive_edit(folder: Path, state: Path) -> None:
    async with moderating(folder, state) as moderator:
        adding, before = adding_to(moderator, state), held(folder)
        await adding.accept(ALICE, (await read(adding, WITHOUT_ADDRESS)).id)
    writes = {name: data for name, data in held(folder).items() if before.get(name) != data}
    unsound = 0
    for step in range(3):
        for name in writes:
            (folder / name).unlink(missing_ok=True)
        with suppress(Stopped):
            naive_edit(folder, writes, DiskWithout(step, Stopped(), for_good=True))
        unsound += bool(check_folder(folder)[0])
    assert unsound == 2, "half a file, and judgments that cite a report which is not there"


async def test_a_long_source_does_not_hold_the_event_loop(folder: Path, state: Path) -> None:
    more = "".join(f"<p>{number} {'The force answers calls. ' * 15}</p>" for number in range(2_000))
    page = Source("long.html", PAGE.data.replace(b"</main>", more.encode() + b"</main>"))
    async with moderating(folder, state) as moderator:
        adding, found = adding_to(moderator, state), []
        for _ in range(3):  # what a busy machine adds differs, what we do does not
            async with heartbeat() as beat:
                kept = await read(adding, page)
                await adding.accept(ALICE, kept.id)
            found.append(beat.held)
            if beat.held <= HELD:
                break
    print(f"{kept.passages:,} paragraphs: the loop was held for {1000 * min(found):.0f} ms")
    assert kept.passages > 2_000 and min(found) <= HELD
