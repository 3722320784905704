"""The bot in a local browser page: the real commands, embeds and buttons, without an account or a network.

`simcord` plays Discord in this process and serves the page on the loopback address.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

import discord

from bot.app import build_bot
from bot.config import ModeratorSettings, Settings
from bot.moderation import Opened
from bot.runtime.logs import set_up_logging

if TYPE_CHECKING:
    import simcord

FIRST_QUESTION = "grade kent investigation"
"""What has been asked when the page opens."""
TIMEZONE = "Europe/London"
TICK = 1.0
"""Seconds between two moves of simcord's clock, which stands still by itself."""
SETTLE = 30.0
"""Seconds that an answer may take before simcord calls the bot hung; a slow machine is not a fault."""


def run_preview(settings: Settings, opened: Opened) -> int:
    """Serve the page until Ctrl-C. Returns the exit code; every failure is one line on standard error."""
    set_up_logging(settings.log_level)
    try:
        with TemporaryDirectory() as state:  # each start shows the example server as it is at first
            asyncio.run(_serve(_local(settings, Path(state)), opened))
    except KeyboardInterrupt:
        print(flush=True)
    except _CannotServeError as error:
        print(f"findings-bot: {error}", file=sys.stderr)
        return 1
    return 0


class _CannotServeError(Exception):
    """The page cannot be served; the message says what to do."""


def _local(settings: Settings, state: Path) -> Settings:
    """The settings without what names servers of the real Discord; the example server's own go to `state`."""
    return replace(
        settings,
        discord=replace(settings.discord, sync_server=None, channels=frozenset(), state=state),
        moderators=ModeratorSettings(permission=settings.moderators.permission),
    )


async def _serve(settings: Settings, opened: Opened) -> None:
    try:
        import simcord
    except ImportError:
        raise _CannotServeError(
            "the local page needs the preview extra: pip install 'findings-bot[preview]'. "
            "To run on Discord, set DISCORD_TOKEN."
        ) from None
    # The cooldown runs on real time. Events carry simcord's stamps, so their delay is told by its clock,
    # which it puts in the place of time.monotonic while the bot's code runs.
    bot = build_bot(settings, opened, clock=time.monotonic, event_clock=lambda: time.monotonic())
    async with simcord.run(bot, check_errors=False, settle_timeout=SETTLE) as env:
        await env.advance_time(max(0.0, (datetime.now(UTC) - env.now()).total_seconds()))
        channel, viewers = await _example_server(env, settings)
        await viewers[0].send(channel, settings.discord.prefix + FIRST_QUESTION)
        await _show(env, channel, viewers, settings.preview.port)


async def _example_server(
    env: simcord.Env, settings: Settings
) -> tuple[simcord.ChannelHandle, Sequence[simcord.MemberActor]]:
    """A small server: one channel, a member and a moderator to act as."""
    if env.bot.user is not None:
        await env.bot.user.edit(username="Findings")
    guild = env.create_guild("Example server")
    channel = guild.create_text_channel("inspection-findings", topic="Ask what the inspectors found")
    rights = discord.Permissions(**{settings.moderators.permission: True})
    moderators = guild.create_role("Moderators", permissions=rights)
    member = guild.add_member(env.create_user("member", global_name="A member"))
    moderator = guild.add_member(env.create_user("moderator", global_name="A moderator"), roles=[moderators])
    return channel, (member, moderator)


async def _show(
    env: simcord.Env,
    channel: simcord.ChannelHandle,
    viewers: Sequence[simcord.MemberActor],
    port: int,
) -> None:
    import simcord

    timezone = TIMEZONE if TIMEZONE in available_timezones() else "UTC"
    preview = env.preview(
        channel, viewers=viewers, layout="channel", port=port, locale="en-GB", timezone=timezone
    )
    try:
        async with preview:
            print(f"The bot is here: {preview.url}\nStop it with Ctrl-C.", flush=True)
            clock = asyncio.create_task(_keep_time(env))
            try:
                await preview.wait_closed()
            finally:
                clock.cancel()
    except simcord.SetupError as error:
        if isinstance(error.__cause__, OSError):
            raise _CannotServeError(
                f"port {port} is in use; set preview.port in config.yaml to a free one, or to 0 for any."
            ) from None
        raise


async def _keep_time(env: simcord.Env) -> None:
    """Move simcord's clock along with the real one, so that the page shows when something was asked.

    Not by `env.advance_time`: that is an operation, and a press of a button that meets another operation is
    lost. What the bot waits for is due from then on, and comes with the next thing that anybody does.
    """
    while True:
        await asyncio.sleep(TICK)
        env.backend.advance_clock(max(0.0, (datetime.now(UTC) - env.now()).total_seconds()))
