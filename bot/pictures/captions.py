"""What stands around the grades: who inspected, when it was published, how to read what is not obvious."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Finding
from bot.language import Catalogue
from bot.model import Framework
from bot.pictures.sections import cycles_of


def inspectors(findings: Sequence[Finding], say: Catalogue) -> str:
    """ "PEEL 2021/22 by HMICFRS", or for several cycles "2 cycles of PEEL by HMICFRS"."""
    frameworks = cycles_of(findings)
    by = say.listed(list(dict.fromkeys(framework.inspectorate for framework in frameworks)))
    if len(frameworks) == 1:
        return say("{cycle} by {inspectorate}", cycle=frameworks[0].name, inspectorate=by)
    programmes = say.listed(list(dict.fromkeys(framework.programme for framework in frameworks)))
    return say(
        "{count} cycles of {programme} by {inspectorate}",
        count=len(frameworks),
        programme=programmes,
        inspectorate=by,
    )


def sources(findings: Sequence[Finding], version: str, say: Catalogue) -> str:
    """When the pages were published on which the grades were read, and the knowledge version."""
    dates = sorted({found.judgment.citation.published for found in findings} - {""})
    undated = any(not found.judgment.citation.published for found in findings)
    parts = [_published(dates, undated, say)]
    if version:
        parts.append(say("knowledge {version}", version=version))
    return " · ".join(part for part in parts if part)


def _published(dates: Sequence[str], undated: bool, say: Catalogue) -> str:
    if not dates:
        return say("Source shows no date") if undated else ""
    first, last = say.date(dates[0]), say.date(dates[-1])
    if first == last:
        span = say("Source {date}", date=first)
    else:
        span = say("Sources {first} to {last}", first=first, last=last)
    return say("{sources}, some without a date", sources=span) if undated else span


def worked_out(say: Catalogue) -> str:
    """What it means that a grade was worked out."""
    return say("Worked out: found by elimination from announced counts; no page states it.")


def directions(findings: Sequence[Finding], say: Catalogue) -> list[str]:
    """Which end of a scale in numbers is the good one, which no number says."""
    return list(
        dict.fromkeys(
            say("{best} is the best grade, {worst} the worst.", best=item.scale[0], worst=item.scale[-1])
            for item in cycles_of(findings)
            if _numbered(item)
        )
    )


def _numbered(framework: Framework) -> bool:
    return all(grade.isdigit() for grade in framework.scale)
