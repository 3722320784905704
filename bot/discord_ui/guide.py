"""What the help lists, read from the commands themselves, so that none can be forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from discord import app_commands
from discord.ext import commands

from bot.render import Entry

EXAMPLE = "example"
"""The key in a prefix command's `extras` of what to type behind it for example."""


def guide_of(cogs: Iterable[type[commands.Cog]]) -> tuple[Entry, ...]:
    """Every command of these cogs in their order; a group is listed by its members.

    What can be done in servers only is for moderators: look-ups can be used everywhere.
    """
    prefixed: dict[str, str] = {}
    slash: dict[str, app_commands.Command[commands.Cog, ..., object] | app_commands.Group] = {}
    for cog in cogs:
        prefixed |= {item.name: item.extras.get(EXAMPLE, "") for item in cog.__cog_commands__}
        slash |= {item.name: item for item in cog.__cog_app_commands__}
    return tuple(
        Entry(leaf.qualified_name, leaf.description, prefixed.get(name, ""), _in_servers_only(command))
        for name, command in sorted(slash.items(), key=lambda item: _place(item[0], prefixed))
        for leaf in _leaves(command)
    )


def _place(name: str, prefixed: dict[str, str]) -> int:
    return list(prefixed).index(name) if name in prefixed else len(prefixed)


def _leaves(
    command: app_commands.Command[commands.Cog, ..., object] | app_commands.Group,
) -> Iterator[app_commands.Command[commands.Cog, ..., object]]:
    if isinstance(command, app_commands.Command):
        yield command
        return
    for member in command.walk_commands():
        if isinstance(member, app_commands.Command):
            yield member


def _in_servers_only(command: app_commands.Command[commands.Cog, ..., object] | app_commands.Group) -> bool:
    return command.allowed_contexts is not None and not command.allowed_contexts.dm_channel
