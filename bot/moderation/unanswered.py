"""Questions that found no answer, as a list of what is missing. Kept without authors, and not for long."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from threading import Lock

from bot.moderation.disk import Disk, write_whole

MAX_QUESTIONS = 1_000
"""Questions kept; of more, those asked least recently go."""
MAX_LENGTH = 300
"""Characters kept of a question."""

# What can name a person by itself: mentions of users, roles and channels, e-mail addresses, telephone numbers
# (nine digits and more, so that “2021-2023” stays).
_PERSONAL = re.compile(r"<[@#][!&]?\d+>|\S+@\S+\.\S+|\+?\d(?:[\s-]?\d){8,}")
_MASK = "[…]"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One question, in the words of whoever asked first; on which days, and how often in all."""

    question: str
    first: date
    last: date
    count: int


class UnansweredQuestions:
    """The list in `file`, kept for `days` after a question was last asked; 0 keeps nothing.

    `today` is the date in UTC. Every method reads or writes the disk and may be called from any thread.
    """

    def __init__(self, file: Path, days: int, today: Callable[[], date], disk: Disk | None = None) -> None:
        self._file = file
        self._days = days
        self._today = today
        self._disk = disk or Disk()
        self._lock = Lock()
        self._questions: dict[str, Unanswered] | None = None
        self._outdated = False  # whether the file holds what should have gone

    @property
    def days(self) -> int:
        """Days for which a question is kept; 0 when the list is switched off."""
        return self._days

    def add(self, question: str) -> None:
        """Note that a question was not answered. Raises OSError."""
        text = " ".join(_PERSONAL.sub(_MASK, question).split())[:MAX_LENGTH]
        key = text.casefold().strip(" ?!.")
        if not self._days or not key:
            return
        with self._lock:
            questions, today = self._current(), self._today()
            known = questions.pop(key, None)  # so that the latest stands last
            first, count = (known.first, known.count) if known else (today, 0)
            questions[key] = Unanswered(known.question if known else text, first, today, count + 1)
            while len(questions) > MAX_QUESTIONS:
                del questions[next(iter(questions))]
            self._write(questions)

    def all(self) -> list[Unanswered]:
        """Every question kept, those asked most often first."""
        with self._lock:
            questions = self._current()
        return sorted(
            questions.values(), key=lambda item: (-item.count, -item.last.toordinal(), item.question)
        )

    def forget_old(self) -> None:
        """Delete what has been kept long enough; everything when the list is switched off. Raises OSError."""
        with self._lock:
            if not self._days:
                self._disk.remove(self._file)
                return
            questions = self._current()
            if self._outdated:
                self._write(questions)

    def _current(self) -> dict[str, Unanswered]:
        """The questions that are still to be kept, the latest last."""
        if self._questions is None:
            self._questions = self._read()
        oldest = self._today() - timedelta(days=self._days)
        kept = {key: item for key, item in self._questions.items() if item.last > oldest}
        self._outdated |= len(kept) < len(self._questions)
        self._questions = kept
        return kept

    def _read(self) -> dict[str, Unanswered]:
        """What the file holds; a file that cannot be read holds nothing, and is written anew."""
        found: dict[str, Unanswered] = {}
        try:
            for text, first, last, count in json.loads(self._file.read_bytes()):
                key = text.casefold().strip(" ?!.")
                found[key] = Unanswered(text, date.fromisoformat(first), date.fromisoformat(last), int(count))
        except (OSError, ValueError, TypeError, AttributeError):
            return found
        return found

    def _write(self, questions: dict[str, Unanswered]) -> None:
        rows = [[q.question, q.first.isoformat(), q.last.isoformat(), q.count] for q in questions.values()]
        self._disk.make_folder(self._file.parent)
        write_whole(self._disk, self._file, json.dumps(rows, ensure_ascii=False).encode())
        self._outdated = False
