"""What holds in a server that has chosen nothing, and where the choices of the others are kept."""

from __future__ import annotations

from bot.config import Settings
from bot.store import Servers, ServerSettings, servers_at

FILE = "servers.sqlite3"
"""In the state folder."""


def servers_of(settings: Settings) -> Servers:
    """The servers' own settings over the host's. Nothing is read before they are started."""
    defaults = ServerSettings(channels=settings.discord.channels, prefix=settings.discord.prefix)
    return servers_at(settings.discord.state / FILE, defaults)
