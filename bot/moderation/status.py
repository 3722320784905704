"""What is served, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.knowledge.faults import Fault
from bot.model import Contents
from bot.moderation.generations import Generation
from bot.moderation.results import Asked, AtWork
from bot.moderation.start import Health


@dataclass(frozen=True, slots=True)
class Status:
    """The served version, how it came to be applied, and what a person should know about it.

    `counts` pairs nouns (singular) with how many of them there are. `newest` is the date of the newest source
    as that source shows it, empty when none shows one, and `age` the days since then, at least.
    """

    version: str
    generation: Generation
    counts: tuple[tuple[str, int], ...]
    newest: str
    age: int | None
    warnings: tuple[Fault, ...]
    health: Health
    asked: Asked | None
    at_work: AtWork | None


def counts_of(contents: Contents) -> tuple[tuple[str, int], ...]:
    """How much of everything there is."""
    return (
        ("framework", len(contents.frameworks)),
        ("subject", len(contents.subjects)),
        ("judgment", len(contents.judgments)),
        ("report", len(contents.reports)),
        ("passage", sum(len(report.passages) for report in contents.reports)),
    )


def newest_source(contents: Contents) -> str:
    """The latest date of publication of anything cited: YYYY, YYYY-MM or YYYY-MM-DD; '' without any."""
    dates = {judgment.citation.published for judgment in contents.judgments}
    dates |= {tally.citation.published for tally in contents.tallies}
    dates |= {report.published for report in contents.reports}
    return max(dates, default="")


def days_since(published: str, today: date) -> int | None:
    """Days from the end of a date's day, month or year to today, at least 0; None without a date."""
    if not published:
        return None
    year, month, day = (*map(int, published.split("-")), 0, 0)[:3]
    if day:
        last = date(year, month, day)
    elif month:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    else:
        last = date(year, 12, 31)
    return max(0, (today - last).days)
