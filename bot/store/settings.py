"""What one server may choose for itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.config import MAX_PREFIX
from bot.language import LANGUAGES, message

MAX_CHOSEN = 25
"""Channels, and roles, that a server may name: as many as one select menu of Discord gives back."""
MAX_ID = (1 << 63) - 1
"""Largest id that SQLite holds. Discord's have 64 bits, of which the first stays 0 until the year 2084."""
_FRAMEWORK = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
_LONGEST_FRAMEWORK = 100


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """One server's choices. Channels and roles are ids.

    In `channels` every message of a person is taken for a question. With `mention_only` a message is
    answered only where it mentions the bot or replies to it: neither `channels` nor the prefix count then.
    `framework` is the id of the framework to look in first, or "" for the latest one. Members with one of
    `moderator_roles` may moderate besides those whom the host's settings let.
    """

    channels: frozenset[int] = frozenset()
    mention_only: bool = False
    prefix: str = "!"
    framework: str = ""
    moderator_roles: frozenset[int] = frozenset()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class SettingFault:
    """What is wrong with the field `name`. `message` is the catalogues', filled with `values`."""

    name: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.name}: {self.message.format(**self.values)}"


class InvalidSettings(ValueError):
    """Settings that cannot be kept. Holds every fault found."""

    def __init__(self, faults: tuple[SettingFault, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(str(fault) for fault in faults))


def check(settings: ServerSettings) -> tuple[SettingFault, ...]:
    """Everything that is wrong with settings, in the order of the fields; empty when they may be kept.

    Whether the channels, roles and the framework exist is for the caller to know.
    """
    found = [
        _ids_fault("channels", settings.channels),
        _prefix_fault(settings.prefix),
        _framework_fault(settings.framework),
        _ids_fault("moderator_roles", settings.moderator_roles),
        _language_fault(settings.language),
    ]
    return tuple(fault for fault in found if fault)


def _ids_fault(name: str, ids: frozenset[int]) -> SettingFault | None:
    if len(ids) > MAX_CHOSEN:
        return SettingFault(name, message("at most {most} can be chosen"), {"most": MAX_CHOSEN})
    if not all(0 < one <= MAX_ID for one in ids):
        return SettingFault(name, message("an id is a whole number above 0, as Discord copies it"))
    return None


def _prefix_fault(prefix: str) -> SettingFault | None:
    """The rule of the host's own settings: Discord takes / for itself, and < begins a mention."""
    long = not 0 < len(prefix) <= MAX_PREFIX
    if long or not prefix.isprintable() or any(sign.isspace() for sign in prefix) or prefix[0] in "/<":
        text = message("1 to {most} characters without blanks, not starting with / or <, are expected")
        return SettingFault("prefix", text, {"most": MAX_PREFIX})
    return None


def _framework_fault(framework: str) -> SettingFault | None:
    if framework and not (len(framework) <= _LONGEST_FRAMEWORK and _FRAMEWORK.fullmatch(framework)):
        return SettingFault(
            "framework", message("the id of a framework is expected, or nothing for the latest")
        )
    return None


def _language_fault(language: str) -> SettingFault | None:
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        return SettingFault("language", message("one of {known} is expected"), {"known": known})
    return None
