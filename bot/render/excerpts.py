"""Excerpts with who speaks, where it stands and from when it is (laws 1, 3 and 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answer import Excerpt, Note, NoteKind
from bot.language import Catalogue, message
from bot.links import quotation_link
from bot.model import PassageKind, Voice
from bot.render.dates import dated, place_words
from bot.render.notes import note_text
from bot.render.sheet import Block, Piece, Span, heading, link, quote, small, strong

_KINDS = {
    PassageKind.FINDING: message("Finding"),
    PassageKind.AREA_FOR_IMPROVEMENT: message("Area for improvement"),
    PassageKind.CAUSE_OF_CONCERN: message("Cause of concern"),
    PassageKind.RECOMMENDATION: message("Recommendation"),
    PassageKind.PROMISING_PRACTICE: message("Promising practice"),
    PassageKind.INNOVATIVE_PRACTICE: message("Innovative practice"),
}


def excerpt_blocks(excerpt: Excerpt, say: Catalogue) -> tuple[Block, Block]:
    """The line that says who speaks and where, then the excerpt with its matched words strong."""
    return small(*_attribution(excerpt, say), apart=True), quote(*_marked(excerpt))


def supporting_blocks(excerpts: Sequence[Excerpt], notes: Iterable[Note], say: Catalogue) -> list[Block]:
    """Excerpts beside a judgment, under a warning where they are from reports on another cycle."""
    blocks = [heading(note_text(note, say)) for note in notes if note.kind is NoteKind.EXCERPTS_FROM]
    for excerpt in excerpts:
        blocks += excerpt_blocks(excerpt, say)
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


def _attribution(excerpt: Excerpt, say: Catalogue) -> list[Piece]:
    passage, report = excerpt.passage, excerpt.report
    text = "" if excerpt.restated else excerpt.text
    before, after = passage.text[: excerpt.start], passage.text[excerpt.end :]
    url = quotation_link(report.url, text, passage.page, before=before, after=after)
    where = [
        place_words(passage.number, passage.page, say),
        excerpt.framework.name,
        dated(report.published, say),
    ]
    source: list[Piece] = [link(report.publisher, url), ", ", ", ".join(part for part in where if part)]
    return [*_who(excerpt, source, say), ":"]


def _who(excerpt: Excerpt, source: list[Piece], say: Catalogue) -> list[Piece]:
    passage, name = excerpt.passage, speaker_name(excerpt)
    speaker: list[Piece] = [strong(name), _side(excerpt, say)]
    if passage.kind is PassageKind.QUOTE:
        return say.pieces("{speaker}, quoted by {source}", speaker=speaker, source=source)
    if passage.kind is PassageKind.RESPONSE:
        if excerpt.restated:
            text = message("Response: {speaker}, in our own words, as reported by {source}")
        else:
            text = message("Response: {speaker}, in {source}")
        return say.pieces(text, speaker=speaker, source=source)
    if passage.kind is PassageKind.SUMMARY:
        return _summary(excerpt, source, say)
    kind = strong(say(_KINDS[passage.kind]))
    if excerpt.restated:
        text = message("{kind} of {speaker}, in our own words, as reported by {source}")
    else:
        text = message("{kind} of {speaker}, in {source}")
    return say.pieces(text, kind=kind, speaker=name, source=source)


def _summary(excerpt: Excerpt, source: list[Piece], say: Catalogue) -> list[Piece]:
    """What a source itself tells: our words about it, or its own."""
    if excerpt.restated:
        summary = strong(say("Summary"))
        return say.pieces("{summary} in our own words of {source}", summary=summary, source=source)
    publisher, *place = source
    return say.pieces("In the words of {source}", source=[publisher, _side(excerpt, say), *place])


def _side(excerpt: Excerpt, say: Catalogue) -> str:
    """For whom the speaker speaks, where the role alone could be mistaken."""
    match excerpt.passage.voice:
        case Voice.INSPECTORATE:
            return " " + say("(for the inspectorate)")
        case Voice.SUBJECT:
            return " " + say("(for the {noun})", noun=say.term(excerpt.framework.noun))
        case Voice.COMMISSIONER:
            return " " + say("(the commissioner's opinion)")
        case _:
            return ""
