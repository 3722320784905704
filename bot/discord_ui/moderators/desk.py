"""The moderators' desk: each of their commands, as work that ends in a notice."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.discord_ui.moderators import notices
from bot.discord_ui.moderators.feedback import FEEDBACK_ELSEWHERE, feedback, feedback_unread
from bot.discord_ui.moderators.work import FORESEEN, Tell, Work, progress_of
from bot.discord_ui.notices import Notice
from bot.language import Catalogue
from bot.moderation import (
    Kind,
    Moderator,
    OccupiedError,
    Outcome,
    Result,
    UnansweredQuestions,
)
from bot.store import Servers
from bot.store import StoreError as ServersError

if TYPE_CHECKING:
    from bot.discord_ui.moderators.drafts.desk import DraftDesk

_log = logging.getLogger(__name__)

Drafting = Callable[["DraftDesk", int, Tell], Awaitable[Notice]]
"""Work with sources that are being added."""

_CHANGES = frozenset({Kind.START, Kind.RELOAD, Kind.WATCH, Kind.ROLLBACK, Kind.DISCARD, Kind.ADD, Kind.ROLES})
"""What the history shows; the log holds looks at it too."""


class Desk:
    """What moderators ask of `moderator`, of the list of unanswered questions and of the marks on answers.

    What they add waits in the folder `drafts` until it is decided on.
    """

    def __init__(
        self, moderator: Moderator, unanswered: UnansweredQuestions, servers: Servers, drafts: Path
    ) -> None:
        self.moderator = moderator
        self.questions = unanswered
        self._servers = servers
        self._folder = drafts
        self._drafts: DraftDesk | None = None

    def drafting(self, task: Drafting) -> Work:
        """Work at the desk for drafts."""

        async def work(who: int, tell: Tell) -> Notice:
            return await task(await self.drafts(), who, tell)

        return work

    async def drafts(self) -> DraftDesk:
        """The desk for drafts. It is made when it is first needed, off the event loop: only a bot that adds
        sources pays for the importer.
        """
        if self._drafts is None:
            made = await asyncio.to_thread(_draft_desk, self.moderator, self._folder)
            self._drafts = self._drafts or made
        return self._drafts

    def missed(self, question: str) -> None:
        """Keep a question that found no answer, if such are kept; off the event loop."""
        if self.questions.days:
            asyncio.get_running_loop().run_in_executor(None, self._keep, question)

    def forget_old(self) -> None:
        """Delete questions and drafts that have been kept long enough. Reads and writes the disk."""
        try:
            self.questions.forget_old()
            if self._folder.is_dir():
                from bot.moderation.drafts import Drafts

                Drafts(self._folder).sweep(datetime.now(UTC))
        except OSError as error:
            _log.error("what should go cannot be deleted: %s", error.strerror)

    def _keep(self, question: str) -> None:
        try:
            self.questions.add(question)
        except OSError as error:
            _log.error("a question cannot be kept: %s", error.strerror)

    async def denied(self, say: Catalogue, who: int, kind: Kind, tell: Tell) -> Notice:
        """Somebody who is no moderator here has tried."""
        await self.moderator.note(who, kind, Outcome.DENIED)
        return notices.denied(say)

    async def roles_chosen(self, who: int, server: int, roles: frozenset[int]) -> None:
        """A server's manager has let members with these roles moderate, and no others besides the host's."""
        listed = ", ".join(map(str, sorted(roles))) or "none"
        await self.moderator.note(who, Kind.ROLES, Outcome.APPLIED, f"server {server}: {listed}")

    async def status(self, who: int, tell: Tell) -> Notice:
        """What is served."""
        await self.moderator.note(who, Kind.STATUS, Outcome.SHOWN)
        return notices.status(await self.moderator.status())

    async def reload(self, who: int, tell: Tell) -> Notice:
        """Read the files; serve what is harmless and ask about the rest."""
        return await self._result(partial(self.moderator.reload, who, progress_of(tell)))

    async def diff(self, who: int, tell: Tell) -> Notice:
        """What the files hold that is not served; applies nothing."""
        work = partial(self.moderator.reload, who, progress_of(tell), ask=True, kind=Kind.DIFF)
        return await self._result(work)

    async def apply(self, who: int, tell: Tell, *, before: str, after: str) -> Notice:
        """Serve a change that was shown."""
        return await self._result(partial(self.moderator.apply, who, before, after, progress_of(tell)))

    async def discard(self, who: int, tell: Tell, *, after: str) -> Notice:
        """Turn a change down that was shown."""

        async def work() -> Notice:
            return notices.discarded(
                await self.moderator.discard(who, after), self.moderator.generation.version
            )

        return await self._foreseen(work)

    async def rollback(self, who: int, tell: Tell, *, version: str = "") -> Notice:
        """Serve an earlier version."""

        async def work() -> Notice:
            found = await self.moderator.rollback(who, version.strip(" `"), progress_of(tell))
            return notices.rolled_back(found)

        return await self._foreseen(work)

    async def validate(self, who: int, tell: Tell) -> Notice:
        """Check the files without serving them."""

        async def work() -> Notice:
            found = await self.moderator.validate(who, progress_of(tell))
            return notices.checked(found, self.moderator.generation.version)

        return await self._foreseen(work)

    async def history(self, who: int, tell: Tell, *, page: int = 0) -> Notice:
        """Who changed the knowledge."""
        await self.moderator.note(who, Kind.HISTORY, Outcome.SHOWN)
        size = notices.PAGE
        entries = await asyncio.to_thread(self.moderator.history.latest, size + 1, page * size, _CHANGES)
        return _in_place(notices.history(entries[:size], page, len(entries) > size))

    async def unanswered(self, who: int, tell: Tell, *, page: int = 0) -> Notice:
        """Questions that found no answer."""
        await self.moderator.note(who, Kind.UNANSWERED, Outcome.SHOWN)
        if not self.questions.days:
            return notices.UNANSWERED_OFF
        found = await asyncio.to_thread(self.questions.all)
        begin = page * notices.PAGE
        shown = found[begin : begin + notices.PAGE]
        return _in_place(notices.unanswered(shown, page, len(found), self.questions.days))

    async def feedback(self, who: int, tell: Tell, *, page: int = 0) -> Notice:
        """What was marked as unhelpful."""
        await self.moderator.note(who, Kind.FEEDBACK, Outcome.SHOWN)
        try:
            marked = await self._servers.marked_unhelpful(notices.PAGE + 1, page * notices.PAGE)
        except ServersError as error:
            return feedback_unread(error.trouble)
        return _in_place(feedback(marked, self.moderator.holder.current, page))

    async def feedback_elsewhere(self, who: int, tell: Tell) -> Notice:
        """Where to see it."""
        return FEEDBACK_ELSEWHERE

    async def unanswered_elsewhere(self, who: int, tell: Tell) -> Notice:
        """Where to see them."""
        return notices.PRIVATE_ONLY

    async def _result(self, work: Callable[[], Awaitable[Result]]) -> Notice:
        async def told() -> Notice:
            return notices.result(await work())

        return await self._foreseen(told)

    async def _foreseen(self, work: Callable[[], Awaitable[Notice]]) -> Notice:
        try:
            return _in_place(await work())
        except OccupiedError as error:
            return notices.occupied(error.at_work)
        except FORESEEN as error:
            _log.warning("moderation came to nothing: %s", type(error).__name__)
            return _in_place(notices.refusal(error, self.moderator.generation.version))


def _in_place(notice: Notice) -> Notice:
    return replace(notice, in_place=True)


def _draft_desk(moderator: Moderator, folder: Path) -> DraftDesk:
    from bot.discord_ui.moderators.drafts.desk import DraftDesk

    return DraftDesk(moderator, folder)
