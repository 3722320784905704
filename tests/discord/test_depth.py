"""The buttons to what an answer leads to: who may press them, where, when, and what they show."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import discord
import pytest

from bot.discord_ui.answers.codes import coded, decoded
from bot.discord_ui.answers.depth import LeadButton
from bot.knowledge import Knowledge
from bot.render import Offer
from bot.render.limits import CUSTOM_ID
from bot.service.depth import Lead, LeadKind
from tests.discord.discord_world import Opened, World, in_thread, rows

PLAIN = "why are abusers escaping justice in kent?"
"""A question that more passages answer than one reply shows."""
GRADE = "grade kent investigation 2021/22"
TABLE = "force kent"
BEHIND = {
    PLAIN: ["More excerpts", "All on Protecting vulnerable people", "The force and commissioner", "Grades"],
    GRADE: ["More excerpts", "All on Investigating crime", "The force and commissioner"],
    TABLE: ["Other cycles"],
}
PRESSED = [(text, label) for text, labels in BEHIND.items() for label in labels]


def asked(text: str) -> str:
    return f"!{text}" if text in {GRADE, TABLE} else f"!ask {text}"


def labels(message: Any) -> list[str]:
    """What the buttons in the first row say."""
    return rows(message)[0]


def shown(message: Any) -> str:
    """All that a message says, without escapes."""
    parts = [message.content, *(f"{item.title}\n{item.description}" for item in message.embeds)]
    return re.sub(r"\\(.)", r"\1", "\n".join(parts)).replace("**", "")


@pytest.mark.parametrize("text", BEHIND)
async def test_what_is_offered(world: World, text: str) -> None:
    await world.member.send(world.channel, asked(text))
    assert labels(world.said[-1]) == BEHIND[text]


@pytest.mark.parametrize(("text", "label"), PRESSED)
async def test_whoever_presses_sees_it_alone(world: World, text: str, label: str) -> None:
    await world.member.send(world.channel, asked(text))
    before = world.said[-1].embeds
    for presser in (world.member, world.other):
        result = await presser.click(world.said[-1], label=label)
        assert result.ephemeral
        assert "Kent Police" in (result.response.embeds[0].title or "")
        assert world.bot.pipeline.holder.current.version in (result.response.embeds[0].footer.text or "")
    assert (len(world.said), world.said[-1].embeds) == (1, before), "the channel sees nothing of it"


@pytest.mark.parametrize(("text", "label"), PRESSED)
async def test_it_is_the_same_after_a_restart(
    world: World, knowledge: Knowledge, text: str, label: str
) -> None:
    await world.member.send(world.channel, asked(text))
    before = (await world.member.click(world.said[-1], label=label)).response.embeds
    await world.restart(knowledge)
    after = (await world.member.click(world.said[-1], label=label)).response.embeds
    assert before == after


@pytest.mark.parametrize(("text", "label"), PRESSED)
async def test_once_the_knowledge_has_moved_on_it_says_so(
    world: World, knowledge: Knowledge, text: str, label: str
) -> None:
    await world.member.send(world.channel, asked(text))
    newer = Knowledge(dataclasses.replace(knowledge.contents, version="0123456789ab"), knowledge.index)
    await world.restart(newer)
    result = await world.member.click(world.said[-1], label=label)
    assert result.ephemeral
    assert "updated" in result.response.content


@pytest.mark.parametrize("label", ["More excerpts", "All on Protecting vulnerable people"])
async def test_pages_turn_in_place_to_the_end_and_back(world: World, label: str) -> None:
    await world.member.send(world.channel, asked(PLAIN))
    page = (await world.member.click(world.said[-1], label=label)).response
    first, seen = shown(page), [shown(page)]
    assert labels(page) == ["Next"]
    while "Next" in labels(page):
        await world.env.advance_time(30)
        result = await world.member.click(page, label="Next")
        assert result.response.id == page.id, "in place"
        page = result.response
        seen.append(shown(page))
    assert labels(page) == ["Previous"]
    assert len(set(seen)) == len(seen) > 1
    for _ in seen[1:]:
        await world.env.advance_time(30)
        page = (await world.member.click(page, label="Previous")).response
    assert shown(page) == first
    assert len(world.said) == 1


async def test_a_page_turned_after_the_knowledge_moved_on_stays(world: World, knowledge: Knowledge) -> None:
    await world.member.send(world.channel, asked(PLAIN))
    page = (await world.member.click(world.said[-1], label="More excerpts")).response
    await world.restart(Knowledge(dataclasses.replace(knowledge.contents, version="0123456789ab")))
    result = await world.member.click(page, label="Next")
    assert result.ephemeral
    assert "updated" in result.response.content


@pytest.mark.parametrize("denied", ["embed_links", "attach_files"])
async def test_depth_where_little_is_permitted(open_world: Opened, denied: str) -> None:
    async with open_world(overwrites={denied: False}) as world:
        for text, label in PRESSED:
            await world.env.advance_time(30)
            await world.member.send(world.channel, asked(text))
            result = await world.member.click(world.said[-1], label=label)
            assert "Kent Police" in shown(result.response)
            assert bool(result.response.content) == (denied == "embed_links")


async def test_depth_in_a_thread_and_in_private(world: World) -> None:
    thread = await in_thread(world)
    await world.member.send(thread, asked(PLAIN))
    await world.member.send_dm(PLAIN)
    private = world.member.user.dm_channel.last_message
    public = await world.other.click(thread.last_message, label="More excerpts")
    alone = await world.member.user.click(private, label="More excerpts")
    assert public.ephemeral
    assert shown(public.response) == shown(alone.response)
    turned = await world.member.user.click(alone.response, label="Next")
    assert turned.response.id == alone.response.id


async def test_depth_where_the_bot_is_a_persons_own_app(world: World) -> None:
    result = await world.member.user.slash("ask", question=PLAIN)
    assert labels(result.response) == BEHIND[PLAIN]
    further = await world.member.user.click(result.response, label="More excerpts")
    assert "Kent Police" in shown(further.response)


async def test_whole_passages_are_offered_where_an_excerpt_is_cut(
    open_world: Opened, long_winded: Knowledge
) -> None:
    async with open_world(served=long_winded) as world:
        await world.member.send(world.channel, asked(GRADE))
        assert "Whole passages" in labels(world.said[-1])
        assert "sentence 60 of the investigation." not in shown(world.said[-1])
        page = (await world.other.click(world.said[-1], label="Whole passages")).response
        assert "sentence 60 of the investigation." in shown(page)
        assert "HMICFRS" in shown(page)
        turned = await world.other.click(page, label="Next")
        assert turned.response.id == page.id
        assert "Previous" in labels(turned.response)


@pytest.mark.parametrize("count", [1, 5, 15, 40])
def test_places_survive_their_custom_id(count: int) -> None:
    places = tuple(range(99_990, 99_990 + count))
    button = LeadButton(Offer("More", Lead(LeadKind.MORE, places), 12, turns=True), "0123456789ab")
    assert len(button.custom_id) <= CUSTOM_ID
    match = LeadButton.__discord_ui_compiled_template__.fullmatch(button.custom_id)
    assert match is not None
    read = decoded(match["places"])
    assert read == places[: len(read)]
    assert len(read) >= min(count, 15)


def test_absent_places_survive_too() -> None:
    assert decoded(coded("", (None, 35, 36))) == (None, 35, 36)


@pytest.mark.parametrize(
    "lead",
    [
        Lead(LeadKind.MORE, (10**6,)),
        Lead(LeadKind.WHOLE, ()),
        Lead(LeadKind.AREA, (0, 10**6, 0)),
        Lead(LeadKind.AREA, (0, 0)),
        Lead(LeadKind.SAID, (0, 0, 0)),
        Lead(LeadKind.CYCLES, (10**6, None, None)),
    ],
    ids=str,
)
async def test_a_made_up_id_is_answered_kindly(world: World, lead: Lead) -> None:
    version = world.bot.pipeline.holder.current.version
    view = discord.ui.View(timeout=None)
    view.add_item(LeadButton(Offer("More", lead), version))
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.send("x", view=view, allowed_mentions=discord.AllowedMentions.none())
    result = await world.member.click(world.said[-1], label="More")
    assert "updated" in result.response.content
