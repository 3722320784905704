"""Remarks on an answer: caveats, how the question was read, what the sources leave open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.answer import Note, NoteKind
from bot.render.sheet import Block, small


def note_text(note: Note) -> str:
    """One remark in words, as one line of raw text."""
    return _WORDS[note.kind](*note.values)


def note_blocks(notes: Iterable[Note]) -> list[Block]:
    """The remarks in small print, each once; what is said of excerpts stands above them."""
    texts = dict.fromkeys(note_text(note) for note in notes if note.kind is not NoteKind.EXCERPTS_FROM)
    return [small(text, apart=at == 0) for at, text in enumerate(texts)]


def join(names: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


_NUMBERS = "none one two three four five six seven eight nine ten eleven twelve".split()


def number(count: int) -> str:
    """A count in words up to twelve, then in figures."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def _not_comparable(*cycles: str) -> str:
    return (
        f"Grades of {join(cycles)} are not comparable with one another: "
        "the inspectorate changed its areas, scale or method between them."
    )


def _other_cycles(*cycles: str) -> str:
    return f"Also held: {join(cycles)}. Name a cycle to see it."


def _shared_word(word: str, *labels: str) -> str:
    return f"“{word}” belongs to more than one area: {join(labels)}. None of them grades it by itself."


def _read_as(word: str, label: str) -> str:
    return f"“{word}” was read as the area {label}; it has no grade of its own."


def _repaired(typed: str, read: str) -> str:
    return f"“{typed}” was read as “{read}”."


def _not_named(cycle: str, grade: str, announced: str, named: str) -> str:
    areas = "area" if announced == "1" else "areas"
    held = "none of them" if named == "0" else f"only {number(int(named))}"
    return (
        f"{cycle}: {number(int(announced))} {areas} announced as {grade}; the sources held here name {held}. "
        "The rest is not known here and not guessed."
    )


def _derived(*what: str) -> str:
    return f"Worked out from announced counts, stated by no page held here: {'; '.join(what)}."


def _excerpts_from(asked: str, *cycles: str) -> str:
    return f"From reports on {join(cycles)}, another cycle; no report on {asked} is held here"


def _missing(subject: str, area: str, cycle: str) -> str:
    return f"No grade of {subject} for {area} in {cycle} is held here; what is quoted is no grade."


def _none_sought(cycle: str, grades: str) -> str:
    return f"{cycle}: no area is held here as {grades}."


def _ungraded_in(area: str, cycle: str) -> str:
    return f"{cycle} looks at {area} without grading it."


def _area_note(subject: str, area: str, cycle: str, text: str) -> str:
    where = ", ".join(part for part in (subject, area, cycle) if part)
    return f"{where}: {text}" if where else text


def _held_grade(subject: str, area: str, cycle: str, grade: str, url: str) -> str:
    return f"What is held: {subject} was graded {grade} for {area} in {cycle} ({url})."


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
    NoteKind.QUESTION_CUT: lambda: "The question was longer than is read; its end was left out.",
}
