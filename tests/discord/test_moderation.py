"""Reloading the knowledge: who may, what is reported, what is served meanwhile."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import discord
import pytest
import simcord

from bot.config import ModeratorSettings, Settings
from tests.discord.discord_world import KNOWLEDGE, Opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped knowledge that a test may change."""
    return Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge"))


@pytest.fixture
def settings(folder: Path) -> Settings:
    return Settings(knowledge=folder)


def _add_passage(folder: Path) -> None:
    report = next((folder / "reports").glob("kent-*.md"))
    text = report.read_text(encoding="utf-8")
    report.write_text(f"{text.rstrip()}\n\n[99] summary\nThe zeppelin was late.\n", encoding="utf-8")


def _change_grade(folder: Path) -> None:
    file = folder / "judgments" / "peel-2021-22.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("peel-2021-22,kent,investigating_crime,"))
    assert ",requires improvement," in lines[at]
    lines[at] = lines[at].replace(",requires improvement,", ",good,")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


async def test_reload_serves_and_reports_what_changed(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        await world.member.send(world.channel, "!ask zeppelin")
        assert "zeppelin was late" not in (world.embed.description or "").lower()
        before = world.bot.pipeline.holder.current.version
        _add_passage(settings.knowledge)
        _change_grade(settings.knowledge)
        await world.moderator.send(world.channel, "!reload")
        report = world.said[-1].content
        assert "1 passage: 1 added" in report
        assert "1 judgment: 1 changed" in report
        after = world.bot.pipeline.holder.current.version
        assert before in report
        assert after in report
        assert after != before
        await world.member.send(world.channel, "!ask zeppelin")
        assert "late" in (world.embed.description or "")
        assert after in (world.embed.footer.text or "")


async def test_slash_reload_is_private(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        before = world.bot.pipeline.holder.current
        result = await world.moderator.slash(world.channel, "reload")
        assert result.ephemeral
        assert "Nothing has changed" in result.response.content
        assert world.bot.pipeline.holder.current is before


async def test_broken_knowledge_is_refused_and_the_old_one_serves(
    open_world: Opened, settings: Settings
) -> None:
    async with open_world(settings) as world:
        before = world.bot.pipeline.holder.current
        (settings.knowledge / "synonyms.yaml").write_text("synonyms: [\n", encoding="utf-8")
        _add_passage(settings.knowledge)
        result = await world.moderator.slash(world.channel, "reload")
        assert result.ephemeral
        assert "Not reloaded" in result.response.content
        assert "synonyms.yaml:" in result.response.content
        assert world.bot.pipeline.holder.current is before
        await world.member.send(world.channel, "!grade kent investigation")
        assert before.version in (world.embed.footer.text or "")


@pytest.mark.parametrize("way", ["prefix", "slash"])
async def test_a_long_list_of_faults_is_attached_whole(
    open_world: Opened, settings: Settings, way: str
) -> None:
    async with open_world(settings) as world:
        file = settings.knowledge / "judgments" / "peel-2021-22.csv"
        text = file.read_text(encoding="utf-8").replace(",good,", ",wonderful,", 40)
        file.write_text(text, encoding="utf-8")
        if way == "prefix":
            await world.moderator.send(world.channel, "!reload")
            message: discord.Message | simcord.ResponseMessage = world.said[-1]
        else:
            message = (await world.moderator.slash(world.channel, "reload")).response
        assert "40 faults" in message.content
        listed = (await message.attachments[0].read()).decode().splitlines()
        assert len([line for line in listed if "wonderful" in line]) == 40


async def test_a_vanished_folder_is_refused(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        shutil.rmtree(settings.knowledge)
        await world.moderator.send(world.channel, "!reload")
        assert "Not reloaded" in world.said[-1].content
        assert str(settings.knowledge.parent) not in world.said[-1].content


async def test_who_may_not_reload(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        _add_passage(settings.knowledge)
        before = world.bot.pipeline.holder.current
        await world.member.send(world.channel, "!reload")
        assert "moderators" in world.said[-1].content
        await world.moderator.send_dm("!reload")
        assert "moderators" in world.moderator.user.dm_channel.last_message.content
        assert "reload" not in world.member.available_commands(world.channel)
        assert "reload" not in world.moderator.user.available_commands()
        assert world.bot.pipeline.holder.current is before


async def test_slash_reload_is_checked_inside_as_well(open_world: Opened, settings: Settings) -> None:
    """A server's owner can show the command to everyone; that must not let everyone use it."""
    async with open_world(settings) as world:
        _add_passage(settings.knowledge)
        before = world.bot.pipeline.holder.current
        registered = {command.name: command for command in await world.bot.tree.fetch_commands()}
        world.member.guild.set_command_permissions(registered["reload"], {world.member: True})
        result = await world.member.slash(world.channel, "reload")
        assert result.ephemeral
        assert "moderators" in result.response.content
        assert world.bot.pipeline.holder.current is before


async def test_roles_and_servers_from_the_settings(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        guild = world.member.guild
        editors = guild.create_role("Editors")
        editor = guild.add_member(world.env.create_user("editor"), roles=[editors])
        for moderators, allowed in (
            (ModeratorSettings(), False),
            (ModeratorSettings(roles=frozenset({editors.id})), True),
            (ModeratorSettings(roles=frozenset({editors.id}), servers=frozenset({1})), False),
            (ModeratorSettings(roles=frozenset({editors.id}), servers=frozenset({guild.id})), True),
        ):
            world.bot.settings = replace(settings, moderators=moderators)
            await world.env.advance_time(60)
            await editor.send(world.channel, "!reload")
            assert ("Nothing has changed" in world.said[-1].content) is allowed


async def test_role_holders_see_the_slash_command(open_world: Opened, settings: Settings) -> None:
    """The menu's hint is the permission; it would hide the command from those who only have the role."""
    roles = ModeratorSettings(roles=frozenset({1}))
    async with open_world(replace(settings, moderators=roles)) as world:
        assert "reload" in world.member.available_commands(world.channel)


async def test_administrators_may_reload(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        guild = world.member.guild
        role = guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
        admin = guild.add_member(world.env.create_user("admin"), roles=[role])
        assert "Nothing" in (await admin.slash(world.channel, "reload")).response.content
