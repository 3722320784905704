"""How well the bot knows what it cannot answer: `python -m benchmarks.abstention [--data DIR ...]`.

Every collection gets its own questions, which it answers, and the questions of the others, which are off
topic. The decision is fitted without the collection that it is measured on, and without its questions.
`--fit` fits to all collections and prints the constants to paste into `bot/index/evidence.py`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.logistic import Floats, auroc, fit
from benchmarks.trials import Collection, Trial, folders, read, trials
from benchmarks.whole_bot import answered_rows, chitchat
from bot.index import PassageIndex
from bot.index.evidence import DEFAULT_THRESHOLD, Weights, log_odds, observations, probability, tells_enough
from bot.knowledge import load_knowledge

PROJECT = Path(__file__).resolve().parents[1]
REFUSED = 0.05
"""Share of answerable questions refused at the point where off-topic answers are counted."""
SIGNS = np.array(Weights(unknown=-1, matched=1, pairs=1, score=1, searched=-1), dtype=float)
Row = dict[str, str | float]


def scores(trial: Trial, coefficients: Floats) -> Floats:
    """Log-odds by these coefficients, the bias last; shape (questions,)."""
    *weights, bias = map(float, coefficients)
    return np.array(
        [
            log_odds(seen, known_names=trial.names, weights=Weights(*weights), bias=bias)
            for seen in trial.evidence
        ]
    )


def fitted(run: Sequence[Trial]) -> Floats:
    """Coefficients of the observations and the bias, each collection, form and size weighing the same.

    In each of them the answerable questions weigh as much as the off-topic ones, and these the same from
    every source.
    """
    groups: dict[tuple[str, str, int], dict[str, list[Weights]]] = defaultdict(lambda: defaultdict(list))
    for trial in run:
        groups[trial.asked, trial.form, trial.size][trial.source] += [
            observations(seen) for seen in trial.evidence if tells_enough(seen, known_names=trial.names)
        ]
    rows, labels, weights = [], [], []
    for (asked, _, _), sources in groups.items():
        others = sum(1 for source, seen in sources.items() if source != asked and seen)
        for source, seen in sources.items():
            share = 1.0 if source == asked else 1 / others
            rows += seen
            labels += [float(source == asked)] * len(seen)
            weights += [share / len(seen)] * len(seen)
    return fit(np.array(rows), np.array(labels), np.array(weights), SIGNS)


def errors(run: Sequence[Trial], coefficients: Floats, threshold: float) -> dict[str, float]:
    """The figures of one collection in one form and size, sources weighing the same."""
    by_source: dict[str, list[Floats]] = defaultdict(list)
    for trial in run:
        by_source[trial.source].append(scores(trial, coefficients))
    asked = run[0].asked
    own = np.concatenate(by_source.pop(asked))
    others = [np.concatenate(parts) for parts in by_source.values()]
    least = np.quantile(own, REFUSED, method="lower")
    limit = np.log(threshold / (1 - threshold))
    return {
        "auroc": float(np.mean([auroc(own, other) for other in others])),
        "answered_at_5_refused": float(np.mean([(other >= least).mean() for other in others])),
        "refused": float((own < limit).mean()),
        "answered": float(np.mean([(other >= limit).mean() for other in others])),
    }


def collection_rows(run: Sequence[Trial], threshold: float) -> Iterator[Row]:
    """One row a collection and form, each by constants fitted without it, and their means."""
    groups: dict[tuple[str, int], dict[str, list[Trial]]] = defaultdict(lambda: defaultdict(list))
    for trial in run:
        groups[trial.form, trial.size if trial.form != "whole" else 0][trial.asked].append(trial)
    names = dict.fromkeys(trial.asked for trial in run)
    without = {
        name: fitted([trial for trial in run if name not in (trial.asked, trial.source)]) for name in names
    }
    for (form, size), by_name in groups.items():
        found = {name: errors(part, without[name], threshold) for name, part in by_name.items()}
        if form == "whole":
            for name, figures in found.items():
                yield {"row": name, **figures}
        mean = {
            key: float(np.mean([row[key] for row in found.values()])) for key in next(iter(found.values()))
        }
        yield {"row": "mean" if form == "whole" else f"mean, {form} {size} passages", **mean}


def extra_rows(collections: Sequence[Collection], threshold: float) -> Iterator[Row]:
    """Small talk and hard negatives, by the shipped constants."""
    for collection in collections:
        index = PassageIndex.build(collection.entries)
        for label, asked in (("chit-chat", chitchat()), ("unanswerable", collection.unanswerable)):
            if asked:
                passed = [probability(index.search(text).evidence) >= threshold for text in asked]
                yield {"row": f"{label} on {collection.name}", "answered": float(np.mean(passed))}


def print_table(rows: Iterable[Row], threshold: float) -> None:
    """The rows as columns of per cent; AUROC as a fraction."""
    print(f"{'':32} AUROC   answered at    refused  answered")
    print(f"{'':32}         5 % refused   at the threshold {threshold}")
    for row in rows:
        area = f"{row['auroc']:.3f}" if "auroc" in row else ""
        shares = [
            f"{100 * float(row[key]):.1f} %" if key in row else ""
            for key in ("answered_at_5_refused", "refused", "answered")
        ]
        print(f"{row['row']:32} {area:6}  {shares[0]:>11} {shares[1]:>9} {shares[2]:>9}", flush=True)


def constants(coefficients: Mapping[str, float]) -> str:
    """The lines to paste into `bot/index/evidence.py`."""
    *weights, bias = coefficients.items()
    inside = ", ".join(f"{name}={value:.2f}" for name, value in weights)
    return f"WEIGHTS: Final = Weights({inside})\nBIAS: Final = {bias[1]:.2f}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.abstention", description=__doc__)
    shared = PROJECT.parent / "shared"
    parser.add_argument("--data", type=Path, nargs="+", default=[shared / "ir"], metavar="DIR")
    parser.add_argument("--questions", type=Path, default=shared / "eval" / "seed-questions.csv")
    parser.add_argument("--knowledge", type=Path, default=PROJECT / "knowledge")
    parser.add_argument("--threshold", type=float, nargs="+", default=[DEFAULT_THRESHOLD], metavar="P")
    parser.add_argument("--sample", type=int, default=400, help="most questions of a source")
    parser.add_argument("--fit", action="store_true", help="print constants fitted to all collections")
    parser.add_argument("--json", action="store_true", help="one object a line")
    return parser.parse_args()


def main() -> None:
    """Read, measure, print."""
    given = _arguments()
    collections = [read(folder) for folder in folders(given.data)]
    if len(collections) < 3:
        sys.exit("Three collections or more are needed: one to measure on and two to fit to.")
    run = [trial for asked in collections for trial in trials(asked, collections, given.sample)]
    if given.fit:
        print(constants(dict(zip((*Weights._fields, "bias"), fitted(run), strict=True))))
        return
    knowledge = load_knowledge(given.knowledge)
    for threshold in given.threshold:
        rows = [*collection_rows(run, threshold), *extra_rows(collections, threshold)]
        rows += answered_rows(knowledge, given.questions, collections, threshold)
        if given.json:
            print("\n".join(json.dumps({"threshold": threshold, **row}) for row in rows))
        else:
            print_table(rows, threshold)


if __name__ == "__main__":
    main()
