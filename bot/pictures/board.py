"""What a picture shows, before any drawing: the one source of the image, its alt text and its text lines."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language import Catalogue


@dataclass(frozen=True, slots=True)
class Mark:
    """One grade as it is shown.

    `step` counts from 0, the best, to `steps` - 1; it is None where there is no grade and `word` says why.
    `code` is a short form of the word, unique within its scale. `derived` marks a grade that was worked out.
    """

    word: str
    code: str
    step: int | None
    steps: int
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what was graded, its grade, and a remark in small print.

    `count` is how many grades it stands for, more than one where only their number is known.
    """

    label: str
    mark: Mark
    remark: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Labels with their grades, one below another. `scale` is the steps in words, best first."""

    heading: str
    scale: tuple[Mark, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A label and one cell for each column; None where no grade is held."""

    label: str
    cells: tuple[Mark | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Grades by row and column. `noun` is what the columns are: "forces", "cycles"."""

    heading: str
    scale: tuple[Mark, ...]
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    noun: str = ""


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many of a row's grades are each step of the scale; `held` is how many there are in all."""

    label: str
    counts: tuple[int, ...]
    held: int


@dataclass(frozen=True, slots=True)
class Counts:
    """A grid too large to read, summed up: for each row how often each grade was given."""

    heading: str
    scale: tuple[Mark, ...]
    rows: tuple[CountRow, ...]
    noun: str
    """What the columns were that have been summed up: "39 forces"."""


@dataclass(frozen=True, slots=True)
class Group:
    """Everyone with one grade. `more` counts those whose names are left out."""

    mark: Mark
    names: tuple[str, ...]
    more: int = 0

    @property
    def count(self) -> int:
        """How many have this grade."""
        return len(self.names) + self.more


@dataclass(frozen=True, slots=True)
class Groups:
    """Names by grade, best first."""

    heading: str
    scale: tuple[Mark, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """Grades above and below must not be compared, as `words` say."""

    words: str


Section = Table | Grid | Counts | Groups | Break


@dataclass(frozen=True, slots=True)
class Board:
    """All that a picture shows, in one language; `footer` gives sources and version."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    remarks: tuple[str, ...]
    footer: str
    say: Catalogue


def has_gaps(sections: tuple[Section, ...]) -> bool:
    """Whether a grid has empty cells."""
    return any(isinstance(item, Grid) and any(None in row.cells for row in item.rows) for item in sections)


def marks(sections: tuple[Section, ...]) -> list[Mark]:
    """Every grade shown, in order; those summed up in counts have no mark of their own."""
    found: list[Mark] = []
    for section in sections:
        match section:
            case Table():
                found += [row.mark for row in section.rows for _ in range(row.count)]
            case Grid():
                found += [cell for row in section.rows for cell in row.cells if cell]
            case Groups():
                found += [group.mark for group in section.groups for _ in range(group.count)]
            case Counts() | Break():
                pass
    return found
