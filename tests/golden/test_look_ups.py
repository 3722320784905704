"""Every name of every force with every wording of every area finds the judgment in the data files."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from bot.answer import (
    AbstainAnswer,
    AmbiguousAnswer,
    JudgmentAnswer,
    JudgmentsAnswer,
    NotGradedAnswer,
)
from bot.knowledge import Knowledge
from bot.model import Framework, Subject
from bot.query import Command, parse_query
from bot.service import answer
from tests.conftest import PROJECT

SAMPLE = 3000
FRAMEWORKS = ("peel-2018-19", "peel-2021-22", "peel-2023-25")


def _table() -> dict[tuple[str, str, str], str]:
    """The grades as they stand in the files, read without the program's own loader."""
    found = {}
    for path in (PROJECT / "knowledge" / "judgments").glob("*.csv"):
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            found[row["subject"], row["framework"], row["area"]] = row["grade"]
    return found


def _names(subject: Subject) -> tuple[str, ...]:
    return tuple(dict.fromkeys((subject.name, subject.short, *subject.aliases)))


def _look_ups(shipped: Knowledge) -> list[tuple[Subject, Framework, str, str]]:
    """(subject, framework, area id, text) for every name and wording that means one area of the framework."""
    every = []
    for framework_id in FRAMEWORKS:
        framework = shipped.frameworks[framework_id]
        wordings = [
            (area.id, wording)
            for area in framework.areas
            for wording in (area.label, area.title, *area.words)
        ]
        single = [
            (area, wording)
            for area, wording in wordings
            if wording and {other for other, same in wordings if same.lower() == wording.lower()} == {area}
        ]
        for subject in shipped.contents.subjects:
            if not subject.graded:
                continue
            for name in _names(subject):
                every += [
                    (subject, framework, area, f"{name} {wording} {framework.cycle}")
                    for area, wording in single
                ]
    return every


def test_look_ups(shipped: Knowledge, capsys: pytest.CaptureFixture[str]) -> None:
    table = _table()
    every = _look_ups(shipped)
    chosen = random.Random(20).sample(every, min(SAMPLE, len(every)))
    asked_back = 0
    for at, (subject, framework, area, text) in enumerate(chosen):
        command = Command.GRADE if at % 2 else Command.ASK
        found = answer(parse_query(text, shipped, command), shipped)
        grade = table.get((subject.id, framework.id, area))
        match found:
            case JudgmentAnswer():
                judgment = found.finding.judgment
                assert (judgment.subject, judgment.framework) == (subject.id, framework.id), text
                assert judgment.area == area, text
                assert judgment.grade == grade, text
            case JudgmentsAnswer():
                assert found.subject == subject, text
                assert grade in {item.judgment.grade for item in found.findings}, text
            case AbstainAnswer() | NotGradedAnswer():
                assert not grade, text
            case AmbiguousAnswer():
                asked_back += 1
            case _:
                pytest.fail(f"{text}: {type(found).__name__}")
    with capsys.disabled():
        print(f"\nlook-ups: {len(chosen)} of {len(every)} tried, none wrong, {asked_back} asked back")
    assert len(chosen) >= 150
    assert asked_back <= len(chosen) // 100


def test_without_a_cycle_the_latest_that_has_the_judgment(shipped: Knowledge) -> None:
    tried = 0
    for subject in shipped.contents.subjects:
        for area in {area.id: area for item in shipped.newest_first for area in item.areas}.values():
            judged = [
                item
                for framework in shipped.newest_first
                if (item := shipped.judgment(subject.id, framework.id, area.id)) and item.grade
            ]
            if not judged:
                continue
            found = answer(parse_query(f"{subject.short} {area.label}", shipped), shipped)
            assert isinstance(found, JudgmentAnswer), (subject.short, area.label)
            assert found.finding.judgment == judged[0]
            assert {item.judgment for item in found.others} >= set(judged[1:])
            tried += 1
    assert tried >= 150


@pytest.mark.parametrize(
    "text",
    [
        "Kent investigating crime",
        "investigating crime Kent",
        "KENT   INVESTIGATING    CRIME???",
        "what is the grade for investigating crime in Kent, please",
        "kent's investigations",
        "Kent’s crime investigation",
        "“Kent” investigating crime",
        "hows kent police at investigating crimes",
        "kent police investgating crime",
        "please tell me kents grade for crime investigations thanks",
    ],
)
def test_wording_does_not_matter(text: str, shipped: Knowledge) -> None:
    found = answer(parse_query(text, shipped), shipped)
    assert isinstance(found, JudgmentAnswer), text
    assert (found.finding.subject.id, found.finding.area.id) == ("kent", "investigating_crime")


def test_data_files_are_where_this_test_reads_them() -> None:
    assert len(_table()) > 900
    assert Path(PROJECT / "knowledge").is_dir()
