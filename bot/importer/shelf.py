"""Where imported reports are put: report files, sidecars with proposals, the record of what was done."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from bot.importer.draft import Draft
from bot.importer.proposals import Judgments, Merge, Tallies, proposals_csv
from bot.importer.write import is_untouched

RULES = 1
"""Version of the importer's rules; raising it makes every source be imported anew."""
_RECORD = "imported.jsonl"
_MOST_NAMES = 1_000


class Outcome(StrEnum):
    """What became of one source."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    SKIPPED = "done before"
    EDITED = "edited by hand"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folders of one import: `reports` for report files, `proposals` beside the served folder."""

    reports: Path
    proposals: Path


def shelf(knowledge: Path, out: Path | None) -> tuple[Shelf, Path]:
    """Where reports and proposals go, and the knowledge folder that accepted judgments go to.

    `out` may be a knowledge folder, its folder of reports, or any other folder; without it reports go into
    `knowledge`. Proposals are kept outside of a knowledge folder, because everything in it is served.
    """
    if out is None:
        out = knowledge
    if (out / "frameworks").is_dir():
        knowledge, reports = out, out / "reports"
    elif out.name == "reports" and (out.parent / "frameworks").is_dir():
        knowledge, reports = out.parent, out
    else:
        return Shelf(out, out / "proposals"), knowledge
    home = knowledge.absolute().parent
    return Shelf(reports, home / "proposals"), knowledge


class Record:
    """Which source became which report; a stopped import goes on where it was.

    One line of JSON for each source, written when its files are: a line that was cut off is ignored.
    """

    def __init__(self, place: Shelf) -> None:
        self._path = place.proposals / _RECORD
        self._reports = place.reports
        self._by_key: dict[str, str] = {}
        self._by_source: dict[str, str] = {}
        self._owner: dict[str, str] = {}
        for entry in self._entries():
            self._note(entry["key"], entry["source"], entry["report"])

    def _entries(self) -> Iterator[dict[str, str]]:
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return
        for line in lines:
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict) and {"key", "source", "report"} <= entry.keys():
                yield {name: str(entry[name]) for name in ("key", "source", "report")}

    def _note(self, key: str, source: str, report: str) -> None:
        self._by_key[key] = report
        self._by_source[source] = report
        self._owner[report] = source

    def done(self, key: str) -> str | None:
        """The report that these bytes with these options became, if its file is still there."""
        report = self._by_key.get(key)
        return report if report and (self._reports / f"{report}.md").is_file() else None

    def name_for(self, report: str, source: str, other: Callable[[str], bool] = lambda name: False) -> str:
        """The report's id, with a number where another source has taken it.

        A file that stands there without a record was put there by hand; it keeps its name, and `save` will
        not touch it. `other` says of such a name whether it is known to be another source's.
        """
        earlier = self._by_source.get(source, "")
        if earlier == report or earlier.rpartition("-")[0] == report:
            return earlier
        name = report
        for number in range(2, _MOST_NAMES):
            owner = self._owner.get(name)
            if owner == source or (owner is None and not other(name)):
                return name
            name = f"{report}-{number}"
        return name

    def add(self, key: str, source: str, report: str) -> None:
        """Remember a source whose report has been written.

        What the same source became before under another name goes, unless a person has edited it.
        """
        self._remove_earlier(source, report)
        self.note(key, source, report)

    def _remove_earlier(self, source: str, report: str) -> None:
        earlier = self._by_source.get(source, report)
        path = self._reports / f"{earlier}.md"
        if (
            earlier != report
            and path.is_file()
            and is_untouched(path.read_text(encoding="utf-8", errors="replace"))
        ):
            path.unlink()
            (self._path.parent / f"{earlier}.csv").unlink(missing_ok=True)

    def note(self, key: str, source: str, report: str) -> None:
        """Remember a source without touching any report."""
        self._note(key, source, report)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"key": key, "source": source, "report": report}, ensure_ascii=False)
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")


def key_of(data: bytes, options: str) -> str:
    """What identifies an import: the source's bytes, the options and the version of the rules."""
    digest = sha256(f"{RULES}\0{options}\0".encode())
    digest.update(data)
    return digest.hexdigest()[:32]


def save(place: Shelf, report: str, text: str, draft: Draft, *, force: bool) -> Outcome:
    """Write a report and its proposals, unless a person has edited the report since it was imported."""
    path = place.reports / f"{report}.md"
    try:
        held: str | None = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        held = None
    except UnicodeDecodeError:
        held = ""
    if held is not None and held != text and not force and not is_untouched(held):
        return Outcome.EDITED
    if held != text:
        write_atomically(path, text)
    write_atomically(place.proposals / f"{report}.csv", proposals_csv(draft))
    return Outcome.UNCHANGED if held == text else Outcome.WRITTEN


Read = Callable[[Path], str | None]
"""The text of a file, or None when there is none."""


def _read_text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None


class Ledger:
    """The judgments and tallies of a knowledge folder while proposals are accepted into them.

    Files are read once, with `read`, and written by `close`, however many drafts are accepted in between.
    """

    def __init__(self, knowledge: Path, read: Read = _read_text) -> None:
        self._knowledge = knowledge
        self._read_text = read
        self._files: dict[Path, Judgments | Tallies] = {}
        self._before: dict[Path, str | None] = {}
        self._changed: set[Path] = set()

    def accept(self, draft: Draft) -> Merge:
        """Merge a draft's proposed judgments and its tally; both are counted together."""
        judged = self._merge(self._judgments(draft.report.framework), draft)
        tallied = self._merge(self._tallies(), draft)
        return Merge(judged.added, judged.held, judged.conflicts + tallied.conflicts)

    def changes(self) -> dict[Path, str]:
        """The files that differ from what was read, with their new text."""
        return {path: self._files[path].text() for path in sorted(self._changed)}

    def close(self, check: Callable[[], Sequence[str]]) -> Sequence[str]:
        """Write what has changed. `check` lists the faults of the folder; with any, the files are put back.

        Gives the faults, so that accepting can never leave a folder that is not served.
        """
        for path, text in self.changes().items():
            write_atomically(path, text)
        faults = check() if self._changed else []
        if faults:
            for path in self._changed:
                before = self._before[path]
                if before is None:
                    path.unlink()
                else:
                    write_atomically(path, before)
        return faults

    def _merge(self, path: Path, draft: Draft) -> Merge:
        merge = self._files[path].merge(draft)
        if merge.added:
            self._changed.add(path)
        return merge

    def _judgments(self, framework: str) -> Path:
        path = self._knowledge / "judgments" / f"{framework}.csv"
        if path not in self._files:
            self._files[path] = Judgments(self._read(path))
        return path

    def _tallies(self) -> Path:
        path = self._knowledge / "tallies.csv"
        if path not in self._files:
            self._files[path] = Tallies(self._read(path))
        return path

    def _read(self, path: Path) -> str:
        text = self._before[path] = self._read_text(path)
        return text or ""


def write_atomically(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old or the new text and never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
