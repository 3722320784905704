"""Every setting changes what the bot does (the prefix and the ways in stand in test_questions)."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import discord
import simcord

from bot.config import AdmissionSettings, Settings
from bot.discord_ui import notices
from bot.discord_ui.pipeline import Result
from bot.knowledge import Knowledge
from bot.language import ENGLISH
from bot.service import Answering
from tests.discord.discord_world import KNOWLEDGE, Opened, Way, discord_settings, make_bot

PLAIN = "!ask why are abusers escaping justice in kent?"


async def test_excerpts(open_world: Opened) -> None:
    quotes = []
    for excerpts in (1, 3):
        settings = Settings(knowledge=KNOWLEDGE, answering=Answering(excerpts=excerpts))
        async with open_world(settings) as world:
            await world.member.send(world.channel, PLAIN)
            quotes.append((world.embed.description or "").count("\n> "))
    assert quotes[0] < quotes[1]


async def test_threshold(open_world: Opened) -> None:
    async with open_world(Settings(knowledge=KNOWLEDGE, answering=Answering(threshold=1))) as world:
        await world.member.send(world.channel, PLAIN)
        assert "> " not in (world.embed.description or "")


async def test_admission(knowledge: Knowledge) -> None:
    settings = Settings(knowledge=KNOWLEDGE, admission=AdmissionSettings(slots=1, queue=0))
    pipeline = make_bot(settings, knowledge).pipeline
    gate, started = asyncio.Event(), asyncio.Event()
    first, second = Way(1), Way(2)

    async def work() -> Result:
        started.set()
        await gate.wait()
        return notices.old_version(ENGLISH)

    task = asyncio.create_task(pipeline.handle(first, work))
    await started.wait()
    await pipeline.handle(second, work)
    assert second.sent == [notices.busy(ENGLISH)]
    gate.set()
    await task
    assert first.sent == [notices.old_version(ENGLISH)]


async def test_without_the_message_content_intent(open_world: Opened) -> None:
    """Prefix commands are out of reach then; mentions and slash commands are not."""
    approved = discord.Intents.all()
    approved.message_content = False
    async with open_world(discord_settings(message_content=False), approved_intents=approved) as world:
        await world.member.send(world.channel, "!about")
        assert world.said == []
        await world.member.send(world.channel, f"<@{world.bot.user.id}> kent investigation")
        assert len(world.said) == 1
        assert (await world.member.slash(world.channel, "about")).response is not None


async def test_sync_server(knowledge: Knowledge) -> None:
    server = 123456789012345678
    bot = make_bot(discord_settings(sync_server=server), knowledge)
    env = simcord.Env(bot)
    await env.start()
    try:
        guild = env.create_guild(id=server)
        elsewhere = env.create_guild()
        here = guild.create_text_channel("findings")
        there = elsewhere.create_text_channel("findings")
        member = guild.add_member(env.create_user("member"))
        stranger = elsewhere.add_member(env.create_user("stranger"))
        assert "grade" in member.available_commands(here)
        assert stranger.available_commands(there) == ()
    finally:
        await env.shutdown()


def test_intents_are_narrow(knowledge: Knowledge) -> None:
    intents = {name for name, on in make_bot(Settings(knowledge=KNOWLEDGE), knowledge).intents if on}
    assert intents == {"guilds", "guild_messages", "dm_messages", "message_content"}
    fewer = replace(
        Settings(), discord=replace(Settings().discord, message_content=False, direct_messages=False)
    )
    assert {name for name, on in make_bot(fewer, knowledge).intents if on} == {"guilds", "guild_messages"}
