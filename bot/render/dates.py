"""Dates as the sources give them, in words."""

from __future__ import annotations

_MONTHS = "January February March April May June July August September October November December".split()


def in_words(published: str) -> str:
    """ "2022-04-28" → "28 April 2022", "2022-04" → "April 2022", "2022" → "2022", "" → ""."""
    parts = published.split("-")
    if len(parts) == 1:
        return published
    month = _MONTHS[int(parts[1]) - 1]
    return f"{int(parts[2])} {month} {parts[0]}" if len(parts) == 3 else f"{month} {parts[0]}"


def dated(published: str) -> str:
    """The date, or that the source shows none."""
    return in_words(published) or "page shows no date"
