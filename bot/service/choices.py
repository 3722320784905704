"""What a question may have meant, as choices the asker can take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.answer import Choice
from bot.knowledge import Knowledge
from bot.model import Framework, Graded
from bot.names import nearest
from bot.query import Query

MOST = 25
"""As many as a Discord select menu holds."""

HINTS = 4
"""Other names that are shown with a choice."""


def rest_of(query: Query) -> str:
    """What a question says besides a subject, to be asked of the one that is chosen: its area and cycle."""
    area = query.areas[0].typed if query.areas else ""
    return f"{area} {_cycle(query)}".strip()


def _cycle(query: Query) -> str:
    return query.frameworks[0].cycle if len(query.frameworks) == 1 else ""


def subject_choices(knowledge: Knowledge, subjects: Iterable[str], rest: str = "") -> tuple[Choice, ...]:
    """One choice a subject; `rest` is carried over into the text that asks for it."""
    found = [knowledge.subjects[subject] for subject in subjects]
    shared = Counter(item.short for item in found)
    names = [item.short if shared[item.short] == 1 else item.name for item in found]
    return tuple(
        Choice(item.name, f"{name} {rest}".strip(), ", ".join(item.aliases[:HINTS]))
        for item, name in zip(found, names, strict=True)
    )[:MOST]


def area_choices(
    knowledge: Knowledge, query: Query, ids: Iterable[str] | None = None, framework: Framework | None = None
) -> tuple[Choice, ...]:
    """One choice a graded area of the framework asked for (or looked in first), or of these areas only."""
    framework = framework or _inspecting(query, query.frameworks or knowledge.looked_in(query.preferred))
    wanted = None if ids is None else set(ids)
    prefix = query.subjects[0].short if query.subjects else query.group_name
    cycle = framework.cycle if _cycle(query) else ""
    return tuple(
        Choice(
            area.label or area.title,
            f"{prefix} {area.label or area.title} {cycle}".strip(),
            ", ".join(area.words[:HINTS]),
        )
        for area in framework.areas
        if (area.graded is not Graded.NO if wanted is None else area.id in wanted)
    )[:MOST]


def _inspecting(query: Query, frameworks: Sequence[Framework]) -> Framework:
    """The first framework that inspects what the question names."""
    kinds = {subject.kind for subject in query.subjects[:1]}
    return next((one for one in frameworks if one.subject_kind in kinds), frameworks[0])


def nearest_choices(knowledge: Knowledge, query: Query, cutoff: float = 60.0) -> tuple[Choice, ...]:
    """The subjects whose names are most like the words that name nothing; `cutoff` is a percentage."""
    names = {
        name: subject
        for subject in knowledge.contents.subjects
        if subject.graded
        for name in (subject.short, subject.name, *subject.aliases)
    }
    typed = " ".join(query.unknown)
    found = dict.fromkeys(names[name].id for name in nearest(typed, names, limit=8, cutoff=cutoff))
    return subject_choices(knowledge, list(found)[:3], rest_of(query))
