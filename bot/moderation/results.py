"""What comes of an attempt to change the knowledge: its results, and the exceptions that stand in its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.knowledge.faults import Fault
from bot.moderation.changes import Change
from bot.moderation.generations import Generation
from bot.moderation.history import Kind


@dataclass(frozen=True, slots=True)
class AtWork:
    """Who is at it: a user's id or HOST, with what, since when."""

    who: int
    kind: Kind
    since: datetime


class OccupiedError(Exception):
    """Somebody else is at it."""

    def __init__(self, at_work: AtWork) -> None:
        super().__init__(at_work.kind)
        self.at_work = at_work


class StaleError(Exception):
    """What was to be applied is not what the knowledge folder holds now, or not against what is served."""

    def __str__(self) -> str:
        return "it was out of date"


class UnknownVersionError(Exception):
    """No such version is kept. `kept` are those that are, the newest first."""

    def __init__(self, kept: tuple[Generation, ...]) -> None:
        super().__init__("no such version is kept")
        self.kept = kept


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The knowledge folder holds what is served, or what was asked for is served already."""

    version: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The change waits for Apply or Discard. `other` was shown one before and has not decided."""

    change: Change
    who: int
    at: datetime
    other: Asked | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """The change is served."""

    change: Change


@dataclass(frozen=True, slots=True)
class Discarded:
    """The change is not served, and not by a restart either until the files change again."""

    version: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with the knowledge folder, and what a person should look at."""

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


Result = Unchanged | Asked | Applied
