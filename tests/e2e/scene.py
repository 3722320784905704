"""What a scene is, and the ways of playing one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.answer import Answer
from bot.discord_ui.messages import of_notice, of_reply
from bot.discord_ui.notices import Notice
from bot.render import render
from tests.discord.discord_world import World

Act = Callable[[World], Awaitable[Any]]


@dataclass(frozen=True)
class Scene:
    """One thing to look at: what to do to see it, which kinds it shows, and through whose eyes.

    `opens` are the labels of buttons that open a form, which is looked at too.
    """

    name: str
    act: Act
    shows: tuple[str, ...]
    moderator: bool = False
    opens: tuple[str, ...] = ()


def asking(text: str, *shows: str, name: str = "", moderator: bool = False) -> Scene:
    """A prefix command of a member or a moderator."""

    async def act(world: World) -> None:
        await (world.moderator if moderator else world.member).send(world.channel, text)

    return Scene(name or text.strip("!?"), act, (f"command: {text.split()[0]}", *shows), moderator)


def slash(command: str, *shows: str, moderator: bool = False, **options: object) -> Scene:
    async def act(world: World) -> None:
        await (world.moderator if moderator else world.member).slash(world.channel, command, **options)

    return Scene(f"slash {command}", act, (f"command: /{command}", *shows), moderator)


def shown_notice(name: str, notice: Notice, *, moderator: bool = False) -> Scene:
    """A notice that takes a busy, slow or broken bot to come about."""

    async def act(world: World) -> None:
        await channel_of(world).send(**of_notice(notice))

    return Scene(f"notice {name}", act, (f"notice: {name}",), moderator)


def shown_answer(given: Answer, *shows: str) -> Scene:
    """An answer that the shipped knowledge gives to no question, or to none that stays the same."""

    async def act(world: World) -> None:
        reply = render(given, world.bot.pipeline.holder.current)
        await channel_of(world).send(**of_reply(reply, world.member.id, embeds=True))

    return Scene(shows[0], act, shows)


def channel_of(world: World) -> Any:
    return world.bot.get_partial_messageable(world.channel.id)


def pressing(label: str, *shows: str) -> Scene:
    """A moderator presses a button under what the bot said last."""

    async def act(world: World) -> None:
        await world.moderator.click(world.said[-1], label=label)

    return Scene(f"press {label}", act, shows, moderator=True)


def changing(change: Callable[..., None], name: str, command: str, *shows: str) -> Scene:
    """A moderator's command after the files have changed."""

    async def act(world: World) -> None:
        change(world.settings.knowledge)
        await world.moderator.send(world.channel, command)

    return Scene(name, act, (f"command: {command.split()[0]}", *shows), moderator=True)
