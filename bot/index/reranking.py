"""The second stage: the first hits in a better order, by what stands together in them.

To the BM25 score of each of the first hits are added

    COVERAGE * the idf of the different terms in its best sentence, title and section counted with each
    PAIRS * for each pair of neighbours in the question that are neighbours in it, the higher idf of the two
    RESEMBLANCE * its likeness to the MODELS best by the sum so far * the idf of the question's terms

The first two prefer a passage that holds the words together to one that holds them scattered; the third is
relevance feedback (Rocchio, 1971) that brings in no new words: the cosine of tf * idf vectors, of which the
highest counts as 1. All are measured in idf, as the BM25 score is, so that one setting does for large and for
small collections.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.index.forward import Longs, Rows
from bot.index.postings import Doubles
from bot.index.question import Question
from bot.index.scratch import Tables

COVERAGE, PAIRS, RESEMBLANCE = 0.6, 0.4, 0.4
MODELS = 5
_REPEATED = 1.2  # k1 of BM25, for a pair that stands in a passage several times

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Matches:
    """What some passages hold of a question's terms.

    `sentences[s, t]`: whether sentence s holds term t. Passage p's sentences are those from `starts[p]` up to
    `starts[p + 1]`; the first two of them are its title and its section. `pairs[p, q]` is how often the q-th
    pair of the question stands in passage p.
    """

    sentences: Bools
    starts: Longs
    pairs: Longs

    def of(self, passage: int) -> Bools:
        """The sentences of a passage."""
        return self.sentences[self.starts[passage] : self.starts[passage + 1]]


def match(rows: Rows, question: Question, tables: Tables) -> Matches:
    """Where the passages of these rows hold the terms of a question."""
    size = len(question.terms)
    ids = [0]
    marks = [size + 1]  # BREAK's; term i is marked i + 1
    for place, term in enumerate(question.terms, 1):
        if term.id is not None:
            ids.append(term.id)
            marks.append(place)
    table = tables.marks.borrow()
    table[ids] = marks
    marked = table.take(rows.tokens)
    table[ids] = 0
    tables.marks.give_back(table)
    held = marked.nonzero()[0]
    marked = marked.take(held)
    breaks = marked == size + 1
    sentence = breaks.cumsum() - breaks
    found = np.zeros((int(sentence[-1]) + 1, size + 2), dtype=np.bool_)
    found[sentence, marked] = True
    sentences = found[:, 1:-1]
    for asked, meant in question.synonyms:
        sentences[:, asked] |= sentences[:, meant].all(axis=1, keepdims=True)
    starts = np.concatenate((sentence.take(held.searchsorted(rows.starts[:-1])), [len(found)]))
    return Matches(sentences, starts, _pairs(rows, question, held, marked))


def _pairs(
    rows: Rows, question: Question, held: npt.NDArray[np.intp], marked: npt.NDArray[np.uint8]
) -> Longs:
    count, size = len(question.pairs), len(question.terms) + 2
    if not count:
        return np.zeros((len(rows), 0), dtype=np.int64)
    numbers = np.full(size * size, -1)
    numbers[[(first + 1) * size + second + 1 for first, second in question.pairs]] = range(count)
    numbers[[(second + 1) * size + first + 1 for first, second in question.pairs]] = range(count)
    found = numbers.take(marked[:-1] * np.intp(size) + marked[1:])
    near = ((found >= 0) & (held[1:] == held[:-1] + 1)).nonzero()[0]
    passages = rows.starts.searchsorted(held.take(near), side="right") - 1
    cells = passages * count + found.take(near)
    return np.bincount(cells, minlength=len(rows) * count).reshape(len(rows), count)


def rerank(
    rows: Rows,
    norms: Doubles,
    question: Question,
    matches: Matches,
    scores: Doubles,
    idf: Doubles,
    tables: Tables,
) -> Doubles:
    """Better scores for the passages of these rows, whose first-stage `scores` and `norms` are given."""
    known = [float(idf[term.id]) if term.id is not None else 0.0 for term in question.terms]
    asked = [
        weight * term.weight if term.count else 0.0
        for weight, term in zip(known, question.terms, strict=True)
    ]
    scores = scores + _coverage(matches, np.array(asked)) * COVERAGE
    if question.pairs:
        highest = [max(known[first], known[second]) for first, second in question.pairs]
        scores += matches.pairs * (_REPEATED + 1) / (matches.pairs + _REPEATED) @ (PAIRS * np.array(highest))
    scores += _resemblance(rows, norms, scores, idf, tables) * (RESEMBLANCE * sum(asked))
    return scores


def _coverage(matches: Matches, weights: Doubles) -> Doubles:
    starts = matches.starts[:-1]
    heads = matches.sentences.take(starts, axis=0) | matches.sentences.take(starts + 1, axis=0)
    held = matches.sentences | heads.repeat(matches.starts[1:] - starts, axis=0)
    best: Doubles = np.maximum.reduceat(held @ weights, starts)
    return best


def _resemblance(rows: Rows, norms: Doubles, scores: Doubles, idf: Doubles, tables: Tables) -> Doubles:
    """The likeness of each passage to the best of them, 1 for the most alike."""
    models = (-scores).argsort(kind="stable")[:MODELS]
    terms = np.concatenate([rows.tokens[rows.starts[model] : rows.starts[model + 1]] for model in models])
    weights = (scores.take(models) / scores[models[0]]) ** 2 / norms.take(models)
    weights = weights.repeat(rows.starts.take(models + 1) - rows.starts.take(models))
    centre = tables.values.borrow()
    np.add.at(centre, terms, weights * idf.take(terms) ** 2)
    likeness = np.add.reduceat(centre.take(rows.tokens), rows.starts[:-1]) / norms
    centre[terms] = 0
    tables.values.give_back(centre)
    relative: Doubles = likeness / likeness.max()
    return relative
