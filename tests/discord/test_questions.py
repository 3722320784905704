"""Every way in gets the same answer: prefix, slash, mention, reply, private message, channel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.knowledge import Knowledge
from tests.discord.discord_world import Opened, World, discord_settings

QUESTION = "kent investigation"


def _is_answer(title: str) -> bool:
    return "Kent" in title and "requires improvement" in title.lower()


async def test_prefix_command_is_answered_as_a_reply_without_a_ping(world: World) -> None:
    asked = await world.member.send(world.channel, f"!grade {QUESTION}")
    answer = world.said[-1]
    assert _is_answer(answer.embeds[0].title or "")
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    assert answer.mentions == []
    assert world.bot.pipeline.holder.current.version in (answer.embeds[0].footer.text or "")


async def test_slash_command_is_answered_publicly(world: World) -> None:
    result = await world.member.slash(world.channel, "grade", force="Kent", area="Investigating crime")
    assert result.response is not None
    assert _is_answer(result.response.embeds[0].title or "")
    assert not result.ephemeral
    assert not result.deferred


async def test_mention_is_answered(world: World) -> None:
    await world.member.send(world.channel, f"<@{world.bot.user.id}> what is the grade for {QUESTION}?")
    assert _is_answer(world.embed.title or "")


async def test_reply_to_the_bot_is_answered_without_a_mention(world: World) -> None:
    await world.member.send(world.channel, "!about")
    await world.other.send(world.channel, f"and {QUESTION}?", reply_to=world.said[-1])
    assert _is_answer(world.embed.title or "")


async def test_private_message_is_answered(world: World) -> None:
    await world.member.send_dm(QUESTION)
    answer = world.member.user.dm_channel.last_message
    assert _is_answer(answer.embeds[0].title or "")


async def test_slash_command_in_private_is_answered(world: World) -> None:
    result = await world.member.user.slash("grade", force="Kent", area="investigation")
    assert result.response is not None
    assert _is_answer(result.response.embeds[0].title or "")


async def test_configured_channel_is_answered(world: World, knowledge: Knowledge) -> None:
    channel = world.channel
    discord = replace(world.settings.discord, channels=frozenset({channel.id}))
    world.settings = replace(world.settings, discord=discord)
    await world.restart(knowledge)
    await world.member.send(channel, f"how is {QUESTION} graded")
    assert _is_answer(world.embed.title or "")
    await world.member.send(channel, "good morning all")
    assert len(world.said) == 1, "small talk in the channel is left alone"
    await world.member.send(channel, "what is the grade of Hogwarts?")
    assert len(world.said) == 2, "a question is told that there is no answer"


async def test_other_messages_are_left_alone(world: World) -> None:
    await world.member.send(world.channel, f"{QUESTION} is what I read about")
    await world.member.send(world.channel, "hello <@" + str(world.other.id) + ">")
    await world.member.send(world.channel, "!!! wow")
    await world.member.send(world.channel, "!")
    assert world.said == []


async def test_other_bots_and_webhooks_are_not_answered(world: World) -> None:
    guild = world.member.guild
    robot = guild.add_member(world.env.create_user("robot", bot=True))
    await robot.send(world.channel, f"!grade {QUESTION}")
    await guild.create_webhook(world.channel).send(f"!grade {QUESTION}")
    assert world.said == []


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("mentions", "<@{bot}> kent investigation"),
        ("replies", "kent investigation"),
    ],
)
async def test_a_way_in_can_be_switched_off(open_world: Opened, setting: str, message: str) -> None:
    async with open_world(discord_settings(**{setting: False})) as world:
        await world.member.send(world.channel, "!about")
        answers = len(world.said)
        reply_to = world.said[-1] if setting == "replies" else None
        await world.member.send(world.channel, message.format(bot=world.bot.user.id), reply_to=reply_to)
        assert len(world.said) == answers


async def test_private_messages_can_be_switched_off(open_world: Opened) -> None:
    async with open_world(discord_settings(direct_messages=False)) as world:
        await world.member.send_dm(QUESTION)
        assert world.member.user.dm_channel.last_message.author.id == world.member.id


async def test_prefix_is_configurable(open_world: Opened) -> None:
    async with open_world(discord_settings(prefix="?")) as world:
        await world.member.send(world.channel, f"!grade {QUESTION}")
        assert world.said == []
        await world.member.send(world.channel, f"?grade {QUESTION}")
        assert _is_answer(world.embed.title or "")


@pytest.mark.parametrize(
    "text",
    [
        "!force kent",
        "!compare kent and essex",
        "!rank recording crime",
        "!ask why are abusers escaping justice in kent?",
        "!areas",
        "!forces",
        "!sources",
        "!about",
        "!help",
        "!GRADE Kent “investigation”",
        '!grade "kent" investigation',
        "! grade kent investigation",
    ],
)
async def test_every_prefix_command_answers(world: World, text: str) -> None:
    await world.member.send(world.channel, text)
    assert len(world.said) == 1
    assert world.said[-1].embeds[0].title


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("force", {"force": "Kent"}),
        ("compare", {"force": "Kent", "other": "Essex"}),
        ("compare", {"force": "Kent", "other": "Essex", "third": "Sussex", "area": "Investigating crime"}),
        ("rank", {"area": "Investigating crime", "cycle": "2021/22"}),
        ("ask", {"question": "why are abusers escaping justice in kent?"}),
        ("areas", {}),
        ("forces", {"region": "Wales"}),
        ("sources", {}),
        ("about", {}),
        ("help", {}),
    ],
)
async def test_every_slash_command_answers(world: World, name: str, options: dict[str, str]) -> None:
    result = await world.member.slash(world.channel, name, **options)
    assert result.response is not None
    assert result.response.embeds[0].title


async def test_prefix_and_slash_commands_have_the_same_names(world: World) -> None:
    prefix = {command.name for command in world.bot.commands}
    slash = {name.split()[0] for name in world.moderator.available_commands(world.channel)}
    assert prefix == slash


async def test_asking_about_the_message_that_is_replied_to(world: World) -> None:
    asked = await world.other.send(world.channel, "why are abusers escaping justice in kent?")
    await world.member.send(world.channel, "!ask", reply_to=asked)
    direct = world.embed.description
    await world.member.send(world.channel, f"<@{world.bot.user.id}>", reply_to=asked)
    assert world.embed.description == direct
    assert "abuse" in (direct or "").lower()


async def test_a_lone_mention_is_told_how_to_ask(world: World) -> None:
    await world.member.send(world.channel, f"<@{world.bot.user.id}>")
    assert "!grade" in (world.embed.description or "").replace("\\", "")


async def test_autocomplete_offers_forces_areas_and_cycles(world: World) -> None:
    forces = await world.member.autocomplete(world.channel, "grade", "force", "ken")
    areas = await world.member.autocomplete(world.channel, "grade", "area", "invest")
    cycles = await world.member.autocomplete(world.channel, "grade", "cycle", "2021")
    assert any("Kent" in choice["name"] for choice in forces)
    assert any("Investigating" in choice["name"] for choice in areas)
    assert any("2021/22" in choice["name"] for choice in cycles)
    everything = await world.member.autocomplete(world.channel, "grade", "force", "")
    assert 0 < len(everything) <= 25


async def test_autocomplete_choices_are_understood_when_sent(world: World) -> None:
    force = (await world.member.autocomplete(world.channel, "grade", "force", "kent"))[0]["value"]
    area = (await world.member.autocomplete(world.channel, "grade", "area", "detectives"))[0]["value"]
    result = await world.member.slash(world.channel, "grade", force=force, area=area)
    assert result.response is not None
    assert _is_answer(result.response.embeds[0].title or "")


async def test_the_answer_goes_when_its_question_is_deleted(world: World) -> None:
    asked = await world.member.send(world.channel, f"!grade {QUESTION}")
    assert len(world.said) == 1
    await world.member.delete(asked)
    assert world.said == []
