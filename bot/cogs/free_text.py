"""Questions without a command: by mention, as a reply to the bot, in private, in configured channels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.discord_ui.answers.earlier import chosen_from, subject_of
from bot.language import command_called
from bot.query import Command, carry_over

if TYPE_CHECKING:
    from bot.app import FindingsBot


class FreeText(commands.Cog):
    """Takes messages that are meant for the bot for questions."""

    def __init__(self, bot: FindingsBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is meant for the bot and is no prefix command."""
        chosen = self._bot.chosen(message)
        prefixed = message.content.startswith(chosen.prefix) and not chosen.mention_only
        if not self._bot.from_person(message) or prefixed:
            return
        if self._addressed(message):
            command, text = self._asked(message)
            await self._bot.ask_message(message, command, text)
        elif _place(message.channel) in chosen.channels and not (chosen.mention_only or message.reference):
            overheard = "?" not in message.content
            await self._bot.ask_message(message, Command.ASK, message.content, overheard=overheard)

    def _addressed(self, message: discord.Message) -> bool:
        settings = self._bot.settings.discord
        if message.guild is None:
            return settings.direct_messages
        replied = message.reference.resolved if message.reference else None
        if isinstance(replied, discord.Message) and replied.author == self._bot.user:
            return settings.replies
        role = message.guild.self_role  # people pick the bot's role from the list when they mean the bot
        return settings.mentions and (self._bot.user in message.mentions or role in message.role_mentions)

    def _asked(self, message: discord.Message) -> tuple[Command, str]:
        """What is asked: a lone command, a choice from the menu that is replied to, or a question.

        A question has with it what it leaves to the answer that it replies to. Without words the message that
        is replied to is the question, and without that the help is.
        """
        text = self._without_mention(message)
        command = _lone_command(text)
        if command is not Command.ASK:
            return command, ""
        if not text:
            text = replied_text(message)
            return (Command.ASK if text else Command.HELP), text
        replied = message.reference.resolved if message.reference else None
        if not isinstance(replied, discord.Message) or replied.author != self._bot.user:
            return Command.ASK, text
        knowledge, preferred = self._bot.pipeline.holder.current, self._bot.chosen(message).framework
        carried = carry_over(text, subject_of(replied), knowledge, preferred)
        return chosen_from(replied, text) or (Command.ASK, carried)

    def _without_mention(self, message: discord.Message) -> str:
        """The text without the mentions of the bot and its role."""
        ids = [str(self._bot.user.id)] if self._bot.user else []
        if message.guild is not None and message.guild.self_role is not None:
            ids.append(str(message.guild.self_role.id))
        return (
            re.sub(rf"<@[!&]?(?:{'|'.join(ids)})>", " ", message.content).strip() if ids else message.content
        )


def _place(channel: discord.abc.MessageableChannel) -> int:
    """The id of the channel that is meant when one is chosen: a forum has its messages in its posts."""
    if isinstance(channel, discord.Thread) and isinstance(channel.parent, discord.ForumChannel):
        return channel.parent.id
    return channel.id


def replied_text(message: discord.Message) -> str:
    """The text of the message that this one replies to, or nothing."""
    replied = message.reference.resolved if message.reference else None
    return replied.content if isinstance(replied, discord.Message) else ""


def _lone_command(text: str) -> Command:
    """“help” alone is the command; “areas that need improvement in Kent” is a question."""
    word = command_called(text.strip("/!?. ").lower())
    lone = {Command.AREAS, Command.FORCES, Command.SOURCES, Command.ABOUT, Command.HELP}
    return Command(word) if word in lone else Command.ASK
