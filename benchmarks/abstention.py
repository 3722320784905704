"""How well the bot knows what it cannot answer: `python -m benchmarks.abstention [--data DIR ...]`.

Every collection gets its own questions, which it answers, and the questions of the others, which are off
topic. The decision is fitted without the collection that it is measured on, and without its questions.
`--fit` fits to all collections and prints the constants to paste into `bot/index/evidence.py`.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.logistic import Floats, auroc, fit
from benchmarks.trials import Collection, Trial, folders, read, trials
from bot.answer import AbstainAnswer, AmbiguousAnswer, PassagesAnswer
from bot.index import PassageIndex
from bot.index.evidence import DEFAULT_THRESHOLD, Weights, log_odds, observations, probability, tells_enough
from bot.knowledge import Knowledge, load_knowledge
from bot.query import parse_query
from bot.service import answer

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


def errors(run: Sequence[Trial], coefficients: Floats) -> dict[str, float]:
    """The figures of one collection in one form and size, sources weighing the same."""
    by_source: dict[str, list[Floats]] = defaultdict(list)
    for trial in run:
        by_source[trial.source].append(scores(trial, coefficients))
    asked = run[0].asked
    own = np.concatenate(by_source.pop(asked))
    others = [np.concatenate(parts) for parts in by_source.values()]
    least = np.quantile(own, REFUSED, method="lower")
    limit = np.log(DEFAULT_THRESHOLD / (1 - DEFAULT_THRESHOLD))
    return {
        "auroc": float(np.mean([auroc(own, other) for other in others])),
        "answered_at_5_refused": float(np.mean([(other >= least).mean() for other in others])),
        "refused": float((own < limit).mean()),
        "answered": float(np.mean([(other >= limit).mean() for other in others])),
    }


def collection_rows(run: Sequence[Trial]) -> Iterator[Row]:
    """One row a collection and form, each by constants fitted without it, and their means."""
    groups: dict[tuple[str, int], dict[str, list[Trial]]] = defaultdict(lambda: defaultdict(list))
    for trial in run:
        groups[trial.form, trial.size if trial.form != "whole" else 0][trial.asked].append(trial)
    names = dict.fromkeys(trial.asked for trial in run)
    without = {
        name: fitted([trial for trial in run if name not in (trial.asked, trial.source)]) for name in names
    }
    for (form, size), by_name in groups.items():
        found = {name: errors(part, without[name]) for name, part in by_name.items()}
        if form == "whole":
            for name, figures in found.items():
                yield {"row": name, **figures}
        mean = {
            key: float(np.mean([row[key] for row in found.values()])) for key in next(iter(found.values()))
        }
        yield {"row": "mean" if form == "whole" else f"mean, {form} {size} passages", **mean}


def chitchat() -> list[str]:
    """The small talk that no collection may answer."""
    lines = (PROJECT / "benchmarks" / "chitchat.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def extra_rows(collections: Sequence[Collection]) -> Iterator[Row]:
    """Small talk and hard negatives, by the shipped constants and threshold."""
    for collection in collections:
        index = PassageIndex.build(collection.entries)
        for label, asked in (("chit-chat", chitchat()), ("unanswerable", collection.unanswerable)):
            if asked:
                passed = [probability(index.search(text).evidence) >= DEFAULT_THRESHOLD for text in asked]
                yield {"row": f"{label} on {collection.name}", "answered": float(np.mean(passed))}


def knowledge_rows(knowledge: Knowledge, questions: Path, off_topic: Sequence[Collection]) -> Iterator[Row]:
    """The whole bot on the shipped knowledge: small talk, off-topic and, where at hand, dev questions.

    `answered` counts answers by passages, save for the dev questions: all answers, look-ups too.
    """
    kent = next(knowledge.subjects[report.subject].short for report in knowledge.contents.reports)

    def share(asked: Sequence[str], kinds: tuple[type, ...]) -> float:
        answers = (answer(parse_query(text, knowledge), knowledge) for text in asked)
        return float(np.mean([isinstance(found, kinds) for found in answers]))

    small = chitchat()
    yield {"row": "chit-chat on the knowledge", "answered": share(small, (PassagesAnswer,))}
    named = [f"{text} {kent}" for text in small]
    yield {"row": "chit-chat with a name on it", "answered": share(named, (PassagesAnswer,))}
    if off_topic:
        answered = [share(other.questions[:200], (PassagesAnswer,)) for other in off_topic]
        yield {"row": "collections on the knowledge", "answered": float(np.mean(answered))}
        answered = [
            share([f"{text} {kent}" for text in other.questions[:200]], (PassagesAnswer,))
            for other in off_topic
        ]
        yield {"row": "collections with a name on it", "answered": float(np.mean(answered))}
    if questions.exists():
        with questions.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        own = [row["question"] for row in rows if row["answerable"] == "yes"]
        hard = [row["question"] for row in rows if row["answerable"] == "no"]
        abstained = (AbstainAnswer, AmbiguousAnswer)
        yield {
            "row": "dev questions",
            "refused": share(own, abstained),
            "answered": 1 - share(hard, abstained),
        }


def print_table(rows: Iterable[Row]) -> None:
    """The rows as columns of per cent; AUROC as a fraction."""
    print(f"{'':32} AUROC   answered at    refused  answered")
    print(f"{'':32}         5 % refused   at the threshold {DEFAULT_THRESHOLD}")
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
    rows = [*collection_rows(run), *extra_rows(collections)]
    rows += knowledge_rows(load_knowledge(given.knowledge), given.questions, collections)
    if given.json:
        print("\n".join(json.dumps(row) for row in rows))
    else:
        print_table(rows)


if __name__ == "__main__":
    main()
