"""Which message answered which, for as long as it matters."""

from __future__ import annotations

from collections import OrderedDict

KEPT = 1_000
"""Answers remembered, in memory only; an older one stays when its question is deleted."""


class Replies:
    """The ids of questions and of the bot's replies to them."""

    def __init__(self, capacity: int = KEPT) -> None:
        self._capacity = capacity
        self._replies: OrderedDict[int, int] = OrderedDict()

    def remember(self, question: int, reply: int) -> None:
        """Note that this message answers that one."""
        self._replies[question] = reply
        if len(self._replies) > self._capacity:
            self._replies.popitem(last=False)

    def pop(self, question: int) -> int | None:
        """The reply to this question, once."""
        return self._replies.pop(question, None)
