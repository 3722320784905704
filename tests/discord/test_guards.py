"""What stands between an event and its answer, seen from outside."""

from __future__ import annotations

import simcord

from bot.cogs.tidying import SWEEP
from bot.config import CooldownSettings, Settings
from bot.knowledge import Knowledge
from bot.runtime.tidy import NOTICE_SECONDS
from tests.discord.discord_world import KNOWLEDGE, Opened, make_bot

FEW = Settings(knowledge=KNOWLEDGE, cooldown=CooldownSettings(questions=2, seconds=60))


async def test_one_cooldown_over_all_ways_in(open_world: Opened) -> None:
    async with open_world(FEW) as world:
        await world.member.send(world.channel, "!about")
        await world.member.slash(world.channel, "about")
        refused = await world.member.slash(world.channel, "about")
        assert refused.ephemeral
        assert "60 seconds" in refused.response.content
        dm = await world.member.user.slash("about")
        assert "again in" in dm.response.content
        await world.other.send(world.channel, "!about")
        assert world.said[-1].embeds, "another person is not made to wait"
        await world.env.advance_time(60)
        again = await world.member.slash(world.channel, "about")
        assert again.response.embeds


async def test_in_a_channel_the_wait_is_told_once_and_goes_away(open_world: Opened) -> None:
    async with open_world(FEW) as world:
        for _ in range(6):
            await world.member.send(world.channel, "!about")
        texts = [message.content for message in world.said]
        assert [bool(text) for text in texts] == [False, False, True]
        assert "again in" in texts[-1]
        await world.env.advance_time(NOTICE_SECONDS + SWEEP)
        assert [message.content for message in world.said] == ["", ""]


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def test_events_that_come_too_late_are_left_alone(knowledge: Knowledge) -> None:
    clock = Clock()
    bot = make_bot(Settings(knowledge=KNOWLEDGE), knowledge, clock=clock, event_clock=clock)
    env = simcord.Env(bot)
    await env.start()
    try:
        channel = env.create_guild().create_text_channel("findings")
        member = env.guild.add_member(env.create_user("member"))
        assert (await member.slash(channel, "about")).acknowledged
        clock.now += 10  # simcord's stamps stand still, so what follows looks 10 s late
        assert not (await member.slash(channel, "about")).acknowledged
        await member.send(channel, "!about")
        assert channel.last_message.embeds, "a message is worth an answer for longer"
        clock.now += 400
        await member.send(channel, "!help")
        assert channel.last_message.content == "!help"
    finally:
        await env.shutdown()
