"""Every way in, with what is done there and how it is answered where nothing is forbidden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

import discord

from bot.answer import Choice
from bot.cogs.menus import ASK_ABOUT_MESSAGE
from bot.discord_ui.answers.choose import ChoiceMenu
from bot.discord_ui.answers.depth import LeadButton
from bot.discord_ui.answers.examples import ExampleMenu
from bot.discord_ui.answers.lines import LinesButton
from bot.discord_ui.answers.marks import MarkButton
from bot.discord_ui.answers.remove import RemoveButton
from bot.discord_ui.moderators.buttons import KnowledgeButton
from bot.discord_ui.moderators.drafts.buttons import DraftButton
from bot.discord_ui.notices import Button
from bot.discord_ui.servers.items import ChannelMenu, OptionMenu, RoleMenu, SettingsButton
from bot.importer.about import Hints
from bot.importer.parsers import parse, source_kind
from bot.importer.setup import setup_of
from bot.importer.understand import understand
from bot.importer.workers import Imported
from bot.importer.write import write_report
from bot.knowledge import load_knowledge
from bot.language import COMMAND_NAMES
from bot.moderation.drafts import Drafts, Source
from bot.query import Command
from bot.render import Mark, Offer
from bot.service.depth import Lead, LeadKind
from bot.store import Vote
from tests.discord.discord_world import KNOWLEDGE
from tests.discord.matrix import Audience, Row, Stage
from tests.discord.seats import How, Seat
from tests.discord.test_adding import FILE
from tests.discord.test_moderation import change_grade

ANYBODY, MODERATORS, MANAGERS = Audience.ANYBODY, Audience.MODERATORS, Audience.MANAGERS
REFUSED_DETAILS = {
    "source": ({"title": "", "publisher": "", "published": "yesterday", "url": ""}, "is not a date"),
    "subject": ({"subject": "Hogwarts", "framework": ""}, "“Hogwarts” is not known"),
}
"""For each form of a draft what is typed into it, and why that changes nothing."""
LOOK_UPS: dict[str, tuple[str, dict[str, object], str]] = {
    "grade": ("kent investigation", {"force": "Kent", "area": "Investigating crime"}, "Kent"),
    "force": ("devon & cornwall", {"force": "Devon & Cornwall"}, "Devon and Cornwall Police"),
    "compare": ("kent, essex", {"force": "Kent", "other": "Essex"}, "Essex"),
    "rank": ("investigating crime", {"area": "Investigating crime"}, "Investigating crime"),
    "ask": ("why are abusers escaping justice in kent?", {"question": "abusers in kent"}, "Kent"),
    "areas": ("2021/22", {"cycle": "2021/22"}, "Investigating crime"),
    "forces": ("wales", {"region": "Wales"}, "Gwent"),
    "sources": ("kent", {"force": "Kent"}, "Kent"),
    "about": ("", {}, "version"),
    "help": ("", {}, "grade"),
}
"""For each look-up the words behind the prefix command, the options of the slash command, and words of both
answers."""
TASKS = {
    "status": "Version",
    "reload": "Apply this change?",
    "diff": "Apply this change?",
    "history": "History",
    "rollback": "no earlier version",
    "validate": "0 faults",
    "unanswered": "answer",
    "feedback": "marked as unhelpful",
    "add": "Give me one source",
}
"""For each task of moderators words of the answer."""
ONLY_PRIVATE = {
    "unanswered": "I show these questions to you alone",
    "feedback": "I show marks to you alone",
}
"""The tasks that a prefix command only points to."""


def _slash(name: str, options: dict[str, object], how: How, says: str, audience: Audience = ANYBODY) -> Row:
    async def act(stage: Stage, seat: Seat, shown: Any) -> None:
        await seat.slash(name, **options)

    return Row(f"/{name}", act, how, says, audience)


def _prefixed(name: str, words: str, says: str, audience: Audience = ANYBODY) -> Row:
    async def act(stage: Stage, seat: Seat, shown: Any) -> None:
        await seat.send(f"!{name} {words}")

    return Row(f"!{name}", act, How.SHARED, says, audience, heard=True)


def _in_all_languages(name: str, words: str, says: str, audience: Audience = ANYBODY) -> Iterator[Row]:
    """A prefix command by each of its names."""
    yield _prefixed(name, words, says, audience)
    for names in COMMAND_NAMES.values():
        yield _prefixed(names[name], words, says, audience)


def _look_ups() -> Iterator[Row]:
    for name, (words, options, says) in LOOK_UPS.items():
        yield _slash(name, options, How.SHARED, says)
        yield _slash(name, {**options, "private": True}, How.PRIVATE, says)
        yield from _in_all_languages(name, words, says)
    yield _slash("grade", {"force": "Atlantis"}, How.PRIVATE, "Atlantis")
    yield _slash("ask", {"question": "who won the world cup?"}, How.PRIVATE, "")
    yield _prefixed("grade", "atlantis", "atlantis")
    yield _slash("privacy", {}, How.PRIVATE, "What I keep")
    yield from _in_all_languages("privacy", "", "What I keep")
    yield Row(f"menu: {ASK_ABOUT_MESSAGE}", _about_a_message, How.PRIVATE, "Kent")


async def _about_a_message(stage: Stage, seat: Seat, shown: Any) -> None:
    await seat.use_menu(ASK_ABOUT_MESSAGE, stage.written)


def _moderation() -> Iterator[Row]:
    for task, says in TASKS.items():
        yield _slash(f"knowledge {task}", {}, How.PRIVATE, says, MODERATORS)
        yield _prefixed(f"knowledge {task}", "", ONLY_PRIVATE.get(task, says), MODERATORS)
    yield from _in_all_languages("knowledge", "status", TASKS["status"], MODERATORS)
    yield _slash("reload", {}, How.PRIVATE, TASKS["reload"], MODERATORS)
    yield from _in_all_languages("reload", "", TASKS["reload"], MODERATORS)
    yield _slash("settings", {}, How.PRIVATE, "How I answer in this server", MANAGERS)
    yield from _in_all_languages("settings", "", "`/settings` changes them", MANAGERS)


def shown_id(message: Any) -> str:
    """The custom id of the one thing that can be used under a message."""
    ((item,),) = [row.children for row in message.components]
    return str(item.custom_id)


async def _click(stage: Stage, seat: Seat, shown: Any) -> None:
    await seat.click(shown, shown_id(shown))


def _choosing(*values: Any) -> Any:
    async def act(stage: Stage, seat: Seat, shown: Any) -> None:
        await seat.select(shown, values, shown_id(shown))

    return act


def _leads() -> Iterator[Row]:
    for kind in LeadKind:
        for verb, how in (("look", How.PRIVATE), ("turn", How.IN_PLACE)):
            shows = partial(_lead, kind, verb == "turn")
            yield Row(f"LeadButton {verb} {kind}", _click, how, "Kent", shows=shows)


async def _lead(kind: LeadKind, turns: bool, stage: Stage) -> LeadButton:
    knowledge = stage.world.bot.pipeline.holder.current
    contents = knowledge.contents
    places: tuple[int, ...] = (0, 1)
    if kind not in (LeadKind.MORE, LeadKind.WHOLE):
        subject = contents.subjects.index(knowledge.subjects["kent"])
        framework = contents.frameworks.index(knowledge.frameworks["peel-2021-22"])
        ids = list(dict.fromkeys(area.id for item in contents.frameworks for area in item.areas))
        places = (subject, framework, ids.index("investigating_crime"))
    return LeadButton(Offer("Look", Lead(kind, places), turns=turns), knowledge.version)


def _answers_items() -> Iterator[Row]:
    async def menu(stage: Stage) -> ChoiceMenu:
        west = Choice("West Yorkshire Police", "West Yorkshire investigation", "")
        return ChoiceMenu(stage.asker.id, Command.GRADE, [west])

    async def examples(stage: Stage) -> ExampleMenu:
        return ExampleMenu(["grade kent investigation"])

    async def lines(stage: Stage) -> LinesButton:
        return LinesButton(Command.FORCE, "kent", "As text")

    async def remove(stage: Stage) -> RemoveButton:
        return RemoveButton(stage.asker.id, "Remove")

    choose = _choosing("West Yorkshire investigation")
    yield Row("ChoiceMenu", choose, How.IN_PLACE, "West Yorkshire", Audience.CHOOSER, menu)
    yield Row("ExampleMenu", _choosing("grade kent investigation"), How.PRIVATE, "Kent", shows=examples)
    yield Row("LinesButton", _click, How.PRIVATE, "Kent", shows=lines)
    for place, vote in enumerate(Vote):
        yield Row(f"MarkButton {vote}", _click, How.PRIVATE, "counted", shows=partial(_mark, vote, place))
    yield Row("RemoveButton", _click, How.REMOVED, "", Audience.ASKER, remove)


async def _mark(vote: Vote, place: int, stage: Stage) -> MarkButton:
    return MarkButton(vote, Mark("passages", (place,)), stage.world.bot.pipeline.holder.current.version)


def _settings_items() -> Iterator[Row]:
    async def channels(stage: Stage) -> ChannelMenu:
        return ChannelMenu("Channels")

    async def roles(stage: Stage) -> RoleMenu:
        return RoleMenu("Roles")

    async def choose_channel(stage: Stage, seat: Seat, shown: Any) -> None:
        await seat.select(shown, [] if seat.direct else [stage.world.channel], shown_id(shown))

    async def choose_role(stage: Stage, seat: Seat, shown: Any) -> None:
        await seat.select(shown, [] if seat.direct else [stage.helpers], shown_id(shown))

    yield Row("ChannelMenu", choose_channel, How.IN_PLACE, "Kept.", MANAGERS, channels)
    yield Row("RoleMenu", choose_role, How.IN_PLACE, "Kept.", MANAGERS, roles)
    for field, value in (("framework", "peel-2021-22"), ("language", "en")):
        menu = partial(_option_menu, field, value)
        yield Row(f"OptionMenu {field}", _choosing(value), How.IN_PLACE, "Kept.", MANAGERS, menu)
    for what in ("mention:on", "mention:off", "prefix", "reset"):
        how, says = (How.FORM, "") if what == "prefix" else (How.IN_PLACE, "Kept.")
        shows = partial(_settings_button, what)
        yield Row(f"SettingsButton {what}", _click, how, says, MANAGERS, shows)
    shows = partial(_settings_button, "prefix")
    yield Row("form settings:prefix:form", _send_prefix, How.IN_PLACE, "Kept.", MANAGERS, shows)


async def _option_menu(field: str, value: str, stage: Stage) -> OptionMenu:
    return OptionMenu(field, "Choose", [discord.SelectOption(label=value, value=value)])


async def _settings_button(what: str, stage: Stage) -> SettingsButton:
    return SettingsButton(what, "Press")


async def _send_prefix(stage: Stage, seat: Seat, shown: Any) -> None:
    await seat.send_back(shown, "settings:prefix:form", {"prefix": " ! "})


def _knowledge_items() -> Iterator[Row]:
    for pages in ("history", "unanswered", "feedback"):
        shows = partial(_page_button, pages)
        yield Row(f"KnowledgeButton {pages}", _click, How.IN_PLACE, TASKS[pages], MODERATORS, shows)
    for choice, says in (("discard", "Discarded: version"), ("apply", "Served now")):
        shows = partial(_choice_button, choice)
        yield Row(f"KnowledgeButton {choice}", _click, How.IN_PLACE, says, MODERATORS, shows)


async def _page_button(pages: str, stage: Stage) -> KnowledgeButton:
    return KnowledgeButton(Button(f"{pages}:0", "Page"))


async def _choice_button(choice: str, stage: Stage) -> KnowledgeButton:
    """Of a grade that has changed in the files."""
    moderator = stage.world.bot.moderating.desk.moderator
    if moderator.asked is None:
        change_grade(stage.world.settings.knowledge)
        await moderator.reload(stage.world.moderator.id, ask=True)
    assert moderator.asked is not None
    change = moderator.asked.change
    return KnowledgeButton(Button(f"{choice}:{change.before}:{change.after}", choice))


def _drafts() -> Iterator[Row]:
    tasks = {
        "page:0": (How.IN_PLACE, "Draft"),
        "source": (How.FORM, ""),
        "subject": (How.FORM, ""),
        "discard": (How.IN_PLACE, "Discarded"),
        "accept": (How.IN_PLACE, "Saved as"),
        "report": (How.IN_PLACE, "held already"),
        "replace": (How.IN_PLACE, "held already"),
        "replace-report": (How.IN_PLACE, "held already"),
    }
    for task, (how, says) in tasks.items():
        name = f"DraftButton {task.partition(':')[0]}"
        yield Row(name, _click, how, says, MODERATORS, partial(_draft_button, task))
    for what, (values, fault) in REFUSED_DETAILS.items():
        shows = partial(_draft_button, what)
        yield Row("form draft-form:*", _sending(values), How.PRIVATE, fault, MODERATORS, shows)


def _sending(values: dict[str, str]) -> Any:
    async def act(stage: Stage, seat: Seat, shown: Any) -> None:
        draft = shown_id(shown).split(":")[1]
        await seat.send_back(shown, f"draft-form:{draft}", values)

    return act


async def _draft_button(task: str, stage: Stage) -> DraftButton:
    drafts = (await stage.world.bot.moderating.desk.drafts()).adding.drafts
    return DraftButton(Button(f"draft:{_kept(drafts, stage)}:{task}", "Press"))


def _kept(drafts: Drafts, stage: Stage) -> str:
    """The id of a draft that waits."""
    hints, (name, data) = Hints(subject="kent", framework="peel-2023-25"), FILE
    at = datetime.now(UTC)
    return drafts.keep(stage.world.moderator.id, at, Source(name, data), hints, _imported()).id


@cache
def _imported() -> Imported:
    """A source as it is understood. It is read here: a process of its own would take its time for each."""
    contents = load_knowledge(KNOWLEDGE).contents
    setup = setup_of(KNOWLEDGE, contents.frameworks, contents.subjects)
    name, data = FILE
    hints = Hints(subject="kent", framework="peel-2023-25", name=name)
    source = parse(data, source_kind(data, name, ""))
    draft = understand(source, setup.frameworks, setup.subjects, setup.publishers, hints)
    framework = next(one for one in setup.frameworks if one.id == draft.report.framework)
    return Imported(write_report(draft, framework), draft, len(draft.report.passages))


ROWS = tuple(
    row
    for part in (_look_ups, _moderation, _leads, _answers_items, _settings_items, _knowledge_items, _drafts)
    for row in part()
)
"""In the order in which they are played in one world: what changes the knowledge comes last."""
