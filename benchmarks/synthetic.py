"""Passages and questions of any number, made up, alike on every machine.

Word frequencies follow Zipf and Mandelbrot's law as in English prose; the commonest ranks are English
function words, so that engines that drop or skip them gain what they would gain on real text. Each passage
has a topic of its own vocabulary, so that words come in bursts and questions have an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
import numpy.typing as npt

WORDS = 80  # a passage
BLOCK = 10_000  # passages made at once
_FUNCTION = (
    "the of and to in a is that for it as was with be by on not he his but at are this have had from or "
    "which one an we all were there been has when who will more no if out so what up said its about than "
    "into them can only other time new some could these two may first then do any like my now over such our"
)
_SHIFT = 2.7
_HEAD, _BEND, _TAIL = 1.0, 8_000, 1.7  # the exponent up to a rank, and beyond it (Ferrer and Solé, 2001)
_VOCABULARY = 300_000
_TOPICS, _TOPIC_WORDS, _TOPIC_SHARE = 2_000, 300, 0.3


def vocabulary() -> list[str]:
    """Words by falling frequency: English function words, then pronounceable made-up ones."""
    syllables = [c + v for c, v in product("bcdfghklmnprstvw", "aeiou")]
    made = (a + b + c + d for d in ("n", "r", "st", "l") for a, b, c in product(syllables, repeat=3))
    words = _FUNCTION.split()
    rng = np.random.default_rng(1)
    pool = np.array([word for word, _ in zip(made, range(600_000), strict=False)], dtype=object)
    rng.shuffle(pool)
    return words + pool[: _VOCABULARY - len(words)].tolist()


def _cumulative(count: int) -> npt.NDArray[np.float64]:
    ranks = np.arange(1, count + 1) + _SHIFT
    shares = np.where(ranks < _BEND, ranks**-_HEAD, _BEND ** (_TAIL - _HEAD) * ranks**-_TAIL)
    total: npt.NDArray[np.float64] = np.cumsum(shares / shares.sum())
    return total


def passages(count: int, seed: int = 0) -> Iterator[str]:
    """`count` passages of WORDS words, in sentences."""
    rng = np.random.default_rng(seed)
    words = np.array(vocabulary(), dtype=object)
    cumulative = _cumulative(len(words))
    topics = np.searchsorted(cumulative, np.random.default_rng(2).random((_TOPICS, _TOPIC_WORDS)))
    for start in range(0, count, BLOCK):
        size = min(BLOCK, count - start)
        ids = np.searchsorted(cumulative, rng.random((size, WORDS)))
        topic = topics[rng.integers(_TOPICS, size=size)]
        own = np.take_along_axis(topic, rng.integers(_TOPIC_WORDS, size=(size, WORDS)), axis=1)
        ids = np.where(rng.random((size, WORDS)) < _TOPIC_SHARE, own, ids)
        for row in words[ids].tolist():
            for stop in range(15, WORDS, 16):
                row[stop] += "."
            yield " ".join(row) + "."


def questions(texts: Sequence[str], count: int, seed: int = 3, length: int = 10) -> list[str]:
    """Questions of `length` words: half function words, half words of one passage."""
    rng = np.random.default_rng(seed)
    function = _FUNCTION.split()
    asked = []
    for position in rng.integers(len(texts), size=count):
        own = [word for word in texts[position].replace(".", "").split() if word not in function]
        picked = rng.choice(own, size=max(1, length // 2)).tolist()
        asked.append(
            " ".join(["what is the", *picked, *rng.choice(function, size=length - length // 2 - 3).tolist()])
        )
    return asked
