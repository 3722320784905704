"""What goes into the index and what comes out of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.index.features import Features


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of one passage. `labels` are the values of its filter fields:
    `{"subject": {"kent"}, "kind": {"quote"}}`.
    """

    text: str
    title: str = ""
    section: str = ""
    labels: Mapping[str, Collection[str]] = field(default_factory=dict)


class Hit(NamedTuple):
    """One passage found: the position of its entry (from 0) and its score (above 0, without a unit)."""

    position: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first.

    `stems` are the terms that count as matched, those of repaired words and synonyms too, for `excerpt`.
    `cut` says that the question was too long and its end was not read. `repaired` pairs each unknown word
    with the term of the index that it was taken for.
    """

    hits: tuple[Hit, ...] = ()
    evidence: Features = field(default_factory=Features)
    stems: frozenset[str] = frozenset()
    cut: bool = False
    repaired: tuple[tuple[str, str], ...] = ()
