"""The history: every entry comes back, the newest first, whatever a crash did to the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.moderation import Entry, History, Kind, Outcome
from bot.moderation.disk import Disk


def entry(number: int, summary: str = "") -> Entry:
    return Entry(
        f"2025-01-01T00:00:{number:02}+00:00", number, Kind.RELOAD, Outcome.APPLIED, "a", "b", summary
    )


def test_entries_come_back_newest_first_and_by_page(tmp_path: Path) -> None:
    history = History(tmp_path / "deep" / "history.jsonl")
    assert history.latest(10) == []
    for number in range(7):
        history.append(entry(number))
    assert [found.who for found in history.latest(3)] == [6, 5, 4]
    assert [found.who for found in history.latest(3, skip=5)] == [1, 0]
    assert history.latest(3, skip=7) == []


@pytest.mark.parametrize(
    "torn", [b'{"at": "20', b"{}\n", b'"x"\n', b"\xff\xfe\n", b'{"kind": "made up"}\n', b"\n"]
)
def test_a_torn_line_costs_nothing_else(tmp_path: Path, torn: bytes) -> None:
    history = History(tmp_path / "history.jsonl")
    history.append(entry(1))
    with (tmp_path / "history.jsonl").open("ab") as stream:
        stream.write(torn)
    history.append(entry(2))
    assert [found.who for found in history.latest(10)] == [2, 1]


@settings(max_examples=40)
@given(st.lists(st.text(max_size=300), max_size=30))
def test_anything_can_be_summed_up(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    history = History(tmp_path_factory.mktemp("h") / "history.jsonl", NoSync())
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    for number, text in enumerate(texts):
        history.append(entry(number, text))
    assert [found.summary for found in history.latest(100)] == texts[::-1]


class NoSync(Disk):
    """A disk that is quick."""

    def append(self, path: Path, line: bytes) -> None:
        with path.open("ab") as stream:
            stream.write(line + b"\n")


def test_a_long_history_is_read_from_its_end(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    history = History(file)
    history.append(entry(1))
    line = file.read_bytes()
    file.write_bytes(b"x" * 5_000_000 + b"\n" + line * 3_000)
    assert len(history.latest(2_999)) == 2_999
    assert len(history.latest(5_000)) == 3_000
