"""The servers' settings as a running bot uses them: at hand without a query, the store behind them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Protocol

from bot.store.errors import StoreError, Trouble
from bot.store.feedback import Counted, Marked, Topic, Voices, Vote
from bot.store.settings import ServerSettings
from bot.store.store import Store

_log = logging.getLogger(__name__)

Change = Callable[[ServerSettings], ServerSettings]

NO_SERVER = 0
"""Stands for direct messages where a server's id is wanted."""


class Opener(Protocol):
    """Opens the store. Raises StoreError."""

    async def __call__(self, *, create: bool) -> Store | None:
        """The store; with `create` false None where nothing has been kept yet."""


class Servers:
    """Every server's settings in memory, written through to the store.

    `of` never fails and never waits: a server that has chosen nothing, and every server while the store
    cannot be read, has the `defaults`. The store is made when there is first something to keep. A change
    made by another process is seen after `refresh`; Discord sends one server's events to one process only,
    so none is made behind the back of the process that serves the server.
    """

    def __init__(self, opener: Opener, defaults: ServerSettings) -> None:
        self._opener = opener
        self._defaults = defaults
        self._chosen: dict[int, ServerSettings] = {}
        self._store: Store | None = None
        self._voices = Voices()
        self._turn = asyncio.Lock()
        self._closed = False
        self.trouble: Trouble | None = None
        """Why the store could not be read when last tried, or None."""

    def of(self, server_id: int | None) -> ServerSettings:
        """What holds in a server, or with None in direct messages."""
        return self._chosen.get(server_id or NO_SERVER, self._defaults)

    def has_chosen(self, server_id: int) -> bool:
        """Whether the server has settings of its own."""
        return server_id in self._chosen

    async def start(self) -> None:
        """Read all settings. Where that fails the bot serves with the defaults, and the log says why."""
        try:
            await self.refresh()
        except StoreError as error:
            _log.error("%s; every server has the default settings until then", error)

    async def refresh(self) -> None:
        """Read all settings again. Raises StoreError; what was read before then stays."""
        async with self._turn:
            await self._opened(create=False, again=True)

    async def put(self, server_id: int, settings: ServerSettings) -> None:
        """Keep a server's settings. Raises InvalidSettings or StoreError, and nothing has changed then."""
        await self.change(server_id, lambda _: settings)

    async def change(self, server_id: int, change: Change) -> ServerSettings:
        """Keep what `change` makes of a server's settings; of two changes at once neither is lost.

        Returns what held until then. Raises InvalidSettings or StoreError, and nothing has changed then.
        """
        async with self._turn:
            store = await self._made()
            before = self.of(server_id)
            settings = change(before)
            await store.put(server_id, settings)
            self._chosen[server_id] = settings
            return before

    async def reset(self, server_id: int) -> ServerSettings:
        """Let the defaults hold in a server again.

        Returns what held until then. Raises StoreError, and nothing has changed then.
        """
        async with self._turn:
            store, before = await self._opened(create=False), self.of(server_id)
            if store:
                await store.reset(server_id)
            self._chosen.pop(server_id, None)
            return before

    async def forget(self, server_id: int) -> None:
        """Delete everything of a server, as when the bot is removed from it. Raises StoreError.

        The settings no longer hold even if the file could not be written.
        """
        async with self._turn:
            self._chosen.pop(server_id, None)
            if store := await self._opened(create=False):
                await store.forget(server_id)

    async def kept(self) -> frozenset[int]:
        """The servers of which anything is kept, as to forget those that the bot has left meanwhile.

        Raises StoreError.
        """
        async with self._turn:
            store = await self._opened(create=False)
            return await store.servers() - {NO_SERVER} if store else frozenset()

    async def vote(self, server_id: int | None, person: int, topics: Sequence[Topic], vote: Vote) -> Marked:
        """Count a person's vote on what an answer showed. Raises StoreError.

        A vote against the person's own earlier one is moved from one count to the other. Who voted is not
        stored and not logged.
        """
        server = server_id or NO_SERVER
        async with self._turn:
            store = await self._made()
            before = {topic: self._voices.before(person, server, topic) for topic in topics}
            changes = [
                _change(topic, earlier, vote) for topic, earlier in before.items() if earlier is not vote
            ]
            if changes:
                await store.add(server, changes)
            for topic in before:
                self._voices.remember(person, server, topic, vote)
        if all(earlier is vote for earlier in before.values()):
            return Marked.ALREADY
        return Marked.COUNTED if None in before.values() else Marked.CHANGED

    async def marked_unhelpful(self, limit: int, offset: int = 0) -> list[Counted]:
        """See `Store.marked_unhelpful`. Raises StoreError."""
        async with self._turn:
            store = await self._opened(create=False)
            return await store.marked_unhelpful(limit, offset) if store else []

    async def close(self) -> None:
        """Close the store, if it was opened."""
        async with self._turn:
            self._closed = True
            if self._store is not None:
                await self._store.close()
                self._store = None

    async def _made(self) -> Store:
        """The store, made where there was none."""
        store = await self._opened(create=True)
        if store is None:
            raise StoreError(Trouble.OTHER)
        return store

    async def _opened(self, *, create: bool, again: bool = False) -> Store | None:
        """The store with its settings read, if there is one. What failed before is tried again."""
        if self._closed:
            raise StoreError(Trouble.OTHER)
        try:
            if self._store is None:
                self._store = await self._opener(create=create)
                again = True
            if again:
                self._chosen = dict(await self._store.all()) if self._store else {}
        except StoreError as error:
            self.trouble = error.trouble
            store, self._store = self._store, None  # a file put in its place is another file
            if store is not None:
                await store.close()
            raise
        self.trouble = None
        return self._store


def _change(topic: Topic, before: Vote | None, now: Vote) -> Counted:
    """What a vote adds to the counts of its topic, given the person's vote before it."""
    helpful, unhelpful = ((now is side) - (before is side) for side in (Vote.HELPFUL, Vote.UNHELPFUL))
    return Counted(topic, helpful, unhelpful)
