"""Which of several bodies of one name is meant: Kent's police force or Kent's fire service."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.names import Match, Resolved, SubjectMention, stem, words

if TYPE_CHECKING:
    from bot.knowledge import Knowledge


def narrow(names: Resolved, knowledge: Knowledge) -> Resolved:
    """Keep, of every name that several bodies share, those of the kind that the question speaks of.

    The kind is told by its own words ("fire", "prison") or by an area that only its framework has. Where
    neither tells, the mention stays open and the asker is asked.
    """
    if all(len(mention.ids) == 1 for mention in names.subjects):
        return names
    said = {stem(token.word) for token in names.tokens}
    return replace(names, subjects=tuple(_narrowed(item, names, knowledge, said) for item in names.subjects))


def _narrowed(
    mention: SubjectMention, names: Resolved, knowledge: Knowledge, said: set[str]
) -> SubjectMention:
    kinds = {subject: knowledge.subjects[subject].kind for subject in mention.ids}
    if len(set(kinds.values())) < 2:
        return mention
    by_word = {kind for kind in kinds.values() if said.intersection(_own_words(kind, set(kinds.values())))}
    by_area = {
        knowledge.frameworks[framework].subject_kind
        for area in names.areas
        if area.match is not Match.PART
        for framework in area.areas
    }
    for wanted in (by_word, by_area):
        kept = tuple(subject for subject, kind in kinds.items() if kind in wanted)
        if kept and len({kinds[subject] for subject in kept}) == 1:
            return replace(mention, ids=kept)
    return mention


def _own_words(kind: str, kinds: set[str]) -> set[str]:
    """The words of a kind that no other of the kinds has: "police" and "force" against "fire service"."""
    others = {word for other in kinds if other != kind for word in words(other)}
    return {stem(word) for word in words(kind) if word not in others | {"and"}}
