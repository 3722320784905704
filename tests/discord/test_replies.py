"""What people see: embeds or text, buttons, hostile words, misses and wrong commands."""

from __future__ import annotations

import dataclasses

import discord
import pytest

from bot.discord_ui.more import CUSTOM_ID_LIMIT, MoreButton, MorePage
from bot.knowledge import Knowledge
from tests.discord.discord_world import Opened, World, discord_settings, usual

PLAIN = "why are abusers escaping justice in kent?"
"""A question that more passages answer than one reply shows."""


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


async def test_more_excerpts_for_whoever_presses(world: World) -> None:
    await world.member.send(world.channel, f"!ask {PLAIN}")
    shown = world.embed.description or ""
    result = await world.other.click(world.said[-1], label="More excerpts")
    assert result.ephemeral
    further = result.response.embeds[0].description
    assert further
    assert further not in shown
    assert len(world.said) == 1, "the channel sees nothing of it"


async def test_more_excerpts_reach_the_end(world: World) -> None:
    await world.member.send(world.channel, f"!ask {PLAIN}")
    message = world.said[-1]
    seen = [message.embeds[0].description]
    while message.components:
        await world.env.advance_time(30)
        message = (await world.member.click(message, label="More excerpts")).response
        seen.append(message.embeds[0].description)
    assert len(seen) > 1
    assert len(set(seen)) == len(seen)


async def test_more_excerpts_after_a_restart(world: World, knowledge: Knowledge) -> None:
    await world.member.send(world.channel, f"!ask {PLAIN}")
    before = (await world.member.click(world.said[-1], label="More excerpts")).response.embeds
    await world.restart(knowledge)
    after = (await world.member.click(world.said[-1], label="More excerpts")).response.embeds
    assert before == after


async def test_more_excerpts_of_an_older_version_say_so(world: World, knowledge: Knowledge) -> None:
    await world.member.send(world.channel, f"!ask {PLAIN}")
    newer = Knowledge(dataclasses.replace(knowledge.contents, version="0123456789ab"), knowledge.index)
    await world.restart(newer)
    result = await world.member.click(world.said[-1], label="More excerpts")
    assert result.ephemeral
    assert "updated" in result.response.content


@pytest.mark.parametrize("count", [1, 5, 15, 40])
def test_a_page_survives_its_custom_id(count: int) -> None:
    page = MorePage("0123456789ab", tuple(range(99_990, 99_990 + count)))
    assert len(page.custom_id) <= CUSTOM_ID_LIMIT
    match = MoreButton.__discord_ui_compiled_template__.fullmatch(page.custom_id)
    assert match is not None
    read = MorePage.read(match)
    assert read.version == page.version
    assert read.positions == page.positions[: len(read.positions)]
    assert len(read.positions) >= min(count, 12)


def test_a_made_up_position_is_an_older_version(knowledge: Knowledge) -> None:
    page = MorePage(knowledge.version, (0, len(knowledge.passages)))
    assert "updated" in page.reply(knowledge, usual(None)).text


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
