"""What an answer leads to: further and whole passages, all on its area, what was said to it, other cycles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.answer import Answer, Excerpt, Finding, JudgmentAnswer, JudgmentsAnswer, PassagesAnswer
from bot.knowledge import Knowledge
from bot.model import Voice
from bot.service.judgments import in_order, tally_notes
from bot.service.lookup import finding_notes, held, not_comparable
from bot.service.scope import Places, Scope, findings_of, scope_of

SAID = frozenset({Voice.SUBJECT, Voice.COMMISSIONER})
"""Those who speak about a judgment rather than in it."""


class LeadKind(StrEnum):
    """What a lead shows."""

    MORE = "more"
    """The next best passages."""
    WHOLE = "whole"
    """The passages of which excerpts were shown, from beginning to end."""
    AREA = "area"
    """Every passage on a subject and area in one cycle."""
    SAID = "said"
    """Those of them in which the inspected body, or whoever holds it to account, speaks."""
    GRADES = "grades"
    """The grades of the subject (and area) in all cycles, beside passages."""
    CYCLES = "cycles"
    """The same beside grades."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Something further to be seen: the positions of passages, or for the last four the places of a scope."""

    kind: LeadKind
    places: Places

    @property
    def positions(self) -> tuple[int, ...]:
        """The positions of passages."""
        return tuple(place for place in self.places if place is not None)


def leads(answer: Answer, knowledge: Knowledge) -> tuple[Lead, ...]:
    """What an answer leads to beyond what it shows, in the order in which it is offered."""
    return tuple(_leads(answer, knowledge))


def _leads(answer: Answer, knowledge: Knowledge) -> Iterator[Lead]:
    excerpts: tuple[Excerpt, ...] = getattr(answer, "excerpts", ())
    if more := getattr(answer, "more", ()):
        yield Lead(LeadKind.MORE, tuple(more))
    if cut := cut_short(excerpts):
        yield Lead(LeadKind.WHOLE, cut)
    shown = {item.position for item in excerpts}
    read, unread = _to_read(answer, excerpts, knowledge)
    unread = [position for position in unread if position not in shown]
    if unread:
        yield Lead(LeadKind.AREA, read.places(knowledge))
    answered = bool(excerpts) and all(item.passage.voice in SAID for item in excerpts)
    if not answered and any(knowledge.passages[position].voice in SAID for position in unread):
        yield Lead(LeadKind.SAID, read.places(knowledge))
    scope = scope_of(answer)
    if scope is not None and _has_other_cycles(answer, knowledge, scope):
        kind = LeadKind.GRADES if isinstance(answer, PassagesAnswer) else LeadKind.CYCLES
        yield Lead(kind, scope.places(knowledge))


def _to_read(
    answer: Answer, excerpts: Sequence[Excerpt], knowledge: Knowledge
) -> tuple[Scope, Sequence[int]]:
    """Of what passages can be read, and which: of the answer's own cycle, or of that of borrowed excerpts."""
    scope = scope_of(answer) or Scope(None, None, None)
    found = on_area(knowledge, scope)
    if found or scope.area is None:
        return scope, found
    on_it = (item.framework for item in excerpts if scope.area.id in item.passage.areas)
    borrowed = replace(scope, framework=next(on_it, None))
    return borrowed, on_area(knowledge, borrowed)


def cut_short(excerpts: Sequence[Excerpt]) -> tuple[int, ...]:
    """The positions of those excerpts that are not the whole passage."""
    return tuple(item.position for item in excerpts if len(item.text) < len(item.passage.text))


def on_area(knowledge: Knowledge, scope: Scope) -> tuple[int, ...]:
    """The positions of every passage on one subject, cycle and area, in the order of the reports."""
    if scope.subject is None or scope.framework is None or scope.area is None:
        return ()
    return tuple(
        position
        for position in knowledge.positions_on(scope.subject.id, scope.framework.id)
        if scope.area.id in knowledge.passages[position].areas
    )


def said_on(knowledge: Knowledge, scope: Scope) -> tuple[int, ...]:
    """Those of them in which the inspected body or whoever holds it to account speaks."""
    return tuple(at for at in on_area(knowledge, scope) if knowledge.passages[at].voice in SAID)


def in_all_cycles(knowledge: Knowledge, scope: Scope) -> tuple[Finding, ...]:
    """The subject's judgments in the area, or without one in all areas, in every cycle, newest first."""
    if scope.subject is None:
        return ()
    found: list[Finding] = []
    for framework in knowledge.newest_first:
        if scope.area is not None:
            found += held(knowledge, scope.subject, framework, [scope.area.id])
        else:
            found += in_order(knowledge, scope.subject, framework)
    return tuple(found)


def cycles_answer(knowledge: Knowledge, scope: Scope) -> JudgmentsAnswer | None:
    """The same cycle by cycle, with every caveat of a table of them; None if none is held."""
    found = in_all_cycles(knowledge, scope)
    if scope.subject is None or not found:
        return None
    frameworks = list(dict.fromkeys(item.framework for item in found))
    announced = (knowledge.tally(scope.subject.id, item.id) for item in frameworks if scope.area is None)
    tallies = tuple(tally for tally in announced if tally)
    notes = (*tally_notes(tallies, found), *finding_notes(found), *not_comparable(frameworks))
    return JudgmentsAnswer(scope.subject, found, tallies, notes=notes)


def _has_other_cycles(answer: Answer, knowledge: Knowledge, scope: Scope) -> bool:
    """Whether a cycle is held that the answer does not show."""
    others = answer.others if isinstance(answer, JudgmentAnswer) else ()
    shown = {item.framework.id for item in (*findings_of(answer), *others)}
    return any(item.framework.id not in shown for item in in_all_cycles(knowledge, scope))
