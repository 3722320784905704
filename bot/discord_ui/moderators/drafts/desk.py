"""What moderators do with sources: add one, look the draft through, change its details, accept, discard."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import aiohttp
import discord

from bot.discord_ui.moderators import notices as knowledge_notices
from bot.discord_ui.moderators.drafts import notices
from bot.discord_ui.moderators.drafts.details import DetailFaults, changed, form_of, named
from bot.discord_ui.moderators.drafts.pages import page_of
from bot.discord_ui.moderators.work import FORESEEN, Tell, progress_of
from bot.discord_ui.notices import Notice
from bot.importer.document import ImportFault
from bot.importer.parsers import MAX_BYTES
from bot.importer.setup import is_installed
from bot.knowledge import Knowledge
from bot.moderation import Moderator, OccupiedError
from bot.moderation.adding import Adding, HandEditedError
from bot.moderation.drafts import Drafts, GoneError, Source
from bot.moderation.editing import UnsoundEditError


class DraftDesk:
    """Each task is work that ends in a notice. Drafts wait in `folder`."""

    def __init__(self, moderator: Moderator, folder: Path) -> None:
        self.adding = Adding(moderator, Drafts(folder))
        self._moderator = moderator

    async def add(
        self,
        who: int,
        tell: Tell,
        *,
        file: discord.Attachment | None = None,
        address: str = "",
        subject: str = "",
        framework: str = "",
    ) -> Notice:
        """Read a file or an address, and show the first page of the draft."""
        address = address.strip().strip("<>")
        if not is_installed():
            return notices.NOT_INSTALLED
        if (file is None) is not bool(address):
            return notices.ONE_SOURCE
        if file is not None and file.size > MAX_BYTES:
            return notices.TOO_LARGE

        async def work() -> Notice:
            hints = named(subject, framework, self._knowledge)
            given = partial(self.adding.fetched, address) if file is None else partial(_downloaded, file)
            kept = await self.adding.read(who, given, hints, progress_of(tell))
            return await self._page(kept.id, 0)

        return await self._foreseen(work)

    async def page(self, draft: str, page: int) -> Notice:
        """A page of a draft."""
        return await self._foreseen(partial(self._page, draft, page))

    async def form(self, draft: str, what: str) -> Notice:
        """The form to change a draft's `source` or its `subject`."""

        async def work() -> Notice:
            kept = await asyncio.to_thread(self.adding.drafts.find, draft)
            return replace(notices.FORM_LATE, form=form_of(kept, what, self._knowledge))

        return await self._foreseen(work)

    async def change(self, who: int, tell: Tell, *, draft: str, typed: Mapping[str, str]) -> Notice:
        """Read a draft again with the details that were typed into a form, and show it."""
        if not is_installed():
            return notices.NOT_INSTALLED

        async def work() -> Notice:
            kept = await asyncio.to_thread(self.adding.drafts.find, draft)
            hints = changed(kept, typed, self._knowledge)
            again = await self.adding.read_again(who, draft, hints, progress)
            return await self._page(again.id, 0)

        progress = _Progress(tell)
        return progress.settled(await self._foreseen(work), draft)

    async def accept(
        self, who: int, tell: Tell, draft: str, *, judgments: bool, replacing: bool = False
    ) -> Notice:
        """Put a draft into the knowledge, with its judgments or without."""

        async def work() -> Notice:
            try:
                found = await self.adding.accept(
                    who, draft, judgments=judgments, replacing=replacing, progress=progress
                )
            except HandEditedError as error:
                return notices.hand_edited(error.report, draft, judgments=judgments)
            return notices.accepted(found)

        progress = _Progress(tell)
        return progress.settled(await self._foreseen(work), draft)

    async def discard(self, who: int, draft: str) -> Notice:
        """Turn a draft down."""

        async def work() -> Notice:
            return notices.discarded(await self.adding.discard(who, draft))

        return await self._foreseen(work)

    @property
    def _knowledge(self) -> Knowledge:
        return self._moderator.holder.current

    async def _page(self, draft: str, page: int) -> Notice:
        return await asyncio.to_thread(page_of, self.adding.drafts, draft, page, self._knowledge)

    async def _foreseen(self, work: Callable[[], Awaitable[Notice]]) -> Notice:
        """The notice of a work, or why it came to nothing; then a draft that waits stays on the screen."""
        try:
            return await work()
        except OccupiedError as error:
            return knowledge_notices.occupied(error.at_work)
        except GoneError:
            return notices.GONE
        except DetailFaults as error:
            return notices.not_valid(error.faults)
        except ImportFault as error:
            return notices.not_read(error)
        except UnsoundEditError as error:
            return notices.not_sound(error, self._moderator.generation.version)
        except FORESEEN as error:
            return knowledge_notices.refusal(error, self._moderator.generation.version)
        except OSError as error:
            return notices.not_kept(error)


class _Progress:
    """Tells how far the work on a draft is, in the place of its page."""

    def __init__(self, tell: Tell) -> None:
        self._tell = progress_of(tell)
        self._told = False

    async def __call__(self, stage: str) -> None:
        self._told = True
        await self._tell(stage)

    def settled(self, notice: Notice, draft: str) -> Notice:
        """What came of it. Where the page has given way to the progress, a failure leads back to it."""
        if notice.in_place or not self._told:
            return notice
        return replace(notice, in_place=True, buttons=(notices.back_to(draft),))


async def _downloaded(file: discord.Attachment) -> Source:
    """The bytes of an attachment, from Discord and nowhere else. Raises ImportFault."""
    try:
        return Source(file.filename, await file.read(), file.content_type or "")
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise ImportFault("Discord did not hand the file over; attach it again") from error
