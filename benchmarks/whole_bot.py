"""The whole bot on the shipped knowledge: what it refuses, and what it answers that it should not."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.trials import Collection
from bot.answer import AbstainAnswer, AmbiguousAnswer, Answer, PassagesAnswer
from bot.knowledge import Knowledge
from bot.query import parse_query
from bot.service import Answering, answer

_REFUSALS = (AbstainAnswer, AmbiguousAnswer)
_SAMPLE = 200  # questions of each collection


def chitchat() -> list[str]:
    """The small talk that no collection and no knowledge may answer with a passage."""
    lines = Path(__file__).with_name("chitchat.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def dev_questions(path: Path) -> tuple[list[str], list[str]]:
    """The questions that the seed document answers, and those that it does not; none without the file."""
    if not path.exists():
        return [], []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return (
        [row["question"] for row in rows if row["answerable"] == "yes"],
        [row["question"] for row in rows if row["answerable"] == "no"],
    )


def answered_rows(
    knowledge: Knowledge, questions: Path, off_topic: Sequence[Collection], threshold: float
) -> Iterator[dict[str, str | float]]:
    """Shares of questions refused and answered at a threshold, one row a kind of question.

    Small talk and off-topic questions count as answered when passages answer them; a question "with a name"
    has the name of a subject with a report at its end. Of the dev questions, look-ups count, too: what the
    seed document does not answer, the rest of the knowledge may.
    """
    name = knowledge.subjects[knowledge.contents.reports[0].subject].short
    settings = Answering(threshold=threshold)

    def answers(asked: Sequence[str]) -> list[Answer]:
        return [answer(parse_query(text, knowledge), knowledge, settings) for text in asked]

    def by_passages(asked: Sequence[str]) -> float:
        return float(np.mean([isinstance(found, PassagesAnswer) for found in answers(asked)]))

    def refused(asked: Sequence[str]) -> float:
        return float(np.mean([isinstance(found, _REFUSALS) for found in answers(asked)]))

    other = [text for collection in off_topic for text in collection.questions[:_SAMPLE]]
    for label, asked in (("chit-chat", chitchat()), ("collections", other)):
        if not asked:
            continue
        yield {"row": f"{label} on the knowledge", "answered": by_passages(asked)}
        yield {"row": f"{label} with a name", "answered": by_passages([f"{text} {name}" for text in asked])}
    own, hard = dev_questions(questions)
    if own and hard:
        yield {"row": "dev questions", "refused": refused(own), "answered": 1 - refused(hard)}
