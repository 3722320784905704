"""A draft: what the importer proposes and a person reviews."""

from __future__ import annotations

from dataclasses import dataclass

from bot.importer.furniture import LeftOut
from bot.model import Report, State


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that something rests on and where they stand; `number` is that of their paragraph."""

    text: str
    number: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A judgment that the source states, for a person to accept.

    `combined` marks a grade that no single sentence gives: a count ("requires improvement in three areas")
    and a list of exactly that many criticised areas give it together; `evidence` is then the list.
    """

    area: str
    state: State
    grade: str | None
    evidence: Evidence
    combined: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A number of areas that the source announces: with this grade, or in all when `grade` is None."""

    grade: str | None
    areas: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class TallyProposal:
    """How many areas got each grade, where the announced and the named ones add up to the announced total."""

    areas_graded: int
    grades: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """One source, understood.

    `notes` are sentences for the person who reviews: what the source leaves open, what did not add up, what
    had to be guessed. `source` is the name of the file or the address that was read.
    """

    report: Report
    proposals: tuple[Proposal, ...]
    counts: tuple[Count, ...]
    tally: TallyProposal | None
    notes: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    source: str
