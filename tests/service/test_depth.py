"""What an answer leads to: only what is there and not shown already, and never another's words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings

from bot.answer import Answer, JudgmentsAnswer, NoteKind
from bot.knowledge import Knowledge
from bot.model import Voice
from bot.query import Command
from bot.render import render_lead
from bot.render.excerpts import speaker_name
from bot.render.limits import BUTTON_LABEL, CONTENT, EMBED_DESCRIPTION
from bot.service.depth import LeadKind, cycles_answer, leads, on_area, said_on
from bot.service.scope import Scope, scope_of
from tests.render.test_laws import COMMANDS, questions

RANDOM = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
Ask = Callable[..., Answer]


def _kinds(answer: Answer, knowledge: Knowledge) -> list[str]:
    return [str(lead.kind) for lead in leads(answer, knowledge)]


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("kent investigation 2021/22", ["more", "area", "said"]),
        ("essex investigation 2023-25", []),
        ("kent", ["cycles"]),
        ("kent all cycles", ["more"]),
        ("kent investigation", ["more", "area", "said"]),
        ("is kent good overall", ["cycles"]),
        ("kent vs essex", []),
        ("rank investigating crime", []),
        ("what did the commissioner say about burglars", ["area", "grades"]),
        ("hogwarts potions", []),
    ],
)
def test_what_an_answer_leads_to(question: str, kinds: list[str], ask: Ask, shipped: Knowledge) -> None:
    assert _kinds(ask(question), shipped) == kinds


def test_what_is_said_is_never_the_inspectorates(shipped: Knowledge, ask: Ask) -> None:
    scope = scope_of(ask("kent investigation 2021/22"))
    assert scope is not None
    voices = {shipped.passages[position].voice for position in said_on(shipped, scope)}
    assert voices == {Voice.SUBJECT, Voice.COMMISSIONER}
    assert set(said_on(shipped, scope)) < set(on_area(shipped, scope))


def test_all_cycles_come_newest_first_with_the_caveat(shipped: Knowledge, ask: Ask) -> None:
    scope = scope_of(ask("kent investigation 2021/22"))
    assert scope is not None
    answer = cycles_answer(shipped, scope)
    assert isinstance(answer, JudgmentsAnswer)
    assert [found.framework.cycle for found in answer.findings] == ["2023-25", "2021/22"]
    assert [note.kind for note in answer.notes] == [NoteKind.NOT_COMPARABLE]


def test_a_table_of_all_cycles_says_what_the_one_asked_for_says(shipped: Knowledge, ask: Ask) -> None:
    scope = scope_of(ask("kent", Command.FORCE))
    assert scope is not None
    answer, asked = cycles_answer(shipped, scope), ask("kent all cycles", Command.FORCE)
    assert isinstance(answer, JudgmentsAnswer)
    assert isinstance(asked, JudgmentsAnswer)
    assert (answer.findings, answer.tallies, answer.notes) == (asked.findings, asked.tallies, asked.notes)


@RANDOM
@given(question=questions, command=COMMANDS)
def test_every_lead_leads_somewhere(question: str, command: Command, ask: Ask, shipped: Knowledge) -> None:
    answer = ask(question, command)
    shown = {excerpt.position for excerpt in getattr(answer, "excerpts", ())}
    found = leads(answer, shipped)
    assert len(found) <= 5, "they stand in one row"
    for lead in found:
        seen: set[int] = set()
        reply = render_lead(lead, 0, shipped)
        for page in range(40):
            reply = render_lead(lead, page, shipped)
            assert 0 < len(reply.body) <= EMBED_DESCRIPTION
            assert 0 < len(reply.text) <= CONTENT
            assert all(0 < len(offer.label) <= BUTTON_LABEL for offer in reply.offers)
            assert shipped.version in reply.footer
            said = re.sub(r"\\(.)", r"\1", reply.body.replace("**", ""))
            for excerpt in getattr(reply.answer, "excerpts", ()):
                seen.add(excerpt.position)
                assert reply.body_cut or (excerpt.text in said and speaker_name(excerpt) in said)
            if not any(offer.turns and offer.page > page for offer in reply.offers):
                break
        if lead.kind in {LeadKind.MORE, LeadKind.AREA, LeadKind.SAID}:
            assert seen - shown


@RANDOM
@given(question=questions, command=COMMANDS)
def test_a_scope_is_found_again_by_its_places(
    question: str, command: Command, ask: Ask, shipped: Knowledge
) -> None:
    scope = scope_of(ask(question, command))
    if scope is not None:
        read = Scope.at(scope.places(shipped), shipped)
        assert (read.subject, read.framework) == (scope.subject, scope.framework)
        assert (read.area and read.area.id) == (scope.area and scope.area.id)
