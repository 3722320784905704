"""The body of a report file: headings, and below them passages of one marker line and one paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge.faults import FaultLog, quoted, unknown
from bot.knowledge.fields import LONG, fold
from bot.model import Framework, Passage, PassageKind, Speaker, Voice

MAX_PASSAGE = 4_000
"""Characters of one passage; a longer paragraph is two. An embed of Discord shows 4,096."""

_MARKER = re.compile(r"\[(\d{1,5})(?: p\.(\d{1,5}))?\](.*)", re.ASCII)
_KINDS = {str(kind): kind for kind in PassageKind}
_SPOKEN = (PassageKind.QUOTE, PassageKind.RESPONSE)
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading. `level` is its number of #."""

    level: int
    title: str
    areas: tuple[str, ...]


class PassageReader:
    """Reads the lines below a report's front matter. What it cannot place is noted, and reading goes on.

    `own_voice` is for whom the publisher speaks: the voice of its summaries. Without a framework (an unknown
    one was noted already) areas are not checked.
    """

    def __init__(
        self,
        file: str,
        report: str,
        framework: Framework | None,
        speakers: Mapping[str, Speaker],
        own_voice: Voice,
        log: FaultLog,
    ) -> None:
        self._file = file
        self._report = report
        self._speakers = speakers
        self._own_voice = own_voice
        self._log = log
        areas = framework.areas if framework else ()
        self._area_ids = [area.id for area in areas]
        self._area_of = {fold(name): area.id for area in areas for name in (area.label, area.title)}
        self._sections: list[_Section] = []
        self._passages: list[Passage] = []
        self._counts: dict[int, int] = {}

    def read(self, lines: Sequence[str], first: int) -> tuple[Passage, ...]:
        """The passages of `lines`, reading from index `first` on."""
        at = first
        while at < len(lines) and not self._log.full(self._file):
            line = lines[at].strip(" \t")
            if not line:
                at += 1
            elif line.startswith("#"):
                self._heading(line, at + 1)
                at += 1
            else:
                end = next((i for i in range(at, len(lines)) if not lines[i].strip(" \t")), len(lines))
                self._block([text.strip(" \t") for text in lines[at:end]], at + 1)
                at = end
        return tuple(self._passages)

    def _fault(self, line: int, field: str, message: str) -> None:
        self._log.fault(self._file, line, field, message)

    def _heading(self, line: str, number: int) -> None:
        title = line.lstrip("#")
        level = len(line) - len(title)
        if not 2 <= level <= _DEEPEST or not title.startswith((" ", "\t")):
            self._fault(number, "section", "a heading starts with ## (up to ######) and a space")
            return
        named: list[str] | None = None
        if title.endswith("}") and "{" in title:
            title, _, inside = title[:-1].rpartition("{")
            named = inside.split()
        title = title.strip(" \t")
        if not title or len(title) > LONG:
            why = f"has {len(title):,} characters; at most {LONG:,}" if title else "is empty"
            self._fault(number, "section", why)
        self._sections = [section for section in self._sections if section.level < level]
        areas = self._areas(title, named, number)
        self._sections.append(_Section(level, title, areas))

    def _areas(self, title: str, named: list[str] | None, number: int) -> tuple[str, ...]:
        """The areas that a heading names, those its words are the name of, or those of the heading above."""
        if named is None:
            own = self._area_of.get(fold(title))
            if own is not None:
                return (own,)
            return self._sections[-1].areas if self._sections else ()
        for name in named:
            if not name.startswith("#"):
                self._fault(number, "section", f"{quoted(name)} in braces is no area: write {{#area_id}}")
            elif self._area_ids and name[1:] not in self._area_ids:
                self._fault(number, "section", f"the area {unknown(name[1:], self._area_ids)}")
        return tuple(dict.fromkeys(name[1:] for name in named))

    def _block(self, lines: list[str], number: int) -> None:
        marker = _MARKER.fullmatch(lines[0])
        if marker is None:
            self._fault(
                number, "", "text without a marker; a line like “[12] finding” stands above a passage"
            )
            return
        for below, line in enumerate(lines[2:], number + 2):
            if _is_marker(line) or line.startswith("## "):
                self._fault(below, "", "leave an empty line above a marker or heading")
        text = " ".join(lines[1:])
        if not text:
            self._fault(number, "text", "the passage is empty; its paragraph stands right below the marker")
        elif len(text) > MAX_PASSAGE:
            why = f"the passage has {len(text):,} characters; at most {MAX_PASSAGE:,}. Divide it into two"
            self._fault(number, "text", why)
        kind, speaker = self._kind(marker.group(3), number)
        if kind is not None:
            self._add(int(marker.group(1)), marker.group(2), kind, speaker, text)

    def _kind(self, said: str, number: int) -> tuple[PassageKind | None, Speaker | None]:
        """What a passage is and who speaks, from the rest of its marker line."""
        name, comma, who = (part.strip(" \t") for part in said.partition(","))
        kind = _KINDS.get(name)
        if kind is None:
            self._fault(number, "kind", unknown(name, _KINDS))
            return None, None
        if kind not in _SPOKEN:
            if comma:
                self._fault(number, "speaker", "only a quote or a response names a speaker")
            return kind, None
        speaker = self._speakers.get(who)
        if speaker is None:
            why = unknown(who, self._speakers) if who else f"is missing: “{kind}, name of the speaker”"
            self._fault(number, "speaker", why)
        return kind, speaker

    def _add(
        self, number: int, page: str | None, kind: PassageKind, speaker: Speaker | None, text: str
    ) -> None:
        count = self._counts[number] = self._counts.get(number, 0) + 1
        section = self._sections[-1] if self._sections else _Section(0, "", ())
        if speaker is not None:
            voice = speaker.voice
        else:
            voice = self._own_voice if kind is PassageKind.SUMMARY else Voice.INSPECTORATE
        self._passages.append(
            Passage(
                id=f"{self._report}#{number}" + (f".{count}" if count > 1 else ""),
                report=self._report,
                number=number,
                kind=kind,
                text=text,
                section=section.title,
                areas=section.areas,
                speaker=speaker,
                voice=voice,
                page=int(page) if page else None,
            )
        )


def _is_marker(line: str) -> bool:
    marker = _MARKER.fullmatch(line)
    return marker is not None and marker.group(3).partition(",")[0].strip(" \t") in _KINDS
