"""What a mark on an answer, helpful or not, is about."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer import Answer, PassagesAnswer
from bot.knowledge import Knowledge
from bot.render.record import kind_of
from bot.service.scope import Places, scope_of


@dataclass(frozen=True, slots=True)
class Mark:
    """The kind of an answer, and the positions of its passages or the places of its scope."""

    kind: str
    places: Places


def mark_of(answer: Answer, knowledge: Knowledge) -> Mark | None:
    """What a mark on this answer is about; None where it asserts nothing."""
    if isinstance(answer, PassagesAnswer):
        return Mark(kind_of(answer), tuple(excerpt.position for excerpt in answer.excerpts))
    scope = scope_of(answer)
    return Mark(kind_of(answer), scope.places(knowledge)) if scope else None
