"""Suggestions while a name is being typed: by label, alias and everyday word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model import Graded
from bot.names.normalise import words
from bot.names.repair import nearest

if TYPE_CHECKING:
    from bot.knowledge import Knowledge

MOST = 25
"""Choices of an autocomplete (Discord developer documentation, application commands)."""
LONGEST = 100
"""Characters of a choice's label and value (same source)."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to show and what to send; both at most LONGEST characters."""

    label: str
    value: str


def suggest_subjects(typed: str, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """Subjects whose name or alias fits, those that begin so first; graded ones before others."""
    subjects = sorted(knowledge.contents.subjects, key=lambda item: (not item.graded, item.short))
    return _suggest(
        typed,
        [(subject.name, subject.short, (subject.short, *subject.aliases)) for subject in subjects],
    )


def suggest_areas(typed: str, knowledge: Knowledge, preferred: str = "") -> tuple[Suggestion, ...]:
    """Graded areas whose label, title or everyday word fits, those of the cycle looked in first at the top.

    That cycle is the framework with the id `preferred`, or the latest.
    """
    known: dict[str, list[str]] = {}
    for framework in knowledge.looked_in(knowledge.frameworks.get(preferred)):
        for area in framework.areas:
            if area.graded is not Graded.NO:
                known.setdefault(area.label, []).extend((area.title, *area.words))
    return _suggest(typed, [(label, label, tuple(names)) for label, names in known.items()])


def suggest_cycles(typed: str, knowledge: Knowledge, preferred: str = "") -> tuple[Suggestion, ...]:
    """Cycles, in the order in which they are looked in."""
    frameworks = knowledge.looked_in(knowledge.frameworks.get(preferred))
    return _suggest(typed, [(item.name, item.cycle, (item.cycle,)) for item in frameworks])


def suggest_frameworks(typed: str, knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """Programmes and their cycles, the latest first."""
    return _suggest(typed, [(item.name, item.name, (item.cycle,)) for item in knowledge.newest_first])


def _suggest(typed: str, items: Sequence[tuple[str, str, Iterable[str]]]) -> tuple[Suggestion, ...]:
    """Items are (label, value, other names). Typing errors are repaired when nothing else fits."""
    wanted = " ".join(words(typed[:LONGEST]))
    ranked = []
    for at, (label, value, names) in enumerate(items):
        fit = min((_fit(wanted, name) for name in (label, *names)), default=_NONE)
        if fit < _NONE:
            ranked.append((fit, at, Suggestion(label[:LONGEST], value[:LONGEST])))
    if not ranked and wanted:
        known = {name: item for item in items for name in (item[0], *item[2])}
        close = dict.fromkeys(known[name][:2] for name in nearest(wanted, known, limit=MOST))
        return tuple(Suggestion(label[:LONGEST], value[:LONGEST]) for label, value in close)[:MOST]
    return tuple(suggestion for _, _, suggestion in sorted(ranked, key=lambda item: item[:2]))[:MOST]


_NONE = 4


def _fit(wanted: str, name: str) -> int:
    """0 for the name itself, 1 where it begins so, 2 where a word of it does, 3 inside, else _NONE."""
    have = " ".join(words(name))
    if not wanted or have == wanted:
        return 0
    if have.startswith(wanted):
        return 1
    if f" {wanted}" in have:
        return 2
    return 3 if len(wanted) > 3 and wanted in have else _NONE
