"""The help: every command, with an example that works as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language import Catalogue
from bot.render.sheet import Block, Sheet, code, heading, item, line, strong


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its name, what it does (a message of the catalogue), what to type behind it for example."""

    name: str
    does: str
    example: str = ""
    moderators: bool = False


def help_sheet(entries: Sequence[Entry], prefix: str, version: str, say: Catalogue) -> Sheet:
    """The commands; without a prefix, which some servers do without, they are slash commands only."""
    if prefix:
        how = say("Type / and choose a command, or copy an example:")
    else:
        how = say("Type / and choose a command:")
    blocks = [line(how)]
    blocks += [_item(entry, prefix, say) for entry in entries if not entry.moderators]
    own_words = say("Or mention me, reply to me or write to me alone, and ask in your own words.")
    blocks.append(line(own_words, apart=True))
    if moderators := [entry for entry in entries if entry.moderators]:
        blocks.append(heading(say("For moderators")))
        blocks += [_item(entry, "", say) for entry in moderators]
    return Sheet(say("What you can ask"), tuple(blocks), say("knowledge {version}", version=version))


def _item(entry: Entry, prefix: str, say: Catalogue) -> Block:
    name = entry.name if prefix else f"/{entry.name}"
    usage = code(f"{prefix}{entry.name} {entry.example}".rstrip()) if prefix else ""
    return item(strong(name), f" · {say(entry.does)} ", usage)
