"""One command and its text to one reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge import Knowledge
from bot.language import catalogue
from bot.pictures import Picture, PictureCache, can_be_drawn
from bot.query import Command, parse_query
from bot.render import (
    Entry,
    Reply,
    about_reply,
    areas_reply,
    forces_reply,
    help_reply,
    mark_of,
    render,
    sources_reply,
)
from bot.service import Answering, answer
from bot.store import ServerSettings

_PAGES = {
    Command.FORCES: forces_reply,
    Command.SOURCES: sources_reply,
    Command.ABOUT: about_reply,
}


def compose(
    command: Command,
    text: str,
    knowledge: Knowledge,
    settings: ServerSettings,
    *,
    answering: Answering,
    guide: Sequence[Entry],
    message_content: bool = True,
    marks: bool = False,
) -> Reply:
    """The reply to a command or, with ASK, to a question in plain words, as a server wants to be answered.

    `guide` is what the help lists; without `message_content` it offers no prefix commands, which the bot
    could not read. With `marks` people can mark the reply as helpful or not.
    """
    say = catalogue(settings.language)
    if command is Command.HELP:
        prefix = settings.prefix if message_content and not settings.mention_only else ""
        return help_reply(knowledge, guide, say, prefix=prefix)
    if command is Command.AREAS:
        return areas_reply(knowledge, text, say, preferred=settings.framework)
    if command in _PAGES:
        return _PAGES[command](knowledge, text, say)
    query = parse_query(text, knowledge, command, settings.framework)
    found = answer(query, knowledge, answering)
    mark = mark_of(found, knowledge) if marks else None
    drawn = text.strip() if can_be_drawn(found) else ""
    return replace(render(found, knowledge, say), command=command, mark=mark, drawn=drawn)


class Drawing:
    """The pictures of replies, each drawn once."""

    def __init__(self) -> None:
        self._cache = PictureCache()

    def kept(self, reply: Reply) -> Picture | None:
        """The picture of a reply if it was drawn before."""
        if reply.answer is None:
            return None
        return self._cache.kept(reply.answer, version=reply.version, say=catalogue(reply.language))

    def draw(self, reply: Reply) -> Picture | None:
        """The picture of a reply, or None where there is nothing to draw or nothing to draw with."""
        if reply.answer is None:
            return None
        return self._cache.picture_of(reply.answer, version=reply.version, say=catalogue(reply.language))
