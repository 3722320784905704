"""Asking wherever people are: privately, about a message, in direct messages and as one's own app."""

from __future__ import annotations

import discord
import pytest

from bot.cogs.menus import ASK_ABOUT_MESSAGE
from tests.discord.discord_world import Opened, World, in_thread

LOOK_UPS = {
    "grade": {"force": "Kent", "area": "Investigating crime"},
    "force": {"force": "Kent"},
    "compare": {"force": "Kent", "other": "Essex"},
    "rank": {"area": "Investigating crime"},
    "ask": {"question": "why are abusers escaping justice in kent?"},
    "areas": {},
    "forces": {},
    "sources": {},
    "about": {},
    "help": {},
}
QUESTION = "honestly, why are abusers escaping justice in kent?"


@pytest.mark.parametrize("name", LOOK_UPS)
async def test_an_answer_is_private_on_request(world: World, name: str) -> None:
    private = await world.member.slash(world.channel, name, **LOOK_UPS[name], private=True)
    public = await world.other.slash(world.channel, name, **LOOK_UPS[name])
    assert (private.ephemeral, public.ephemeral) == (True, False)
    assert private.response is not None
    assert public.response is not None
    assert private.response.embeds == public.response.embeds
    assert len(world.said) == 1


@pytest.mark.parametrize("name", LOOK_UPS)
async def test_look_ups_work_in_private(world: World, name: str) -> None:
    result = await world.member.user.slash(name, **LOOK_UPS[name])
    assert result.response is not None
    assert result.response.embeds


async def test_look_ups_are_offered_everywhere_and_moderation_in_servers_only(world: World) -> None:
    registered = {command.name: command.to_dict(world.bot.tree) for command in world.bot.tree.get_commands()}
    for name in (*LOOK_UPS, "privacy", ASK_ABOUT_MESSAGE):
        assert set(registered[name]["contexts"]) == {0, 1, 2}, "servers, private channels, direct messages"
        assert registered[name]["integration_types"] == [0, 1], "for servers and for users"
    for name in registered.keys() - LOOK_UPS.keys() - {"privacy", ASK_ABOUT_MESSAGE}:
        assert registered[name]["contexts"] == [0]
        assert registered[name]["integration_types"] == [0]


async def test_somebodys_message_is_asked_about_in_private(world: World) -> None:
    written = await world.other.send(world.channel, QUESTION)
    result = await world.member.context_menu(world.channel, ASK_ABOUT_MESSAGE, written)
    assert result.ephemeral
    assert result.response is not None
    assert "abuse" in (result.response.embeds[0].description or "").lower()
    assert world.said == [], "its author did not ask"


async def test_a_message_without_words_is_told_how_to_ask(world: World) -> None:
    await world.member.send(world.channel, "!about")
    result = await world.member.context_menu(world.channel, ASK_ABOUT_MESSAGE, world.said[-1])
    assert result.ephemeral
    assert result.response is not None
    assert result.response.embeds[0].title


async def test_asking_about_a_message_where_embeds_are_not_allowed(open_world: Opened) -> None:
    async with open_world(overwrites={"embed_links": False}) as world:
        written = await world.other.send(world.channel, QUESTION)
        result = await world.member.context_menu(world.channel, ASK_ABOUT_MESSAGE, written)
        assert result.response is not None
        assert "abuse" in result.response.content.lower()
        assert result.response.embeds == []


async def test_everything_works_in_a_thread(world: World) -> None:
    thread = await in_thread(world)
    asked = await world.member.send(thread, "!grade yorkshire investigation")
    await world.member.select(thread.last_message, ["West Yorkshire investigation"])
    assert "West Yorkshire" in (thread.last_message.embeds[0].title or "")
    assert thread.last_message.attachments
    await world.member.edit(asked, "!force essex")
    await world.other.send(thread, "and kent?", reply_to=thread.last_message)
    titles = [message.embeds[0].title or "" for message in thread.history() if message.embeds]
    assert ["Essex" in titles[0], "Kent" in titles[1], len(titles)] == [True, True, 2]
    written = await world.other.send(thread, QUESTION)
    result = await world.member.context_menu(thread, ASK_ABOUT_MESSAGE, written)
    assert result.ephemeral


async def test_silence_in_a_thread_where_the_bot_may_not_speak(world: World) -> None:
    guild = world.member.guild
    everyone = guild.roles["@everyone"]
    channel = guild.create_text_channel(
        "quiet",
        overwrites={
            everyone: discord.PermissionOverwrite(send_messages_in_threads=False),
            world.member: discord.PermissionOverwrite(send_messages_in_threads=True),
        },
    )
    thread = await in_thread(world, channel)
    before = len(thread.history())
    await world.member.send(thread, "!force kent")
    assert len(thread.history()) == before + 1
