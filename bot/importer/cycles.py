"""Cycles of a framework as texts write them, and whether a text speaks of another one."""

from __future__ import annotations

import re

from bot.importer.words import pattern_of
from bot.model import Framework

_RANGE = re.compile(r"\b((?:19|20)\d{2})\s*(?:[/–-]|to)\s*(?:(?:19|20)\d{2}|\d{2})\b")


def cycle_pattern(cycle: str) -> re.Pattern[str]:
    """A cycle in any spelling: 2021/22, 2021-22, 2021–2022; 2023-25, 2023 to 2025."""
    years = re.findall(r"\d+", cycle)
    if not years:
        return pattern_of(cycle)
    last = years[-1]
    if len(years) == 1:
        return re.compile(rf"\b{years[0]}\b(?!\s*[/–-]\s*\d)")
    return re.compile(rf"\b{years[0]}\s*(?:[/–-]|to|and)\s*(?:20)?{last[-2:]}\b")


def last_year(cycle: str, first: int) -> int:
    """The last year of a cycle: 2022 of "2021/22"."""
    years = re.findall(r"\d+", cycle)
    return int(str(first)[: 4 - len(years[-1])] + years[-1]) if years and len(years[-1]) in {2, 4} else first


def is_other_cycle(text: str, framework: Framework) -> bool:
    """Whether a text names cycles ("2023-25") and none of them is the framework's."""
    starts = [int(year) for year in _RANGE.findall(text)]
    return bool(starts) and framework.year not in starts
