"""Bodies that share a place's name with a subject: Kent Fire and Rescue is not Kent Police."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.names import Resolved
from bot.query.words import OTHER_BODIES

if TYPE_CHECKING:
    from bot.knowledge import Knowledge

_BODIES = tuple(sorted((tuple(body.split()) for body in OTHER_BODIES), key=len, reverse=True))
_WITH_FIRE = frozenset("service services brigade rescue crew crews authority station stations".split())


def find_other_body(names: Resolved, knowledge: Knowledge) -> str:
    """The words that name a body of a kind the knowledge does not have, or "".

    Either they follow a subject's name ("Essex County Council", "HMP Kent" before it), or the question is
    about a fire service and does not say police anywhere.
    """
    kinds = {word for subject in knowledge.subjects.values() for word in subject.kind.split()}
    typed = [token.word for token in names.tokens]
    for mention in names.subjects:
        if _says_police(names, mention.start, mention.end):
            continue
        if mention.start and typed[mention.start - 1] == "hmp" and "prison" not in kinds:
            return f"HMP {knowledge.subjects[mention.ids[0]].short}"
        for body in _BODIES:
            after = tuple(typed[mention.end : mention.end + len(body)])
            if after == body and not kinds.intersection(body):
                return f"{knowledge.subjects[mention.ids[0]].short} {' '.join(body)}"
    fire = "fire" in typed and _WITH_FIRE.intersection(typed)
    if fire and "fire" not in kinds and not kinds.intersection(typed) and "constabulary" not in typed:
        return "the fire service"
    return ""


def _says_police(names: Resolved, start: int, end: int) -> bool:
    return any(names.tokens[at].word in {"police", "constabulary"} for at in range(start, end))
