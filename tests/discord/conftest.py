"""Fixtures: the shipped knowledge, and worlds in which a bot serves it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import DiscordSettings, HistorySettings, Settings
from bot.knowledge import Knowledge
from tests.discord.discord_world import KNOWLEDGE, Opened, World, running
from tests.discord.wire import faults


@pytest.fixture(scope="session")
def knowledge(shipped: Knowledge) -> Knowledge:
    """What the bot serves unless a test says otherwise."""
    return shipped


@pytest.fixture(scope="session")
def long_winded(shipped: Knowledge) -> Knowledge:
    """The same knowledge with passages about an investigation that are longer than an excerpt."""
    text = " ".join(f"This is sentence {number} of the investigation." for number in range(1, 61))
    reports = tuple(
        replace(
            report,
            passages=tuple(
                replace(passage, text=f"{passage.text} {text}")
                if "investigating_crime" in passage.areas
                else passage
                for passage in report.passages
            ),
        )
        for report in shipped.contents.reports
    )
    return Knowledge(replace(shipped.contents, version="fedcba987654", reports=reports))


@pytest.fixture
def open_world(knowledge: Knowledge, tmp_path: Path) -> Opened:
    """Opens a world with the settings and permissions that a test needs."""

    @asynccontextmanager
    async def opened(
        settings: Settings | None = None,
        *,
        served: Knowledge | None = None,
        check_errors: bool = True,
        overwrites: dict[str, bool] | None = None,
        **options: object,
    ) -> AsyncIterator[World]:
        settings = settings or Settings(knowledge=KNOWLEDGE)
        if settings.history == HistorySettings():  # nothing is written into the folder that tests run in
            settings = replace(settings, history=HistorySettings(tmp_path / "history"))
        if settings.discord.state == DiscordSettings().state:
            settings = replace(settings, discord=replace(settings.discord, state=tmp_path / "state"))
        async with running(settings, served or knowledge, overwrites=overwrites, **options) as world:
            yield world
            if check_errors:
                world.env.raise_errors()
            assert faults(world.env) == [], "Discord would not take what was sent"

    return opened


@pytest.fixture
async def world(open_world: Opened) -> AsyncIterator[World]:
    """The usual world: default settings, nothing forbidden."""
    async with open_world() as opened:
        yield opened
