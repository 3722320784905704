"""What a server has chosen holds in that server, also after a restart, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import discord
import simcord

from bot.store import ServerSettings
from tests.discord.discord_world import World

ASKED = "grade kent investigation"


async def choose(world: World, **changes: object) -> None:
    """Let the server choose."""
    server = world.channel.guild.id
    await world.bot.servers.put(server, replace(ServerSettings(), **changes))


async def test_the_prefix(world: World) -> None:
    await choose(world, prefix="?")
    await world.member.send(world.channel, f"!{ASKED}")
    assert world.said == []
    await world.member.send(world.channel, f"?{ASKED}")
    assert "requires improvement" in (world.embed.title or "").lower()
    await world.member.send(world.channel, "?grdae kent")
    assert "`?grade`" in world.said[-1].content


async def test_another_server_has_its_own(world: World) -> None:
    await choose(world, prefix="?")
    guild = world.env.create_guild("Another server")
    channel = guild.create_text_channel("elsewhere")
    await guild.add_member(world.env.create_user("stranger")).send(channel, f"!{ASKED}")
    assert len(channel.history()) == 2


async def test_channels(world: World) -> None:
    text = "why are abusers escaping justice in kent?"
    await world.member.send(world.channel, text)
    assert world.said == []
    await choose(world, channels=frozenset({world.channel.id}))
    await world.member.send(world.channel, text)
    assert len(world.said) == 1


async def test_a_forum_is_chosen_with_its_posts(world: World) -> None:
    forum = world.channel.guild.create_forum_channel("questions")
    channel = world.bot.get_channel(forum.id)
    assert isinstance(channel, discord.ForumChannel)
    post = (await channel.create_thread(name="kent", content="About Kent")).thread
    stored = world.env.backend.get_channel(post.id)
    thread = simcord.ChannelHandle(world.env, world.member.guild, stored)
    text = "why are abusers escaping justice in kent?"
    await world.member.send(thread, text)
    before = len(thread.history())
    await choose(world, channels=frozenset({forum.id}))
    await world.member.send(thread, text)
    assert len(thread.history()) == before + 2


async def test_mentions_only(world: World) -> None:
    await choose(world, mention_only=True, channels=frozenset({world.channel.id}))
    for text in (f"!{ASKED}", "why are abusers escaping justice in kent?", "!grdae", "!knowledge"):
        await world.member.send(world.channel, text)
    assert world.said == []
    assert world.bot.user is not None
    await world.member.send(world.channel, f"{world.bot.user.mention} {ASKED}")
    assert len(world.said) == 1


async def test_the_language(world: World) -> None:
    await choose(world, language="cy")
    await world.member.send(world.channel, f"!{ASKED}")
    assert "angen gwella" in (world.embed.title or "").lower()


async def test_it_holds_after_a_restart(world: World) -> None:
    await choose(world, prefix="?")
    await world.restart()
    await world.member.send(world.channel, f"?{ASKED}")
    assert len(world.said) == 1


async def test_the_framework_looked_in_first(world: World) -> None:
    await choose(world, framework="peel-2021-22")
    await world.member.send(world.channel, f"!{ASKED}")
    assert (world.embed.footer.text or "").startswith("PEEL 2021/22")
    await world.member.send(world.channel, f"!{ASKED} 2023-25")
    answer = world.said[-1]
    await world.member.send(world.channel, "and essex?", reply_to=answer)
    assert (world.embed.footer.text or "").startswith("PEEL 2023-25")
    offered = await world.member.autocomplete(world.channel, "areas", "cycle", "")
    assert offered[0]["value"] == "2021/22"
    await world.member.send(world.channel, "!areas")
    assert "2021" in (world.embed.description or "").splitlines()[0]
