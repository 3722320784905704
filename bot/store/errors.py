"""Why the store cannot do what was asked, as data."""

from __future__ import annotations

from enum import StrEnum


class Trouble(StrEnum):
    """What stands in the way. The value is the sentence about it, for the log and for moderators."""

    BUSY = "another program is writing to the file of the servers' settings; try again in a moment"
    DAMAGED = "the file of the servers' settings is damaged; put a copy in its place or move it away"
    FOREIGN = "the file of the servers' settings belongs to another program"
    NEWER = "the file of the servers' settings was written by a newer version of the bot"
    READ_ONLY = "the file of the servers' settings cannot be written"
    FULL = "the disk with the servers' settings is full"
    UNREACHABLE = "the file of the servers' settings cannot be opened"
    OTHER = "the servers' settings could not be read or written"


class StoreError(Exception):
    """The store could not read or write, and nothing has changed. It names no path."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(str(trouble))
