"""Retrieval collections in BEIR's layout: `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` in a folder."""

from __future__ import annotations

import csv
import json
import random
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.index.analysis import STOP_WORDS, WORD

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT / "../shared/ir"
"""Where the public collections lie beside a checkout; see its README for their sources and licences."""
_SHORTEST = 4  # letters of a word that a typing error is put into


@dataclass(frozen=True, slots=True)
class Corpus:
    """`passages` are (title, text); `relevant[i]` grades positions of passages for question i."""

    name: str
    passages: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]
    relevant: tuple[Mapping[int, float], ...]


def read(folder: Path) -> Corpus:
    """The collection in this folder; questions without a relevant passage are left out.

    Raises OSError, ValueError or KeyError for what is no collection.
    """
    passages = list(_rows(folder / "corpus.jsonl"))
    questions = list(_rows(folder / "queries.jsonl"))
    place = {row["_id"]: position for position, row in enumerate(passages)}
    relevant: dict[str, dict[int, float]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if float(row["score"]) > 0 and row["corpus-id"] in place:
                relevant.setdefault(row["query-id"], {})[place[row["corpus-id"]]] = float(row["score"])
    kept = [row for row in questions if row["_id"] in relevant]
    return Corpus(
        folder.name,
        tuple((row.get("title") or "", row["text"]) for row in passages),
        tuple(row["text"] for row in kept),
        tuple(relevant[row["_id"]] for row in kept),
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as file:
        yield from (json.loads(line) for line in file if line.strip())


def folders(data: Sequence[Path]) -> list[Path]:
    """The collections at these paths: folders with a `corpus.jsonl`, or folders of such folders."""
    found = []
    for path in data:
        found += (
            [path]
            if (path / "corpus.jsonl").exists()
            else sorted(f.parent for f in path.glob("*/corpus.jsonl"))
        )
    return found


def with_errors(questions: Sequence[str], seed: int = 0) -> list[str]:
    """The questions with one typing error in one content word of each: a letter missing, too many or wrong,
    or two swapped. A question without a word of four letters that is no stop word stays as it is.
    """
    rng = random.Random(seed)
    return [_with_error(question, rng) for question in questions]


def _with_error(question: str, rng: random.Random) -> str:
    words = [
        match
        for match in WORD.finditer(question)
        if match[0].isalpha() and len(match[0]) >= _SHORTEST and match[0].lower() not in STOP_WORDS
    ]
    if not words:
        return question
    match = rng.choice(words)
    typed = word = match[0]
    while typed == word:
        place, letter = rng.randrange(len(word)), rng.choice(string.ascii_lowercase)
        head, tail = word[:place], word[place:]
        typed = rng.choice(
            [
                head + tail[1:],
                head + letter + tail,
                head + letter + tail[1:],
                head + tail[1:2] + tail[:1] + tail[2:],
            ]
        )
    return question[: match.start()] + typed + question[match.end() :]
