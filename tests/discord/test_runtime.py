"""The guards, the changes and the log by themselves."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.runtime import Cooldown, Delays, Seen
from bot.runtime.guards import DELAY_WINDOW, IDLE_ASKERS
from bot.runtime.logs import MaskingFormatter
from bot.runtime.tidy import NOTICE_SECONDS, Tidy


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: float = 0.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def test_seen_remembers_the_latest() -> None:
    seen = Seen(capacity=3)
    assert [seen.first(event) for event in (1, 2, 1, 3, 4, 1)] == [True, True, False, True, True, True]


@given(
    st.integers(1, 5),
    st.floats(0.5, 60),
    st.lists(st.tuples(st.integers(0, 3), st.floats(0, 20)), max_size=60),
)
def test_nobody_gets_more_than_the_cooldown_allows(
    questions: int, seconds: float, asked: list[tuple[int, float]]
) -> None:
    clock = Clock()
    cooldown = Cooldown(questions, seconds, clock)
    granted: dict[int, list[float]] = {}
    for asker, pause in asked:
        clock.now += pause
        refusal = cooldown.take(asker)
        earlier = [at for at in granted.get(asker, []) if clock.now - at < seconds]
        assert (refusal is None) == (len(earlier) < questions)
        if refusal is None:
            granted.setdefault(asker, []).append(clock.now)
        else:
            assert 0 < refusal.seconds <= seconds


def test_a_wait_is_announced_once_until_it_is_over() -> None:
    clock = Clock()
    cooldown = Cooldown(1, 10, clock)
    cooldown.take(1)
    refusals = [cooldown.take(1), cooldown.take(1)]
    assert [refusal.first for refusal in refusals if refusal] == [True, False]
    clock.now = 10
    assert cooldown.take(1) is None
    again = cooldown.take(1)
    assert again is not None
    assert again.first


def test_the_cooldown_forgets_those_who_are_gone() -> None:
    clock = Clock()
    cooldown = Cooldown(1, 10, clock)
    for asker in range(IDLE_ASKERS * 3):
        clock.now += 1
        cooldown.take(asker)
    assert len(cooldown._asked) <= IDLE_ASKERS + 1


@pytest.mark.parametrize("wrong", [-3600.0, 0.0, 3600.0], ids=["slow", "right", "fast"])
def test_delay_is_told_by_a_clock_that_is_wrong(wrong: float) -> None:
    clock = Clock(1_000_000 + wrong)
    delays = Delays(clock)
    assert delays.late(1_000_000) == 0
    clock.now += 100
    assert delays.late(1_000_100 - 4.0) == pytest.approx(4.0)
    assert delays.late(1_000_100) == pytest.approx(0.0)


def test_clocks_that_drift_apart_never_make_everything_late() -> None:
    clock = Clock()
    delays = Delays(clock)
    worst = 0.0
    for second in range(0, 14 * 24 * 3600, 60):
        clock.now = second * 1.0002  # 17 s a day, far worse than a quartz
        worst = max(worst, delays.late(float(second)))
    assert worst < 2 * DELAY_WINDOW * 0.0002 + 0.1


def test_answers_are_given_back_once_and_the_oldest_forgotten() -> None:
    tidy = Tidy(Clock(), capacity=2)
    for question in (1, 2, 3):
        tidy.answered(question, question * 10)
    assert [tidy.deleted(question) for question in (1, 2, 3, 3)] == [None, 20, 30, None]


def test_notices_are_due_when_they_have_stood_their_time() -> None:
    clock = Clock()
    tidy = Tidy(clock)
    tidy.noticed(1, 10)
    clock.now = 5
    tidy.noticed(2, 20)
    assert tidy.pop_due() == []
    clock.now = NOTICE_SECONDS
    assert tidy.pop_due() == [(1, 10)]
    clock.now += 5
    assert tidy.pop_due() == [(2, 20)]
    assert tidy.pop_due() == []


TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB"


@pytest.mark.parametrize(
    ("message", "secret"),
    [
        (f"token is {TOKEN}!", TOKEN),
        ("an odd one: s3cret", "s3cret"),
        ("POST https://discord.com/api/v10/webhooks/123/aW50ZXJhY3Rpb24 failed", "aW50ZXJhY3Rpb24"),
        ("POST /interactions/123/abcdef/callback", "abcdef"),
    ],
)
def test_secrets_are_masked_in_the_message_and_in_the_trace(message: str, secret: str) -> None:
    formatter = MaskingFormatter("s3cret")
    try:
        raise ValueError(message)
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    plain = logging.LogRecord("x", logging.INFO, "x.py", 1, message, None, None)
    traced = logging.LogRecord("x", logging.ERROR, "x.py", 1, "failed", None, info)
    for record in (plain, traced):
        line = formatter.format(record)
        assert secret not in line
        assert "[secret]" in line
