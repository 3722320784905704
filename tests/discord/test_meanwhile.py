"""What happens to a question while it is being answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest

from bot.discord_ui.ways import MessageWay
from tests.discord.discord_world import Opened, World, discord_settings
from tests.discord.test_pictures_sent import PICTURE

Meanwhile = Callable[[], Awaitable[None]]


def before_sending(monkeypatch: pytest.MonkeyPatch, meanwhile: Meanwhile) -> None:
    """Let something happen when the first answer is ready and not sent yet."""
    send = MessageWay.send
    waiting = [meanwhile]

    async def sent(way: MessageWay, *given: Any) -> None:
        if waiting:
            await waiting.pop()()
        await send(way, *given)

    monkeypatch.setattr(MessageWay, "send", sent)


def while_sending(monkeypatch: pytest.MonkeyPatch, meanwhile: Meanwhile) -> None:
    """Let something happen when Discord has the first answer and the bot does not know yet."""
    send = discord.abc.Messageable.send
    waiting = [meanwhile]

    async def sent(channel: Any, *given: Any, **more: Any) -> discord.Message:
        message: discord.Message = await send(channel, *given, **more)
        if waiting:
            await waiting.pop()()
        return message

    monkeypatch.setattr(discord.TextChannel, "send", sent)


async def until(done: Callable[[], object]) -> None:
    """Let the bot work until then."""
    for _ in range(1_000):
        if done():
            return
        await asyncio.sleep(0)
    pytest.fail("it has not come about")


WHEN = pytest.mark.parametrize("when", [before_sending, while_sending])


@WHEN
async def test_a_question_that_is_deleted_leaves_no_answer(
    world: World, monkeypatch: pytest.MonkeyPatch, when: Callable[..., None]
) -> None:
    async def delete() -> None:
        (asked,) = [one for one in world.channel.history() if one.content == "!force kent"]
        world.env.backend.delete_message(world.channel.id, asked.id)
        await until(lambda: world.bot.tidy.outdated(asked.id, edited=False))

    when(monkeypatch, delete)
    await world.member.send(world.channel, "!force kent")
    assert world.said == []


@WHEN
async def test_a_question_that_is_corrected_has_one_answer(
    world: World, monkeypatch: pytest.MonkeyPatch, when: Callable[..., None]
) -> None:
    async def edit() -> None:
        (asked,) = [one for one in world.channel.history() if one.content == "!force kent"]
        world.env.backend.edit_message(world.channel.id, asked.id, {"content": "!force essex"})
        await until(lambda: world.bot.tidy.answer_to(asked.id))

    when(monkeypatch, edit)
    await world.member.send(world.channel, "!force kent")
    (answer,) = world.said
    assert "Essex" in (answer.embeds[0].title or "")
    (asked,) = [one for one in world.channel.history() if one.content == "!force essex"]
    await world.member.delete(asked)
    assert world.said == []


async def test_a_picture_that_comes_late_is_not_put_under_another_answer(
    open_world: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    send, ways = MessageWay.send, []

    async def noted(way: MessageWay, *given: Any) -> None:
        ways.append(way)
        await send(way, *given)

    monkeypatch.setattr(MessageWay, "send", noted)
    async with open_world(discord_settings(pictures=False)) as world:
        asked = await world.member.send(world.channel, "!force kent")
        await world.member.edit(asked, "!force essex")
        await ways[0].add_picture(PICTURE)
        (answer,) = world.said
        assert "Essex" in (answer.embeds[0].title or "")
        assert answer.attachments == []
        await ways[1].add_picture(PICTURE)
        assert [file.filename for file in world.said[0].attachments] == [PICTURE.filename]
