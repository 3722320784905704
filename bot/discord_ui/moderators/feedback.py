"""What people marked as unhelpful, for moderators: in words, with what it was about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord_ui.moderators.notices import PAGE, pages, within
from bot.discord_ui.notices import Notice
from bot.knowledge import Knowledge
from bot.language import ENGLISH
from bot.model import Passage
from bot.render.dates import place_words
from bot.render.markup import cut, escape
from bot.store import SEVERAL, Counted, Trouble

LONGEST_BEGINNING = 90
"""Characters of a passage that are shown."""

FEEDBACK_ELSEWHERE = Notice("I show marks to you alone: use the slash command `/knowledge feedback`.")
NO_MARKS = Notice("No answer has been marked as unhelpful.")


def feedback(marked: Sequence[Counted], knowledge: Knowledge, page: int) -> Notice:
    """One page of what was marked unhelpful, the most often so marked first.

    `marked` has one entry more than a page where there is a further page.
    """
    if not marked:
        return NO_MARKS
    lines = [f"**Marked as unhelpful** (page {page + 1}; over all servers, and by nobody's name)"]
    for counted in marked[:PAGE]:
        kind, about = counted.topic.kind.replace("_", " "), _about(counted.topic.key, knowledge)
        lines.append(f"- 👎 {counted.unhelpful} · 👍 {counted.helpful} · {about} ({kind})")
    return Notice(within(lines), buttons=pages("feedback", page, len(marked) > PAGE))


def feedback_unread(trouble: Trouble) -> Notice:
    """The marks cannot be read."""
    return Notice(f"The marks cannot be read: {trouble}.")


def _about(key: str, knowledge: Knowledge) -> str:
    if "#" in key:
        found = _passage(key, knowledge)
        return f"`{key}`: no longer in the knowledge" if found is None else _quoted(found, knowledge)
    return _judgments(key, knowledge)


def _passage(key: str, knowledge: Knowledge) -> Passage | None:
    report = knowledge.reports.get(key.partition("#")[0])
    return next((passage for passage in report.passages if passage.id == key), None) if report else None


def _quoted(passage: Passage, knowledge: Knowledge) -> str:
    report = knowledge.reports[passage.report]
    place = place_words(passage.number, passage.page, ENGLISH)
    source = ", ".join(part for part in (report.publisher, report.title, place) if part)
    return f"“{escape(cut(passage.text, LONGEST_BEGINNING))}” {escape(source)}"


def _judgments(key: str, knowledge: Knowledge) -> str:
    """The judgments that a key stands for, by their names."""
    subject, framework, area = (*key.split("/"), "", "", "")[:3]
    cycle = knowledge.frameworks.get(framework)
    within_cycle = knowledge.contents.frameworks if cycle is None else (cycle,)
    label = next((found.label or found.title for item in within_cycle if (found := item.area(area))), None)
    names = (
        knowledge.subjects[subject].name if subject in knowledge.subjects else None,
        label,
        cycle.name if cycle else None,
    )
    ids = (subject, area, framework)
    if any(name is None and id_ != SEVERAL for name, id_ in zip(names, ids, strict=True)):
        return f"`{key}`: no longer in the knowledge"
    several = ("several subjects", "several areas", "several cycles")
    shown = [escape(name) if name else other for name, other in zip(names, several, strict=True)]
    judgment = knowledge.judgment(subject, framework, area)
    grade = f": {judgment.grade or judgment.state}" if judgment else ""
    return " · ".join(shown) + grade
