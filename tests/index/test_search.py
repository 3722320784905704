"""Finding passages: exactness, filters, synonyms, repairs, limits and the evidence."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.index import Entry, Features, Found, Hit, PassageIndex, ranking
from bot.index.forward import BLOCK

WORDS = ["abuse", "victim", "officer", "crime", "report", "kent", "call", "96.7%", "delay", "justice"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join), max_size=25)
KENT = Entry(
    "Investigations are often delayed. Abusers escape justice, and victims lose hope.",
    title="Kent Police report",
    section="Investigating crime",
    labels={"subject": {"kent"}, "kind": {"finding"}},
)
ENTRIES = [
    KENT,
    Entry("96.7% of all reported crime was recorded.", labels={"subject": {"kent"}, "kind": {"quote"}}),
    Entry("Small numbers of channel crossings strained the force.", labels={"subject": {"essex", "kent"}}),
    Entry("Calls from the public were answered late.", labels={"subject": {"essex"}, "kind": {"finding"}}),
    Entry("Detectives are too few. Victims of domestic abuse wait for weeks."),
]


def build(texts: Sequence[str]) -> PassageIndex:
    return PassageIndex.build(Entry(text) for text in texts)


def positions(found: Found) -> list[int]:
    return [hit.position for hit in found.hits]


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), st.integers(0, 30), st.booleans())
def test_the_best_equal_a_full_sort(texts: list[str], query: list[str], count: int, small: bool) -> None:
    index = build(texts)
    postings, ids = index._parts.postings, index._ids
    terms = [(ids[term], 1.0 + number) for number, term in enumerate(index.search(" ".join(query)).stems)]
    scores = ranking.score_all(postings, len(texts), terms)
    with pytest.MonkeyPatch.context() as patch:
        if not small:  # as in a large index
            patch.setattr(ranking, "_SMALL", 0)
        best, found = ranking.best(postings, len(texts), terms, count)
    expected = [p for p in np.argsort(-scores, kind="stable").tolist() if scores[p] > 0][:count]
    assert best.tolist() == expected
    assert found.tolist() == scores[expected].tolist()


@pytest.fixture(scope="module")
def large() -> tuple[PassageIndex, list[str]]:
    """More passages than one block; words as unevenly frequent as in prose."""
    rng = random.Random(5)
    vocabulary = [a + b + c for a, b, c in itertools.product(["ba", "ke", "mi", "to", "ru"], repeat=3)]
    weights = [1 / (rank + 1) for rank in range(len(vocabulary))]
    texts = [
        " ".join(rng.choices(vocabulary, weights, k=rng.randrange(4, 20))) for _ in range(2 * BLOCK + 99)
    ]
    return build(texts), vocabulary


@pytest.mark.parametrize("count", [1, 10, 25, 40, 600, 20_000])
def test_the_best_of_many_equal_a_full_sort(large: tuple[PassageIndex, list[str]], count: int) -> None:
    index, vocabulary = large
    rng = random.Random(count)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranking, "_SMALL", 0)
        for size in range(1, 12):
            words = [vocabulary[min(int(rng.paretovariate(0.6)), len(vocabulary)) - 1] for _ in range(size)]
            terms = [(index._ids[term], 1.0) for term in index.search(" ".join(words)).stems]
            scores = ranking.score_all(index._parts.postings, index.corpus_size, terms)
            best, found = ranking.best(index._parts.postings, index.corpus_size, terms, count)
            expected = np.argsort(-scores, kind="stable")[: min(count, np.count_nonzero(scores))]
            assert best.tolist() == expected.tolist()
            assert found.tolist() == scores[best].tolist()


LABELS = st.dictionaries(
    st.sampled_from(["subject", "kind"]), st.frozensets(st.sampled_from("abc"), max_size=2), max_size=2
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), LABELS), max_size=20), LABELS)
def test_filters_are_exact(
    rows: list[tuple[str, Mapping[str, frozenset[str]]]], where: Mapping[str, frozenset[str]]
) -> None:
    index = PassageIndex.build(Entry(text, labels=labels) for text, labels in rows)
    found = index.search(" ".join(WORDS), len(rows), where=where)
    carried = [
        all(labels.get(name, frozenset()) & values for name, values in where.items()) for _, labels in rows
    ]
    assert set(positions(found)) == set(itertools.compress(range(len(rows)), carried))
    assert found.evidence.searched == sum(carried)


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Why do abusers escape justice?", 0),
        ("investigating", 0),
        ("How much crime is recorded? 96.7 per cent?", 1),
        ("96.7%", 1),
        ("late calls", 3),
        ("DETECTIVES", 4),
        ("victims of domestic abuse", 4),
    ],
)
def test_questions_find_their_passage(question: str, best: int) -> None:
    assert positions(PassageIndex.build(ENTRIES).search(question))[0] == best


@pytest.mark.parametrize(
    "question", ["", "   ", "what is the", "zyzzyva", "96.2%", "?!", "\0\ud800", "a" * 5000]
)
def test_nothing_is_found_for_nothing_known(question: str) -> None:
    found = PassageIndex.build(ENTRIES).search(question)
    assert found.hits == ()
    assert found.evidence.coverage == found.evidence.matched == 0


@pytest.mark.parametrize(
    ("typed", "read", "best"),
    [
        ("investgations", "investigations", 0),
        ("detectivse", "detectives", 4),
        ("channnel", "channel", 2),
        ("crossinfs", "crossings", 2),
        ("detetives", "detectives", 4),
        ("recrded", "recorded", 1),
    ],
)
def test_typing_errors_are_repaired(typed: str, read: str, best: int) -> None:
    found = PassageIndex.build(ENTRIES).search(typed)
    assert found.repaired == ((typed, read),)
    assert positions(found)[0] == best


@pytest.mark.parametrize("question", ["late", "96.8%", "lafe", "hopes", "crimes"])
def test_known_words_numbers_and_short_words_are_not_repaired(question: str) -> None:
    assert PassageIndex.build(ENTRIES).search(question).repaired == ()


def test_a_doubtful_repair_is_no_evidence() -> None:
    found = PassageIndex.build(ENTRIES).search("justise")
    assert found.repaired == (("justise", "justice"),)
    assert positions(found) == [0]
    assert found.evidence.unknown == 1
    assert found.evidence.matched == found.evidence.coverage == found.evidence.telling == 0


SYNONYMS = {
    "small boats": ("channel crossings",),
    "DV": ("domestic abuse", "domestic violence"),
    "answer for": ("crime",),
}


@pytest.mark.parametrize(
    ("question", "best"),
    [("small boats", 2), ("a small boat", 2), ("what about DV?", 4), ("who answers", 3), ("boats", None)],
)
def test_synonyms_stand_for_what_is_asked(question: str, best: int | None) -> None:
    found = PassageIndex.build(ENTRIES, synonyms=SYNONYMS).search(question)
    assert positions(found)[:1] == ([] if best is None else [best])
    if question == "what about DV?":
        assert (found.evidence.unknown, found.evidence.matched) == (0, 1)
        assert {"domest", "abus"} <= found.stems


def test_evidence_of_a_full_match() -> None:
    evidence = PassageIndex.build(ENTRIES).search("abusers escape justice in Kent").evidence
    assert (evidence.coverage, evidence.window, evidence.rarest, evidence.pooled) == pytest.approx((1,) * 4)
    assert evidence.text_coverage < 1  # "Kent" stands in the title alone
    assert (evidence.terms, evidence.matched, evidence.unknown) == (4, 4, 0)
    assert evidence.adjacency == pytest.approx(2 / 3)
    assert 0 < evidence.margin <= 1
    assert evidence.searched == len(ENTRIES)


def test_evidence_of_half_a_match() -> None:
    evidence = PassageIndex.build(ENTRIES).search("abusers fly helicopters").evidence
    assert (evidence.terms, evidence.matched, evidence.unknown) == (3, 1, pytest.approx(2 / 3))
    assert 0 < evidence.coverage < 0.5
    assert evidence.adjacency == 0


def test_evidence_without_a_question() -> None:
    assert PassageIndex.build(ENTRIES).search("and so on").evidence == Features(searched=5)


def test_words_together_are_better_than_words_apart() -> None:
    apart = "The report on crime is long. Another one on recording is short."
    together = "The force has got better at crime recording. Nothing else is new, and that is short."
    assert positions(build([apart, together]).search("crime recording")) == [1, 0]


def test_ties_keep_the_order_of_the_passages() -> None:
    assert positions(build(["crime report"] * 40).search("crime", 40)) == list(range(40))


def test_long_questions_are_cut() -> None:
    index = PassageIndex.build(ENTRIES)
    many = " ".join(f"word{number}" for number in range(80))
    assert index.search(f"justice {many}").cut
    assert positions(index.search(f"justice {many}")) == [0]
    assert not index.search("justice " * 1000).cut
    begin = time.perf_counter()
    assert index.search("fire " * 20_000 + "x").cut
    assert time.perf_counter() - begin < 1


def test_a_last_stage_may_reorder() -> None:
    def backwards(question: str, hits: Sequence[Hit]) -> list[Hit]:
        assert question == "crime"
        return list(reversed(hits))

    index = build(["crime"] * 120)
    assert positions(index.search("crime", 120, rerank=backwards))[:2] == [99, 98]
    assert positions(index.search("crime", 3, rerank=backwards)) == [99, 98, 97]
