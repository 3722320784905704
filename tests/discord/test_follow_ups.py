"""A reply to an answer goes on from it: by anyone, in words or embeds, after a restart, in private."""

from __future__ import annotations

import pytest

from bot.knowledge import Knowledge
from tests.discord.discord_world import Opened, World

ASKED = "!grade kent investigation 2021/22"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("and essex?", ["Essex", "Investigating crime"]),
        ("what about offenders", ["Kent", "offenders", "2021/22"]),
    ],
)
async def test_another_member_goes_on_from_an_answer(world: World, text: str, named: list[str]) -> None:
    await world.member.send(world.channel, ASKED)
    await world.other.send(world.channel, text, reply_to=world.said[-1])
    shown = f"{world.embed.title} {world.embed.description} {world.embed.footer.text}"
    assert all(name.lower() in shown.lower() for name in named)


async def test_a_slash_answer_is_gone_on_from_after_a_restart(world: World, knowledge: Knowledge) -> None:
    result = await world.member.slash(world.channel, "grade", force="Kent", area="Investigating crime")
    assert result.response is not None
    await world.restart(knowledge)
    await world.member.send(world.channel, "and essex?", reply_to=world.said[-1])
    assert "Essex" in (world.embed.title or "")
    assert "Investigating crime" in (world.embed.title or "")


async def test_going_on_where_answers_are_plain_text(open_world: Opened) -> None:
    async with open_world(overwrites={"embed_links": False}) as world:
        await world.member.send(world.channel, "!grade kent investigation 2021/22")
        await world.member.send(world.channel, "what about offenders", reply_to=world.said[-1])
        assert "Kent" in world.said[-1].content
        assert "offenders" in world.said[-1].content
        assert "PEEL 2021" in world.said[-1].content


async def test_going_on_in_private(world: World) -> None:
    await world.member.send_dm("kent investigation")
    first = world.member.user.dm_channel.last_message
    await world.member.send_dm("and essex?", reference=first.to_message_reference_dict())
    title = world.member.user.dm_channel.last_message.embeds[0].title or ""
    assert "Essex" in title
    assert "Investigating crime" in title


async def test_what_follows_something_else_takes_nothing_over(world: World) -> None:
    await world.member.send(world.channel, ASKED)
    written = await world.other.send(world.channel, "kent investigation")
    await world.member.send(world.channel, f"<@{world.bot.user.id}> and essex?", reply_to=written)
    assert "Essex" in (world.embed.title or "")
    assert "Investigating" not in (world.embed.title or "")
