"""Replies and notices as the keyword arguments of discord.py's send and edit methods."""

from __future__ import annotations

import io
from typing import Any

import discord

from bot.discord_ui.more import MoreButton, MorePage
from bot.discord_ui.notices import Notice
from bot.render import Reply

NO_PINGS = discord.AllowedMentions.none()
"""Given with every message and edit: an edit does not inherit the client's setting."""


def of_reply(reply: Reply, *, embeds: bool) -> dict[str, Any]:
    """A reply as an embed, or as plain text where embeds are not allowed; what had to be cut is attached."""
    arguments: dict[str, Any] = {"allowed_mentions": NO_PINGS}
    if embeds:
        arguments["embed"] = _embed(reply)
    else:
        arguments |= {"content": reply.text, "suppress_embeds": True}
    if reply.more:
        view = discord.ui.View(timeout=None)
        view.add_item(MoreButton(MorePage(reply.version, reply.more)))
        arguments["view"] = view
    if reply.body_cut if embeds else reply.text_cut:
        arguments["file"] = _text_file(reply.full, "answer.txt", "The whole answer")
    return arguments


def of_notice(notice: Notice) -> dict[str, Any]:
    """A notice as plain text, with its file."""
    arguments: dict[str, Any] = {"allowed_mentions": NO_PINGS, "content": notice.text}
    if notice.file:
        arguments["file"] = _text_file(notice.file, "faults.txt", "Every fault found")
    return arguments


def for_edit(arguments: dict[str, Any]) -> dict[str, Any]:
    """The same as arguments of an edit, which takes a list of attachments and cannot suppress embeds."""
    edited = {name: value for name, value in arguments.items() if name not in {"file", "suppress_embeds"}}
    if "file" in arguments:
        edited["attachments"] = [arguments["file"]]
    return edited


def _text_file(text: str, name: str, description: str) -> discord.File:
    return discord.File(io.BytesIO(text.encode()), name, description=description)


def _embed(reply: Reply) -> discord.Embed:
    embed = discord.Embed(
        title=reply.title, url=reply.url or None, description=reply.body, colour=reply.colour
    )
    if reply.footer:
        embed.set_footer(text=reply.footer)
    return embed
