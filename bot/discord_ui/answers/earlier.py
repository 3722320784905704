"""What an answer of the bot was about and offered, read back from the answer itself, so that nothing need be
stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import discord

from bot.names import STOP_WORDS, words
from bot.query import Command

_MENU = re.compile(r"choose:\d+:(?P<command>[a-z]+)")
"""How a menu of `choose` is called."""
_POINTING = frozenset({"meant", "mean"})
_ESCAPED = re.compile(r"\\(.)")


def subject_of(answer: discord.Message) -> str:
    """The title of an answer, and on a second line the cycles that it is from; either may be empty.

    An answer without an embed has its title and footer as its first and last line.
    """
    if answer.embeds:
        title, footer = answer.embeds[0].title or "", answer.embeds[0].footer.text or ""
    else:
        lines = answer.content.splitlines() or [""]
        title, footer = lines[0].strip("*"), _ESCAPED.sub(r"\1", lines[-1])
    cycles, dot, _ = footer.partition(" · ")  # without a dot there is only the version, which has digits too
    return "\n".join((_ESCAPED.sub(r"\1", title), cycles if dot else ""))


def chosen_from(answer: discord.Message, text: str) -> tuple[Command, str] | None:
    """What a reply in words chooses from a menu of what was meant: the command and the text that ask for it.

    None where there is no menu, or where the words fit none or several of its choices.
    """
    said = {word for word in words(text) if word not in STOP_WORDS | _POINTING}
    fitting = [
        (command, option.value)
        for command, menu in _menus(answer)
        for option in menu.options
        if said and said <= _words_of(option)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _words_of(option: discord.SelectOption) -> set[str]:
    """The words of what it is called, also by other names, and of what asks for it."""
    return {*words(option.label), *words(option.value), *words(option.description or "")}


def _menus(answer: discord.Message) -> Iterator[tuple[Command, discord.SelectMenu]]:
    for row in answer.components:
        for item in row.children if isinstance(row, discord.ActionRow) else ():
            match = _MENU.fullmatch(item.custom_id or "")
            if match and isinstance(item, discord.SelectMenu):
                yield Command(match["command"]), item
