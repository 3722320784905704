"""The decision whether passages answer: its direction, its floor, and how well it tells questions apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.abstention import errors, fitted
from benchmarks.logistic import auroc, fit
from benchmarks.trials import folders, read, whole
from benchmarks.whole_bot import answered_rows, chitchat
from bot.answer import PassagesAnswer
from bot.index import Entry, Features, PassageIndex
from bot.index.evidence import DEFAULT_THRESHOLD, WEIGHTS, probability
from bot.index.smalltalk import tells
from bot.knowledge import Knowledge, load_knowledge
from bot.query import parse_query
from bot.service import answer

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT / "../shared"
needs_collections = pytest.mark.skipif(not (SHARED / "ir").exists(), reason="no ../shared/ir here")
needs_questions = pytest.mark.skipif(not (SHARED / "eval").exists(), reason="no ../shared/eval here")


@st.composite
def features(draw: st.DrawFn) -> Features:
    """Evidence as a search can find it."""
    terms = draw(st.integers(1, 64))
    matched = draw(st.integers(0, terms))
    share = st.floats(0, 1)
    return Features(
        matched=matched,
        terms=terms,
        telling=draw(st.integers(0, 2 * matched)) / 2,
        unknown=(terms - draw(st.integers(matched, terms))) / terms,
        adjacency=draw(share),
        score_ratio=draw(st.floats(0, 2.5)),
        searched=draw(st.integers(1, 1_000_000)),
    )


@given(features(), st.integers(0, 5))
def test_a_probability_is_between_0_and_1(seen: Features, names: int) -> None:
    assert 0.0 <= probability(seen, known_names=names) <= 1.0


@pytest.mark.parametrize(
    "changed",
    [
        lambda seen: seen._replace(telling=seen.telling + 1, matched=seen.matched + 1),
        lambda seen: seen._replace(telling=seen.telling + 0.5),
        lambda seen: seen._replace(score_ratio=seen.score_ratio + 0.1),
        lambda seen: seen._replace(adjacency=min(1.0, seen.adjacency + 0.2)),
        lambda seen: seen._replace(unknown=seen.unknown / 2),
        lambda seen: seen._replace(searched=seen.searched / 2),
    ],
    ids=["a match more", "a match that tells more", "score", "neighbours", "fewer unknown", "fewer searched"],
)
@given(seen=features(), names=st.integers(0, 2))
def test_better_evidence_never_makes_an_answer_less_likely(
    changed: Callable[[Features], Features], seen: Features, names: int
) -> None:
    before = probability(seen, known_names=names)
    assert probability(changed(seen), known_names=names) >= before
    assert probability(seen, known_names=names + 1) >= before


def test_every_feature_weighs() -> None:
    assert all(WEIGHTS)


def test_no_evidence_is_no_answer() -> None:
    assert probability(Features(), known_names=2) == 0.0


INDEX = PassageIndex.build(
    Entry(text)
    for text in (
        "Good progress was made last year, and the force now follows up most calls at once.",
        "Detectives are short of time to investigate burglary; few thefts are solved.",
        "Officers help victims of domestic abuse well, but bail is managed poorly.",
        "People can find out more about what the force does on its pages.",
    )
)


@pytest.mark.parametrize(
    ("question", "names", "answered"),
    [
        ("how well are burglaries investigated", 0, True),
        ("burglary", 0, True),
        ("is bail managed badly", 0, True),
        ("do they support victims of domestic abuse?", 0, True),
        ("what do they follow up", 0, False),
        ("what do they follow up", 1, True),
        ("who won the cup final in 1966", 0, False),
        ("how do detectives of the Paris murder squad brew espresso", 0, False),
        ("good morning", 0, False),
        ("good morning", 1, False),
        ("what time is it?", 0, False),
        ("can you help me find people", 1, False),
        ("", 0, False),
    ],
)
def test_decisions_on_a_small_collection(question: str, names: int, answered: bool) -> None:
    evidence = INDEX.search(question).evidence
    assert (probability(evidence, known_names=names) >= DEFAULT_THRESHOLD) is answered


@pytest.mark.parametrize(
    ("term", "told"),
    [("hello", 0.0), ("weather", 0.0), ("2", 0.0), ("x", 0.0), ("follow", 0.5), ("999", 1.0), ("bail", 1.0)],
)
def test_what_a_word_tells(term: str, told: float) -> None:
    assert tells(term) == told


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(PROJECT / "knowledge")


def test_small_talk_is_never_answered_with_a_passage(knowledge: Knowledge) -> None:
    messages = chitchat()
    assert len(messages) >= 60
    found = {text: answer(parse_query(text, knowledge), knowledge) for text in messages}
    assert [text for text, reply in found.items() if isinstance(reply, PassagesAnswer)] == []


@needs_questions
def test_few_dev_questions_are_refused(knowledge: Knowledge) -> None:
    questions = SHARED / "eval" / "seed-questions.csv"
    rows = {row["row"]: row for row in answered_rows(knowledge, questions, (), DEFAULT_THRESHOLD)}
    assert float(rows["dev questions"]["refused"]) <= 0.05


@needs_collections
def test_collections_are_told_apart_by_constants_fitted_without_them() -> None:
    """On a sample, so with a margin: the whole is measured by `python -m benchmarks.abstention`."""
    collections = [read(folder) for folder in folders([SHARED / "ir"])]
    run, small_talk = [], {}
    for asked in collections:
        index = PassageIndex.build(asked.entries)
        run += whole(index, asked, collections, 120)
        small_talk[asked.name] = [probability(index.search(text).evidence) for text in chitchat()]
    figures = []
    for asked in collections:
        constants = fitted([trial for trial in run if asked.name not in (trial.asked, trial.source)])
        figures.append(errors([trial for trial in run if trial.asked == asked.name], constants, 0.5))
    assert np.mean([row["auroc"] for row in figures]) >= 0.965
    assert np.mean([row["answered_at_5_refused"] for row in figures]) <= 0.10
    assert {name: max(found) < DEFAULT_THRESHOLD for name, found in small_talk.items()} == dict.fromkeys(
        small_talk, True
    )


def test_auroc_counts_ties_half() -> None:
    assert auroc(np.array([1.0, 2.0, 3.0]), np.array([0.0, 2.0])) == pytest.approx(4.5 / 6)


def test_a_fit_finds_the_odds_and_drops_a_wrong_sign() -> None:
    rows = np.array([[0.0, 1.0], [1.0, 0.0]]).repeat([4, 4], axis=0)
    labels = np.array([1, 0, 0, 0, 1, 1, 1, 0], dtype=float)  # odds 1:3 and 3:1
    free = fit(rows[:, :1], labels, np.ones(8), np.array([1.0]), ridge=0.0)
    assert free == pytest.approx([2 * np.log(3), -np.log(3)], abs=1e-6)
    held = fit(rows, labels, np.ones(8), np.array([1.0, 1.0]), ridge=1e-6)
    assert held[1] == 0.0
    assert held[0] > 0.0
