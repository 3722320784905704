"""What a person names on the command line: files, folders and addresses, in a stable order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.importer.document import ImportFault
from bot.importer.parsers import MAX_BYTES, SUFFIXES

MAX_SOURCES = 50_000
"""Sources of one run."""


@dataclass(frozen=True, slots=True)
class SourceItem:
    """One file or address. `name` is shown and remembered: the path as given, or the address."""

    name: str
    path: Path | None = None

    @property
    def is_address(self) -> bool:
        """Whether it has to be fetched."""
        return self.path is None

    @property
    def short(self) -> str:
        """The file's name, or the last part of the address."""
        return self.path.name if self.path else self.name.rstrip("/").rpartition("/")[2] or self.name


def gather(texts: Iterable[str]) -> list[SourceItem]:
    """The sources that some arguments mean; a folder means every file in it that can be imported.

    Hidden files and folders are skipped. A path to nothing is a source that will fail, like any bad file;
    raises ImportFault when all are.
    """
    found: dict[str, SourceItem] = {}
    named = list(texts)
    if named and not any("://" in text or Path(text).exists() for text in named):
        raise ImportFault(f"there is no file or folder “{named[0]}”")
    for text in named:
        for item in _sources(text):
            found.setdefault(item.name, item)
            if len(found) > MAX_SOURCES:
                raise ImportFault(f"more than {MAX_SOURCES:,} sources; import them in several runs")
    return list(found.values())


def _sources(text: str) -> Iterator[SourceItem]:
    if "://" in text:
        yield SourceItem(text)
        return
    path = Path(text)
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            inside = file.relative_to(path)
            hidden = any(part.startswith(".") for part in inside.parts)
            if file.suffix.lower() in SUFFIXES and file.is_file() and not hidden:
                yield SourceItem(str(file), file)
    else:
        yield SourceItem(text, path)


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises ImportFault for one that cannot be read or is too large to be a report."""
    try:
        if not path.exists():
            raise ImportFault("there is no such file")
        if not path.is_file():
            raise ImportFault("this is not an ordinary file")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ImportFault(f"the file cannot be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise ImportFault(f"the file is larger than {MAX_BYTES // 2**20} MiB; no report is")
    if not data.strip():
        raise ImportFault("the file is empty")
    return data
