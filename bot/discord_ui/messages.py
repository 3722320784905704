"""Replies and notices as the keyword arguments of discord.py's send and edit methods."""

from __future__ import annotations

import io
from typing import Any

import discord

from bot.discord_ui.answers.choose import ChoiceMenu
from bot.discord_ui.answers.depth import LeadButton
from bot.discord_ui.answers.examples import ExampleMenu
from bot.discord_ui.answers.lines import LinesButton
from bot.discord_ui.answers.marks import MarkButton
from bot.discord_ui.answers.remove import RemoveButton
from bot.discord_ui.moderators.buttons import KnowledgeButton
from bot.discord_ui.moderators.drafts.buttons import DraftButton
from bot.discord_ui.moderators.drafts.ids import HEAD as DRAFT
from bot.discord_ui.notices import MAX_NOTICE, Button, Notice
from bot.discord_ui.servers.items import panel_view
from bot.language import catalogue
from bot.pictures import Picture
from bot.render import Reply
from bot.store import Vote

NO_PINGS = discord.AllowedMentions.none()
"""Given with every message and edit: an edit does not inherit the client's setting."""

EMPTY: dict[str, Any] = {"content": None, "embed": None, "view": None, "attachments": []}
"""What an edit is given to put something else in the place of all that a message holds."""


def of_reply(
    reply: Reply,
    asker: int,
    *,
    embeds: bool,
    files: bool = True,
    picture: Picture | None = None,
    shared: bool = False,
) -> dict[str, Any]:
    """A reply to the user `asker` as an embed, or as plain text where embeds are not allowed.

    What is `shared` with others can be removed again by a button.

    What had to be cut and the picture are attached, except where `files` may not be: Discord would refuse the
    whole message.
    """
    arguments: dict[str, Any] = {"allowed_mentions": NO_PINGS}
    if embeds:
        arguments["embed"] = _embed(reply)
    else:
        arguments |= {"content": reply.text, "suppress_embeds": True}
    if items := _items(reply, asker, shared=shared):
        view = arguments["view"] = discord.ui.View(timeout=None)
        for item in items:
            view.add_item(item)
    cut = reply.body_cut if embeds else reply.text_cut
    say = catalogue(reply.language)
    attached = [_text_file(reply.full, say("answer.txt"), say("The whole answer"))] if cut else []
    if picture is not None:
        attached.append(of_picture(picture))
    if attached and files:
        arguments["files"] = attached
    return arguments


def _items(reply: Reply, asker: int, *, shared: bool) -> list[discord.ui.Item[Any]]:
    """What can be pressed under a reply: where it leads, what may have been meant, marks, its removal."""
    say = catalogue(reply.language)
    items: list[discord.ui.Item[Any]] = []
    items += [LeadButton(offer, reply.version) for offer in reply.offers]
    if reply.choices:
        items.append(ChoiceMenu(asker, reply.command, reply.choices, say("Choose what you meant")))
    if reply.mark:
        items += [MarkButton(vote, reply.mark, reply.version) for vote in Vote]
    if reply.examples:
        items.append(ExampleMenu(reply.examples, say))
    if LinesButton.fits(reply.command, reply.drawn):
        items.append(LinesButton(reply.command, reply.drawn, say("As text")))
    if shared:
        items.append(RemoveButton(asker, say("Remove")))
    return items


def of_picture(picture: Picture) -> discord.File:
    """A picture as an attachment: Discord reads the alt text of those, and ignores that of embed images."""
    return discord.File(io.BytesIO(picture.png), picture.filename, description=picture.alt)


def of_notice(notice: Notice, *, files: bool = True) -> dict[str, Any]:
    """A notice as plain text, with its file and buttons; where files may not be, with its beginning."""
    arguments: dict[str, Any] = {"allowed_mentions": NO_PINGS, "content": notice.text}
    if notice.file and files:
        arguments["files"] = [_text_file(notice.file, notice.name, "All of it")]
    elif notice.file and not notice.beside:
        room = MAX_NOTICE - len(notice.text)
        shown = notice.file.replace("`", "ˋ")[: max(0, room)]
        arguments["content"] += f"\n```\n{shown}\n```" if shown else ""
    if notice.buttons:
        arguments["view"] = _view(notice.buttons)
    if notice.panel is not None:
        arguments["view"] = panel_view(notice.panel)
    return arguments


def _view(buttons: tuple[Button, ...]) -> discord.ui.View:
    """The buttons as a view that never times out."""
    view = discord.ui.View(timeout=None)
    for button in buttons:
        kind = DraftButton if button.id.startswith(DRAFT) else KnowledgeButton
        view.add_item(kind(button))
    return view


def for_edit(arguments: dict[str, Any]) -> dict[str, Any]:
    """The same as arguments of an edit, which takes a list of attachments and cannot suppress embeds."""
    edited = {
        name: value
        for name, value in arguments.items()
        if name not in {"files", "suppress_embeds", "reference"}
    }
    if "files" in arguments:
        edited["attachments"] = arguments["files"]
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
