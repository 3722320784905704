"""What stands on the buttons: whose words they lead to, by the framework's own noun, and not too long."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.knowledge import Knowledge
from bot.language import ENGLISH
from bot.model import Framework, Voice
from bot.render.leads import lead_label
from bot.render.limits import BUTTON_LABEL
from bot.service.depth import Lead, LeadKind
from bot.service.scope import Scope

CRIME = "investigating_crime"


def _with(knowledge: Knowledge, voices: set[Voice], noun: str = "force") -> Knowledge:
    """The knowledge with the words of these voices only, of bodies that are called so."""
    reports = tuple(
        replace(report, passages=tuple(item for item in report.passages if item.voice in voices))
        for report in knowledge.contents.reports
    )
    frameworks = tuple(replace(item, noun=noun) for item in knowledge.contents.frameworks)
    return Knowledge(replace(knowledge.contents, reports=reports, frameworks=frameworks))


def _label(knowledge: Knowledge, kind: LeadKind, cycle: str = "peel-2021-22") -> str:
    framework: Framework = knowledge.frameworks[cycle]
    scope = Scope(knowledge.subjects["kent"], framework, framework.area(CRIME))
    return lead_label(Lead(kind, scope.places(knowledge)), knowledge, ENGLISH)


@pytest.mark.parametrize(
    ("voices", "noun", "label"),
    [
        ({Voice.SUBJECT}, "force", "What the force said"),
        ({Voice.SUBJECT}, "prison", "What the prison said"),
        ({Voice.COMMISSIONER}, "force", "What the commissioner said"),
        ({Voice.SUBJECT, Voice.COMMISSIONER}, "service", "The service and commissioner"),
    ],
)
def test_whose_words_a_button_leads_to(voices: set[Voice], noun: str, label: str, shipped: Knowledge) -> None:
    assert _label(_with(shipped, voices, noun), LeadKind.SAID) == label


def test_a_long_label_is_cut(shipped: Knowledge) -> None:
    areas = tuple(replace(area, label="long " * 40) for area in shipped.frameworks["peel-2021-22"].areas)
    frameworks = tuple(
        replace(item, areas=areas) if item.id == "peel-2021-22" else item
        for item in shipped.contents.frameworks
    )
    label = _label(Knowledge(replace(shipped.contents, frameworks=frameworks)), LeadKind.AREA)
    assert label.startswith("All on long")
    assert len(label) <= BUTTON_LABEL
