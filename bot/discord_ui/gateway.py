"""discord.py's connection to the gateway, made steady. The only place that touches its private parts.

Checked against discord.py 2.7.1; `tests/discord/test_connection.py` holds what it is for.
"""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

import discord
import yarl
from discord.gateway import DiscordWebSocket

from bot.runtime.pacing import PacedConnect


def steady(bot: discord.Client, pace: type[PacedConnect] = PacedConnect) -> None:
    """Let the bot survive a first connection that is refused, and pace its connections.

    discord.py looks for the session to resume on a socket that is not there before the first connection
    (its issue 10520).
    """
    client: Any = bot
    gateway = DiscordWebSocket.DEFAULT_GATEWAY
    client.ws = SimpleNamespace(sequence=None, session_id=None, gateway=gateway, open=False)
    client.http.ws_connect = pace(client.http.ws_connect, _usual, time.monotonic)


def _usual(url: str) -> str:
    """The address at the gateway's usual host."""
    return str(DiscordWebSocket.DEFAULT_GATEWAY.with_query(yarl.URL(url).query))
