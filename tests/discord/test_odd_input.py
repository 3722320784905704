"""What nobody types on purpose, in everything that takes text: one answer, and nothing fails."""

from __future__ import annotations

from collections.abc import Iterator

import discord
import pytest
from discord import app_commands

from bot.app import FindingsBot
from bot.config import CooldownSettings, Settings, UnansweredSettings
from tests.discord.discord_world import KNOWLEDGE, Opened
from tests.discord.seats import Seat, told

LONGEST_OPTION, LONGEST_MESSAGE = 6_000, 2_000
"""Characters that Discord lets people type."""
FAST = Settings(
    knowledge=KNOWLEDGE,
    cooldown=CooldownSettings(questions=10_000),
    unanswered=UnansweredSettings(days=30),
)
ODD = {
    "blank": "   ",
    "invisible": "\u200b\u2060\ufeff",
    "longest": "kent " * 1200,
    "one long word": "k" * LONGEST_OPTION,
    "right to left": "\u202ekent \u2067investigating\u2069 crime\u202c",
    "markup": "**kent** ||x|| ~~y~~ # h\n> q\n- [a](https://example.org) `z`",
    "mentions": "<@1> <@&2> <#3> @everyone @here </grade:4>",
    "emoji": "<:kent:123456789012345678> <a:x:123456789012345678> 👮🏽\u200d♀️🏴\U000e0067\U000e0062",
    "code fence": "```py\nkent\n``` ``x`` `",
    "half a character": "kent \ud800 investigation",
    "nothing": "kent\x00 investigation",
    "accents": "k" + "\u0301" * 200 + "ent",
    "digits": "\u0663\u0664 ½ Ⅷ 10**9",
    "separators": "; -- ' OR 1=1 %s {0} {text} \\ /",
    "lines": "\n\n\r\n\u2028kent\u2029\v\f",
}


def options(bot: FindingsBot) -> Iterator[tuple[str, app_commands.Parameter, dict[str, str]]]:
    """Every option that takes text, with the command's name and with what else must be filled in."""
    for command in bot.tree.walk_commands(type=discord.AppCommandType.chat_input):
        if isinstance(command, app_commands.Command):
            for option in command.parameters:
                if option.type is discord.AppCommandOptionType.string:
                    needed = {one.name for one in command.parameters if one.required} - {option.name}
                    yield command.qualified_name, option, dict.fromkeys(needed, "kent")


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
async def test_in_the_options_of_slash_commands(
    open_world: Opened, odd: str, caplog: pytest.LogCaptureFixture
) -> None:
    text = odd[:LONGEST_OPTION]
    async with open_world(FAST) as world:
        seat = Seat(world.moderator, world.channel)
        for name, option, others in options(world.bot):
            before = len(world.env.http_requests)
            await seat.slash(name, **others, **{option.name: text})
            answers = told(world.env.http_requests[before:])
            assert len(answers) == 1, f"/{name} {option.name}: {answers}"
            if option.autocomplete:
                await world.moderator.autocomplete(world.channel, name, option.name, text)
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
async def test_in_messages(open_world: Opened, odd: str, caplog: pytest.LogCaptureFixture) -> None:
    async with open_world(FAST) as world:
        assert world.bot.user is not None
        mention = f"<@{world.bot.user.id}>"
        names = [f"!{name}" for name in world.bot.all_commands]
        await world.member.send(world.channel, "!grade kent investigation")
        answer = world.said[-1]
        for start in (*names, "!knowledge rollback", "!knowledge add", mention):
            before = len(world.env.http_requests)
            replied = answer if start is mention else None
            text = f"{start} {odd}"[:LONGEST_MESSAGE]
            await world.moderator.send(world.channel, text, reply_to=replied)
            answers = told(world.env.http_requests[before:])
            assert len(answers) == 1, f"{start}: {answers}"
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []
