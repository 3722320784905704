"""The prefix commands. Each takes the rest of its line, so that no quotation mark or “and” can split it."""

from __future__ import annotations

from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING

from discord.ext import commands

from bot.cogs.free_text import replied_text
from bot.discord_ui import notices
from bot.discord_ui.guide import EXAMPLE
from bot.discord_ui.pipeline import log_failure
from bot.discord_ui.ways import MessageWay
from bot.language import COMMAND_NAMES
from bot.query import Command

if TYPE_CHECKING:
    from bot.app import FindingsBot

Context = commands.Context["FindingsBot"]

MAX_NAME = 32
"""Longest command name that is compared with ours; Discord's own limit for slash commands."""


class PrefixCommands(commands.Cog):
    """`!grade`, `!ask` and the others."""

    def __init__(self, bot: FindingsBot) -> None:
        self._bot = bot

    @commands.command(extras={EXAMPLE: "kent investigation"})
    async def grade(self, context: Context, *, text: str = "") -> None:
        """The grade of one force in one area."""
        await self._bot.ask_message(context.message, Command.GRADE, text)

    @commands.command(extras={EXAMPLE: "devon & cornwall"})
    async def force(self, context: Context, *, text: str = "") -> None:
        """All grades of one force."""
        await self._bot.ask_message(context.message, Command.FORCE, text)

    @commands.command(extras={EXAMPLE: "kent essex responding to the public"})
    async def compare(self, context: Context, *, text: str = "") -> None:
        """Several forces side by side."""
        await self._bot.ask_message(context.message, Command.COMPARE, text)

    @commands.command(extras={EXAMPLE: "recording data about crime"})
    async def rank(self, context: Context, *, text: str = "") -> None:
        """All forces by their grade in one area."""
        await self._bot.ask_message(context.message, Command.RANK, text)

    @commands.command(extras={EXAMPLE: "why are abusers escaping justice in kent?"})
    async def ask(self, context: Context, *, text: str = "") -> None:
        """A question in plain words; without any, the message that this one replies to is the question."""
        await self._bot.ask_message(context.message, Command.ASK, text or replied_text(context.message))

    @commands.command(extras={EXAMPLE: "2021/22"})
    async def areas(self, context: Context, *, text: str = "") -> None:
        """The areas that are inspected."""
        await self._bot.ask_message(context.message, Command.AREAS, text)

    @commands.command(extras={EXAMPLE: "wales"})
    async def forces(self, context: Context, *, text: str = "") -> None:
        """The forces that are inspected."""
        await self._bot.ask_message(context.message, Command.FORCES, text)

    @commands.command(extras={EXAMPLE: "kent"})
    async def sources(self, context: Context, *, text: str = "") -> None:
        """The reports that answers rest on."""
        await self._bot.ask_message(context.message, Command.SOURCES, text)

    @commands.command()
    async def about(self, context: Context, *, text: str = "") -> None:
        """What the bot is and which knowledge it serves."""
        await self._bot.ask_message(context.message, Command.ABOUT, text)

    @commands.command()
    async def help(self, context: Context, *, text: str = "") -> None:
        """How to ask."""
        await self._bot.ask_message(context.message, Command.HELP, text)

    @commands.Cog.listener()
    async def on_command_error(self, context: Context, error: commands.CommandError) -> None:
        """Offer the nearest commands for one that does not exist."""
        if not isinstance(error, commands.CommandNotFound):
            log_failure(error)
            return
        typed = (context.invoked_with or "").lower()
        if not self._bot.settings.discord.unknown_commands or not typed[:1].isalpha():
            return  # “!!!” and “!?” are emphasis
        chosen = self._bot.chosen(context.message)
        names = [command.name for command in self._bot.commands]
        further = COMMAND_NAMES.get(chosen.language, {}).values()
        names += [name for name in further if name in self._bot.all_commands]
        nearest = get_close_matches(typed[:MAX_NAME], names, n=3, cutoff=0.6)
        notice = partial(notices.unknown_command, chosen.prefix, nearest)
        await self._bot.pipeline.tell(MessageWay(context.message, self._bot.tidy), notice)
