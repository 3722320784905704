"""The guards between an event and its answer. Each is handed its clock: seconds from any zero."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

Clock = Callable[[], float]

SEEN_EVENTS = 10_000
"""Discord repeats events on a resumed connection only; this is minutes of a very busy bot."""
DELAY_WINDOW = 600.0
"""Seconds after which the promptest event is forgotten, so that two clocks that drift apart do no harm."""
IDLE_ASKERS = 1_000
"""How many askers the cooldown remembers before it forgets those whose time is over."""


class Seen:
    """The ids of the latest events, so that an event delivered twice is answered once."""

    def __init__(self, capacity: int = SEEN_EVENTS) -> None:
        self._capacity = capacity
        self._ids: OrderedDict[int, None] = OrderedDict()

    def first(self, event: int) -> bool:
        """Whether this event is new. It is remembered from now on."""
        if event in self._ids:
            return False
        self._ids[event] = None
        if len(self._ids) > self._capacity:
            self._ids.popitem(last=False)
        return True


class Delays:
    """How late events arrive, told without trusting that the local clock is set right.

    Discord stamps every event, but comparing that stamp with a local clock that is an hour off would make
    every event look an hour old. So the least difference seen between our clock and Discord's stamps counts
    as no delay, and the others are measured against it.
    """

    def __init__(self, clock: Clock, window: float = DELAY_WINDOW) -> None:
        self._clock = clock
        self._window = window
        self._since = clock()
        self._least = self._least_before = float("inf")

    def late(self, created: float) -> float:
        """Seconds by which an event stamped `created` (seconds) came later than the promptest one."""
        now = self._clock()
        if now - self._since > self._window:
            self._since, self._least_before, self._least = now, self._least, float("inf")
        self._least = min(self._least, now - created)
        return now - created - min(self._least, self._least_before)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Asked too often: the seconds to wait, and whether this is the first refusal of this wait."""

    seconds: float
    first: bool


class Cooldown:
    """At most `questions` of one asker in any `seconds`; one limit over all ways in."""

    def __init__(self, questions: int, seconds: float, clock: Clock) -> None:
        self._questions = questions
        self._seconds = seconds
        self._clock = clock
        self._asked: dict[int, deque[float]] = {}
        self._told: set[int] = set()

    def take(self, asker: int) -> Refusal | None:
        """Count one question of this asker, or refuse it. A refused question does not prolong the wait."""
        now = self._clock()
        if len(self._asked) > IDLE_ASKERS:
            self._forget(now)
        asked = self._asked.setdefault(asker, deque(maxlen=self._questions))
        if len(asked) == self._questions and now - asked[0] < self._seconds:
            first = asker not in self._told
            self._told.add(asker)
            return Refusal(self._seconds - (now - asked[0]), first)
        self._told.discard(asker)
        asked.append(now)
        return None

    def _forget(self, now: float) -> None:
        over = [asker for asker, asked in self._asked.items() if now - asked[-1] >= self._seconds]
        for asker in over:
            del self._asked[asker]
            self._told.discard(asker)


class BusyError(Exception):
    """All slots are taken and the queue is full."""


class Admission:
    """At most `slots` answers in the making, and `queue` questions waiting for a slot."""

    def __init__(self, slots: int, queue: int) -> None:
        self._slots = asyncio.Semaphore(slots)
        self._queue = queue
        self._waiting = 0

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Wait for a slot and hold it. Raises BusyError at once when the queue is full."""
        if self._slots.locked() and self._waiting >= self._queue:
            raise BusyError
        self._waiting += 1
        try:
            await self._slots.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._slots.release()


@dataclass(frozen=True, slots=True)
class Guards:
    """What every way in passes, in this order."""

    seen: Seen
    delays: Delays
    cooldown: Cooldown
    admission: Admission
