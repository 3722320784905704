"""What people see: embeds or text, buttons, hostile words, misses and wrong commands."""

from __future__ import annotations

import discord
import pytest

from tests.discord.discord_world import Opened, World, discord_settings


async def test_plain_text_where_embeds_are_not_allowed(open_world: Opened) -> None:
    async with open_world(overwrites={"embed_links": False}) as world:
        await world.member.send(world.channel, "!grade kent investigation")
        by_prefix = world.said[-1]
        by_slash = (
            await world.member.slash(world.channel, "grade", force="Kent", area="investigation")
        ).response
        for answer in (by_prefix, by_slash):
            assert answer.embeds == []
            assert "requires improvement" in answer.content.lower()
            assert world.bot.pipeline.holder.current.version in answer.content


async def test_answer_without_reference_where_history_is_hidden(open_world: Opened) -> None:
    async with open_world(overwrites={"read_message_history": False}) as world:
        await world.member.send(world.channel, "!about")
        assert world.said[-1].reference is None


async def test_silence_where_the_bot_may_not_speak(open_world: Opened) -> None:
    async with open_world() as world:
        guild = world.member.guild
        muted = {guild.roles["@everyone"]: discord.PermissionOverwrite(send_messages=False)}
        allowed = discord.PermissionOverwrite(send_messages=True)
        quiet = guild.create_text_channel("quiet", overwrites={**muted, world.member: allowed})
        await world.member.send(quiet, "!about")
        assert len(quiet.history()) == 1


HOSTILE = {
    "everyone": "@everyone @here <@1> <@&1> kent investigation",
    "long": "kent investigation " + "why " * 995,
    "emoji": "🚓🚓 kent 👮‍♀️ investigation 🇬🇧 <:fire:123456789012345678>",
    "right to left": "ما هو تقييم kent investigation \u202eevil\u202c",
    "markup": "**kent** `investigation` ||spoiler|| [a](https://example.org) ```\n> # head",
    "blank": "\u200b \u2800",
    "marks": "?????",
    "links": "https://example.org/kent?investigation=1 discord.gg/abc",
    "nul": "kent\x00investigation\ud800",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
async def test_hostile_words_ping_nobody_and_get_an_answer(world: World, text: str) -> None:
    for asked in (f"!ask {text}", f"<@{world.bot.user.id}> {text}"):
        await world.member.send(world.channel, asked[:2000])  # simcord has no Nitro, which allows 4,000
        answer = world.said[-1]
        assert answer.embeds
        assert (answer.mentions, answer.role_mentions, answer.mention_everyone) == ([], [], False)
    result = await world.member.slash(world.channel, "ask", question=text)
    assert result.response is not None
    bodies = [entry.json.get("data", entry.json) for entry in world.env.http_requests if _is_send(entry.json)]
    assert len(bodies) >= 3
    assert all(body["allowed_mentions"] == {"parse": []} for body in bodies)


def _is_send(body: object) -> bool:
    data = body.get("data", body) if isinstance(body, dict) else None
    return isinstance(data, dict) and bool({"content", "embeds"} & data.keys())


async def test_a_miss_is_private_where_discord_allows_it(world: World) -> None:
    result = await world.member.slash(world.channel, "grade", force="Hogwarts", area="potions")
    assert result.ephemeral
    await world.member.send(world.channel, "!grade hogwarts potions")
    assert world.said[-1].embeds


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("!grdae kent", "!grade"), ("!forse kent", "!force"), ("!Compair", "!compare"), ("!relaod", "!reload")],
)
async def test_a_wrong_command_is_offered_the_nearest(world: World, typed: str, offered: str) -> None:
    await world.member.send(world.channel, typed)
    assert offered in world.said[-1].content


async def test_a_command_like_no_other_is_sent_to_help(world: World) -> None:
    await world.member.send(world.channel, "!xyzzy @everyone")
    assert "!help" in world.said[-1].content
    assert "xyzzy" not in world.said[-1].content
    await world.env.advance_time(60)
    assert world.said == []


async def test_wrong_commands_can_be_left_to_other_bots(open_world: Opened) -> None:
    async with open_world(discord_settings(unknown_commands=False)) as world:
        await world.member.send(world.channel, "!grdae kent")
        assert world.said == []
