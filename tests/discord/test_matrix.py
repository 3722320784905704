"""Every way in, in every situation: one answer, to those whom it is for, as it may be sent there.

A new command, button, menu or form needs its row in `matrix_rows`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.config import CooldownSettings, Settings, UnansweredSettings
from tests.discord.discord_world import KNOWLEDGE, Opened
from tests.discord.matrix import (
    SITUATIONS,
    Audience,
    Place,
    Row,
    Situation,
    Stage,
    Who,
    channel_in,
    enter,
    ways_in,
)
from tests.discord.matrix_rows import ROWS
from tests.discord.seats import How, Told, told

VIEW = 200.0
"""Seconds after which discord.py has forgotten a press; what it remembers slows simcord down."""


@asynccontextmanager
async def staged(open_world: Opened, situation: Situation, folder: Path) -> AsyncIterator[Stage]:
    """A world in a situation, of people who ask faster than people do."""
    knowledge = Path(shutil.copytree(KNOWLEDGE, folder / "knowledge"))
    settings = Settings(
        knowledge=knowledge,
        cooldown=CooldownSettings(questions=10_000),
        unanswered=UnansweredSettings(days=30),
    )
    denied = dict.fromkeys(situation.denied, False)
    async with open_world(settings, overwrites=denied) as world:
        guild = world.member.guild
        rights = discord.Permissions(manage_guild=True)
        managers = guild.create_role("Managers", permissions=rights)
        others = {
            "second": guild.add_member(world.env.create_user("second"), roles=[managers]),
            "stranger": guild.add_member(world.env.create_user("stranger")),
        }
        for command in await world.bot.tree.fetch_commands():
            guild.set_command_permissions(command, {others["stranger"]: True})
        channel, helpers = await channel_in(world, situation), guild.create_role("Helpers")
        stage = Stage(world, situation, channel, helpers, **others)
        stage.written = await stage.seat(Audience.ANYBODY).send("why are abusers escaping justice in kent?")
        yield stage


async def play(stage: Stage, log: pytest.LogCaptureFixture) -> tuple[list[str], set[str]]:
    """Everything that is not as expected, and the forms that were opened."""
    wrong, forms = [], set()
    shown = {row: await show(stage, row) for row in ROWS if row.shows}
    if stage.situation.restarted:
        await stage.world.restart(stage.world.bot.pipeline.holder.current)
    enter(stage)
    for row in ROWS:
        if row.shows:
            await stage.world.env.advance_time(VIEW)
        log.clear()
        found = await happening(stage, row, shown.get(row))
        forms |= {f"form {re.sub('[0-9a-f]{12}', '*', one.form)}" for one in found if one.form}
        wrong += [f"{row.name}: {fault}" for fault in faults(stage, row, found)]
        wrong += [f"{row.name}: {record.message}" for record in log.records if record.levelname == "ERROR"]
    return wrong, forms


async def show(stage: Stage, row: Row) -> Any:
    """A message of the bot with the button or menu of a row."""
    assert row.shows is not None
    view = discord.ui.View(timeout=None)
    view.add_item(await row.shows(stage))
    channel = stage.world.bot.get_partial_messageable(stage.seat(row.audience).channel.id)
    return await channel.send("An answer.", view=view, allowed_mentions=discord.AllowedMentions.none())


async def happening(stage: Stage, row: Row, shown: Any) -> list[Told]:
    """What the bot answers."""
    if row.heard and stage.situation.place is Place.OWN_APP:
        return [Told(How.NOT_OFFERED)]
    before = len(stage.world.env.http_requests)
    try:
        await row.act(stage, stage.seat(row.audience), shown)
    except simcord.SetupError as error:
        return [Told(How.NOT_OFFERED, str(error))]
    return told(stage.world.env.http_requests[before:])


def faults(stage: Stage, row: Row, found: list[Told]) -> list[str]:
    """In what the answers to one row are not as they should be."""
    situation = stage.situation
    how, says = row.expected(situation)
    if len(found) != 1:
        return [f"{len(found)} answers: {found}"]
    (one,) = found
    wrong = []
    if one.how is not how:
        wrong.append(f"answered {one.how}, not {how}: {one.text[:200]!r}")
    elif says.lower() not in one.text.lower():
        wrong.append(f"{says!r} is not in {one.text[:300]!r}")
    if one.embeds and "embed_links" in situation.denied:
        wrong.append("an embed where none may be")
    if one.files and "attach_files" in situation.denied:
        wrong.append("a file where none may be")
    return wrong


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)
async def test_every_way_in_is_answered_as_it_should_be(
    open_world: Opened, situation: Situation, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with staged(open_world, situation, tmp_path) as stage:
        wrong, forms = await play(stage, caplog)
        known = {row.name for row in ROWS}
        assert not wrong, "\n".join(wrong)
        assert forms <= known, "forms without a row in tests/discord/matrix_rows.py"
        if situation.place is Place.CHANNEL and situation.who is not Who.STRANGER:
            assert forms == {name for name in known if name.startswith("form ")}


async def test_there_is_a_row_for_every_way_in(open_world: Opened) -> None:
    async with open_world() as world:
        there_are = ways_in(world.bot)
    rows = {row.name for row in ROWS if not row.name.startswith("form ")}
    assert there_are - rows == set(), "ways in without a row in tests/discord/matrix_rows.py"
    assert rows - there_are == set(), "rows for ways in that are no more"
