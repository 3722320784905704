"""The evidence that a passage answers a question, as numbers without a unit. The decision is elsewhere."""

from __future__ import annotations

from typing import NamedTuple


class Features(NamedTuple):
    """Raw evidence of the best hits of one search. All are 0.0 when nothing was found, save `unknown`,
    `terms` and `rarity`, which describe the question alone.

    The question's *terms* are its distinct terms that are not stop words, synonyms not counted. A term that
    the index does not know weighs as much as one found in no passage, so that unknown words lower the
    coverage; a repaired word counts as the word it was repaired to.
    """

    coverage: float = 0.0
    """Share 0..1 of the terms' idf that stands in the best passage (text, title or section)."""
    score_ratio: float = 0.0
    """Best passage's BM25 score over the sum of the terms' idf; above 1 where words repeat."""
    matched: float = 0.0
    """Number of the terms that stand in the best passage."""
    unknown: float = 0.0
    """Share 0..1 of the terms that the index does not know."""
    adjacency: float = 0.0
    """Share 0..1 of the question's neighbouring pairs of terms that are neighbours in the best passage."""
    margin: float = 0.0
    """(best − second) / best over the final scores, 0..1; 1 when there is a single hit."""
    terms: float = 0.0
    """Number of terms."""
    window: float = 0.0
    """Share 0..1 of the terms' idf that stands in the best two neighbouring sentences and the title."""
    rarest: float = 0.0
    """Share 0..1 of the rarest term's idf that the rarest term of the best passage has."""
    pooled: float = 0.0
    """Share 0..1 of the terms' idf that stands in the first three hits taken together."""
    rarity: float = 0.0
    """Mean idf of the terms over the idf of a word that one passage holds; 0..1 and a little above."""
    text_coverage: float = 0.0
    """As `coverage`, in the passage's own text alone."""
    telling: float = 0.0
    """As `matched`, small talk not counted and the commonest words half (`smalltalk.tells`)."""
    searched: float = 0.0
    """Number of passages that the search could have returned: those that the filters let through."""
