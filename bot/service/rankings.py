"""One area over all subjects, best grade first, within one framework."""

from __future__ import annotations

from bot.answer import AbstainAnswer, AbstainReason, AmbiguousAnswer, Answer, RankingAnswer
from bot.knowledge import Knowledge
from bot.model import Framework, Graded, State
from bot.query import Query, Superlative
from bot.service.choices import area_choices
from bot.service.lookup import (
    by_grade,
    finding,
    finding_notes,
    frameworks_for,
    graded,
    reading_notes,
)
from bot.service.settings import Answering


def ranking_answer(query: Query, knowledge: Knowledge, settings: Answering) -> Answer:
    """Every subject (or a region's) in one area of the first cycle looked in that has it."""
    if not query.areas:
        return AbstainAnswer(AbstainReason.NO_AREA, (), area_choices(knowledge, query))
    mention = query.areas[0]
    frameworks = [
        item
        for item in frameworks_for(query, knowledge, ())
        if any(knowledge.judged(framework=item.id, area=area) for area in mention.within(item.id))
    ]
    if query.previous and len(frameworks) > 1:
        frameworks = frameworks[1:]
    if not frameworks:
        labels = [
            knowledge.area(item.id, area).label
            for item in frameworks_for(query, knowledge, ())
            for area in mention.within(item.id)
        ]
        cycles = ", ".join(item.name for item in query.frameworks or knowledge.newest_first)
        about = ("", labels[0] if labels else mention.typed, cycles)
        return AbstainAnswer(AbstainReason.NOT_HELD, about, area_choices(knowledge, query))
    framework = frameworks[0]
    areas = [area for area in mention.within(framework.id) if _gradeable(framework, area)]
    if len(areas) > 1:
        return AmbiguousAnswer(mention.typed, area_choices(knowledge, query, areas, framework))
    return _ranked(query, knowledge, framework, areas[0])


def _gradeable(framework: Framework, area: str) -> bool:
    found = framework.area(area)
    return found is not None and found.graded is not Graded.NO


def _ranked(query: Query, knowledge: Knowledge, framework: Framework, area: str) -> Answer:
    group = set(query.group)
    judged = [
        finding(knowledge, item)
        for item in knowledge.judged(framework=framework.id, area=area)
        if item.state is State.GRADED and (not group or item.subject in group)
    ]
    ranked = by_grade(graded(judged))
    of = [item for item in knowledge.contents.subjects if item.kind == framework.subject_kind and item.graded]
    subjects = len([item for item in of if not group or item.id in group])
    if not ranked:
        label = knowledge.area(framework.id, area).label
        return AbstainAnswer(AbstainReason.NOT_HELD, (query.group_name, label, framework.name))
    sought = query.sought
    if not sought and query.superlative is not None:
        end = ranked[0] if query.superlative is Superlative.BEST else ranked[-1]
        sought = (end.judgment.grade or "",)
    kept = [item for item in ranked if not sought or item.judgment.grade in sought]
    return RankingAnswer(
        framework,
        knowledge.area(framework.id, area),
        tuple(kept),
        held=len(ranked),
        subjects=subjects,
        sought=sought,
        group=query.group_name,
        notes=(*reading_notes(query, kept), *finding_notes(kept)),
    )
