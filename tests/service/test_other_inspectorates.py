"""Another inspectorate is added with data alone: a fire service beside the police force of the same place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.answer import (
    AbstainAnswer,
    AbstainReason,
    AmbiguousAnswer,
    Answer,
    JudgmentAnswer,
    JudgmentsAnswer,
    RankingAnswer,
)
from bot.knowledge import Knowledge, load_knowledge
from bot.query import Wants, parse_query
from bot.service import answer
from tests.conftest import PROJECT

FIRE = """\
id: fire-2023-25
inspectorate: HMICFRS
programme: Fire
cycle: 2023-25
year: 2023
scale: [outstanding, good, adequate, requires improvement, inadequate]
subject_kind: fire and rescue service
noun: service
nouns: services
overall: no
comparable_with: []
areas:
  - id: responding_to_fires
    label: Responding to fires and emergencies
    title: Responding to fires and other emergencies
    words: [fire engines, response standards]
    graded: yes
  - id: preventing_fires
    label: Preventing fires
    title: Preventing fires and other risks
    words: [smoke alarms]
    graded: yes
"""
SERVICES = """\
subjects:
  - id: kent-fire
    name: Kent Fire and Rescue Service
    short: Kent
    kind: fire and rescue service
    aliases: [KFRS]
    region: South East
    country: England
    graded: yes
  - id: avon-fire
    name: Avon Fire and Rescue Service
    short: Avon
    kind: fire and rescue service
    aliases: []
    region: South West
    country: England
    graded: yes
"""
JUDGMENTS = """\
framework,subject,area,state,grade,url,published,derived,note
fire-2023-25,kent-fire,responding_to_fires,graded,good,https://example.org/kent,2024-01-01,no,
fire-2023-25,kent-fire,preventing_fires,graded,outstanding,https://example.org/kent,2024-01-01,no,
fire-2023-25,avon-fire,preventing_fires,graded,inadequate,https://example.org/avon,,no,
"""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder = tmp_path_factory.mktemp("both") / "knowledge"
    shutil.copytree(PROJECT / "knowledge", folder)
    for name, text in {
        "frameworks/fire-2023-25.yaml": FIRE,
        "subjects/fire.yaml": SERVICES,
        "judgments/fire-2023-25.csv": JUDGMENTS,
    }.items():
        Path(folder / name).write_text(text, encoding="utf-8")
    return load_knowledge(folder)


def _ask(text: str, knowledge: Knowledge) -> Answer:
    return answer(parse_query(text, knowledge), knowledge)


@pytest.mark.parametrize(
    ("text", "subject", "area", "grade"),
    [
        ("kent fire preventing fires", "kent-fire", "preventing_fires", "outstanding"),
        ("kent preventing fires", "kent-fire", "preventing_fires", "outstanding"),
        ("KFRS response standards", "kent-fire", "responding_to_fires", "good"),
        ("kent investigating crime", "kent", "investigating_crime", "requires improvement"),
        ("kent police 999 calls", "kent", "responding_to_the_public", "requires improvement"),
    ],
)
def test_the_right_body_answers(text: str, subject: str, area: str, grade: str, both: Knowledge) -> None:
    found = _ask(text, both)
    assert isinstance(found, JudgmentAnswer), text
    judgment = found.finding.judgment
    assert (judgment.subject, judgment.area, judgment.grade) == (subject, area, grade)


def test_a_shared_name_alone_is_asked_back(both: Knowledge) -> None:
    found = _ask("kent", both)
    assert isinstance(found, AmbiguousAnswer)
    assert {choice.label for choice in found.choices} == {"Kent Police", "Kent Fire and Rescue Service"}


def test_the_kind_alone_decides(both: Knowledge) -> None:
    found = _ask("kent fire and rescue", both)
    assert isinstance(found, JudgmentsAnswer)
    assert found.subject.id == "kent-fire"


def test_a_ranking_stays_within_its_framework(both: Knowledge) -> None:
    found = _ask("which services are inadequate at preventing fires", both)
    assert isinstance(found, RankingAnswer)
    assert [item.subject.id for item in found.findings] == ["avon-fire"]
    assert (found.held, found.subjects) == (2, 2)


def test_the_best_of_all_is_understood_by_the_nouns_of_the_data(both: Knowledge, shipped: Knowledge) -> None:
    found = _ask("the best service", both)
    assert isinstance(found, AbstainAnswer)
    assert found.reason is AbstainReason.NO_AREA
    assert parse_query("the best service", shipped).wants is Wants.PASSAGES, "no service is inspected there"


@pytest.mark.parametrize(
    "text", ["KFRS response standards", "kent fire and rescue", "kent fire preventing fires"]
)
def test_a_preferred_framework_of_the_police_leaves_the_fire_service_alone(
    text: str, both: Knowledge
) -> None:
    assert answer(parse_query(text, both, preferred="peel-2021-22"), both) == _ask(text, both)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("did KFRS buy any submarines", "Preventing fires"),
        ("did kent police buy any submarines", "Investigating crime"),
    ],
)
def test_areas_that_are_offered_are_those_of_the_named_body(text: str, offered: str, both: Knowledge) -> None:
    found = _ask(text, both)
    assert isinstance(found, AbstainAnswer)
    assert offered in {choice.label for choice in found.choices}
