"""Questions without an answer: what is kept of them, and for how long."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.moderation.unanswered import MAX_LENGTH, MAX_QUESTIONS, UnansweredQuestions
from tests.moderation.test_generations import QuickDisk

FIRST = date(2025, 6, 1)


class Calendar:
    """A day that stands until it is turned."""

    def __init__(self) -> None:
        self.day = FIRST

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


def listed(questions: UnansweredQuestions) -> list[tuple[str, int]]:
    return [(item.question, item.count) for item in questions.all()]


def test_nothing_is_kept_unless_it_is_switched_on(tmp_path: Path, calendar: Calendar) -> None:
    file = tmp_path / "unanswered.json"
    questions = UnansweredQuestions(file, 0, calendar)
    questions.add("what about parking?")
    assert questions.all() == []
    assert not file.exists()


def test_the_same_question_is_counted(tmp_path: Path, calendar: Calendar) -> None:
    file = tmp_path / "deep" / "unanswered.json"
    questions = UnansweredQuestions(file, 30, calendar)
    for text in ("What about  parking?", "what about parking", "Drones?", "WHAT ABOUT PARKING ?!"):
        questions.add(text)
    assert listed(questions) == [("What about parking?", 3), ("Drones?", 1)]
    again = UnansweredQuestions(file, 30, calendar)
    assert again.all() == questions.all()


def test_a_question_goes_when_its_time_is_over(tmp_path: Path, calendar: Calendar) -> None:
    file = tmp_path / "unanswered.json"
    questions = UnansweredQuestions(file, 30, calendar)
    questions.add("early?")
    calendar.day += timedelta(days=10)
    questions.add("late?")
    calendar.day = FIRST + timedelta(days=29)
    assert len(questions.all()) == 2
    calendar.day = FIRST + timedelta(days=30)
    assert listed(questions) == [("late?", 1)]
    questions.forget_old()
    assert "early" not in file.read_text()
    assert "late" in file.read_text()


def test_switching_it_off_deletes_the_list(tmp_path: Path, calendar: Calendar) -> None:
    file = tmp_path / "unanswered.json"
    UnansweredQuestions(file, 30, calendar).add("early?")
    UnansweredQuestions(file, 0, calendar).forget_old()
    assert not file.exists()


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("ask <@123456789012345678> about it", "ask […] about it"),
        ("<@!1> <@&2> <#3> why?", "[…] […] […] why?"),
        ("write to jo.bloggs@example.org please", "write to […] please"),
        ("call 07700 900123 or +44 7700-900-123", "call […] or […]"),
        (
            "was it 2021/22 or 2023-25, and 96.7% of 999 calls?",
            "was it 2021/22 or 2023-25, and 96.7% of 999 calls?",
        ),
        ("x" * 1_000, "x" * MAX_LENGTH),
    ],
)
def test_what_can_name_a_person_is_not_kept(
    tmp_path: Path, calendar: Calendar, asked: str, kept: str
) -> None:
    questions = UnansweredQuestions(tmp_path / "unanswered.json", 30, calendar)
    questions.add(asked)
    assert listed(questions) == [(kept, 1)]


@pytest.mark.parametrize("text", ["", "   ", "?!", "\n"])
def test_no_question_is_no_question(tmp_path: Path, calendar: Calendar, text: str) -> None:
    questions = UnansweredQuestions(tmp_path / "unanswered.json", 30, calendar)
    questions.add(text)
    assert questions.all() == []


def test_the_list_is_bounded(tmp_path: Path, calendar: Calendar) -> None:
    questions = UnansweredQuestions(tmp_path / "unanswered.json", 30, calendar, QuickDisk())
    questions._write = lambda _: None  # type: ignore[method-assign]  # a thousand files take long
    for number in range(MAX_QUESTIONS + 5):
        questions.add(f"question number {number}")
    assert len(questions.all()) == MAX_QUESTIONS
    assert ("question number 0", 1) not in listed(questions)


@pytest.mark.parametrize("text", ["", "{", "{}", "[[1, 2]]", '[["q", "x", "y", 1]]', "\0", "[1]"])
def test_a_damaged_file_holds_nothing_and_is_written_anew(
    tmp_path: Path, calendar: Calendar, text: str
) -> None:
    file = tmp_path / "unanswered.json"
    file.write_text(text)
    questions = UnansweredQuestions(file, 30, calendar)
    questions.add("drones?")
    assert listed(UnansweredQuestions(file, 30, calendar)) == [("drones?", 1)]
