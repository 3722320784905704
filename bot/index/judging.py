"""Measuring how well the best passages fit a question."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import or_

from bot.index.features import Features
from bot.index.postings import Doubles
from bot.index.question import Question, Term
from bot.index.reranking import Matches
from bot.index.smalltalk import tells

_POOLED = 3


@dataclass(frozen=True, slots=True)
class Ranked:
    """The hits of the second stage: their places in `matches`, best first, with their `scores`; `first` is
    the first-stage score of the best.
    """

    matches: Matches
    order: Sequence[int]
    scores: Sequence[float]
    first: float


def idf_of(count: int, passages: int) -> float:
    """The idf of a term that stands in `count` of `passages` passages, as Lucene has it; above 0."""
    return math.log1p((passages - count + 0.5) / (count + 0.5))


def features(
    question: Question, ranked: Ranked | None, idf: Doubles, passages: int, searched: int
) -> Features:
    """The evidence for a question in an index of `passages`, of which `searched` were let through; `ranked`
    is None when nothing was found.
    """
    asked = sum(term.count > 0 for term in question.terms)
    if not asked:
        return Features(searched=float(searched))
    unseen = idf_of(0, passages)
    masses = [_mass(term, idf, unseen) for term in question.terms]
    explained = {place for terms, _ in question.synonyms for place in terms}
    unknown = sum(
        not term.sure and (place not in explained or _is_number(term))
        for place, term in enumerate(question.terms)
    )
    told = Features(
        unknown=unknown / asked,
        terms=float(asked),
        rarity=math.fsum(masses) / asked / idf_of(1, max(passages, 1)),
        searched=float(searched),
    )
    return told if ranked is None else _with_hits(told, question, ranked, masses)


def _mass(term: Term, idf: Doubles, unseen: float) -> float:
    """What a term weighs in the evidence; a doubtful repair as much as the unknown word that it is for."""
    if not term.count:
        return 0.0
    return float(idf[term.id]) if term.sure and term.id is not None else unseen


def _is_number(term: Term) -> bool:
    return term.text[:1].isdecimal()


def _with_hits(told: Features, question: Question, ranked: Ranked, masses: Sequence[float]) -> Features:
    mass = sum(masses)
    # A doubtful repair is no evidence. An unknown word is, when a synonym stands for it; a number never.
    tells_of = [
        bool(term.count) and (term.sure or (term.id is None and not _is_number(term)))
        for term in question.terms
    ]
    gains = [own if tells else 0.0 for own, tells in zip(masses, tells_of, strict=True)]

    def share(held: Iterable[object]) -> float:
        return sum(compress(gains, held)) / mass

    title, section, *text = ranked.matches.of(ranked.order[0]).tolist()
    heads = list(map(or_, title, section))
    held = [any(column) for column in zip(heads, *text, strict=True)]
    pairs_of_sentences = zip(text, text[1:] or text, strict=False)
    pool = [ranked.matches.of(passage).any(axis=0).tolist() for passage in ranked.order[1:_POOLED]]
    # A phrase of the synonyms is one of the field, however plain its words ("small boats").
    phrases = {place for terms, _ in question.synonyms if len(terms) > 1 for place in terms}
    present = [place for place, holds in enumerate(held) if holds and tells_of[place]]
    pairs = ranked.matches.pairs[ranked.order[0]].tolist()
    near = sum(
        count > 0 and tells_of[first] and tells_of[second]
        for count, (first, second) in zip(pairs, question.pairs, strict=True)
    )
    scores = ranked.scores
    return told._replace(
        coverage=share(held),
        score_ratio=ranked.first / mass,
        matched=float(len(present)),
        adjacency=near / len(pairs) if pairs else 0.0,
        margin=(scores[0] - scores[1]) / scores[0] if len(scores) > 1 else 1.0,
        window=max(share(map(any, zip(heads, one, two, strict=True))) for one, two in pairs_of_sentences),
        rarest=max((masses[place] for place in present), default=0.0) / max(masses),
        pooled=share(map(any, zip(held, *pool, strict=True))),
        text_coverage=share(map(any, zip(*text, strict=True))),
        telling=math.fsum(
            1.0 if place in phrases else tells(question.terms[place].text) for place in present
        ),
    )
