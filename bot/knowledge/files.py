"""Reading a knowledge folder from disk: which files count, and how a hostile one is refused.

Nothing is opened that is not an ordinary file inside the folder: no link is followed, a pipe is never waited
for, and a file is refused by its size before it is read.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from bot.knowledge.faults import FaultLog, nearest, printable

FOLDERS: Mapping[str, str] = {
    "frameworks": ".yaml",
    "subjects": ".yaml",
    "judgments": ".csv",
    "reports": ".md",
}
"""Folder → the ending of the files that count in it."""
FILES = ("tallies.csv", "publishers.yaml", "synonyms.yaml")
"""Files that count beside the folders."""
SIZE_LIMITS: Mapping[str, int] = {".yaml": 1 << 20, ".csv": 8 << 20, ".md": 2 << 20}
"""Largest file of each kind in bytes."""
MAX_FILES = 20_000
"""Most files of one folder."""
VERSION_LENGTH = 12
"""Hexadecimal digits of a knowledge version."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*")
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)
_IGNORED = "readme.md"


class NotServableError(Exception):
    """One file or folder cannot be read; the message says why."""


def read_files(folder: Path, log: FaultLog) -> dict[str, bytes]:
    """The bytes of every file that counts, by POSIX path inside the folder, in the order of the paths.

    Whatever cannot or should not be read is noted in `log`. The folder itself may be a link; it is resolved
    once, so that a link swapped meanwhile cannot mix two versions.
    """
    root = Path(os.path.realpath(folder))
    shown = printable(folder.name) or "."
    if not root.is_dir():
        why = "is not a folder" if root.exists() else "does not exist"
        log.fault(shown, 0, "", f"the knowledge folder {why}")
        return {}
    found: dict[str, bytes] = {}
    for entry in _entries(root, shown, log):
        if entry.name in FOLDERS:
            _read_folder(entry, log, found)
        elif entry.name in FILES:
            _read_file(entry, entry.name, log, found)
        else:
            _stray(entry, printable(entry.name), (*FOLDERS, *FILES), log)
    return dict(sorted(found.items()))


def version_of(files: Mapping[str, bytes]) -> str:
    """The version id of these files: a hash over their names and bytes, in the order of the names."""
    digest = sha256()
    for name, data in sorted(files.items()):
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:VERSION_LENGTH]


def _entries(folder: Path | os.DirEntry[str], shown: str, log: FaultLog) -> list[os.DirEntry[str]]:
    """What stands in a folder, by name, without what is hidden and without a read-me."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        log.fault(shown, 0, "", f"the folder cannot be read: {error.strerror}")
        return []
    if len(entries) > MAX_FILES:
        log.fault(shown, 0, "", f"holds {len(entries):,} files; at most {MAX_FILES:,} are read")
        return []
    return [entry for entry in entries if entry.name[0] != "." and entry.name.lower() != _IGNORED]


def _read_folder(folder: os.DirEntry[str], log: FaultLog, found: dict[str, bytes]) -> None:
    if folder.is_symlink() or not folder.is_dir():
        what = "a link" if folder.is_symlink() else "not a folder"
        log.fault(folder.name, 0, "", f"is {what}; put the folder itself here")
        return
    ending = FOLDERS[folder.name]
    for entry in _entries(folder, folder.name, log):
        shown = f"{folder.name}/{printable(entry.name)}"
        if not entry.name.endswith(ending) or entry.is_dir(follow_symlinks=False):
            _stray(entry, shown, (ending,), log)
        elif not _NAME.fullmatch(entry.name):
            log.fault(shown, 1, "", "rename it: a file's name is lower-case letters, digits and hyphens")
        else:
            _read_file(entry, shown, log, found)


def _read_file(entry: os.DirEntry[str], name: str, log: FaultLog, found: dict[str, bytes]) -> None:
    try:
        found[name] = read_ordinary(entry.path, SIZE_LIMITS[Path(name).suffix])
    except NotServableError as error:
        log.fault(name, 1, "", str(error))


def read_ordinary(path: str, limit: int) -> bytes:
    """The bytes of an ordinary file of at most `limit` bytes. Raises NotServableError for anything else."""
    try:
        if stat.S_ISLNK(os.lstat(path).st_mode):
            raise NotServableError("is a link; put the file itself here")
        handle = os.open(path, _FLAGS)
    except OSError as error:
        raise NotServableError(f"cannot be opened: {error.strerror}") from None
    try:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise NotServableError("is not an ordinary file")
        if before.st_size > limit:
            raise NotServableError(f"has {before.st_size:,} bytes; at most {limit:,} are read. Split it")
        with os.fdopen(os.dup(handle), "rb") as stream:
            data = stream.read(limit + 1)
        after = os.fstat(handle)
    except OSError as error:
        raise NotServableError(f"cannot be read: {error.strerror}") from None
    finally:
        os.close(handle)
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size) or len(
        data
    ) != after.st_size:
        raise NotServableError("changed while it was being read; try again")
    return data


def _stray(entry: os.DirEntry[str], shown: str, expected: tuple[str, ...], log: FaultLog) -> None:
    """Something that is not read: a fault where it was surely meant to be, otherwise a warning."""
    stem, dot, ending = entry.name.rpartition(".")
    meant = {"yml": ".yaml", "yaml": ".yaml", "csv": ".csv", "md": ".md", "markdown": ".md"}.get(
        ending.lower()
    )
    if dot and meant in expected and not entry.is_dir(follow_symlinks=False):
        log.fault(shown, 1, "", f"is not read; name it “{printable(stem)}{meant}”")
        return
    if near := nearest(entry.name, expected, cutoff=80.0):
        log.fault(shown, 0, "", f"is not read; did you mean “{near}”?")
        return
    log.warn(shown, 1, "", "is not read; move it out of the knowledge folder")
