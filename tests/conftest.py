"""What every test shares: the shipped knowledge, loaded once, and ways to ask it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answer import Answer
from bot.knowledge import Knowledge, load_knowledge
from bot.query import Command, parse_query
from bot.service import answer

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared"
"""Measuring data beside the project; absent on users' machines, where the tests that use it are skipped."""


@pytest.fixture(scope="session")
def shipped() -> Knowledge:
    """The knowledge that comes with the program."""
    return load_knowledge(PROJECT / "knowledge")


@pytest.fixture(scope="session")
def ask(shipped: Knowledge) -> Callable[..., Answer]:
    """Ask the shipped knowledge a question, by a command if one is given."""

    def asked(text: str, command: Command = Command.ASK) -> Answer:
        return answer(parse_query(text, shipped, command), shipped)

    return asked
