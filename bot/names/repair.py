"""Typing errors in names: one near word, or none. Never a guess between two."""

from __future__ import annotations

from collections.abc import Collection, Iterable

SHORTEST = 4
"""Words of up to three letters are never repaired: too many other words are one letter away."""


def allowed_distance(word: str) -> int:
    """How many letters of a word may be wrong (insertions, deletions, changes, swaps)."""
    if len(word) < SHORTEST:
        return 0
    return 1 if len(word) < 8 else 2


def repair(word: str, vocabulary: Collection[str]) -> str | None:
    """The only word of the vocabulary within the allowed distance that starts alike, or None.

    A first letter is rarely mistyped, so asking for it to agree keeps plain words ("rent") from becoming
    names ("Kent"); a swap of the first two letters is still found.
    """
    limit = allowed_distance(word)
    if not limit or word.isdigit():
        return None
    # RapidFuzz costs about 15 ms to import and only a misspelling needs it.
    from rapidfuzz.distance import OSA

    best: list[str] = []
    distance = limit
    for candidate in vocabulary:
        if abs(len(candidate) - len(word)) > distance or len(candidate) < SHORTEST:
            continue
        if candidate[0] != word[0] and candidate[:2] != word[1::-1]:
            continue
        found = OSA.distance(word, candidate, score_cutoff=distance)
        if found < distance:
            best, distance = [candidate], found
        elif found == distance:
            best.append(candidate)
    return best[0] if len(best) == 1 else None


def nearest(text: str, labels: Iterable[str], limit: int = 3, cutoff: float = 60.0) -> list[str]:
    """The labels most like a text, best first, ties in the order given; `cutoff` is a percentage."""
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        text[:100],
        list(dict.fromkeys(labels)),
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=limit,
        score_cutoff=cutoff,
    )
    return [label for label, _, _ in found]
