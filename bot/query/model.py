"""`Query`: what a question asks for, with every name in it resolved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model import Framework, PassageKind, Subject
from bot.names import AreaMention, SubjectMention
from bot.query.expects import Expected
from bot.query.speakers import Saying


class Command(StrEnum):
    """The way a question was put: a command of this name, or ASK for plain words."""

    GRADE = "grade"
    FORCE = "force"
    COMPARE = "compare"
    RANK = "rank"
    ASK = "ask"
    AREAS = "areas"
    FORCES = "forces"
    SOURCES = "sources"
    ABOUT = "about"
    HELP = "help"


class Wants(StrEnum):
    """The shape of the answer that a question asks for."""

    GRADE = "grade"
    """One subject in one area (or the few areas that one word names)."""
    TABLE = "table"
    """One subject in all areas, perhaps only with certain grades."""
    OVERALL = "overall"
    """A grade for the whole subject."""
    COMPARISON = "comparison"
    RANKING = "ranking"
    PASSAGES = "passages"


class Superlative(StrEnum):
    """Which end of the scale is asked for."""

    BEST = "best"
    WORST = "worst"


@dataclass(frozen=True, slots=True)
class Query:
    """One question, understood as far as its words allow.

    `subjects` are resolved; `unclear` are mentions that fit several subjects. `group` and `group_name` limit
    a ranking to a region or country. `areas` are mentions, since the same words name different areas in
    different cycles. `frameworks` are the cycles that were named (newest first), `preferred` the one to look
    in first where none was, `unknown_cycles` the years that no cycle covers. `sought` are steps of a scale,
    `number` a stated count ("which four areas").
    `unknown` are words that name nothing the knowledge has and are not said of anything else either.
    `soft` says that passages are tried before the look-up, `empty` that nothing is left of the question but
    greetings and words of asking, `evaluating` that it asks how well something is done. `expects` is what an
    answering passage must contain. `terms` is the text that the passages are searched for: without subjects,
    roles and cycles.
    """

    text: str
    command: Command
    wants: Wants
    terms: str
    subjects: tuple[Subject, ...] = ()
    unclear: tuple[SubjectMention, ...] = ()
    group: tuple[str, ...] = ()
    group_name: str = ""
    areas: tuple[AreaMention, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    preferred: Framework | None = None
    unknown_cycles: tuple[str, ...] = ()
    every_cycle: bool = False
    previous: bool = False
    sought: tuple[str, ...] = ()
    superlative: Superlative | None = None
    number: int | None = None
    counting: bool = False
    saying: Saying | None = None
    kinds: tuple[PassageKind, ...] = ()
    unknown: tuple[str, ...] = ()
    expects: Expected | None = None
    soft: bool = False
    other_body: str = ""
    repaired: tuple[tuple[str, str], ...] = ()
    cut: bool = False
    empty: bool = False
    evaluating: bool = False
