"""The help: it lists what there is, and whatever it offers to type or to choose is answered."""

from __future__ import annotations

import re

import pytest
from discord import app_commands

from bot.answer import AbstainAnswer, AmbiguousAnswer
from bot.cogs import COGS
from bot.discord_ui.guide import guide_of
from bot.knowledge import Knowledge
from bot.query import Command
from bot.store import ServerSettings
from tests.discord.discord_world import World
from tests.discord.test_servers import choose

GUIDE = guide_of(COGS)
EXAMPLES = [f"{entry.name} {entry.example}" for entry in GUIDE if entry.example]


def _bold(text: str) -> list[str]:
    return [name.replace("\\", "") for name in re.findall(r"^- \*\*(.+?)\*\*", text, re.MULTILINE)]


async def test_every_command_is_listed_and_those_of_moderators_apart(world: World) -> None:
    await world.member.send(world.channel, "!help")
    everybody, _, moderators = (world.embed.description or "").partition("**For moderators**")
    registered = {
        command.qualified_name: command.root_parent or command
        for command in world.bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
    }
    private = {
        name
        for name, root in registered.items()
        if root.allowed_contexts and root.allowed_contexts.dm_channel
    }
    assert set(_bold(everybody)) == private
    assert set(_bold(moderators)) == {f"/{name}" for name in registered.keys() - private}
    assert {command.name for command in world.bot.commands} <= {
        str(root.name) for root in registered.values()
    }


@pytest.mark.parametrize("example", EXAMPLES)
async def test_an_example_can_be_copied(world: World, knowledge: Knowledge, example: str) -> None:
    await world.member.send(world.channel, "!help")
    (usage,) = re.findall(rf"`(!{re.escape(example)})`", world.embed.description or "")
    await world.member.send(world.channel, usage)
    assert len(world.said) == 2
    command, _, text = example.partition(" ")
    shown = world.bot.pipeline._compose(Command(command), text, knowledge, ServerSettings())
    assert not isinstance(shown.answer, AbstainAnswer | AmbiguousAnswer)
    assert shown.title == world.embed.title


@pytest.mark.parametrize("example", EXAMPLES)
async def test_an_example_can_be_chosen_by_anybody_also_after_a_restart(
    world: World, knowledge: Knowledge, example: str
) -> None:
    await world.member.send(world.channel, "!help")
    shown = world.said[-1]
    await world.restart(knowledge)
    result = await world.other.select(shown, [example])
    assert result.ephemeral
    assert result.response is not None
    await world.member.send(world.channel, f"!{example}")
    assert result.response.embeds == world.said[-1].embeds
    assert world.said[0].embeds == shown.embeds, "the help stays"


async def test_the_help_names_the_prefix_of_the_server(world: World) -> None:
    await choose(world, prefix="??")
    await world.member.send(world.channel, "??help")
    assert "`??grade kent investigation`" in (world.embed.description or "")
    assert "`!" not in (world.embed.description or "")


async def test_a_prefix_that_is_markup_stays_text(world: World) -> None:
    await choose(world, prefix="`*")
    await world.member.send(world.channel, "`*help")
    assert "`ˋ*grade kent investigation`" in (world.embed.description or "")


async def test_where_only_mentions_count_no_prefix_is_offered(world: World) -> None:
    await choose(world, mention_only=True)
    result = await world.member.slash(world.channel, "help")
    assert result.response is not None
    listed = result.response.embeds[0].description or ""
    assert "**\\/grade**" in listed
    assert "`" not in listed
    assert result.response.components, "the examples can be chosen"
