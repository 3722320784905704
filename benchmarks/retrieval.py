"""How well and how fast engines find: `python -m benchmarks.retrieval --data DIR [DIR ...]`.

Every engine runs over every collection in a process of its own, one after the other. With `--errors` the
questions are asked a second time with one typing error in a content word of each (`ndcg@10 typed`).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.corpora import PROJECT, SHARED, folders, read, with_errors
from benchmarks.engines import ENGINES, available
from benchmarks.measures import DEPTH, latencies, quality, resident

Row = dict[str, str | float]


def measure(name: str, folder: Path, errors: bool) -> Row:
    """One engine over one collection, in this process."""
    corpus = read(folder)
    engine = ENGINES[name]()
    before = resident()
    begin = time.perf_counter()
    engine.build(corpus.passages)
    row: Row = {"engine": name, "collection": corpus.name, "build_s": time.perf_counter() - begin}
    rankings = [engine.search(question, DEPTH) for question in corpus.questions]
    row |= quality(rankings, corpus.relevant)
    row |= {"rss_mb": resident() - before}
    row |= latencies(lambda question: engine.search(question, DEPTH), corpus.questions)
    if errors:
        typed = [engine.search(question, DEPTH) for question in with_errors(corpus.questions)]
        row[f"ndcg@{DEPTH} typed"] = quality(typed, corpus.relevant)[f"ndcg@{DEPTH}"]
    return row


def rows(data: Sequence[Path], engines: Sequence[str], errors: bool) -> Iterator[Row]:
    """Every engine over every collection, each in a process of its own."""
    for folder in folders(data):
        for name in engines:
            command = [sys.executable, "-m", "benchmarks.retrieval", "--one", "--engines", name]
            command += ["--errors"] * errors + ["--data", str(folder.resolve())]
            done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False)
            if done.returncode:
                raise SystemExit(f"{name} over {folder.name} failed:\n{done.stderr}")
            yield json.loads(done.stdout)


def means(measured: Iterable[Row]) -> Iterator[Row]:
    """The mean over the collections for each engine."""
    by_engine: dict[str, list[Row]] = {}
    for row in measured:
        by_engine.setdefault(str(row["engine"]), []).append(row)
    for name, own in by_engine.items():
        figures = {
            key: sum(float(row[key]) for row in own) / len(own)
            for key in own[0]
            if key not in ("engine", "collection")
        }
        yield {"engine": name, "collection": "mean", **figures}


def table(measured: Sequence[Row]) -> Iterator[str]:
    """Rows as lines of a Markdown table; a figure that a row lacks is left out."""
    names = list(dict.fromkeys(name for row in measured for name in row))
    yield f"| {' | '.join(names)} |"
    yield "|" + "---|" * len(names)
    for row in measured:
        cells = [_cell(row.get(name, "")) for name in names]
        yield f"| {' | '.join(cells)} |"


def _cell(figure: str | float) -> str:
    return f"{figure:.3f}" if isinstance(figure, float) else str(figure)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--data", nargs="+", type=Path, default=[SHARED], metavar="DIR")
    parser.add_argument(
        "--engines", nargs="+", default=available(), metavar="ENGINE", help=", ".join(ENGINES)
    )
    parser.add_argument("--errors", action="store_true", help="ask again with typing errors")
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.engines = [name for words in options.engines for name in words.split(",") if name]
    if unknown := [name for name in options.engines if name not in ENGINES]:
        parser.error(f"no engine {unknown[0]!r}; there are {', '.join(ENGINES)}")
    if options.one:
        print(json.dumps(measure(options.engines[0], options.data[0], options.errors)))
        return
    if not folders(options.data):
        parser.error("no folder with a corpus.jsonl there")
    measured = []
    for row in rows(options.data, options.engines, options.errors):
        measured.append(row)
        if options.json:
            print(json.dumps(row), flush=True)
    if not options.json:
        print("\n".join(table([*measured, *means(measured)])))


if __name__ == "__main__":
    main()
