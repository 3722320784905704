"""What differs between two versions of the knowledge, and whether a person has to agree to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.model import Contents, Judgment, Report

JUDGMENT, COUNT, REPORT, PASSAGE, SCALE = "judgment", "announced count", "report", "passage", "scale"

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What was added, removed and changed of one kind: what each thing is called, in order."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def __len__(self) -> int:
        return len(self.added) + len(self.removed) + len(self.changed)


@dataclass(frozen=True, slots=True)
class Regrade:
    """A judgment whose grade, state or derivation changed. `name` says of whom, when and of what."""

    name: str
    before: Judgment
    after: Judgment


@dataclass(frozen=True, slots=True)
class Change:
    """From version `before` to version `after`. `kinds` pairs the noun of each kind (singular) with its
    difference; `regrades` are those of the changed judgments whose grade changed.
    """

    before: str
    after: str
    kinds: tuple[tuple[str, Difference], ...] = ()
    regrades: tuple[Regrade, ...] = ()

    def __bool__(self) -> bool:
        return self.before != self.after

    @property
    def summary(self) -> str:
        """One line: "2 grades changed; 3 passages added, 1 removed"."""
        if not self:
            return "nothing changed"
        parts = [f"{counted(len(self.regrades), 'grade')} changed"] if self.regrades else []
        parts += [_difference(noun, item) for noun, item in self.kinds if item]
        return "; ".join(parts) or "only the layout of the files"


def touches(change: Change) -> bool:
    """Whether a person has to agree: something is removed, or a grade or what it means is changed."""
    if change.regrades or any(item.removed for _, item in change.kinds):
        return True
    return any(item.changed for noun, item in change.kinds if noun in (COUNT, SCALE))


def compare(old: Contents, new: Contents) -> Change:
    """What `new` has that `old` had not, and the other way round.

    A report counts as changed when its front matter differs; its passages are counted by themselves. So are
    the areas and the scale of a framework. A judgment counts as changed also when only its citation or note
    differs.
    """
    if old.version == new.version:
        return Change(old.version, new.version)
    before, after = _by_kind(old), _by_kind(new)
    name = _Names(old, new)
    kinds = tuple((noun, _compare(before[noun], after[noun], partial(name, noun))) for noun in after)
    regrades = _regrades(before[JUDGMENT], after[JUDGMENT], partial(name, JUDGMENT))
    return Change(old.version, new.version, kinds, regrades)


def _by_kind(contents: Contents) -> dict[str, Mapping[_Key, Any]]:
    """Everything by the noun of its kind and its ids, in the order of the files."""
    frameworks = contents.frameworks
    return {
        JUDGMENT: {(item.framework, item.subject, item.area): item for item in contents.judgments},
        COUNT: {(item.framework, item.subject): item for item in contents.tallies},
        REPORT: {(item.id,): item for item in contents.reports},
        PASSAGE: {(item.id,): item for report in contents.reports for item in report.passages},
        "framework": {(item.id,): replace(item, areas=(), scale=()) for item in frameworks},
        SCALE: {(item.id,): item.scale for item in frameworks},
        "area": {(item.id, area.id): area for item in frameworks for area in item.areas},
        "subject": {(item.id,): item for item in contents.subjects},
        "synonym": {(key,): values for key, values in contents.synonyms.items()},
    }


def _compare(old: Mapping[_Key, Any], new: Mapping[_Key, Any], name: Callable[[_Key], str]) -> Difference:
    return Difference(
        added=tuple(name(key) for key in new if key not in old),
        removed=tuple(name(key) for key in old if key not in new),
        changed=tuple(name(key) for key in new if key in old and not _same(old[key], new[key])),
    )


def _same(old: object, new: object) -> bool:
    if old is new:  # most reports of a large folder, which are taken over unread
        return True
    if isinstance(old, Report) and isinstance(new, Report):
        return replace(old, passages=()) == replace(new, passages=())
    return old == new


def _regrades(
    old: Mapping[_Key, Judgment], new: Mapping[_Key, Judgment], name: Callable[[_Key], str]
) -> tuple[Regrade, ...]:
    return tuple(
        Regrade(name(key), old[key], judgment)
        for key, judgment in new.items()
        if key in old and _grade(old[key]) != _grade(judgment)
    )


def _grade(judgment: Judgment) -> tuple[object, ...]:
    return judgment.state, judgment.grade, judgment.derived


class _Names:
    """Ids in words: "Kent Police, PEEL 2021/22, Investigating crime"."""

    def __init__(self, *contents: Contents) -> None:
        self._frameworks: dict[str, str] = {}
        self._areas: dict[_Key, str] = {}
        self._subjects: dict[str, str] = {}
        for item in contents:  # the later one's names count
            self._frameworks |= {framework.id: framework.name for framework in item.frameworks}
            self._areas |= {(fw.id, area.id): area.label for fw in item.frameworks for area in fw.areas}
            self._subjects |= {subject.id: subject.name for subject in item.subjects}

    def __call__(self, noun: str, key: _Key) -> str:
        match noun, key:
            case ("judgment", (framework, subject, area)):
                parts = [self._subjects[subject], self._frameworks[framework], self._areas[framework, area]]
            case ("announced count", (framework, subject)):
                parts = [self._subjects[subject], self._frameworks[framework]]
            case ("area", (framework, area)):
                parts = [self._frameworks[framework], self._areas[framework, area]]
            case ("framework" | "scale", (framework,)):
                parts = [self._frameworks[framework]]
            case ("subject", (subject,)):
                parts = [self._subjects[subject]]
            case _:
                parts = list(key)
        return ", ".join(parts)


def _difference(noun: str, item: Difference) -> str:
    counts = {"added": len(item.added), "removed": len(item.removed), "changed": len(item.changed)}
    first, *others = [(count, what) for what, count in counts.items() if count]
    head = f"{counted(first[0], noun)} {first[1]}"
    return ", ".join([head, *(f"{count:,} {what}" for count, what in others)])


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 passage", "1,204 passages"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
