"""A board in words: the alt text of its picture, and lines for those who read text instead."""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.language import Catalogue
from bot.pictures.board import (
    Board,
    Break,
    Counts,
    Grid,
    GridRow,
    Group,
    Groups,
    Mark,
    Section,
    Table,
    has_gaps,
    marks,
)
from bot.pictures.marks import capital

LONGEST_ALT = 1_024
"""Characters of an attachment's `description` (Discord's documentation, message resource)."""
COLUMNS = 28
"""Characters of a line that do not wrap in a code block on a phone."""


def alt_text(board: Board) -> str:
    """All that the picture shows, in at most 1,024 characters.

    Where that is too short, even with everything put under its grade: how often each grade was given, as
    much of the list as fits, and that the text has all.
    """
    say = board.say
    lead = f"{board.title}. {board.subtitle}."
    tail = " ".join(_sentence(part) for part in (*_remarks(board), board.footer) if part)
    pieces = [piece for section in board.sections for piece in _pieces(section, say)]
    brief = [piece for section in board.sections for piece in _brief_pieces(section, say)]
    for start, body in ((lead + _scales(board), pieces), (lead, pieces), (lead, brief)):
        whole = _one_line(f"{start}{''.join(body)} {tail}")
        if len(whole) <= LONGEST_ALT:
            return whole
    return _shortened(f"{lead} {_counted(board)}", brief, " … " + say("The text has all."), board.footer)


def _shortened(lead: str, pieces: Sequence[str], rest: str, footer: str) -> str:
    lead = _one_line(lead)
    end = f"{rest} {_sentence(footer)}"
    if len(lead) + len(end) > LONGEST_ALT:
        return _one_line(lead[: LONGEST_ALT - len(rest)] + rest)
    for piece in pieces:
        if len(_one_line(f"{lead}{piece}{end}")) > LONGEST_ALT:
            break
        lead += piece
    return _one_line(f"{lead}{end}")


def _remarks(board: Board) -> list[str]:
    """The remarks, and what an empty cell means."""
    nothing = board.say("Where no grade is held, that says nothing about the grade.")
    return [*board.remarks, nothing] if has_gaps(board.sections) else list(board.remarks)


def _pieces(section: Section, say: Catalogue) -> list[str]:
    """A section in small pieces to be put together, so that a list can end anywhere."""
    match section:
        case Break():
            return [" " + say("Not comparable with what follows.")]
        case Table():
            lines = [f"{row.label}{_bracketed(row.remark)}: {_word(row.mark, say)}" for row in section.rows]
        case Grid():
            lines = [f"{row.label}: {'; '.join(_cells(section.columns, row, say))}" for row in section.rows]
        case Counts():
            lines = [f"{row.label}: {count_words(section.scale, row.counts)}" for row in section.rows]
        case Groups():
            return [
                *_head(section),
                *(piece for group in section.groups for piece in _counted_names(group, say)),
            ]
    return [*_head(section), *(f" {line}." for line in lines)]


def _brief_pieces(section: Section, say: Catalogue) -> list[str]:
    """The same with every grade said once for all that have it, and without small print."""
    match section:
        case Table():
            under: dict[Mark, list[str]] = {}
            for row in section.rows:
                under.setdefault(row.mark, []).append(row.label)
            named = [(f"{capital(_word(mark, say))}:", labels) for mark, labels in under.items()]
            return [
                *_head(section),
                *(piece for start, labels in named for piece in _listed(start, labels, ".")),
            ]
        case Grid():
            return [*_head(section), *(_brief_line(section.columns, row, say) for row in section.rows)]
        case _:
            return _pieces(section, say)


def _brief_line(columns: Sequence[str], row: GridRow, say: Catalogue) -> str:
    under: dict[str, list[str]] = {}
    for name, cell in zip(columns, row.cells, strict=True):
        under.setdefault(_word(cell, say), []).append(name)
    return f" {row.label}: {'; '.join(f'{word}: {say.listed(names)}' for word, names in under.items())}."


def _head(section: Table | Grid | Counts | Groups) -> list[str]:
    return [f" {section.heading}:"] if section.heading else []


def _counted_names(group: Group, say: Catalogue) -> list[str]:
    start = f"{capital(group.mark.word)}, {group.count}"
    if not group.names:
        return [f" {start}."]
    more = ", " + say("{count} more", count=group.more) if group.more else ""
    return _listed(f"{start}:", group.names, f"{more}.")


def _listed(start: str, names: Sequence[str], end: str) -> list[str]:
    """ "Good: Kent", ", Essex", "." """
    return [f" {start} {names[0]}", *(f", {name}" for name in names[1:]), end]


def _cells(columns: Sequence[str], row: GridRow, say: Catalogue) -> list[str]:
    return [f"{name}: {_word(cell, say)}" for name, cell in zip(columns, row.cells, strict=True)]


def text_of(board: Board) -> tuple[str, ...]:
    """The board in lines of at most 28 columns; empty lines stand between its parts."""
    lines = [*_wrapped(board.title), *_wrapped(board.subtitle)]
    scale: tuple[Mark, ...] = ()
    for section in board.sections:
        lines.append("")
        if isinstance(section, Break):
            lines += _wrapped(f"--- {section.words} ---")
            continue
        lines += _wrapped(section.heading)
        if section.scale != scale:
            scale = section.scale
            lines += [*_wrapped(_best_first(scale, board.say)), ""]
        lines += [line for entry in _entries(section, board.say) for line in entry]
    for remark in (*_remarks(board), board.footer):
        lines += ["", *_wrapped(remark)]
    return tuple(lines)


def _entries(section: Table | Grid | Counts | Groups, say: Catalogue) -> Iterator[list[str]]:
    """Each line of a section, wrapped, with what belongs to it indented below."""
    match section:
        case Table():
            for row in section.rows:
                yield _entry(f"{row.label}{_bracketed(row.remark)}", _word(row.mark, say))
        case Grid():
            for line in section.rows:
                cells = _cells(section.columns, line, say)
                yield [
                    *_wrapped(f"{line.label}:"),
                    *(part for cell in cells for part in _wrapped(cell, "  ", "    ")),
                ]
        case Counts():
            for counted in section.rows:
                yield _entry(counted.label, count_words(section.scale, counted.counts))
        case Groups():
            for group in section.groups:
                more = [say("{count} more", count=group.more)] if group.more else []
                names = ", ".join([*group.names, *more]) or say("none")
                yield _entry(f"{capital(group.mark.word)} ({group.count})", names)


def _entry(label: str, value: str) -> list[str]:
    """ "Label: value" on one line where it fits, else the value indented below the label."""
    whole = _wrapped(f"{label}: {value}")
    return whole if len(whole) == 1 else [*_wrapped(f"{label}:"), *_wrapped(value, "  ", "  ")]


def _wrapped(text: str, first: str = "", others: str = "") -> list[str]:
    """Lines of at most 28 characters, one for each column: letters and their marks are joined before."""
    return textwrap.wrap(
        unicodedata.normalize("NFC", text),
        COLUMNS,
        initial_indent=first,
        subsequent_indent=others,
        break_on_hyphens=False,
    )


def _word(mark: Mark | None, say: Catalogue) -> str:
    if mark is None:
        return say("no grade held")
    return say("{grade} (worked out)", grade=mark.word) if mark.derived else mark.word


def _bracketed(remark: str) -> str:
    return f" ({remark})" if remark else ""


def _best_first(scale: Sequence[Mark], say: Catalogue) -> str:
    return say("Best first: {grades}", grades=", ".join(mark.word for mark in scale))


def _scales(board: Board) -> str:
    """What the scale is, where all sections share one."""
    scales = {section.scale for section in board.sections if not isinstance(section, Break)}
    return f" {_best_first(scales.pop(), board.say)}." if len(scales) == 1 else ""


def _counted(board: Board) -> str:
    """How often each grade is shown."""
    counts = Counter(mark.word for mark in marks(board.sections))
    for section in board.sections:
        if isinstance(section, Counts):
            for row in section.rows:
                counts.update(dict(zip((mark.word for mark in section.scale), row.counts, strict=True)))
    listed = ", ".join(f"{count} {word}" for word, count in counts.items())
    total = sum(counts.values())
    return board.say.plural(
        "{total} grade: {counts}.", "{total} grades: {counts}.", total, total=total, counts=listed
    )


def count_words(scale: Sequence[Mark], counts: Sequence[int]) -> str:
    """ "3 good, 1 inadequate": the steps that occur."""
    return ", ".join(f"{count} {mark.word}" for mark, count in zip(scale, counts, strict=True) if count)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _one_line(text: str) -> str:
    return " ".join(text.split())
