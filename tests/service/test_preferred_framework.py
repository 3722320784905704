"""The framework that a server prefers: looked in first where a question names no cycle."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.answer import (
    AbstainAnswer,
    Answer,
    ComparisonAnswer,
    JudgmentAnswer,
    JudgmentsAnswer,
    NoteKind,
    PassagesAnswer,
    RankingAnswer,
)
from bot.knowledge import Knowledge, load_knowledge
from bot.model import Graded
from bot.names import suggest_areas, suggest_cycles
from bot.query import Command, carry_over, parse_query
from bot.render import areas_reply
from bot.service import answer
from tests.conftest import PROJECT

PREFERRED = "peel-2021-22"
LATEST = "peel-2023-25"
REPORT = """\
---
title: A later report
publisher: The inspectorate
kind: news release of the inspectorate
author:
url: https://example.org/later
published: 2024-01-01
licence: Open Government Licence v3.0
subject: kent
framework: peel-2023-25
restated: no
note:
---

## Drones {#preventing_crime}

[1] finding
The force flies drones over the harbour at night.

## Investigating crime {#investigating_crime}

[2] finding
Abusers escape justice because investigations are slow.
"""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The shipped knowledge with a report on the latest cycle too."""
    folder = tmp_path_factory.mktemp("preferred") / "knowledge"
    shutil.copytree(PROJECT / "knowledge", folder)
    Path(folder / "reports" / "kent-peel-2023-25-later.md").write_text(REPORT, encoding="utf-8")
    return load_knowledge(folder)


def _ask(
    text: str, knowledge: Knowledge, command: Command = Command.ASK, preferred: str = PREFERRED
) -> Answer:
    return answer(parse_query(text, knowledge, command, preferred), knowledge)


def _cycles(found: Answer) -> set[str]:
    match found:
        case JudgmentAnswer():
            return {found.finding.framework.id}
        case RankingAnswer():
            return {found.framework.id}
        case JudgmentsAnswer() | ComparisonAnswer():
            return {item.framework.id for item in found.findings}
        case PassagesAnswer():
            return {item.framework.id for item in found.excerpts}
    raise AssertionError(found)


@pytest.mark.parametrize(
    ("text", "command", "cycle"),
    [
        ("kent investigation", Command.GRADE, PREFERRED),
        ("kent investigation 2023-25", Command.GRADE, LATEST),
        ("kent investigation 2021/22", Command.GRADE, PREFERRED),
        ("kent legitimacy", Command.GRADE, "peel-2018-19"),  # graded in neither
        ("kent", Command.FORCE, PREFERRED),
        ("kent 2018/19", Command.FORCE, "peel-2018-19"),
        ("kent essex responding to the public", Command.COMPARE, LATEST),  # only held there of both
        ("kent gwent responding to the public", Command.COMPARE, PREFERRED),
        ("responding to the public", Command.RANK, PREFERRED),
        ("responding to the public 2023-25", Command.RANK, LATEST),
        ("leadership and force management", Command.RANK, LATEST),  # no area of the preferred one
        ("why are abusers escaping justice in kent?", Command.ASK, PREFERRED),
        ("why are abusers escaping justice in kent in 2023-25?", Command.ASK, LATEST),
        ("what about drones over the harbour in kent?", Command.ASK, LATEST),  # said in that one only
    ],
)
def test_it_is_looked_in_first(text: str, command: Command, cycle: str, knowledge: Knowledge) -> None:
    assert _cycles(_ask(text, knowledge, command)) == {cycle}


@pytest.mark.parametrize("preferred", ["", LATEST, "peel-1999"])
@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("kent investigation", Command.GRADE),
        ("kent", Command.FORCE),
        ("kent legitimacy", Command.GRADE),
        ("kent essex responding to the public", Command.COMPARE),
        ("responding to the public", Command.RANK),
        ("why is kent bad at that?", Command.ASK),
        ("yorkshire crime", Command.GRADE),
    ],
)
def test_no_preference_the_latest_and_one_that_is_gone_change_nothing(
    text: str, command: Command, preferred: str, shipped: Knowledge
) -> None:
    assert _ask(text, shipped, command, preferred) == answer(parse_query(text, shipped, command), shipped)


@pytest.mark.parametrize(
    ("text", "command"),
    [("kent over the years", Command.ASK), ("what was kent's previous grade for investigating", Command.ASK)],
)
def test_words_for_other_cycles_count_from_the_latest(
    text: str, command: Command, shipped: Knowledge
) -> None:
    assert _ask(text, shipped, command) == answer(parse_query(text, shipped, command), shipped)


def test_the_other_cycles_are_named_as_ever(shipped: Knowledge) -> None:
    one, table = _ask("kent investigation", shipped), _ask("kent", shipped, Command.FORCE)
    assert isinstance(one, JudgmentAnswer)
    assert isinstance(table, JudgmentsAnswer)
    assert LATEST in {item.framework.id for item in one.others}
    (note,) = (note for note in table.notes if note.kind is NoteKind.OTHER_CYCLES)
    assert "PEEL 2023-25" in note.values


def test_choices_are_the_areas_of_the_preferred_cycle(shipped: Knowledge) -> None:
    found = _ask("rank", shipped, Command.RANK)
    assert isinstance(found, AbstainAnswer)
    labels = {choice.label for choice in found.choices}
    assert "Treatment of the public" in labels, "an area of 2021/22 only"


def test_suggestions_and_pages_begin_with_it(shipped: Knowledge) -> None:
    assert suggest_cycles("", shipped, PREFERRED)[0].value == "2021/22"
    assert suggest_cycles("", shipped)[0].value == "2023-25"
    own = [area.label for area in shipped.frameworks[PREFERRED].areas if area.graded is not Graded.NO]
    assert [item.label for item in suggest_areas("", shipped, PREFERRED)][: len(own)] == own
    assert "PEEL 2021/22" in areas_reply(shipped, preferred=PREFERRED).full.splitlines()[2]
    assert "PEEL 2018/19" in areas_reply(shipped, "2018/19", preferred=PREFERRED).full.splitlines()[2]


@pytest.mark.parametrize(("cycle", "carried"), [("2021/22", "and essex?"), ("2023-25", "and essex? 2023-25")])
def test_a_follow_up_stays_in_the_cycle_of_its_answer(cycle: str, carried: str, shipped: Knowledge) -> None:
    earlier = f"Kent Police: grades in PEEL {cycle}\nPEEL {cycle}"
    assert carry_over("and essex?", earlier, shipped, PREFERRED) == carried
