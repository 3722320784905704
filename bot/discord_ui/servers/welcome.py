"""What the bot says when it is added to a server."""

from __future__ import annotations

from collections.abc import Sequence

from bot.config import DiscordSettings
from bot.discord_ui.notices import Notice
from bot.language import catalogue
from bot.render import Entry
from bot.store import ServerSettings

SHOWN = ("grade", "compare", "ask")
"""Commands with an example."""


def welcome(settings: ServerSettings, host: DiscordSettings, guide: Sequence[Entry]) -> Notice:
    """Who the bot is, examples that work when they are typed or copied, and where to go on.

    Where the host does not let it read messages the examples are slash commands, which take the words that
    follow for their first option.
    """
    say = catalogue(settings.language)
    sign = settings.prefix if host.message_content and not settings.mention_only else "/"
    examples = {entry.name: entry.example for entry in guide}
    return Notice(
        "\n".join(
            [
                say(
                    "**Hello!** I answer questions about inspection findings with the grade, the quotation "
                    "and the source, and never with a sentence that no source holds. Try one of these:"
                ),
                *(f"`{sign}{name} {examples[name]}`" for name in SHOWN),
                "",
                say("`/help` shows everything that you can ask; mentioning me with a question works too."),
                say("Those who manage this server choose with `/settings` where and how I answer."),
                say("I keep nothing about who asked what; `/privacy` says what I do keep."),
            ]
        )
    )
