"""The bot on Discord: what it is made of, which events it asks for, how it starts and how it fails to."""

from __future__ import annotations

import asyncio
import logging
import re
import sys
import time
from datetime import UTC, datetime
from functools import partial
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs import COGS
from bot.config import Settings
from bot.discord_ui.answers.choose import ChoiceMenu
from bot.discord_ui.answers.compose import Drawing, compose
from bot.discord_ui.answers.depth import LeadButton
from bot.discord_ui.answers.examples import ExampleMenu
from bot.discord_ui.answers.lines import LinesButton
from bot.discord_ui.answers.marks import MarkButton
from bot.discord_ui.answers.remove import RemoveButton
from bot.discord_ui.gateway import steady
from bot.discord_ui.guide import guide_of
from bot.discord_ui.messages import NO_PINGS
from bot.discord_ui.moderators.audit import Audit
from bot.discord_ui.moderators.buttons import KnowledgeButton
from bot.discord_ui.moderators.desk import Desk
from bot.discord_ui.moderators.drafts.buttons import DraftButton
from bot.discord_ui.moderators.moderating import Moderating
from bot.discord_ui.pipeline import Pipeline, Result, log_failure
from bot.discord_ui.registration import CommandRecord, register
from bot.discord_ui.servers.defaults import servers_of
from bot.discord_ui.servers.items import ITEMS as SETTINGS_ITEMS
from bot.discord_ui.servers.managing import Managing
from bot.discord_ui.ways import MessageWay
from bot.language import further_names
from bot.moderation import Moderator, Opened, UnansweredQuestions, Watcher, watch_for
from bot.query import Command
from bot.runtime import Admission, Cooldown, Delays, Guards, KnowledgeHolder, Seen
from bot.runtime.guards import Clock
from bot.runtime.logs import set_up_logging
from bot.runtime.pacing import GatewayUnsteadyError
from bot.runtime.tidy import Tidy
from bot.store import Servers, ServerSettings, available

LONGEST_WAIT = 30.0
"""Seconds that a request may wait for a rate limit; an answer that comes later helps nobody."""
_TOKEN = re.compile(r"[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,}", re.ASCII)

_log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree["FindingsBot"]):
    """The slash commands; an error that reaches it is logged without what was asked."""

    async def on_error(self, interaction: discord.Interaction[FindingsBot], error: Exception, /) -> None:
        """Log it. (Commands answer for their own errors; what is left is a command that is not ours.)"""
        log_failure(error)


class FindingsBot(commands.Bot):
    """discord.py's bot with the project's commands, and without everything it does not need."""

    def __init__(
        self,
        settings: Settings,
        pipeline: Pipeline,
        desk: Desk,
        servers: Servers,
        tidy: Tidy,
        record: CommandRecord | None,
        **options: Any,
    ) -> None:
        super().__init__(
            command_prefix=_prefix,
            tree_cls=Tree,
            help_command=None,
            case_insensitive=True,
            strip_after_prefix=True,
            intents=_intents(settings),
            allowed_mentions=NO_PINGS,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=LONGEST_WAIT,
            **options,
        )
        self.settings = settings
        self.pipeline = pipeline
        self.servers = servers
        self.tidy = tidy
        self.moderating = Moderating(desk, pipeline, tidy, settings.moderators, self.get_guild, servers)
        self.managing = Managing(servers, pipeline, tidy, settings.discord, self.moderating)
        self._audit = Audit(self, settings.moderators.audit_channel, desk.moderator)
        self._record = record
        self._watcher: Watcher | None = None

    async def setup_hook(self) -> None:
        """Add the commands and buttons, and register the slash commands where they have changed."""
        await self.servers.start()
        for cog in COGS:
            await self.add_cog(cog(self))
        self.add_dynamic_items(LeadButton, ChoiceMenu, ExampleMenu, LinesButton, MarkButton, RemoveButton)
        self.add_dynamic_items(KnowledgeButton, DraftButton, *SETTINGS_ITEMS)
        await register(self.tree, self.settings.discord.sync_server, self._record)
        moderator = self.moderating.desk.moderator
        moderator.heard = self._audit.heard
        self._audit.started()
        if self.settings.watch:
            self._watcher = watch_for(moderator, self.settings.knowledge, asyncio.get_running_loop())
            self._watcher.start()

    def add_command(self, command: commands.Command[Any, ..., Any], /) -> None:
        """Add a prefix command, under its names in other languages too."""
        command.aliases = [*command.aliases, *further_names(command.name)]
        super().add_command(command)

    async def close(self) -> None:
        """Stop, and let another process have the history folder."""
        if self._watcher is not None:
            self._watcher.stop()
        await super().close()
        await self.servers.close()
        await asyncio.to_thread(self.moderating.desk.moderator.close)

    async def on_message(self, message: discord.Message, /) -> None:
        """Run a prefix command, if it is one and a person's."""
        if self.from_person(message) and not self.chosen(message).mention_only:
            await self.process_commands(message)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Log an error of a listener without what was asked."""
        if (error := sys.exc_info()[1]) is not None:
            log_failure(error)

    def from_person(self, message: discord.Message) -> bool:
        """Whether a person wrote this message, and not a bot, a webhook or Discord itself."""
        ordinary = message.type in {discord.MessageType.default, discord.MessageType.reply}
        return ordinary and not message.author.bot and message.webhook_id is None

    def chosen(self, message: discord.Message) -> ServerSettings:
        """The settings of the server that a message stands in, or those that hold in private."""
        return self.servers.of(message.guild.id if message.guild else None)

    async def ask_message(
        self, message: discord.Message, command: Command, text: str, *, overheard: bool = False
    ) -> Result | None:
        """Answer a message."""
        way = MessageWay(message, self.tidy, overheard=overheard)
        return await self.pipeline.ask(way, command, text)


def _prefix(bot: FindingsBot, message: discord.Message) -> str:
    return bot.chosen(message).prefix


def build_bot(
    settings: Settings,
    opened: Opened,
    *,
    clock: Clock = time.monotonic,
    event_clock: Clock = time.monotonic,
    record: CommandRecord | None = None,
    **options: Any,
) -> FindingsBot:
    """The bot, ready to be started inside a running event loop.

    `clock` measures the cooldown and the life of notices, `event_clock` runs along with the stamps that
    events carry; both count seconds. Without a `record` the slash commands are registered at every start.
    `options` go to discord.py.
    """
    guards = Guards(
        Seen(),
        Delays(event_clock),
        Cooldown(settings.cooldown.questions, settings.cooldown.seconds, clock),
        Admission(settings.admission.slots, settings.admission.queue),
    )
    holder = KnowledgeHolder(opened.loaded.knowledge)
    moderator = Moderator(settings.knowledge, holder, opened)
    questions = UnansweredQuestions(
        opened.store.folder / "unanswered.json",
        settings.unanswered.days,
        lambda: datetime.now(UTC).date(),
    )
    servers = servers_of(settings)
    desk = Desk(moderator, questions, servers, opened.store.folder / "drafts")
    drawing = Drawing() if settings.discord.pictures else None
    composed = partial(
        compose,
        answering=settings.answering,
        guide=guide_of(COGS),
        message_content=settings.discord.message_content,
        marks=available(),
    )
    pipeline = Pipeline(holder, guards, composed, servers.of, drawing)
    pipeline.missed = desk.missed
    return FindingsBot(settings, pipeline, desk, servers, Tidy(clock), record, **options)


def _intents(settings: Settings) -> discord.Intents:
    """Servers and channels for permissions, messages for questions; members and presences for nothing."""
    return discord.Intents(
        guilds=True,
        guild_messages=True,
        dm_messages=settings.discord.direct_messages,
        message_content=settings.discord.message_content,
    )


def run_discord(settings: Settings, opened: Opened, token: str) -> int:
    """Connect to Discord and serve until stopped. Returns the exit code; every failure is one line."""
    set_up_logging(settings.log_level, token)
    try:
        asyncio.run(_serve(settings, opened, token.strip()))
    except KeyboardInterrupt:
        return 0
    except _CannotRunError as error:
        print(f"findings-bot: {error}", file=sys.stderr)
        return 1
    return 0


class _CannotRunError(Exception):
    """The bot cannot run; the message says what to do."""


async def _serve(settings: Settings, opened: Opened, token: str) -> None:
    if not _TOKEN.fullmatch(token):
        raise _CannotRunError(
            "DISCORD_TOKEN does not look like a bot token; copy it again from the developer portal."
        )
    bot = build_bot(settings, opened, record=CommandRecord(settings.discord.state))
    steady(bot)
    try:
        async with bot:
            await bot.start(token)
    except discord.LoginFailure:
        raise _CannotRunError(
            "Discord does not accept DISCORD_TOKEN; reset the token in the developer portal and set it again."
        ) from None
    except discord.PrivilegedIntentsRequired:
        raise _CannotRunError(
            "the Message Content Intent is off; switch it on in the developer portal (Bot), "
            "or set discord.message_content to no in config.yaml."
        ) from None
    except GatewayUnsteadyError:
        raise _CannotRunError("Discord keeps closing the connection; wait an hour and start again.") from None
    except (aiohttp.ClientError, OSError, TimeoutError):
        raise _CannotRunError(
            "Discord cannot be reached; check the network connection and start again."
        ) from None
    except discord.DiscordException as error:
        raise _CannotRunError(
            f"Discord ended the connection ({type(error).__name__}); start again."
        ) from None
