"""What an answer leads to: the words on its buttons, and the pages behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer import Answer, Excerpt, PassagesAnswer
from bot.knowledge import Knowledge
from bot.language import Catalogue
from bot.model import Voice
from bot.render.judgments import judgments_sheet
from bot.render.limits import BUTTON_LABEL
from bot.render.markup import clean, cut
from bot.render.misses import passages_sheet
from bot.render.sheet import Sheet, small
from bot.service.depth import Lead, LeadKind, cut_short, cycles_answer, leads, on_area, said_on
from bot.service.passages import cite
from bot.service.scope import Scope

PAGE = 3
"""Passages shown at a time; of whole passages, which may be long, one."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: what it says, the page that it leads to, and whether it turns the page it stands under."""

    label: str
    lead: Lead
    page: int = 0
    turns: bool = False


def offers(answer: Answer, knowledge: Knowledge, say: Catalogue) -> tuple[Offer, ...]:
    """What is offered under an answer."""
    return tuple(Offer(lead_label(lead, knowledge, say), lead) for lead in leads(answer, knowledge))


def lead_label(lead: Lead, knowledge: Knowledge, say: Catalogue) -> str:
    """A few words for a button. Raises IndexError for a scope that this knowledge version does not have."""
    match lead.kind:
        case LeadKind.MORE:
            return say("More excerpts")
        case LeadKind.WHOLE:
            return say.plural("Whole passage", "Whole passages", len(lead.places))
        case LeadKind.GRADES:
            return say("Grades")
        case LeadKind.CYCLES:
            return say("Other cycles")
        case LeadKind.AREA:
            area = Scope.at(lead.places, knowledge).area
            return cut(clean(say("All on {area}", area=area.label if area else "")), BUTTON_LABEL)
        case LeadKind.SAID:
            return cut(clean(_said_label(Scope.at(lead.places, knowledge), knowledge, say)), BUTTON_LABEL)


def _said_label(scope: Scope, knowledge: Knowledge, say: Catalogue) -> str:
    """Whose words they are, by the framework's own word for who is inspected."""
    voices = {knowledge.passages[position].voice for position in said_on(knowledge, scope)}
    noun = say.term(scope.framework.noun) if scope.framework else ""
    if voices == {Voice.COMMISSIONER}:
        return say("What the commissioner said")
    if voices == {Voice.SUBJECT}:
        return say("What the {noun} said", noun=noun)
    return say("The {noun} and commissioner", noun=noun)


def lead_sheet(
    lead: Lead, page: int, knowledge: Knowledge, say: Catalogue
) -> tuple[Sheet, Answer, tuple[Offer, ...]]:
    """A page behind a lead, what it says, and what can be pressed under it.

    Raises IndexError where this knowledge version has nothing there.
    """
    if lead.kind in {LeadKind.GRADES, LeadKind.CYCLES}:
        grades = cycles_answer(knowledge, Scope.at(lead.places, knowledge))
        if grades is None:
            raise IndexError(lead.places)
        return judgments_sheet(grades, knowledge.version, say), grades, ()
    positions, size = _positions(lead, knowledge), 1 if lead.kind is LeadKind.WHOLE else PAGE
    begin = page * size
    excerpts = [cite(knowledge, position) for position in positions[begin : begin + size]]
    if lead.kind is LeadKind.WHOLE:
        excerpts = [replace(item, start=0, end=len(item.passage.text)) for item in excerpts]
    if not excerpts:
        raise IndexError(page)
    answer = PassagesAnswer(tuple(excerpts))
    sheet = passages_sheet(answer, knowledge.version, say)
    sheet = replace(sheet, title=_title(sheet.title, lead, knowledge, say))
    if len(positions) > size:
        place = _place(begin, excerpts, len(positions), say)
        sheet = replace(sheet, blocks=(small(place), *sheet.blocks))
    return sheet, answer, _page_offers(lead, page, excerpts, begin + size < len(positions), say)


def _positions(lead: Lead, knowledge: Knowledge) -> tuple[int, ...]:
    if lead.kind is LeadKind.AREA:
        return on_area(knowledge, Scope.at(lead.places, knowledge))
    if lead.kind is LeadKind.SAID:
        return said_on(knowledge, Scope.at(lead.places, knowledge))
    return lead.positions


def _title(usual: str, lead: Lead, knowledge: Knowledge, say: Catalogue) -> str:
    if lead.kind not in {LeadKind.AREA, LeadKind.SAID}:
        return usual
    scope = Scope.at(lead.places, knowledge)
    names = (
        scope.subject.name if scope.subject else "",
        scope.area.label if scope.area else "",
        scope.framework.name if scope.framework else "",
    )
    about = " · ".join(name for name in names if name)
    if lead.kind is LeadKind.AREA:
        return say("What the reports hold on {names}", names=about)
    return f"{about}: {_said_label(scope, knowledge, say)}"


def _place(begin: int, shown: Sequence[Excerpt], total: int, say: Catalogue) -> str:
    first, last = begin + 1, begin + len(shown)
    if first == last:
        return say("Passage {number} of {total}", number=first, total=total)
    return say("Passages {first} to {last} of {total}", first=first, last=last, total=total)


def _page_offers(
    lead: Lead, page: int, shown: Sequence[Excerpt], further: bool, say: Catalogue
) -> tuple[Offer, ...]:
    """The neighbouring pages, those that there are, and the passages that did not fit."""
    found = [Offer(say("Previous"), lead, page - 1, turns=True)] if page else []
    found += [Offer(say("Next"), lead, page + 1, turns=True)] if further else []
    if lead.kind is not LeadKind.WHOLE and (cut_off := cut_short(shown)):
        label = say.plural("Whole passage", "Whole passages", len(cut_off))
        found.append(Offer(label, Lead(LeadKind.WHOLE, cut_off)))
    return tuple(found)
