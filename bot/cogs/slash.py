"""The slash commands: options become the words that a prefix command would have been given."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_ui.pipeline import log_failure
from bot.discord_ui.ways import InteractionWay
from bot.knowledge import Knowledge
from bot.language import message
from bot.names import Suggestion, suggest_areas, suggest_cycles, suggest_subjects
from bot.query import Command

if TYPE_CHECKING:
    from bot.app import FindingsBot

Suggest = Callable[[str, Knowledge, str], tuple[Suggestion, ...]]
"""Takes what is typed, the knowledge, and the id of the framework that the server prefers."""
Callback = TypeVar("Callback", bound=Callable[..., Any] | app_commands.ContextMenu)
Autocomplete = Callable[[discord.Interaction[Any], str], Any]

PRIVATE = "Whether only you see the answer"
MAX_TYPED = 100
"""Characters of a half-typed option that are looked at; no name is longer."""


def _autocomplete(suggest: Suggest) -> Autocomplete:
    """A callback that offers what `suggest` finds. Whatever is typed may be sent all the same."""

    async def callback(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        try:
            bot: FindingsBot = interaction.client
            preferred = bot.servers.of(interaction.guild_id).framework
            found = suggest(typed[:MAX_TYPED], bot.pipeline.holder.current, preferred)
        except Exception as error:  # Discord shows nothing for a failed suggestion; the log should
            log_failure(error)
            return []
        return [app_commands.Choice(name=item.label, value=item.value) for item in found]

    return callback


def everywhere(callback: Callback) -> Callback:
    """Offer a command in servers, in private, and to people who installed the bot for themselves.

    It marks each command: on the class of a cog discord.py ignores such marks.
    """
    placed = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(callback)
    return app_commands.allowed_installs(guilds=True, users=True)(placed)


FORCE = _autocomplete(lambda typed, knowledge, _: suggest_subjects(typed, knowledge))
AREA = _autocomplete(suggest_areas)
CYCLE = _autocomplete(suggest_cycles)


class SlashCommands(commands.Cog):
    """`/grade`, `/ask` and the others."""

    def __init__(self, bot: FindingsBot) -> None:
        self._bot = bot

    async def _ask(
        self, interaction: discord.Interaction[Any], command: Command, *words: str, private: bool
    ) -> None:
        text = " ".join(word for word in words if word)
        await self._bot.pipeline.ask(InteractionWay(interaction, private=private), command, text)

    @app_commands.command(description=message("The grade, the words it rests on and their source."))
    @app_commands.describe(
        force="The name of a force or what people call it, such as Kent, GMP or the Met",
        area="What was inspected, such as investigating crime; all areas unless you choose",
        cycle="Which inspection; the latest one unless you choose",
        private=PRIVATE,
    )
    @app_commands.autocomplete(force=FORCE, area=AREA, cycle=CYCLE)
    @everywhere
    async def grade(
        self,
        interaction: discord.Interaction[Any],
        force: str,
        area: str = "",
        cycle: str = "",
        private: bool = False,
    ) -> None:
        """One judgment; without an area the force's whole table."""
        await self._ask(interaction, Command.GRADE, force, area, cycle, private=private)

    @app_commands.command(description=message("All grades of a force."))
    @app_commands.describe(
        force="The name of a force or what people call it, such as Kent, GMP or the Met",
        cycle="Which inspection; the latest one unless you choose",
        private=PRIVATE,
    )
    @app_commands.autocomplete(force=FORCE, cycle=CYCLE)
    @everywhere
    async def force(
        self, interaction: discord.Interaction[Any], force: str, cycle: str = "", private: bool = False
    ) -> None:
        """One force's whole table."""
        await self._ask(interaction, Command.FORCE, force, cycle, private=private)

    @app_commands.command(description=message("Grades side by side."))
    @app_commands.describe(
        force="The first force",
        other="The second force",
        third="A third force",
        area="One area; all of them unless you choose",
        cycle="Which inspection; the latest one unless you choose",
        private=PRIVATE,
    )
    @app_commands.autocomplete(force=FORCE, other=FORCE, third=FORCE, area=AREA, cycle=CYCLE)
    @everywhere
    async def compare(
        self,
        interaction: discord.Interaction[Any],
        force: str,
        other: str,
        third: str = "",
        area: str = "",
        cycle: str = "",
        private: bool = False,
    ) -> None:
        """Several forces in one or all areas."""
        forces = ", ".join(name for name in (force, other, third) if name)
        await self._ask(interaction, Command.COMPARE, forces, area, cycle, private=private)

    @app_commands.command(description=message("All forces by their grade in one area."))
    @app_commands.describe(
        area="What was inspected, such as investigating crime",
        cycle="Which inspection; the latest one unless you choose",
        private=PRIVATE,
    )
    @app_commands.autocomplete(area=AREA, cycle=CYCLE)
    @everywhere
    async def rank(
        self, interaction: discord.Interaction[Any], area: str, cycle: str = "", private: bool = False
    ) -> None:
        """All forces within one framework."""
        await self._ask(interaction, Command.RANK, area, cycle, private=private)

    @app_commands.command(description=message("An answer in the reports' own words."))
    @app_commands.describe(question="Such as: why are abusers escaping justice in Kent?", private=PRIVATE)
    @everywhere
    async def ask(self, interaction: discord.Interaction[Any], question: str, private: bool = False) -> None:
        """Any question."""
        await self._ask(interaction, Command.ASK, question, private=private)

    @app_commands.command(description=message("What is graded, and the words you can use for it."))
    @app_commands.describe(cycle="Which inspection; the latest one unless you choose", private=PRIVATE)
    @app_commands.autocomplete(cycle=CYCLE)
    @everywhere
    async def areas(
        self, interaction: discord.Interaction[Any], cycle: str = "", private: bool = False
    ) -> None:
        """The areas of one framework."""
        await self._ask(interaction, Command.AREAS, cycle, private=private)

    @app_commands.command(description=message("Who is inspected, and the names you can use."))
    @app_commands.describe(region="A region or country, such as South East or Wales", private=PRIVATE)
    @everywhere
    async def forces(
        self, interaction: discord.Interaction[Any], region: str = "", private: bool = False
    ) -> None:
        """The subjects, perhaps of one region."""
        await self._ask(interaction, Command.FORCES, region, private=private)

    @app_commands.command(description=message("Where all this was read."))
    @app_commands.describe(force="Only the reports on this force", private=PRIVATE)
    @app_commands.autocomplete(force=FORCE)
    @everywhere
    async def sources(
        self, interaction: discord.Interaction[Any], force: str = "", private: bool = False
    ) -> None:
        """The reports, perhaps of one force."""
        await self._ask(interaction, Command.SOURCES, force, private=private)

    @app_commands.command(description=message("What this bot is, its version and its sources' licences."))
    @app_commands.describe(private=PRIVATE)
    @everywhere
    async def about(self, interaction: discord.Interaction[Any], private: bool = False) -> None:
        """The bot about itself."""
        await self._ask(interaction, Command.ABOUT, private=private)

    @app_commands.command(description=message("How to ask."))
    @app_commands.describe(private=PRIVATE)
    @everywhere
    async def help(self, interaction: discord.Interaction[Any], private: bool = False) -> None:
        """Examples of every command."""
        await self._ask(interaction, Command.HELP, private=private)
