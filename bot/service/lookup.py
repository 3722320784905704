"""Look-ups shared by every kind of answer about judgments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answer import Finding, Note, NoteKind
from bot.knowledge import Knowledge
from bot.model import Framework, Judgment, State, Subject
from bot.names import STOP_WORDS, AreaMention, Match, stem, words
from bot.query import Query


def frameworks_for(query: Query, knowledge: Knowledge, kinds: Iterable[str]) -> tuple[Framework, ...]:
    """The cycles to look in for these kinds of subject, in order: those named, or the preferred one and all
    others from the latest on.
    """
    wanted = set(kinds)
    named = query.frameworks or knowledge.looked_in(query.preferred)
    return tuple(framework for framework in named if not wanted or framework.subject_kind in wanted)


def finding(knowledge: Knowledge, judgment: Judgment) -> Finding:
    """A judgment with its subject, framework and area."""
    return Finding(
        judgment,
        knowledge.subjects[judgment.subject],
        knowledge.frameworks[judgment.framework],
        knowledge.area(judgment.framework, judgment.area),
    )


def held(knowledge: Knowledge, subject: Subject, framework: Framework, areas: Iterable[str]) -> list[Finding]:
    """What is known of the subject in these areas of the framework, graded or stated not to be."""
    found = (knowledge.judgment(subject.id, framework.id, area) for area in areas)
    return [finding(knowledge, item) for item in found if item and item.state is not State.NOT_STATED]


def graded(findings: Iterable[Finding]) -> list[Finding]:
    """Those with a grade."""
    return [item for item in findings if item.judgment.grade is not None]


def by_grade(findings: Iterable[Finding]) -> list[Finding]:
    """Best grade first, then by subject and area; those without a grade last. One framework only."""

    def key(item: Finding) -> tuple[int, str, str]:
        grade = item.judgment.grade
        rank = item.framework.rank(grade) if grade else len(item.framework.scale)
        return rank, item.subject.short, item.area.label

    return sorted(findings, key=key)


def reading_notes(query: Query, findings: Sequence[Finding]) -> tuple[Note, ...]:
    """How the words of the question were read, where that was not word for word."""
    notes = [Note(NoteKind.REPAIRED, pair) for pair in query.repaired]
    for mention in query.areas:
        meant = {
            area.id: area.label or area.title
            for framework in dict.fromkeys(item.framework for item in findings)
            for area in framework.areas
            if area.id in mention.within(framework.id)
        }
        labels = tuple(dict.fromkeys(meant.values()))
        if mention.match is Match.WORD and labels and not _of_label(mention.typed, labels):
            kind = NoteKind.READ_AS if len(labels) == 1 else NoteKind.SHARED_WORD
            notes.append(Note(kind, (mention.typed, *labels)))
    if query.cut:
        notes.append(Note(NoteKind.QUESTION_CUT))
    return tuple(notes)


def _of_label(typed: str, labels: Sequence[str]) -> bool:
    """Whether the words are the label's own in another form ("investigations")."""
    wanted = {stem(word) for word in words(typed)}
    return len(labels) == 1 and wanted <= {stem(word) for word in words(labels[0])} | STOP_WORDS


def finding_notes(findings: Iterable[Finding]) -> tuple[Note, ...]:
    """What has to be said of the judgments themselves: derived ones, and remarks in the knowledge."""
    found = list(findings)
    derived = dict.fromkeys(
        f"{item.subject.short}, {item.area.label}, {item.framework.name}"
        for item in found
        if item.judgment.derived
    )
    notes = [Note(NoteKind.DERIVED, tuple(derived))] if derived else []
    for item in found:
        where = (item.subject.short, item.area.label, item.framework.name)
        if item.judgment.note:
            notes.append(Note(NoteKind.AREA_NOTE, (*where, item.judgment.note)))
    return tuple(notes)


def not_comparable(frameworks: Sequence[Framework]) -> tuple[Note, ...]:
    """The caveat for grades of different cycles shown together, unless all may be compared."""
    ids = {framework.id for framework in frameworks}
    if all(ids - {item.id} <= set(item.comparable_with) for item in frameworks):
        return ()
    return (Note(NoteKind.NOT_COMPARABLE, tuple(item.name for item in frameworks)),)


def ambiguous_part(mention: AreaMention, framework: Framework) -> bool:
    """Whether a single word of a label ("crime") fits several areas of the framework."""
    return mention.match is Match.PART and len(mention.within(framework.id)) > 1
