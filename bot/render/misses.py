"""When the bot does not answer: why, what it does have, and what to ask instead (law 6)."""

from __future__ import annotations

from collections.abc import Callable

from bot.answer import AbstainAnswer, AbstainReason, AmbiguousAnswer, PassagesAnswer
from bot.render.dates import dated
from bot.render.excerpts import excerpt_blocks
from bot.render.notes import join, note_blocks
from bot.render.sheet import Block, Sheet, item, line, small

SHOWN_CHOICES = 12
"""Choices listed in a text; a select menu may offer more."""


def passages_sheet(answer: PassagesAnswer, version: str) -> Sheet:
    """Excerpts, best first."""
    blocks: list[Block] = []
    for excerpt in answer.excerpts:
        blocks += excerpt_blocks(excerpt)
    blocks += note_blocks(answer.notes)
    names = list(dict.fromkeys(excerpt.subject.name for excerpt in answer.excerpts))
    cycles = list(dict.fromkeys(excerpt.framework.name for excerpt in answer.excerpts))
    dates = sorted({excerpt.report.published for excerpt in answer.excerpts} - {""})
    source = f"sources {dated(dates[0])} to {dated(dates[-1])}" if len(dates) > 1 else ""
    if len(dates) == 1:
        source = f"source {dated(dates[0])}"
    if any(not excerpt.report.published for excerpt in answer.excerpts):
        source = f"{source}, some without a date" if source else "source shows no date"
    footer = " · ".join([", ".join(cycles), source, f"knowledge {version}"])
    title = f"What the reports hold on {join(names)}"
    return Sheet(title, tuple(blocks), footer, more=answer.more)


def ambiguous_sheet(answer: AmbiguousAnswer, version: str) -> Sheet:
    """Between what the asker has to choose."""
    blocks = [line(f"“{answer.word}” can mean:")]
    blocks += [item(choice.label) for choice in answer.choices]
    blocks.append(small(f"Ask again with one of them, for example: {answer.choices[0].text}", apart=True))
    blocks += note_blocks(answer.notes)
    return Sheet("Which one do you mean?", tuple(blocks), f"knowledge {version}", private=True)


def abstain_sheet(answer: AbstainAnswer, version: str) -> Sheet:
    """Why there is no answer, and the nearest things there are."""
    title, text = _WORDS[answer.reason](*answer.about)
    blocks = [line(text)]
    blocks += note_blocks(answer.notes)
    if answer.choices:
        blocks.append(line(_OFFERS.get(answer.reason, "What you can ask:"), apart=True))
        blocks += [item(choice.text) for choice in answer.choices[:SHOWN_CHOICES]]
    return Sheet(title, tuple(blocks), f"knowledge {version}", private=True)


_OFFERS = {
    AbstainReason.UNKNOWN_NAME: "Nearest names:",
    AbstainReason.NO_EVIDENCE: "Grades you can ask for:",
    AbstainReason.NOT_HELD: "What is held:",
    AbstainReason.NO_SUBJECT: "For example:",
    AbstainReason.NO_AREA: "For example:",
    AbstainReason.OTHER_BODY: "If you meant the one held here:",
}


def _no_evidence(about: str) -> tuple[str, str]:
    of = f" on {about}" if about else ""
    return "Not in the knowledge", f"No passage held here{of} answers that, and nothing is made up instead."


def _not_held(subject: str, area: str = "", cycles: str = "", *held: str) -> tuple[str, str]:
    what = "No grade" + (f" of {subject}" if subject else "") + (f" for {area}" if area else "")
    text = f"{what}{f' in {cycles}' if cycles else ''} is held here. That says nothing about the grade."
    if held:
        text += f" Held of {subject}: {join(held)}."
    return "Not in the knowledge", text


def _unknown_name(words: str) -> tuple[str, str]:
    return "Not a name known here", f"“{words[:100]}” is no force, area or other name known here."


def _other_body(name: str) -> tuple[str, str]:
    text = f"Nothing is held here on {name[:100]}, which is another body than the one of that name held here."
    return "Not in the knowledge", text


def _unknown_cycle(years: str, *cycles: str) -> tuple[str, str]:
    return "No such cycle", f"No inspection cycle held here covers {years}. Held: {join(cycles)}."


def _no_such_speaker(role: str, *quoted: str) -> tuple[str, str]:
    text = f"No words of “{role}” are held here."
    return "Not quoted", f"{text} Quoted are: {join(quoted)}." if quoted else text


def _no_such_kind(kind: str, about: str) -> tuple[str, str]:
    of = f" on {about}" if about else ""
    return (
        "Not in the knowledge",
        f"No passage held here{of} is marked as “{kind}” in the inspectorate's sense.",
    )


def _no_subject() -> tuple[str, str]:
    return "Which one?", "Name a force, an area or both: “kent investigation”, “the Met 999 calls”."


def _no_area() -> tuple[str, str]:
    return "In which area?", "Grades are given area by area: name one to see which forces have which grade."


_WORDS: dict[AbstainReason, Callable[..., tuple[str, str]]] = {
    AbstainReason.EMPTY: lambda: (
        "What would you like to know?",
        "That names no force, area or finding to look up. For example: “kent investigation”, "
        "“which forces are outstanding at recording crime?”, “what did the inspector say about bail?”",
    ),
    AbstainReason.NOTHING_LOADED: lambda: (
        "Nothing is loaded",
        "The knowledge base is empty, so no question can be answered. A moderator can load it.",
    ),
    AbstainReason.NO_EVIDENCE: _no_evidence,
    AbstainReason.NOT_HELD: _not_held,
    AbstainReason.UNKNOWN_NAME: _unknown_name,
    AbstainReason.OTHER_BODY: _other_body,
    AbstainReason.UNKNOWN_CYCLE: _unknown_cycle,
    AbstainReason.NO_SUCH_SPEAKER: _no_such_speaker,
    AbstainReason.NO_SUCH_KIND: _no_such_kind,
    AbstainReason.NO_SUBJECT: _no_subject,
    AbstainReason.NO_AREA: _no_area,
}
