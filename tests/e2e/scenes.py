"""What there is to look at: for every kind of thing that the bot shows, how to bring it about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from bot.answer import AbstainAnswer, AbstainReason, NotGradedReason
from bot.cogs import COGS
from bot.cogs.menus import ASK_ABOUT_MESSAGE
from bot.config import DiscordSettings
from bot.discord_ui import notices
from bot.discord_ui.answers import choose, marks
from bot.discord_ui.guide import guide_of
from bot.discord_ui.messages import of_reply
from bot.discord_ui.moderators import feedback
from bot.discord_ui.moderators import notices as knowledge_notices
from bot.discord_ui.moderators.drafts import notices as drafts
from bot.discord_ui.servers import items as settings_items
from bot.discord_ui.servers.welcome import welcome
from bot.importer.document import ImportFault
from bot.importer.proposals import Merge
from bot.knowledge.faults import Fault
from bot.language import ENGLISH
from bot.moderation import AtWork, Health, Kind, Unanswered, Unchanged
from bot.moderation.adding import Accepted
from bot.moderation.editing import UnsoundEditError
from bot.query import Command, parse_query
from bot.render import render
from bot.service import answer
from bot.store import ServerSettings, Trouble, Vote
from tests.discord.discord_world import World, button_id
from tests.discord.test_adding import FILE
from tests.discord.test_moderation import add_passage, break_it, change_grade
from tests.e2e.kinds import kind_of
from tests.e2e.scene import (
    Act,
    Scene,
    asking,
    changing,
    channel_of,
    pressing,
    shown_answer,
    shown_notice,
    slash,
)


async def _as_lines(world: World) -> None:
    """For those who cannot see the picture."""
    await world.member.send(world.channel, "!force kent every cycle")
    await world.member.click(world.said[-1], label="As text")


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
    await channel_of(world).send(**of_reply(reply, world.member.id, embeds=False))


async def _add(world: World) -> Any:
    about = {"subject": "kent", "framework": "PEEL 2023-25"}
    return (await world.moderator.slash(world.channel, "knowledge add", file=FILE, **about)).response


async def _add_and_discard(world: World) -> None:
    await world.moderator.click((await _add(world)).message, label="Discard")


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
    yield asking("!grade kent investigation", "answer: JudgmentAnswer", "picture: Table", "picture: Break")
    yield asking("!grade kent investigation 2021/22")
    yield asking("!force kent", "answer: JudgmentsAnswer")
    yield asking("!force kent 2021/22")
    yield asking("!force durham")
    yield asking("!force kent every cycle", "picture: Grid")
    yield asking("!compare kent, essex responding to the public", "answer: ComparisonAnswer")
    yield asking("!compare kent, essex")
    yield asking("!compare kent, essex, surrey, sussex, hampshire 2018/19")
    yield asking("!compare england", "picture: Counts")
    yield asking("!rank recording data about crime", "answer: RankingAnswer", "picture: Groups")
    yield asking("!rank investigating crime 2021/22")
    yield asking("!ask why are abusers escaping justice in kent?", "answer: PassagesAnswer")
    yield asking("!ask what did the commissioner say about burglars?")
    yield asking("!ask which forces are outstanding at recording crime?")
    yield asking("!grade yorkshire investigation", "answer: AmbiguousAnswer", "component: ChoiceMenu")
    yield asking("!grade kent crime")
    yield Scene("as lines", _as_lines, ("component: LinesButton",))
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
        yield asking(text, f"answer: {kind}", kind_of(reason), name=kind_of(reason))
    yield shown_answer(AbstainAnswer(AbstainReason.NOTHING_LOADED), kind_of(AbstainReason.NOTHING_LOADED))
    yield shown_notice("unknown_command", notices.unknown_command("!", ["grade"], ENGLISH))


def _pages() -> Iterator[Scene]:
    for name in ("areas", "forces", "sources", "about", "help"):
        yield asking(f"!{name}", *(["component: ExampleMenu"] if name == "help" else []))
        yield slash(name, private=True)
    yield asking("!forces wales")
    yield asking("!privacy", "notice: privacy_notice")
    yield slash("privacy")


def _commands() -> Iterator[Scene]:
    yield slash("grade", force="Kent", area="Investigating crime", private=True)
    yield slash("force", force="Kent", private=True)
    yield slash("compare", force="Kent", other="Essex", area="Preventing crime", private=True)
    yield slash("rank", area="Preventing crime", private=True)
    yield slash("ask", question="why are abusers escaping justice in Kent?", private=True)
    yield Scene("about a message", _about_message, (f"menu: {ASK_ABOUT_MESSAGE}",))


def _notices() -> Iterator[Scene]:
    yield shown_notice("wait", notices.wait(7, ENGLISH))
    yield shown_notice("failure", notices.failure("0a1b2c3d", ENGLISH))
    yield shown_notice("busy", notices.busy(ENGLISH))
    yield shown_notice("old_version", notices.old_version(ENGLISH))
    yield shown_notice("moved_on", marks.moved_on(ENGLISH))
    yield shown_notice("not_counted", marks.not_counted(Trouble.FULL, ENGLISH))
    yield shown_notice("asker_only", choose.asker_only(ENGLISH))


def _moderation() -> Iterator[Scene]:
    """In this order: each changes what the next ones show."""
    button, draft = "component: KnowledgeButton", "component: DraftButton"
    yield asking("!reload", "notice: denied", name="reload by a member")
    yield asking("!reload", "notice: result", moderator=True)
    yield asking("!knowledge status", "notice: status", moderator=True)
    yield asking("!knowledge stauts", "notice: no_such_task", moderator=True)
    yield asking("!knowledge unanswered", "notice: PRIVATE_ONLY", moderator=True)
    yield asking("!knowledge feedback", "notice: FEEDBACK_ELSEWHERE", moderator=True)
    yield slash("knowledge feedback", "notice: feedback", moderator=True)
    yield slash("knowledge unanswered", "notice: UNANSWERED_OFF", moderator=True)
    yield changing(add_passage, "reload what was added", "!reload")
    yield changing(change_grade, "diff of a changed grade", "!knowledge diff", "notice: asked", button)
    yield pressing("Discard", "notice: discarded")
    yield asking("!reload", name="reload a changed grade", moderator=True)
    yield pressing("Apply")
    yield asking("!knowledge rollback", "notice: rolled_back", moderator=True)
    yield asking("!knowledge rollback nothing", "notice: unknown_version", moderator=True)
    yield asking("!knowledge history", "notice: history", moderator=True)
    yield slash("knowledge history", moderator=True)
    shows = ("command: /knowledge add", "notice: drafts.page_of", draft, "form: form_of")
    yield Scene("knowledge add", _add, shows, True, opens=("Edit source", "Edit subject"))
    yield Scene("knowledge add, discarded", _add_and_discard, ("notice: drafts.discarded",), True)
    yield changing(break_it, "reload with a fault", "!reload", "notice: refusal", "notice: faulty")
    yield asking("!knowledge validate", "notice: checked", moderator=True)
    for task in ("status", "reload", "diff", "rollback", "validate"):
        yield slash(f"knowledge {task}", moderator=True)
    yield slash("reload", moderator=True)


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
    yield slash("settings", "notice: page", *menus, moderator=True)
    yield Scene("language of a server", _choose_language, (), moderator=True)
    yield Scene("form of the prefix", _prefix_form, ("form: ask_prefix",), True, opens=("Change the prefix",))
    yield shown_notice("welcome", welcome(ServerSettings(), DiscordSettings(), guide_of(COGS)))
    yield asking("!settings", "notice: pointer", moderator=True)
    yield asking("!settings", "notice: denied", name="settings by a member")


def _draft_notices() -> Iterator[Scene]:
    """Those of a draft that is not looked through and discarded as they come."""
    fault = Fault("kent.md", 12, "area", "unknown area “bail”")
    done = Accepted(Unchanged("49f257428a5d"), "kent-peel-2021-22-hmicfrs", Merge(added=2, held=7))
    made = {
        "NOT_INSTALLED": drafts.NOT_INSTALLED,
        "ONE_SOURCE": drafts.ONE_SOURCE,
        "TOO_LARGE": drafts.TOO_LARGE,
        "GONE": drafts.GONE,
        "FORM_LATE": drafts.FORM_LATE,
        "not_read": drafts.not_read(ImportFault("the page answers 404, not found")),
        "not_valid": drafts.not_valid(["published: a date such as 2022-04-28 is expected"]),
        "hand_edited": drafts.hand_edited("kent-peel-2021-22-hmicfrs", "0" * 12, judgments=True),
        "not_sound": drafts.not_sound(UnsoundEditError((fault,)), "49f257428a5d"),
        "not_kept": drafts.not_kept(OSError(28, "No space left on device")),
        "accepted": drafts.accepted(done),
    }
    for name, notice in made.items():
        yield shown_notice(f"drafts.{name}", notice, moderator=True)


def _moderators_notices() -> Iterator[Scene]:
    yield shown_notice("progress", knowledge_notices.progress("reading the knowledge"), moderator=True)
    yield shown_notice("occupied", knowledge_notices.occupied(_HOST), moderator=True)
    yield shown_notice("STALE", knowledge_notices.STALE, moderator=True)
    yield shown_notice("UNSTEADY", knowledge_notices.UNSTEADY, moderator=True)
    yield shown_notice("NO_MARKS", feedback.NO_MARKS, moderator=True)
    yield shown_notice("feedback_unread", feedback.feedback_unread(Trouble.DAMAGED), moderator=True)
    listed = knowledge_notices.unanswered(_UNANSWERED, 0, 12, 30)
    yield shown_notice("unanswered", listed, moderator=True)
    yield shown_notice("started", knowledge_notices.started(_HEALTH, "49f257428a5d"), moderator=True)


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
        _draft_notices,
        _moderators_notices,
    )
    for scene in part()
)
"""All of them, in the order in which they are played in one world."""
