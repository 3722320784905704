"""Announced numbers of areas: "graded nine areas", "good in four areas", "inadequate in two of them"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.importer.draft import Count, Evidence, Proposal, TallyProposal
from bot.importer.grades import RATED, GradeWords, is_rated
from bot.importer.words import NUMBERS, number
from bot.model import Framework, State

_NUMBER = rf"(?P<number>{'|'.join(NUMBERS)}|[0-9]|1[0-9])"
_AREAS = (
    r"(?:areas?|categor(?:y|ies)|questions?|themes?|aspects?|fields?|healthy (?:prison|establishment) "
    r"tests?|tests?|pillars?|measures?|criteria|domains?|functions?|headings|judge?ments?|disciplines)"
)
_NOT_THESE = (
    r"(?!\s+(?:for improvement|of concern|where|in need|to improve|"
    r"of (?:the )?(?:country|county|city|force)))"
)
_SOME = (
    r"(?:(?:only|just|all|a further|another|the other|the remaining|other|as many as|a total of|of its|"
    r"of the)\s+)*"
)
_KEY = (
    r"(?:(?:key|other|further|different|core|main|broad|more|graded|inspected|policing|of\s+them|separate|"
    r"of)\s+)*"
)
_AHEAD = re.compile(
    rf"^[\"'”’]*\s*(?:(?:rating|grade|grading|judge?ment|score|ratings|grades)s?\s+)?(?:in|for|on|across|"
    rf"at|over)\s+{_SOME}{_NUMBER}(?:\s+(?:(?:of|out of)\s+(?:the\s+|"
    rf"its\s+)?(?P<total>\w+)\s+)?{_KEY}{_AREAS}\b{_NOT_THESE}|(?:\s+(?:more|others))?\s*(?:[,.;]|\band\b|$)|\s+of\s+(?:them|"
    rf"these|those)\b)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"\b{_NUMBER}\s+(?:(?:of|out of)\s+(?:the\s+|"
    rf"its\s+)?(?:(?P<total>\w+)\s+)?)?{_KEY}(?:{_AREAS}\b{_NOT_THESE}\s*)?(?:of\s+\w+\s+)?(?:(?:were|was|"
    rf"are|is|as|to|be|being|been|have|has|had|that|which|where|it|they|inspected|examined|assessed|"
    rf"{RATED})\s+)*"
    r"(?:an?\s+)?[\"'“‘]?$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    rf"(?:\b(?:{RATED}|inspected|examined|assess(?:ed|es)|looked at|looks at|covered|covers|measured|"
    rf"across|in all|of|out of|all|on|against|into)\s+(?:(?:performance|the force|it|them|its|the|in|"
    rf"across|at|on|how|well|good|is|are|was|[A-Z]\w+)\s+){{0,7}}|"
    rf"^\s*(?:the\s+)?){_NUMBER}\s+{_KEY}{_AREAS}\b{_NOT_THESE}",
    re.IGNORECASE,
)


_BARE = re.compile(r"^\S+\s+[\"'“‘]?$")
_GRADES = re.compile(
    r"[\"'”’]*\s*(?:areas|ratings?|grad\w+|judge?ments?|marks|scores|verdicts|outcomes|ones)\b", re.IGNORECASE
)
_ANY = re.compile(rf"\b{_NUMBER}\b", re.IGNORECASE)
_GRADED = re.compile(rf"\bgraded judge?ments?\s+(?:in|for|on|of)\s+{_SOME}{_NUMBER}\b", re.IGNORECASE)


def counts(text: str, grades: GradeWords, evidence: Evidence) -> list[Count]:
    """The numbers that one sentence announces. A denied or past grade announces none."""
    found: list[Count] = []
    if not _ANY.search(text):
        return found
    taken: list[tuple[int, int]] = []
    for grade in grades.found(text):
        before, rest = text[: grade.start], text[grade.end :]
        ahead = _AHEAD.match(rest)
        behind = None if ahead else _BEHIND.search(before[-120:])
        match, offset = (ahead, grade.end) if ahead else (behind, max(0, grade.start - 120))
        if match is None or grade not in grades.given(text, {grade.start - 1, grade.start}):
            continue
        if behind is not None and _BARE.search(behind[0]) and not _GRADES.match(rest):
            continue  # "4 Good" is a step of the scale with its number
        value = number(match["number"].lower())
        if value is None or any(start <= offset + match.start("number") < end for start, end in taken):
            continue
        taken.append((offset + match.start("number"), offset + match.end("number")))
        found.append(Count(grade.step, value, evidence))
        if match["total"] and (total := number(match["total"].lower())):
            found.append(Count(None, total, evidence))
    if match := _GRADED.search(text):
        return [*found, Count(None, number(match["number"].lower()) or 0, evidence)]
    for match in _TOTAL.finditer(text):
        value = number(match["number"].lower())
        free = not any(start <= match.start("number") < end for start, end in taken)
        if value and value > 1 and free:
            found.append(Count(None, value, evidence))
    return found


def settled(found: Iterable[Count], framework: Framework) -> list[Count]:
    """Each announced number once: the first for a grade, the largest possible as the total."""
    graded: dict[str, Count] = {}
    totals: list[Count] = []
    for count in found:
        if count.areas > len(framework.areas):
            continue
        if count.grade is None:
            totals.append(count)
        else:
            graded.setdefault(count.grade, count)
    needed = max((count.areas for count in graded.values()), default=0)
    possible = [count for count in totals if count.areas > max(needed, 1)]
    # "Ten areas were inspected and nine of them graded": the number that speaks of grades is the total.
    possible = [count for count in possible if is_rated(count.evidence.text)] or possible
    total = max(possible, key=_weight, default=None)
    return ([total] if total else []) + [graded[step] for step in framework.scale if step in graded]


def _weight(count: Count) -> tuple[bool, int]:
    return _GRADED.search(count.evidence.text) is not None, count.areas


def differences(announced: Sequence[Count], proposals: Sequence[Proposal]) -> list[str]:
    """A sentence for every announced number that differs from what was found.

    A shortfall of the total is left out where shortfalls of single grades explain it.
    """
    notes = []
    graded = [one for one in proposals if one.state is State.GRADED]
    explained = 0
    for count in sorted(announced, key=lambda one: one.grade is None):
        named = sum(count.grade in {None, one.grade} for one in graded)
        what = "areas" if count.grade is None else f"“{count.grade}” areas"
        if named < count.areas and not (count.grade is None and count.areas - named == explained):
            missing = count.areas - named
            explained += missing
            if named:
                verb = "is" if missing == 1 else "are"
                notes.append(
                    f"{_word(missing).capitalize()} of the {_word(count.areas)} {what} that the source "
                    f"counts {verb} not named (it names {named})."
                )
            else:
                notes.append(f"The source counts {_word(count.areas)} {what} and names none of them.")
        elif named > count.areas:
            notes.append(
                f"The source counts {_word(count.areas)} {what}, but {named} were found; check them."
            )
    return notes


def _word(value: int) -> str:
    return next((word for word, number in NUMBERS.items() if number == value), str(value))


def tally(
    announced: Sequence[Count], proposals: Sequence[Proposal], framework: Framework
) -> TallyProposal | None:
    """The counts of all grades, if the announced total is exactly reached with announced or named areas."""
    total = next((count.areas for count in announced if count.grade is None), None)
    stated = {count.grade: count.areas for count in announced if count.grade is not None}
    if total is None or not stated:
        return None
    grades = tuple(
        (step, stated.get(step, sum(one.grade == step for one in proposals))) for step in framework.scale
    )
    return TallyProposal(total, grades) if sum(count for _, count in grades) == total else None
