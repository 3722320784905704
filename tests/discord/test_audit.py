"""The audit channel and the watch: what they say of themselves, and to whom."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
import simcord

from bot.config import HistorySettings, ModeratorSettings, Settings
from bot.moderation import HOST, Kind, watching
from tests.discord.discord_world import Opened, World
from tests.discord.test_moderation import (
    COOLED,
    add_passage,
    break_it,
    change_grade,
    folder,
    press,
    served,
)

__all__ = ["folder"]  # a fixture


@pytest.fixture
def settings(folder: Path, tmp_path: Path) -> Settings:
    return Settings(knowledge=folder, history=HistorySettings(tmp_path / "history"))


async def audited(world: World, settings: Settings) -> simcord.ChannelHandle:
    """Make an audit channel, and start the bot again so that it is told there."""
    channel = world.member.guild.create_text_channel("audit")
    moderators = ModeratorSettings(audit_channel=channel.id)
    world.settings = replace(settings, moderators=moderators)
    await world.restart()
    return channel


def told(channel: simcord.ChannelHandle) -> list[str]:
    return [message.content.replace("\\", "") for message in channel.history()]


async def test_changes_are_told_and_looks_are_not(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        channel = await audited(world, settings)
        for command in ("!knowledge status", "!knowledge history", "!knowledge validate", "!reload"):
            await world.moderator.send(world.channel, command)
        await world.member.send(world.channel, "!reload")
        assert told(channel) == []
        await world.env.advance_time(COOLED)
        add_passage(settings.knowledge)
        await world.moderator.send(world.channel, "!reload")
        break_it(settings.knowledge)
        await world.moderator.send(world.channel, "!reload")
        await world.moderator.send(world.channel, "!knowledge rollback")
        reload, refused, rollback = told(channel)
        assert f"<@{world.moderator.id}> reload" in reload and "1 passage added" in reload
        assert "refused" in refused and "synonyms.yaml" in refused
        assert "rollback" in rollback and "1 passage removed" in rollback


async def test_a_start_on_an_earlier_version_is_told_loudly(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        await world.restart()
        good = served(world)
        break_it(settings.knowledge)
        channel = await audited(world, settings)
        await world.env.advance_time(1)
        (loud,) = told(channel)
        assert "🔴" in loud and "synonyms.yaml" in loud and good in loud
        assert served(world) == good


async def test_files_that_change_by_themselves_are_served_or_asked_about(
    open_world: Opened, settings: Settings
) -> None:
    async with open_world(settings) as world:
        channel = await audited(world, settings)
        moderator = world.bot.moderating.desk.moderator
        add_passage(settings.knowledge)
        await moderator.reload(HOST, kind=Kind.WATCH)
        after = served(world)
        change_grade(settings.knowledge)
        await moderator.reload(HOST, kind=Kind.WATCH)
        await world.env.advance_time(COOLED)
        assert served(world) == after
        applied, asked = channel.history()
        assert "the host watch" in applied.content and "1 passage added" in applied.content
        assert "Apply this change?" in asked.content
        await press(world, world.member, asked, "Apply")
        assert served(world) == after, "the audit channel's readers are not all moderators"
        await press(world, world.moderator, asked, "Apply")
        assert served(world) != after


async def test_a_channel_that_is_gone_hinders_nothing(open_world: Opened, settings: Settings) -> None:
    gone = replace(settings, moderators=ModeratorSettings(audit_channel=1))
    async with open_world(gone) as world:
        add_passage(settings.knowledge)
        await world.moderator.send(world.channel, "!reload")
        assert "Served now" in world.said[-1].content


async def test_nobody_is_pinged(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        channel = await audited(world, settings)
        report = next((settings.knowledge / "reports").glob("kent-*kentonline.md"))
        report.write_text(report.read_text().replace("## ", "## @everyone ", 1))
        await world.moderator.send(world.channel, "!reload")
        await world.moderator.send(world.channel, "!knowledge status")
        for message in (*channel.history(), *world.said):
            assert not message.mention_everyone


async def test_the_watch_starts_and_stops_with_the_bot(
    open_world: Opened, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("watchfiles")
    monkeypatch.setattr(watching, "SETTLE", 30)
    async with open_world(replace(settings, watch=True)) as world:
        watcher = world.bot._watcher
        assert watcher is not None and watcher._thread.is_alive()
        await world.member.send(world.channel, "!about")
        await world.bot.close()
        await asyncio.to_thread(watcher._thread.join, 10)
        assert not watcher._thread.is_alive()
