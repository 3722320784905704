"""The last applied versions of the knowledge on disk, so that there is always one to serve and to go back to.

    files/<sha256>            the bytes of a knowledge file, shared by all generations that hold it
    generations/<number>.json one applied version: its manifest (file → SHA-256) and how it came to be applied
    lock                      held by the process that may write here

A generation exists from the moment its manifest is renamed into place, and everything that it names is on
disk by then; the newest is the current one. A crash leaves at worst files that no manifest names and
temporary ones, which the next process sweeps. A reader takes one manifest and verifies every file against it,
so it cannot see half of one version and half of another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from bot.knowledge.files import version_of
from bot.moderation.disk import TEMPORARY, Disk, try_to_remove, write_whole

FORMAT = 1
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"\d{8}\.json", re.ASCII)


class StoreError(Exception):
    """The folder of the generations cannot be written or read; the message says why, without its path."""


class InUseError(StoreError):
    """Another process keeps its history in the folder."""

    def __init__(self) -> None:
        super().__init__("another bot is running with the same history folder")


class DamagedError(StoreError):
    """A generation on disk is not what its manifest says."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One applied version. `files` maps each file to the SHA-256 of its bytes.

    `at` is when it was applied (ISO, UTC), `who` the id of the user who did, 0 for the host; `kind` is the
    kind of the entry in the history. `aside` is the version of the knowledge folder that a person has turned
    down since, and that is therefore not served by a restart alone; empty for none.
    """

    number: int
    version: str
    at: str
    who: int
    kind: str
    files: Mapping[str, str]
    aside: str = ""


def digests_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of every file, in hexadecimal."""
    return {name: sha256(data).hexdigest() for name, data in files.items()}


class Generations:
    """The generations in `folder`, at most `keep` of them. Nothing touches the disk before the first call."""

    def __init__(self, folder: Path, keep: int, disk: Disk | None = None) -> None:
        self.folder = folder
        self.keep = keep
        self.disk = disk or Disk()
        self._lock: int | None = None

    def open(self) -> None:
        """Take the folder for this process, and sweep what a crash has left in it. May be called again.

        Raises InUseError, or StoreError when the folder cannot be written.
        """
        if self._lock is not None:
            return
        try:
            for folder in (self._files, self._manifests):
                self.disk.make_folder(folder)
            self._lock = self.disk.lock(self.folder / "lock")
            if self._lock is not None:
                self._sweep(self.applied())
        except OSError as error:
            raise _store_error(error) from None
        if self._lock is None:
            raise InUseError

    def close(self) -> None:
        """Let other processes have the folder."""
        if self._lock is not None:
            self.disk.unlock(self._lock)
            self._lock = None

    def applied(self) -> list[Generation]:
        """All generations, the current one first. Manifests that cannot be read are left out."""
        found = (_read_manifest(path) for path in self._manifest_paths())
        return [generation for generation in found if generation is not None]

    def read(self, generation: Generation) -> dict[str, bytes]:
        """The files of a generation, every one verified. Raises DamagedError."""
        files = {}
        for name, digest in generation.files.items():
            try:
                data = (self._files / digest).read_bytes()
            except OSError:
                raise DamagedError(f"version {generation.version} has lost the file {name}") from None
            if sha256(data).hexdigest() != digest:
                raise DamagedError(f"version {generation.version} has a damaged file: {name}")
            files[name] = data
        if version_of(files) != generation.version:
            raise DamagedError(f"version {generation.version} is damaged")
        return files

    def add(self, files: Mapping[str, bytes], *, at: str, who: int, kind: str) -> Generation:
        """Keep a version and make it the current one. Raises StoreError; all is then as it was."""
        self.open()
        digests = digests_of(files)
        try:
            missing = {
                digest: files[name]
                for name, digest in digests.items()
                if not self._holds(digest, files[name])
            }
            for digest, data in missing.items():
                self._write_file(digest, data)
            if missing:
                self.disk.sync_folder(self._files)
        except OSError as error:
            raise _store_error(error) from None
        number = self._next_number()
        return self._publish(Generation(number, version_of(files), at, who, kind, digests))

    def renew(self, generation: Generation, *, at: str, who: int, kind: str, aside: str) -> Generation:
        """Make an earlier generation the current one again. Raises StoreError; all is then as it was."""
        self.open()
        again = replace(generation, number=self._next_number(), at=at, who=who, kind=kind, aside=aside)
        return self._publish(again)

    def put_aside(self, generation: Generation, version: str) -> Generation:
        """Note that a person has turned down what the knowledge folder holds. Raises StoreError."""
        self.open()
        noted = replace(generation, aside=version)
        self._write_manifest(noted)
        return noted

    @property
    def _files(self) -> Path:
        return self.folder / "files"

    @property
    def _manifests(self) -> Path:
        return self.folder / "generations"

    def _next_number(self) -> int:
        newest = self._manifest_paths()[:1]
        return int(newest[0].stem) + 1 if newest else 1

    def _manifest_paths(self) -> list[Path]:
        """The manifests, the newest first."""
        try:
            return sorted(filter(_is_manifest, self._manifests.iterdir()), reverse=True)
        except OSError:
            return []

    def _holds(self, digest: str, data: bytes) -> bool:
        """Whether a file is kept already. One that has been damaged since is written anew."""
        try:
            return (self._files / digest).read_bytes() == data
        except FileNotFoundError:
            return False

    def _write_file(self, digest: str, data: bytes) -> None:
        temporary = self._files / (digest + TEMPORARY)
        try:
            self.disk.write(temporary, data)
            self.disk.replace(temporary, self._files / digest)
        except OSError:
            try_to_remove(self.disk, temporary)
            raise

    def _publish(self, generation: Generation) -> Generation:
        self._write_manifest(generation)
        with suppress(OSError):  # what should have gone takes up room until the next time, and nothing else
            self._prune(generation)
        return generation

    def _write_manifest(self, generation: Generation) -> None:
        body = {"format": FORMAT, **asdict(generation)}
        data = json.dumps(body, indent=1).encode()
        try:
            write_whole(self.disk, self._manifests / f"{generation.number:08}.json", data)
        except OSError as error:
            raise _store_error(error) from None

    def _prune(self, current: Generation) -> None:
        """Forget the oldest generations, and earlier ones of the version that is current again."""
        kept: list[Generation] = []
        for generation in self.applied():
            again = generation.version == current.version and generation.number != current.number
            if again or len(kept) >= self.keep:
                self.disk.remove(self._manifests / f"{generation.number:08}.json")
            else:
                kept.append(generation)
        self._sweep(kept)

    def _sweep(self, kept: list[Generation]) -> None:
        """Remove temporary files, and files that none of these generations holds."""
        held = {digest for generation in kept for digest in generation.files.values()}
        readable = len(kept) == len(self._manifest_paths())  # otherwise nobody knows whose a file is
        for path in [*self._files.iterdir(), *self._manifests.iterdir()]:
            stray = readable and _DIGEST.fullmatch(path.name) and path.name not in held
            if stray or path.name.endswith(TEMPORARY):
                self.disk.remove(path)


def _is_manifest(path: Path) -> bool:
    return _NUMBER.fullmatch(path.name) is not None


def _read_manifest(path: Path) -> Generation | None:
    try:
        body = json.loads(path.read_bytes())
        if body.pop("format") != FORMAT:
            return None
        found = Generation(**body)
        sound = all(_DIGEST.fullmatch(digest) for digest in found.files.values())
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return found if sound and found.number == int(path.stem) else None


def _store_error(error: OSError) -> StoreError:
    return StoreError(f"the history folder cannot be written: {error.strerror or type(error).__name__}")
