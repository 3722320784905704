"""A reply to an answer goes on from it: by anyone, in words or embeds, after a restart, in private."""

from __future__ import annotations

import pytest

from bot.knowledge import Knowledge
from bot.store import ServerSettings
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


KINDS = {
    "comparison": (
        "!compare kent, essex investigating crime",
        "and preventing crime?",
        ["Kent and Essex"],
    ),
    "one more": ("!compare kent, essex investigating crime", "and sussex?", ["Sussex", "Kent", "Essex"]),
    "many": (
        "!compare kent, essex, surrey, sussex, devon 2018/19",
        "legitimacy",
        ["Devon", "2018/19"],
    ),
    "ranking": ("!rank investigating crime", "and in 2021/22?", ["Investigating crime", "2021/22"]),
    "ranking of a grade": ("!rank outstanding recording crime", "and good?", ["Recording", "good"]),
    "table": ("!force kent 2021/22", "and investigation?", ["Kent", "Investigating", "2021/22"]),
    "passages": ("!ask why are abusers escaping justice in kent?", "what about bail?", ["Kent", "offenders"]),
    "why": ("!grade kent investigation 2021/22", "why?", ["What the reports hold on Kent", "detective"]),
    "against": (
        "!grade kent investigation",
        "how does it compare to essex?",
        ["Essex and Kent"],
    ),
    "no overall": ("!grade kent overall", "and essex?", ["Essex", "2023-25"]),
}


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(("asked", "text", "named"), KINDS.values(), ids=KINDS)
async def test_every_kind_of_answer_is_gone_on_from(
    world: World, language: str, asked: str, text: str, named: list[str]
) -> None:
    await world.member.send(world.channel, asked)
    if language == "cy":  # the follow-up is answered in English again, so that it can be compared
        await world.bot.servers.put(world.member.guild.id, ServerSettings(language="cy"))
        await world.member.send(world.channel, asked)
        await world.bot.servers.put(world.member.guild.id, ServerSettings())
    await world.other.send(world.channel, text, reply_to=world.said[-1])
    shown = f"{world.embed.title} {world.embed.description} {world.embed.footer.text}".replace("\\", "")
    assert [name for name in named if name not in shown] == []


async def test_a_chain_of_follow_ups_through_a_miss(world: World) -> None:
    await world.member.send(world.channel, ASKED)
    for text in (
        "and essex?",
        "what about responding to the public",
        "and in 2023-25?",
        "compare it with kent",
    ):
        await world.env.advance_time(world.settings.cooldown.seconds)
        await world.member.send(world.channel, text, reply_to=world.said[-1])
    title = (world.embed.title or "").replace("\\", "")
    assert title == "Kent and Essex: Responding to the public, side by side"


async def test_what_was_chosen_from_a_menu_is_gone_on_from(world: World) -> None:
    await world.member.send(world.channel, "!grade yorkshire investigation")
    await world.member.select(world.said[-1], ["West Yorkshire investigation"])
    await world.member.send(world.channel, "and kent?", reply_to=world.said[-1])
    assert "Kent Police · Investigating crime" in (world.embed.title or "").replace("\\", "")


@pytest.mark.parametrize("text", ["west", "West Yorkshire", "I meant the west one", "west yorks?"])
async def test_a_menu_is_answered_in_words_by_anyone(world: World, text: str) -> None:
    await world.member.send(world.channel, "!grade yorkshire investigation")
    await world.other.send(world.channel, text, reply_to=world.said[-1])
    assert "West Yorkshire Police · Investigating crime" in (world.embed.title or "").replace("\\", "")


async def test_words_that_fit_no_choice_or_several_are_a_question(world: World) -> None:
    await world.member.send(world.channel, "!grade yorkshire investigation")
    menu = world.said[-1]
    await world.member.send(world.channel, "kent", reply_to=menu)
    assert "Kent Police" in (world.embed.title or "")
    await world.member.send(world.channel, "yorkshire", reply_to=menu)
    assert "Which one do you mean" in (world.embed.title or "")
