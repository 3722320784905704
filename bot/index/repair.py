"""Typing errors: what an unknown word may have been meant to be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from string import ascii_lowercase

from bot.index.analysis import normalise, term_of
from bot.index.forward import Longs

_SHORTEST = 4  # letters; of shorter words too many are one letter apart
_SMALL = 2_500  # words; a smaller vocabulary lacks so many common words that most unknown words are no errors
_SHORTEST_IN_SMALL = 6
_LONGEST = 32
SURE = 8
"""Letters from which an unknown word one error away from a known one nearly always is that error. Of the
words of four collections that a fifth does not know, one error makes another word of 6 in 10 with four or
five letters, of 1 in 20 with eight and of 1 in 30 with nine or more."""
# How much likelier than a wrong letter an error is, for the same number of passages.
_SWAPPED, _MISSING = 10, 2


def repair(word: str, known: Collection[str], ids: Mapping[str, int], passages_with: Longs) -> str | None:
    """The word of a text that is one typing error away from an unknown word, or None.

    An error is a letter too many, one missing, one wrong or two swapped. Of several words the one is taken
    that stands in most passages. Words with digits are left alone: 96.7 is no error for 96.2.
    """
    plain = normalise(word)
    shortest = _SHORTEST if len(known) >= _SMALL else _SHORTEST_IN_SMALL
    if not shortest <= len(plain) <= _LONGEST or not plain.isalpha():
        return None
    found = [
        (weight * int(passages_with[ids[term]]), edited)
        for edited, weight in _edits(plain)
        if edited in known and (term := term_of(edited)) in ids
    ]
    return max(found)[1] if found else None


def _edits(word: str) -> Iterator[tuple[str, int]]:
    """The words one error away, and how likely that error is."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if tail:
            yield head + tail[1:], _MISSING
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:], _SWAPPED
        for letter in ascii_lowercase:
            yield head + letter + tail, _MISSING
            if tail:
                yield head + letter + tail[1:], 1
