"""`reports/*.md`: source documents. The front matter is read here, the passages by `passages`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from bot.knowledge.faults import FaultLog, quoted
from bot.knowledge.fields import LONG, Fields
from bot.knowledge.passages import PassageReader
from bot.knowledge.references import References
from bot.knowledge.yaml_guard import parse_yaml
from bot.model import Report, Speaker, Voice

_FENCE = "---"


def read_reports(texts: Mapping[str, str], references: References, log: FaultLog) -> list[Report]:
    """All reports, in the order of their files."""
    found = (_report(file, text, references, log) for file, text in texts.items())
    return [report for report in found if report is not None]


def _report(file: str, text: str, references: References, log: FaultLog) -> Report | None:
    lines = text.split("\n")
    end = _front_matter_end(file, lines, log)
    if end is None:
        return None
    table = parse_yaml(file, "\n".join(lines[1:end]) + "\n", log, first_line=2)
    if table is None:
        return None
    entry = Fields(file, table, log)
    speakers = _speakers(entry)
    head = _head(entry, PurePosixPath(file).stem, references)
    entry.close()
    publisher = references.publishers.of(head.url) or references.publishers.named(head.publisher)
    reader = PassageReader(
        file=file,
        report=head.id,
        framework=references.frameworks.get(head.framework),
        speakers=speakers,
        own_voice=publisher.voice if publisher else Voice.OTHER,
        log=log,
    )
    passages = reader.read(lines, end + 1)
    if not passages and not log.faulty(file):
        log.fault(file, end + 1, "", "holds no passage below the fields")
    return replace(head, passages=passages)


def _front_matter_end(file: str, lines: list[str], log: FaultLog) -> int | None:
    """The index of the line that ends the front matter, or None after noting that there is none."""
    if lines[0].rstrip() != _FENCE:
        log.fault(file, 1, "", "starts with a line “---”, then the fields of the report")
        return None
    for index, line in enumerate(lines[1:], 1):
        if line.rstrip() == _FENCE:
            return index
    log.fault(file, 1, "", "has no second line “---” that ends the fields of the report")
    return None


def _head(entry: Fields, report_id: str, references: References) -> Report:
    """The report without its passages."""
    head = Report(
        id=report_id,
        title=entry.text("title", limit=LONG),
        publisher=entry.text("publisher"),
        kind=entry.text("kind"),
        author=entry.text("author", optional=True),
        url=entry.url("url"),
        published=entry.date("published"),
        licence=entry.text("licence", limit=LONG, optional=True),
        subject=entry.text("subject"),
        framework=entry.text("framework"),
        restated=entry.flag("restated", default=False),
        note=entry.text("note", limit=LONG, optional=True),
        passages=(),
    )
    if head.subject and head.framework:
        for field, message in references.faults(head.framework, head.subject):
            entry.fault(field, message)
        start = f"{head.subject}-{head.framework}-"
        if not report_id.startswith(start) or report_id == start:
            why = (
                f"the file's name starts with {quoted(start)}, then the publisher; it is {quoted(report_id)}"
            )
            entry.fault("subject", why)
    return head


def _speakers(entry: Fields) -> dict[str, Speaker]:
    found: dict[str, Speaker] = {}
    for fields in entry.tables("speakers", optional=True):
        speaker = Speaker(
            name=fields.text("name"),
            role=fields.text("role"),
            voice=Voice(fields.choice("voice", tuple(Voice)) or Voice.OTHER),
        )
        fields.close()
        if found.setdefault(speaker.name, speaker) is not speaker:
            fields.fault("name", f"the speaker {quoted(speaker.name)} stands twice")
    return found
