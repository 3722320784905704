"""What a person should look at although the folder can be served: counts that do not fit, gaps, strays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence

from bot.knowledge.faults import FaultLog
from bot.knowledge.fields import host_of
from bot.knowledge.references import References
from bot.model import Framework, Judgment, Report, Tally

_NAMED = 12
"""How many ids a warning lists."""


def warn(
    references: References,
    judgments: Sequence[Judgment],
    tallies: Sequence[tuple[Tally, int]],
    reports: Iterable[Report],
    log: FaultLog,
) -> None:
    """Note what looks wrong in validated contents. `tallies` come with the lines on which they stand."""
    held: dict[tuple[str, str], list[Judgment]] = {}
    for judgment in judgments:
        held.setdefault((judgment.framework, judgment.subject), []).append(judgment)
    for tally, line in tallies:
        _compare(tally, line, held.get((tally.framework, tally.subject), []), log)
    for framework in references.frameworks.values():
        _gaps(framework, references, {subject for key, subject in held if key == framework.id}, log)
    for report in reports:
        _publisher(report, references, log)
    cited = [judgment.citation.url for judgment in judgments] + [tally.citation.url for tally, _ in tallies]
    _hosts(cited, references, log)


def _compare(tally: Tally, line: int, judgments: Iterable[Judgment], log: FaultLog) -> None:
    """A grade is held for more areas than were announced.

    A judgment dated after the tally may be a revision or a later inspection, so it proves nothing.
    """
    counts = Counter(
        judgment.grade
        for judgment in judgments
        if judgment.grade is not None and not _later(judgment.citation.published, tally.citation.published)
    )
    for grade, count in counts.items():
        if grade is not None and count > tally.count(grade):
            why = (
                f"{count} judgments of {tally.subject} say “{grade}”, and {tally.count(grade)} were announced"
            )
            log.warn("tallies.csv", line, "grades", why)


def _later(date: str, other: str) -> bool:
    """Whether a date is surely after another, as far as both are known."""
    known = min(len(date), len(other))
    return known > 0 and date[:known] > other[:known]


def _gaps(framework: Framework, references: References, judged: Container[str], log: FaultLog) -> None:
    """Subjects of the framework's kind of which nothing is held."""
    wanted = (
        subject.id
        for subject in references.subjects.values()
        if subject.graded and subject.kind == framework.subject_kind
    )
    if missing := [subject for subject in wanted if subject not in judged]:
        shown = ", ".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
        noun = framework.noun if len(missing) == 1 else framework.nouns
        why = f"no judgment of {len(missing)} {noun}: {shown}"
        log.warn(f"frameworks/{framework.id}.yaml", 1, "", why)


def _publisher(report: Report, references: References, log: FaultLog) -> None:
    publisher = references.publishers.of(report.url)
    if publisher and publisher.name != report.publisher:
        why = f"is “{report.publisher}”; publishers.yaml has “{publisher.name}” for this address"
        log.warn(f"reports/{report.id}.md", 1, "publisher", why)


def _hosts(urls: Iterable[str], references: References, log: FaultLog) -> None:
    """Web addresses behind which nobody is named."""
    nameless = sorted(
        {host_of(url) for url in dict.fromkeys(urls) if url and references.publishers.of(url) is None}
    )
    if nameless:
        shown = ", ".join(nameless[:_NAMED]) + (" …" if len(nameless) > _NAMED else "")
        log.warn("publishers.yaml", 1, "hosts", f"not listed, so shown by their address: {shown}")
