"""`PassageIndex`: what `rank_bm25.BM25Okapi` does, through postings, and the search for questions on top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
from rank_bm25 import BM25Okapi

from bot.index import judging, ranking, reranking
from bot.index.analysis import BREAK
from bot.index.building import IdfForm, Parameters, put_together
from bot.index.contents import Contents, from_entries, read, words_of, write
from bot.index.entry import Entry, Found, Hit
from bot.index.features import Features
from bot.index.forward import rows_of_tokens
from bot.index.labels import Positions, allowed
from bot.index.postings import Doubles
from bot.index.question import Question, understand
from bot.index.repair import repair
from bot.index.scratch import Tables
from bot.index.storage import Memory

RERANKED = 25  # passages that the second stage looks at; more of them change nothing in nDCG@10
HANDED = 100  # passages handed to a caller's own last stage

Rerank = Callable[[str, Sequence[Hit]], Sequence[Hit]]
"""A last stage: the question and the first HANDED hits, to be given back in a better order."""


class PassageIndex(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """BM25 over passages, with the interface and, for the same parameters, the scores of `BM25Okapi`.

    `PassageIndex(corpus)` takes tokenised passages as the parent does; `PassageIndex.build` takes entries,
    for `search`. Beside the parent: idf is never negative unless `idf="okapi"` is asked for, ties keep the
    order of the passages, and an empty corpus is an index that finds nothing.
    """

    def __init__(
        self,
        corpus: Iterable[Any],
        tokenizer: Callable[[str], Sequence[str]] | None = None,
        k1: float = 1.5,
        b: float = 0.75,
        epsilon: float = 0.25,
        *,
        idf: IdfForm = "lucene",
    ) -> None:
        if tokenizer is not None:
            corpus = map(tokenizer, corpus)
        ids = {BREAK: 0}
        parameters = Parameters(k1, b, epsilon, idf, "float64")
        parts = put_together(rows_of_tokens(corpus, ids), ids, parameters, Memory())
        self._take(Contents(ids, parts, parameters))

    def _take(self, contents: Contents) -> None:
        # The parent's constructor would build the lists that this class exists to do without.
        parts, parameters = contents.parts, contents.parameters
        self.tokenizer = None
        self.k1, self.b, self.epsilon = parameters.k1, parameters.b, parameters.epsilon
        self.corpus_size = len(parts.lengths)
        self.doc_len = parts.lengths
        self.avgdl = float(parts.lengths.mean()) if self.corpus_size else 0.0
        self._contents = contents
        self._parts = parts
        self._ids = contents.ids
        self._tables = Tables(len(contents.ids))

    @classmethod
    def _of(cls, contents: Contents) -> Self:
        index = cls.__new__(cls)
        index._take(contents)
        return index

    @classmethod
    def build(
        cls,
        entries: Iterable[Entry],
        *,
        synonyms: Mapping[str, Sequence[str]] | None = None,
        folder: Path | None = None,
    ) -> Self:
        """An index of these entries; a hit's position is that of its entry.

        With a `folder` it is built there, as `save` would leave it, and mapped, so that a million passages
        need little memory. Raises OSError when the folder cannot be written.
        """
        return cls._of(from_entries(entries, synonyms or {}, folder))

    def save(self, folder: Path) -> None:
        """Write the index into a folder, in place of what stands there.

        Raises OSError, and ValueError for an index of tokens with line ends in them.
        """
        write(self._contents, folder)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """A saved index, mapped. Raises IndexUnusable when it is missing, damaged or of another version."""
        return cls._of(read(folder))

    @cached_property
    def idf(self) -> dict[str, float]:
        """The idf of every term, as the parent has it."""
        return {
            term: weight
            for term, weight in zip(self._ids, self._parts.idf.tolist(), strict=True)
            if term != BREAK
        }

    @cached_property
    def doc_freqs(self) -> list[dict[str, int]]:
        """How often each passage holds each of its terms, as the parent has it. Large."""
        terms, rows = list(self._ids), self._parts.rows
        tokens = [
            rows.tokens[begin:end].tolist() for begin, end in zip(rows.starts, rows.starts[1:], strict=False)
        ]
        return [dict(Counter(terms[token] for token in row if token)) for row in tokens]

    def get_scores(self, query: Iterable[str]) -> Doubles:
        """The score of every passage, shape (passages,). A term counts as often as `query` holds it."""
        terms = [(self._ids[term], 1.0) for term in query if term in self._ids]
        return ranking.score_all(self._parts.postings, self.corpus_size, terms)

    def get_batch_scores(self, query: Iterable[str], doc_ids: Sequence[int]) -> list[float]:
        """The scores of the passages at these positions."""
        scores: list[float] = self.get_scores(query)[np.asarray(doc_ids, dtype=np.intp)].tolist()
        return scores

    def get_top_n(self, query: Iterable[str], documents: Sequence[Any], n: int = 5) -> list[Any]:
        """The n best of `documents`, ties in their order. Raises ValueError for a wrong number of them."""
        if len(documents) != self.corpus_size:
            raise ValueError(f"{len(documents)} documents given for an index of {self.corpus_size}")
        order = np.argsort(-self.get_scores(query), kind="stable")[: max(n, 0)]
        return [documents[position] for position in order]

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        where: Mapping[str, Collection[str]] | None = None,
        rerank: Rerank | None = None,
    ) -> Found:
        """The k best passages for a question in everyday words.

        `where` keeps to the passages that carry, for every field named, at least one of its values. `rerank`
        is a last stage over the first HANDED hits.
        """
        question = self._understand(query)
        among = allowed(self._contents.labels, where) if where else None
        count = max(k, HANDED if rerank else 0)
        positions, first = self._first_stage(question, max(count, RERANKED), among)
        found, scores, evidence = self._second_stage(question, positions, first, among)
        hits = list(map(Hit, found[:count], scores[:count]))
        if rerank is not None:
            hits = [*rerank(query, hits[:HANDED]), *hits[HANDED:]]
        stems = frozenset(term.text for term in question.terms if term.id is not None)
        return Found(tuple(hits[: max(k, 0)]), evidence, stems, question.cut, tuple(question.repaired))

    def _first_stage(
        self, question: Question, count: int, among: Positions | None = None
    ) -> tuple[Positions, Doubles]:
        terms = [(term.id, term.weight) for term in question.terms if term.id is not None]
        return ranking.best(self._parts.postings, self.corpus_size, terms, count, among)

    def _second_stage(
        self, question: Question, positions: Positions, first: Doubles, among: Positions | None
    ) -> tuple[list[int], list[float], Features]:
        idf, searched = self._parts.idf, self.corpus_size if among is None else len(among)
        if not len(positions):
            return [], [], judging.features(question, None, idf, self.corpus_size, searched)
        rows = self._parts.rows.of(positions[:RERANKED])
        matches = reranking.match(rows, question, self._tables)
        norms = self._parts.postings.norms[positions[:RERANKED]]
        scores = reranking.rerank(rows, norms, question, matches, first[:RERANKED], idf, self._tables)
        order = (-scores).argsort(kind="stable")
        final = [*scores[order].tolist(), *first[RERANKED:].tolist()]
        found = [*positions[order].tolist(), *positions[RERANKED:].tolist()]
        ranked = judging.Ranked(matches, order.tolist(), final, float(first[order[0]]))
        evidence = judging.features(question, ranked, idf, self.corpus_size, searched)
        return found, final, evidence

    def _understand(self, query: str) -> Question:
        return understand(query, self._ids, self._contents.synonyms, self._repair)

    def _repair(self, word: str) -> str | None:
        return repair(word, self._words, self._ids, self._parts.passages_with)

    @cached_property
    def _words(self) -> frozenset[str]:
        return words_of(self._contents)
