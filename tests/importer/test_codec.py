"""What crosses from a worker process, or waits on the disk, comes back as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.importer.about import Hints
from bot.importer.codec import plain, restore
from bot.importer.document import Block, BlockKind
from bot.importer.furniture import LeftOut
from bot.importer.setup import setup_of
from bot.importer.workers import Worker
from bot.knowledge import Knowledge
from tests.importer import documents

LEFT_OUT = LeftOut(Block(BlockKind.TABLE_ROW, "a | b", 3, page=2, cells=("a", "b")), "repeat")


def test_named_tuples_inside_value_objects_come_back() -> None:
    assert restore(LeftOut, json.loads(json.dumps(plain(LEFT_OUT)))) == LEFT_OUT


@pytest.mark.parametrize("value", [{"block": ["table row", "a"], "reason": "x"}, {"reason": "x"}, [], 3])
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="this is no LeftOut"):
        restore(LeftOut, value)


def test_a_worker_gives_all_it_read_when_asked(shipped: Knowledge, tmp_path: Path) -> None:
    setup = setup_of(tmp_path, shipped.contents.frameworks, shipped.contents.subjects)
    hints = Hints(subject="kent", framework="peel-2021-22", name="page.html")
    with Worker(setup) as worker:
        read = worker.read(documents.INSPECTORATE_PAGE.encode(), hints, full=True)
        light = worker.read(documents.INSPECTORATE_PAGE.encode(), hints)
    assert len(read.draft.report.passages) == read.passages == light.passages > 5
    assert read.draft.left_out and not light.draft.left_out and not light.draft.report.passages
    assert read.text == light.text
