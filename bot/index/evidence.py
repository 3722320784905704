"""Whether the passages found answer the question: a calibrated decision on `Features`.

A BM25 score says which passage is best, not whether it is any good: it grows with the length of the
question and with the collection. The decision is a logistic regression over five features which, as far as
can be, do not. `python -m benchmarks.abstention --fit` fits the constants below to public collections, of
several sizes, on the questions that they answer and on the questions of each other; the same program,
without `--fit`, prints how well each collection is told apart by constants fitted without it.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from bot.index.features import Features


class Weights(NamedTuple):
    """The logarithm of the odds that the passages answer, as a sum of these times `observations`."""

    unknown: float
    matched: float
    pairs: float
    score: float
    searched: float


# Fitted: paste what `--fit` prints.
WEIGHTS: Final = Weights(unknown=-4.73, matched=3.01, pairs=2.14, score=9.71, searched=-0.92)
BIAS: Final = -4.37

NAME_WEIGHT: Final = 0.5
"""Set, not fitted, since the collections know no names: a recognised name makes the odds 1.6 times better.
Not more, since a question about Kent may still be one about its beaches."""
MOST_NAMES: Final = 2
"""Further names bring nothing: a list of forces asks nothing that a passage could answer."""

DEFAULT_THRESHOLD: Final = 0.25
"""Least probability at which passages are shown: lower answers more, off-topic questions too.

`python -m benchmarks.abstention --threshold P ...` prints both error rates of each. This is the highest of
.15, .2, .25, ... at which no dev question is refused; on public collections it refuses 3 in 100 answerable
questions and answers 8 in 100 off-topic ones. It is below 0.5 because the fit takes both errors to be
equally bad, while a passage beside the point shows that it is, by its own words and source.
"""

LEAST_TELLING: Final = 1.0
"""Least `telling` that is evidence: one telling word or two common ones. A name counts as one common word,
so that "Kent's performance" is a question and "good morning, Kent" and "follow me" are none."""

SMALL_TALK: Final = -8.0
"""Added to the log-odds below LEAST_TELLING: no search reaches the threshold then, but the order is kept."""


def tells_enough(features: Features, *, known_names: int = 0) -> bool:
    """Whether the matched terms are more than small talk."""
    return features.telling + 0.5 * (known_names > 0) >= LEAST_TELLING and features.telling > 0.0


def observations(features: Features) -> Weights:
    """What the weights weigh, in their order.

    Counts and the score enter as ln(1 + x), since the tenth word that matches says less than the second.
    A telling term counts twice, a term of small talk once. Of more passages the best matches more by chance,
    hence the number searched.
    """
    pairs = features.adjacency * max(features.terms - 1.0, 0.0)
    return Weights(
        unknown=features.unknown,
        matched=math.log1p(features.matched + features.telling),
        pairs=math.log1p(pairs),
        score=math.log1p(features.score_ratio),
        searched=math.log1p(features.searched),
    )


def log_odds(
    features: Features, *, known_names: int = 0, weights: Weights = WEIGHTS, bias: float = BIAS
) -> float:
    """ln(p / (1 - p)) of the probability p that the passages answer; minus infinity when none was found."""
    if features.matched <= 0.0:
        return -math.inf
    seen = observations(features)
    odds = bias + sum(weight * value for weight, value in zip(weights, seen, strict=True))
    odds += NAME_WEIGHT * min(max(known_names, 0), MOST_NAMES)
    return odds if tells_enough(features, known_names=known_names) else odds + SMALL_TALK


def probability(features: Features, *, known_names: int = 0) -> float:
    """The probability, 0..1, that the best passages answer the question.

    `known_names` is the number of subjects and areas recognised in the question; their words need not be
    among its terms.
    """
    odds = log_odds(features, known_names=known_names)
    return 1.0 / (1.0 + math.exp(-odds)) if odds > -700.0 else 0.0
