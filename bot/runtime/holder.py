"""The one place that says which version of the knowledge is served."""

from __future__ import annotations

from bot.knowledge import Knowledge


class KnowledgeHolder:
    """The served knowledge behind one reference.

    A request takes `current` once and keeps it, so a swap never mixes two versions in one answer.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.current = knowledge
