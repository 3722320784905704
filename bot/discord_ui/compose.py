"""One command and its text to one reply."""

from __future__ import annotations

from dataclasses import replace

from bot.config import Settings
from bot.knowledge import Knowledge
from bot.pictures import Picture, PictureCache
from bot.query import Command, parse_query
from bot.render import (
    Reply,
    about_reply,
    areas_reply,
    forces_reply,
    help_reply,
    render,
    sources_reply,
)
from bot.service import answer

_PAGES = {
    Command.AREAS: areas_reply,
    Command.FORCES: forces_reply,
    Command.SOURCES: sources_reply,
    Command.ABOUT: about_reply,
}


def compose(command: Command, text: str, knowledge: Knowledge, *, settings: Settings) -> Reply:
    """The reply to a command or, with ASK, to a question in plain words."""
    if command is Command.HELP:
        return help_reply(knowledge, text, prefix=settings.discord.prefix)
    if command in _PAGES:
        return _PAGES[command](knowledge, text)
    query = parse_query(text, knowledge, command)
    return replace(render(answer(query, knowledge, settings.answering), knowledge), command=command)


def draw(reply: Reply, cache: PictureCache) -> Picture | None:
    """The picture of a reply, or None where there is nothing to draw or nothing to draw with."""
    return cache.picture_of(reply.answer, version=reply.version) if reply.answer else None
