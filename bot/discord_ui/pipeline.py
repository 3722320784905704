"""From an event to its reply: the guards in their order, the work, the one error boundary."""

from __future__ import annotations

import asyncio
import logging
import secrets
import traceback
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any, Protocol

import aiohttp
import discord

from bot.answer import AbstainAnswer
from bot.discord_ui import notices
from bot.discord_ui.moderators.work import Tell
from bot.discord_ui.notices import Notice
from bot.discord_ui.ways import InPlaceWay, InteractionWay, WayIn
from bot.knowledge import Knowledge
from bot.language import Catalogue, catalogue
from bot.pictures import Picture
from bot.query import Command
from bot.render import Reply
from bot.runtime import BusyError, Guards, KnowledgeHolder
from bot.store import ServerSettings

DEFER_AFTER = 1.0
"""Seconds of work after which Discord is told to wait; it gives up after 3."""
RETRY_AFTER = 0.5
"""Seconds after which a reply that Discord or the network dropped is sent once more. discord.py repeats some
failures itself, but neither a 503 nor a reset connection; a nonce or the interaction keeps it one message."""
LARGE_QUESTION = 300
"""Characters above which a question is answered in a thread, off the event loop."""
LARGE_KNOWLEDGE = 5_000
"""Passages above which every question is."""
GONE = frozenset({10003, 10008, 10062, 40060, 50001, 50013, 50083, 160005})
"""Discord's codes for a reply that cannot arrive: channel, message or interaction gone or already answered,
access or permission missing, or thread archived or locked."""

Result = Reply | Notice
Work = Callable[[], Awaitable[Result | None]]
Compose = Callable[[Command, str, Knowledge, ServerSettings], Reply]
Page = Callable[[Knowledge, ServerSettings], Result]
"""Makes what is shown from one version of the knowledge, as the server has chosen to be answered."""
SettingsOf = Callable[[int | None], ServerSettings]

_log = logging.getLogger(__name__)


class Drawing(Protocol):
    """Makes the pictures of replies."""

    def kept(self, reply: Reply) -> Picture | None:
        """The picture of a reply if it was drawn before; at once."""

    def draw(self, reply: Reply) -> Picture | None:
        """The picture of a reply, if it has one. Takes up to a tenth of a second; called in a thread."""


class Pipeline:
    """What every way in goes through: seen, too old, permitted, cooled down, admitted, deferred, answered.

    `compose` makes the reply to a command's text from one version of the knowledge; it is pure. `settings_of`
    gives the settings of a server by its id, or those that hold where there is none.
    `drawing`, if given, makes the pictures of replies, in a thread. `defer_after` is how many seconds of work
    an event may see before it is deferred.
    """

    def __init__(
        self,
        holder: KnowledgeHolder,
        guards: Guards,
        compose: Compose,
        settings_of: SettingsOf,
        drawing: Drawing | None = None,
        *,
        defer_after: float = DEFER_AFTER,
    ) -> None:
        self.holder = holder
        self.guards = guards
        self.missed: Callable[[str], None] = lambda _: None
        """Told the text of every question that was put to the bot and found no answer."""
        self._compose = compose
        self._settings_of = settings_of
        self._drawing = drawing
        self._defer_after = defer_after

    async def ask(self, way: WayIn, command: Command, text: str) -> Result | None:
        """Answer a question or a command. Returns what was sent, if anything."""
        result = await self.handle(
            way, partial(self._answer, way, partial(self._compose, command, text), len(text))
        )
        if isinstance(result, Reply) and isinstance(result.answer, AbstainAnswer) and not way.overheard:
            self.missed(text)
        return result

    async def press(self, interaction: discord.Interaction[Any], page: Page) -> None:
        """Answer a pressed button, to its presser alone."""
        way = InteractionWay(interaction, private=True)
        await self.handle(way, partial(self._answer, way, page, 0))

    async def act(self, interaction: discord.Interaction[Any], work: Work) -> None:
        """Do what a pressed button is for, and tell its presser alone."""
        await self.handle(InteractionWay(interaction, private=True), work)

    def again(
        self,
        command: Command,
        text: str,
        shown: Callable[[Reply], Result],
        knowledge: Knowledge,
        settings: ServerSettings,
    ) -> Result:
        """The reply to a command, shown in another way; with its first three arguments given, a page."""
        return shown(self._compose(command, text, knowledge, settings))

    async def turn(self, interaction: discord.Interaction[Any], page: Page) -> None:
        """Answer a pressed button in the place of the message that it stands under."""
        way = InPlaceWay(interaction)
        await self.handle(way, partial(self._answer, way, page, 0))

    async def remove(self, interaction: discord.Interaction[Any]) -> None:
        """Delete the message that a pressed button stands under, also where the bot may delete no other.

        Whoever tidies up after a flood is not slowed down.
        """

        async def work() -> None:
            await interaction.response.defer()
            await interaction.delete_original_response()

        way = InPlaceWay(interaction)
        way.paced = False
        await self.handle(way, work, admit=False)

    async def show(self, interaction: discord.Interaction[Any], command: Command, text: str) -> None:
        """Answer an example that was chosen, to its chooser alone."""
        await self.ask(InteractionWay(interaction, private=True), command, text)

    async def choose(self, interaction: discord.Interaction[Any], command: Command, text: str) -> None:
        """Answer what was chosen in a menu, in the menu's place."""
        await self.ask(InPlaceWay(interaction), command, text)

    async def tell(self, way: WayIn, notice: Callable[[Catalogue], Notice]) -> None:
        """Answer with a notice that needs no work, in the language of the server."""

        async def work() -> Result:
            return notice(self._say(way))

        await self.handle(way, work)

    async def moderate(self, way: WayIn, work: Callable[[Tell], Awaitable[Notice]]) -> None:
        """Do a moderator's work and report. It takes no slot from the questions, however long it takes.

        Whether the asker may is for the caller to check.
        """

        async def tell(notice: Notice) -> None:
            with suppress(discord.HTTPException):  # the work goes on, whether its progress is seen or not
                await way.progress(notice)

        await self.handle(way, partial(work, tell), admit=False)

    async def handle(self, way: WayIn, work: Work, *, admit: bool = True) -> Result | None:
        """Let an event through the guards, do its work, send the result. Never raises an Exception."""
        try:
            if (
                result := await self._guarded(way, partial(self._admitted, work) if admit else work)
            ) is not None:
                await self._deliver(way, result)
            return result
        except discord.HTTPException as error:
            if error.code not in GONE:
                return await self._failed(way, error)
            _log.warning("Discord did not take a reply: %s", _named(error))
        except Exception as error:
            return await self._failed(way, error)
        return None

    async def _guarded(self, way: WayIn, work: Work) -> Result | None:
        if not self.guards.seen.first(way.event):
            return None
        if self.guards.delays.late(way.created) > way.life:
            _log.info("an event came too late to be answered")
            return None
        if not way.permitted:
            return None
        if way.paced and (refusal := self.guards.cooldown.take(way.asker)) is not None:
            told = refusal.first or isinstance(way, InteractionWay)
            return notices.wait(refusal.seconds, self._say(way)) if told else None
        try:
            return await self._deferring(way, work())
        except BusyError:
            return notices.busy(self._say(way))

    def _say(self, way: WayIn) -> Catalogue:
        """The language of the server that an event comes from."""
        return catalogue(self._settings_of(way.server).language)

    async def _deferring(self, way: WayIn, work: Awaitable[Result | None]) -> Result | None:
        """The result of the work; when it takes long, Discord is told so meanwhile."""
        task = asyncio.ensure_future(work)
        try:
            done, _ = await asyncio.wait({task}, timeout=self._defer_after)
            if not done:
                await way.defer()
            return await task
        finally:
            task.cancel()

    async def _admitted(self, work: Work) -> Result | None:
        async with self.guards.admission.slot():
            return await work()

    async def _answer(self, way: WayIn, make: Page, size: int) -> Result:
        knowledge, settings = self.holder.current, self._settings_of(way.server)
        if size > LARGE_QUESTION or len(knowledge.passages) > LARGE_KNOWLEDGE:
            return await asyncio.to_thread(make, knowledge, settings)
        return make(knowledge, settings)

    async def _deliver(self, way: WayIn, result: Result) -> None:
        """Send the result. A picture that was drawn before comes with it; any other is drawn when the words
        have gone, and follows by an edit.
        """
        drawing = self._drawing
        if drawing is None or not isinstance(result, Reply) or result.answer is None or not way.files:
            return await _send(way, result)
        if kept := drawing.kept(result):
            return await _send(way, result, kept)
        await _send(way, result)
        if (picture := await asyncio.to_thread(_drawn, drawing, result)) is not None:
            try:
                await way.add_picture(picture)
            except discord.HTTPException as error:  # the words have arrived; a lost picture is no failure
                _log.warning("Discord did not take a picture: %s", _named(error))
        return None

    async def _failed(self, way: WayIn, error: Exception) -> Result | None:
        """Log an unexpected error and tell the asker its reference, never its text."""
        notice = notices.failure(log_failure(error), self._say(way))
        try:
            await way.send(notice)
        except discord.HTTPException as second:
            _log.warning("the failure could not be told: %s", _named(second))
            return None
        return notice


async def _send(way: WayIn, result: Result, picture: Picture | None = None) -> None:
    try:
        await way.send(result, picture)
    except (discord.DiscordServerError, aiohttp.ClientError, OSError):
        await asyncio.sleep(RETRY_AFTER)
        await way.send(result, picture)


def _drawn(drawing: Drawing, reply: Reply) -> Picture | None:
    """The picture of a reply. Where drawing fails the reply goes without one: it says the same in words."""
    try:
        return drawing.draw(reply)
    except Exception as error:
        log_failure(error)
        return None


def log_failure(error: BaseException) -> str:
    """Log where an error happened, and return the reference under which it stands in the log.

    An exception's own text may repeat what was asked, so only its type and the lines of code are logged.
    """
    reference = secrets.token_hex(4)
    parts = []
    cause: BaseException | None = error
    while cause is not None:
        parts.append("".join(traceback.format_tb(cause.__traceback__)) + _named(cause))
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    _log.error("failure %s\n%s", reference, "\ncaused by\n".join(parts))
    return reference


def _named(error: BaseException) -> str:
    if isinstance(error, discord.HTTPException):
        return f"{type(error).__name__} (status {error.status}, code {error.code})"
    return type(error).__name__
