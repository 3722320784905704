"""Marks on answers: counted once a person, for the passage or judgment, and shown to moderators only."""

from __future__ import annotations

import dataclasses

import discord
import pytest

from bot.config import CooldownSettings, Settings
from bot.discord_ui.answers.marks import MarkButton, topics_of
from bot.discord_ui.moderators.feedback import feedback
from bot.knowledge import Knowledge
from bot.render import Mark
from bot.render.limits import CUSTOM_ID
from bot.store import Counted, ServerSettings, StoreError, Topic, Trouble, Vote, opening
from tests.discord.discord_world import (
    KNOWLEDGE,
    Opened,
    World,
    button_id,
    in_thread,
    leave_server,
    rows,
)

GRADE = "!grade kent investigation 2021/22"
PLAIN = "!ask why are abusers escaping justice in kent?"
UP, DOWN = "👍", "👎"
OF_GRADE = Topic("judgment", "kent/peel-2021-22/investigating_crime")
TOPICS = {
    GRADE: [OF_GRADE],
    "!force kent 2021/22": [Topic("judgments", "kent/peel-2021-22/*")],
    "!rank investigating crime 2021/22": [Topic("ranking", "*/peel-2021-22/investigating_crime")],
    "!compare kent, essex investigating crime": [Topic("comparison", "*/peel-2023-25/investigating_crime")],
    "!grade gmp efficiency 2017": [Topic("not_graded", "greater-manchester/peel-2017/efficiency")],
}


async def counts(world: World) -> dict[Topic, tuple[int, int]]:
    """How often each topic was marked helpful and unhelpful, of those that were marked unhelpful."""
    marked = await world.bot.servers.marked_unhelpful(100)
    return {counted.topic: (counted.helpful, counted.unhelpful) for counted in marked}


async def press(world: World, label: str, who: str = "member") -> str:
    """Press a button under the latest answer; returns what the presser alone is told."""
    message = world.said[-1]
    result = await getattr(world, who).click(message, custom_id=button_id(message, label))
    assert result.ephemeral
    return str(result.response.content)


@pytest.mark.parametrize(("asked", "topics"), TOPICS.items(), ids=TOPICS)
async def test_what_a_mark_counts_for(world: World, asked: str, topics: list[Topic]) -> None:
    await world.member.send(world.channel, asked)
    assert rows(world.said[-1])[-1][:2] == [UP, DOWN]
    assert "counted" in await press(world, DOWN)
    assert await counts(world) == dict.fromkeys(topics, (0, 1))


async def test_a_mark_on_passages_counts_for_each_that_was_shown(world: World) -> None:
    await world.member.send(world.channel, PLAIN)
    await press(world, DOWN, "other")
    found = await counts(world)
    assert {topic.kind for topic in found} == {"passages"}
    served = world.bot.pipeline.holder.current
    ids = {passage.id for passage in served.passages}
    assert {topic.key for topic in found} < ids
    assert len(found) == world.settings.answering.excerpts


async def test_a_person_counts_once_and_may_think_again(world: World) -> None:
    await world.member.send(world.channel, GRADE)
    assert "counted" in await press(world, DOWN)
    assert "already" in await press(world, DOWN)
    assert "Changed" in await press(world, UP)
    await press(world, DOWN, "other")
    assert await counts(world) == {OF_GRADE: (1, 1)}


async def test_a_mark_counts_after_a_restart(world: World, knowledge: Knowledge) -> None:
    await world.member.send(world.channel, GRADE)
    await world.restart(knowledge)
    assert "counted" in await press(world, DOWN)
    assert await counts(world) == {OF_GRADE: (0, 1)}


async def test_a_mark_on_an_older_version_counts_for_nothing(world: World, knowledge: Knowledge) -> None:
    await world.member.send(world.channel, GRADE)
    await world.restart(Knowledge(dataclasses.replace(knowledge.contents, version="0123456789ab")))
    assert "updated" in await press(world, DOWN)
    assert await counts(world) == {}


async def test_only_what_asserts_something_is_marked(world: World) -> None:
    for text in ("!help", "!about", "!grade hogwarts potions", "!grade yorkshire investigation"):
        await world.member.send(world.channel, text)
        assert UP not in [label for row in rows(world.said[-1]) for label in row]


@pytest.mark.parametrize("denied", ["embed_links", "attach_files"])
async def test_marks_where_little_is_permitted(open_world: Opened, denied: str) -> None:
    async with open_world(overwrites={denied: False}) as world:
        await world.member.send(world.channel, GRADE)
        assert "counted" in await press(world, DOWN)


async def test_marks_in_a_thread_in_private_and_on_private_answers(world: World) -> None:
    thread = await in_thread(world)
    await world.member.send(thread, GRADE)
    await world.other.click(thread.last_message, custom_id=button_id(thread.last_message, DOWN))
    await world.member.send_dm(GRADE)
    await world.member.user.click(
        world.member.user.dm_channel.last_message,
        custom_id=button_id(world.member.user.dm_channel.last_message, DOWN),
    )
    private = await world.moderator.slash(
        world.channel, "grade", force="Kent", area="Investigating crime", cycle="2021/22", private=True
    )
    await world.moderator.click(private.response, custom_id=button_id(private.response, DOWN))
    assert await counts(world) == {OF_GRADE: (0, 3)}
    assert rows(private.response)[-1] == [UP, DOWN, "As text"], "what only one person sees needs no removal"


async def test_nothing_is_kept_under_a_server_that_the_bot_is_not_in(world: World) -> None:
    leave_server(world)
    result = await world.member.slash(world.channel, "force", force="Kent")
    told = await world.other.click(result.response, custom_id=button_id(result.response, DOWN))
    assert told.ephemeral
    assert "counted" in told.response.content
    assert await world.bot.servers.kept() == frozenset()


async def test_who_marks_too_often_is_told_to_wait(open_world: Opened) -> None:
    settings = Settings(knowledge=KNOWLEDGE, cooldown=CooldownSettings(questions=1, seconds=60))
    async with open_world(settings) as world:
        await world.member.send(world.channel, GRADE)
        assert "again in" in await press(world, DOWN)
        assert await counts(world) == {}


async def test_a_store_that_fails_is_told_plainly(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> None:
        raise StoreError(Trouble.FULL)

    await world.member.send(world.channel, GRADE)
    monkeypatch.setattr(world.bot.servers, "vote", full)
    assert str(Trouble.FULL) in await press(world, DOWN)


async def test_welsh_servers_are_thanked_in_welsh(world: World) -> None:
    await world.bot.servers.put(world.member.guild.id, ServerSettings(language="cy"))
    await world.member.send(world.channel, GRADE)
    assert rows(world.said[-1])[-1] == [UP, DOWN, "Fel testun", "Tynnu"]
    assert "Diolch" in await press(world, DOWN)


async def test_without_a_database_nothing_is_marked(
    open_world: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "find_spec", lambda _: None)
    async with open_world() as world:
        await world.member.send(world.channel, GRADE)
        assert rows(world.said[-1])[-1] == ["As text", "Remove"]


async def test_moderators_read_what_is_marked_and_nobody_else(world: World) -> None:
    for text in (GRADE, PLAIN):
        await world.member.send(world.channel, text)
        await press(world, DOWN)
    await world.env.advance_time(world.settings.cooldown.seconds)
    result = await world.moderator.slash(world.channel, "knowledge feedback")
    assert result.ephemeral
    assert "Kent Police · Investigating crime" in result.response.content
    assert "requires improvement" in result.response.content
    assert "KentOnline" in result.response.content
    assert str(world.member.id) not in result.response.content
    await world.moderator.send(world.channel, "!knowledge feedback")
    assert "/knowledge feedback" in world.said[-1].content
    assert "Kent" not in world.said[-1].content
    refused = await world.member.send(world.channel, "!knowledge feedback")
    assert refused
    assert "Only this server's moderators" in world.said[-1].content


async def test_marks_are_paged(world: World) -> None:
    for position in range(15):
        topic = Topic("passages", world.bot.pipeline.holder.current.passages[position].id)
        await world.bot.servers.vote(None, position, [topic], Vote.UNHELPFUL)
    first = await world.moderator.slash(world.channel, "knowledge feedback")
    turned = await world.moderator.click(first.response, label="More")
    assert "page 2" in turned.response.content
    assert turned.response.content.count(DOWN) == 5


async def test_marks_that_cannot_be_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def damaged(*_: object) -> None:
        raise StoreError(Trouble.DAMAGED)

    monkeypatch.setattr(world.bot.servers, "marked_unhelpful", damaged)
    result = await world.moderator.slash(world.channel, "knowledge feedback")
    assert str(Trouble.DAMAGED) in result.response.content


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        (OF_GRADE, "Kent Police · Investigating crime · PEEL 2021/22: requires improvement"),
        (Topic("judgments", "kent/peel-2021-22/*"), "Kent Police · several areas · PEEL 2021/22"),
        (Topic("ranking", "*/peel-2021-22/investigating_crime"), "several subjects · Investigating crime"),
        (
            Topic("comparison", "kent/*/investigating_crime"),
            "Kent Police · Investigating crime · several cycles",
        ),
        (Topic("passages", "kent-peel-2021-22-kentonline#11"), "KentOnline"),
        (Topic("passages", "kent-peel-2021-22-kentonline#999"), "no longer in the knowledge"),
        (Topic("passages", "atlantis#1"), "no longer in the knowledge"),
        (Topic("judgment", "atlantis/peel-2021-22/investigating_crime"), "no longer in the knowledge"),
        (Topic("judgment", "kent/peel-2021-22/potions"), "no longer in the knowledge"),
    ],
    ids=str,
)
def test_what_was_marked_in_words(topic: Topic, said: str, knowledge: Knowledge) -> None:
    shown = feedback([Counted(topic, 1, 2)], knowledge, 0).text.replace("\\", "")
    assert said in shown
    assert "👎 2 · 👍 1" in shown


@pytest.mark.parametrize(
    "places", [tuple(range(10**6, 10**6 + 40)), (10**6, None, 10**6)], ids=["many", "scope"]
)
def test_a_mark_survives_its_custom_id(places: tuple[int | None, ...]) -> None:
    for kind in ("passages", "comparison", "not_graded"):
        button = MarkButton(Vote.UNHELPFUL, Mark(kind, places), "0123456789ab")
        assert len(button.custom_id) <= CUSTOM_ID
        assert MarkButton.__discord_ui_compiled_template__.fullmatch(button.custom_id)


@pytest.mark.parametrize(
    "mark", [Mark("passages", (10**6,)), Mark("judgment", (0, 0)), Mark("judgment", (10**6, 0, 0))]
)
async def test_a_made_up_mark_counts_for_nothing(world: World, mark: Mark) -> None:
    served = world.bot.pipeline.holder.current
    with pytest.raises((IndexError, ValueError)):
        topics_of(mark, served)
    view = discord.ui.View(timeout=None)
    view.add_item(MarkButton(Vote.UNHELPFUL, mark, served.version))
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.send("x", view=view, allowed_mentions=discord.AllowedMentions.none())
    assert "updated" in await press(world, DOWN)
    assert await counts(world) == {}
