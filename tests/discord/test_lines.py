"""The grades of a picture as narrow lines of text, for those who cannot see it."""

from __future__ import annotations

import pytest

from bot.discord_ui.answers.lines import LinesButton
from bot.knowledge import Knowledge
from bot.query import Command
from bot.render.limits import CUSTOM_ID
from tests.discord.discord_world import Opened, World

AS_TEXT = "As text"
COLUMNS = 28


@pytest.mark.parametrize("asked", ["!force durham", "!compare kent, essex", "!rank recording crime"])
async def test_every_line_is_narrow_and_each_grade_is_there(world: World, asked: str) -> None:
    await world.member.send(world.channel, asked)
    result = await world.other.click(world.said[-1], label=AS_TEXT)
    assert result.ephemeral
    assert result.response is not None
    first, *lines, last = result.response.content.splitlines()
    assert (first, last) == ("```", "```")
    assert max(map(len, lines)) <= COLUMNS
    assert "good" in " ".join(lines).lower()


async def test_what_is_long_is_attached_and_works_after_a_restart(world: World, knowledge: Knowledge) -> None:
    await world.member.send(world.channel, "!compare england every cycle")
    await world.restart(knowledge)
    result = await world.other.click(world.said[-1], label=AS_TEXT)
    assert result.response is not None
    (file,) = result.response.attachments
    text = (await file.read()).decode()
    assert max(map(len, text.splitlines())) <= COLUMNS
    assert "Wiltshire" in text


async def test_what_has_no_picture_has_no_button(world: World) -> None:
    for asked in ("!ask why are abusers escaping justice in kent?", "!help", "!grade atlantis"):
        await world.member.send(world.channel, asked)
        rows = world.said[-1].components
        assert AS_TEXT not in [getattr(item, "label", "") for row in rows for item in row.children]


async def test_where_pictures_cannot_be_sent_the_lines_can(open_world: Opened) -> None:
    async with open_world(overwrites={"attach_files": False, "embed_links": False}) as world:
        await world.member.send(world.channel, "!force durham")
        result = await world.member.click(world.said[-1], label=AS_TEXT)
        assert result.response is not None
        assert "outstanding" in result.response.content


def test_a_question_that_no_id_can_hold_has_no_button() -> None:
    assert LinesButton.fits(Command.FORCE, "kent")
    assert not LinesButton.fits(Command.FORCE, "")
    assert not LinesButton.fits(Command.FORCE, "x" * CUSTOM_ID)
