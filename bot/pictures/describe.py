"""A board in words: the alt text of its picture, and lines for those who read text instead."""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.pictures.board import (
    NOT_HELD,
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
    marks,
)
from bot.render.notes import join

LONGEST_ALT = 1_024
"""Characters of an attachment's `description` (Discord's documentation, message resource)."""
COLUMNS = 28
"""Characters of a line that do not wrap in a code block on a phone."""

REST = "The text has all."
NONE_HELD = "no grade held"
NOTHING_SAID = "Where no grade is held, that says nothing about the grade."


def alt_text(board: Board) -> str:
    """All that the picture shows, in at most 1,024 characters.

    Where that is too short, even with everything put under its grade: how often each grade was given, as
    much of the list as fits, and that the text has all.
    """
    lead = f"{board.title}. {board.subtitle}."
    tail = " ".join(_sentence(part) for part in (*_remarks(board), board.footer))
    pieces = [piece for section in board.sections for piece in _pieces(section)]
    brief = [piece for section in board.sections for piece in _brief_pieces(section)]
    for start, body in ((lead + _scales(board), pieces), (lead, pieces), (lead, brief)):
        whole = _one_line(f"{start}{''.join(body)} {tail}")
        if len(whole) <= LONGEST_ALT:
            return whole
    return _shortened(f"{lead} {_counted(board)}", brief, board.footer)


def _shortened(lead: str, pieces: Sequence[str], footer: str) -> str:
    lead = _one_line(lead)
    end = f" … {REST} {_sentence(footer)}"
    if len(lead) + len(end) > LONGEST_ALT:
        end = f" … {REST}"
        return _one_line(lead[: LONGEST_ALT - len(end)] + end)
    for piece in pieces:
        if len(_one_line(f"{lead}{piece}{end}")) > LONGEST_ALT:
            break
        lead += piece
    return _one_line(f"{lead}{end}")


def _remarks(board: Board) -> list[str]:
    """The remarks; in words there are no dashes to explain."""
    return [NOTHING_SAID if remark == NOT_HELD else remark for remark in board.remarks]


def _pieces(section: Section) -> list[str]:
    """A section in small pieces to be put together, so that a list can end anywhere."""
    match section:
        case Break(words=words):
            return [f" {words.capitalize()} with what follows."]
        case Table():
            lines = [f"{row.label}{_bracketed(row.remark)}: {_word(row.mark)}" for row in section.rows]
        case Grid():
            lines = [
                f"{row.label}: "
                + "; ".join(
                    f"{name}: {_word(cell)}" for name, cell in zip(section.columns, row.cells, strict=True)
                )
                for row in section.rows
            ]
        case Counts():
            lines = [f"{row.label}: {count_words(section.scale, row.counts)}" for row in section.rows]
        case Groups():
            return [*_head(section), *(piece for group in section.groups for piece in _group_pieces(group))]
    return [*_head(section), *(f" {line}." for line in lines)]


def _brief_pieces(section: Section) -> list[str]:
    """The same with every grade said once for all that have it, and without small print."""
    match section:
        case Table():
            under: dict[Mark, list[str]] = {}
            for row in section.rows:
                under.setdefault(row.mark, []).append(row.label)
            named = [Group(mark, tuple(labels)) for mark, labels in under.items()]
            return [*_head(section), *(piece for group in named for piece in _listed(group))]
        case Grid():
            return [*_head(section), *(_brief_line(section.columns, row) for row in section.rows)]
        case _:
            return _pieces(section)


def _brief_line(columns: Sequence[str], row: GridRow) -> str:
    under: dict[str, list[str]] = {}
    for name, cell in zip(columns, row.cells, strict=True):
        under.setdefault(_word(cell), []).append(name)
    return f" {row.label}: {'; '.join(f'{word}: {join(names)}' for word, names in under.items())}."


def _head(section: Table | Grid | Counts | Groups) -> list[str]:
    return [f" {section.heading}:"] if section.heading else []


def _group_pieces(group: Group) -> list[str]:
    start = f" {group.mark.word.capitalize()}, {group.count}"
    return [f"{start}: {group.names[0]}", *_others(group)] if group.names else [f"{start}."]


def _listed(group: Group) -> list[str]:
    """ "Good: Kent", ", Essex", "." """
    return [f" {_word(group.mark).capitalize()}: {group.names[0]}", *_others(group)]


def _others(group: Group) -> list[str]:
    """The names after the first, and the end of the sentence."""
    last = f" and {group.more} more." if group.more else "."
    return [*(f", {name}" for name in group.names[1:]), last]


def text_of(board: Board) -> tuple[str, ...]:
    """The board in lines of at most 28 columns; empty lines stand between its parts."""
    lines = [*_fold(board.title), *_fold(board.subtitle)]
    scale: tuple[Mark, ...] = ()
    for section in board.sections:
        lines.append("")
        if isinstance(section, Break):
            lines += _fold(f"--- {section.words} ---")
            continue
        lines += _fold(section.heading) if section.heading else []
        if section.scale != scale:
            scale = section.scale
            lines += _fold(f"Best first: {', '.join(mark.word for mark in scale)}")
            lines.append("")
        lines += [line for entry in _entries(section) for line in entry]
    for remark in (*_remarks(board), board.footer):
        lines += ["", *_fold(remark)]
    return tuple(lines)


def _entries(section: Section) -> Iterator[list[str]]:
    """Each line of a section, wrapped, with what belongs to it indented below."""
    match section:
        case Break():
            return
        case Table():
            for row in section.rows:
                yield _entry(f"{row.label}{_bracketed(row.remark)}", _word(row.mark))
        case Grid():
            for line in section.rows:
                cells = zip(section.columns, line.cells, strict=True)
                yield [
                    *_fold(f"{line.label}:"),
                    *(part for name, cell in cells for part in _cell(name, cell)),
                ]
        case Counts():
            for counted in section.rows:
                yield _entry(counted.label, count_words(section.scale, counted.counts))
        case Groups():
            for group in section.groups:
                names = [*group.names, *([f"{group.more} more"] if group.more else ())]
                yield _entry(f"{group.mark.word.capitalize()} ({group.count})", ", ".join(names) or "none")


def _entry(label: str, value: str) -> list[str]:
    """ "Label: value" on one line where it fits, else the value indented below the label."""
    whole = f"{label}: {value}"
    if len(whole) <= COLUMNS:
        return [whole]
    return [*_fold(f"{label}:"), *_fold(value, "  ")]


def _cell(name: str, cell: Mark | None) -> list[str]:
    return [
        f"  {line}" if at == 0 else f"    {line}"
        for at, line in enumerate(_fold_to(f"{name}: {_word(cell)}"))
    ]


def _fold_to(text: str) -> list[str]:
    return textwrap.wrap(_plain(text), COLUMNS - 4, break_on_hyphens=False) or [""]


def _fold(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        _plain(text),
        COLUMNS,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )


def _plain(text: str) -> str:
    """One character for each column: letters and their marks joined."""
    return unicodedata.normalize("NFC", text)


def _word(mark: Mark | None) -> str:
    if mark is None:
        return NONE_HELD
    return f"{mark.word} (worked out)" if mark.derived else mark.word


def _bracketed(remark: str) -> str:
    return f" ({remark})" if remark else ""


def _scales(board: Board) -> str:
    """What the scale is, where all sections share one."""
    scales = {section.scale for section in board.sections if not isinstance(section, Break)}
    if len(scales) != 1:
        return ""
    return f" Best first: {', '.join(mark.word for mark in scales.pop())}."


def _counted(board: Board) -> str:
    """How often each grade is shown, in the order of the scales."""
    counts = Counter(mark.word for mark in marks(board.sections))
    for section in board.sections:
        if isinstance(section, Counts):
            for row in section.rows:
                counts.update(dict(zip((mark.word for mark in section.scale), row.counts, strict=True)))
    return f"{sum(counts.values())} grades: {', '.join(f'{count} {word}' for word, count in counts.items())}."


def count_words(scale: Sequence[Mark], counts: Sequence[int]) -> str:
    """ "3 good, 1 inadequate": the steps that occur."""
    return ", ".join(f"{count} {mark.word}" for mark, count in zip(scale, counts, strict=True) if count)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _one_line(text: str) -> str:
    return " ".join(text.split())
