"""Answers of other inspectorates' shapes, which the shipped knowledge has none of."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import ComparisonAnswer, Finding, JudgmentsAnswer, RankingAnswer
from bot.model import Area, Citation, Framework, Judgment, State, Subject

SOURCE = Citation("A report", "An inspectorate", "https://example.org/report", "2024-05-01")
FOUR = ("4", "3", "2", "1")
FIVE = ("exceptional", "strong standard", "expected standard", "needs attention", "urgent improvement")


def framework(
    scale: Sequence[str] = FOUR,
    areas: int = 4,
    *,
    cycle: str = "2024",
    comparable: Sequence[str] = (),
    label: str = "Area {}",
) -> Framework:
    """A framework with this scale and that many areas; its id is "prisons-<cycle>"."""
    named = tuple(Area(f"a{at}", label.format(at), label.format(at)) for at in range(areas))
    return Framework(
        f"prisons-{cycle}",
        "HM Inspectorate of Prisons",
        "Healthy prison tests",
        cycle,
        int(cycle),
        tuple(scale),
        named,
        "prison",
        "prison",
        "prisons",
        tuple(comparable),
    )


def subjects(count: int, name: str = "HMP {}") -> tuple[Subject, ...]:
    """That many prisons."""
    return tuple(Subject(f"s{at}", name.format(at), name.format(at), "prison") for at in range(count))


def finding(
    of: Framework, subject: Subject, area: int, step: int | None, *, derived: bool = False
) -> Finding:
    """A judgment: a step of the scale, or None for "not graded"."""
    grade = None if step is None else of.scale[step % len(of.scale)]
    state = State.NOT_GRADED if grade is None else State.GRADED
    judgment = Judgment(subject.id, of.id, of.areas[area].id, state, grade, SOURCE, derived)
    return Finding(judgment, subject, of, of.areas[area])


def card(of: Framework) -> JudgmentsAnswer:
    """One subject in every area, best first."""
    subject = subjects(1)[0]
    steps, areas = len(of.scale), len(of.areas)
    return JudgmentsAnswer(
        subject, tuple(finding(of, subject, at, at * steps // areas) for at in range(areas))
    )


def comparison(of: Framework, of_whom: Sequence[Subject]) -> ComparisonAnswer:
    """Every subject in every area, with all grades in turn; the second subject's first is worked out."""
    found = tuple(
        finding(of, subject, area, at + area, derived=(at, area) == (1, 0))
        for area in range(len(of.areas))
        for at, subject in enumerate(of_whom)
    )
    return ComparisonAnswer(tuple(of_whom), of.areas, found)


def ranking(of: Framework, of_whom: Sequence[Subject]) -> RankingAnswer:
    """All in one area, as many with each grade, best first."""
    steps = len(of.scale)
    found = tuple(finding(of, subject, 0, at * steps // len(of_whom)) for at, subject in enumerate(of_whom))
    return RankingAnswer(of, of.areas[0], found, held=len(of_whom), subjects=len(of_whom) + 1)
