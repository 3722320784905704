"""In a server that has chosen Welsh the bot's own words are Welsh wherever its members see them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.config import CooldownSettings, Settings
from bot.knowledge import Knowledge
from bot.language import COMMAND_NAMES
from bot.store import ServerSettings
from tests.discord.discord_world import KNOWLEDGE, Opened, World


@pytest.fixture
async def welsh(open_world: Opened) -> AsyncIterator[World]:
    """A world whose server has chosen."""
    settings = Settings(knowledge=KNOWLEDGE, cooldown=CooldownSettings(questions=1, seconds=20))
    async with open_world(settings) as world:
        await world.bot.servers.put(world.channel.guild.id, ServerSettings(language="cy"))
        yield world


async def next_one(world: World, text: str) -> str:
    """What the bot says to a message, once nobody has to wait."""
    await world.env.advance_time(60)
    await world.member.send(world.channel, text)
    return world.said[-1].content.replace("\\", "")


async def test_waits_and_unknown_commands(welsh: World) -> None:
    assert "Nid oes gorchymyn o'r fath. Mae `!help`" in await next_one(welsh, "!zzzz")
    assert "`!gradd`" in await next_one(welsh, "!gradr")
    await welsh.member.send(welsh.channel, "!about")
    assert welsh.said[-1].content.startswith("Roedd hynny'n gyflym.")


async def test_privacy_and_the_moderators_door(welsh: World) -> None:
    assert (await next_one(welsh, "!privacy")).startswith("**Beth rwy'n ei gadw**")
    assert "Dim ond cymedrolwyr" in await next_one(welsh, "!knowledge status")
    assert "Nid oes tasg o'r fath" in await next_one(welsh, "!knowledge stauts")
    assert "sy'n cael rheoli'r gweinydd hwn" in await next_one(welsh, "!settings")
    result = await welsh.other.slash(welsh.channel, "privacy")
    assert result.response is not None
    assert "Beth rwy'n ei gadw" in result.response.content


async def test_the_menu_of_what_was_meant(welsh: World, knowledge: Knowledge) -> None:
    await next_one(welsh, "!grade yorkshire investigation")
    (menu,) = (item for row in welsh.said[-1].components for item in row.children if item.type.value == 3)
    assert menu.placeholder == "Dewiswch yr hyn yr oeddech yn ei feddwl"
    await welsh.restart(knowledge)
    result = await welsh.other.select(welsh.said[-1], ["West Yorkshire investigation"])
    assert result.response is not None
    assert "Dim ond y sawl a ofynnodd" in result.response.content


async def test_pictures_and_files(welsh: World) -> None:
    await next_one(welsh, "!force kent 2021/22")
    (picture,) = welsh.said[-1].attachments
    assert (picture.description or "").startswith("Kent Police. PEEL 2021/22 gan HMICFRS. Yr orau yn gyntaf:")


async def test_a_button_under_an_answer_from_before(welsh: World, knowledge: Knowledge) -> None:
    await next_one(welsh, "!ask why are abusers escaping justice in kent?")
    labels = [item.label for row in welsh.said[-1].components for item in row.children]
    assert "More excerpts" not in labels
    welsh.bot.pipeline.holder.current = Knowledge(knowledge.contents)
    welsh.bot.pipeline.holder.current.version = "000000000000"
    result = await welsh.other.click(welsh.said[-1], label=labels[0])
    assert result.response is not None
    assert "wedi'i diweddaru" in result.response.content


@pytest.mark.parametrize("name", ["gradd", "ynghylch", "cymorth", "preifatrwydd", "gosodiadau"])
async def test_commands_have_welsh_names_in_every_server(world: World, name: str) -> None:
    await world.moderator.send(world.channel, f"!{name} kent investigation")
    assert len(world.said) == 1
    assert "no such command" not in world.said[-1].content


async def test_no_command_has_lost_its_own_name(world: World) -> None:
    commands = world.bot.all_commands
    for english, further in COMMAND_NAMES["cy"].items():
        if english in commands:
            assert commands[further] is commands[english]
            assert commands[english].name == english
    assert {command.name for command in world.bot.commands} - COMMAND_NAMES["cy"].keys() == set()


async def test_a_lone_word_is_a_command_in_welsh_too(world: World) -> None:
    assert world.bot.user is not None
    for word in ("help", "cymorth"):
        await world.member.send(world.channel, f"{world.bot.user.mention} {word}")
    assert world.said[-1].embeds[0].title == world.said[-2].embeds[0].title
