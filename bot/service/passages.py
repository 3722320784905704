"""Questions in plain words: the best cited excerpts, or nothing when the evidence does not carry them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.answer import (
    AbstainAnswer,
    AbstainReason,
    Answer,
    Excerpt,
    Finding,
    Note,
    NoteKind,
    PassagesAnswer,
)
from bot.index import Found, excerpt
from bot.index.evidence import probability
from bot.knowledge import Knowledge
from bot.model import Voice
from bot.names import Match
from bot.query import Query
from bot.service.choices import area_choices, nearest_choices
from bot.service.settings import Answering

LONGEST_EXCERPT = 600
"""Characters of one excerpt; three of them and a table fit an embed's 4,096."""

CANDIDATES = 15
"""Passages kept for "more excerpts": as many positions as a custom id of 100 characters holds."""

AREA_BONUS = 1.25
"""How much more a passage scores that stands in a section about the area that the question names."""


class Shown(NamedTuple):
    """Excerpts to show and the positions of further passages."""

    shown: tuple[Excerpt, ...] = ()
    more: tuple[int, ...] = ()


def passages_answer(query: Query, knowledge: Knowledge, settings: Answering) -> Answer:
    """The excerpts that answer, narrowed to the subject, cycle, speaker and kind that the question names.

    Where it names no cycle, those of the preferred one are shown if they carry an answer.
    """
    if query.preferred is not None:
        found = _narrowed(replace(query, frameworks=(query.preferred,)), knowledge, settings)
        if isinstance(found, PassagesAnswer):
            return found
    return _narrowed(query, knowledge, settings)


def _narrowed(query: Query, knowledge: Knowledge, settings: Answering) -> Answer:
    saying = query.saying
    if saying and saying.missing:
        return _no_such_speaker(query, knowledge, saying.missing)
    where = _where(query)
    if query.kinds and not _any(knowledge, where):
        return AbstainAnswer(AbstainReason.NO_SUCH_KIND, (str(query.kinds[0]), _about(query)))
    found = knowledge.index.search(query.terms, CANDIDATES, where=where or None)
    if not found.evidence.terms and (query.kinds or saying):
        # Nothing is asked beyond whose words or which kind: all of them, in the order of the report.
        positions = [at for at in range(len(knowledge.passages)) if _matches(knowledge, at, where)]
        return _answer(query, knowledge, positions[:CANDIDATES], frozenset(), settings)
    positions = [
        position
        for position in _ranked(query, knowledge, found)
        if query.expects is None or query.expects.met_by(knowledge.passages[position].text)
    ]
    if not positions or not _carries(query, found, settings):
        return _no_evidence(query, knowledge)
    return _answer(query, knowledge, positions, found.stems, settings)


def supporting_excerpts(
    query: Query, knowledge: Knowledge, findings: Sequence[Finding], settings: Answering
) -> Shown:
    """The passages that best support judgments: of their subject and area, their own cycle first."""
    if not findings:
        return Shown()
    subjects = {item.subject.id for item in findings}
    areas = {item.area.id for item in findings}
    cycles = {item.framework.id for item in findings}
    where: dict[str, set[str]] = {"subject": subjects}
    text = query.terms
    if query.areas:
        where["area"] = areas
    if not query.counting:
        labels = dict.fromkeys(item.area.label for item in findings[:3])
        grades = dict.fromkeys(item.judgment.grade or "" for item in findings[:3])
        text = " ".join((text, *labels, *grades))
    found = knowledge.index.search(text, CANDIDATES, where=where)
    if query.counting and not _carries(query, found, settings):
        return Shown()
    own = [hit.position for hit in found.hits if _framework(knowledge, hit.position) in cycles]
    # A look-up of one area, or a count, may show what another cycle's report says; a table shows its own.
    borrow = (query.areas or query.counting) and not query.frameworks
    positions = own or ([hit.position for hit in found.hits] if borrow else [])
    return _shown(knowledge, positions, found.stems, settings)


def excerpts_note(shown: Sequence[Excerpt], findings: Sequence[Finding]) -> tuple[Note, ...]:
    """That the excerpts are from reports on other cycles than the judgments, where they are."""
    cycles = dict.fromkeys(item.framework.name for item in findings)
    others = dict.fromkeys(item.framework.name for item in shown if item.framework.name not in cycles)
    return (Note(NoteKind.EXCERPTS_FROM, (", ".join(cycles), *others)),) if others else ()


def _where(query: Query) -> dict[str, set[str]]:
    where: dict[str, set[str]] = {}
    if query.subjects:
        where["subject"] = {subject.id for subject in query.subjects}
    elif query.group:
        where["subject"] = set(query.group)
    if query.frameworks:
        where["framework"] = {framework.id for framework in query.frameworks}
    if query.kinds:
        where["kind"] = {str(kind) for kind in query.kinds}
    if query.saying and query.saying.names:
        where["speaker"] = set(query.saying.names)
    elif query.saying and query.saying.voice is not None:
        where["voice"] = {str(query.saying.voice)}
    return where


def _matches(knowledge: Knowledge, position: int, where: dict[str, set[str]]) -> bool:
    passage = knowledge.passages[position]
    report = knowledge.reports[passage.report]
    labels = {
        "subject": {report.subject},
        "framework": {report.framework},
        "kind": {str(passage.kind)},
        "voice": {str(passage.voice)},
        "speaker": {passage.speaker.name} if passage.speaker else set(),
    }
    return all(labels[name] & values for name, values in where.items())


def _any(knowledge: Knowledge, where: dict[str, set[str]]) -> bool:
    return any(_matches(knowledge, at, where) for at in range(len(knowledge.passages)))


def _carries(query: Query, found: Found, settings: Answering) -> bool:
    """Whether the evidence is strong enough to answer; a name in the question is evidence too."""
    if not found.hits:
        return False
    known = len(query.subjects) + len([area for area in query.areas if area.match is not Match.PART])
    return probability(found.evidence, known_names=known) >= settings.threshold


def _ranked(query: Query, knowledge: Knowledge, found: Found) -> list[int]:
    wanted = {area for mention in query.areas for areas in mention.areas.values() for area in areas}

    def score(at: int) -> float:
        hit = found.hits[at]
        shared = wanted.intersection(knowledge.passages[hit.position].areas)
        return hit.score * (AREA_BONUS if shared else 1.0)

    order = sorted(range(len(found.hits)), key=lambda at: (-score(at), at))
    return [found.hits[at].position for at in order]


def _framework(knowledge: Knowledge, position: int) -> str:
    return knowledge.reports[knowledge.passages[position].report].framework


def _shown(
    knowledge: Knowledge, positions: Sequence[int], stems: frozenset[str], settings: Answering
) -> Shown:
    first = positions[: settings.excerpts]
    return Shown(
        tuple(cite(knowledge, position, stems) for position in first),
        tuple(positions[settings.excerpts : CANDIDATES]),
    )


def cite(knowledge: Knowledge, position: int, stems: frozenset[str] = frozenset()) -> Excerpt:
    """The excerpt of one passage, with the words of these stems marked.

    Raises IndexError for a position that this knowledge version does not have.
    """
    passage = knowledge.passages[position]
    report = knowledge.reports[passage.report]
    cut = excerpt(passage.text, stems, LONGEST_EXCERPT)
    return Excerpt(
        passage,
        report,
        knowledge.frameworks[report.framework],
        knowledge.subjects[report.subject],
        cut.start,
        cut.start + len(cut.text),
        cut.spans,
        position,
    )


def _answer(
    query: Query,
    knowledge: Knowledge,
    positions: Sequence[int],
    stems: frozenset[str],
    settings: Answering,
) -> Answer:
    excerpts = _shown(knowledge, positions, stems, settings)
    if not excerpts.shown:
        return _no_evidence(query, knowledge)
    notes = [Note(NoteKind.REPAIRED, pair) for pair in query.repaired]
    if query.cut:
        notes.append(Note(NoteKind.QUESTION_CUT))
    return PassagesAnswer(excerpts.shown, excerpts.more, tuple(notes))


def _about(query: Query) -> str:
    return ", ".join(subject.name for subject in query.subjects) or query.group_name


def _no_such_speaker(query: Query, knowledge: Knowledge, role: str) -> Answer:
    where = {"subject": {subject.id for subject in query.subjects}} if query.subjects else {}
    quoted = dict.fromkeys(
        f"{passage.speaker.name} ({passage.speaker.role})"
        for at, passage in enumerate(knowledge.passages)
        if passage.speaker and passage.voice is not Voice.OTHER and _matches(knowledge, at, where)
    )
    return AbstainAnswer(AbstainReason.NO_SUCH_SPEAKER, (role, *quoted))


def _no_evidence(query: Query, knowledge: Knowledge) -> Answer:
    """Say so, with the grades that are held of what the question names."""
    notes = []
    if query.subjects and query.areas:
        subject = query.subjects[0]
        for framework in query.frameworks or knowledge.looked_in(query.preferred):
            held = [
                judgment
                for mention in query.areas
                if mention.match is not Match.PART
                for area in mention.within(framework.id)
                if (judgment := knowledge.judgment(subject.id, framework.id, area)) and judgment.grade
            ]
            for judgment in held[:2]:
                label = knowledge.area(framework.id, judgment.area).label
                values = (subject.name, label, framework.name, judgment.grade or "", judgment.citation.url)
                notes.append(Note(NoteKind.HELD_GRADE, values))
            if held:
                break
    choices = (
        area_choices(knowledge, query) if query.subjects else nearest_choices(knowledge, query, cutoff=80.0)
    )
    return AbstainAnswer(AbstainReason.NO_EVIDENCE, (_about(query),), choices, tuple(notes))
