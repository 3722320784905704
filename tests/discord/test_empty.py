"""A bot that knows nothing still answers everything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.config import CooldownSettings, Settings
from bot.knowledge import Knowledge
from tests.discord.discord_world import KNOWLEDGE, Opened
from tests.discord.matrix_rows import LOOK_UPS
from tests.discord.seats import Seat, told


@pytest.fixture
def nothing(knowledge: Knowledge) -> Knowledge:
    """Knowledge without anything in it."""
    held = knowledge.contents
    empty = {name: () for name in held.__dataclass_fields__ if isinstance(getattr(held, name), tuple)}
    return Knowledge(replace(held, version="0123456789ab", **empty))


async def test_every_command(
    open_world: Opened, nothing: Knowledge, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(knowledge=KNOWLEDGE, cooldown=CooldownSettings(questions=10_000))
    async with open_world(settings, served=nothing) as world:
        seat = Seat(world.moderator, world.channel)
        for name, (words, options, _) in LOOK_UPS.items():
            for text in (words, ""):
                before = len(world.env.http_requests)
                await seat.send(f"!{name} {text}")
                answers = told(world.env.http_requests[before:])
                assert len(answers) == 1, name
                assert "went wrong" not in answers[0].text, name
            before = len(world.env.http_requests)
            await seat.slash(name, **options)
            (answer,) = told(world.env.http_requests[before:])
            assert "went wrong" not in answer.text, name
        for command in ("knowledge status", "knowledge feedback", "knowledge history", "settings"):
            before = len(world.env.http_requests)
            await seat.slash(command)
            (answer,) = told(world.env.http_requests[before:])
            assert "went wrong" not in answer.text, command
        for option in ("force", "area", "cycle"):
            assert await world.member.autocomplete(world.channel, "grade", option, "k") == []
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []
