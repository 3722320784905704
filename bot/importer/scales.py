"""How a source itself explains its scale: "4 – good, 3 – reasonably good", "the lowest score of 1"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.importer.words import holds
from bot.model import Framework

_KEY = re.compile(
    r"(?:^|[\s(])(?P<a>\d)\s*(?:[–—:=)-]|is|means)\s*(?:outcomes [\w ]{1,40}? are )?(?P<b>[a-z][a-z "
    r"]{2,30}?)(?=[:.,;)–—]|$|\s-\s)|(?P<c>[a-z][a-z ]{2,30}?)\s*\((?P<d>\d)\)|"
    r"^(?P<e>\d)\s+(?P<f>[a-z][a-z ]{2,30}?)(?=[.:;,]|$)",
    re.IGNORECASE,
)


_NUMBERED = re.compile(r"\d\s*(?:[–—:=)-]|is |means )|\(\d|^\d [A-Za-z]")
_EXTREMES = ("est", "imum", "top ")
"""Parts of the words below: a cheap look before them."""
_EXTREME = re.compile(
    r"\b(lowest|worst|poorest|minimum|highest|top|best|maximum)\s+(?:possible\s+|available\s+)?"
    r"(?:score|rating|grade|mark|judge?ment)s?\s*(?:of|,|\(|–|-)?\s*(?:an?\s+)?([1-9])\b",
    re.IGNORECASE,
)


def scale_key(texts: Sequence[str], framework: Framework) -> tuple[tuple[str, str], ...]:
    """How a source numbers the steps of the scale ("4 – good", "poor (1)"), as (further name, step).

    Nothing unless every step is explained exactly once, or the source calls one number the lowest or highest.
    """
    steps = {step.casefold(): step for step in framework.scale}
    numeric = all(step.isdigit() for step in framework.scale)
    found: dict[str, str] = {}
    for text in texts:
        if len(text) > 400 or not _NUMBERED.search(text):
            continue
        for match in _KEY.finditer(text):
            digit = match["a"] or match["d"] or match["e"]
            word = " ".join((match["b"] or match["c"] or match["f"]).casefold().split())
            if numeric and digit in steps and found.setdefault(word, digit) != digit:
                return ()
            if not numeric:
                named = next(
                    (step for step in sorted(steps, key=len, reverse=True) if word.endswith(step)), None
                )
                if named is not None and found.setdefault(digit, steps[named]) != steps[named]:
                    return ()
    if set(found.values()) == set(framework.scale) and len(found) == len(framework.scale):
        return tuple(found.items())
    return () if numeric else _by_extreme(texts, framework)


def _by_extreme(texts: Sequence[str], framework: Framework) -> tuple[tuple[str, str], ...]:
    """The numbers of the steps where a source only says which number is the lowest or the highest."""
    size = len(framework.scale)
    for text in texts:
        if not holds(text, _EXTREMES):
            continue
        for match in _EXTREME.finditer(text):
            best = match[1].lower() in {"highest", "top", "best", "maximum"}
            number = int(match[2])
            if number in {1, size}:
                upwards = (number == size) == best
                order = framework.scale[::-1] if upwards else framework.scale
                return tuple((str(value), step) for value, step in enumerate(order, 1))
    return ()
