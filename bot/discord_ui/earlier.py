"""What an answer of the bot was about, read back from the answer itself, so that nothing need be stored."""

from __future__ import annotations

import re

import discord

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
