"""Every button and menu under an answer, wherever people ask and whatever the bot may not do there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord
import pytest
import simcord

from bot.cogs.menus import ASK_ABOUT_MESSAGE
from bot.knowledge import Knowledge
from tests.discord.discord_world import Opened, World, button_id, in_thread, leave_server, rows

GRADE = {"force": "Kent", "area": "Investigating crime", "cycle": "2021/22"}
PLACES = ["channel", "thread", "forum post", "direct message", "own app"]
DENIED: list[dict[str, bool]] = [{}, {"embed_links": False}, {"attach_files": False}]


@dataclass
class Place:
    """Somewhere to ask: how to ask there by slash command and press what was answered."""

    slash: Callable[..., Awaitable[Any]]
    click: Callable[..., Awaitable[Any]]
    select: Callable[..., Awaitable[Any]]


async def go_to(world: World, name: str, who: str = "member") -> Place:
    """A place by its name, as this member sees it."""
    actor = getattr(world, who)
    if name == "direct message":
        return Place(actor.user.slash, actor.user.click, actor.user.select)
    channel = world.channel
    if name == "thread":
        channel = await in_thread(world)
    elif name == "forum post":
        channel = await in_thread(world, world.member.guild.create_forum_channel("questions"))
    elif name == "own app":
        leave_server(world)

    async def slash(command: str, **options: object) -> Any:
        return await actor.slash(channel, command, **options)

    return Place(slash, actor.click, actor.select)


def said(result: Any) -> str:
    """All that was answered, without escapes."""
    message = result.response
    parts = [message.content, *(f"{item.title}\n{item.description}" for item in message.embeds)]
    return "\n".join(parts).replace("\\", "")


@pytest.mark.parametrize("denied", DENIED, ids=str)
@pytest.mark.parametrize("name", PLACES)
async def test_every_button_works_everywhere(open_world: Opened, name: str, denied: dict[str, bool]) -> None:
    async with open_world(overwrites=denied) as world:
        place = await go_to(world, name)
        asked = await place.slash("grade", **GRADE)
        assert not asked.ephemeral
        everything = rows(asked.response)
        assert everything == [
            ["More excerpts", "All on Investigating crime", "The force and commissioner"],
            ["👍", "👎", "As text", "Remove"],
        ]
        for label in everything[0]:
            await world.env.advance_time(world.settings.cooldown.seconds)
            page = await place.click(asked.response, label=label)
            assert page.ephemeral
            assert "Kent Police" in said(page)
            turned = await place.click(page.response, label="Next")
            assert turned.response.id == page.response.id
            assert "Passages 4 to 6 of" in said(turned)
        for vote in ("👍", "👎"):
            await world.env.advance_time(world.settings.cooldown.seconds)
            told = await place.click(asked.response, custom_id=button_id(asked.response, vote))
            assert told.ephemeral
        await place.click(asked.response, label="Remove")
        with pytest.raises(simcord.SetupError, match="must belong"):  # it is gone
            await place.click(asked.response, label="Remove")


@pytest.mark.parametrize("denied", DENIED, ids=str)
@pytest.mark.parametrize("name", PLACES)
async def test_a_menu_of_meanings_works_everywhere(
    open_world: Opened, name: str, denied: dict[str, bool]
) -> None:
    async with open_world(overwrites=denied) as world:
        place = await go_to(world, name)
        asked = await place.slash("grade", force="Yorkshire", area="Investigating crime")
        assert asked.ephemeral, "a miss"
        chosen = await place.select(asked.response, ["West Yorkshire Investigating crime"])
        assert "West Yorkshire Police · Investigating crime" in said(chosen)


@pytest.mark.parametrize("name", PLACES)
async def test_everything_still_works_after_a_restart(world: World, knowledge: Knowledge, name: str) -> None:
    place = await go_to(world, name)
    asked = await place.slash("grade", **GRADE)
    await world.restart(knowledge)
    if name == "own app":
        leave_server(world)
    page = await place.click(asked.response, label="All on Investigating crime")
    assert "Kent Police" in said(page)
    told = await place.click(asked.response, custom_id=button_id(asked.response, "👍"))
    assert "counted" in said(told)
    await place.click(asked.response, label="Remove")


@pytest.mark.parametrize("name", [name for name in PLACES if name != "direct message"])
async def test_another_member_reads_on_and_marks_but_removes_nothing(world: World, name: str) -> None:
    place = await go_to(world, name)
    asked = await place.slash("grade", **GRADE)
    for label in rows(asked.response)[0]:
        assert (await world.other.click(asked.response, label=label)).ephemeral
    marked = await world.other.click(asked.response, custom_id=button_id(asked.response, "👎"))
    assert "counted" in said(marked)
    refused = await world.other.click(asked.response, label="Remove")
    assert refused.ephemeral
    assert "who asked" in said(refused)
    await place.click(asked.response, label="Remove")


async def test_where_nobody_may_write_people_still_read_on(open_world: Opened) -> None:
    async with open_world(overwrites={"send_messages": False}) as world:
        asked = await world.member.slash(world.channel, "grade", **GRADE)
        page = await world.other.click(asked.response, label="More excerpts")
        assert "Kent Police" in said(page)
        await world.member.click(asked.response, label="Remove")
        assert world.said == []


async def test_a_question_and_a_message_asked_about_in_a_forum_post(world: World) -> None:
    post = await in_thread(world, world.member.guild.create_forum_channel("questions"))
    asked = await world.member.send(post, "!grade kent investigation 2021/22")
    answer = post.last_message
    assert answer.author == world.bot.user
    await world.other.send(post, "and essex in 2023-25?", reply_to=answer)
    assert "Essex" in (post.last_message.embeds[0].title or "")
    written = await world.other.send(post, "honestly, why are abusers escaping justice in kent?")
    about = await world.member.context_menu(post, ASK_ABOUT_MESSAGE, written)
    assert about.ephemeral
    assert "Kent Police" in said(about)
    await world.member.delete(asked)
    assert answer.id not in [message.id for message in post.history()]


async def test_somebodys_message_where_the_bot_is_no_member(world: World) -> None:
    written = await world.other.send(world.channel, "why are abusers escaping justice in kent?")
    leave_server(world)
    about = await world.member.context_menu(world.channel, ASK_ABOUT_MESSAGE, written)
    assert about.ephemeral
    assert "Remove" not in [label for row in rows(about.response) for label in row]
    page = await world.member.click(about.response, label="More excerpts")
    assert "Kent Police" in said(page)


async def test_a_question_in_a_thread_whose_channel_is_hidden(world: World) -> None:
    thread = await in_thread(world)
    guild = world.bot.get_guild(world.member.guild.id)
    assert guild is not None
    parent = guild.get_channel(world.channel.id)
    assert isinstance(parent, discord.TextChannel)
    guild._remove_channel(parent)
    await world.member.send(thread, "!force kent")
    assert "Kent Police" in (thread.last_message.embeds[0].title or "")
