"""Answering: the one place that joins look-up and retrieval. Pure, synchronous, deterministic."""

from __future__ import annotations

from bot.answer import (
    AbstainAnswer,
    AbstainReason,
    AmbiguousAnswer,
    Answer,
    NotGradedAnswer,
    NotGradedReason,
    PassagesAnswer,
)
from bot.knowledge import Knowledge
from bot.names import Match
from bot.query import Command, Query, Wants
from bot.service.choices import area_choices, nearest_choices, rest_of, subject_choices
from bot.service.comparisons import comparison_answer
from bot.service.judgments import grade_answer, overall_answer, table_answer
from bot.service.passages import passages_answer
from bot.service.rankings import ranking_answer
from bot.service.settings import Answering

__all__ = ["Answering", "answer"]


def answer(query: Query, knowledge: Knowledge, settings: Answering | None = None) -> Answer:
    """The answer to a question from one knowledge version; never raises for any query made from it."""
    settings = settings or Answering()
    refusal = _refusal(query, knowledge)
    if query.soft and not isinstance(refusal, AmbiguousAnswer) and not query.other_body:
        found = passages_answer(query, knowledge, settings)
        if isinstance(found, PassagesAnswer) or not _grade_will_do(query):
            return found
    return refusal or _ANSWERS[query.wants](query, knowledge, settings)


def _grade_will_do(query: Query) -> bool:
    """Whether a grade answers a sentence that no passage does.

    It does where the question asks how well something is done, or names the area as the inspectorate does. To
    "is the force racist?" a grade for the area that racism belongs to would be a wrong answer.
    """
    if query.expects is not None:
        return False
    labelled = all(mention.match is Match.LABEL for mention in query.areas)
    return query.evaluating or labelled or len(query.subjects) > 1


_ANSWERS = {
    Wants.GRADE: grade_answer,
    Wants.TABLE: table_answer,
    Wants.OVERALL: overall_answer,
    Wants.COMPARISON: comparison_answer,
    Wants.RANKING: ranking_answer,
    Wants.PASSAGES: passages_answer,
}


def _refusal(query: Query, knowledge: Knowledge) -> Answer | None:
    """Why the question must not be looked up as it stands, or None."""
    if not knowledge.contents.judgments and not knowledge.passages:
        return AbstainAnswer(AbstainReason.NOTHING_LOADED)
    if not query.text or query.empty:
        reason = AbstainReason.EMPTY if query.command is Command.ASK else AbstainReason.NO_SUBJECT
        return AbstainAnswer(reason)
    if query.other_body:
        return AbstainAnswer(
            AbstainReason.OTHER_BODY,
            (query.other_body,),
            subject_choices(knowledge, [subject.id for subject in query.subjects]),
        )
    if query.unclear and not query.subjects:
        mention = query.unclear[0]
        return AmbiguousAnswer(mention.typed, subject_choices(knowledge, mention.ids, rest_of(query)))
    if query.wants is Wants.PASSAGES:
        return None
    return _refuse_look_up(query, knowledge)


def _refuse_look_up(query: Query, knowledge: Knowledge) -> Answer | None:
    if query.unknown_cycles and not query.frameworks:
        cycles = tuple(framework.name for framework in knowledge.newest_first)
        return AbstainAnswer(AbstainReason.UNKNOWN_CYCLE, (", ".join(query.unknown_cycles), *cycles))
    ungraded = next((subject for subject in query.subjects if not subject.graded), None)
    if ungraded and not knowledge.judged(subjects=[ungraded.id]):
        return NotGradedAnswer(NotGradedReason.SUBJECT, ungraded, None)
    if not query.unknown:
        return _no_subject(query, knowledge)
    if not query.subjects and not query.group:
        choices = nearest_choices(knowledge, query)
        return AbstainAnswer(AbstainReason.UNKNOWN_NAME, (" ".join(query.unknown),), choices)
    if not query.areas and query.wants in {Wants.GRADE, Wants.TABLE}:
        choices = area_choices(knowledge, query)
        return AbstainAnswer(AbstainReason.UNKNOWN_NAME, (" ".join(query.unknown),), choices)
    return _no_subject(query, knowledge)


def _no_subject(query: Query, knowledge: Knowledge) -> Answer | None:
    """A look-up of one subject needs one; a region names several."""
    if query.subjects or query.wants not in {Wants.GRADE, Wants.TABLE, Wants.OVERALL}:
        return None
    if query.group:
        return AmbiguousAnswer(query.group_name, subject_choices(knowledge, query.group, rest_of(query)))
    return AbstainAnswer(AbstainReason.NO_SUBJECT)
