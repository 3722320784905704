"""Whether the second stage's constants suit one collection only: `python -m benchmarks.constants`.

For every collection the setting of a small grid is printed that the *other* collections choose, by their mean
nDCG@10, with what it reaches on this one, beside the shipped setting and the best for this one.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from statistics import fmean
from unittest.mock import patch

from benchmarks.corpora import SHARED, Corpus, folders, read
from benchmarks.measures import ndcg
from bot.index import Entry, PassageIndex, reranking

GRID = {"COVERAGE": (0.3, 0.6, 0.9), "PAIRS": (0.2, 0.4, 0.6), "RESEMBLANCE": (0.15, 0.3, 0.45)}
SHIPPED = tuple(getattr(reranking, name) for name in GRID)
QUESTIONS = 400
"""Of a collection; more change the third digit."""

Setting = tuple[float, ...]


def measure(corpus: Corpus, settings: Sequence[Setting]) -> dict[Setting, float]:
    """The mean nDCG@10 of a collection under each setting."""
    index = PassageIndex.build(Entry(text, title) for title, text in corpus.passages)
    every = max(1, len(corpus.questions) // QUESTIONS)
    asked = list(zip(corpus.questions, corpus.relevant, strict=True))[::every]
    reached = {}
    for setting in settings:
        with patch.multiple(reranking, **dict(zip(GRID, setting, strict=True))):
            reached[setting] = fmean(
                ndcg([hit.position for hit in index.search(question).hits], relevant)
                for question, relevant in asked
            )
    return reached


def chosen(measured: Mapping[str, Mapping[Setting, float]], settings: Sequence[Setting]) -> Setting:
    """The setting with the best mean over some collections."""
    return max(settings, key=lambda setting: fmean(reached[setting] for reached in measured.values()))


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description="Whether the constants suit one collection only.")
    parser.add_argument("--data", nargs="+", type=Path, default=[SHARED], metavar="DIR")
    options = parser.parse_args()
    settings = list(product(*GRID.values()))
    measured = {folder.name: measure(read(folder), settings) for folder in folders(options.data)}
    if len(measured) < 2:
        parser.error("at least two collections are needed")
    print(f"| collection | chosen by the others {tuple(GRID)} | nDCG@10 | shipped {SHIPPED} | best |")
    print("|---|---|---|---|---|")
    for name, reached in measured.items():
        others = {other: found for other, found in measured.items() if other != name}
        setting = chosen(others, settings)
        best = max(reached.values())
        print(f"| {name} | {setting} | {reached[setting]:.4f} | {reached[SHIPPED]:.4f} | {best:.4f} |")


if __name__ == "__main__":
    main()
