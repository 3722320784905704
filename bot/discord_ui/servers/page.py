"""What holds in a server, in plain words, and what came of a change of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.config import DiscordSettings
from bot.discord_ui.notices import Notice
from bot.discord_ui.servers.panel import Panel
from bot.language import LANGUAGES, Catalogue, catalogue, message
from bot.model import Framework
from bot.render.limits import CHOICES
from bot.render.markup import escape
from bot.store import InvalidSettings, ServerSettings, StoreError, Trouble

SHOWN = 10
"""Channels, and roles, that are named in the text."""
Remark = Callable[[Catalogue], str]
"""What is said of a change, in the language that holds after it."""
FIELDS = {
    "channels": message("Channels"),
    "prefix": message("Prefix"),
    "framework": message("Inspection to look in first"),
    "moderator_roles": message("Moderator roles"),
    "language": message("Language"),
}
"""The fields of the settings, as people are told of them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a server stands with the knowledge, which all servers share.

    `counts` says whether the host lets its members look after it, `chooser` whether whoever sees the settings
    may, and so may let others.
    """

    counts: bool
    chooser: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """One server's settings, as far as its channels and roles still exist, and what they depend on.

    `frameworks` are those of the knowledge, the latest first; `trouble` is why settings cannot be read.
    """

    settings: ServerSettings
    own: bool
    host: DiscordSettings
    standing: Standing
    frameworks: tuple[Framework, ...]
    trouble: Trouble | None = None


def page(situation: Situation, remark: str = "") -> Notice:
    """The settings with the menus to change them; `remark` says what came of the last change."""
    say = catalogue(situation.settings.language)
    named = tuple((item.id, item.name) for item in situation.frameworks)
    panel = Panel(
        situation.settings,
        _fitting(named, situation.settings.framework),
        roles=situation.standing.counts and situation.standing.chooser,
        own=situation.own,
        say=say,
    )
    return Notice("\n".join([*([remark, ""] if remark else []), *_lines(situation, say)]), panel=panel)


def pointer(situation: Situation) -> Notice:
    """The settings without menus, for a channel in which everybody would see those."""
    say = catalogue(situation.settings.language)
    return Notice("\n".join([*_lines(situation, say), "", say("`/settings` changes them.")]))


def _fitting(frameworks: tuple[tuple[str, str], ...], chosen: str) -> tuple[tuple[str, str], ...]:
    """As many as the menu has room for beside the latest, the chosen one among them."""
    room = CHOICES - 1
    if chosen in dict(frameworks[room:]):
        return (*frameworks[: room - 1], (chosen, dict(frameworks)[chosen]))
    return frameworks[:room]


def _lines(situation: Situation, say: Catalogue) -> list[str]:
    settings = situation.settings
    lines = [say("**How I answer in this server**")]
    lines += [f"- {line}" for line in _answering(situation, say)]
    lines.append(f"- {_first(situation, say)}")
    language = LANGUAGES[settings.language]
    spoken = say("My own words are in {language}.", language=language.name)
    if not language.reviewed:
        spoken += " " + say("This translation awaits a speaker's review.")
    lines += [f"- {spoken}", f"- {_moderating(situation, say)}"]
    if situation.trouble is not None:
        trouble = say(situation.trouble)
        lines += ["", say("The settings of servers cannot be read: {trouble}.", trouble=trouble)]
    elif not situation.own:
        lines += ["", say("These are the host's defaults; this server has changed nothing.")]
    return lines


def _answering(situation: Situation, say: Catalogue) -> list[str]:
    settings, host = situation.settings, situation.host
    ways = [say("slash commands")]
    commands = host.message_content and not settings.mention_only
    if commands:
        example = escape(f"{settings.prefix}grade kent investigation")
        ways.append(say("commands such as **{example}**", example=example))
    if host.mentions:
        ways.append(say("messages that mention me"))
    if host.replies:
        ways.append(say("replies to me"))
    lines = [say("I answer {ways}.", ways=say.listed(ways))]
    if not host.message_content:
        lines.append(
            say("The host does not let me read other messages, so a prefix and channels have no effect.")
        )
    elif settings.mention_only:
        lines.append(say("While I answer only when mentioned, the prefix and the channels have no effect."))
    if settings.channels:
        channels = _links("<#{}>", settings.channels, say)
        lines.append(say("Every message is a question to me in {channels}.", channels=channels))
    elif commands:
        lines.append(say("There is no channel in which every message is a question to me."))
    return lines


def _links(form: str, ids: frozenset[int], say: Catalogue) -> str:
    """Channels or roles by name, as Discord shows them; not all of very many, which the menu shows."""
    shown = [form.format(one) for one in sorted(ids)[:SHOWN]]
    return say.listed([*shown, say("{count} more", count=len(ids) - SHOWN)] if len(ids) > SHOWN else shown)


def _first(situation: Situation, say: Catalogue) -> str:
    wanted = situation.settings.framework
    chosen = next((item for item in situation.frameworks if item.id == wanted), None)
    if chosen is not None:
        return say("A question that names no inspection is looked up in {cycle} first.", cycle=chosen.name)
    latest = say("A question that names no inspection is looked up in the latest one first.")
    if wanted:
        return latest + " " + say("“{framework}” was chosen, but is not held.", framework=escape(wanted))
    return latest


def _moderating(situation: Situation, say: Catalogue) -> str:
    if not situation.standing.counts:
        return say("All servers share what I know. The host allows nobody in this one to look after it.")
    if situation.settings.moderator_roles:
        line = say(
            "What I know is looked after by people whom the host allows, and in this server by {roles}. A "
            "role sees `/knowledge` once that is allowed to it in the server's settings under Integrations.",
            roles=_links("<@&{}>", situation.settings.moderator_roles, say),
        )
    else:
        line = say(
            "What I know is looked after by people whom the host allows. This server has added no role to "
            "them."
        )
    if situation.standing.chooser:
        return line
    return line + " " + say("Only they can choose roles.")


def refusal(error: InvalidSettings | StoreError) -> Remark:
    """What stands in the way of a change. The settings hold as they were."""

    def said(say: Catalogue) -> str:
        if isinstance(error, StoreError):
            return say("Nothing was changed: {reason}.", reason=say(error.trouble))
        faults = [
            f"**{say(FIELDS[fault.name])}**: {say(fault.message, **fault.values)}." for fault in error.faults
        ]
        return "\n".join([say("Nothing was changed."), *faults])

    return said


def denied(say: Catalogue) -> Notice:
    """Somebody who may not manage the server has tried."""
    return Notice(
        say("Only members who may manage this server can see and change how I answer in it."), passing=True
    )
