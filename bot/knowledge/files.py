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
MAX_BYTES = 128 << 20
"""Most bytes of all files together: some 200,000 passages."""
VERSION_LENGTH = 12
"""Hexadecimal digits of a knowledge version."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*")
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)
_IGNORED = "readme.md"
_MEANT = {"yml": ".yaml", "yaml": ".yaml", "csv": ".csv", "md": ".md", "markdown": ".md"}
_ADVICE = "is not read; move it out of the knowledge folder"


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
    reader = _Reader(log)
    reader.read_root(root, shown)
    return dict(sorted(reader.found.items()))


def version_of(files: Mapping[str, bytes]) -> str:
    """The version id of these files: a hash over their names and bytes, in the order of the names."""
    digest = sha256()
    for name, data in sorted(files.items()):
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:VERSION_LENGTH]


class _Reader:
    """Goes through a folder and keeps what counts."""

    def __init__(self, log: FaultLog) -> None:
        self.found: dict[str, bytes] = {}
        self._log = log
        self._bytes = 0

    def read_root(self, root: Path, shown: str) -> None:
        """Read the folder itself; `shown` is its name in messages."""
        strays = []
        for entry in self._entries(root, shown):
            if entry.name in FOLDERS:
                self._folder(entry)
            elif entry.name in FILES:
                self._file(entry, entry.name)
            else:
                strays.append(entry)
        # In a folder that is no knowledge folder at all, a list of everything else in it helps nobody.
        for entry in strays if self.found else ():
            self._stray(entry, printable(entry.name), (*FOLDERS, *FILES))

    def _entries(self, folder: Path | os.DirEntry[str], shown: str) -> list[os.DirEntry[str]]:
        """What stands in a folder, by name, without what is hidden and without a read-me."""
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            self._log.fault(shown, 0, "", f"the folder cannot be read: {error.strerror}")
            return []
        if len(entries) > MAX_FILES:
            self._log.fault(shown, 0, "", f"holds {len(entries):,} files; at most {MAX_FILES:,} are read")
            return []
        return [entry for entry in entries if entry.name[0] != "." and entry.name.lower() != _IGNORED]

    def _folder(self, folder: os.DirEntry[str]) -> None:
        if folder.is_symlink() or not folder.is_dir():
            what = "a link" if folder.is_symlink() else "not a folder"
            self._log.fault(folder.name, 0, "", f"is {what}; put the folder itself here")
            return
        ending = FOLDERS[folder.name]
        for entry in self._entries(folder, folder.name):
            shown = f"{folder.name}/{printable(entry.name)}"
            if not entry.name.endswith(ending) or entry.is_dir(follow_symlinks=False):
                self._stray(entry, shown, (ending,))
            elif not _NAME.fullmatch(entry.name):
                why = "rename it: a file's name is lower-case letters, digits and hyphens"
                self._log.fault(shown, 1, "", why)
            else:
                self._file(entry, shown)

    def _file(self, entry: os.DirEntry[str], name: str) -> None:
        try:
            data = read_ordinary(entry.path, SIZE_LIMITS[Path(name).suffix])
        except NotServableError as error:
            self._log.fault(name, 1, "", str(error))
            return
        self._bytes += len(data)
        if self._bytes > MAX_BYTES:
            why = f"is not read: up to here the folder holds more than {MAX_BYTES:,} bytes"
            self._log.fault(name, 1, "", why)
            return
        self.found[name] = data

    def _stray(self, entry: os.DirEntry[str], shown: str, expected: tuple[str, ...]) -> None:
        """Something that is not read: a fault where it was surely meant to be, otherwise a warning."""
        stem, dot, ending = entry.name.rpartition(".")
        meant = _MEANT.get(ending.lower())
        if dot and meant in expected and not entry.is_dir(follow_symlinks=False):
            self._log.fault(shown, 1, "", f"is not read; name it “{printable(stem)}{meant}”")
        elif near := nearest(entry.name, expected, cutoff=80.0):
            self._log.fault(shown, 0, "", f"is not read; did you mean “{near}”?")
        else:
            self._log.warn(shown, 1, "", _ADVICE)


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
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, len(data)):
        raise NotServableError("changed while it was being read; try again")
    return data
