"""A question that may mean several things: the asker chooses from a menu, and the answer takes its place."""

from __future__ import annotations

from collections.abc import Awaitable

import discord
import pytest

from bot.answer import Choice
from bot.config import CooldownSettings, Settings
from bot.discord_ui.pipeline import Result
from bot.discord_ui.ways import WayIn
from bot.knowledge import Knowledge
from bot.render.limits import CHOICE_LABEL, CHOICES
from bot.render.reply import offered
from tests.discord.discord_world import KNOWLEDGE, Opened, World

AMBIGUOUS = "!grade yorkshire investigation"
CHOSEN = "West Yorkshire investigation"


def _menu(message: object) -> list[str]:
    return [option.value for option in _options(message)]


def _options(message: object) -> list[discord.SelectOption]:
    rows = message.components  # type: ignore[attr-defined]
    menus = [item for row in rows for item in row.children if isinstance(item, discord.SelectMenu)]
    return [option for menu in menus for option in menu.options]


async def test_the_answer_to_a_choice_takes_the_place_of_the_menu(world: World) -> None:
    asked = await world.member.send(world.channel, AMBIGUOUS)
    assert CHOSEN in _menu(world.said[-1])
    await world.member.select(world.said[-1], [CHOSEN])
    (answer,) = world.said
    assert "West Yorkshire" in (answer.embeds[0].title or "")
    assert _menu(answer) == []
    direct = await world.other.send(world.channel, "!grade " + CHOSEN)
    assert world.said[-1].embeds == answer.embeds
    assert [item.description for item in world.said[-1].attachments] == [
        item.description for item in answer.attachments
    ]
    await world.member.delete(asked)
    assert [said.reference.message_id for said in world.said if said.reference] == [direct.id]


async def test_others_are_told_privately_and_change_nothing(world: World) -> None:
    await world.member.send(world.channel, AMBIGUOUS)
    before = world.said[-1].embeds
    result = await world.other.select(world.said[-1], [CHOSEN])
    assert result.ephemeral
    assert "who asked" in result.response.content
    assert world.said[-1].embeds == before


async def test_a_choice_is_answered_after_a_restart(world: World, knowledge: Knowledge) -> None:
    await world.member.send(world.channel, AMBIGUOUS)
    await world.restart(knowledge)
    await world.member.select(world.said[-1], [CHOSEN])
    assert "West Yorkshire" in (world.embed.title or "")


@pytest.mark.parametrize("denied", ["embed_links", "attach_files"])
async def test_choosing_where_little_is_permitted(open_world: Opened, denied: str) -> None:
    async with open_world(overwrites={denied: False}) as world:
        await world.member.send(world.channel, AMBIGUOUS)
        await world.member.select(world.said[-1], [CHOSEN])
        answer = world.said[-1]
        assert "West Yorkshire" in (answer.content or answer.embeds[0].title or "")
        assert bool(answer.content) == (denied == "embed_links")


async def test_choosing_in_private(world: World) -> None:
    await world.member.send_dm(AMBIGUOUS)
    await world.member.user.select(world.member.user.dm_channel.last_message, [CHOSEN])
    assert "West Yorkshire" in (world.member.user.dm_channel.last_message.embeds[0].title or "")


async def test_a_slash_command_keeps_its_own_command(world: World) -> None:
    """ "yorkshire" by /force is a table of the force that is chosen, not a question in plain words."""
    result = await world.member.slash(world.channel, "force", force="Yorkshire")
    assert result.ephemeral
    chosen = await world.member.select(result.response, ["North Yorkshire"])
    direct = await world.other.slash(world.channel, "force", force="North Yorkshire")
    assert chosen.response is not None
    assert chosen.response.embeds == direct.response.embeds


async def test_a_choice_that_takes_long_is_answered_in_its_place(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def deferring(way: WayIn, work: Awaitable[Result]) -> Result:
        await way.defer()
        return await work

    await world.member.send(world.channel, AMBIGUOUS)
    monkeypatch.setattr(world.bot.pipeline, "_deferring", deferring)
    await world.member.select(world.said[-1], [CHOSEN])
    kinds = [entry.json.get("type") for entry in world.env.http_requests if isinstance(entry.json, dict)]
    assert discord.InteractionResponseType.deferred_message_update.value in kinds
    (answer,) = world.said
    assert "West Yorkshire" in (answer.embeds[0].title or "")


async def test_a_miss_offers_the_nearest_names(world: World) -> None:
    await world.member.send(world.channel, "!grade hogwarts potions")
    nearest = _menu(world.said[-1])
    assert nearest
    await world.member.select(world.said[-1], nearest[:1])
    assert nearest[0] in (world.embed.title or "")


async def test_who_chooses_too_often_keeps_the_menu(open_world: Opened) -> None:
    settings = Settings(knowledge=KNOWLEDGE, cooldown=CooldownSettings(questions=1, seconds=60))
    async with open_world(settings) as world:
        await world.member.send(world.channel, AMBIGUOUS)
        refused = await world.member.select(world.said[-1], [CHOSEN])
        assert refused.ephemeral
        assert "again in" in refused.response.content
        assert CHOSEN in _menu(world.said[-1])
        await world.env.advance_time(60)
        await world.member.select(world.said[-1], [CHOSEN])
        assert "West Yorkshire" in (world.embed.title or "")


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ([Choice("Kent Police", "Kent", "KP")], [Choice("Kent Police", "Kent", "KP")]),
        ([Choice("Kent", "Kent"), Choice("Kent again", "Kent")], [Choice("Kent again", "Kent")]),
        ([Choice("Kent", "x" * (CHOICE_LABEL + 1))], []),
        ([Choice("", "Kent"), Choice("Kent", "")], []),
        ([Choice("Kent\nPolice", "Kent\nPolice")], [Choice("Kent Police", "Kent Police")]),
    ],
    ids=["plain", "no text twice", "no cut text", "nothing empty", "one line"],
)
def test_what_a_menu_offers(choices: list[Choice], expected: list[Choice]) -> None:
    assert list(offered(choices)) == expected


def test_a_menu_keeps_to_discords_limits() -> None:
    shown = offered(Choice("long " * 50, f"choice {number}", "hint " * 50) for number in range(CHOICES * 2))
    assert len(shown) == CHOICES
    assert all(max(len(choice.label), len(choice.hint)) <= CHOICE_LABEL for choice in shown)


async def test_a_menu_says_what_else_each_is_called(world: World) -> None:
    await world.member.send(world.channel, AMBIGUOUS)
    hints = {option.value: option.description for option in _options(world.said[-1])}
    assert "WYP" in (hints[CHOSEN] or "")
    await world.other.send(world.channel, "!grade kent crime")
    assert all(option.description for option in _options(world.said[-1]))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("knt investigation", "Kent investigation"), ("west mercy investigation", "West Mercia")],
)
async def test_typing_errors_are_read_or_asked_about(world: World, typed: str, meant: str) -> None:
    await world.member.send(world.channel, f"!grade {typed}")
    assert meant in f"{world.embed.title} {_menu(world.said[-1])}"
