"""`frameworks/*.yaml`: a programme in one cycle, its scale and its areas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from bot.knowledge.faults import FaultLog, quoted, unknown
from bot.knowledge.fields import LONG, Fields, fold
from bot.knowledge.yaml_guard import Table
from bot.model import Area, Framework, Graded

_YEAR = re.compile(r"(?:19|20|21)\d{2}", re.ASCII)


def read_frameworks(
    tables: Mapping[str, Table], readable: bool, log: FaultLog
) -> tuple[dict[str, Framework], bool]:
    """All frameworks by id, in the order of their files, and whether every file gave the one of its name.

    `readable` is false when a file had to be left out of `tables`.
    """
    found: dict[str, Framework] = {}
    fields: dict[str, Fields] = {}
    cycles: dict[tuple[str, str], str] = {}
    for file, table in tables.items():
        entry = Fields(file, table, log)
        framework = _framework(entry, PurePosixPath(file).stem)
        if framework is None:
            continue
        cycle = (fold(framework.programme), fold(framework.cycle))
        if framework.cycle and (other := cycles.setdefault(cycle, file)) != file:
            entry.fault("cycle", f"{framework.name} stands in {other} already")
        found[framework.id] = framework
        fields[framework.id] = entry
    complete = readable and all(PurePosixPath(file).stem in found for file in tables)
    for framework in found.values():
        _check_comparable(framework, found, complete, fields[framework.id])
    return found, complete


def _framework(entry: Fields, stem: str) -> Framework | None:
    framework_id = entry.id()
    if framework_id and framework_id != stem:
        entry.fault("id", f"{quoted(framework_id)} and the file's name {quoted(stem)} differ")
    framework = Framework(
        id=framework_id,
        inspectorate=entry.text("inspectorate"),
        programme=entry.text("programme"),
        cycle=entry.text("cycle"),
        year=_year(entry),
        scale=_scale(entry),
        subject_kind=entry.text("subject_kind"),
        noun=entry.text("noun"),
        nouns=entry.text("nouns"),
        overall=entry.flag("overall", default=False),
        comparable_with=entry.texts("comparable_with"),
        note=entry.text("note", limit=LONG, optional=True),
        areas=_areas(entry),
    )
    entry.close()
    return framework if framework_id else None


def _year(entry: Fields) -> int:
    text = entry.text("year")
    if text and not _YEAR.fullmatch(text):
        entry.fault("year", f"{quoted(text)} is not a year like 2021")
        return 0
    return int(text or 0)


def _scale(entry: Fields) -> tuple[str, ...]:
    """The steps, best first; none when they cannot be read, and then no grade is held against them."""
    scale = entry.texts("scale", optional=False)
    if len(scale) == 1:
        entry.fault("scale", "has one step; a scale has two or more, best first")
        return ()
    return scale


def _areas(entry: Fields) -> tuple[Area, ...]:
    areas: dict[str, Area] = {}
    names: dict[str, str] = {}
    for fields in entry.tables("areas"):
        area = Area(
            id=fields.id(),
            label=fields.text("label"),
            title=fields.text("title", limit=LONG),
            words=fields.texts("words"),
            graded=Graded(fields.choice("graded", tuple(Graded), Graded.YES) or Graded.YES),
            note=fields.text("note", limit=LONG, optional=True),
        )
        fields.close()
        if area.id in areas:
            fields.fault("id", f"the area {quoted(area.id)} stands twice in this framework")
        for field in dict.fromkeys(("label", "title") if area.label != area.title else ("label",)):
            name = fold(getattr(area, field))
            if name and names.setdefault(name, area.id) != area.id:
                fields.fault(field, f"{quoted(name)} names the area {quoted(names[name])} too")
        areas[area.id] = area
    return tuple(areas.values())


def _check_comparable(
    framework: Framework, found: Mapping[str, Framework], complete: bool, entry: Fields
) -> None:
    for other_id in framework.comparable_with:
        other = found.get(other_id)
        if other is None:
            if complete:
                entry.fault("comparable_with", unknown(other_id, found))
        elif other is framework:
            entry.fault("comparable_with", "names the framework itself")
        elif framework.id not in other.comparable_with:
            entry.fault(
                "comparable_with", f"{quoted(other_id)} does not name {quoted(framework.id)} in return"
            )
        elif other.scale and framework.scale and other.scale != framework.scale:
            entry.fault(
                "comparable_with", f"{quoted(other_id)} has another scale; its grades cannot be ranked"
            )
