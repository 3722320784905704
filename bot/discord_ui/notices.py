"""What the bot says about itself rather than about inspections: waits, refusals, failures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.discord_ui.servers.panel import Panel
from bot.language import Catalogue

MAX_NOTICE = 1_800
"""Characters of a notice, below Discord's 2,000 for a message; what is longer goes into a text file."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a notice: `id` says all that it does, `style` is "success" or "secondary".

    Buttons stand in `row` (from 0), or wherever there is room.
    """

    id: str
    label: str
    style: str = "secondary"
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One line to fill in: what it holds now, at most how many characters, what is meant."""

    id: str
    label: str
    value: str
    limit: int
    hint: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Lines to fill in, at most five (Discord's limit). `id` says all that comes of sending it back."""

    id: str
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark for one person: shown to that person alone where Discord allows it.

    `file` is the text of an attachment called `name`, or empty; where files may not be sent its beginning is
    shown, unless it is only `beside` the text. A `passing` notice deletes itself where others see it; one
    that is `in_place` replaces the message whose button brought it about. In answer to a button a `form` is
    opened in place of the text.
    """

    text: str
    file: str = ""
    passing: bool = False
    in_place: bool = False
    name: str = "details.txt"
    buttons: tuple[Button, ...] = ()
    panel: Panel | None = None
    beside: bool = False
    form: Form | None = None


def busy(say: Catalogue) -> Notice:
    """More questions at once than can be answered or wait."""
    return Notice(
        say("Many people are asking at the moment. Please try again in a few seconds."), passing=True
    )


def old_version(say: Catalogue) -> Notice:
    """A button under an answer from knowledge that is not served any more."""
    return Notice(
        say(
            "The knowledge has been updated since this answer was given, so what it leads to may have moved. "
            "Ask again to see how things stand now."
        )
    )


def wait(seconds: float, say: Catalogue) -> Notice:
    """Asked too often: when to try again."""
    whole = max(1, math.ceil(seconds))
    text = say.plural(
        "That was quick. You can ask again in {count} second.",
        "That was quick. You can ask again in {count} seconds.",
        whole,
        count=whole,
    )
    return Notice(text, passing=True)


def failure(reference: str, say: Catalogue) -> Notice:
    """An unexpected error: only its reference, with which the host finds it in the log."""
    return Notice(
        say(
            "Something went wrong on my side. If it happens again, tell the host: reference `{reference}`.",
            reference=reference,
        )
    )


def unknown_command(prefix: str, nearest: Sequence[str], say: Catalogue) -> Notice:
    """A prefix command that does not exist: the nearest ones, or where to see all."""
    if nearest:
        names = say.listed([f"`{prefix}{name}`" for name in nearest], "or")
        return Notice(say("There is no such command. Did you mean {names}?", names=names), passing=True)
    help_command = f"`{prefix}help`"
    return Notice(say("There is no such command. {help} lists mine.", help=help_command), passing=True)
