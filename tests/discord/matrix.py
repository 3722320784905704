"""The two sides of the matrix of `test_matrix`: situations, and the rows' common shape."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Any

import discord
import simcord

from bot.app import FindingsBot
from tests.discord.discord_world import World, in_thread, leave_server
from tests.discord.seats import How, Seat
from tests.e2e.kinds import commands, components

REPEATED = {("ChoiceMenu", "command"), ("LinesButton", "command"), ("MarkButton", "kind")}
"""Parts of ids that say what was asked rather than what a press does."""
_CHOICE = re.compile(r"\(\?P<(\w+)>([\w:|-]*\|[\w:|-]*)\)")
"""A part of an id that is one of several words, in a template."""


class Place(StrEnum):
    """Where somebody is."""

    CHANNEL = "channel"
    THREAD = "thread"
    POST = "forum post"
    DIRECT = "direct message"
    OWN_APP = "own app"


class Who(StrEnum):
    """Who presses, chooses or commands."""

    ASKER = "asker"
    """Whoever asked, and a moderator for what is for moderators."""
    OTHER = "other"
    """Another member, and another moderator."""
    STRANGER = "stranger"
    """A member who did not ask and may nothing."""


@dataclass(frozen=True)
class Situation:
    """A column of the matrix."""

    name: str
    place: Place = Place.CHANNEL
    who: Who = Who.ASKER
    denied: tuple[str, ...] = ()
    """Permissions that nobody has in the channel, the bot neither."""
    restarted: bool = False
    """Whether the bot is started anew between showing and pressing."""


SITUATIONS = (
    Situation("usual"),
    Situation("after a restart", restarted=True),
    Situation("another member", who=Who.OTHER),
    Situation("without permission", who=Who.STRANGER),
    Situation("embeds forbidden", denied=("embed_links",)),
    Situation("attachments forbidden", denied=("attach_files",)),
    Situation("both forbidden", denied=("embed_links", "attach_files")),
    Situation("direct message", Place.DIRECT),
    Situation("thread", Place.THREAD),
    Situation("forum post", Place.POST),
    Situation("own app", Place.OWN_APP),
)


class Audience(StrEnum):
    """For whom something is, and how everybody else is refused."""

    ANYBODY = ""
    CHOOSER = "Only the person who asked can choose here."
    ASKER = "Only the person who asked and moderators can remove this answer."
    MODERATORS = "Only this server's moderators can look after the knowledge, and only here."
    MANAGERS = "Only members who may manage this server can see and change how I answer in it."

    @property
    def in_servers(self) -> bool:
        """Whether it is for those who look after a server, in it."""
        return self in (Audience.MODERATORS, Audience.MANAGERS)


@dataclass
class Stage:
    """A world in one situation."""

    world: World
    situation: Situation
    channel: simcord.ChannelHandle
    helpers: simcord.RoleHandle
    """A role that may be chosen."""
    second: simcord.MemberActor
    """Another moderator."""
    stranger: simcord.MemberActor
    written: Any = None
    """A message of a member in the channel."""

    @property
    def asker(self) -> simcord.MemberActor:
        return self.world.member

    def seat(self, audience: Audience) -> Seat:
        """The place of whoever acts on something that is for these people."""
        world, who = self.world, self.situation.who
        if who is Who.STRANGER:
            actor = self.stranger
        elif audience.in_servers:
            actor = world.moderator if who is Who.ASKER else self.second
        else:
            actor = world.member if who is Who.ASKER else world.other
        direct = self.situation.place is Place.DIRECT
        return Seat(actor, actor.user.dm_channel if direct else self.channel, direct)


Act = Callable[[Stage, Seat, Any], Awaitable[Any]]
"""Does it; given the message that was shown before, if one was."""


@dataclass(frozen=True)
class Row:
    """One way in: its name as `ways_in` has it, what is done, and how it is answered where all is allowed.

    `shows` makes the button or menu that the bot has sent before. What is `heard` is a message, which reaches
    the bot only in servers that it is in.
    """

    name: str
    act: Act
    how: How
    says: str
    audience: Audience = Audience.ANYBODY
    shows: Callable[[Stage], Awaitable[discord.ui.DynamicItem[Any]]] | None = None
    heard: bool = False

    def expected(self, situation: Situation) -> tuple[How, str]:
        """How it is answered in a situation, and words of the answer."""
        if self.heard and situation.place is Place.OWN_APP:
            return How.NOT_OFFERED, ""
        if self.audience.in_servers and situation.place is Place.DIRECT and self.name.startswith("/"):
            return How.NOT_OFFERED, ""
        if self._refused(situation):
            return (How.SHARED if self.heard else How.PRIVATE), self.audience
        return self.how, self.says

    def _refused(self, situation: Situation) -> bool:
        if self.audience.in_servers:
            elsewhere = situation.place in (Place.DIRECT, Place.OWN_APP)
            return elsewhere or situation.who is Who.STRANGER
        return self.audience is not Audience.ANYBODY and situation.who is not Who.ASKER


def ways_in(bot: FindingsBot) -> set[str]:
    """Every way in that the running bot has, but for forms, which are seen when they open."""
    found = {name.removeprefix("command: ") for name in commands(bot)}
    found |= {f"!{name}" for name in bot.all_commands}
    found |= {name.replace("/", "!", 1) for name in found if name.startswith("/knowledge ")}
    for item in items(bot):
        found |= set(_variants(item))
    return found


def items(bot: FindingsBot) -> list[type[discord.ui.DynamicItem[Any]]]:
    """The buttons and menus that the bot answers. Each that the code has must be among them."""
    known = bot._connection._view_store._dynamic_items.values()
    assert {f"component: {item.__name__}" for item in known} == set(components()), "one is not registered"
    return list(known)


def _variants(item: type[discord.ui.DynamicItem[Any]]) -> Iterator[str]:
    """The name of an item, once for everything that a press on it may mean."""
    template, name = item.__discord_ui_compiled_template__.pattern, item.__name__
    parts = [words.split("|") for part, words in _CHOICE.findall(template) if (name, part) not in REPEATED]
    if "|(?P<" in template:  # one part or the other
        yield from (f"{name} {word}" for words in parts for word in words)
    else:
        yield from (" ".join((name, *words)) for words in product(*parts))


async def channel_in(world: World, situation: Situation) -> simcord.ChannelHandle:
    """The channel in which a situation takes place."""
    if situation.place is Place.THREAD:
        return await in_thread(world)
    if situation.place is Place.POST:
        return await in_thread(world, world.member.guild.create_forum_channel("questions"))
    if situation.place is Place.DIRECT:
        return world.member.user.dm_channel
    return world.channel


def enter(stage: Stage) -> None:
    """Let everything be as the situation has it, once all has been shown."""
    if stage.situation.place is Place.OWN_APP:
        leave_server(stage.world)
