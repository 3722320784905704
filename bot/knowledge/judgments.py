"""`judgments/*.csv` and `tallies.csv`: grades with the page on which each was read, and announced counts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.faults import FaultLog, quoted, unknown
from bot.knowledge.fields import LONG, date_fault, one_line, url_fault
from bot.knowledge.publishers import Publishers
from bot.knowledge.references import References
from bot.model import Area, Citation, Framework, Graded, Judgment, Report, State, Subject, Tally

JUDGMENT_COLUMNS = ("framework", "subject", "area", "state", "grade", "url", "published", "derived", "note")
TALLIES = "tallies.csv"
TALLY_COLUMNS = ("framework", "subject", "areas_graded", "grades", "url", "published")

_PASSAGE = re.compile(r"([a-z0-9][a-z0-9.-]*)#(\d{1,6})(?:\.\d{1,3})?", re.ASCII)
"""A judgment may cite a passage of a report held here instead of an address: "<report id>#<paragraph>"."""
_COUNT = re.compile(r"(.+?) (\d{1,4})", re.ASCII)
_STATES = {str(state): state for state in State}


@dataclass(slots=True)
class _Row:
    """One row: its cells by column, and where it stands."""

    file: str
    line: int
    cells: dict[str, str]
    log: FaultLog

    def fault(self, column: str, message: str) -> None:
        self.log.fault(self.file, self.line, column, message)


class _Citations:
    """Checks addresses and dates and makes citations, each once: one page stands in many rows."""

    def __init__(self, publishers: Publishers, reports: Iterable[Report]) -> None:
        self._publishers = publishers
        self._reports = {report.id: report for report in reports}
        self._made: dict[tuple[str, str, str], Citation] = {}

    def make(self, row: _Row, framework: Framework, subject: Subject) -> Citation:
        """The citation of a row; what is wrong with its address or date is noted."""
        title, url, published = f"{subject.name}, {framework.name}", row.cells["url"], row.cells["published"]
        key = (title, url, published)
        if (made := self._made.get(key)) is not None:
            return made
        if (cited := _PASSAGE.fullmatch(url)) is not None:
            citation, fault = self._passage(cited[1], int(cited[2]), published)
        else:
            citation = Citation(title, self._publishers.name_for(url), url, published)
            fault = url_fault(url) if url else "is missing"
        faults = {"url": fault, "published": date_fault(published)}
        for column, message in faults.items():
            if message:
                row.fault(column, message)
        if not any(faults.values()):
            self._made[key] = citation
        return citation

    def _passage(self, report_id: str, number: int, published: str) -> tuple[Citation, str]:
        """The citation of a paragraph of a report held here, and what is wrong with it or ""."""
        report = self._reports.get(report_id)
        if report is None:
            return Citation("", ""), unknown(report_id, self._reports)
        # A grade may stand between two passages, alone on its line or in a table.
        last = max((passage.number for passage in report.passages), default=0)
        if number > last or (number == 0 and all(passage.number for passage in report.passages)):
            return Citation("", ""), f"{quoted(report_id)} has no paragraph {number}"
        place = f"paragraph {number}" if number else "the whole page"
        dated = published or report.published
        return Citation(report.title, report.publisher, report.url, dated, place), ""


def read_judgments(
    texts: Mapping[str, str], references: References, reports: Iterable[Report], log: FaultLog
) -> list[Judgment]:
    """All judgments, in the order of files and rows. `reports` are those that a row may cite."""
    found: list[Judgment] = []
    places: dict[tuple[str, str, str], str] = {}
    citations = _Citations(references.publishers, reports)
    for file, text in texts.items():
        for row in _rows(file, text, JUDGMENT_COLUMNS, log):
            judgment = _judgment(row, references, citations)
            if judgment is None:
                continue
            key = (judgment.framework, judgment.subject, judgment.area)
            place = f"{file}:{row.line}"
            if (first := places.setdefault(key, place)) != place:
                row.fault("", f"a judgment of {' '.join(key)} stands twice; first in {first}")
            found.append(judgment)
    return found


def read_tallies(
    text: str, references: References, reports: Iterable[Report], log: FaultLog
) -> list[tuple[Tally, int]]:
    """All tallies, each with the line on which it stands. `reports` are those that a row may cite."""
    found: list[tuple[Tally, int]] = []
    lines: dict[tuple[str, str], int] = {}
    citations = _Citations(references.publishers, reports)
    for row in _rows(TALLIES, text, TALLY_COLUMNS, log):
        named = _named(row, references)
        if named is None:
            continue
        framework, subject = named
        first = lines.setdefault((framework.id, subject.id), row.line)
        if first != row.line:
            row.fault("", f"a tally of {framework.id} {subject.id} stands twice; first on line {first}")
        grades = _grades(row, framework)
        areas_graded = row.cells["areas_graded"]
        if not re.fullmatch(r"\d{1,4}", areas_graded, re.ASCII):
            row.fault("areas_graded", f"{quoted(areas_graded)} is not a number")
            continue
        if grades and sum(count for _, count in grades) != int(areas_graded):
            row.fault("grades", f"the counts do not add up to {int(areas_graded)}")
        citation = citations.make(row, framework, subject)
        found.append((Tally(subject.id, framework.id, int(areas_graded), grades, citation), row.line))
    return found


def _judgment(row: _Row, references: References, citations: _Citations) -> Judgment | None:
    named = _named(row, references)
    if named is None:
        return None
    framework, subject = named
    cells = row.cells
    area = framework.area(cells["area"])
    if area is None and framework.areas:
        row.fault("area", unknown(cells["area"], [item.id for item in framework.areas]))
    state = _STATES.get(cells["state"])
    if state is None:
        row.fault("state", unknown(cells["state"], _STATES))
    if cells["derived"] not in ("", "no", "yes"):
        row.fault("derived", unknown(cells["derived"], ("yes", "no")))
    citation = citations.make(row, framework, subject)
    if area is None or state is None:
        return None
    _check_grade(row, framework, area, state)
    return Judgment(
        subject=subject.id,
        framework=framework.id,
        area=area.id,
        state=state,
        grade=cells["grade"] or None,
        citation=citation,
        derived=cells["derived"] == "yes",
        note=cells["note"],
    )


def _check_grade(row: _Row, framework: Framework, area: Area, state: State) -> None:
    """A grade stands exactly where the state is graded, and it is on the scale."""
    grade = row.cells["grade"]
    if state is not State.GRADED:
        if grade:
            row.fault("grade", f"is {quoted(grade)} although the state is {quoted(state)}")
        if row.cells["derived"] == "yes":
            row.fault("derived", f"only a grade can be derived, and the state is {quoted(state)}")
    elif framework.scale and grade not in framework.scale:
        row.fault("grade", unknown(grade, framework.scale))
    elif area.graded is Graded.NO:
        row.fault("grade", f"{framework.name} does not grade the area {quoted(area.id)}")


def _named(row: _Row, references: References) -> tuple[Framework, Subject] | None:
    """The framework and the subject of a row, which must fit each other."""
    framework, subject = row.cells["framework"], row.cells["subject"]
    faults = references.faults(framework, subject)
    for column, message in faults:
        row.fault(column, message)
    if faults or framework not in references.frameworks or subject not in references.subjects:
        return None
    return references.frameworks[framework], references.subjects[subject]


def _grades(row: _Row, framework: Framework) -> tuple[tuple[str, int], ...]:
    """The counts of "outstanding 1; good 4"."""
    found: dict[str, int] = {}
    for part in row.cells["grades"].split(";"):
        match = _COUNT.fullmatch(part.strip())
        if match is None:
            row.fault("grades", f"{quoted(part.strip())} is not a grade and a count, like “good 4”")
        elif framework.scale and match.group(1) not in framework.scale:
            row.fault("grades", unknown(match.group(1), framework.scale))
        elif match.group(1) in found:
            row.fault("grades", f"{quoted(match.group(1))} stands twice")
        else:
            found[match.group(1)] = int(match.group(2))
    return tuple(found.items())


def _rows(file: str, text: str, columns: tuple[str, ...], log: FaultLog) -> Iterator[_Row]:
    """The rows of a CSV file below its header, each with every column."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if not _check_header(header, columns, lambda message: log.fault(file, 1, "", message)):
            return
        while not log.full(file):
            line = reader.line_num + 1
            cells = next(reader, None)
            if cells is None:
                return
            if not cells:
                continue
            if len(cells) != len(columns):
                log.fault(file, line, "", f"has {len(cells)} cells; the header has {len(columns)}")
                continue
            row = _Row(file, line, dict(zip(header, map(str.strip, cells), strict=True)), log)
            if _check_cells(row):
                yield row
    except csv.Error as error:
        log.fault(file, line, "", f"is not valid CSV from here on: {error}")


def _check_header(header: list[str], columns: tuple[str, ...], fault: Callable[[str], None]) -> bool:
    for name in header:
        if name not in columns:
            fault(f"the column {unknown(name, columns)}")
    for name in columns:
        if (count := header.count(name)) != 1:
            fault(f"the column {quoted(name)} is missing" if not count else f"{quoted(name)} stands twice")
    return sorted(header) == sorted(columns)


def _check_cells(row: _Row) -> bool:
    """Whether every cell is one line of bearable length. A note may run over several lines."""
    row.cells["note"] = one_line(row.cells.get("note", ""))
    joined = "".join(row.cells.values())
    if len(joined) <= LONG and "\n" not in joined and "\t" not in joined:
        return True
    whole = True
    for column, cell in row.cells.items():
        if "\n" in cell or "\t" in cell:
            row.fault(column, "runs over several lines; is a quotation mark missing?")
            whole = False
        elif column != "url" and len(cell) > LONG:
            row.fault(column, f"has {len(cell):,} characters; at most {LONG:,}")
            whole = False
    return whole
