"""A saved index answers as the built one does, and a damaged one is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.index import Entry, IndexUnusable, PassageIndex

QUESTIONS = ["why do abusers escape justice?", "small boats", "investgations", "crime in kent", "zyzzyva"]
ENTRIES = [
    Entry(
        f"Investigations are delayed, number {number}. Abusers escape justice through channel crossings.",
        title="Kent Police",
        section="Investigating crime" if number % 2 else "",
        labels={"subject": {"kent" if number % 3 else "essex"}},
    )
    for number in range(40)
]
SYNONYMS = {"small boats": ("channel crossings",)}


def answers(index: PassageIndex) -> list[object]:
    found: list[object] = [index.search(question) for question in QUESTIONS]
    found += [index.search(question, where={"subject": ["essex"]}) for question in QUESTIONS]
    return found


@pytest.fixture
def built() -> PassageIndex:
    return PassageIndex.build(ENTRIES, synonyms=SYNONYMS)


def test_saved_equals_built(built: PassageIndex, tmp_path: Path) -> None:
    built.save(tmp_path / "index")
    loaded = PassageIndex.load(tmp_path / "index")
    assert answers(loaded) == answers(built)
    loaded.save(tmp_path / "again")
    assert answers(PassageIndex.load(tmp_path / "again")) == answers(built)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".new")] == []


def test_built_into_a_folder_equals_built_in_memory(built: PassageIndex, tmp_path: Path) -> None:
    index = PassageIndex.build(ENTRIES, synonyms=SYNONYMS, folder=tmp_path / "index")
    assert answers(index) == answers(built)
    assert answers(PassageIndex.load(tmp_path / "index")) == answers(built)


def test_saving_replaces_what_was_there(built: PassageIndex, tmp_path: Path) -> None:
    PassageIndex.build([]).save(tmp_path / "index")
    old = PassageIndex.load(tmp_path / "index")
    built.save(tmp_path / "index")
    assert old.search("justice").hits == ()
    assert answers(PassageIndex.load(tmp_path / "index")) == answers(built)


def test_ready_made_tokens_can_be_saved(tmp_path: Path) -> None:
    index = PassageIndex([["a", "b"], ["b"]], k1=1.1, idf="okapi")
    index.save(tmp_path / "index")
    loaded = PassageIndex.load(tmp_path / "index")
    assert loaded.get_scores(["a"]).tolist() == index.get_scores(["a"]).tolist()
    assert loaded.k1 == 1.1
    with pytest.raises(ValueError, match="line end"):
        PassageIndex([["a\nb"]]).save(tmp_path / "index")


def test_every_damage_is_refused(built: PassageIndex, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    built.save(folder)
    for path in sorted(folder.iterdir()):
        whole = path.read_bytes()
        damaged = [whole[:-1], whole + b"\0", b"", whole[: len(whole) // 2]]
        if whole:
            middle = len(whole) // 2
            damaged.append(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
        for content in damaged if path.name != "manifest.json" else damaged[2:4]:
            if content == whole:
                continue
            path.write_bytes(content)
            with pytest.raises(IndexUnusable):
                PassageIndex.load(folder)
        path.unlink()
        with pytest.raises(IndexUnusable):
            PassageIndex.load(folder)
        path.write_bytes(whole)
    assert answers(PassageIndex.load(folder)) == answers(built)


@pytest.mark.parametrize("change", [{"version": 0}, {"stemmer": "0"}, {"files": {}}, {"files": None}])
def test_other_versions_are_refused(built: PassageIndex, tmp_path: Path, change: dict[str, object]) -> None:
    built.save(tmp_path / "index")
    manifest = tmp_path / "index" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text("ascii")) | change), "ascii")
    with pytest.raises(IndexUnusable):
        PassageIndex.load(tmp_path / "index")


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable):
        PassageIndex.load(tmp_path / "nowhere")
