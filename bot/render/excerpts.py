"""Excerpts with who speaks, where it stands and from when it is (laws 1, 3 and 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answer import Excerpt, Note, NoteKind
from bot.links import quotation_link
from bot.model import PassageKind, Voice
from bot.render.dates import dated
from bot.render.notes import note_text
from bot.render.sheet import Block, Piece, Span, heading, link, quote, small, strong

_KINDS = {
    PassageKind.FINDING: "Finding",
    PassageKind.AREA_FOR_IMPROVEMENT: "Area for improvement",
    PassageKind.CAUSE_OF_CONCERN: "Cause of concern",
    PassageKind.RECOMMENDATION: "Recommendation",
    PassageKind.PROMISING_PRACTICE: "Promising practice",
    PassageKind.INNOVATIVE_PRACTICE: "Innovative practice",
}


def excerpt_blocks(excerpt: Excerpt) -> tuple[Block, Block]:
    """The line that says who speaks and where, then the excerpt with its matched words strong."""
    return small(*_attribution(excerpt), apart=True), quote(*_marked(excerpt))


def supporting_blocks(excerpts: Sequence[Excerpt], notes: Iterable[Note]) -> list[Block]:
    """Excerpts beside a judgment, under a warning where they are from reports on another cycle."""
    blocks = [heading(note_text(note)) for note in notes if note.kind is NoteKind.EXCERPTS_FROM]
    for excerpt in excerpts:
        blocks += excerpt_blocks(excerpt)
    return blocks


def _marked(excerpt: Excerpt) -> list[Piece]:
    text = excerpt.text
    pieces: list[Piece] = []
    at = 0
    if excerpt.start:
        pieces.append("… ")
    opening, closing = ("“", "”") if excerpt.passage.kind is PassageKind.QUOTE else ("", "")
    pieces.append(opening)
    for start, end in excerpt.spans:
        pieces += [text[at:start], Span(text[start:end], strong=True)]
        at = end
    pieces += [text[at:], closing]
    if excerpt.end < len(excerpt.passage.text):
        pieces.append(" …")
    return pieces


def speaker_name(excerpt: Excerpt) -> str:
    """Who speaks, with the role: never left open."""
    passage, report = excerpt.passage, excerpt.report
    if passage.speaker:
        role = passage.speaker.role
        return f"{passage.speaker.name}, {role}" if role else passage.speaker.name
    if passage.kind is PassageKind.SUMMARY or passage.voice is Voice.PUBLISHER:
        return report.publisher
    return excerpt.framework.inspectorate


def _attribution(excerpt: Excerpt) -> list[Piece]:
    passage, report = excerpt.passage, excerpt.report
    speaker = speaker_name(excerpt)
    url = quotation_link(report.url, excerpt.text if _verbatim(excerpt) else "", passage.page)
    place = f"paragraph {passage.number}" if passage.number else ""
    if passage.page is not None:
        place = f"{place}, page {passage.page}".lstrip(", ")
    where = [place, excerpt.framework.name, dated(report.published)]
    return [
        *_who(excerpt, speaker),
        link(report.publisher, url),
        ", ",
        ", ".join(part for part in where if part),
        ":",
    ]


def _who(excerpt: Excerpt, speaker: str) -> list[Piece]:
    passage = excerpt.passage
    if passage.kind is PassageKind.QUOTE:
        return [strong(speaker), f"{_side(excerpt)}, quoted by "]
    if passage.kind is PassageKind.RESPONSE:
        return ["Response: ", strong(speaker), f"{_side(excerpt)}, in "]
    if passage.kind is PassageKind.SUMMARY:
        return [strong("Summary"), " in our own words of "]
    words = ", in our own words, as reported by " if excerpt.report.restated else ", in "
    return [strong(_KINDS[passage.kind]), f" of {speaker}{words}"]


def _side(excerpt: Excerpt) -> str:
    """For whom the speaker speaks, where the role alone could be mistaken."""
    noun = excerpt.framework.noun
    sides = {
        Voice.INSPECTORATE: " (for the inspectorate)",
        Voice.SUBJECT: f" (for the {noun})",
        Voice.COMMISSIONER: " (the commissioner's opinion)",
    }
    return sides.get(excerpt.passage.voice, "")


def _verbatim(excerpt: Excerpt) -> bool:
    return excerpt.passage.kind is PassageKind.QUOTE or not excerpt.report.restated
