"""What is kept about people: what the bot says is kept, and that nothing else is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import HistorySettings, ModeratorSettings, Settings, UnansweredSettings
from tests.discord.discord_world import KNOWLEDGE, Opened, World
from tests.discord.test_moderation import COOLED, do, press

MISS = "what does the report say about zeppelins in Kent?"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(knowledge=KNOWLEDGE, history=HistorySettings(tmp_path / "history"))


def kept(settings: Settings, days: int = 30) -> Settings:
    return replace(settings, unanswered=UnansweredSettings(days=days))


def on_disk(settings: Settings) -> str:
    """Everything that the bot has written."""
    files = [path for path in settings.history.folder.rglob("*") if path.is_file()]
    return "\n".join(path.read_text(encoding="utf-8") for path in files if path.parent.name != "files")


async def written(world: World) -> None:
    """Wait until what is written in threads has been written."""
    await world.env.advance_time(COOLED)


@pytest.mark.parametrize("command", ["!privacy", "/privacy"])
async def test_privacy_is_told_to_anybody(open_world: Opened, settings: Settings, command: str) -> None:
    async with open_world(settings) as world:
        answer = await do(world, world.member, command)
        assert "Nothing about who asked what" in answer.content
        assert "**Questions** are not kept" in answer.content
    async with open_world(kept(settings)) as world:
        assert "for 30 days" in (await do(world, world.member, command)).content
    async with open_world(replace(settings, moderators=ModeratorSettings(audit_channel=1))) as world:
        assert "audit channel" in (await do(world, world.member, command)).content


async def test_nothing_is_written_about_those_who_ask(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        await world.restart()
        for question in ("!grade kent investigation", f"!ask {MISS}", "!help"):
            await world.member.send(world.channel, question)
        await written(world)
        stored = on_disk(settings)
        assert stored, "something has been written about the knowledge"
        assert str(world.member.id) not in stored and "zeppelin" not in stored


@pytest.mark.parametrize("way", ["prefix", "slash", "mention", "private"])
async def test_unanswered_questions_are_kept_without_who_asked(
    open_world: Opened, settings: Settings, way: str
) -> None:
    async with open_world(kept(settings)) as world:
        if way == "prefix":
            await world.member.send(world.channel, f"!ask {MISS}")
        elif way == "slash":
            await world.member.slash(world.channel, "ask", question=MISS)
        elif way == "mention":
            await world.member.send(world.channel, f"<@{world.bot.user.id}> {MISS}")
        else:
            await world.member.send_dm(MISS)
        await written(world)
        stored = on_disk(kept(settings))
        assert MISS in stored
        assert str(world.member.id) not in stored and "member" not in stored
        listed = await do(world, world.moderator, "/knowledge unanswered")
        assert "1 question" in listed.content and "zeppelins in Kent" in listed.content


async def test_what_was_answered_or_overheard_is_not_kept(open_world: Opened, settings: Settings) -> None:
    async with open_world(kept(settings)) as world:
        overhearing = replace(world.settings.discord, channels=frozenset({world.channel.id}))
        world.bot.settings = replace(world.settings, discord=overhearing)
        await world.member.send(world.channel, "!grade kent investigation")
        await world.member.send(world.channel, "I like zeppelins")
        await world.member.send(world.channel, "!help")
        await written(world)
        assert not list(settings.history.folder.rglob("unanswered.json"))


async def test_unanswered_questions_are_paged_and_never_shown_to_a_channel(
    open_world: Opened, settings: Settings
) -> None:
    async with open_world(kept(settings)) as world:
        questions = world.bot.moderating.desk.questions
        for number in range(23):
            for _ in range(23 - number):
                questions.add(f"question number {number}")
        listed = await do(world, world.moderator, "/knowledge unanswered")
        assert "23 × question number 0" in listed.content and "question number 10" not in listed.content
        result = await press(world, world.moderator, listed, "More")
        shown = (result.response or listed).content
        assert "question number 10" in shown and "question number 20" not in shown
        answer = await do(world, world.moderator, "!knowledge unanswered")
        assert "question number" not in answer.content and "/knowledge unanswered" in answer.content


async def test_switched_off_it_says_so(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings) as world:
        assert "not kept" in (await do(world, world.moderator, "/knowledge unanswered")).content
