"""Questions put to collections: their own, which they answer, and each other's, which are off topic."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.index import Entry, Features, PassageIndex

PARTS = ((40, 8), (160, 5), (640, 3))
"""Parts of a collection that are collections of their own: (passages, number of parts)."""
FILTERED = 2  # of these parts, so many are also searched as a filter on the whole
PART_QUESTIONS = 240  # per source and size of part


@dataclass(frozen=True, slots=True)
class Collection:
    """A retrieval collection in the layout of BEIR. `relevant` pairs a question's position with passages'."""

    name: str
    entries: tuple[Entry, ...]
    questions: tuple[str, ...]
    relevant: tuple[frozenset[int], ...]
    unanswerable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """Questions of one collection put to another, or to a part of it.

    `form` is "whole", "part" (an index of its own) or "filtered" (the whole's index, filtered).
    """

    asked: str
    source: str
    form: str
    size: int
    evidence: tuple[Features, ...]

    @property
    def answerable(self) -> bool:
        """Whether the questions are the collection's own."""
        return self.asked == self.source

    @property
    def names(self) -> int:
        """Names recognised in each question: a filter comes from one."""
        return int(self.form == "filtered")


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read(folder: Path) -> Collection:
    """The collection in this folder. Raises OSError, ValueError or KeyError for what is no collection."""
    passages = _lines(folder / "corpus.jsonl")
    questions = _lines(folder / "queries.jsonl")
    place = {row["_id"]: at for at, row in enumerate(passages)}
    held: dict[str, set[int]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if int(row["score"]) > 0 and row["corpus-id"] in place:
                held.setdefault(row["query-id"], set()).add(place[row["corpus-id"]])
    extra = folder / "unanswerable.jsonl"
    return Collection(
        folder.name,
        tuple(Entry(row["text"], row.get("title") or "") for row in passages),
        tuple(row["text"] for row in questions),
        tuple(frozenset(held.get(row["_id"], ())) for row in questions),
        tuple(row["text"] for row in _lines(extra)) if extra.exists() else (),
    )


def folders(data: Sequence[Path]) -> list[Path]:
    """The collections named: a folder with a corpus, or every such folder inside."""
    found = [
        folder
        for path in data
        for folder in ([path] if (path / "corpus.jsonl").exists() else sorted(path.glob("*")))
    ]
    return [folder for folder in found if (folder / "corpus.jsonl").exists()]


def _sample(items: Sequence[str], most: int, chance: random.Random) -> list[str]:
    return chance.sample(list(items), min(most, len(items)))


def whole(
    index: PassageIndex, collection: Collection, sources: Sequence[Collection], most: int
) -> Iterator[Trial]:
    """Up to `most` questions of every source put to the whole collection."""
    for source in sources:
        asked = _sample(source.questions, most, random.Random(source.name))
        evidence = tuple(index.search(question).evidence for question in asked)
        yield Trial(collection.name, source.name, "whole", len(collection.entries), evidence)


class _Part(NamedTuple):
    name: str
    start: int
    size: int
    most: int
    filtered: bool

    @property
    def positions(self) -> range:
        return range(self.start, self.start + self.size)


def _parts(collection: Collection) -> list[_Part]:
    chance = random.Random(collection.name)
    return [
        _Part(f"{size} {at}", chance.randrange(room), size, PART_QUESTIONS // count, at < FILTERED)
        for size, count in PARTS
        if (room := len(collection.entries) - size + 1) > 1
        for at in range(count)
    ]


def trials(collection: Collection, sources: Sequence[Collection], most: int) -> Iterator[Trial]:
    """The questions of all sources put to the collection and to parts of it.

    Parts are runs of neighbouring passages, so that a part is like a report or a few. When a part is
    searched as a filter on the whole, names are taken to have been read apart, as the bot does: a question
    that opens with a passage's title and a colon loses both.
    """
    parts = _parts(collection)
    index = PassageIndex.build(
        Entry(entry.text, entry.title, labels={"part": {part.name for part in parts if at in part.positions}})
        for at, entry in enumerate(collection.entries)
    )
    yield from whole(index, collection, sources, most)
    titles = {entry.title for source in (collection, *sources) for entry in source.entries}
    for part in parts:
        alone = PassageIndex.build(collection.entries[part.start : part.start + part.size])
        for source in sources:
            asked = _part_questions(collection, source, part.positions)
            asked = _sample(asked, part.most, random.Random(f"{source.name} {part.name}"))
            evidence = tuple(alone.search(question).evidence for question in asked)
            yield Trial(collection.name, source.name, "part", part.size, evidence)
            if part.filtered:
                where = {"part": {part.name}}
                bare = [_without_title(question, titles) for question in asked]
                evidence = tuple(index.search(question, where=where).evidence for question in bare)
                yield Trial(collection.name, source.name, "filtered", part.size, evidence)


def _part_questions(collection: Collection, source: Collection, part: range) -> list[str]:
    if source.name != collection.name:
        return list(source.questions)
    pairs = zip(source.questions, source.relevant, strict=True)
    return [question for question, held in pairs if not held.isdisjoint(part)]


def _without_title(question: str, titles: set[str]) -> str:
    title, colon, rest = question.partition(": ")
    return rest if colon and title in titles else question
