"""The settings: read once, at the entry, and handed down as plain values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from bot.knowledge.faults import Fault, FaultLog, quoted, unknown
from bot.knowledge.files import NotServableError, read_ordinary
from bot.knowledge.text import decode
from bot.knowledge.yaml_guard import Items, Node, Scalar, Table, parse_yaml
from bot.service import Answering

MAX_BYTES = 1 << 16
"""Largest settings file."""
MAX_PREFIX = 10
"""Longest command prefix in characters."""
PERMISSIONS = (
    "administrator",
    "manage_guild",
    "manage_roles",
    "manage_channels",
    "manage_threads",
    "manage_messages",
    "moderate_members",
    "ban_members",
    "kick_members",
)
"""Discord's permissions that moderators have and ordinary members do not."""
LOG_LEVELS = ("error", "warning", "info", "debug")


class ConfigFaults(Exception):
    """A settings file cannot be used. Holds every fault found, in the order of the lines."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """How the bot meets people on Discord. Channels and servers are ids."""

    prefix: str = "!"
    message_content: bool = True
    mentions: bool = True
    replies: bool = True
    direct_messages: bool = True
    channels: frozenset[int] = frozenset()
    unknown_commands: bool = True
    pictures: bool = True
    sync_server: int | None = None
    state: Path = Path("state")


@dataclass(frozen=True, slots=True)
class ModeratorSettings:
    """Who may look after the knowledge: role ids, a permission of Discord's, ids of servers (none: all).

    `audit_channel` is the id of a channel that is told of every change.
    """

    roles: frozenset[int] = frozenset()
    permission: str = "manage_guild"
    servers: frozenset[int] = frozenset()
    audit_channel: int | None = None


@dataclass(frozen=True, slots=True)
class HistorySettings:
    """Where applied versions and the history are kept, and how many versions."""

    folder: Path = Path("state/knowledge")
    keep: int = 10


@dataclass(frozen=True, slots=True)
class UnansweredSettings:
    """For how many days a question that found no answer is kept; 0 keeps none."""

    days: int = 0


@dataclass(frozen=True, slots=True)
class CooldownSettings:
    """At most `questions` of one person in any `seconds`."""

    questions: int = 5
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class AdmissionSettings:
    """Answers made at once, and questions that may wait."""

    slots: int = 4
    queue: int = 20


@dataclass(frozen=True, slots=True)
class PreviewSettings:
    """The port of the local page; 0 takes any free one."""

    port: int = 8765


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. `knowledge` is a path that can be opened as it stands."""

    knowledge: Path = Path("knowledge")
    watch: bool = False
    discord: DiscordSettings = field(default_factory=DiscordSettings)
    moderators: ModeratorSettings = field(default_factory=ModeratorSettings)
    history: HistorySettings = field(default_factory=HistorySettings)
    unanswered: UnansweredSettings = field(default_factory=UnansweredSettings)
    cooldown: CooldownSettings = field(default_factory=CooldownSettings)
    admission: AdmissionSettings = field(default_factory=AdmissionSettings)
    answering: Answering = field(default_factory=Answering)
    preview: PreviewSettings = field(default_factory=PreviewSettings)
    log_level: str = "info"


def default_config() -> Path:
    """The settings file that comes with the program: in the wheel, or at the top of a clone."""
    package = Path(__file__).parent
    shipped = package / "shipped" / "config.yaml"
    return shipped if shipped.exists() else package.parent / "config.yaml"


def load_settings(path: Path | None = None) -> Settings:
    """Read a settings file; without a path the one that comes with the program.

    Raises ConfigFaults with every fault found. A relative `knowledge` path is resolved against the file.
    """
    path = default_config() if path is None else path
    log = FaultLog()
    shown = path.name
    settings = Settings()
    try:
        text = decode(shown, read_ordinary(str(path), MAX_BYTES), log)
    except NotServableError as error:
        raise ConfigFaults((Fault(str(path), 0, "", str(error)),)) from None
    if text and not _is_blank(text) and (table := parse_yaml(shown, text, log)) is not None:
        settings = _Reader(shown, log).settings(table)
    if log.faults:
        raise ConfigFaults(tuple(log.faults))
    return _anchored(settings, path.parent)


def _is_blank(text: str) -> bool:
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())


def _anchored(settings: Settings, folder: Path) -> Settings:
    values = {item.name: getattr(settings, item.name) for item in fields(settings)}
    return Settings(**{**values, "knowledge": folder / settings.knowledge})


class _ExpectedError(Exception):
    """A value is of the wrong type or out of bounds; the message says what is expected."""


def _text(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise _ExpectedError("a text is expected")
    return node.text


def _path(node: Node) -> Path:
    if not (text := _text(node)):
        raise _ExpectedError("the path of a folder is expected")
    return Path(text)


def _prefix(node: Node) -> str:
    text = _text(node)
    if not 0 < len(text) <= MAX_PREFIX or any(sign.isspace() for sign in text) or text[0] in "/<":
        raise _ExpectedError(
            f"1 to {MAX_PREFIX} characters without blanks, not starting with / or <, are expected"
        )
    return text


def _yes_no(node: Node) -> bool:
    known = {"yes": True, "true": True, "no": False, "false": False}
    text = _text(node).lower()
    if text not in known:
        raise _ExpectedError(f"yes or no is expected, not {quoted(text)}")
    return known[text]


def _whole(least: int, most: int) -> Callable[[Node], int]:
    def convert(node: Node) -> int:
        text = _text(node)
        if not (text.isascii() and text.isdigit() and len(text) <= 9 and least <= int(text) <= most):
            raise _ExpectedError(f"a whole number from {least} to {most} is expected, not {quoted(text)}")
        return int(text)

    return convert


def _number(least: float, most: float) -> Callable[[Node], float]:
    def convert(node: Node) -> float:
        text = _text(node)
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not least <= value <= most:
            raise _ExpectedError(f"a number from {least:g} to {most:g} is expected, not {quoted(text)}")
        return value

    return convert


def _id(node: Node) -> int:
    text = _text(node)
    if not (text.isascii() and text.isdigit() and len(text) <= 20):
        raise _ExpectedError(f"an id is expected: the long number that Discord copies, not {quoted(text)}")
    return int(text)


def _id_or_none(node: Node) -> int | None:
    return None if isinstance(node, Scalar) and not node.text else _id(node)


def _ids(node: Node) -> frozenset[int]:
    if isinstance(node, Scalar) and not node.text:
        return frozenset()
    if not isinstance(node, Items):
        raise _ExpectedError("a list of ids is expected, as in [123456789012345678]")
    return frozenset(_id(item) for item in node.items)


def _one_of(*words: str) -> Callable[[Node], str]:
    def convert(node: Node) -> str:
        text = _text(node)
        if text.lower() not in words:
            raise _ExpectedError(unknown(text, words))
        return text.lower()

    return convert


_SECTIONS: Mapping[str, tuple[type, Mapping[str, Callable[[Node], Any]]]] = {
    "discord": (
        DiscordSettings,
        {
            "prefix": _prefix,
            "message_content": _yes_no,
            "mentions": _yes_no,
            "replies": _yes_no,
            "direct_messages": _yes_no,
            "channels": _ids,
            "unknown_commands": _yes_no,
            "pictures": _yes_no,
            "sync_server": _id_or_none,
            "state": _path,
        },
    ),
    "moderators": (
        ModeratorSettings,
        {
            "roles": _ids,
            "permission": _one_of(*PERMISSIONS),
            "servers": _ids,
            "audit_channel": _id_or_none,
        },
    ),
    "history": (HistorySettings, {"folder": _path, "keep": _whole(1, 1000)}),
    "unanswered": (UnansweredSettings, {"days": _whole(0, 365)}),
    "cooldown": (CooldownSettings, {"questions": _whole(1, 1000), "seconds": _number(0, 3600)}),
    "admission": (AdmissionSettings, {"slots": _whole(1, 64), "queue": _whole(0, 10_000)}),
    "answering": (Answering, {"threshold": _number(0, 1), "excerpts": _whole(1, 10)}),
    "preview": (PreviewSettings, {"port": _whole(0, 65535)}),
}
_TOP: Mapping[str, Callable[[Node], Any]] = {
    "knowledge": _path,
    "watch": _yes_no,
    "log_level": _one_of(*LOG_LEVELS),
}


class _Reader:
    """Turns the tree of texts into settings, noting what is wrong."""

    def __init__(self, file: str, log: FaultLog) -> None:
        self._file = file
        self._log = log

    def settings(self, table: Table) -> Settings:
        values = self._values(table, _TOP, "", other=_SECTIONS)
        for name, (section, keys) in _SECTIONS.items():
            if name not in table.entries:
                continue
            line, node = table.entries[name]
            if isinstance(node, Table):
                values[name] = section(**self._values(node, keys, f"{name}."))
            elif not (isinstance(node, Scalar) and not node.text):
                self._log.fault(self._file, line, name, f"its own keys are expected: {', '.join(keys)}")
        return Settings(**values)

    def _values(
        self,
        table: Table,
        keys: Mapping[str, Callable[[Node], Any]],
        place: str,
        other: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """The values of the known keys of one table; `place` stands before a key in a message."""
        values = {}
        for key, (line, node) in table.entries.items():
            if key in keys:
                try:
                    values[key] = keys[key](node)
                except _ExpectedError as error:
                    self._log.fault(self._file, line, place + key, str(error))
            elif key not in (other or {}):
                self._log.fault(self._file, line, "", f"the key {unknown(key, (*keys, *(other or {})))}")
        return values
