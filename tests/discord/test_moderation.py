"""Looking after the knowledge: who may, what is shown and asked, what is served meanwhile."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.config import CooldownSettings, HistorySettings, ModeratorSettings, Settings
from bot.discord_ui.moderators.notices import progress
from bot.discord_ui.moderators.work import Tell
from bot.discord_ui.notices import Notice
from bot.moderation import AtWork, Kind, Outcome
from bot.moderation.history import Entry
from tests.discord.discord_world import KNOWLEDGE, NOW, Opened, World

COOLED = 60.0
"""Seconds after which nobody has to wait before asking again."""
TASKS = ("status", "reload", "diff", "history", "rollback", "validate", "unanswered", "feedback", "add")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped knowledge that a test may change."""
    return Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge"))


@pytest.fixture
def settings(folder: Path, tmp_path: Path) -> Settings:
    return Settings(knowledge=folder, history=HistorySettings(tmp_path / "history"))


def add_passage(folder: Path, word: str = "zeppelin") -> None:
    report = next((folder / "reports").glob("kent-*kentonline.md"))
    text = report.read_text(encoding="utf-8")
    report.write_text(f"{text.rstrip()}\n\n[99] summary\nThe {word} was late.\n", encoding="utf-8")


def change_grade(folder: Path, grade: str = "good") -> None:
    file = folder / "judgments" / "peel-2021-22.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("peel-2021-22,kent,investigating_crime,"))
    assert ",requires improvement," in lines[at]
    lines[at] = lines[at].replace(",requires improvement,", f",{grade},")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def break_it(folder: Path) -> None:
    (folder / "synonyms.yaml").write_text("synonyms: [\n", encoding="utf-8")


def plain(message: Any) -> str:
    """What a message says, as it is shown."""
    return message.content.replace("\\", "")


def served(world: World) -> str:
    return world.bot.pipeline.holder.current.version


def entries(world: World) -> list[Entry]:
    return world.bot.moderating.desk.moderator.history.latest(50)[::-1]


async def press(world: World, who: simcord.MemberActor, message: Any, label: str) -> Any:
    await world.env.advance_time(COOLED)
    return await who.click(message, label=label)


# --- reloading -----------------------------------------------------------------------------------------


async def test_reload_serves_and_reports_what_was_added(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        await world.member.send(world.channel, "!ask zeppelin")
        assert "zeppelin was late" not in (world.embed.description or "").lower()
        before = served(world)
        add_passage(settings.knowledge)
        await world.moderator.send(world.channel, "!reload")
        report = world.said[-1].content
        assert "1 passage added" in report and "\\#99" in report
        assert before in report and served(world) in report and served(world) != before
        await world.member.send(world.channel, "!ask zeppelin")
        assert "late" in (world.embed.description or "")
        assert served(world) in (world.embed.footer.text or "")


@pytest.mark.parametrize("command", ["!reload", "!knowledge reload", "/reload", "/knowledge reload"])
async def test_a_changed_grade_is_shown_and_applied_by_a_button(
    open_world: Opened, settings: Settings, command: str
) -> None:
    async with open_world(settings) as world:
        before = served(world)
        change_grade(settings.knowledge)
        message = await do(world, world.moderator, command)
        shown = plain(message)
        assert "Kent Police, PEEL 2021/22, Investigating crime: ~~requires improvement~~ → **good**" in shown
        assert message.content.count("https://") == 2, "both citations"
        assert served(world) == before
        await press(world, world.moderator, message, "Apply")
        assert served(world) != before
        await world.member.send(world.channel, "!grade kent investigation 2021/22")
        assert "good" in (world.embed.title or "").lower()
        assert [entry.outcome for entry in entries(world)] == [Outcome.ASKED, Outcome.APPLIED]


async def do(world: World, who: simcord.MemberActor, command: str) -> Any:
    """Give a command either way, and what the bot answers."""
    if command.startswith("!"):
        await who.send(world.channel, command)
        return world.said[-1]
    return (await who.slash(world.channel, command[1:])).response


async def test_discard_leaves_it_unserved_also_after_a_restart(
    open_world: Opened, settings: Settings
) -> None:
    async with open_world(settings) as world:
        await world.restart()
        before = served(world)
        change_grade(settings.knowledge)
        await world.moderator.send(world.channel, "!reload")
        message = world.said[-1]
        await press(world, world.moderator, message, "Discard")
        message = world.said[-1]
        assert "Discarded" in message.content and not message.components
        await world.restart()
        assert served(world) == before
        await world.moderator.send(world.channel, "!knowledge status")
        assert "turned down" in world.said[-1].content


async def test_the_buttons_work_after_a_restart(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        await world.restart()
        original = served(world)
        change_grade(settings.knowledge)
        await world.moderator.send(world.channel, "!reload")
        message = world.said[-1]
        # Kept out of the start, as a change that nobody has decided on is not.
        generations = world.bot.moderating.desk.moderator.generations
        generations.put_aside(generations.applied()[0], "0")
        text = (settings.knowledge / "judgments" / "peel-2021-22.csv").read_text()
        shutil.copy(KNOWLEDGE / "judgments" / "peel-2021-22.csv", settings.knowledge / "judgments")
        await world.restart()
        (settings.knowledge / "judgments" / "peel-2021-22.csv").write_text(text)
        assert served(world) == original
        await press(world, world.moderator, message, "Apply")
        assert served(world) != original
        assert "Served now" in world.said[-1].content


async def test_a_preview_that_is_out_of_date_applies_nothing(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        change_grade(settings.knowledge)
        await world.moderator.send(world.channel, "!reload")
        old = world.said[-1]
        shutil.copy(KNOWLEDGE / "judgments" / "peel-2021-22.csv", settings.knowledge / "judgments")
        change_grade(settings.knowledge, "outstanding")
        await world.moderator.send(world.channel, "!reload")
        before = served(world)
        await press(world, world.moderator, old, "Apply")
        assert served(world) == before
        assert any("out of date" in message.content for message in world.said)


async def test_diff_shows_and_applies_nothing(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        before = served(world)
        add_passage(settings.knowledge)
        response = await do(world, world.moderator, "/knowledge diff")
        assert "1 passage added" in response.content
        assert served(world) == before
        await press(world, world.moderator, response, "Apply")
        assert served(world) != before


async def test_a_large_change_is_attached_whole(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        file = settings.knowledge / "judgments" / "peel-2021-22.csv"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(",good,", ",adequate,", 40), encoding="utf-8")
        await world.moderator.send(world.channel, "!reload")
        message = world.said[-1]
        assert "40 changed grades" in message.content and len(message.content) <= 2000
        listed = (await message.attachments[0].read()).decode()
        assert len(re.findall(r"good( \(worked out\))? -> adequate", listed)) == 40
        assert listed.count("before: ") == listed.count("now: ") == 40


@pytest.mark.parametrize("way", ["!reload", "/reload"])
async def test_a_long_list_of_faults_is_attached_whole(
    open_world: Opened, settings: Settings, way: str
) -> None:
    async with open_world(settings) as world:
        file = settings.knowledge / "judgments" / "peel-2021-22.csv"
        text = file.read_text(encoding="utf-8").replace(",good,", ",wonderful,", 40)
        file.write_text(text, encoding="utf-8")
        message = await do(world, world.moderator, way)
        assert "40 faults" in message.content
        listed = (await message.attachments[0].read()).decode().splitlines()
        assert len([line for line in listed if "wonderful" in line]) == 40


async def test_where_no_file_may_be_sent_its_beginning_is_shown(
    open_world: Opened, settings: Settings
) -> None:
    async with open_world(settings, overwrites={"attach_files": False}) as world:
        file = settings.knowledge / "judgments" / "peel-2021-22.csv"
        file.write_text(
            file.read_text(encoding="utf-8").replace(",good,", ",wonderful,", 40), encoding="utf-8"
        )
        await world.moderator.send(world.channel, "!reload")
        assert "wonderful" in world.said[-1].content and not world.said[-1].attachments


async def test_broken_knowledge_is_refused_and_the_old_one_serves(
    open_world: Opened, settings: Settings
) -> None:
    async with open_world(settings) as world:
        before = world.bot.pipeline.holder.current
        break_it(settings.knowledge)
        add_passage(settings.knowledge)
        result = await world.moderator.slash(world.channel, "reload")
        assert result.ephemeral
        assert "Not reloaded" in result.response.content
        assert "synonyms.yaml:" in result.response.content
        assert world.bot.pipeline.holder.current is before
        await world.member.send(world.channel, "!grade kent investigation")
        assert before.version in (world.embed.footer.text or "")
        status = await do(world, world.moderator, "/knowledge status")
        assert "🔴" in status.content and "synonyms" in status.content


async def test_a_vanished_folder_is_refused(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        shutil.rmtree(settings.knowledge)
        await world.moderator.send(world.channel, "!reload")
        assert "Not reloaded" in world.said[-1].content
        assert str(settings.knowledge.parent) not in world.said[-1].content


async def test_a_history_folder_that_cannot_be_written_is_told(
    open_world: Opened, settings: Settings
) -> None:
    settings.history.folder.write_text("a file where a folder should be")
    async with open_world(settings) as world:
        before = served(world)
        add_passage(settings.knowledge)
        await world.moderator.send(world.channel, "!reload")
        assert "Not applied" in world.said[-1].content and "cannot be written" in world.said[-1].content
        assert str(settings.history.folder) not in world.said[-1].content
        assert served(world) == before
        await world.moderator.send(world.channel, "!knowledge status")
        assert "history cannot be written" in world.said[-1].content


# --- the other tasks -----------------------------------------------------------------------------------


async def test_status_says_what_is_served(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        response = await do(world, world.moderator, "/knowledge status")
        knowledge = world.bot.pipeline.holder.current
        assert f"**Version `{knowledge.version}`**" in response.content
        assert f"{len(knowledge.contents.judgments):,} judgments" in response.content
        assert f"{len(knowledge.passages):,} passages" in response.content
        assert "Newest source" in response.content and "days old" in response.content


async def test_rollback_and_its_history_outlive_a_restart(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        await world.restart()
        first = served(world)
        add_passage(settings.knowledge)
        await do(world, world.moderator, "!reload")
        second = served(world)
        response = await do(world, world.moderator, "/knowledge rollback")
        assert f"Served now: version `{first}`" in response.content and "removed" in response.content
        await world.restart()
        assert served(world) == first
        status = await do(world, world.moderator, "/knowledge status")
        assert "brought back by a rollback" in status.content and f"<@{world.moderator.id}>" in status.content
        await world.env.advance_time(COOLED)
        history = (await do(world, world.moderator, "/knowledge history")).content.splitlines()
        assert f"rollback `{second}` → `{first}`, applied" in history[1]
        assert f"reload `{first}` → `{second}`, applied" in history[2]
        assert "by the host" in history[3] or "the host start" in history[3]
        await do(world, world.moderator, f"!knowledge rollback {second}")
        assert served(world) == second


async def test_versions_are_suggested_to_moderators_only(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        await world.restart()
        first = served(world)
        add_passage(settings.knowledge)
        await do(world, world.moderator, "!reload")
        place = (world.channel, "knowledge rollback", "version", first[:2])
        assert [choice["value"] for choice in await world.moderator.autocomplete(*place)] == [first]
        show_everyone(world, await commands(world))
        assert await world.member.autocomplete(*place) == []


async def test_there_is_nothing_to_go_back_to_at_first(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        assert "no earlier version" in (await do(world, world.moderator, "/knowledge rollback")).content
        await world.restart()
        add_passage(settings.knowledge)
        await do(world, world.moderator, "!reload")
        await world.env.advance_time(COOLED)
        response = await do(world, world.moderator, "!knowledge rollback fffff")
        assert "No version is called that" in response.content


async def test_validate_lists_faults_and_warnings(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        assert "0 faults" in (await do(world, world.moderator, "/knowledge validate")).content
        break_it(settings.knowledge)
        response = await do(world, world.moderator, "!knowledge validate")
        assert "1 fault" in response.content and "synonyms.yaml:" in response.content


async def test_the_history_is_paged(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        desk = world.bot.moderating.desk
        for number in range(25):
            desk.moderator.history.append(
                Entry(NOW, number, Kind.RELOAD, Outcome.APPLIED, "a", "b", f"change {number}")
            )
        message = await do(world, world.moderator, "/knowledge history")
        assert "change 24" in message.content and "change 15" in message.content
        result = await press(world, world.moderator, message, "More")
        message = result.response if hasattr(result, "response") else message
        assert "change 14" in message.content and "change 4" not in message.content


async def test_a_task_that_does_not_exist(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        await world.moderator.send(world.channel, "!knowledge rolback")
        assert "Did you mean `!knowledge rollback`?" in world.said[-1].content


# --- who may -------------------------------------------------------------------------------------------


async def commands(world: World) -> list[Any]:
    return await world.bot.tree.fetch_commands()


def show_everyone(world: World, registered: list[Any]) -> None:
    """A server's owner can show a command to everyone; that must not let everyone use it."""
    for command in registered:
        if command.name in {"knowledge", "reload"}:
            world.member.guild.set_command_permissions(command, {world.member: True})


async def test_every_leaf_of_the_group_is_tried_below(open_world: Opened) -> None:
    async with open_world() as world:
        group = world.bot.tree.get_command("knowledge")
        assert isinstance(group, discord.app_commands.Group)
        assert {command.name for command in group.commands} == set(TASKS)


@pytest.mark.parametrize("sign", ["!", "/"])
async def test_who_is_no_moderator_may_nothing(open_world: Opened, settings: Settings, sign: str) -> None:
    async with open_world(settings) as world:
        await world.restart()
        before = served(world)
        change_grade(settings.knowledge)
        show_everyone(world, await commands(world))
        for task in TASKS:
            await world.env.advance_time(COOLED)
            answer = await do(world, world.member, f"{sign}knowledge {task}")
            assert "Only this server's moderators" in answer.content, task
            assert sign == "!" or answer.ephemeral
            assert served(world) == before and before not in answer.content
            last = entries(world)[-1]
            assert (last.who, last.kind, last.outcome) == (world.member.id, task, Outcome.DENIED)


async def test_nothing_can_be_administered_in_private(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        change_grade(settings.knowledge)
        before = served(world)
        for command in (*(f"!knowledge {task}" for task in TASKS), "!reload"):
            await world.env.advance_time(COOLED)
            await world.moderator.send_dm(command)
            answer = world.moderator.user.dm_channel.last_message
            assert "Only this server's moderators" in answer.content, command
        assert served(world) == before
        assert {entry.outcome for entry in entries(world)} == {Outcome.DENIED}
        assert not {"knowledge", "reload"} & {
            name.split()[0] for name in world.moderator.user.available_commands()
        }


async def test_pages_are_turned_by_moderators_only_also_after_a_restart(
    open_world: Opened, settings: Settings
) -> None:
    async with open_world(settings) as world:
        for number in range(12):
            world.bot.moderating.desk.moderator.history.append(
                Entry(NOW, number, Kind.RELOAD, Outcome.APPLIED, "a", "b", f"change {number}")
            )
        await world.moderator.send(world.channel, "!knowledge history")
        message = world.said[-1]
        await world.restart()
        result = await press(world, world.member, message, "More")
        assert result.ephemeral and "Only this server's moderators" in result.response.content
        await press(world, world.moderator, message, "More")
        assert "page 2" in world.said[-1].content
        await press(world, world.moderator, world.said[-1], "Back")
        assert "page 1" in world.said[-1].content


@pytest.mark.parametrize("command", ["!reload", "/reload"])
async def test_whoever_waits_long_is_told_how_far_it_is(
    open_world: Opened, settings: Settings, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """(That it is after two seconds stands in the moderator's own tests; simcord's clock stands still.)"""
    async with open_world(settings) as world:
        shown = []

        async def slow(who: int, tell: Tell) -> Notice:
            for stage in ("reading the files", "indexing 5 passages"):
                await tell(progress(stage))
                shown.append([message.content for message in world.said])
            return Notice("Served now.")

        monkeypatch.setattr(world.bot.moderating.desk, "reload", slow)
        answer = await do(world, world.moderator, command)
        assert answer.content == "Served now.", "the result takes the place of the progress"
        if command == "!reload":
            assert shown == [["⏳ Still reading the files …"], ["⏳ Still indexing 5 passages …"]]
        assert len(world.said) == (1 if command == "!reload" else 0)


async def test_a_press_too_soon_leaves_the_preview_as_it_is(open_world: Opened, settings: Settings) -> None:
    settings = replace(settings, cooldown=CooldownSettings(questions=1, seconds=20))
    async with open_world(settings) as world:
        change_grade(settings.knowledge)
        await world.moderator.send(world.channel, "!reload")
        result = await world.moderator.click(world.said[-1], label="Apply")
        assert result.ephemeral and "That was quick" in result.response.content
        assert "Apply this change?" in world.said[-1].content and world.said[-1].components
        await press(world, world.moderator, world.said[-1], "Apply")
        assert "Served now" in world.said[-1].content


async def test_a_press_while_somebody_is_at_it_says_who(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        change_grade(settings.knowledge)
        await world.moderator.send(world.channel, "!reload")
        moderator = world.bot.moderating.desk.moderator
        moderator.at_work = AtWork(world.other.id, Kind.ROLLBACK, datetime.fromisoformat(NOW))
        result = await press(world, world.moderator, world.said[-1], "Apply")
        assert f"<@{world.other.id}> is rolling back" in result.response.content and result.ephemeral
        assert world.said[-1].components


@pytest.mark.parametrize("label", ["Apply", "Discard"])
async def test_each_press_is_checked(open_world: Opened, settings: Settings, label: str) -> None:
    async with open_world(settings) as world:
        before = served(world)
        change_grade(settings.knowledge)
        await world.moderator.send(world.channel, "!reload")
        message = world.said[-1]
        result = await press(world, world.member, message, label)
        assert result.ephemeral and "Only this server's moderators" in result.response.content
        assert served(world) == before
        assert world.said[-1].components, "the buttons are still there for moderators"
        assert entries(world)[-1].outcome is Outcome.DENIED
        await press(world, world.moderator, message, "Apply")
        assert served(world) != before


async def test_slash_answers_are_private(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        for task in TASKS:
            await world.env.advance_time(COOLED)
            assert (await world.moderator.slash(world.channel, f"knowledge {task}")).ephemeral, task


async def test_who_does_not_see_the_commands(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        assert not {"knowledge", "reload"} & set(world.member.available_commands(world.channel))
        assert {"knowledge status", "reload"} <= set(world.moderator.available_commands(world.channel))


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
            world.bot.moderating.settings = moderators
            await world.env.advance_time(COOLED)
            await editor.send(world.channel, "!reload")
            assert ("Nothing has changed" in world.said[-1].content) is allowed


async def test_role_holders_see_the_slash_commands(open_world: Opened, settings: Settings) -> None:
    """The menu's hint is the permission; it would hide the commands from those who only have the role."""
    roles = ModeratorSettings(roles=frozenset({1}))
    async with open_world(replace(settings, moderators=roles)) as world:
        assert "reload" in world.member.available_commands(world.channel)


async def test_administrators_may(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        guild = world.member.guild
        role = guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
        admin = guild.add_member(world.env.create_user("admin"), roles=[role])
        assert "Nothing" in (await admin.slash(world.channel, "reload")).response.content
