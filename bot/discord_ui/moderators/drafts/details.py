"""What a moderator says about a source: typed names become ids, and what is not valid is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.discord_ui.moderators.drafts.ids import FORM
from bot.discord_ui.notices import Field, Form
from bot.importer.about import UNNAMED, Hints
from bot.knowledge import Knowledge
from bot.knowledge.faults import unknown
from bot.knowledge.fields import LONG, MAX_URL, SHORT, date_fault, fold, one_line, url_fault
from bot.knowledge.publishers import Publishers
from bot.knowledge.references import References
from bot.model import Subject
from bot.moderation.drafts import KeptDraft
from bot.names import tokenise

_EMPTY = frozenset({"title", "publisher", "published", "url"})
"""What may be left empty: it is looked for in the source."""


class DetailFaults(Exception):
    """Details that cannot be used; each fault is a sentence that begins with the field's name."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def named(subject: str, framework: str, knowledge: Knowledge) -> Hints:
    """The ids behind two names, either of which may be empty. Raises DetailFaults."""
    return _checked({"subject": subject, "framework": framework}, Hints(), knowledge)


def changed(kept: KeptDraft, typed: Mapping[str, str], knowledge: Knowledge) -> Hints:
    """The details of a draft with those that were typed in place of its own. Raises DetailFaults.

    What was emptied is looked for in the source again; subject and framework then stay as they are.
    """
    report = kept.draft.report
    before = replace(kept.hints, subject=report.subject, framework=report.framework)
    return _checked(typed, before, knowledge)


def form_of(kept: KeptDraft, what: str, knowledge: Knowledge) -> Form:
    """The form for the `source` of a draft or its `subject`, filled in as the draft is now."""
    report = kept.draft.report
    if what == "source":
        publisher = "" if report.publisher == UNNAMED else report.publisher
        source = (
            Field("title", "Title", report.title, LONG),
            Field("publisher", "Publisher", publisher, SHORT),
            Field("published", "Date", report.published, 10, "As the source shows it: 2022-04-28 or 2022"),
            Field("url", "Address", report.url, MAX_URL, "Citations link to it"),
        )
        return Form(FORM + kept.id, "Where this comes from", source)
    subject = next((one.short for one in knowledge.contents.subjects if one.id == report.subject), "")
    framework = next((one.name for one in knowledge.contents.frameworks if one.id == report.framework), "")
    about = (
        Field("subject", "Who is inspected", subject, SHORT, "A name or a nickname"),
        Field("framework", "Inspection", framework, SHORT, "Programme and cycle"),
    )
    return Form(FORM + kept.id, "What this is about", about)


def _checked(typed: Mapping[str, str], before: Hints, knowledge: Knowledge) -> Hints:
    values = {name: one_line(value) for name, value in typed.items() if value.strip() or name in _EMPTY}
    faults = []
    for name, find in (("subject", _subject), ("framework", _framework)):
        if name in values:
            values[name], fault = find(values[name], knowledge)
            faults.append((name, fault))
    faults.append(("published", date_fault(values.get("published", ""))))
    if url := values.get("url"):
        faults.append(("url", url_fault(url)))
    hints = replace(before, **values)
    if hints.subject and hints.framework:
        known = References(knowledge.frameworks, knowledge.subjects, Publishers({}))
        faults += known.faults(hints.framework, hints.subject)
    if found := [f"{name}: {fault}" for name, fault in faults if fault]:
        raise DetailFaults(found)
    return hints


def _subject(text: str, knowledge: Knowledge) -> tuple[str, str]:
    """The id of the one subject that a text names, or why there is none."""
    subjects = knowledge.contents.subjects
    for subject in subjects:
        if fold(text) in {fold(name) for name in _names_of(subject)}:
            return subject.id, ""
    found = {one.ids for one in knowledge.names.resolve(tokenise(text)).subjects}
    if len(found) == 1 and len(ids := found.pop()) == 1:
        return ids[0], ""
    return "", unknown(text, [subject.short for subject in subjects])


def _names_of(subject: Subject) -> tuple[str, ...]:
    return subject.id, subject.name, subject.short, *subject.aliases


def _framework(text: str, knowledge: Knowledge) -> tuple[str, str]:
    """The id of the one framework that a text names, or why there is none."""
    frameworks = knowledge.contents.frameworks
    found = [one.id for one in frameworks if fold(text) in {fold(one.id), fold(one.name), fold(one.cycle)}]
    if len(found) == 1:
        return found[0], ""
    return "", unknown(text, [one.name for one in frameworks])
