"""The same scores as `rank_bm25.BM25Okapi` for the same parameters, and none of its faults."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from bot.index import PassageIndex
from bot.index.analysis import terms_of

COLLECTIONS = Path(__file__).resolve().parents[2] / "../shared/ir"
WORDS = st.sampled_from(["safe", "lift", "fire", "door", "kent", "96.7%", "", "a", "ü", "\n"])
CORPORA = st.lists(st.lists(WORDS, max_size=12), min_size=1, max_size=30).filter(any)


@settings(max_examples=100, deadline=None)
@given(
    CORPORA,
    st.lists(WORDS, max_size=6),
    st.floats(0.1, 3),
    st.floats(0, 0.99),  # at 1 the parent divides by the length 0 of an empty passage
    st.floats(0, 1),
    st.integers(0, 9),
)
def test_scores_equal_the_parents(
    corpus: list[list[str]], query: list[str], k1: float, b: float, epsilon: float, count: int
) -> None:
    parent = BM25Okapi(corpus, k1=k1, b=b, epsilon=epsilon)
    index = PassageIndex(corpus, k1=k1, b=b, epsilon=epsilon, idf="okapi")
    np.testing.assert_allclose(index.get_scores(query), parent.get_scores(query), rtol=0, atol=1e-9)
    positions = list(range(len(corpus)))
    np.testing.assert_allclose(
        index.get_batch_scores(query, positions), parent.get_batch_scores(query, positions), atol=1e-9
    )
    assert index.doc_freqs == parent.doc_freqs
    assert index.idf == pytest.approx(parent.idf, abs=1e-9)
    assert index.doc_len.tolist() == parent.doc_len
    best = index.get_top_n(query, positions, count)
    assert best == sorted(positions, key=lambda position: -index.get_scores(query)[position])[:count]


@pytest.mark.skipif(not COLLECTIONS.is_dir(), reason="the public collections are not here")
@pytest.mark.parametrize("name", ["cranfield", "cisi", "policyqa"])
def test_scores_equal_the_parents_on_public_collections(name: str) -> None:
    passages, questions = (
        [
            json.loads(line)["text"]
            for line in (COLLECTIONS / name / file).read_text("utf-8").split("\n")
            if line
        ]
        for file in ("corpus.jsonl", "queries.jsonl")
    )
    corpus = [terms_of(text) for text in passages[:400]]
    parent, index = BM25Okapi(corpus), PassageIndex(corpus, idf="okapi")
    for question in questions[::10][:40]:
        query = terms_of(question)
        np.testing.assert_allclose(index.get_scores(query), parent.get_scores(query), rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("corpus", "query", "best"),
    [
        pytest.param([["good"], ["safe"]], ["safe"], 1, id="a word in exactly half of the passages"),
        pytest.param([["safe", "good"], ["safe"], ["good"]], ["safe"], 1, id="a word in most passages"),
        pytest.param([["safe"]], ["safe"], 0, id="one passage"),
        pytest.param([["a"], ["safe"], ["safe"]], ["safe"], 1, id="ties in the order of the passages"),
    ],
)
def test_the_parents_wrong_rankings(corpus: list[list[str]], query: list[str], best: int) -> None:
    index = PassageIndex(corpus)
    scores = index.get_scores(query)
    assert scores[best] > 0
    assert index.get_top_n(query, range(len(corpus)), 1) == [best]
    assert all(
        score == 0 for score, passage in zip(scores, corpus, strict=True) if not set(query) & set(passage)
    )


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_nothing_to_find(corpus: list[list[str]]) -> None:
    index = PassageIndex(corpus)
    assert index.get_scores(["safe"]).tolist() == [0.0] * len(corpus)
    assert index.search("safe").hits == ()


def test_tokenizer_is_applied() -> None:
    assert PassageIndex(["a b", "b"], str.split).get_scores(["a"]).argmax() == 0


def test_documents_must_match() -> None:
    with pytest.raises(ValueError, match="2 documents"):
        PassageIndex([["a"]]).get_top_n(["a"], ["x", "y"])
