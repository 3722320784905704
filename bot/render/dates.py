"""When and where a source says something, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language import Catalogue

_PLACE = re.compile(r"paragraph (?P<number>\d+)(?:, page (?P<page>\d+))?", re.ASCII)


def dated(published: str, say: Catalogue) -> str:
    """The date, or that the source shows none."""
    return say.date(published) or say("undated")


def place_words(number: int, page: int | None, say: Catalogue) -> str:
    """ "paragraph 16, page 3"; a `number` of 0 or no page is left out."""
    if page is None:
        return say("paragraph {number}", number=number) if number else ""
    if not number:
        return say("page {page}", page=page)
    return say("paragraph {number}, page {page}", number=number, page=page)


def cited_place(place: str, say: Catalogue) -> str:
    """The place of a citation."""
    if match := _PLACE.fullmatch(place):
        return place_words(int(match["number"]), int(match["page"]) if match["page"] else None, say)
    return say.term(place)


def source_dates(published: Iterable[str], say: Catalogue) -> str:
    """From when the sources are, given their dates as the sources give them; "" without sources."""
    every = set(published)
    dates = sorted(every - {""})
    if not dates:
        return say("source shows no date") if every else ""
    first, last = dated(dates[0], say), dated(dates[-1], say)
    span = say("source {date}", date=first)
    if first != last:
        span = say("sources {first} to {last}", first=first, last=last)
    return say("{dates}, some without a date", dates=span) if "" in every else span
