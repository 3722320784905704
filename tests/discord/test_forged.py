"""Buttons and menus that the bot never made, or made long ago: one answer, and nothing fails."""

from __future__ import annotations

import discord
import pytest

from bot.config import CooldownSettings, Settings
from tests.discord.discord_world import KNOWLEDGE, Opened
from tests.discord.seats import Seat, told

FAST = Settings(knowledge=KNOWLEDGE, cooldown=CooldownSettings(questions=10_000))
HUGE = "9" * 20
DRAFT = "draft:000000000000"
BUTTONS = (
    *("look:more:{served}:0:zzzzzzzz", "look:more:{served}:999999:0", "look:more:0:0:0"),
    *(
        "look:whole:{served}:0:",
        "look:area:{served}:0:0.0.0.0",
        "look:said:{served}:0:..",
        "look:grades:{served}:9:1",
    ),
    *("turn:more:{served}:999999:0.1", "turn:whole:{served}:0:....", "turn:area:{served}:0:.1."),
    *("turn:cycles:{served}:5:1.1.1", "turn:said:{served}:0:zzzzzzzz..", "turn:grades:{served}:0:..zzzz"),
    *(
        "mark:helpful:passages:{served}:",
        "mark:helpful:passages:{served}:zzzzzzzz",
        "mark:helpful:ranking:{served}:..",
    ),
    *(
        "mark:unhelpful:judgment:{served}:",
        "mark:unhelpful:passages:0:0",
        "mark:helpful:passages:{served}:0.0.0.0",
    ),
    *(
        "lines:help:x",
        "lines:about:@everyone",
        "lines:ask:\n\n",
        "lines:grade:\x00",
        "lines:force:" + "k" * 88,
    ),
    *("knowledge:apply:0:0", "knowledge:apply:{served}:{served}", "knowledge:discard:0:{served}"),
    *(
        "knowledge:history:999999",
        "knowledge:unanswered:999999",
        "knowledge:feedback:999999",
        "knowledge:history:٣",
    ),
    *(f"{DRAFT}:page:99999", f"{DRAFT}:accept", f"{DRAFT}:source", f"{DRAFT}:discard:7", f"{DRAFT}:replace"),
    *("settings:mention:on", "settings:mention:off", "settings:prefix", "settings:reset", f"remove:{HUGE}"),
)
MENUS = (
    *(("example", value) for value in ("grade", "divide kent", "-", "@everyone", "ask " + "k" * 96)),
    *(("choose:{me}:grade", value) for value in ("-", "@everyone", "yorkshire", "k" * 100)),
    *(("settings:framework", value) for value in ("peel-1829", "@everyone", "k" * 100)),
    *(("settings:language", value) for value in ("tlh", "-")),
    (f"choose:{HUGE}:grade", "kent"),
)


@pytest.mark.parametrize("direct", [False, True], ids=["in a server", "in private"])
@pytest.mark.parametrize("who", ["member", "moderator"])
async def test_nothing_made_up_goes_unanswered(
    open_world: Opened, caplog: pytest.LogCaptureFixture, who: str, direct: bool
) -> None:
    async with open_world(FAST) as world:
        actor = getattr(world, who)
        seat = Seat(actor, actor.user.dm_channel if direct else world.channel, direct)
        served = world.bot.pipeline.holder.current.version
        for made, value in (*((button, None) for button in BUTTONS), *MENUS):
            id_ = made.replace("{served}", served).replace("{me}", str(actor.id))
            view = discord.ui.View(timeout=None)
            if value is None:
                view.add_item(discord.ui.Button(label="Press", custom_id=id_))
            else:
                options = [discord.SelectOption(label="Choose", value=value)]
                view.add_item(discord.ui.Select(custom_id=id_, options=options))
            channel = world.bot.get_partial_messageable(seat.channel.id)
            nobody = discord.AllowedMentions.none()
            message = await channel.send("An answer.", view=view, allowed_mentions=nobody)
            before = len(world.env.http_requests)
            if value is None:
                await seat.click(message, id_)
            else:
                await seat.select(message, [value], id_)
            answers = told(world.env.http_requests[before:])
            assert len(answers) == 1, f"{id_} {value}: {answers}"
            assert "Something went wrong" not in answers[0].text, id_
        assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []
