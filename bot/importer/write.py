"""A draft as a report file of the knowledge format, and how it is told from one that a person has edited."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256

from bot.importer.document import ImportFault
from bot.importer.draft import Draft
from bot.model import Area, Framework, Passage, Report, Speaker

MAX_FILE = 2 << 20
"""Bytes of a report file: the knowledge format's limit."""

MARK = "# imported:"
"""Begins the comment in the front matter that holds the hash of the file as the importer wrote it.

A comment and no field, because it says nothing about the report and every reader of YAML skips it.
"""

_PLAIN = re.compile(r"[A-Za-zÀ-žŴŶŵŷ][A-Za-z0-9À-žŴŶŵŷ'’“”‘()., /&–—-]*")
_RESERVED = frozenset("yes no true false null on off y n ~".split())
_HASH_LINE = re.compile(rf"^{MARK} ([0-9a-f]{{16}})\n", re.MULTILINE)


def write_report(draft: Draft, framework: Framework) -> str:
    """The report file: front matter, then passages under headings. The same draft gives the same text.

    Raises ImportFault for a report that is too large to be served.
    """
    report = draft.report
    head = ["---", *_front_matter(report), "---", ""]
    text = "\n".join([*head, *_body(report, {area.id: area for area in framework.areas})])
    data = text.encode()
    # The hash line stands last in the front matter, above the first line that is "---" again.
    fence = text.index("\n---\n")
    mark = f"\n{MARK} {_digest(data)}"
    if len(data) + len(mark) > MAX_FILE:
        raise ImportFault(f"the report would be larger than {MAX_FILE >> 20} MiB; import it in parts")
    return text[:fence] + mark + text[fence:]


def is_untouched(text: str) -> bool:
    """Whether a report file is still what the importer wrote."""
    match = _HASH_LINE.search(text)
    return match is not None and _digest((text[: match.start()] + text[match.end() :]).encode()) == match[1]


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


def _front_matter(report: Report) -> Iterator[str]:
    for name in (
        "title",
        "publisher",
        "kind",
        "author",
        "url",
        "published",
        "licence",
        "subject",
        "framework",
    ):
        yield _field(name, getattr(report, name))
    yield "restated: no"
    if report.note:
        yield _field("note", report.note)
    speakers = list(dict.fromkeys(passage.speaker for passage in report.passages if passage.speaker))
    if speakers:
        yield "speakers:"
        for speaker in speakers:
            yield from _speaker(speaker)


def _speaker(speaker: Speaker) -> Iterator[str]:
    yield f"  - {_field('name', speaker.name)}"
    yield f"    {_field('role', speaker.role)}"
    yield f"    voice: {speaker.voice}"


def _field(name: str, value: str) -> str:
    return f"{name}: {_scalar(value)}" if value else f"{name}:"


def _scalar(value: str) -> str:
    """A text as a YAML scalar: plain where YAML reads it unchanged, otherwise in double quotes."""
    plain = _PLAIN.fullmatch(value) and value.casefold() not in _RESERVED and not value.endswith(" ")
    if plain or re.fullmatch(r"\d{4}(?:-\d{2}){0,2}|https?://[\w./?&=%+~@-]+", value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _body(report: Report, areas: dict[str, Area]) -> Iterator[str]:
    above: tuple[str, tuple[str, ...]] | None = None
    named = {_fold(name): area.id for area in areas.values() for name in (area.title, area.label)}
    for passage in report.passages:
        section = (_heading(passage, areas), passage.areas)
        if section != above:
            yield _heading_line(*section, named)
            yield ""
            above = section
        yield _marker(passage)
        yield passage.text if "\n" not in passage.text else " ".join(passage.text.split())
        yield ""


def _heading(passage: Passage, areas: dict[str, Area]) -> str:
    """The section's own heading, or one made of what the passage is about where the source has none."""
    if passage.section:
        return passage.section
    labels = [areas[area].label for area in passage.areas if area in areas]
    if labels:
        return " and ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)
    if passage.speaker is not None:
        return f"{passage.speaker.name}, {passage.speaker.role}"
    return "The inspection"


def _heading_line(title: str, ids: tuple[str, ...], named: dict[str, str]) -> str:
    """A heading, with its areas in braces unless its words are the name of the one area."""
    title = title.translate({ord("{"): "(", ord("}"): ")"}).lstrip("# ")[:900] or "Section"
    if ids and ids != (named.get(_fold(title)),):
        return f"## {title} {{{' '.join('#' + area for area in ids)}}}"
    return f"## {title}"


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _marker(passage: Passage) -> str:
    place = f"[{passage.number}{f' p.{passage.page}' if passage.page else ''}]"
    speaker = f", {passage.speaker.name}" if passage.speaker else ""
    return f"{place} {passage.kind}{speaker}"
