"""What is measured must not get worse; benchmarks/RESULTS.md has the whole comparison."""

from __future__ import annotations

from statistics import fmean

import pytest
from rank_bm25 import BM25Okapi

from benchmarks.corpora import SHARED, Corpus, read, with_errors
from benchmarks.measures import ndcg
from bot.index import Entry, PassageIndex
from bot.index.analysis import terms_of

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the public collections are not here")
QUESTIONS = 75


def build(corpus: Corpus) -> PassageIndex:
    return PassageIndex.build(Entry(text, title) for title, text in corpus.passages)


def reached(index: PassageIndex, corpus: Corpus, typed: bool = False) -> float:
    every = max(1, len(corpus.questions) // QUESTIONS)
    questions = (with_errors(corpus.questions) if typed else corpus.questions)[::every]
    found = [[hit.position for hit in index.search(question).hits] for question in questions]
    return fmean(map(ndcg, found, corpus.relevant[::every]))


@pytest.mark.parametrize(("name", "least"), [("cranfield", 0.385), ("cisi", 0.41)])
def test_questions_find_what_answers_them(name: str, least: float) -> None:
    corpus = read(SHARED / name)
    index = build(corpus)
    assert reached(index, corpus) > least
    assert reached(index, corpus, typed=True) > least - 0.02


def test_better_than_the_parent_over_the_same_terms() -> None:
    corpus = read(SHARED / "cranfield")
    parent = BM25Okapi([terms_of(f"{title} {text}") for title, text in corpus.passages])
    positions = range(parent.corpus_size)
    every = len(corpus.questions) // QUESTIONS
    found = [parent.get_top_n(terms_of(question), positions, 10) for question in corpus.questions[::every]]
    assert reached(build(corpus), corpus) > fmean(map(ndcg, found, corpus.relevant[::every])) + 0.02
