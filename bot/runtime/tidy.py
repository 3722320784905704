"""Which of the bot's messages go again: notices after a while, answers with their questions."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Any

from bot.runtime.guards import Clock

NOTICE_SECONDS = 12.0
"""How long a passing notice stands in a channel."""
KEPT = 1_000
"""Answers remembered, in memory only; an older one stays when its question is deleted. As many deleted and
corrected questions are, for answers that are on their way."""


class Tidy:
    """Remembers messages by their ids. Nothing is stored about who wrote them or what they say.

    `wake` is called when there is a notice to look after.
    """

    def __init__(self, clock: Clock, capacity: int = KEPT) -> None:
        self.wake: Callable[[], object] = lambda: None
        self._clock = clock
        self._capacity = capacity
        self._answers: OrderedDict[int, int] = OrderedDict()
        self._deleted: OrderedDict[int, None] = OrderedDict()
        self._corrected: OrderedDict[int, None] = OrderedDict()
        self._notices: deque[tuple[float, int, int]] = deque()

    def answered(self, question: int, answer: int) -> None:
        """Note that this message answers that one."""
        self._answers[question] = answer
        self._bound(self._answers)

    def answer_to(self, question: int) -> int | None:
        """The answer to this question, if it is remembered."""
        return self._answers.get(question)

    def deleted(self, question: int) -> int | None:
        """Note that this question is gone, and return its answer, once; one on its way is `outdated`."""
        self._deleted[question] = None
        self._bound(self._deleted)
        return self._answers.pop(question, None)

    def corrected(self, question: int) -> None:
        """Note that this question is answered as it was corrected, so that no earlier answer counts."""
        self._corrected[question] = None
        self._bound(self._corrected)

    def outdated(self, question: int, *, edited: bool) -> bool:
        """Whether nobody wants an answer to this question (as it was `edited`, or before) any more."""
        return question in self._deleted or (not edited and question in self._corrected)

    def removed(self, answer: int) -> None:
        """Note that this answer is gone, so that nothing is put in its place."""
        for question in [question for question, given in self._answers.items() if given == answer]:
            del self._answers[question]

    def _bound(self, remembered: OrderedDict[int, Any]) -> None:
        if len(remembered) > self._capacity:
            remembered.popitem(last=False)

    def noticed(self, channel: int, notice: int) -> None:
        """Note a notice that is to go after NOTICE_SECONDS."""
        self._notices.append((self._clock() + NOTICE_SECONDS, channel, notice))
        self.wake()

    @property
    def waiting(self) -> bool:
        """Whether there is a notice to look after."""
        return bool(self._notices)

    def pop_due(self) -> list[tuple[int, int]]:
        """Channel and id of every notice whose time is over, once."""
        now = self._clock()
        due = []
        while self._notices and self._notices[0][0] <= now:
            due.append(self._notices.popleft()[1:])
        return due
