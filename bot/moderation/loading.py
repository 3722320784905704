"""From a knowledge folder, or the files of a generation, to knowledge that can be served."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge import Knowledge
from bot.knowledge.faults import Fault, FaultLog
from bot.knowledge.files import FILES, FOLDERS, MAX_FILES, read_files
from bot.knowledge.loader import contents_of
from bot.model import Contents, Report
from bot.moderation.generations import digests_of
from bot.moderation.memory import considerately, keep_from_collector

TRIES = 3
"""How often a folder is read before it is called unsteady."""

Stage = Callable[[str], None]
"""Told what is being done, in words that follow "Still …"."""
Read = Callable[[Path, FaultLog], dict[str, bytes]]
Signature = list[tuple[object, ...]]
"""What differs when a file of a folder is changed, added, removed or swapped."""


class UnsteadyError(Exception):
    """The knowledge folder was being changed every time it was read."""

    def __str__(self) -> str:
        return "the files were being changed"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A version that can be served, and the SHA-256 of every file that it was read from."""

    knowledge: Knowledge
    digests: Mapping[str, str]
    warnings: tuple[Fault, ...] = ()

    @property
    def version(self) -> str:
        """The version of the knowledge."""
        return self.knowledge.version


Versions = tuple[Loaded, dict[str, bytes]]
"""A version and the bytes of the files that it was read from."""


def load_folder(
    folder: Path, earlier: Loaded | None = None, stage: Stage = lambda _: None, read: Read = read_files
) -> tuple[Loaded, dict[str, bytes]]:
    """Read, validate and index a folder. Returns the bytes too, so that what is served can be kept.

    What stands in `earlier` and has not changed is taken over. Raises KnowledgeFaults with every fault, or
    UnsteadyError when the files changed during each of TRIES readings.
    """
    files, log, _ = read_steadily(folder, stage, read)
    return load_files(files, folder.name, log, earlier, stage), files


def read_steadily(
    folder: Path, stage: Stage = lambda _: None, read: Read = read_files
) -> tuple[dict[str, bytes], FaultLog, Signature]:
    """The files of a folder as they stood at one moment, what keeps some from being read, the signature.

    Raises UnsteadyError when they changed during each of TRIES readings.
    """
    for _ in range(TRIES):
        stage("reading the files")
        log = FaultLog()
        before = signature(folder)
        files = read(folder, log)
        if signature(folder) == before:
            return files, log, before
    raise UnsteadyError


def load_files(
    files: Mapping[str, bytes],
    name: str,
    log: FaultLog,
    earlier: Loaded | None = None,
    stage: Stage = lambda _: None,
) -> Loaded:
    """Validate and index files that have been read. `name` is that of their folder, for faults."""
    with considerately():
        stage(f"checking {len(files):,} files")
        digests = digests_of(files)
        contents = contents_of(files, name, log, unchanged(digests, earlier) if earlier else {})
        count = sum(len(report.passages) for report in contents.reports)
        stage(f"indexing {count:,} passages")
        knowledge = _knowledge(contents, earlier)
        keep_from_collector(count)
    return Loaded(knowledge, digests, tuple(log.warnings))


def unchanged(digests: Mapping[str, str], earlier: Loaded) -> dict[str, Report]:
    """The reports of the earlier version whose files, and everything they refer to, are the same."""
    if _referred_to(digests) != _referred_to(earlier.digests):
        return {}
    found = {f"reports/{report.id}.md": report for report in earlier.knowledge.contents.reports}
    return {
        file: report for file, report in found.items() if digests.get(file) == earlier.digests.get(file, "")
    }


def _referred_to(digests: Mapping[str, str]) -> dict[str, str]:
    """The files that the meaning of a report depends on."""
    apart = ("reports/", "judgments/", "tallies.csv", "synonyms.yaml")
    return {file: digest for file, digest in digests.items() if not file.startswith(apart)}


def _knowledge(contents: Contents, earlier: Loaded | None) -> Knowledge:
    """Knowledge with everything built that a first question would otherwise pay for."""
    index = None
    if earlier is not None and _same_entries(contents, earlier.knowledge.contents):
        index = earlier.knowledge.index
    knowledge = Knowledge(contents, index)
    _ = knowledge.index, knowledge.names, knowledge.newest_first, knowledge.speakers
    return knowledge


def _same_entries(new: Contents, old: Contents) -> bool:
    """Whether both have the very same reports and synonyms, which is all that the index is made from."""
    if len(new.reports) != len(old.reports) or new.synonyms != old.synonyms:
        return False
    return all(one is other for one, other in zip(new.reports, old.reports, strict=True))


def signature(folder: Path) -> Signature:
    """What would differ if a file were changed, added, removed or swapped. Cheap: nothing is opened."""
    root = Path(os.path.realpath(folder))
    found: list[tuple[object, ...]] = [(str(root), *_stat(root))]
    for name in FILES:
        found.append((name, *_stat(root / name)))
    for name in FOLDERS:
        found += _listing(root / name)
    return found


def _listing(folder: Path) -> Iterator[tuple[object, ...]]:
    try:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda item: item.name)[:MAX_FILES]:
                yield (f"{folder.name}/{entry.name}", *_stat(Path(entry.path)))
    except OSError as error:
        yield folder.name, error.errno


def _stat(path: Path) -> tuple[object, ...]:
    try:
        found = path.lstat()
    except OSError as error:
        return (error.errno,)
    return found.st_ino, found.st_dev, found.st_size, found.st_mtime_ns, found.st_ctime_ns
