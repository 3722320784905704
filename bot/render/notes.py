"""Remarks on an answer: caveats, how the question was read, what the sources leave open."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.answer import Note, NoteKind
from bot.language import Catalogue
from bot.render.sheet import Block, small


def note_text(note: Note, say: Catalogue) -> str:
    """One remark in words, as one line of raw text."""
    return _WORDS[note.kind](say, *note.values)


def note_blocks(notes: Iterable[Note], say: Catalogue) -> list[Block]:
    """The remarks in small print, each once; what is said of excerpts stands above them."""
    texts = dict.fromkeys(note_text(note, say) for note in notes if note.kind is not NoteKind.EXCERPTS_FROM)
    return [small(text, apart=at == 0) for at, text in enumerate(texts)]


def _not_comparable(say: Catalogue, *cycles: str) -> str:
    return say(
        "Grades of {cycles} are not comparable with one another: "
        "the inspectorate changed its areas, scale or method between them.",
        cycles=say.listed(cycles),
    )


def _other_cycles(say: Catalogue, *cycles: str) -> str:
    return say("Also held: {cycles}. Name a cycle to see it.", cycles=say.listed(cycles))


def _shared_word(say: Catalogue, word: str, *labels: str) -> str:
    return say(
        "“{word}” belongs to more than one area: {areas}. None of them grades it by itself.",
        word=word,
        areas=say.listed(labels),
    )


def _read_as(say: Catalogue, word: str, label: str) -> str:
    return say("“{word}” was read as the area {area}; it has no grade of its own.", word=word, area=label)


def _repaired(say: Catalogue, typed: str, read: str) -> str:
    return say("“{typed}” was read as “{read}”.", typed=typed, read=read)


def _not_named(say: Catalogue, cycle: str, grade: str, announced: str, named: str) -> str:
    if named == "0":
        held = say("the sources held here name none of them.")
    else:
        held = say("the sources held here name only {number}.", number=say.number(int(named)))
    return say.plural(
        "{cycle}: {number} area announced as {grade}; {held} The rest is not known here and not guessed.",
        "{cycle}: {number} areas announced as {grade}; {held} The rest is not known here and not guessed.",
        int(announced),
        cycle=cycle,
        number=say.number(int(announced)),
        grade=say.grade(grade),
        held=held,
    )


def _derived(say: Catalogue, *what: str) -> str:
    return say(
        "Worked out from announced counts, stated by no page held here: {judgments}.",
        judgments="; ".join(what),
    )


def _excerpts_from(say: Catalogue, asked: str, *cycles: str) -> str:
    return say(
        "From reports on {cycles}, another cycle; no report on {asked} is held here",
        cycles=say.listed(cycles),
        asked=asked,
    )


def _missing(say: Catalogue, subject: str, area: str, cycle: str) -> str:
    return say(
        "No grade of {subject} for {area} in {cycle} is held here; what is quoted is no grade.",
        subject=subject,
        area=area,
        cycle=cycle,
    )


def _none_sought(say: Catalogue, cycle: str, *grades: str) -> str:
    return say("{cycle}: no area is held here as {grades}.", cycle=cycle, grades=say.either(grades))


def _ungraded_in(say: Catalogue, area: str, cycle: str) -> str:
    return say("{cycle} looks at {area} without grading it.", cycle=cycle, area=area)


def _area_note(say: Catalogue, subject: str, area: str, cycle: str, text: str) -> str:
    """A remark that stands in the knowledge, in the words and the language in which it stands there."""
    where = ", ".join(part for part in (subject, area, cycle) if part)
    return f"{where}: {text}" if where else text


def _held_grade(say: Catalogue, subject: str, area: str, cycle: str, grade: str, url: str) -> str:
    return say(
        "What is held: {subject} was graded {grade} for {area} in {cycle} ({url}).",
        subject=subject,
        grade=say.grade(grade),
        area=area,
        cycle=cycle,
        url=url,
    )


def _question_cut(say: Catalogue) -> str:
    return say("The question was longer than is read; its end was left out.")


_WORDS: dict[NoteKind, Callable[..., str]] = {
    NoteKind.NOT_COMPARABLE: _not_comparable,
    NoteKind.OTHER_CYCLES: _other_cycles,
    NoteKind.SHARED_WORD: _shared_word,
    NoteKind.READ_AS: _read_as,
    NoteKind.REPAIRED: _repaired,
    NoteKind.NOT_NAMED: _not_named,
    NoteKind.DERIVED: _derived,
    NoteKind.EXCERPTS_FROM: _excerpts_from,
    NoteKind.MISSING: _missing,
    NoteKind.UNGRADED_IN: _ungraded_in,
    NoteKind.NONE_SOUGHT: _none_sought,
    NoteKind.AREA_NOTE: _area_note,
    NoteKind.HELD_GRADE: _held_grade,
    NoteKind.QUESTION_CUT: _question_cut,
}
