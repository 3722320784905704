"""What servers have chosen, and how answers were marked: small, local, and nothing about who asked.

Importing this loads no database library; `open_store` does, so that a bot whose servers have chosen
nothing, and `ask` in a terminal, go without its 20 MB.
"""

from bot.store.errors import StoreError, Trouble
from bot.store.feedback import SEVERAL, Counted, Marked, Topic, Vote, judgment_key
from bot.store.opening import available, open_store, servers_at
from bot.store.servers import Servers
from bot.store.settings import MAX_CHOSEN, InvalidSettings, ServerSettings, SettingFault, check
from bot.store.store import Store

__all__ = [
    "MAX_CHOSEN",
    "SEVERAL",
    "Counted",
    "InvalidSettings",
    "Marked",
    "ServerSettings",
    "Servers",
    "SettingFault",
    "Store",
    "StoreError",
    "Topic",
    "Trouble",
    "Vote",
    "available",
    "check",
    "judgment_key",
    "open_store",
    "servers_at",
]
