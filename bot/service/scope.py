"""What an answer is about, and where that stands in a version of the knowledge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.answer import (
    Answer,
    ComparisonAnswer,
    Excerpt,
    Finding,
    JudgmentAnswer,
    JudgmentsAnswer,
    NotGradedAnswer,
    PassagesAnswer,
    RankingAnswer,
)
from bot.knowledge import Knowledge
from bot.model import Area, Framework, Subject

T = TypeVar("T")
Places = tuple[int | None, ...]
"""Where the subject and the framework stand in the contents, and the area among all ids of areas."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A subject, a framework and an area; None stands for several.

    An area without a framework stands for the areas of its id in every framework.
    """

    subject: Subject | None
    framework: Framework | None
    area: Area | None

    def places(self, knowledge: Knowledge) -> Places:
        """The scope as three numbers, which mean something in this knowledge version only."""
        contents = knowledge.contents
        return (
            None if self.subject is None else contents.subjects.index(self.subject),
            None if self.framework is None else contents.frameworks.index(self.framework),
            None if self.area is None else _area_ids(contents.frameworks).index(self.area.id),
        )

    @classmethod
    def at(cls, places: Places, knowledge: Knowledge) -> Scope:
        """The scope that these places stand for.

        Raises IndexError where this version has none there, ValueError for other than three places.
        """
        subject, framework, area = places
        contents = knowledge.contents
        within = contents.frameworks if framework is None else (contents.frameworks[framework],)
        return cls(
            None if subject is None else contents.subjects[subject],
            None if framework is None else within[0],
            None if area is None else _area(within, _area_ids(contents.frameworks)[area]),
        )


def _area_ids(frameworks: Iterable[Framework]) -> list[str]:
    return list(dict.fromkeys(area.id for framework in frameworks for area in framework.areas))


def _area(frameworks: Iterable[Framework], area_id: str) -> Area:
    found = next((area for item in frameworks if (area := item.area(area_id))), None)
    if found is None:
        raise IndexError(area_id)
    return found


def findings_of(answer: Answer) -> tuple[Finding, ...]:
    """The judgments that an answer gives; not those of other cycles beside a single one."""
    match answer:
        case JudgmentAnswer():
            return (answer.finding,)
        case JudgmentsAnswer() | ComparisonAnswer() | RankingAnswer():
            return answer.findings
        case NotGradedAnswer():
            return answer.findings[:1] if answer.area else answer.findings
        case _:
            return ()


def scope_of(answer: Answer) -> Scope | None:
    """What an answer is about, by its judgments or else by its excerpts; None for a miss."""
    if isinstance(answer, RankingAnswer):
        return Scope(None, answer.framework, answer.area)
    if isinstance(answer, PassagesAnswer):
        return _excerpts_scope(answer.excerpts)
    found = findings_of(answer)
    return findings_scope(found) if found else None


def findings_scope(findings: Sequence[Finding]) -> Scope:
    """What these judgments have in common."""
    one_area = _common(item.area.id for item in findings) is not None
    return Scope(
        _common(item.subject for item in findings),
        _common(item.framework for item in findings),
        findings[0].area if one_area else None,
    )


def _excerpts_scope(excerpts: Sequence[Excerpt]) -> Scope | None:
    """The subject of excerpts, the cycle of the best one, and the area that most of that cycle are about.

    None where there are none or they are on several subjects.
    """
    subject = _common(item.subject for item in excerpts)
    if subject is None:
        return None
    framework = excerpts[0].framework
    counts = Counter(area for item in excerpts if item.framework is framework for area in item.passage.areas)
    area = counts.most_common(1)[0][0] if counts else ""
    return Scope(subject, framework, framework.area(area))


def _common(items: Iterable[T]) -> T | None:
    """What all of them are, or None."""
    different = list(dict.fromkeys(items))
    return different[0] if len(different) == 1 else None
