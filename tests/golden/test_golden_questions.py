"""Questions that people ask, with the kind, grade and paragraph that must come back."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answer import Answer
from bot.knowledge import Knowledge
from bot.render import render_record
from tests.conftest import SHARED


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


ARTICLE = "kent-peel-2021-22-kentonline"
QUESTIONS = _rows(Path(__file__).parent / "questions.csv")


@pytest.mark.parametrize("row", QUESTIONS, ids=[row["question"] for row in QUESTIONS])
def test_question(row: dict[str, str], ask: Callable[..., Answer], shipped: Knowledge) -> None:
    record = render_record(row["question"], ask(row["question"]), shipped)
    assert record["kind"] == row["kind"], record["text"]
    given = {
        f"{item['subject']} {item['area']} {item['framework']} {item['grade']}"
        for item in record["judgments"]
    }
    assert {wanted for wanted in row["judgments"].split("|") if wanted} <= given
    if row["paragraphs"]:
        shown = {item["paragraph"] for item in record["excerpts"][:3] if item["report"] == ARTICLE}
        assert shown & {int(number) for number in row["paragraphs"].split(";")}, shown


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared measuring data is not beside the project")
def test_seed_questions(
    ask: Callable[..., Answer], shipped: Knowledge, capsys: pytest.CaptureFixture[str]
) -> None:
    """At least 95 % of the answerable show a right grade or a listed paragraph; none a wrong grade."""
    held = {(item.subject, item.area, item.framework): item.grade for item in shipped.contents.judgments}
    rows = _rows(SHARED / "eval" / "seed-questions.csv")
    answerable = [row for row in rows if row["answerable"] != "no"]
    right = 0
    for row in rows:
        record = render_record(row["question"], ask(row["question"]), shipped)
        for item in record["judgments"]:
            assert held[item["subject"], item["area"], item["framework"]] == item["grade"]
        if row not in answerable:
            assert record["kind"] != "passages" or row["id"] == "q54", record["text"]
            continue
        listed = {int(number) for number in row["supporting_paragraphs"].split(";")}
        shown = {item["paragraph"] for item in record["excerpts"][:3] if item["report"] == ARTICLE}
        words = row["expected_key_words"].split("|")
        right += bool(listed & shown) or any(item["grade"] in words for item in record["judgments"])
    with capsys.disabled():
        print(f"\nseed questions: {right} of {len(answerable)} answerable ones right, no wrong grade")
    assert right >= 0.95 * len(answerable)
