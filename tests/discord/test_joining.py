"""What happens when the bot is added to a server and when it is removed from one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
import pytest
import simcord
from simcord.backend import serializers

from bot.cogs.joining import Joining
from bot.knowledge import Knowledge
from bot.query import Command, parse_query
from bot.service import answer
from bot.store import Marked, ServerSettings, StoreError, Topic, Trouble, Vote
from tests.discord.discord_world import Opened, World, discord_settings

CHOSEN = ServerSettings(language="cy")
FOREIGN = 987_654_321_098_765_432


async def added_to(world: World, guild: simcord.GuildHandle, **keys: object) -> None:
    """What Discord sends for a server that the bot was added to: all of it, without the key `unavailable`."""
    payload: dict[str, Any] = serializers.guild_create_payload(
        world.env.backend, world.env.backend.get_guild(guild.id)
    )
    del payload["unavailable"]
    world.env.backend.emit("GUILD_CREATE", payload | keys)
    await world.env.settle()


def said_in(world: World, channel: simcord.ChannelHandle) -> list[discord.Message]:
    return [message for message in channel.history() if message.author == world.bot.user]


def denied(guild: simcord.GuildHandle, **rights: bool) -> dict[Any, discord.PermissionOverwrite]:
    return {guild.default_role: discord.PermissionOverwrite(**rights)}


async def test_the_first_message(world: World) -> None:
    guild = world.env.create_guild("New server")
    guild.create_text_channel("rules", overwrites=denied(guild, send_messages=False))
    hidden = guild.create_text_channel("hidden", overwrites=denied(guild, view_channel=False))
    channel, later = guild.create_text_channel("chat"), guild.create_text_channel("more")
    await added_to(world, guild)
    (message,) = said_in(world, channel)
    assert said_in(world, hidden) == said_in(world, later) == []
    for part in ("the grade, the quotation and the source", "`/settings`", "`/privacy`", "`/help`"):
        assert part in message.content
    assert not message.mentions
    assert not message.role_mentions
    assert not message.mention_everyone


async def test_its_examples_work_as_they_are_copied(world: World) -> None:
    guild = world.env.create_guild("New server")
    channel = guild.create_text_channel("chat")
    await added_to(world, guild)
    (message,) = said_in(world, channel)
    examples = [line.strip("`") for line in message.content.splitlines() if line.startswith("`!")]
    assert len(examples) == 3
    member = guild.add_member(world.env.create_user("new"))
    for count, example in enumerate(examples, start=2):
        await member.send(channel, example)
        assert len(said_in(world, channel)) == count
        assert "Not " not in (said_in(world, channel)[-1].embeds[0].title or "")


async def test_where_messages_cannot_be_read_the_examples_are_slash_commands(
    open_world: Opened, knowledge: Knowledge
) -> None:
    approved = discord.Intents.all()
    approved.message_content = False
    async with open_world(discord_settings(message_content=False), approved_intents=approved) as world:
        guild = world.env.create_guild("New server")
        channel = guild.create_text_channel("chat")
        await added_to(world, guild)
        (message,) = said_in(world, channel)
        assert "`/grade kent investigation`" in message.content
    # The words go into the first option.
    assert answer(parse_query("kent investigation", knowledge, Command.GRADE), knowledge)


async def test_the_channel_for_system_messages_comes_first(world: World) -> None:
    guild = world.env.create_guild("New server")
    first, system = guild.create_text_channel("first"), guild.create_text_channel("system")
    await added_to(world, guild, system_channel_id=str(system.id))
    assert (len(said_in(world, first)), len(said_in(world, system))) == (0, 1)


async def test_nothing_is_said_where_it_may_not_speak_or_to_a_server_that_was_down(world: World) -> None:
    silent = world.env.create_guild("Silent server")
    channel = silent.create_text_channel("rules", overwrites=denied(silent, send_messages=False))
    await added_to(world, silent)
    assert said_in(world, channel) == []
    world.env.backend.emit("GUILD_DELETE", {"id": str(world.channel.guild.id), "unavailable": True})
    await added_to(world, world.channel.guild, unavailable=False)
    assert world.said == []


async def test_a_first_message_that_discord_refuses_is_no_failure(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    guild = world.env.create_guild("New server")
    channel = guild.create_text_channel("chat")
    world.env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=50013)
    await added_to(world, guild)
    assert said_in(world, channel) == []
    assert "the first message was not taken: status 403, code 50013" in caplog.text


async def keep(world: World, server: int) -> None:
    """Let a server have chosen, and an answer in it be marked."""
    await world.bot.servers.put(server, CHOSEN)
    topic = Topic("passages", "kent#1")
    assert await world.bot.servers.vote(server, 1, [topic], Vote.UNHELPFUL) is Marked.COUNTED


async def test_a_server_that_the_bot_is_removed_from_is_forgotten(world: World) -> None:
    here = world.channel.guild.id
    other = world.env.create_guild("Another server")
    for server in (here, other.id):
        await keep(world, server)
    guild = world.bot.get_guild(other.id)
    assert guild is not None
    await guild.leave()
    await world.env.settle()
    assert await world.bot.servers.kept() == {here}
    assert world.bot.servers.of(other.id) == ServerSettings()
    assert [found.unhelpful for found in await world.bot.servers.marked_unhelpful(9)] == [1]


async def test_a_server_that_is_down_is_not_forgotten(world: World) -> None:
    here = world.channel.guild.id
    await keep(world, here)
    world.env.backend.emit("GUILD_DELETE", {"id": str(here), "unavailable": True})
    await world.env.settle()
    assert world.bot.servers.of(here) == CHOSEN


async def test_what_was_left_while_the_bot_was_away_is_forgotten(world: World, knowledge: Knowledge) -> None:
    here = world.channel.guild.id
    for server in (here, FOREIGN):
        await keep(world, server)
    await world.restart(knowledge)
    assert await world.bot.servers.kept() == {here}
    assert world.bot.servers.of(here) == CHOSEN


async def test_servers_of_other_shards_are_left_alone(world: World) -> None:
    two_apart = [shard << 22 for shard in (2, 4, 7)]
    for server in two_apart:
        await world.bot.servers.put(server, CHOSEN)
    joining = world.bot.get_cog("Joining")
    assert isinstance(joining, Joining)
    world.bot.shard_count, world.bot.shard_id = 2, 1
    await joining.on_ready()
    assert await world.bot.servers.kept() == set(two_apart[:2])


@pytest.mark.parametrize("happens", ["removed", "away"])
async def test_a_file_that_cannot_be_written_is_logged_and_tried_at_the_next_start(
    world: World,
    knowledge: Knowledge,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    happens: str,
) -> None:
    await world.bot.servers.put(FOREIGN, CHOSEN)

    async def fail(*_: object) -> None:
        raise StoreError(Trouble.READ_ONLY)

    joining = world.bot.get_cog("Joining")
    assert isinstance(joining, Joining)
    happened: dict[str, Callable[[], Any]] = {
        "removed": lambda: joining.on_guild_remove(discord.Object(FOREIGN)),  # type: ignore[arg-type]
        "away": joining.on_ready,
    }
    with monkeypatch.context() as broken:
        broken.setattr("bot.store.sqlite.SqliteStore.forget", fail)
        await happened[happens]()
    assert "forgotten at the next start" in caplog.text
    assert str(FOREIGN) not in caplog.text
    await world.restart(knowledge)
    assert await world.bot.servers.kept() == frozenset()
