"""Somebody in a place, all that they can do there, and what comes of it, read from what the bot sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import discord
import simcord
from simcord.actors import _dispatch_actor_interaction
from simcord.backend import serializers
from simcord.enums import AppCommandType, ComponentType, InteractionType

_PRIVATE = 1 << 6
"""Discord's flag of a message that one person sees."""


class How(StrEnum):
    """How something is answered."""

    SHARED = "for all to see"
    PRIVATE = "to its user alone"
    IN_PLACE = "in the place of the message"
    REMOVED = "by removing the message"
    FORM = "by a form"
    NOT_OFFERED = "not at all: Discord does not offer it here"


@dataclass(frozen=True)
class Told:
    """One answer: how it came and what it says; whether with an embed and with files."""

    how: How
    text: str = ""
    embeds: bool = False
    files: bool = False
    form: str = ""


_REPLY, _THINKING, _NOTICED, _UPDATE, _MODAL = 4, 5, 6, 7, 9
"""Discord's types of an answer to an interaction."""


def told(requests: Sequence[simcord.HttpLogEntry]) -> list[Told]:
    """The answers among some requests. What was deferred counts once, and a picture that follows does not."""
    found: list[Told] = []
    private = waiting = False
    for one in requests:
        body, path = one.json, one.path
        if path.endswith("/callback"):
            data, kind = body.get("data") or {}, body["type"]
            private, waiting = bool(data.get("flags", 0) & _PRIVATE), kind in (_THINKING, _NOTICED)
            in_place = kind in (_UPDATE, _NOTICED)
            if kind == _MODAL:
                found.append(Told(How.FORM, form=data["custom_id"]))
            elif not waiting:
                found.append(_told(data, How.IN_PLACE if in_place else _to(private)))
        elif path.endswith("/messages/@original") and waiting:
            waiting = False
            removed = one.method == "DELETE"
            how = How.REMOVED if removed else How.IN_PLACE if in_place else _to(private)
            found.append(_told(body or {}, how))
        elif path.startswith("/webhooks/") and one.method == "POST":
            waiting = False
            found.append(_told(body, _to(bool(body.get("flags", 0) & _PRIVATE))))
        elif path.endswith("/messages") and one.method == "POST":
            found.append(_told(body, How.SHARED))
    return found


def _to(private: bool) -> How:
    return How.PRIVATE if private else How.SHARED


def _told(body: dict[str, Any], how: How) -> Told:
    embeds = body.get("embeds") or []
    parts = [body.get("content") or ""]
    parts += [part for one in embeds for part in (one.get("title"), one.get("description")) if part]
    return Told(how, "\n".join(parts).replace("\\", ""), bool(embeds), bool(body.get("attachments")))


@dataclass(frozen=True)
class Seat:
    """A member in a channel of their server, or in private with the bot."""

    actor: simcord.MemberActor
    channel: simcord.ChannelHandle
    direct: bool = False

    @property
    def _who(self) -> Any:
        return self.actor.user if self.direct else self.actor

    async def slash(self, name: str, **options: object) -> Any:
        where = () if self.direct else (self.channel,)
        return await self._who.slash(*where, name, **options)

    async def send(self, text: str) -> discord.Message:
        where = () if self.direct else (self.channel,)
        return await (self._who.send_dm if self.direct else self._who.send)(*where, text)

    async def click(self, message: Any, custom_id: str) -> Any:
        return await self._who.click(message, custom_id=custom_id)

    async def select(self, message: Any, values: Sequence[Any], custom_id: str) -> Any:
        return await self._who.select(message, values, custom_id=custom_id)

    async def use_menu(self, name: str, message: discord.Message) -> Any:
        """Use an entry of the menu of a message; simcord has none for messages in private."""
        backend = self.actor._env.backend
        stored = backend.get_message(self.channel.id, message.id)
        data = {
            "id": backend.find_command(name, None, type=AppCommandType.MESSAGE)["id"],
            "name": name,
            "type": AppCommandType.MESSAGE,
            "target_id": str(message.id),
            "resolved": {"messages": {str(message.id): dict(serializers.message_payload(backend, stored))}},
        }
        return await self._happen(InteractionType.APPLICATION_COMMAND, data)

    async def send_back(self, message: Any, form: str, values: dict[str, str]) -> Any:
        """Send back a form that was opened from a message, be it that this person was never shown it."""
        fields = [
            {"type": ComponentType.TEXT_INPUT, "custom_id": one, "value": values[one]} for one in values
        ]
        labels = [{"type": ComponentType.LABEL, "component": field} for field in fields]
        data = {"custom_id": form, "components": labels}
        return await self._happen(InteractionType.MODAL_SUBMIT, data, message)

    async def _happen(self, kind: InteractionType, data: dict[str, Any], message: Any = None) -> Any:
        """Let an interaction happen as Discord would tell the bot of it."""
        extra = None
        if message is not None:
            backend = self.actor._env.backend
            stored = backend.get_message(self.channel.id, message.id)
            extra = {"message": dict(serializers.message_payload(backend, stored))}
        source = None if message is None else message.id
        return await _dispatch_actor_interaction(
            self._who, kind, self.channel, data, extra=extra, source_message_id=source
        )
