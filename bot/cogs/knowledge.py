"""What moderators may do with the knowledge: `/knowledge`, `!knowledge` and the short forms of reloading."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands, tasks

from bot.discord_ui import forms
from bot.discord_ui.moderators.drafts.ids import FORM
from bot.discord_ui.moderators.notices import no_such_task
from bot.discord_ui.moderators.work import Tell, Work
from bot.discord_ui.notices import Notice
from bot.discord_ui.ways import MessageWay
from bot.language import message
from bot.moderation import Kind
from bot.names import Suggestion, suggest_frameworks, suggest_subjects
from bot.render.limits import CHOICES

if TYPE_CHECKING:
    from bot.app import FindingsBot
    from bot.discord_ui.moderators.drafts.desk import DraftDesk

Context = commands.Context["FindingsBot"]
Interaction = discord.Interaction[Any]

FORGET_EVERY = 6.0
"""Hours between two looks for questions that have been kept long enough."""


class KnowledgeCommands(commands.Cog):
    """Status, reload, diff, history, rollback, validate, unanswered, feedback, add."""

    slash = app_commands.Group(
        name="knowledge",
        description="Look after what the bot knows (moderators)",
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, bot: FindingsBot) -> None:
        self._bot = bot
        self._desk = bot.moderating.desk
        if not bot.settings.moderators.roles:
            # Only a hint to Discord's menus; `is_moderator` decides. It would hide the commands from roles.
            permission = discord.Permissions(**{bot.settings.moderators.permission: True})
            self.slash.default_permissions = self.reload_slash.default_permissions = permission

    async def cog_load(self) -> None:
        """Start to forget in time."""
        self._forget.start()

    async def cog_unload(self) -> None:
        """Stop."""
        self._forget.cancel()

    @tasks.loop(hours=FORGET_EVERY)
    async def _forget(self) -> None:
        await asyncio.to_thread(self._desk.forget_old)

    @commands.command(name="knowledge")
    async def knowledge_prefix(self, context: Context, what: str = "status", *, text: str = "") -> None:
        """Everything that `/knowledge` does, by its name; `text` is the version to go back to, or the address
        to add.
        """
        await self._by_prefix(context, what.lower(), text)

    @commands.command(name="reload")
    async def reload_prefix(self, context: Context) -> None:
        """Short for `!knowledge reload`."""
        await self._by_prefix(context, "reload")

    async def _by_prefix(self, context: Context, what: str, text: str = "") -> None:
        attached = next(iter(context.message.attachments), None)
        works: dict[str, Work] = {
            Kind.STATUS: self._desk.status,
            Kind.RELOAD: self._desk.reload,
            Kind.DIFF: self._desk.diff,
            Kind.HISTORY: self._desk.history,
            Kind.ROLLBACK: partial(self._desk.rollback, version=text),
            Kind.VALIDATE: self._desk.validate,
            # A message would show people's questions, and their marks, to the whole channel.
            Kind.UNANSWERED: self._desk.unanswered_elsewhere,
            Kind.FEEDBACK: self._desk.feedback_elsewhere,
            Kind.ADD: self._desk.drafting(partial(_add, file=attached, address=text)),
        }
        if what in works:
            await self._bot.moderating.message(context.message, Kind(what), works[what])
        else:
            notice = partial(no_such_task, self._bot.chosen(context.message).prefix, what, list(works))
            await self._bot.pipeline.tell(MessageWay(context.message, self._bot.tidy), notice)

    @slash.command(name="status", description=message("Which version is served, and what is wrong"))
    async def status_slash(self, interaction: Interaction) -> None:
        """What is served."""
        await self._bot.moderating.slash(interaction, Kind.STATUS, self._desk.status)

    @slash.command(name="reload", description=message("Read the knowledge files again"))
    async def reload_in_group(self, interaction: Interaction) -> None:
        """Read the knowledge files again."""
        await self._bot.moderating.slash(interaction, Kind.RELOAD, self._desk.reload)

    @app_commands.command(name="reload", description=message("Read the knowledge files again (moderators)"))
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def reload_slash(self, interaction: Interaction) -> None:
        """Read the knowledge files again."""
        await self._bot.moderating.slash(interaction, Kind.RELOAD, self._desk.reload)

    @slash.command(name="diff", description=message("What the knowledge files hold that is not served"))
    async def diff_slash(self, interaction: Interaction) -> None:
        """What differs, without applying it."""
        await self._bot.moderating.slash(interaction, Kind.DIFF, self._desk.diff)

    @slash.command(name="history", description=message("Who changed the knowledge, when, and how it ended"))
    async def history_slash(self, interaction: Interaction) -> None:
        """The history, page by page."""
        await self._bot.moderating.slash(interaction, Kind.HISTORY, self._desk.history)

    @slash.command(name="rollback", description=message("Go back to an earlier version of the knowledge"))
    @app_commands.describe(version="The version; the last but one unless you choose")
    async def rollback_slash(self, interaction: Interaction, version: str = "") -> None:
        """Serve an earlier version."""
        work = partial(self._desk.rollback, version=version)
        await self._bot.moderating.slash(interaction, Kind.ROLLBACK, work)

    @rollback_slash.autocomplete("version")
    async def _versions(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The versions that are kept, for moderators only."""
        if not self._bot.moderating.permits(interaction):
            return []
        kept = await self._desk.moderator.versions()
        found = [item for item in kept[1:] if item.version.startswith(typed.strip().lower())]
        return [
            app_commands.Choice(
                name=f"{item.version}, applied {item.at[:16].replace('T', ' ')}", value=item.version
            )
            for item in found[:CHOICES]
        ]

    @slash.command(name="validate", description=message("Check the knowledge files without serving them"))
    async def validate_slash(self, interaction: Interaction) -> None:
        """Every fault and warning."""
        await self._bot.moderating.slash(interaction, Kind.VALIDATE, self._desk.validate)

    @slash.command(name="unanswered", description=message("Questions that found no answer"))
    async def unanswered_slash(self, interaction: Interaction) -> None:
        """A list of what is missing, page by page."""
        await self._bot.moderating.slash(interaction, Kind.UNANSWERED, self._desk.unanswered)

    @slash.command(name="feedback", description=message("What people marked as unhelpful"))
    async def feedback_slash(self, interaction: Interaction) -> None:
        """Marks on answers, counted, page by page."""
        await self._bot.moderating.slash(interaction, Kind.FEEDBACK, self._desk.feedback)

    @slash.command(name="add", description=message("Read a report, page or article, and look it through"))
    @app_commands.describe(
        file="HTML, PDF, Word, Markdown or text; or give an address",
        address="The address of a page; or give a file",
        subject="Who is inspected, where the source is unclear",
        framework="Programme and cycle, where the source is unclear",
    )
    async def add_slash(
        self,
        interaction: Interaction,
        file: discord.Attachment | None = None,
        address: str = "",
        subject: str = "",
        framework: str = "",
    ) -> None:
        """Add a source."""
        add = partial(_add, file=file, address=address, subject=subject, framework=framework)
        await self._bot.moderating.slash(interaction, Kind.ADD, self._desk.drafting(add))

    @add_slash.autocomplete("subject")
    async def _subjects(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return _choices(suggest_subjects(typed, self._bot.pipeline.holder.current))

    @add_slash.autocomplete("framework")
    async def _frameworks(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return _choices(suggest_frameworks(typed, self._bot.pipeline.holder.current))

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """A form that was sent back, perhaps one that was opened before a restart."""
        form, values = forms.typed(interaction)
        if form.startswith(FORM):
            change = partial(_change, draft=form.removeprefix(FORM), typed=values)
            await self._bot.moderating.press(interaction, Kind.ADD, self._desk.drafting(change))


def _choices(found: Sequence[Suggestion]) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=item.label, value=item.value) for item in found]


async def _add(desk: DraftDesk, who: int, tell: Tell, **source: Any) -> Notice:
    return await desk.add(who, tell, **source)


async def _change(desk: DraftDesk, who: int, tell: Tell, **details: Any) -> Notice:
    return await desk.change(who, tell, **details)
