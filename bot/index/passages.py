"""`PassageIndex`: BM25 over passages through postings."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from bot.index.analysis import sentences_of, terms_of
from bot.index.features import Features
from bot.index.smalltalk import tells
from bot.index.storage import IndexUnusable

VERSION = 1
MAX_QUESTION = 100_000  # characters; what stands behind is not read
MAX_TERMS = 64  # distinct terms of a question; Discord's longest message can hold hundreds
FIELD_WEIGHTS = {"title": 2.0, "section": 1.0}
SYNONYM_WEIGHT = 0.5

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of one passage. `labels` are the values of its filter fields."""

    text: str
    title: str = ""
    section: str = ""
    labels: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found: the position of its entry (from 0) and its score."""

    position: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first.

    `stems` are the terms that count as matched (repaired words and synonyms too), for highlighting; `cut`
    says that the question was over MAX_QUESTION characters or MAX_TERMS terms and the rest was not read;
    `repaired` pairs an unknown word's term with the term it was taken for.
    """

    hits: tuple[Hit, ...] = ()
    evidence: Features = field(default_factory=Features)
    stems: frozenset[str] = frozenset()
    cut: bool = False
    repaired: tuple[tuple[str, str], ...] = ()


class PassageIndex(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """BM25 over passages. The constructor takes tokenised passages as `BM25Okapi` does."""

    def __init__(
        self,
        corpus: Iterable[Sequence[str]],
        tokenizer: Callable[[str], list[str]] | None = None,
        k1: float = 1.5,
        b: float = 0.75,
        epsilon: float = 0.25,
        *,
        idf: Literal["lucene", "okapi"] = "lucene",
    ) -> None:
        self._idf_form = idf
        super().__init__(corpus, tokenizer, k1, b, epsilon)

    def _initialize(self, corpus: Iterable[Sequence[str]]) -> dict[str, int]:
        self._postings: dict[str, tuple[list[int], list[float]]] = {}
        self._texts: list[list[list[str]]] = []
        self._labels: list[Mapping[str, Collection[str]]] = []
        self._synonyms: dict[str, tuple[str, ...]] = {}
        total = 0
        for position, tokens in enumerate(corpus):
            self.doc_len.append(len(tokens))
            total += len(tokens)
            for term, count in Counter(tokens).items():
                docs, counts = self._postings.setdefault(term, ([], []))
                docs.append(position)
                counts.append(float(count))
            self.corpus_size += 1
        self.avgdl = total / self.corpus_size if self.corpus_size else 0.0
        return {term: len(docs) for term, (docs, _) in self._postings.items()}

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        if self._idf_form == "okapi" and nd:
            super()._calc_idf(nd)
            return
        for term, count in nd.items():
            self.idf[term] = math.log(1 + (self.corpus_size - count + 0.5) / (count + 0.5))

    @classmethod
    def build(
        cls, entries: Iterable[Entry], *, synonyms: Mapping[str, tuple[str, ...]] | None = None
    ) -> PassageIndex:
        """An index of these entries; a hit's position is that of its entry."""
        kept = list(entries)
        texts = [[terms_of(s) for s in sentences_of(entry.text)] for entry in kept]
        heads = [
            [*terms_of(entry.title) * round(FIELD_WEIGHTS["title"]), *terms_of(entry.section)]
            for entry in kept
        ]
        index = cls(
            ([*head, *(t for s in text for t in s)] for head, text in zip(heads, texts, strict=True)),
            k1=1.2,
            b=0.5,
        )
        index._texts = texts
        index._heads = [frozenset(head) for head in heads]
        index._labels = [entry.labels for entry in kept]
        index._synonyms = {" ".join(terms_of(key)): value for key, value in (synonyms or {}).items()}
        index._entries = kept
        return index

    def get_scores(self, query: Iterable[str]) -> Floats:
        """The score of every passage for these terms, as `BM25Okapi.get_scores`; shape (passages,)."""
        scores = np.zeros(self.corpus_size)
        lengths = np.asarray(self.doc_len, dtype=float)
        for term in query:
            if term not in self._postings:
                continue
            docs, counts = (np.asarray(part) for part in self._postings[term])
            norm = self.k1 * (1 - self.b + self.b * lengths[docs] / self.avgdl)
            scores[docs] += self.idf[term] * (counts * (self.k1 + 1) / (counts + norm))
        return scores

    def get_top_n(self, query: Iterable[str], documents: Sequence[Any], n: int = 5) -> list[Any]:
        """The n best of `documents`, ties in their order. Raises ValueError for a wrong number of them."""
        if len(documents) != self.corpus_size:
            raise ValueError("the documents given do not match the index")
        order = np.argsort(-self.get_scores(query), kind="stable")[: max(n, 0)]
        return [documents[i] for i in order]

    def search(self, query: str, k: int = 10, *, where: Mapping[str, Collection[str]] | None = None) -> Found:
        """The k best passages for a question in everyday words.

        `where` keeps to passages that carry, for every field named, at least one of the values given.
        """
        terms = list(dict.fromkeys(terms_of(query[:MAX_QUESTION])))
        cut = len(query) > MAX_QUESTION or len(terms) > MAX_TERMS
        terms = terms[:MAX_TERMS]
        weights = self._weigh(terms)
        scores = np.zeros(self.corpus_size)
        for term, weight in weights.items():
            scores += weight * self.get_scores([term])
        searched = self.corpus_size
        if where is not None:
            allowed = [
                all(set(labels.get(name, ())) & set(values) for name, values in where.items())
                for labels in self._labels
            ]
            scores = np.where(np.asarray(allowed, dtype=bool), scores, 0.0)
            searched = sum(allowed)
        order = np.argsort(-scores, kind="stable")[: max(k, 0)]
        hits = tuple(Hit(int(i), float(scores[i])) for i in order if scores[i] > 0)
        stems = frozenset(weights)
        return Found(hits, self._evidence(terms, hits, searched), stems, cut)

    def _weigh(self, terms: Sequence[str]) -> dict[str, float]:
        weights = dict.fromkeys(terms, 1.0)
        joined = f" {' '.join(terms)} "
        for key, values in self._synonyms.items():
            if f" {key} " in joined:
                for value in values:
                    for term in terms_of(value):
                        weights.setdefault(term, SYNONYM_WEIGHT)
        return weights

    def _evidence(self, terms: Sequence[str], hits: Sequence[Hit], searched: int) -> Features:
        if not terms:
            return Features()
        unseen = math.log(1 + (self.corpus_size + 0.5) / 0.5)
        one = math.log(1 + (self.corpus_size - 0.5) / 1.5) if self.corpus_size else 1.0
        weight = {term: self.idf.get(term, unseen) for term in terms}
        mass = sum(weight.values())
        unknown = sum(term not in self.idf for term in terms) / len(terms)
        rarity = mass / len(terms) / one
        if not hits:
            return Features(unknown=unknown, terms=float(len(terms)), rarity=rarity, searched=float(searched))

        def share(held: Iterable[str]) -> float:
            return math.fsum(weight[t] for t in set(held) if t in weight) / mass

        best = hits[0].position
        text = self._texts[best]
        flat = [term for sentence in text for term in sentence]
        held = {*flat, *self._heads[best]}
        pairs = list(pairwise(terms))
        beside = set(pairwise(flat))
        windows = [text[i] + (text[i + 1] if i + 1 < len(text) else []) for i in range(len(text))]
        pool = {t for hit in hits[:3] for s in self._texts[hit.position] for t in s}
        pool |= {t for hit in hits[:3] for t in self._heads[hit.position]}
        return Features(
            coverage=share(held),
            score_ratio=hits[0].score / mass,
            matched=float(sum(t in held for t in terms)),
            unknown=unknown,
            adjacency=sum(p in beside or p[::-1] in beside for p in pairs) / len(pairs) if pairs else 0.0,
            margin=(hits[0].score - hits[1].score) / hits[0].score if len(hits) > 1 else 1.0,
            terms=float(len(terms)),
            window=max((share([*w, *self._heads[best]]) for w in windows), default=0.0),
            rarest=max((weight[t] for t in terms if t in held), default=0.0) / max(weight.values()),
            pooled=share(pool),
            rarity=rarity,
            text_coverage=share(flat),
            telling=math.fsum(tells(t) for t in terms if t in held),
            searched=float(searched),
        )

    def save(self, folder: Path) -> None:
        """Write the index into this folder, which is made when missing. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        entries = [
            [e.text, e.title, e.section, {k: sorted(v) for k, v in e.labels.items()}] for e in self._entries
        ]
        body = {"version": VERSION, "synonyms": self._synonyms, "entries": entries}
        (folder / "index.json").write_text(json.dumps(body), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> PassageIndex:
        """A saved index. Raises IndexUnusable when it is missing, damaged or of another version."""
        try:
            body = json.loads((folder / "index.json").read_text(encoding="utf-8"))
            if body["version"] != VERSION:
                raise IndexUnusable(f"made by version {body['version']}, not {VERSION}")
            return cls.build((Entry(*row) for row in body["entries"]), synonyms=body["synonyms"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexUnusable(str(error)) from error
