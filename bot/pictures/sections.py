"""Findings as tables and grids, with a break wherever the next cycle must not be compared with the last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.answer import Finding
from bot.language import Catalogue
from bot.model import Area, Framework, Subject
from bot.pictures.board import Break, Grid, GridRow, Row, Section, Table
from bot.pictures.marks import absent, mark_of, scale_marks


def area_label(area: Area) -> str:
    """The area's short name."""
    return area.label or area.title


def cycles_of(findings: Iterable[Finding]) -> list[Framework]:
    """The frameworks of some findings, each once, in their order."""
    return list({found.framework.id: found.framework for found in findings}.values())


def runs(frameworks: Sequence[Framework]) -> list[list[Framework]]:
    """Neighbouring cycles whose grades may be compared, all with one another."""
    found: list[list[Framework]] = []
    for framework in frameworks:
        if found and all(_comparable(framework, other) for other in found[-1]):
            found[-1].append(framework)
        else:
            found.append([framework])
    return found


def _comparable(one: Framework, other: Framework) -> bool:
    return one.id in other.comparable_with and other.id in one.comparable_with


def joined(parts: Sequence[tuple[Framework, Section]], say: Catalogue) -> tuple[Section, ...]:
    """Sections one below another, with a break between those that must not be compared."""
    sections: list[Section] = []
    starts = {run[0].id for run in runs([framework for framework, _ in parts])[1:]}
    for framework, section in parts:
        if framework.id in starts:
            sections.append(Break(say("not comparable")))
        sections.append(section)
    return tuple(sections)


def one_subject(
    findings: Sequence[Finding],
    say: Catalogue,
    *,
    by_cycle: bool = False,
    whole: bool = True,
    unnamed: Mapping[str, tuple[Row, ...]] | None = None,
) -> tuple[Section, ...]:
    """One subject's grades.

    `by_cycle` makes a row of every cycle (for a single area). Otherwise every cycle is a table of its areas
    with the rows of `unnamed` (by cycle) below them, and comparable cycles share a grid of areas and cycles.
    `whole` says that nothing held was left out, so that an empty cell of such a grid means "not held".
    """
    extra = unnamed or {}
    sections: list[Section] = []
    for run in runs(cycles_of(findings)):
        if sections:
            sections.append(Break(say("not comparable")))
        here = [found for found in findings if found.framework.id in {item.id for item in run}]
        if by_cycle:
            sections.append(_cycle_rows(here, findings[0], say))
        elif len(run) > 1 and whole and not any(item.name in extra for item in run) and _one_scale(run):
            sections.append(_cycle_grid(run, here, say))
        else:
            alone = len(cycles_of(findings)) == 1
            for framework in run:
                rows = [_row(found, say) for found in here if found.framework.id == framework.id]
                heading = "" if alone else framework.name
                rows += extra.get(framework.name, ())
                sections.append(Table(heading, scale_marks(framework.scale, say), tuple(rows)))
    return tuple(sections)


def _row(found: Finding, say: Catalogue) -> Row:
    return Row(area_label(found.area), mark_of(found, say))


def _one_scale(run: Sequence[Framework]) -> bool:
    return len({framework.scale for framework in run}) == 1


def _cycle_rows(here: Sequence[Finding], first: Finding, say: Catalogue) -> Table:
    """A row for each cycle; the area is named where it goes by another name than the first one's."""
    rows = []
    for found in here:
        label = area_label(found.area)
        remark = "" if label == area_label(first.area) else label
        rows.append(Row(found.framework.name, mark_of(found, say), remark))
    return Table("", scale_marks(here[0].framework.scale, say), tuple(rows))


def _cycle_grid(run: Sequence[Framework], here: Sequence[Finding], say: Catalogue) -> Grid:
    """Areas by cycle, the earliest cycle on the left."""
    columns = sorted(run, key=lambda framework: framework.year)
    labels: dict[str, str] = {}
    for area in (area for framework in run for area in framework.areas):
        labels.setdefault(area.id, area_label(area))
    held = {(found.framework.id, found.area.id): mark_of(found, say) for found in here}
    judged = {found.area.id for found in here}
    rows = [
        GridRow(label, tuple(held.get((framework.id, area)) for framework in columns))
        for area, label in labels.items()
        if area in judged
    ]
    programme = say.listed(list(dict.fromkeys(framework.programme for framework in run)))
    years = [framework.cycle for framework in columns]
    heading = say("{programme} {first} to {last}", programme=programme, first=years[0], last=years[-1])
    return Grid(heading, scale_marks(run[0].scale, say), tuple(years), tuple(rows), say("cycles"))


def side_by_side(
    framework: Framework,
    subjects: Sequence[Subject],
    findings: Sequence[Finding],
    missing: Sequence[tuple[Subject, Area]],
    say: Catalogue,
    *,
    alone: bool,
) -> Section:
    """Several subjects in one cycle: a grid of areas and subjects, or a table where there is one area.

    `missing` are the areas looked up for which nothing is held; `alone` leaves the cycle out of the heading.
    """
    held = {
        (found.subject.id, found.area.id): mark_of(found, say)
        for found in findings
        if found.framework.id == framework.id
    }
    shown = {area for _, area in held} | {area.id for _, area in missing}
    areas = [area for area in framework.areas if area.id in shown]
    scale = scale_marks(framework.scale, say)
    cycle = "" if alone else framework.name
    if len(areas) == 1:
        none = absent(len(scale), say)
        rows = [Row(subject.short, held.get((subject.id, areas[0].id), none)) for subject in subjects]
        return Table(": ".join(part for part in (cycle, area_label(areas[0])) if part), scale, tuple(rows))
    lines = [
        GridRow(area_label(area), tuple(held.get((subject.id, area.id)) for subject in subjects))
        for area in areas
    ]
    columns = tuple(subject.short for subject in subjects)
    return Grid(cycle, scale, columns, tuple(lines), say.term(framework.nouns))
