"""`subjects/*.yaml`: what is inspected, with the names people use."""

from __future__ import annotations

from collections.abc import Mapping

from bot.knowledge.faults import FaultLog, quoted, unknown
from bot.knowledge.fields import LONG, Fields, fold
from bot.knowledge.yaml_guard import Table
from bot.model import Subject


def read_subjects(tables: Mapping[str, Table], log: FaultLog) -> tuple[dict[str, Subject], bool]:
    """All subjects by id, in the order of their files, and whether each has an id of its own."""
    found: dict[str, Subject] = {}
    places: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    complete = True
    for file, table in tables.items():
        root = Fields(file, table, log)
        for entry in root.tables("subjects"):
            subject = _subject(entry)
            if not subject.id:
                complete = False
                continue
            if subject.id in found:
                entry.fault("id", f"{quoted(subject.id)} stands twice; first in {places[subject.id]}")
                complete = False
                continue
            found[subject.id] = subject
            places[subject.id] = f"{file}:{entry.line}"
            _check_names(subject, names, entry)
        root.close()
    return found, complete


def _subject(entry: Fields) -> Subject:
    subject = Subject(
        id=entry.id(),
        name=entry.text("name"),
        short=entry.text("short"),
        kind=entry.text("kind"),
        aliases=entry.texts("aliases"),
        wary=entry.texts("wary"),
        region=entry.text("region", optional=True),
        country=entry.text("country", optional=True),
        graded=entry.flag("graded", default=True),
        note=entry.text("note", limit=LONG, optional=True),
    )
    entry.close()
    for alias in subject.wary:
        if alias not in subject.aliases:
            entry.fault(
                "wary", f"{unknown(alias, subject.aliases)}; a wary alias stands among the aliases too"
            )
    return subject


def _check_names(subject: Subject, names: dict[tuple[str, str], str], entry: Fields) -> None:
    """No two subjects of one kind share a name, whatever its case and spacing."""
    spoken = [("name", subject.name), ("short", subject.short)]
    spoken += [("aliases", alias) for alias in subject.aliases]
    for field, name in spoken:
        if not name:
            continue
        owner = names.setdefault((subject.kind, fold(name)), subject.id)
        if owner != subject.id:
            entry.fault(field, f"{quoted(name)} is a name of {quoted(owner)} too")
