"""From answers to what people see: all wording, and every limit of Discord."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer import (
    AbstainAnswer,
    AmbiguousAnswer,
    Answer,
    ComparisonAnswer,
    JudgmentAnswer,
    JudgmentsAnswer,
    NotGradedAnswer,
    PassagesAnswer,
    RankingAnswer,
)
from bot.knowledge import Knowledge
from bot.language import ENGLISH, Catalogue
from bot.render.about import about_sheet
from bot.render.comparisons import comparison_sheet, ranking_sheet
from bot.render.directory import areas_sheet, forces_sheet, sources_sheet
from bot.render.guide import Entry, help_sheet
from bot.render.judgments import judgment_sheet, judgments_sheet, not_graded_sheet
from bot.render.leads import Offer, lead_sheet, offers
from bot.render.marks import Mark, mark_of
from bot.render.misses import abstain_sheet, ambiguous_sheet, passages_sheet
from bot.render.record import AnswerRecord, answer_record
from bot.render.reply import Reply, offered, plain_text, reply
from bot.render.sheet import Sheet
from bot.service.depth import Lead

__all__ = [
    "AnswerRecord",
    "Entry",
    "Mark",
    "Offer",
    "Reply",
    "about_reply",
    "areas_reply",
    "forces_reply",
    "help_reply",
    "mark_of",
    "render",
    "render_lead",
    "render_plain",
    "render_record",
    "sources_reply",
]


def sheet_of(answer: Answer, version: str, say: Catalogue = ENGLISH) -> Sheet:
    """Lay any answer out."""
    match answer:
        case JudgmentAnswer():
            return judgment_sheet(answer, version, say)
        case JudgmentsAnswer():
            return judgments_sheet(answer, version, say)
        case ComparisonAnswer():
            return comparison_sheet(answer, version, say)
        case RankingAnswer():
            return ranking_sheet(answer, version, say)
        case PassagesAnswer():
            return passages_sheet(answer, version, say)
        case AmbiguousAnswer():
            return ambiguous_sheet(answer, version, say)
        case NotGradedAnswer():
            return not_graded_sheet(answer, version, say)
        case AbstainAnswer():
            return abstain_sheet(answer, version, say)


def render(answer: Answer, knowledge: Knowledge, say: Catalogue = ENGLISH) -> Reply:
    """An answer as a Discord reply, within all limits."""
    shown = reply(sheet_of(answer, knowledge.version, say), knowledge.version, say)
    choices = getattr(answer, "choices", ())
    return replace(shown, answer=answer, choices=offered(choices), offers=offers(answer, knowledge, say))


def render_plain(answer: Answer, knowledge: Knowledge, say: Catalogue = ENGLISH) -> str:
    """An answer as plain text for a terminal."""
    return plain_text(sheet_of(answer, knowledge.version, say))


def render_record(question: str, answer: Answer, knowledge: Knowledge) -> AnswerRecord:
    """An answer as the record that `--json` prints. It is for programs, and so always in English."""
    return answer_record(question, answer, render_plain(answer, knowledge), knowledge.version)


def render_lead(lead: Lead, page: int, knowledge: Knowledge, say: Catalogue = ENGLISH) -> Reply:
    """What an answer leads to, a page of it, counted from 0.

    Raises IndexError for what this knowledge version does not have.
    """
    sheet, answer, found = lead_sheet(lead, page, knowledge, say)
    return replace(reply(sheet, knowledge.version, say), answer=answer, offers=found)


def areas_reply(
    knowledge: Knowledge, text: str = "", say: Catalogue = ENGLISH, *, preferred: str = ""
) -> Reply:
    """The areas and the words for them; of the framework `preferred` (an id) unless `text` names others."""
    return reply(areas_sheet(knowledge, text, say, preferred), knowledge.version, say)


def forces_reply(knowledge: Knowledge, text: str = "", say: Catalogue = ENGLISH) -> Reply:
    """The subjects and the names for them."""
    return reply(forces_sheet(knowledge, text, say), knowledge.version, say)


def sources_reply(knowledge: Knowledge, text: str = "", say: Catalogue = ENGLISH) -> Reply:
    """The reports and pages."""
    return reply(sources_sheet(knowledge, text, say), knowledge.version, say)


def about_reply(knowledge: Knowledge, text: str = "", say: Catalogue = ENGLISH) -> Reply:
    """What the bot is and knows."""
    return reply(about_sheet(knowledge, say), knowledge.version, say)


def help_reply(
    knowledge: Knowledge, entries: Sequence[Entry], say: Catalogue = ENGLISH, *, prefix: str = "!"
) -> Reply:
    """The commands, with examples that work under this prefix; without one as slash commands."""
    shown = reply(help_sheet(entries, prefix, knowledge.version, say), knowledge.version, say)
    examples = [f"{entry.name} {entry.example}" for entry in entries if entry.example]
    return replace(shown, examples=tuple(examples))
