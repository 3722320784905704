"""Several subjects, several areas or several cycles side by side."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import AbstainAnswer, AbstainReason, AmbiguousAnswer, Answer, ComparisonAnswer, Finding
from bot.knowledge import Knowledge
from bot.model import Area, Framework, Graded, Subject
from bot.query import Query
from bot.service.choices import area_choices
from bot.service.judgments import grade_answer, table_answer
from bot.service.lookup import (
    ambiguous_part,
    finding_notes,
    frameworks_for,
    held,
    not_comparable,
    reading_notes,
)
from bot.service.passages import excerpts_note, supporting_excerpts
from bot.service.rankings import ranking_answer
from bot.service.settings import Answering


def comparison_answer(query: Query, knowledge: Knowledge, settings: Answering) -> Answer:
    """Side by side within the first cycle that has most of what is asked; cycles only when named."""
    subjects = _subjects(query, knowledge)
    if not subjects:
        return ranking_answer(query, knowledge, settings)
    frameworks = frameworks_for(query, knowledge, {subject.kind for subject in subjects})
    if not frameworks:
        names = ", ".join(subject.name for subject in subjects)
        return AbstainAnswer(AbstainReason.NOT_HELD, (names, "", ""))
    across = len(query.frameworks) > 1 or query.every_cycle
    if len(subjects) == 1 and len(query.areas) < 2:
        if query.areas and not across:
            return grade_answer(query, knowledge, settings)
        if not query.areas:
            return table_answer(query, knowledge, settings)
    shown = frameworks if across else (_fullest(query, knowledge, subjects, frameworks),)
    for framework in shown:
        for mention in query.areas:
            if ambiguous_part(mention, framework):
                choices = area_choices(knowledge, query, mention.within(framework.id), framework)
                return AmbiguousAnswer(mention.typed, choices)
    return _side_by_side(query, knowledge, subjects, shown, settings)


def _subjects(query: Query, knowledge: Knowledge) -> tuple[Subject, ...]:
    if query.subjects or not query.group:
        return query.subjects
    return tuple(knowledge.subjects[subject] for subject in query.group)


def _areas(query: Query, framework: Framework) -> list[Area]:
    """The areas named, as this framework has them, or all that it grades."""
    if not query.areas:
        return [area for area in framework.areas if area.graded is not Graded.NO]
    ids = dict.fromkeys(area for mention in query.areas for area in mention.within(framework.id))
    return [area for area in framework.areas if area.id in ids]


def _found(
    knowledge: Knowledge, subjects: Sequence[Subject], framework: Framework, areas: Sequence[Area]
) -> list[Finding]:
    return [
        item
        for area in areas
        for subject in subjects
        for item in held(knowledge, subject, framework, [area.id])
    ]


def _fullest(
    query: Query, knowledge: Knowledge, subjects: Sequence[Subject], frameworks: Sequence[Framework]
) -> Framework:
    """The first cycle that judged every subject in every area named, else the one with most of them."""

    def pairs(framework: Framework) -> int:
        found = _found(knowledge, subjects, framework, _areas(query, framework))
        if query.areas:
            return len({(item.subject.id, _mention(query, item)) for item in found})
        return len({item.subject.id for item in found})

    return max(frameworks, key=pairs)


def _mention(query: Query, item: Finding) -> int:
    ids = [mention.within(item.framework.id) for mention in query.areas]
    return next((at for at, areas in enumerate(ids) if item.area.id in areas), -1)


def _side_by_side(
    query: Query,
    knowledge: Knowledge,
    subjects: Sequence[Subject],
    frameworks: Sequence[Framework],
    settings: Answering,
) -> Answer:
    findings: list[Finding] = []
    missing: list[tuple[Subject, Area]] = []
    areas: dict[str, Area] = {}
    for framework in frameworks:
        here = _areas(query, framework)
        found = _found(knowledge, subjects, framework, here)
        if not query.areas:
            judged = {item.area.id for item in found}
            here = [area for area in here if area.id in judged]
        areas |= {area.id: area for area in here}
        findings += found
        pairs = {(item.subject.id, item.area.id) for item in found}
        missing += [(s, area) for area in here for s in subjects if (s.id, area.id) not in pairs]
    if not findings:
        names = ", ".join(subject.name for subject in subjects)
        labels = ", ".join(area.label for area in areas.values())
        cycles = ", ".join(framework.name for framework in frameworks)
        return AbstainAnswer(AbstainReason.NOT_HELD, (names, labels, cycles))
    used = list(dict.fromkeys(item.framework for item in findings))
    excerpts = supporting_excerpts(query, knowledge, findings, settings)
    return ComparisonAnswer(
        tuple(subjects),
        tuple(areas.values()),
        tuple(findings),
        tuple(missing),
        excerpts.shown,
        excerpts.more,
        (
            *reading_notes(query, findings),
            *finding_notes(findings),
            *not_comparable(used),
            *excerpts_note(excerpts.shown, findings),
        ),
    )
