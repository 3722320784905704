"""What the bot says about itself goes through the catalogue too, wherever not only moderators see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import discord
import pytest

from bot.config import DiscordSettings, ModeratorSettings, Settings, UnansweredSettings
from bot.discord_ui import notices
from bot.discord_ui.answers import choose, marks, remove
from bot.discord_ui.messages import of_reply
from bot.discord_ui.moderators import notices as knowledge_notices
from bot.discord_ui.notices import Notice
from bot.discord_ui.privacy import privacy_notice
from bot.discord_ui.servers import page as settings_page
from bot.discord_ui.servers import welcome
from bot.discord_ui.servers.items import panel_view
from bot.discord_ui.servers.page import Situation, Standing
from bot.knowledge import Knowledge
from bot.language import LANGUAGES, Catalogue
from bot.query import Command, parse_query
from bot.render import render
from bot.service import answer
from bot.store import InvalidSettings, Marked, ServerSettings, StoreError, Trouble, check
from tests.language.test_said_in_welsh import BLOTS, GUIDE, left, words_of

KEPT = Settings(unanswered=UnansweredSettings(days=30), moderators=ModeratorSettings(audit_channel=1))
NOTICES: list[tuple[str, Callable[[Catalogue], Notice]]] = [
    ("", notices.busy),
    ("", notices.old_version),
    ("", lambda say: notices.wait(1, say)),
    ("", lambda say: notices.wait(7, say)),
    ("0a1b2c3d", lambda say: notices.failure("0a1b2c3d", say)),
    ("!help", lambda say: notices.unknown_command("!", [], say)),
    ("!grade !rank", lambda say: notices.unknown_command("!", ["grade", "rank"], say)),
    ("", choose.asker_only),
    ("", remove.not_theirs),
    ("", marks.moved_on),
    ("", lambda say: marks.not_counted(Trouble.FULL, say)),
    *(("", partial(marks.thanks, marked)) for marked in Marked),
    ("", knowledge_notices.denied),
    ("!knowledge status", lambda say: knowledge_notices.no_such_task("!", "stauts", ["status"], say)),
    ("", settings_page.denied),
    ("", lambda say: privacy_notice(Settings(), say)),
    ("", lambda say: privacy_notice(KEPT, say)),
]
MOST = ServerSettings(frozenset({1}), False, "!", "peel-2021-22", frozenset({2}), "cy")
FOUND = [
    (ServerSettings(), DiscordSettings(), Standing(counts=True, chooser=True), None),
    (MOST, DiscordSettings(), Standing(counts=True, chooser=False), None),
    (ServerSettings(mention_only=True), DiscordSettings(), Standing(counts=False, chooser=False), None),
    (ServerSettings(framework="gone"), DiscordSettings(), Standing(counts=True, chooser=True), None),
    (
        ServerSettings(),
        DiscordSettings(message_content=False),
        Standing(counts=True, chooser=True),
        Trouble.DAMAGED,
    ),
]


@pytest.mark.parametrize(("given", "notice"), NOTICES)
def test_nothing_of_a_notice_is_said_past_the_catalogue(
    given: str, notice: Callable[[Catalogue], Notice]
) -> None:
    assert left(notice(BLOTS).text, words_of(given)) == []


@pytest.fixture
def in_blots(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (settings_page, welcome):
        monkeypatch.setattr(module, "catalogue", lambda _: BLOTS)
    monkeypatch.setattr("bot.discord_ui.messages.catalogue", lambda _: BLOTS)


@pytest.mark.usefixtures("in_blots")
@pytest.mark.parametrize(("settings", "host", "standing", "trouble"), FOUND)
def test_nothing_of_the_settings_is_said_past_it(
    settings: ServerSettings,
    host: DiscordSettings,
    standing: Standing,
    trouble: Trouble | None,
    shipped: Knowledge,
) -> None:
    cycles = [item.name for item in shipped.newest_first]
    names = [language.name for language in LANGUAGES.values()]
    given = words_of(" ".join([*cycles, *names, "!grade kent investigation", "gone"]))
    situation = Situation(settings, True, host, standing, shipped.newest_first, trouble)
    for notice in (settings_page.page(situation), settings_page.pointer(situation)):
        assert left(notice.text, given) == []
    panel = settings_page.page(situation).panel
    assert panel is not None
    assert [left(text, given) for text in _labels(panel_view(panel)) if left(text, given)] == []


def _labels(view: discord.ui.View) -> Iterator[str]:
    for row in view.to_components():
        for item in row["components"]:
            yield from (item.get("label", ""), item.get("placeholder", ""))
            for option in item.get("options", []):
                yield from (option["label"], option.get("description", ""))


@pytest.mark.parametrize("trouble", Trouble)
def test_nothing_of_a_refusal_is_said_past_it(trouble: Trouble) -> None:
    faulty = InvalidSettings(
        check(ServerSettings(frozenset({-1}), False, "", "/", frozenset(range(1, 99)), "x"))
    )
    assert len(faulty.faults) == 5
    assert left(settings_page.refusal(faulty)(BLOTS), "1 10 25 en cy") == []
    assert left(settings_page.refusal(StoreError(trouble))(BLOTS), "") == []


@pytest.mark.usefixtures("in_blots")
def test_nothing_of_the_first_message_is_said_past_it() -> None:
    text = welcome.welcome(ServerSettings(), DiscordSettings(), GUIDE).text
    examples = "grade kent investigation compare kent essex responding to the public ask why are abusers"
    own = " ".join(line for line in text.splitlines() if not line.startswith("`"))
    assert left(own, examples) == []


@pytest.mark.usefixtures("in_blots")
def test_nothing_around_an_answer_is_said_past_it(shipped: Knowledge) -> None:
    asked = answer(parse_query("yorkshire investigation", shipped, Command.GRADE), shipped)
    sent = of_reply(render(asked, shipped, BLOTS), 1, embeds=True, shared=True)
    offered = render(asked, shipped).choices
    choices = words_of(" ".join(f"{choice.label} {choice.hint}" for choice in offered))
    assert [left(text, choices) for text in _labels(sent["view"]) if left(text, choices)] == []
    long = answer(parse_query("england", shipped, Command.COMPARE), shipped)
    sent = of_reply(render(long, shipped, BLOTS), 1, embeds=False)
    (file,) = sent["files"]
    assert left(f"{file.description}\n{file.filename}", "") == []
