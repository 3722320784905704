"""Numbers in custom ids, short enough that many fit into Discord's 100 characters."""

from __future__ import annotations

import string

from bot.render.limits import CUSTOM_ID
from bot.service.scope import Places

VERSION = r"(?P<version>[0-9a-f]{1,40})"
"""A version of the knowledge in a template."""
PLACES = r"(?P<places>[0-9a-z]{0,8}(?:\.[0-9a-z]{0,8}){0,49})"
"""What `coded` makes, in a template."""

_DIGITS = string.digits + string.ascii_lowercase


def coded(head: str, places: Places) -> str:
    """The head and the places behind it, to base 36, as a custom id. Places that do not fit, the last ones,
    are left out.
    """
    text = ".".join("" if place is None else _coded(place) for place in places)
    room = CUSTOM_ID - len(head)
    return head + (text if len(text) <= room else text[: room + 1].rpartition(".")[0])


def decoded(text: str) -> Places:
    """The places that a custom id stands for."""
    return tuple(int(place, len(_DIGITS)) if place else None for place in text.split("."))


def _coded(number: int) -> str:
    head, last = divmod(number, len(_DIGITS))
    return (_coded(head) if head else "") + _DIGITS[last]
