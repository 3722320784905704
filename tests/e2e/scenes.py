"""What there is to look at: for every kind of thing that the bot shows, how to bring it about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bot.answer import AbstainAnswer, AbstainReason, Answer, NotGradedReason
from bot.cogs.menus import ASK_ABOUT_MESSAGE
from bot.config import DiscordSettings
from bot.discord_ui import choose, feedback, knowledge_notices, marks, notices, settings_items
from bot.discord_ui.messages import of_notice, of_reply
from bot.discord_ui.notices import Notice
from bot.discord_ui.welcome import welcome
from bot.language import ENGLISH
from bot.moderation import AtWork, Health, Kind, Unanswered
from bot.query import Command, parse_query
from bot.render import render
from bot.service import answer
from bot.store import ServerSettings, Trouble, Vote
from tests.discord.discord_world import World, button_id
from tests.discord.test_moderation import add_passage, break_it, change_grade
from tests.e2e.kinds import kind_of

Act = Callable[[World], Awaitable[Any]]


@dataclass(frozen=True)
class Scene:
    """One thing to look at: what to do to see it, which kinds it shows, and through whose eyes."""

    name: str
    act: Act
    shows: tuple[str, ...]
    moderator: bool = False


def _asking(text: str, *shows: str, name: str = "", moderator: bool = False) -> Scene:
    """A prefix command of a member or a moderator."""

    async def act(world: World) -> None:
        await (world.moderator if moderator else world.member).send(world.channel, text)

    return Scene(name or text.strip("!?"), act, (f"command: {text.split()[0]}", *shows), moderator)


def _slash(command: str, *shows: str, moderator: bool = False, **options: object) -> Scene:
    async def act(world: World) -> None:
        await (world.moderator if moderator else world.member).slash(world.channel, command, **options)

    return Scene(f"slash {command}", act, (f"command: /{command}", *shows), moderator)


def _notice(name: str, notice: Notice, *, moderator: bool = False) -> Scene:
    """A notice that takes a busy, slow or broken bot to come about."""

    async def act(world: World) -> None:
        await _channel(world).send(**of_notice(notice))

    return Scene(f"notice {name}", act, (f"notice: {name}",), moderator)


def _answer(given: Answer, *shows: str) -> Scene:
    """An answer that the shipped knowledge gives to no question, or to none that stays the same."""

    async def act(world: World) -> None:
        reply = render(given, world.bot.pipeline.holder.current)
        await _channel(world).send(**of_reply(reply, world.member.id, embeds=True))

    return Scene(shows[0], act, shows)


def _channel(world: World) -> Any:
    return world.bot.get_partial_messageable(world.channel.id)


def _press(label: str, *shows: str) -> Scene:
    """A moderator presses a button under what the bot said last."""

    async def act(world: World) -> None:
        await world.moderator.click(world.said[-1], label=label)

    return Scene(f"press {label}", act, shows, moderator=True)


async def _choose(world: World) -> None:
    await world.member.send(world.channel, "!grade yorkshire investigation")
    await world.member.select(world.said[-1], ["West Yorkshire investigation"])


async def _more(world: World) -> None:
    await world.member.send(world.channel, "!ask why are abusers escaping justice in kent?")
    await world.member.click(world.said[-1], label="More excerpts")


async def _about_message(world: World) -> None:
    written = await world.other.send(world.channel, "honestly, why are abusers escaping justice in kent?")
    await world.member.context_menu(world.channel, ASK_ABOUT_MESSAGE, written)


async def _as_text(world: World) -> None:
    """Where embeds are not allowed."""
    knowledge = world.bot.pipeline.holder.current
    reply = render(answer(parse_query("kent", knowledge, Command.FORCE), knowledge), knowledge)
    await _channel(world).send(**of_reply(reply, world.member.id, embeds=False))


def _changing(change: Callable[..., None], name: str, command: str, *shows: str) -> Scene:
    """A moderator's command after the files have changed."""

    async def act(world: World) -> None:
        change(world.settings.knowledge)
        await world.moderator.send(world.channel, command)

    return Scene(name, act, (f"command: {command.split()[0]}", *shows), moderator=True)


_REASONS = {
    AbstainReason.EMPTY: "!ask hello",
    AbstainReason.NO_EVIDENCE: "!ask who won the world cup?",
    AbstainReason.NOT_HELD: "!grade essex vetting",
    AbstainReason.UNKNOWN_NAME: "!grade atlantis investigation",
    AbstainReason.OTHER_BODY: "!ask how did kent fire service do?",
    AbstainReason.UNKNOWN_CYCLE: "!grade kent investigation 2011",
    AbstainReason.NO_SUCH_SPEAKER: "!ask what did the prime minister say about bail?",
    AbstainReason.NO_SUCH_KIND: "!ask causes of concern in essex",
    AbstainReason.NO_SUBJECT: "!grade",
    AbstainReason.NO_AREA: "!rank best force",
    NotGradedReason.AREA: "!grade kent strategic policing requirement",
    NotGradedReason.NO_SUCH_AREA: "!grade kent legitimacy 2023-25",
    NotGradedReason.SUBJECT: "!grade british transport police investigation",
    NotGradedReason.OVERALL: "!grade kent overall",
    NotGradedReason.STATED: "!grade greater manchester efficiency 2017",
}
_HOST = AtWork(0, Kind.RELOAD, datetime(2026, 1, 1, 12, tzinfo=UTC))
_HEALTH = Health(store="the disk is full")
_UNANSWERED = (
    Unanswered("how many police dogs does kent have?", date(2026, 1, 1), date(2026, 1, 9), 3),
    Unanswered("who runs essex police?", date(2026, 1, 4), date(2026, 1, 4), 1),
)


def _answers() -> Iterator[Scene]:
    yield _asking("!grade kent investigation", "answer: JudgmentAnswer", "picture: Table", "picture: Break")
    yield _asking("!grade kent investigation 2021/22")
    yield _asking("!force kent", "answer: JudgmentsAnswer")
    yield _asking("!force kent 2021/22")
    yield _asking("!force durham")
    yield _asking("!force kent every cycle", "picture: Grid")
    yield _asking("!compare kent, essex responding to the public", "answer: ComparisonAnswer")
    yield _asking("!compare kent, essex")
    yield _asking("!compare kent, essex, surrey, sussex, hampshire 2018/19")
    yield _asking("!compare england", "picture: Counts")
    yield _asking("!rank recording data about crime", "answer: RankingAnswer", "picture: Groups")
    yield _asking("!rank investigating crime 2021/22")
    yield _asking("!ask why are abusers escaping justice in kent?", "answer: PassagesAnswer")
    yield _asking("!ask what did the commissioner say about burglars?")
    yield _asking("!ask which forces are outstanding at recording crime?")
    yield _asking("!grade yorkshire investigation", "answer: AmbiguousAnswer", "component: ChoiceMenu")
    yield _asking("!grade kent crime")
    yield Scene("as text", _as_text, ())
    yield Scene("chosen from the menu", _choose, ())
    yield Scene("remove", _remove, ("component: RemoveButton", "notice: not_theirs"))
    yield Scene("mark", _mark(Vote.UNHELPFUL), ("component: MarkButton", "notice: thanks"))
    yield Scene("more excerpts", _more, ("component: LeadButton",))


async def _remove(world: World) -> None:
    """Somebody else tries."""
    await world.member.send(world.channel, "!force kent 2021/22")
    await world.other.click(world.said[-1], label="Remove")


def _mark(vote: Vote) -> Act:
    """A member marks an answer."""

    async def act(world: World) -> None:
        await world.member.send(world.channel, "!grade kent investigation 2021/22")
        await world.member.click(world.said[-1], custom_id=button_id(world.said[-1], marks.EMOJI[vote]))

    return act


def _misses() -> Iterator[Scene]:
    for reason, text in _REASONS.items():
        kind = "AbstainAnswer" if isinstance(reason, AbstainReason) else "NotGradedAnswer"
        yield _asking(text, f"answer: {kind}", kind_of(reason), name=kind_of(reason))
    yield _answer(AbstainAnswer(AbstainReason.NOTHING_LOADED), kind_of(AbstainReason.NOTHING_LOADED))
    yield _notice("unknown_command", notices.unknown_command("!", ["grade"], ENGLISH))


def _pages() -> Iterator[Scene]:
    for name in ("areas", "forces", "sources", "about", "help"):
        yield _asking(f"!{name}")
        yield _slash(name, private=True)
    yield _asking("!forces wales")
    yield _asking("!privacy", "notice: privacy_notice")
    yield _slash("privacy")


def _commands() -> Iterator[Scene]:
    yield _slash("grade", force="Kent", area="Investigating crime", private=True)
    yield _slash("force", force="Kent", private=True)
    yield _slash("compare", force="Kent", other="Essex", area="Preventing crime", private=True)
    yield _slash("rank", area="Preventing crime", private=True)
    yield _slash("ask", question="why are abusers escaping justice in Kent?", private=True)
    yield Scene("about a message", _about_message, (f"menu: {ASK_ABOUT_MESSAGE}",))


def _notices() -> Iterator[Scene]:
    yield _notice("wait", notices.wait(7, ENGLISH))
    yield _notice("failure", notices.failure("0a1b2c3d", ENGLISH))
    yield _notice("busy", notices.busy(ENGLISH))
    yield _notice("old_version", notices.old_version(ENGLISH))
    yield _notice("moved_on", marks.moved_on(ENGLISH))
    yield _notice("not_counted", marks.not_counted(Trouble.FULL, ENGLISH))
    yield _notice("asker_only", choose.asker_only(ENGLISH))


def _moderation() -> Iterator[Scene]:
    """In this order: each changes what the next ones show."""
    button = "component: KnowledgeButton"
    yield _asking("!reload", "notice: denied", name="reload by a member")
    yield _asking("!reload", "notice: result", moderator=True)
    yield _asking("!knowledge status", "notice: status", moderator=True)
    yield _asking("!knowledge stauts", "notice: no_such_task", moderator=True)
    yield _asking("!knowledge unanswered", "notice: PRIVATE_ONLY", moderator=True)
    yield _asking("!knowledge feedback", "notice: FEEDBACK_ELSEWHERE", moderator=True)
    yield _slash("knowledge feedback", "notice: feedback", moderator=True)
    yield _slash("knowledge unanswered", "notice: UNANSWERED_OFF", moderator=True)
    yield _changing(add_passage, "reload what was added", "!reload")
    yield _changing(change_grade, "diff of a changed grade", "!knowledge diff", "notice: asked", button)
    yield _press("Discard", "notice: discarded")
    yield _asking("!reload", name="reload a changed grade", moderator=True)
    yield _press("Apply")
    yield _asking("!knowledge rollback", "notice: rolled_back", moderator=True)
    yield _asking("!knowledge rollback nothing", "notice: unknown_version", moderator=True)
    yield _asking("!knowledge history", "notice: history", moderator=True)
    yield _slash("knowledge history", moderator=True)
    yield _changing(break_it, "reload with a fault", "!reload", "notice: refusal", "notice: faulty")
    yield _asking("!knowledge validate", "notice: checked", moderator=True)
    for task in ("status", "reload", "diff", "rollback", "validate"):
        yield _slash(f"knowledge {task}", moderator=True)
    yield _slash("reload", moderator=True)


async def _choose_language(world: World) -> None:
    """And back, so that what follows is in English."""
    panel = (await world.moderator.slash(world.channel, "settings")).response
    assert panel is not None
    for language in ("cy", "en"):
        await world.moderator.select(panel, [language], custom_id="settings:language")


async def _prefix_form(world: World) -> None:
    panel = (await world.moderator.slash(world.channel, "settings")).response
    assert panel is not None
    await world.moderator.click(panel, custom_id="settings:prefix")


def _settings() -> Iterator[Scene]:
    menus = [f"component: {item.__name__}" for item in settings_items.ITEMS]
    yield _slash("settings", "notice: page", *menus, moderator=True)
    yield Scene("language of a server", _choose_language, (), moderator=True)
    yield Scene("form of the prefix", _prefix_form, (), moderator=True)
    yield _notice("welcome", welcome(ServerSettings(), DiscordSettings()))
    yield _asking("!settings", "notice: pointer", moderator=True)
    yield _asking("!settings", "notice: denied", name="settings by a member")


def _moderators_notices() -> Iterator[Scene]:
    yield _notice("progress", knowledge_notices.progress("reading the knowledge"), moderator=True)
    yield _notice("occupied", knowledge_notices.occupied(_HOST), moderator=True)
    yield _notice("STALE", knowledge_notices.STALE, moderator=True)
    yield _notice("UNSTEADY", knowledge_notices.UNSTEADY, moderator=True)
    yield _notice("NO_MARKS", feedback.NO_MARKS, moderator=True)
    yield _notice("feedback_unread", feedback.feedback_unread(Trouble.DAMAGED), moderator=True)
    listed = knowledge_notices.unanswered(_UNANSWERED, 0, 12, 30)
    yield _notice("unanswered", listed, moderator=True)
    yield _notice("started", knowledge_notices.started(_HEALTH, "49f257428a5d"), moderator=True)


SCENES = tuple(
    scene
    for part in (
        _answers,
        _misses,
        _pages,
        _commands,
        _notices,
        _settings,
        _moderation,
        _moderators_notices,
    )
    for scene in part()
)
"""All of them, in the order in which they are played in one world."""
