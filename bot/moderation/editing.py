"""Changing files of the knowledge folder while it is served: all is checked before anything is written."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from bot.knowledge import KnowledgeFaults
from bot.knowledge.faults import Fault, FaultLog
from bot.knowledge.files import MAX_BYTES, SIZE_LIMITS
from bot.knowledge.loader import contents_of
from bot.model import Report
from bot.moderation.changes import counted
from bot.moderation.disk import Disk, SharedDisk, write_whole
from bot.moderation.generations import StoreError, digests_of
from bot.moderation.loading import (
    Loaded,
    Stage,
    UnsteadyError,
    Versions,
    load_files,
    read_steadily,
    signature,
    unchanged,
)

Edit = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]
"""From the folder's files, by POSIX path inside it, to those that are to be written, in that order."""


class UnsoundEditError(Exception):
    """The knowledge could not be served after the change. Holds every fault that would be in it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(f"{counted(len(faults), 'fault')}; {faults[0]}")


def edit_folder(
    folder: Path,
    edit: Edit,
    earlier: Loaded | None = None,
    stage: Stage = lambda _: None,
    disk: Disk = SharedDisk(),  # noqa: B008  without a state
) -> Versions:
    """Change files of a folder, and load it as it is then.

    Each file is written whole, and the folder is sound after each of them: whoever reads it at any moment,
    also after a crash, finds it as it was, as it is to be, or with the first files of the change.
    Raises KnowledgeFaults when the folder is not sound, UnsteadyError when others are changing it,
    UnsoundEditError, StoreError when it cannot be written, and whatever `edit` raises. The files are then as
    they were.
    """
    files, log, mark = read_steadily(folder, stage)
    known = unchanged(digests_of(files), earlier) if earlier else {}
    contents_of(files, folder.name, log, known)
    stage("checking the change")
    writes = {path: data for path, data in edit(files).items() if files.get(path) != data}
    after = dict(files)
    for path, data in writes.items():
        after[path] = data
        rest = {file: report for file, report in known.items() if file not in writes}
        _check(dict(sorted(after.items())), path, folder.name, rest)
    after = dict(sorted(after.items()))
    loaded = load_files(after, folder.name, FaultLog(), earlier, stage)
    if signature(folder) != mark:
        raise UnsteadyError
    stage("writing the files")
    _write(Path(os.path.realpath(folder)), writes, files, disk)
    return loaded, after


def _check(files: Mapping[str, bytes], changed: str, name: str, known: Mapping[str, Report]) -> None:
    """Raise UnsoundEditError where these files could not be read or served."""
    most = SIZE_LIMITS[Path(changed).suffix]
    log = FaultLog()
    if len(files[changed]) > most:
        log.fault(changed, 1, "", f"would have {len(files[changed]):,} bytes; at most {most:,} are read")
    if sum(map(len, files.values())) > MAX_BYTES:
        log.fault(changed, 1, "", f"with it the folder would hold more than {MAX_BYTES:,} bytes")
    try:
        contents_of(files, name, log, known)
    except KnowledgeFaults as error:
        raise UnsoundEditError(error.faults) from error


def _write(root: Path, writes: Mapping[str, bytes], before: Mapping[str, bytes], disk: Disk) -> None:
    done: list[str] = []
    try:
        for path, data in writes.items():
            done.append(path)
            (root / path).parent.mkdir(exist_ok=True)
            write_whole(disk, root / path, data)
    except OSError as error:
        for path in reversed(done):
            with suppress(OSError):  # what cannot be put back is sound all the same
                _put_back(root / path, before.get(path), disk)
        raise StoreError(f"the knowledge folder cannot be written: {error.strerror}") from error


def _put_back(path: Path, data: bytes | None, disk: Disk) -> None:
    if data is None:
        disk.remove(path)
    else:
        write_whole(disk, path, data)
