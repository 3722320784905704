"""`Knowledge`: the validated contents with the look-ups, names and index that answering needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path

from bot.index import Entry, PassageIndex
from bot.knowledge.loader import load_contents
from bot.model import Area, Contents, Framework, Judgment, Passage, Report, Speaker, Subject, Tally
from bot.names import Names


class Knowledge:
    """One immutable version. Everything derived is built on first use and never changes afterwards.

    Positions (`passages[i]`) count passages in the order of the reports; they are only meaningful together
    with `version`.
    """

    def __init__(self, contents: Contents, index: PassageIndex | None = None) -> None:
        self.contents = contents
        self.version = contents.version
        self.frameworks: Mapping[str, Framework] = {item.id: item for item in contents.frameworks}
        self.subjects: Mapping[str, Subject] = {item.id: item for item in contents.subjects}
        self.reports: Mapping[str, Report] = {item.id: item for item in contents.reports}
        self.passages: tuple[Passage, ...] = tuple(
            passage for report in contents.reports for passage in report.passages
        )
        self._judgments = {(item.subject, item.framework, item.area): item for item in contents.judgments}
        self._tallies = {(item.subject, item.framework): item for item in contents.tallies}
        if index is not None:
            self.__dict__["index"] = index

    @cached_property
    def index(self) -> PassageIndex:
        """The passages, searchable."""
        return PassageIndex.build(self.entries(), synonyms=self.contents.synonyms)

    @cached_property
    def names(self) -> Names:
        """The names of subjects, areas and groups, resolvable."""
        return Names(self.contents)

    @cached_property
    def newest_first(self) -> tuple[Framework, ...]:
        """All frameworks, the latest cycle first."""
        return tuple(sorted(self.contents.frameworks, key=lambda item: (-item.year, item.id)))

    def looked_in(self, first: Framework | None) -> tuple[Framework, ...]:
        """All frameworks in the order in which they are looked in: `first`, then from the latest on."""
        if first is None:
            return self.newest_first
        return (first, *(item for item in self.newest_first if item is not first))

    @cached_property
    def speakers(self) -> tuple[Speaker, ...]:
        """Everyone quoted, each once, in the order of the reports."""
        found = (passage.speaker for passage in self.passages if passage.speaker is not None)
        return tuple(dict.fromkeys(found))

    @cached_property
    def _stretches(self) -> Mapping[tuple[str, str], list[range]]:
        """Where the passages of the reports on one subject in one framework stand."""
        found: dict[tuple[str, str], list[range]] = {}
        begin = 0
        for report in self.contents.reports:
            end = begin + len(report.passages)
            found.setdefault((report.subject, report.framework), []).append(range(begin, end))
            begin = end
        return found

    def positions_on(self, subject: str, framework: str) -> Iterator[int]:
        """The positions of all passages on this subject in this framework, in the order of the reports."""
        return chain.from_iterable(self._stretches.get((subject, framework), ()))

    def judgment(self, subject: str, framework: str, area: str) -> Judgment | None:
        """What is held of this subject in this area of this framework, or None."""
        return self._judgments.get((subject, framework, area))

    def tally(self, subject: str, framework: str) -> Tally | None:
        """The announced counts of grades, or None."""
        return self._tallies.get((subject, framework))

    def judged(
        self,
        *,
        subjects: Iterable[str] | None = None,
        framework: str | None = None,
        area: str | None = None,
    ) -> list[Judgment]:
        """All judgments that match every given criterion, in the order of the files."""
        wanted = None if subjects is None else frozenset(subjects)
        return [
            item
            for item in self.contents.judgments
            if (wanted is None or item.subject in wanted)
            and (framework is None or item.framework == framework)
            and (area is None or item.area == area)
        ]

    def area(self, framework: str, area: str) -> Area:
        """The area of the framework. Raises KeyError for a pair that the validated contents cannot hold."""
        found = self.frameworks[framework].area(area)
        if found is None:
            raise KeyError(area)
        return found

    def entries(self) -> Iterable[Entry]:
        """Each passage as the index sees it, in the order of `passages`."""
        for report in self.contents.reports:
            for passage in report.passages:
                yield _entry(report, passage)


def _entry(report: Report, passage: Passage) -> Entry:
    speaker = passage.speaker
    section = f"{passage.section} {speaker.name} {speaker.role}" if speaker else passage.section
    labels = {
        "subject": {report.subject},
        "framework": {report.framework},
        "area": set(passage.areas),
        "kind": {str(passage.kind)},
        "voice": {str(passage.voice)},
        "speaker": {speaker.name} if speaker else set(),
    }
    return Entry(text=passage.text, title=report.title, section=section, labels=labels)


def load_knowledge(folder: Path) -> Knowledge:
    """Read, validate and index a knowledge folder.

    Raises KnowledgeFaults with every fault found when the folder cannot be served.
    """
    knowledge = Knowledge(load_contents(folder))
    # Built here, so that the first question does not pay for it.
    _ = knowledge.index, knowledge.names, knowledge.newest_first, knowledge.speakers
    return knowledge
