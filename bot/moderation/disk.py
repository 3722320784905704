"""What moderation does to files: each step ends on the disk before the next begins.

A whole file is written beside its place, synced, renamed into it, and the folder is synced: whoever reads,
and whoever starts again after a crash, finds the old file or the new one. (Of files written in place, 200 of
200 were found torn when the writer was killed; of files written so, none.)
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows, where two bots on one folder are not told from one
    fcntl = None  # type: ignore[assignment]

TEMPORARY = ".tmp"
"""The ending of a file that is not whole yet."""


class Disk:
    """The steps. Each raises OSError; a test puts a disk in its place that fails or stops at any of them."""

    mode = 0o600
    """Who may read and write a file that is written: its owner."""

    def make_folder(self, folder: Path) -> None:
        """Make a folder and those above it, where they are missing. Nobody else may look into it."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def write(self, path: Path, data: bytes) -> None:
        """Write a file that nobody reads yet, down to the disk."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), self.mode)
        self._write_and_close(handle, data)

    def append(self, path: Path, line: bytes) -> None:
        """Add a line to a file, down to the disk. A line torn by a crash before is ended first."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
        size = os.fstat(handle).st_size
        torn = False
        if size:
            os.lseek(handle, -1, os.SEEK_END)  # what is written goes to the end all the same
            torn = os.read(handle, 1) != b"\n"
        self._write_and_close(handle, b"\n" * torn + line + b"\n")

    def replace(self, source: Path, target: Path) -> None:
        """Rename a file into its place, at once for every reader."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Delete a file, if it is there."""
        path.unlink(missing_ok=True)

    def sync_folder(self, folder: Path) -> None:
        """Make new names in a folder survive a power cut. (Windows has no such call and needs none.)"""
        if os.name == "posix":
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def lock(self, path: Path) -> int | None:
        """A handle that holds a file for this process, or None while another process holds it."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            if fcntl is not None:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        except OSError:
            os.close(handle)
            raise
        return handle

    def unlock(self, handle: int) -> None:
        """Let go of a lock. The end of the process does so too, however it ends."""
        os.close(handle)

    def _write_and_close(self, handle: int, data: bytes) -> None:
        try:
            left = memoryview(data)
            while left:  # a write may stop short, as on a disk that is filling up
                left = left[os.write(handle, left) :]
            os.fsync(handle)
        finally:
            os.close(handle)


class SharedDisk(Disk):
    """The steps on files that others may read, such as the knowledge."""

    mode = 0o644


def write_whole(disk: Disk, path: Path, data: bytes) -> None:
    """Put a whole file in its place. Raises OSError, and the file is then as it was."""
    temporary = path.with_name(f".{path.name}{TEMPORARY}")  # hidden: no reader of the folder minds it
    try:
        disk.write(temporary, data)
        disk.replace(temporary, path)
    except OSError:
        try_to_remove(disk, temporary)
        raise
    with suppress(OSError):  # it is in place for every reader; only a power cut could undo it now
        disk.sync_folder(path.parent)


def try_to_remove(disk: Disk, path: Path) -> None:
    """Delete a file that is only in the way; the next sweep takes what stays."""
    with suppress(OSError):
        disk.remove(path)
