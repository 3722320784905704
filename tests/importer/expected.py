"""What a careful person takes from a source, compared with what the importer took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.importer.draft import Draft
from tests.importer.conftest import judged

Who = tuple[str, str | None]
"""A speaker's name and role; None for a role that the test does not care about."""


@dataclass(frozen=True)
class Expected:
    """`said`, `kinds` and `areas` map words of a passage to its speaker, kind and areas.

    `said` names every quotation unless `partly` is set; `absent` are words of no passage, `present` of some.
    """

    grades: Mapping[str, str | None]
    said: Mapping[str, Who] = field(default_factory=dict)
    partly: bool = False
    kinds: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    published: str = ""


def faults(draft: Draft, expected: Expected) -> list[str]:
    """Every difference, in words."""
    found = [] if judged(draft) == expected.grades else [f"grades {judged(draft)}"]
    if draft.report.published != expected.published:
        found.append(f"published {draft.report.published!r}")
    passages = draft.report.passages
    found += [f"kept {words!r}" for words in expected.absent if any(words in one.text for one in passages)]
    found += [
        f"lost {words!r}" for words in expected.present if not any(words in one.text for one in passages)
    ]
    for words, kind in expected.kinds.items():
        if (kinds := {str(one.kind) for one in passages if words in one.text}) != {kind}:
            found.append(f"{words!r} is {kinds}")
    for words, areas in expected.areas.items():
        if (about := {one.areas for one in passages if words in one.text}) != {tuple(areas.split())}:
            found.append(f"{words!r} is about {about}")
    return found + list(_misquoted(draft, expected))


def _misquoted(draft: Draft, expected: Expected) -> list[str]:
    quotes = [one for one in draft.report.passages if str(one.kind) == "quote" and one.speaker]
    found = []
    for words, (name, role) in expected.said.items():
        speakers = [one.speaker for one in quotes if words in one.text and one.speaker]
        if not any(one.name == name and role in {None, one.role} for one in speakers):
            found.append(f"{words!r} was said by {[(one.name, one.role) for one in speakers]}")
    if not expected.partly:
        found += [
            f"{one.text!r} is nobody's quotation"
            for one in quotes
            if not any(words in one.text for words in expected.said)
        ]
    return found
