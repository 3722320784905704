"""Taking an answer away: by its button for the asker and for moderators, and along with its question."""

from __future__ import annotations

import discord
import pytest

from bot.config import CooldownSettings, Settings
from bot.knowledge import Knowledge
from tests.discord.discord_world import KNOWLEDGE, Opened, World, in_thread, leave_server, rows

ASKED = "!grade kent investigation 2021/22"


async def test_the_asker_removes_the_answer(world: World) -> None:
    await world.member.send(world.channel, ASKED)
    assert rows(world.said[-1])[-1][-1] == "Remove"
    await world.member.click(world.said[-1], label="Remove")
    assert world.said == []


async def test_another_member_is_told_privately(world: World) -> None:
    await world.member.send(world.channel, ASKED)
    result = await world.other.click(world.said[-1], label="Remove")
    assert result.ephemeral
    assert "who asked" in result.response.content
    assert len(world.said) == 1


@pytest.mark.parametrize("rights", [{"manage_messages": True}, {"administrator": True}], ids=str)
async def test_whoever_keeps_order_removes_it(world: World, rights: dict[str, bool]) -> None:
    guild = world.member.guild
    role = guild.create_role("Order", permissions=discord.Permissions(**rights))
    keeper = guild.add_member(world.env.create_user("keeper"), roles=[role])
    await world.member.send(world.channel, ASKED)
    await keeper.click(world.said[-1], label="Remove")
    assert world.said == []


async def test_tidying_up_after_a_flood_is_not_slowed_down(open_world: Opened) -> None:
    settings = Settings(knowledge=KNOWLEDGE, cooldown=CooldownSettings(questions=1, seconds=60))
    async with open_world(settings) as world:
        for asker in (world.member, world.other):
            await asker.send(world.channel, ASKED)
        for answer in world.said:
            await world.moderator.click(answer, label="Remove")
        assert world.said == []


async def test_a_moderator_of_the_knowledge_removes_it(world: World) -> None:
    await world.member.send(world.channel, ASKED)
    await world.moderator.click(world.said[-1], label="Remove")
    assert world.said == []


async def test_it_is_removed_after_a_restart_and_with_other_knowledge(
    world: World, long_winded: Knowledge
) -> None:
    await world.member.send(world.channel, ASKED)
    await world.restart(long_winded)
    refused = await world.other.click(world.said[-1], label="Remove")
    assert refused.ephemeral
    await world.member.click(world.said[-1], label="Remove")
    assert world.said == []


async def test_pages_misses_and_slash_answers_can_be_removed(world: World) -> None:
    await world.member.send(world.channel, "!about")
    await world.member.send(world.channel, "!grade hogwarts potions")
    result = await world.member.slash(world.channel, "force", force="Kent")
    for message in (world.said[0], world.said[1], result.response):
        await world.member.click(message, label="Remove")
    assert world.said == []


async def test_what_only_one_person_sees_has_no_such_button(world: World) -> None:
    private = await world.member.slash(world.channel, "force", force="Kent", private=True)
    miss = await world.member.slash(world.channel, "grade", force="Hogwarts", area="potions")
    for result in (private, miss):
        assert result.ephemeral
        assert "Remove" not in [label for row in rows(result.response) for label in row]


async def test_an_answer_chosen_from_a_menu_can_be_removed(world: World) -> None:
    await world.member.send(world.channel, "!grade yorkshire investigation")
    assert "Remove" in rows(world.said[-1])[-1]
    await world.member.select(world.said[-1], ["West Yorkshire investigation"])
    await world.member.click(world.said[-1], label="Remove")
    assert world.said == []


@pytest.mark.parametrize("denied", ["embed_links", "attach_files", "read_message_history"])
async def test_removing_where_little_is_permitted(open_world: Opened, denied: str) -> None:
    async with open_world(overwrites={denied: False}) as world:
        await world.member.send(world.channel, ASKED)
        await world.member.click(world.said[-1], label="Remove")
        assert world.said == []


async def test_removing_in_a_thread(world: World) -> None:
    thread = await in_thread(world)
    await world.member.send(thread, ASKED)
    before = len(thread.history())
    refused = await world.other.click(thread.last_message, label="Remove")
    assert refused.ephemeral
    await world.member.click(thread.last_message, label="Remove")
    assert len(thread.history()) == before - 1


async def test_removing_in_private(world: World) -> None:
    await world.member.send_dm("kent investigation")
    answer = world.member.user.dm_channel.last_message
    await world.member.user.click(answer, label="Remove")
    assert answer.id not in [message.id for message in world.member.user.dm_channel.history()]


async def test_removing_where_the_bot_is_no_member(world: World) -> None:
    """Somebody uses it as an app of their own; the bot can only act through the interaction."""
    leave_server(world)
    result = await world.member.slash(world.channel, "force", force="Kent")
    assert not result.ephemeral
    refused = await world.other.click(result.response, label="Remove")
    assert refused.ephemeral
    await world.member.click(result.response, label="Remove")
    assert world.said == []


async def test_a_question_corrected_after_its_answer_was_removed_is_answered_anew(world: World) -> None:
    asked = await world.member.send(world.channel, ASKED)
    await world.member.click(world.said[-1], label="Remove")
    await world.member.edit(asked, "!force essex")
    assert "Essex" in (world.embed.title or "")


async def test_answers_go_with_questions_that_are_deleted_together(world: World) -> None:
    asked = [await world.member.send(world.channel, text) for text in ("!force kent", "!force essex")]
    await world.other.send(world.channel, "!force sussex")
    kept = world.said[-1].id
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete_messages([*asked, world.said[0]])
    await world.env.advance_time(1)  # lets what follows from the event happen
    assert [message.id for message in world.said] == [kept]
