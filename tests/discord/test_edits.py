"""A question that is corrected within a minute is answered anew, once, in the place of its answer."""

from __future__ import annotations

import pytest

from bot.cogs.editing import CORRECTED_WITHIN
from tests.discord.discord_world import Opened, World


@pytest.mark.parametrize("denied", [{}, {"embed_links": False}, {"attach_files": False}], ids=str)
async def test_the_new_answer_takes_the_place_of_the_old(open_world: Opened, denied: dict[str, bool]) -> None:
    async with open_world(overwrites=denied) as world:
        asked = await world.member.send(world.channel, "!force kent")
        first = world.said[-1].id
        await world.member.edit(asked, "!force essex")
        (answer,) = world.said
        assert answer.id == first
        assert "Essex" in (answer.content or answer.embeds[0].title or "")
        assert ["essex" in item.filename for item in answer.attachments if "png" in item.filename] == (
            [] if "attach_files" in denied else [True]
        )
        await world.member.delete(asked)
        assert world.said == []


async def test_a_second_correction_is_left_alone(world: World) -> None:
    asked = await world.member.send(world.channel, "!force kent")
    await world.member.edit(asked, "!force essex")
    await world.member.edit(asked, "!force sussex")
    (answer,) = world.said
    assert "Essex" in (answer.embeds[0].title or "")


async def test_a_late_correction_is_left_alone(world: World) -> None:
    asked = await world.member.send(world.channel, "!force kent")
    await world.env.advance_time(CORRECTED_WITHIN.total_seconds() + 1)
    await world.member.edit(asked, "!force essex")
    assert "Kent" in (world.embed.title or "")


async def test_a_misspelt_command_is_answered_once_it_is_right(world: World) -> None:
    asked = await world.member.send(world.channel, "!forse kent")
    assert "!force" in world.said[-1].content
    await world.member.edit(asked, "!force kent")
    assert "Kent" in (world.embed.title or "")


async def test_a_mention_is_answered_anew(world: World) -> None:
    name = f"<@{world.bot.user.id}>"
    asked = await world.member.send(world.channel, f"{name} kent investigation")
    await world.member.edit(asked, f"{name} essex investigation")
    (answer,) = world.said
    assert "Essex" in (answer.embeds[0].title or "")


async def test_what_was_no_question_may_become_one(world: World) -> None:
    asked = await world.member.send(world.channel, "force kent")
    assert world.said == []
    await world.member.edit(asked, "!force kent")
    assert "Kent" in (world.embed.title or "")


async def test_a_correction_counts_for_the_cooldown_and_keeps_the_answer(world: World) -> None:
    asked = await world.member.send(world.channel, "!force kent")
    for _ in range(world.settings.cooldown.questions - 1):
        await world.member.send(world.channel, "!about")
    await world.member.edit(asked, "!force essex")
    assert "Kent" in (world.said[0].embeds[0].title or "")
    assert "again in" in world.said[-1].content
