"""What a follow-up takes over from the answer before it, and what it leaves."""

from __future__ import annotations

import pytest

from bot.answer import Answer, JudgmentAnswer, RankingAnswer
from bot.knowledge import Knowledge
from bot.query import carry_over, parse_query
from bot.service import answer

GRADE = "Kent Police · Investigating crime: requires improvement\nPEEL 2023-25"
OLDER = "Kent Police · Investigating crime: requires improvement\nPEEL 2021/22"
TABLE = "Kent Police: grades in PEEL 2018/19\nPEEL 2018/19"
PASSAGES = "What the reports hold on Kent Police\nPEEL 2021/22"
RANKING = "Recording data about crime: forces in PEEL 2023-25\nPEEL 2023-25"
COMPARISON = "Kent and Essex: Investigating crime, side by side\nPEEL 2023-25"
GOOD_AREAS = "Kent Police · Preventing crime, Protecting vulnerable people: good\nPEEL 2023-25"
SOUGHT = "Recording data about crime, outstanding: forces in PEEL 2023-25\nPEEL 2023-25"
MISS = "Not a name known here\n"


@pytest.mark.parametrize(
    ("text", "earlier", "carried"),
    [
        ("and essex?", GRADE, "Investigating crime"),
        ("and essex?", OLDER, "Investigating crime 2021/22"),
        ("and essex?", TABLE, "2018/19"),
        ("and essex?", RANKING, "Recording data about crime"),
        ("and wales?", GRADE, "Investigating crime"),
        ("what about offenders", GRADE, "Kent Police"),
        ("what about offenders", OLDER, "Kent Police 2021/22"),
        ("what about offenders", COMPARISON, "Kent Essex"),
        ("what about drones?", GRADE, "Kent Police"),
        ("and in 2018/19?", GRADE, "Kent Police Investigating crime"),
        ("and in 2018/19?", PASSAGES, "Kent Police"),
        ("and over the years?", OLDER, ""),
        ("which force is worst at that?", GRADE, "Investigating crime"),
        ("what did the force say to that", GRADE, "Kent Police"),
        ("is there a cause of concern?", GRADE, "Kent Police"),
        ("what about essex recording crime", OLDER, ""),
        ("how is essex at recording crime in 2018/19?", OLDER, ""),
        ("and essex?", MISS, ""),
        ("thanks!", GRADE, ""),
        ("ok cool", GRADE, ""),
        ("lol", OLDER, ""),
        ("wrong, it is adequate", GRADE, ""),
        ("why?", OLDER, "Kent Police Investigating crime 2021/22"),
        ("but why is that?", RANKING, "Recording data about crime"),
        ("why not", "", ""),
        ("how does it compare to essex?", GRADE, "Kent Police Investigating crime"),
        ("compare it with essex on preventing crime", OLDER, "Kent Police 2021/22"),
        ("compare kent and essex on preventing crime", OLDER, ""),
        ("and sussex?", COMPARISON, "Kent Essex Investigating crime"),
        ("what about sussex?", COMPARISON, "Investigating crime"),
        ("and outstanding?", GOOD_AREAS, "Kent Police"),
        ("and good?", SOUGHT, "Recording data about crime"),
        ("", GRADE, ""),
        ("and essex?" + " please" * 60, GRADE, ""),
    ],
)
def test_what_is_carried_over(text: str, earlier: str, carried: str, shipped: Knowledge) -> None:
    assert carry_over(text, earlier, shipped) == f"{text} {carried}".strip()


def _answer(text: str, earlier: str, knowledge: Knowledge) -> Answer:
    return answer(parse_query(carry_over(text, earlier, knowledge), knowledge), knowledge)


def test_a_follow_up_is_answered_as_the_whole_question_would_be(shipped: Knowledge) -> None:
    other = _answer("and essex?", GRADE, shipped)
    assert isinstance(other, JudgmentAnswer)
    assert (other.finding.subject.id, other.finding.area.id) == ("essex", "investigating_crime")
    area = _answer("what about offenders", OLDER, shipped)
    assert isinstance(area, JudgmentAnswer)
    assert (area.finding.subject.id, area.finding.framework.cycle) == ("kent", "2021/22")
    ranking = _answer("which force is worst at that?", GRADE, shipped)
    assert isinstance(ranking, RankingAnswer)
    assert ranking.area.id == "investigating_crime"


@pytest.mark.parametrize("earlier", ["", "\n", "(((", "@everyone \\", "x" * 5000, "kent " * 500])
def test_any_earlier_text_does(earlier: str, shipped: Knowledge) -> None:
    assert carry_over("and essex?", earlier, shipped).startswith("and essex?")
