"""When the bot does not answer: why, what it does have, and what to ask instead (law 6)."""

from __future__ import annotations

from collections.abc import Callable

from bot.answer import AbstainAnswer, AbstainReason, AmbiguousAnswer, PassagesAnswer
from bot.language import Catalogue, message
from bot.render.dates import source_dates
from bot.render.excerpts import excerpt_blocks
from bot.render.notes import note_blocks
from bot.render.sheet import Block, Sheet, item, line, small

SHOWN_CHOICES = 12
"""Choices listed in a text; a select menu may offer more."""

Words = tuple[str, str]
"""The title of a sheet and its first line."""


def passages_sheet(answer: PassagesAnswer, version: str, say: Catalogue) -> Sheet:
    """Excerpts, best first."""
    blocks: list[Block] = []
    for excerpt in answer.excerpts:
        blocks += excerpt_blocks(excerpt, say)
    blocks += note_blocks(answer.notes, say)
    names = list(dict.fromkeys(excerpt.subject.name for excerpt in answer.excerpts))
    cycles = list(dict.fromkeys(excerpt.framework.name for excerpt in answer.excerpts))
    source = source_dates((excerpt.report.published for excerpt in answer.excerpts), say)
    footer = " · ".join([", ".join(cycles), source, say("knowledge {version}", version=version)])
    title = say("What the reports hold on {names}", names=say.listed(names))
    return Sheet(title, tuple(blocks), footer)


def ambiguous_sheet(answer: AmbiguousAnswer, version: str, say: Catalogue) -> Sheet:
    """Between what the asker has to choose."""
    blocks = [line(say("“{word}” can mean:", word=answer.word))]
    blocks += [item(choice.label) for choice in answer.choices]
    example = answer.choices[0].text
    blocks.append(
        small(say("Ask again with one of them, for example: {example}", example=example), apart=True)
    )
    blocks += note_blocks(answer.notes, say)
    footer = say("knowledge {version}", version=version)
    return Sheet(say("Which one do you mean?"), tuple(blocks), footer, private=True)


def abstain_sheet(answer: AbstainAnswer, version: str, say: Catalogue) -> Sheet:
    """Why there is no answer, and the nearest things there are."""
    title, text = _WORDS[answer.reason](say, *answer.about)
    blocks = [line(text)]
    blocks += note_blocks(answer.notes, say)
    if answer.choices:
        blocks.append(line(say(_OFFERS.get(answer.reason, _ANYTHING)), apart=True))
        blocks += [item(choice.text) for choice in answer.choices[:SHOWN_CHOICES]]
    return Sheet(title, tuple(blocks), say("knowledge {version}", version=version), private=True)


_ANYTHING = message("What you can ask:")
_OFFERS = {
    AbstainReason.UNKNOWN_NAME: message("Nearest names:"),
    AbstainReason.NO_EVIDENCE: message("Grades you can ask for:"),
    AbstainReason.NOT_HELD: message("What is held:"),
    AbstainReason.NO_SUBJECT: message("For example:"),
    AbstainReason.NO_AREA: message("For example:"),
    AbstainReason.OTHER_BODY: message("If you meant the one held here:"),
}


def _empty(say: Catalogue) -> Words:
    return say("What would you like to know?"), say(
        "That names no force, area or finding to look up. For example: “kent investigation”, "
        "“which forces are outstanding at recording crime?”, “what did the inspector say about bail?”"
    )


def _nothing_loaded(say: Catalogue) -> Words:
    return say("Nothing is loaded"), say(
        "The knowledge base is empty, so no question can be answered. A moderator can load it."
    )


def _no_evidence(say: Catalogue, about: str) -> Words:
    if about:
        text = say(
            "No passage held here on {about} answers that, and nothing is made up instead.", about=about
        )
    else:
        text = say("No passage held here answers that, and nothing is made up instead.")
    return _not_in(about, say), text


def _not_in(about: str, say: Catalogue) -> str:
    """The title of a miss; a follow-up goes on from what it is about."""
    return say("{what}: not in the knowledge", what=about) if about else say("Not in the knowledge")


def _not_held(say: Catalogue, subject: str, area: str = "", cycles: str = "", *held: str) -> Words:
    what = say(_NOT_HELD[bool(subject), bool(area), bool(cycles)], subject=subject, area=area, cycles=cycles)
    text = say("{what} is held here. That says nothing about the grade.", what=what)
    if held:
        text += " " + say("Held of {subject}: {cycles}.", subject=subject, cycles=say.listed(held))
    return _not_in(" · ".join(part for part in (subject, area) if part), say), text


_NOT_HELD = {
    (True, True, True): message("No grade of {subject} for {area} in {cycles}"),
    (True, True, False): message("No grade of {subject} for {area}"),
    (True, False, True): message("No grade of {subject} in {cycles}"),
    (True, False, False): message("No grade of {subject}"),
    (False, True, True): message("No grade for {area} in {cycles}"),
    (False, True, False): message("No grade for {area}"),
    (False, False, True): message("No grade in {cycles}"),
    (False, False, False): message("No grade"),
}


def _unknown_name(say: Catalogue, words: str) -> Words:
    text = say("“{words}” is no force, area or other name known here.", words=words[:100])
    return say("Not a name known here"), text


def _other_body(say: Catalogue, name: str) -> Words:
    text = say(
        "Nothing is held here on {name}, which is another body than the one of that name held here.",
        name=name[:100],
    )
    return say("Not in the knowledge"), text


def _unknown_cycle(say: Catalogue, years: str, *cycles: str) -> Words:
    held = say.listed(cycles)
    text = say("No inspection cycle held here covers {years}. Held: {cycles}.", years=years, cycles=held)
    return say("No such cycle"), text


def _no_such_speaker(say: Catalogue, role: str, *quoted: str) -> Words:
    text = say("No words of “{role}” are held here.", role=role)
    if quoted:
        text += " " + say("Quoted are: {names}.", names=say.listed(quoted))
    return say("Not quoted"), text


def _no_such_kind(say: Catalogue, kind: str, about: str) -> Words:
    kind = say.term(kind)
    if about:
        text = say(
            "No passage held here on {about} is marked as “{kind}” in the inspectorate's sense.",
            about=about,
            kind=kind,
        )
    else:
        text = say("No passage held here is marked as “{kind}” in the inspectorate's sense.", kind=kind)
    return say("Not in the knowledge"), text


def _no_subject(say: Catalogue) -> Words:
    return say("Which one?"), say("Name a force, an area or both: “kent investigation”, “the Met 999 calls”.")


def _no_area(say: Catalogue) -> Words:
    return say("In which area?"), say(
        "Grades are given area by area: name one to see which forces have which grade."
    )


_WORDS: dict[AbstainReason, Callable[..., Words]] = {
    AbstainReason.EMPTY: _empty,
    AbstainReason.NOTHING_LOADED: _nothing_loaded,
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
