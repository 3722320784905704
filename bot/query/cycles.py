"""Inspection cycles named in a question: "2021/22", "2023-25", "in 2019"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import Framework
from bot.query.words import MONTHS

_RANGE = re.compile(r"(?<!\d)(20\d\d)\s?(?:[-/–—]|to)\s?((?:20)?\d\d)(?!\d)")
_SHORT_RANGE = re.compile(r"(?<![\d/.–—-])\d\d[/-]\d\d(?![\d/])")
_YEAR = re.compile(r"(?<![\d£.,])(19[5-9]\d|20[0-4]\d)(?![\d%])")
"""A year in which there may have been inspections; other numbers count something."""
_UNTIL = re.compile(
    rf"\b(?:by|until|before) (?:the end of |(?:\d{{1,2}} )?(?:{MONTHS}) )$|\bby $", re.IGNORECASE
)
"""What makes of the year behind it a date by which something has to be done."""
_DATE = 30
"""Characters that the rest of a date takes before its year."""


@dataclass(frozen=True, slots=True)
class Cycles:
    """`frameworks` whose cycle was named, newest first; `unknown` are years no cycle covers.

    `text` is the question with the named cycles blanked out, every other character in its place.
    """

    text: str
    frameworks: tuple[Framework, ...]
    unknown: tuple[str, ...]


def span(cycle: str) -> tuple[int, int]:
    """First and last year of a cycle as written: (2021, 2022) for "2021/22", (2015, 2015) for "2015"."""
    years = re.findall(r"\d+", cycle)
    if not years:
        return (0, 0)
    first = int(years[0])
    last = int(years[-1])
    if last < 100:
        last += first // 100 * 100
    return first, last


def find_cycles(text: str, frameworks: Iterable[Framework]) -> Cycles:
    """Find the cycles that a question names.

    A range must be a cycle's own, which may lack its century ("21/22"); a single year means every cycle that
    covers it, except in a date by which something has to be done.
    """
    known = list(frameworks)
    found: list[Framework] = []
    unknown: list[str] = []

    def take_range(match: re.Match[str]) -> str:
        first, last = span(f"{match[1]}-{match[2]}")
        # "2017/18" is not a cycle, but the one that covers its first year is what is meant.
        fitting = [item for item in known if span(item.cycle) == (first, last)]
        fitting = fitting or [item for item in known if span(item.cycle)[0] <= first <= span(item.cycle)[1]]
        found.extend(fitting)
        if not fitting:
            unknown.append(match[0])
        return " " * len(match[0])

    def take_short(match: re.Match[str]) -> str:
        # Only as a cycle is written: "18/19" is one, "aged 18-19" and "24/7" are not.
        fitting = [item for item in known if item.cycle[2:] == match[0]]
        found.extend(fitting)
        return " " * len(match[0]) if fitting else match[0]

    def take_year(match: re.Match[str]) -> str:
        if _UNTIL.search(text[max(0, match.start() - _DATE) : match.start()]):
            return match[0]
        year = int(match[1])
        fitting = [item for item in known if span(item.cycle)[0] <= year <= span(item.cycle)[1]]
        found.extend(fitting)
        if not fitting:
            unknown.append(match[0])
        return " " * len(match[0])

    rest = _YEAR.sub(take_year, _SHORT_RANGE.sub(take_short, _RANGE.sub(take_range, text)))
    unique = sorted(dict.fromkeys(found), key=lambda item: -item.year)
    return Cycles(rest, tuple(unique), tuple(dict.fromkeys(unknown)))
