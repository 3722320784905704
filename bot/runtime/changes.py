"""What differs between two versions of the knowledge, in counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.model import Contents


@dataclass(frozen=True, slots=True)
class Difference:
    """How many things of one kind were added, removed and changed."""

    added: int
    removed: int
    changed: int

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Change:
    """From version `before` to version `after`; `kinds` pairs the noun of each kind with its difference."""

    before: str
    after: str
    kinds: tuple[tuple[str, Difference], ...]


def compare(old: Contents, new: Contents) -> Change:
    """What `new` has that `old` had not, and the other way round.

    A report counts as changed when its front matter differs; its passages are counted by themselves.
    """
    before, after = _by_kind(old), _by_kind(new)
    kinds = tuple((noun, _difference(before[noun], after[noun])) for noun in after)
    return Change(old.version, new.version, kinds)


def _by_kind(contents: Contents) -> dict[str, Mapping[Any, object]]:
    return {
        "judgments": {(item.subject, item.framework, item.area): item for item in contents.judgments},
        "announced counts": {(item.subject, item.framework): item for item in contents.tallies},
        "reports": {item.id: replace(item, passages=()) for item in contents.reports},
        "passages": {item.id: item for report in contents.reports for item in report.passages},
        "frameworks": {item.id: item for item in contents.frameworks},
        "subjects": {item.id: item for item in contents.subjects},
        "synonyms": contents.synonyms,
    }


def _difference(old: Mapping[Any, object], new: Mapping[Any, object]) -> Difference:
    return Difference(
        added=len(new.keys() - old.keys()),
        removed=len(old.keys() - new.keys()),
        changed=sum(old[key] != new[key] for key in old.keys() & new.keys()),
    )
