"""Proposed judgments: kept beside the knowledge until a person accepts them, then merged into its files.

Everything here turns text into text; `shelf` reads and writes the files.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.importer.draft import Draft, Proposal
from bot.model import Report

JUDGMENTS = ("framework", "subject", "area", "state", "grade", "url", "published", "derived", "note")
TALLIES = ("framework", "subject", "areas_graded", "grades", "url", "published")
PROPOSED = ("area", "state", "grade", "how", "paragraph", "page", "evidence")
_EVIDENCE = 300
"""Characters of evidence that a proposal repeats; the report file has the whole paragraph."""


@dataclass(slots=True)
class Merge:
    """What accepting a draft did: rows added, rows that were held already, and a line for every conflict."""

    added: int = 0
    held: int = 0
    conflicts: list[str] = field(default_factory=list)


def proposals_csv(draft: Draft) -> str:
    """The sidecar of a report: its proposed judgments and announced numbers, one a row."""
    rows: list[dict[str, object]] = []
    for one in draft.proposals:
        rows.append(
            {
                "area": one.area,
                "state": one.state,
                "grade": one.grade or "",
                "how": "count and list" if one.combined else "stated",
                "paragraph": one.evidence.number,
                "page": one.evidence.page or "",
                "evidence": one.evidence.text[:_EVIDENCE],
            }
        )
    for count in draft.counts:
        rows.append(
            {
                "state": "announced number",
                "grade": count.grade or "",
                "how": str(count.areas),
                "paragraph": count.evidence.number or "title",
                "page": count.evidence.page or "",
                "evidence": count.evidence.text[:_EVIDENCE],
            }
        )
    return _csv(PROPOSED, rows)


class Judgments:
    """The rows of `judgments/<framework>.csv`, to which accepted proposals are added."""

    def __init__(self, text: str = "") -> None:
        self._rows = _rows(text)
        self._places = {(row["subject"], row["area"]): index for index, row in enumerate(self._rows)}

    def merge(self, draft: Draft) -> Merge:
        """Add a draft's proposals.

        A judgment that is held already is never replaced: the same grade is left as it is, another one is
        reported as a conflict. Only a row that was worked out by elimination gives way to one that is stated.
        """
        merge = Merge()
        for proposal in draft.proposals:
            self._add(_judgment(draft.report, proposal), merge)
        return merge

    def _add(self, row: dict[str, str], merge: Merge) -> None:
        place = (row["subject"], row["area"])
        index = self._places.get(place)
        if index is None:
            self._places[place] = len(self._rows)
            self._rows.append(row)
            merge.added += 1
            return
        held = self._rows[index]
        if (held["state"], held["grade"]) != (row["state"], row["grade"]):
            theirs, ours = held["grade"] or held["state"], row["grade"] or row["state"]
            merge.conflicts.append(
                f"{place[0]}, {place[1]}: held as “{theirs}”, the source says “{ours}”; left as it was"
            )
        elif held["derived"] == "yes":
            self._rows[index] = row
            merge.added += 1
        else:
            merge.held += 1

    def text(self) -> str:
        """The file."""
        return _csv(JUDGMENTS, self._rows)


class Tallies:
    """The rows of `tallies.csv`, to which announced counts are added."""

    def __init__(self, text: str = "") -> None:
        self._rows = _rows(text)
        self._places = {(row["framework"], row["subject"]): row for row in self._rows}

    def merge(self, draft: Draft) -> Merge:
        """Add a draft's tally, if it has one. A tally that is held already stays."""
        report, tally = draft.report, draft.tally
        if tally is None:
            return Merge()
        grades = "; ".join(f"{step} {count}" for step, count in tally.grades)
        held = self._places.get((report.framework, report.subject))
        if held is not None:
            if _counted(held["grades"]) == _counted(grades):
                return Merge(held=1)
            both = f"held as “{held['grades']}”, the source says “{grades}”"
            return Merge(conflicts=[f"{report.subject}, announced counts: {both}; left as it was"])
        row = {
            "framework": report.framework,
            "subject": report.subject,
            "areas_graded": str(tally.areas_graded),
            "grades": grades,
            "url": report.url or f"{report.id}#{_total_stands_in(draft)}",
            "published": report.published,
        }
        self._rows.append(row)
        self._places[report.framework, report.subject] = row
        return Merge(added=1)

    def text(self) -> str:
        """The file."""
        return _csv(TALLIES, self._rows)


def _counted(grades: str) -> set[str]:
    """The counts of a tally that are not 0."""
    return {part.strip() for part in grades.split(";") if not part.strip().endswith(" 0")}


def _total_stands_in(draft: Draft) -> int:
    """The paragraph that announces the total."""
    return next((count.evidence.number for count in draft.counts if count.grade is None), 1)


def _judgment(report: Report, proposal: Proposal) -> dict[str, str]:
    return {
        "framework": report.framework,
        "subject": report.subject,
        "area": proposal.area,
        "state": str(proposal.state),
        "grade": proposal.grade or "",
        # A source without an address is cited as the report itself, with the paragraph.
        "url": report.url or f"{report.id}#{proposal.evidence.number}",
        "published": report.published,
        "derived": "",
        "note": "Given by a count and a list of areas together" if proposal.combined else "",
    }


def _rows(text: str) -> list[dict[str, str]]:
    return [dict(row) for row in csv.DictReader(io.StringIO(text, newline=""))]


def _csv(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()
