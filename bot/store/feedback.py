"""Marks on answers. What is kept is how often, never by whom."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

REMEMBERED = 20_000
"""Marks whose giver may still think again: at about 150 bytes each, 3 MB."""


SEVERAL = "*"
"""Stands in a key for several subjects, frameworks or areas; no id is like it."""


class Vote(StrEnum):
    """What a person thinks of an answer."""

    HELPFUL = "helpful"
    UNHELPFUL = "unhelpful"


class Marked(StrEnum):
    """What came of a vote."""

    COUNTED = "counted"
    CHANGED = "changed"
    """The person had voted otherwise before."""
    ALREADY = "already"
    """The person had voted the same before; nothing has changed."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a vote is about: the kind of question, and the passage or judgment that answered it.

    `kind` is a kind of answer as the JSON record names it; `key` is a passage's id or a `judgment_key`.
    """

    kind: str
    key: str


def judgment_key(subject: str | None, framework: str | None, area: str | None) -> str:
    """The key of a judgment, by ids: "kent/peel-2021-22/investigating_crime"; None stands for several."""
    return "/".join(part or SEVERAL for part in (subject, framework, area))


@dataclass(frozen=True, slots=True)
class Counted:
    """How often a topic was marked helpful and unhelpful, or by how much that changes."""

    topic: Topic
    helpful: int
    unhelpful: int


class Voices:
    """Remembers the latest vote of each person on each topic, so that a change of mind counts once.

    Only in memory, and only as a hash under a key that is drawn at the start and shown to nobody: neither
    the person nor the topic can be read from it. The oldest are forgotten beyond `capacity`; a vote given
    again after that counts again.
    """

    def __init__(self, capacity: int = REMEMBERED) -> None:
        self._capacity = capacity
        self._key = secrets.token_bytes(32)
        self._votes: OrderedDict[bytes, Vote] = OrderedDict()

    def before(self, person: int, server_id: int, topic: Topic) -> Vote | None:
        """The person's latest vote on this topic, if it is remembered."""
        return self._votes.get(self._hash(person, server_id, topic))

    def remember(self, person: int, server_id: int, topic: Topic, vote: Vote) -> None:
        """Note a vote that has been counted."""
        hashed = self._hash(person, server_id, topic)
        self._votes[hashed] = vote
        self._votes.move_to_end(hashed)
        if len(self._votes) > self._capacity:
            self._votes.popitem(last=False)

    def _hash(self, person: int, server_id: int, topic: Topic) -> bytes:
        text = f"{person}\0{server_id}\0{topic.kind}\0{topic.key}"
        return blake2b(text.encode(), key=self._key, digest_size=16).digest()
