"""One subject: its grade in one area, its whole table, or why there is no such grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer import (
    AbstainAnswer,
    AbstainReason,
    AmbiguousAnswer,
    Answer,
    Finding,
    JudgmentAnswer,
    JudgmentsAnswer,
    Note,
    NoteKind,
    NotGradedAnswer,
    NotGradedReason,
    PassagesAnswer,
)
from bot.knowledge import Knowledge
from bot.model import Framework, Graded, State, Subject, Tally
from bot.names import AreaMention
from bot.query import Query, Superlative
from bot.service.choices import area_choices
from bot.service.lookup import (
    ambiguous_part,
    by_grade,
    finding_notes,
    frameworks_for,
    graded,
    held,
    not_comparable,
    reading_notes,
)
from bot.service.passages import excerpts_note, passages_answer, supporting_excerpts
from bot.service.settings import Answering


def grade_answer(query: Query, knowledge: Knowledge, settings: Answering) -> Answer:
    """One subject in one area, from the first cycle looked in that has it."""
    subject, mention = query.subjects[0], query.areas[0]
    frameworks = frameworks_for(query, knowledge, [subject.kind])
    found = {item.id: held(knowledge, subject, item, mention.within(item.id)) for item in frameworks}
    with_any = [item for item in frameworks if found[item.id]]
    if query.previous and len(with_any) > 1:
        with_any = with_any[1:]
    named = [item for item in frameworks if mention.within(item.id)]
    for framework in (with_any or named)[:1]:
        if ambiguous_part(mention, framework):
            choices = area_choices(knowledge, query, mention.within(framework.id), framework)
            return AmbiguousAnswer(mention.typed, choices)
    if not with_any:
        missing = _no_judgment(query, knowledge, subject, mention, frameworks)
        return _said_instead(query, knowledge, settings, missing)
    chosen = with_any[0]
    every = frameworks_for(Query(query.text, query.command, query.wants, ""), knowledge, [subject.kind])
    others = [
        item
        for framework in every
        if framework is not chosen
        for item in held(knowledge, subject, framework, mention.within(framework.id))
    ]
    return _judged(query, knowledge, settings, found[chosen.id], others)


def _judged(
    query: Query, knowledge: Knowledge, settings: Answering, findings: list[Finding], others: list[Finding]
) -> Answer:
    subject, chosen = findings[0].subject, findings[0].framework
    excerpts = supporting_excerpts(query, knowledge, findings, settings)
    notes = [*reading_notes(query, findings), *finding_notes(findings)]
    if others:
        notes += not_comparable([chosen, *dict.fromkeys(item.framework for item in others)])
    notes += excerpts_note(excerpts.shown, findings)
    absent = set(query.areas[0].within(chosen.id)) - {item.area.id for item in findings}
    for area in chosen.areas:
        if area.id in absent and area.graded is not Graded.NO:
            notes.append(Note(NoteKind.MISSING, (subject.name, area.label, chosen.name)))
    if len(findings) > 1:
        return JudgmentsAnswer(
            subject, tuple(findings), excerpts=excerpts.shown, more=excerpts.more, notes=tuple(notes)
        )
    only = findings[0]
    if only.judgment.state is State.NOT_GRADED:
        return NotGradedAnswer(
            NotGradedReason.STATED, subject, chosen, only.area.label, findings=(only, *others)
        )
    return JudgmentAnswer(only, tuple(graded(others)), excerpts.shown, excerpts.more, tuple(notes))


def _no_judgment(
    query: Query,
    knowledge: Knowledge,
    subject: Subject,
    mention: AreaMention,
    frameworks: tuple[Framework, ...],
) -> Answer:
    """Not graded, no such area in that cycle, or not held: which of them it is."""
    with_area = [item for item in frameworks if mention.within(item.id)]
    if not with_area:
        framework = frameworks[0] if frameworks else None
        label = _label_elsewhere(knowledge, mention)
        choices = area_choices(knowledge, query, framework=framework) if framework else ()
        return NotGradedAnswer(
            NotGradedReason.NO_SUCH_AREA, subject, framework, label or mention.typed, choices=choices
        )
    areas = [knowledge.area(item.id, area) for item in with_area for area in mention.within(item.id)]
    if all(area.graded is Graded.NO for area in areas):
        return NotGradedAnswer(
            NotGradedReason.AREA,
            subject,
            with_area[0],
            areas[0].label or areas[0].title,
            notes=tuple(Note(NoteKind.AREA_NOTE, ("", "", "", area.note)) for area in areas[:1] if area.note),
        )
    notes = [
        Note(NoteKind.UNGRADED_IN, (area.label or area.title, item.name))
        for item in with_area
        for area in item.areas
        if area.id in mention.within(item.id) and area.graded is Graded.NO
    ]
    if areas[0].graded is Graded.SOMETIMES and areas[0].note:
        notes.append(Note(NoteKind.AREA_NOTE, ("", "", "", areas[0].note)))
    cycles = ", ".join(item.name for item in with_area)
    return AbstainAnswer(
        AbstainReason.NOT_HELD,
        (subject.name, areas[0].label or areas[0].title, cycles, *_cycles_held(knowledge, subject)),
        area_choices(knowledge, query, _areas_held(knowledge, subject, with_area[0]), with_area[0]),
        tuple(notes),
    )


def _said_instead(query: Query, knowledge: Knowledge, settings: Answering, missing: Answer) -> Answer:
    """What the reports say of an area whose grade is not held, with the remark that this is no grade."""
    if not isinstance(missing, AbstainAnswer):
        return missing
    found = passages_answer(query, knowledge, settings)
    if not isinstance(found, PassagesAnswer):
        return missing
    subject, area, cycles = missing.about[:3]
    note = Note(NoteKind.MISSING, (subject, area, cycles))
    return replace(found, notes=(note, *found.notes))


def _label_elsewhere(knowledge: Knowledge, mention: AreaMention) -> str:
    for framework in knowledge.newest_first:
        for area in mention.within(framework.id):
            return knowledge.area(framework.id, area).label
    return ""


def _cycles_held(knowledge: Knowledge, subject: Subject) -> tuple[str, ...]:
    judged = {item.framework for item in knowledge.judged(subjects=[subject.id])}
    return tuple(item.name for item in knowledge.newest_first if item.id in judged)


def _areas_held(knowledge: Knowledge, subject: Subject, framework: Framework) -> set[str]:
    return {item.area for item in knowledge.judged(subjects=[subject.id], framework=framework.id)}


def table_answer(query: Query, knowledge: Knowledge, settings: Answering) -> Answer:
    """One subject in all areas of a cycle (or of every cycle), perhaps only with the grades sought."""
    subject = query.subjects[0]
    frameworks = [
        item
        for item in frameworks_for(query, knowledge, [subject.kind])
        if knowledge.judged(subjects=[subject.id], framework=item.id) or knowledge.tally(subject.id, item.id)
    ]
    if not frameworks:
        cycles = ", ".join(item.name for item in query.frameworks)
        return AbstainAnswer(
            AbstainReason.NOT_HELD, (subject.name, "", cycles, *_cycles_held(knowledge, subject))
        )
    shown = _shown_cycles(query, knowledge, subject, frameworks)
    passed = _passed_over(query, knowledge, subject, frameworks, shown)
    if passed:
        shown = frameworks[len(passed) : len(passed) + 1]
    findings = [item for framework in shown for item in in_order(knowledge, subject, framework)]
    sought = _sought(query, findings)
    kept = [item for item in findings if not sought or item.judgment.grade in sought]
    tallies = [tally for item in shown if (tally := knowledge.tally(subject.id, item.id))]
    if not kept:
        # Nothing has the grade sought: the whole table says so.
        kept = findings
    notes = [*reading_notes(query, kept), *_passed_notes(query, knowledge, subject, passed)]
    notes += [*tally_notes(tallies, findings, sought), *finding_notes(kept)]
    if len(shown) > 1:
        notes += not_comparable(shown)
    else:
        notes += _other_cycles(knowledge, subject, shown)
    excerpts = supporting_excerpts(query, knowledge, kept, settings)
    notes += excerpts_note(excerpts.shown, kept)
    return JudgmentsAnswer(
        subject, tuple(kept), tuple(tallies), sought, excerpts.shown, excerpts.more, tuple(notes)
    )


def overall_answer(query: Query, knowledge: Knowledge, settings: Answering) -> Answer:
    """The grade of a whole subject: there is none unless the framework says so."""
    subject = query.subjects[0]
    for framework in frameworks_for(query, knowledge, [subject.kind]):
        findings = in_order(knowledge, subject, framework)
        if not findings:
            continue
        if framework.overall:
            return table_answer(query, knowledge, settings)
        return NotGradedAnswer(NotGradedReason.OVERALL, subject, framework, findings=tuple(findings))
    return table_answer(query, knowledge, settings)


def _passed_over(
    query: Query, knowledge: Knowledge, subject: Subject, frameworks: list[Framework], shown: list[Framework]
) -> list[Framework]:
    """The latest cycles without the grade sought, when no cycle was named and an earlier one has it."""
    if not query.sought or query.frameworks or shown != frameworks[:1]:
        return []
    for at, framework in enumerate(frameworks):
        found = knowledge.judged(subjects=[subject.id], framework=framework.id)
        if any(item.grade in query.sought for item in found):
            return frameworks[:at]
    return []


def _passed_notes(
    query: Query, knowledge: Knowledge, subject: Subject, passed: list[Framework]
) -> list[Note]:
    notes = [Note(NoteKind.NONE_SOUGHT, (item.name, *query.sought)) for item in passed]
    for item in passed:
        tally = knowledge.tally(subject.id, item.id)
        for grade in query.sought if tally else ():
            if tally and tally.count(grade):
                notes.append(Note(NoteKind.NOT_NAMED, (item.name, grade, str(tally.count(grade)), "0")))
    return notes


def _shown_cycles(
    query: Query, knowledge: Knowledge, subject: Subject, frameworks: list[Framework]
) -> list[Framework]:
    if query.every_cycle or len(query.frameworks) > 1:
        return frameworks
    if query.previous and len(frameworks) > 1:
        return frameworks[1:2]
    if query.number is not None and not query.frameworks:
        # "Which four areas were good?" asks about the cycle in which four were.
        fitting = [item for item in frameworks if _has_count(query, knowledge, subject, item)]
        return (fitting or frameworks)[:1]
    return frameworks[:1]


def _has_count(query: Query, knowledge: Knowledge, subject: Subject, framework: Framework) -> bool:
    tally = knowledge.tally(subject.id, framework.id)
    if tally is None:
        return False
    counted = sum(tally.count(grade) for grade in query.sought) if query.sought else tally.areas_graded
    return counted == query.number


def in_order(knowledge: Knowledge, subject: Subject, framework: Framework) -> list[Finding]:
    """All that is known of the subject in a framework, best grade first."""
    return by_grade(held(knowledge, subject, framework, [area.id for area in framework.areas]))


def _sought(query: Query, findings: list[Finding]) -> tuple[str, ...]:
    """The grades asked for; for "best" and "worst" the end of the scale that the subject reached."""
    if query.sought or query.superlative is None:
        return query.sought
    with_grade = graded(findings)
    latest = [item for item in with_grade if item.framework is with_grade[0].framework]
    if not latest:
        return ()
    ranked = by_grade(latest)
    end = ranked[0] if query.superlative is Superlative.BEST else ranked[-1]
    return (end.judgment.grade,) if end.judgment.grade else ()


def tally_notes(
    tallies: Sequence[Tally], findings: Sequence[Finding], sought: tuple[str, ...] = ()
) -> list[Note]:
    """What was announced, and which announced grades no source in the knowledge names."""
    notes = []
    for tally in tallies:
        here = [item for item in findings if item.framework.id == tally.framework]
        cycle = here[0].framework.name if here else tally.framework
        for grade, announced in tally.grades:
            named = sum(item.judgment.grade == grade for item in here)
            if (not sought or grade in sought) and announced > named:
                notes.append(Note(NoteKind.NOT_NAMED, (cycle, grade, str(announced), str(named))))
    return notes


def _other_cycles(knowledge: Knowledge, subject: Subject, shown: list[Framework]) -> tuple[Note, ...]:
    names = {item.name for item in shown}
    others = tuple(name for name in _cycles_held(knowledge, subject) if name not in names)
    return (Note(NoteKind.OTHER_CYCLES, others),) if others else ()
