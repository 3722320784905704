"""From a folder on disk to `Contents`: read, parse, check, and refuse with every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.knowledge import publishers, synonyms
from bot.knowledge.checks import warn
from bot.knowledge.faults import Fault, FaultLog, KnowledgeFaults, printable
from bot.knowledge.files import read_files, version_of
from bot.knowledge.frameworks import read_frameworks
from bot.knowledge.judgments import TALLIES, read_judgments, read_tallies
from bot.knowledge.references import References
from bot.knowledge.reports import read_reports
from bot.knowledge.subjects import read_subjects
from bot.knowledge.text import decode
from bot.knowledge.yaml_guard import Table, parse_yaml
from bot.model import Contents, Judgment, Report, Tally

_Content = TypeVar("_Content", str, Table)

__all__ = ["Fault", "KnowledgeFaults", "check_folder", "contents_of", "load_contents"]


def load_contents(folder: Path) -> Contents:
    """Everything that a knowledge folder holds, validated.

    Raises KnowledgeFaults with every fault found when the folder cannot be served. Reads the disk; about 40
    ms for a thousand judgments.
    """
    log = FaultLog()
    return _contents(_load(read_files(folder, log), folder.name, log, {}), log)


def contents_of(
    files: Mapping[str, bytes], name: str, log: FaultLog, known: Mapping[str, Report] | None = None
) -> Contents:
    """As `load_contents`, from files that have been read already, by their paths inside the folder `name`.

    `known` holds reports that need no reading: file → what it is known to hold. That is true as long as the
    file itself and everything outside `reports`, `judgments` and `tallies.csv` is the same as then.
    Raises KnowledgeFaults with every fault found here and those that `log` holds already; without a fault
    `log` gains the warnings.
    """
    loaded = _load(files, name, log, known or {})
    contents = _contents(loaded, log)
    warn(loaded.references, loaded.judgments, loaded.tallies, loaded.reports, log)
    return contents


def check_folder(folder: Path) -> tuple[list[Fault], list[Fault]]:
    """The faults that keep a folder from being served, and the warnings that do not; by file and line."""
    log = FaultLog()
    loaded = _load(read_files(folder, log), folder.name, log, {})
    if not log.faults:
        warn(loaded.references, loaded.judgments, loaded.tallies, loaded.reports, log)
    return log.faults, log.warnings


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What could be read; trustworthy only when the log holds no fault."""

    version: str
    references: References
    judgments: list[Judgment]
    tallies: list[tuple[Tally, int]]
    reports: list[Report]
    synonyms: Mapping[str, tuple[str, ...]]


def _contents(loaded: _Loaded, log: FaultLog) -> Contents:
    if log.faults:
        raise KnowledgeFaults(log.faults)
    references = loaded.references
    return Contents(
        version=loaded.version,
        frameworks=tuple(references.frameworks.values()),
        subjects=tuple(references.subjects.values()),
        judgments=tuple(loaded.judgments),
        tallies=tuple(tally for tally, _ in loaded.tallies),
        reports=tuple(loaded.reports),
        synonyms=loaded.synonyms,
    )


def _load(files: Mapping[str, bytes], folder: str, log: FaultLog, known: Mapping[str, Report]) -> _Loaded:
    texts: dict[str, str] = {}
    for file, data in files.items():
        if file not in known and (text := decode(file, data, log)) is not None:
            texts[file] = text
    tables: dict[str, Table] = {}
    for file in texts:
        if file.endswith(".yaml") and (table := parse_yaml(file, texts[file], log)) is not None:
            tables[file] = table
    readable = not log.faulty_within("frameworks", "subjects")
    frameworks, all_frameworks = read_frameworks(_within(tables, "frameworks"), readable, log)
    subjects, all_subjects = read_subjects(_within(tables, "subjects"), log)
    if files or not log.faults:
        _require(folder, {"frameworks": frameworks, "subjects": subjects}, log)
    references = References(
        frameworks=frameworks,
        subjects=subjects,
        publishers=publishers.read_publishers(tables.get(publishers.FILE), log),
        complete=all_frameworks and all_subjects and readable and bool(frameworks and subjects),
    )
    reports = read_reports(_within(texts, "reports"), references, log)
    reports += (report for file, report in known.items() if file in files)
    return _Loaded(
        version=version_of(files),
        references=references,
        judgments=read_judgments(_within(texts, "judgments"), references, reports, log),
        tallies=read_tallies(texts[TALLIES], references, reports, log) if TALLIES in texts else [],
        reports=sorted(reports, key=lambda report: f"reports/{report.id}.md"),
        synonyms=synonyms.read_synonyms(tables.get(synonyms.FILE), log),
    )


def _within(files: Mapping[str, _Content], folder: str) -> dict[str, _Content]:
    return {file: content for file, content in files.items() if file.startswith(f"{folder}/")}


def _require(folder: str, parts: Mapping[str, object], log: FaultLog) -> None:
    """A folder without a framework or a subject is no knowledge folder."""
    empty = [name for name, found in parts.items() if not found and not log.faulty_within(name)]
    if missing := [f"{name}/*.yaml" for name in empty]:
        log.fault(printable(folder) or ".", 0, "", f"the knowledge folder has no {' and no '.join(missing)}")
