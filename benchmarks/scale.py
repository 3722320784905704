"""How engines grow: `python -m benchmarks.scale --passages 1000,10000,100000,1000000`.

For every size made-up passages are written to a file, and one fresh process builds every engine from it and
asks them the same questions by turns, so that noise on the machine meets all alike. Ours is built into a
folder and reads the passages' text from the file. Beside the search alone (`p50_ms`, `p99_ms`) some figures
are ours only: `excerpts_`, a string in and ten hits with excerpts out; `rank_`, the first stage alone;
`long_`, questions of 300 words; `first_answer_s`, from the start of a process to the first answer of the
saved index.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.corpora import PROJECT
from benchmarks.engines import ENGINES, Engine, available
from benchmarks.measures import DEPTH, percentiles, resident
from benchmarks.retrieval import Row, table
from benchmarks.synthetic import passages, questions
from bot.index import Entry, PassageIndex, excerpt
from bot.index.passages import RERANKED

MOST = {"rank_bm25": 100_000, "fts5": 100_000}
"""Passages beyond which an engine is left out: it takes seconds for each question then."""
SLOW = {"rank_bm25": 20, "fts5": 20}
"""Questions asked of engines that would take minutes over all."""
ROUNDS = 3
_FIRST = (
    "import sys; from pathlib import Path; from bot.index import PassageIndex; "
    "PassageIndex.load(Path(sys.argv[1])).search(sys.argv[2])"
)


Key = tuple[str, str]
"""An engine and the prefix of the figures of one way to ask it."""


class Texts(Sequence[str]):
    """The lines of a file, read as they are asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = os.open(path, os.O_RDONLY)
        with path.open("rb") as lines:
            self._starts = np.cumsum([0, *map(len, lines)])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, position: Any) -> Any:
        start, end = self._starts[position : position + 2].tolist()
        return os.pread(self._file, end - start - 1, start).decode()

    def __iter__(self) -> Iterator[str]:
        with self._path.open(encoding="utf-8") as lines:
            yield from (line.removesuffix("\n") for line in lines)


class Ours(Engine):
    """Our index in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, passages: Iterator[tuple[str, str]]) -> None:
        """See Engine."""
        entries = (Entry(text, title) for title, text in passages)
        self.index = PassageIndex.build(entries, folder=self.folder)

    def search(self, question: str, count: int) -> list[int]:
        """See Engine."""
        return [hit.position for hit in self.index.search(question, count).hits]

    def rank(self, question: str) -> object:
        """The first stage alone, from the string to the positions that the second stage gets."""
        return self.index._first_stage(self.index._understand(question), RERANKED)

    def first_answer(self, question: str) -> float:
        """Seconds from the start of a process to the first answer of the saved index."""
        begin = time.perf_counter()
        command = [sys.executable, "-c", _FIRST, str(self.folder), question]
        subprocess.run(command, check=True, cwd=PROJECT)
        return time.perf_counter() - begin


def measure(path: Path, names: Sequence[str], count: int) -> Iterator[Row]:
    """The engines over the passages of a file, in this process."""
    texts = Texts(path)
    asked = questions(texts, count)
    long = questions(texts, count // 10, length=300)
    engines: dict[str, Engine] = {}
    found: dict[str, Row] = {}
    for name in names:
        engine: Engine = Ours(path.parent / "index") if name == "ours" else ENGINES[name]()
        before, begin = resident(), time.perf_counter()
        engine.build(("", text) for text in texts)
        found[name] = {"engine": name, "passages": len(texts), "build_s": time.perf_counter() - begin}
        engine.search(asked[0], DEPTH)
        gc.collect()
        found[name]["rss_mb"] = resident() - before
        engines[name] = engine
    tasks: dict[tuple[str, str], tuple[Callable[[str], object], Sequence[str]]] = {}
    for name, engine in engines.items():
        tasks[name, ""] = (
            (lambda question, engine=engine: engine.search(question, DEPTH)),
            asked[: SLOW.get(name)],
        )
    if isinstance(ours := engines.get("ours"), Ours):
        tasks["ours", "excerpts_"] = lambda question: _with_excerpts(ours, texts, question), asked
        tasks["ours", "rank_"] = ours.rank, asked
        tasks["ours", "long_"] = lambda question: ours.search(question, DEPTH), long
    for (name, prefix), times in by_turns(tasks).items():
        found[name] |= {f"{prefix}{key}": value for key, value in percentiles(times).items()}
    if isinstance(ours, Ours):
        found["ours"]["first_answer_s"] = min(ours.first_answer(asked[0]) for _ in range(ROUNDS))
    yield from found.values()


def _with_excerpts(ours: Ours, texts: Texts, question: str) -> object:
    found = ours.index.search(question, DEPTH)
    return [excerpt(texts[hit.position], found.stems) for hit in found.hits]


def by_turns(tasks: dict[Key, tuple[Callable[[str], object], Sequence[str]]]) -> dict[Key, list[float]]:
    """Milliseconds of each task's questions, the tasks taking turns; after one round to warm up."""
    times: dict[Key, list[float]] = {key: [] for key in tasks}
    for turn in range(ROUNDS + 1):
        for key, (task, asked) in tasks.items():
            for question in asked:
                begin = time.perf_counter()
                task(question)
                if turn:
                    times[key].append(1000 * (time.perf_counter() - begin))
    return times


def rows(sizes: Sequence[int], engines: Sequence[str], count: int) -> Iterator[Row]:
    """Every engine at every size."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "passages.txt"
            with path.open("w", encoding="utf-8") as file:
                file.writelines(f"{text}\n" for text in passages(size))
            names = [name for name in engines if size <= MOST.get(name, size)]
            command = [sys.executable, "-m", "benchmarks.scale", "--one", str(path), "--engines", *names]
            command += ["--questions", str(count)]
            done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False)
            if done.returncode:
                raise SystemExit(f"{size} passages failed:\n{done.stderr}")
            yield from map(json.loads, done.stdout.splitlines())


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description="How engines grow with the number of passages.")
    sizes = [1_000, 10_000, 100_000]
    parser.add_argument("--passages", type=lambda text: list(map(int, text.split(","))), default=sizes)
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES), default=available())
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        for row in measure(options.one, options.engines, options.questions):
            print(json.dumps(row), flush=True)
        return
    measured = []
    for row in rows(options.passages, options.engines, options.questions):
        measured.append(row)
        if options.json:
            print(json.dumps(row), flush=True)
    if not options.json:
        print("\n".join(table(measured)))


if __name__ == "__main__":
    main()
