"""Why the store cannot do what was asked, as data."""

from __future__ import annotations

from enum import StrEnum

from bot.language import message


class Trouble(StrEnum):
    """What stands in the way. The value is the sentence about it, a message of the catalogues."""

    BUSY = message("another program is writing to the file of the servers' settings; try again in a moment")
    DAMAGED = message("the file of the servers' settings is damaged; put a copy in its place or move it away")
    FOREIGN = message("the file of the servers' settings belongs to another program")
    NEWER = message("the file of the servers' settings was written by a newer version of the bot")
    READ_ONLY = message("the file of the servers' settings cannot be written")
    FULL = message("the disk with the servers' settings is full")
    UNREACHABLE = message("the file of the servers' settings cannot be opened")
    ABSENT = message(
        "settings of servers are not installed here; the host can add them with the extra “servers”"
    )
    OTHER = message("the servers' settings could not be read or written")


class StoreError(Exception):
    """The store could not read or write, and nothing has changed. It names no path."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(str(trouble))
