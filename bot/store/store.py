"""What a store must be able to do. A shared database takes the embedded one's place by doing the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.store.feedback import Counted
from bot.store.settings import ServerSettings


class Store(Protocol):
    """Settings by server, and counts of marks. Each call is all or nothing and raises StoreError."""

    async def all(self) -> Mapping[int, ServerSettings]:
        """The settings of every server that has chosen any."""

    async def get(self, server_id: int) -> ServerSettings | None:
        """One server's settings, or None when it has chosen none."""

    async def put(self, server_id: int, settings: ServerSettings) -> None:
        """Keep a server's settings in place of what it had. Raises InvalidSettings if not sound."""

    async def reset(self, server_id: int) -> None:
        """Delete a server's settings. The marks given in it stay."""

    async def forget(self, server_id: int) -> None:
        """Delete everything of a server: its settings and the marks given in it."""

    async def servers(self) -> frozenset[int]:
        """Every server of which settings or marks are kept; 0, if marks from direct messages are."""

    async def add(self, server_id: int, changes: Sequence[Counted]) -> None:
        """Add to the counts of some topics, each named once; a negative number takes away, never below 0.

        `server_id` 0 stands for direct messages.
        """

    async def marked_unhelpful(self, limit: int, offset: int = 0) -> list[Counted]:
        """Topics that somebody marked unhelpful, over all servers.

        The most often so marked come first, among equals the least often helpful, then by kind and key.
        """

    async def close(self) -> None:
        """Let go of the file or the connections. Nothing may be called afterwards."""
