"""Adding a source: looked through page by page, changed, accepted or not, by whoever is a moderator."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from aiohttp import web

from bot.config import CooldownSettings, HistorySettings, ModeratorSettings, Settings
from bot.importer.addresses import networks
from bot.importer.fetch import Policy
from bot.moderation import AtWork, Kind, Outcome, StoreError
from bot.moderation.progress import Progress
from tests.discord.discord_world import KNOWLEDGE, NOW, Opened, World
from tests.discord.test_moderation import COOLED, do, entries, plain, press, served, show_everyone
from tests.importer import documents
from tests.importer.test_fetch import Site, public
from tests.moderation.test_generations import DiskWithout

__all__ = ["public"]

PAGE = documents.INSPECTORATE_PAGE.replace("Barsetshire", "Kent").encode()
FILE = ("kent.html", PAGE)
PATIENCE = 30.0
"""Real seconds that simcord waits at most for a source to be read by its process."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped knowledge that a test may change."""
    return Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge"))


@pytest.fixture
def settings(folder: Path, tmp_path: Path) -> Settings:
    return Settings(knowledge=folder, history=HistorySettings(tmp_path / "history"))


async def add(world: World, **options: Any) -> Any:
    """The answer to `/knowledge add`."""
    await world.env.advance_time(COOLED)
    return (await world.moderator.slash(world.channel, "knowledge add", **options)).response


def kent(page: str) -> tuple[str, bytes]:
    """A document of the tests as a file about Kent Police."""
    return "kent.html", page.replace("Barsetshire", "Kent").encode()


def labels(message: Any) -> list[str]:
    return [item["label"] for row in message.components for item in row["components"]]


def added(world: World) -> list[tuple[int, Outcome]]:
    return [(entry.who, entry.outcome) for entry in entries(world) if entry.kind is Kind.ADD]


async def turn(world: World, message: Any, label: str, who: Any = None) -> Any:
    return await press(world, who or world.moderator, message.message, label)


async def fill(world: World, message: Any, label: str, **values: str) -> Any:
    """Open a form, send it back filled in, and what came of it."""
    shown = await turn(world, message, label)
    now = {
        one["component"]["custom_id"]: one["component"].get("value", "") for one in shown.modal["components"]
    }
    await world.env.advance_time(COOLED)
    return await world.moderator.submit_modal(shown, now | values)


async def test_a_file_is_looked_through_changed_accepted_and_answered_from(
    open_world: Opened, settings: Settings
) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        before = served(world)
        message = await add(world, file=FILE, subject="kent", framework="PEEL 2023-25")
        assert message.ephemeral
        first = plain(message)
        assert "Draft: PEEL 2021/22 – An inspection of Kent Police" in first
        assert "HMICFRS · inspection report · 12 July 2022" in first
        assert "About: Kent Police, PEEL 2023-25" in first.replace("**", "")
        assert "7 findings" in first and "2 causes of concern" in first and "4 left out" in first
        assert (await message.attachments[0].read()).startswith(b"---\ntitle:")
        seen = [first]
        while "Next" in labels(message):
            await turn(world, message, "Next")
            seen.append(plain(message))
            assert len(message.content) <= 2000 and not message.attachments
        pages = "\n".join(seen)
        assert "**area for improvement** (paragraph 25) · Responding to the public" in pages
        assert "> In 61 cases we examined, the force attended within its target in 40." in pages
        assert "- signature (paragraph 11): Elizabeth Fry" in pages
        assert "“Kent Police is inadequate at responding to the public.” (paragraph 15)" in pages
        assert served(world) == before

        while "Previous" in labels(message):
            await turn(world, message, "Previous")
        await fill(world, message, "Edit source", title="Kent looked at again", published="2025-02", url="")
        await fill(world, message, "Edit subject", framework="2021/22", subject="kent police")
        first = plain(message)
        assert "Draft: Kent looked at again" in first and "PEEL 2021/22" in first
        assert "· February 2025" in first

        await turn(world, message, "Accept report only")
        assert "Saved as `kent-peel-2021-22-hmicfrs-2`." in message.content
        assert "1 report added" in message.content and "15 passages added" in message.content
        assert served(world) != before and not message.components
        await world.member.send(world.channel, "!ask does kent use a structured triage approach?")
        assert "structured triage approach" in plain_embed(world)
        assert "inspectorate.example.org" in plain_embed(world)
        outcome = [Outcome.SHOWN, Outcome.SHOWN, Outcome.SHOWN, Outcome.APPLIED]
        assert added(world) == [(world.moderator.id, one) for one in outcome]


def plain_embed(world: World) -> str:
    return re.sub(r"\\(.)|\*", r"\1", world.embed.description or "")


async def test_judgments_are_added_and_answered(open_world: Opened, settings: Settings) -> None:
    file = settings.knowledge / "judgments" / "peel-2021-22.csv"
    kept = [line for line in file.read_text().splitlines() if not line.startswith("peel-2021-22,kent,inv")]
    file.write_text("\n".join(kept) + "\n")
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        await world.restart()
        message = await add(world, file=FILE)
        assert "Investigating crime: **requires improvement**\n" in message.content
        assert (
            "Responding to the public: **inadequate** ⚠️ held as **requires improvement**" in message.content
        )
        await turn(world, message, "Accept with judgments")
        counts = "Judgments: 1 added, 8 held otherwise and left as before."
        assert counts in message.content
        assert "1 judgment added" in message.content
        await world.member.send(world.channel, "!grade kent investigation 2021/22")
        assert "requires improvement" in (world.embed.title or "").lower()
        await world.member.send(world.channel, "!grade kent responding to the public 2021/22")
        assert "requires improvement" in (world.embed.title or "").lower(), "what was held stays"


async def test_a_conflict_is_shown_with_both_sources(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        message = await add(world, file=("short.txt", SHORT))
        text = plain(message)
        assert "Investigating crime: **good** ⚠️ held as **requires improvement** ([" in text
        assert "“Kent Police is good at investigating crime.” (paragraph 4)" in text
        assert "Address" not in text and "no known address" in text


SHORT = b"""PEEL 2021/22 - An inspection of Kent Police

Published on 12 July 2022

Investigating crime

Kent Police is good at investigating crime. We found that the force has enough trained detectives.
"""


@pytest.mark.parametrize("label", ["Accept with judgments", "Discard", "Next", "Edit source"])
async def test_a_draft_that_is_gone_says_so(open_world: Opened, settings: Settings, label: str) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        message = await add(world, file=FILE)
        shutil.rmtree(drafts_of(world)[0])
        await turn(world, message, label)
        assert "has been decided on" in message.content and not message.components


def drafts_of(world: World) -> list[Path]:
    return sorted(next(iter(world.settings.history.folder.iterdir())).glob("drafts/*"))


async def test_a_discarded_draft_changes_nothing(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        before = served(world)
        message = await add(world, file=FILE)
        await turn(world, message, "Discard")
        assert "Discarded: PEEL" in plain(message) and not message.components
        assert served(world) == before and drafts_of(world) == []
        history = await do(world, world.moderator, "/knowledge history")
        assert "add" in history.content and "discarded: PEEL 2021" in plain(history)


async def test_a_draft_in_the_channel_is_any_moderators_also_after_a_restart(
    open_world: Opened, settings: Settings
) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        await world.moderator.send(world.channel, "!knowledge add", attachments=[FILE])
        await world.restart()
        message = world.said[-1]
        for label in ("Next", "Accept report only", "Edit source", "Edit subject", "Discard"):
            result = await press(world, world.member, message, label)
            assert "Only this server's moderators" in result.response.content and result.ephemeral, label
            assert added(world)[-1] == (world.member.id, Outcome.DENIED)
        shown = await press(world, world.moderator, message, "Edit source")
        await world.restart()
        await world.env.advance_time(COOLED)
        await world.moderator.submit_modal(shown, {"title": "Named after a restart"})
        assert "Named after a restart" in world.said[-1].content
        rights = discord.Permissions(manage_guild=True)
        role = world.member.guild.create_role("More moderators", permissions=rights)
        second = world.member.guild.add_member(world.env.create_user("second"), roles=[role])
        await press(world, second, world.said[-1], "Accept report only")
        assert "1 report added" in world.said[-1].content
        assert added(world)[-1] == (second.id, Outcome.APPLIED)


async def test_a_form_is_checked_when_it_comes_back(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        message = await add(world, file=FILE)
        shown = await turn(world, message, "Edit source")
        show_everyone(world, await world.bot.tree.fetch_commands())
        world.bot.moderating.settings = ModeratorSettings(servers=frozenset({1}))
        await world.env.advance_time(COOLED)
        result = await world.moderator.submit_modal(shown, {"title": "Mine"})
        assert "Only this server's moderators" in result.response.content
        assert "Mine" not in message.content


@pytest.mark.parametrize(
    ("label", "values", "told"),
    [
        ("Edit subject", {"subject": "Hogwarts"}, "subject: “Hogwarts” is not known"),
        ("Edit subject", {"framework": "PEEL 2021-22"}, "did you mean “PEEL 2021/22”?"),
        ("Edit subject", {"subject": "psni"}, "is listed as not graded"),
        ("Edit source", {"published": "12/07/2022"}, "is not a date like 2022-04-28, 2022-04 or 2022"),
        ("Edit source", {"url": "javascript:alert(1)"}, "is not an address like https://example.org/page"),
    ],
)
async def test_what_is_not_valid_changes_nothing(
    open_world: Opened, settings: Settings, label: str, values: dict[str, str], told: str
) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        message = await add(world, file=FILE)
        before = message.content
        result = await fill(world, message, label, **values)
        assert told in plain(result.followups[0] if result.followups else result.response)
        assert message.content == before and message.components


async def test_names_are_understood_and_suggested(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        told = plain(await add(world, file=FILE, subject="the mett", framework="2022"))
        assert "subject:" in told or "framework:" in told
        assert "Metropolitan Police" in plain(await add(world, file=FILE, subject="the met"))
        place = (world.channel, "knowledge add")
        subjects = await world.moderator.autocomplete(*place, "subject", "ken")
        assert subjects[0]["value"] == "Kent"
        frameworks = await world.moderator.autocomplete(*place, "framework", "21/22")
        assert "PEEL 2021/22" in [item["value"] for item in frameworks]


async def test_pages_can_be_turned_quickly_by_moderators_only(open_world: Opened, settings: Settings) -> None:
    settings = replace(settings, cooldown=CooldownSettings(questions=1, seconds=20))
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        await world.moderator.send(world.channel, "!knowledge add", attachments=[FILE])
        for page in range(2, 7):
            await world.moderator.click(world.said[-1], label="Next")
            assert f"Page {page} of" in world.said[-1].content
        result = await world.moderator.click(world.said[-1], label="Accept report only")
        assert "That was quick" in result.response.content
        for told in ("Only this server's moderators", "That was quick"):
            result = await world.member.click(world.said[-1], label="Next")
            assert told in result.response.content


async def test_a_history_folder_that_cannot_be_written_is_told(
    open_world: Opened, settings: Settings
) -> None:
    settings.history.folder.write_text("a file where a folder should be")
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        message = await add(world, file=FILE)
        assert "history folder cannot be written" in message.content
        assert str(settings.history.folder) not in message.content


async def test_a_knowledge_folder_that_cannot_be_written_is_told(
    open_world: Opened, settings: Settings
) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        before = served(world)
        message = await add(world, file=FILE)
        world.bot.moderating.desk.moderator.disk = DiskWithout(0, OSError(30, "Read-only file system"))
        result = await turn(world, message, "Accept report only")
        told = (result.followups or [result.response])[0]
        assert "the knowledge folder cannot be written: Read-only file system" in told.content
        assert served(world) == before


async def test_one_source_is_wanted(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        for options in ({}, {"file": FILE, "address": "https://example.org/x"}):
            assert "Give me one source" in (await add(world, **options)).content
        await world.env.advance_time(COOLED)
        await world.moderator.send(world.channel, "!knowledge add")
        assert "Give me one source" in world.said[-1].content


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (("a.pdf", b"%PDF-1.4 rubbish"), "the file is not a PDF"),
        (("a.doc", b"\xd0\xcf\x11\xe0" + b"x" * 600), "save it as .docx"),
        (("a.bin", b"\x00\x01" * 50), "neither a page, a PDF, a Word file nor text"),
        (("a.html", b"<html><body>" + b"<div>" * 300_000), "elements open"),
        (("a.txt", b"hello"), "option “framework”"),
        (("a.txt", b""), "no text"),
    ],
)
async def test_a_file_that_cannot_be_read_is_told(
    open_world: Opened, settings: Settings, file: tuple[str, bytes], told: str
) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        message = await add(world, file=file)
        assert "I could not read this" in message.content and told in plain(message)
        assert drafts_of(world) == [] and added(world)[-1][1] is Outcome.FAILED


async def test_a_file_that_is_too_large_is_not_even_downloaded(
    open_world: Opened, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        await world.bot.moderating.desk.drafts()
        monkeypatch.setattr("bot.discord_ui.moderators.drafts.desk.MAX_BYTES", len(PAGE) - 1)
        monkeypatch.setattr(discord.Attachment, "read", None)
        assert "too large" in (await add(world, file=FILE)).content


async def test_nothing_in_a_source_is_alive_in_discord(open_world: Opened, settings: Settings) -> None:
    nasty = "@everyone <@1> [x](https://evil.example.org) ``` ||a|| **b** # h https://evil.example.org \u202e"
    page = PAGE.replace(b"Kent Police is inad", f"{nasty} Kent Police is inad".encode())
    page = page.replace(b"<h1>PEEL 2021/22", f"<h1>{nasty} PEEL 2021/22".encode())
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        message = await add(world, file=("@everyone `x`.html", page), subject="kent")
        while True:
            assert "@everyone" not in message.content.replace("\\@everyone", "")
            assert "](https://evil" not in message.content and "\u202e" not in message.content
            assert "```" not in message.content and " https://evil" not in message.content
            if "Next" not in labels(message):
                break
            await turn(world, message, "Next")


async def test_a_long_draft_keeps_within_the_limits(open_world: Opened, settings: Settings) -> None:
    words = " ".join(["*_~`|>"] * 200)
    more = "".join(f"<p>{number} The force {words}.</p>" for number in range(30))
    page = PAGE.replace(b"</main>", more.encode() + b"</main>")
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        message = await add(world, file=("x.html", page))
        for _ in range(12):
            assert len(message.content) <= 2000 and "Page" in message.content.splitlines()[-1]
            await turn(world, message, "Next")


async def test_where_files_are_forbidden_the_pages_stand_alone(
    open_world: Opened, settings: Settings
) -> None:
    forbidden = {"attach_files": False, "embed_links": False}
    async with open_world(settings, overwrites=forbidden, settle_timeout=PATIENCE) as world:
        await world.moderator.send(world.channel, "!knowledge add", attachments=[FILE])
        assert "Draft: " in world.said[-1].content and "```" not in world.said[-1].content
        await press(world, world.moderator, world.said[-1], "Next")
        assert "of 9" in world.said[-1].content.splitlines()[-1]


async def test_a_hand_edited_report_is_replaced_on_request_only(
    open_world: Opened, settings: Settings
) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        await turn(world, await add(world, file=FILE), "Accept report only")
        path = settings.knowledge / "reports" / "kent-peel-2021-22-hmicfrs-2.md"
        path.write_text(path.read_text() + "\n[900] finding\nAdded by hand.\n")
        message = await add(world, file=FILE)
        await turn(world, message, "Accept report only")
        assert "edited by hand" in message.content
        await turn(world, message, "Back to the draft")
        assert "Draft: " in message.content
        await turn(world, message, "Accept report only")
        await turn(world, message, "Replace the edited file")
        assert "Added by hand" not in path.read_text()
        assert "Nothing has changed" in message.content or "held already" in message.content


async def test_what_could_not_be_served_is_refused(open_world: Opened, settings: Settings) -> None:
    judgments = settings.knowledge / "judgments"
    rows = (judgments / "peel-2021-22.csv").read_text().splitlines()
    kent = [row for row in rows if row.startswith("peel-2021-22,kent,")]
    (judgments / "peel-2021-22.csv").write_text("\n".join(row for row in rows if row not in kent) + "\n")
    (judgments / "kent.csv").write_text("\n".join([rows[0], *kent]) + "\n")
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        before = {path: path.read_bytes() for path in settings.knowledge.rglob("*.*")}
        message = await add(world, file=FILE)
        result = await turn(world, message, "Accept with judgments")
        told = (result.followups or [result.response])[0]
        assert "Not accepted" in told.content and "stands twice" in told.content
        assert {path: path.read_bytes() for path in settings.knowledge.rglob("*.*")} == before
        assert "Draft: " in message.content and "Accept report only" in labels(message)


async def test_a_change_that_removes_something_is_asked_about(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        await turn(world, await add(world, file=FILE), "Accept report only")
        before = served(world)
        shorter = PAGE.replace(b"<p>The force is good at working with partners", b"<p hidden>The force")
        message = await add(world, file=("kent.html", shorter))
        await turn(world, message, "Accept report only")
        assert "Apply this change?" in message.content and labels(message) == ["Apply", "Discard"]
        assert served(world) == before
        await turn(world, message, "Apply")
        assert served(world) != before and "1 passage removed" in message.content


async def test_two_moderators_at_once(open_world: Opened, settings: Settings) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        message = await add(world, file=FILE)
        world.bot.moderating.desk.moderator.at_work = AtWork(
            world.other.id, Kind.RELOAD, datetime.fromisoformat(NOW)
        )
        result = await turn(world, message, "Accept with judgments")
        assert f"<@{world.other.id}> is reloading" in result.response.content
        assert "Draft: " in message.content, "the draft waits"


async def test_a_failure_after_its_progress_leads_back_to_the_draft(
    open_world: Opened, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        message = await add(world, file=FILE)
        desk = await world.bot.moderating.desk.drafts()

        async def slow(who: int, draft: str, *, progress: Progress, **options: bool) -> None:
            await progress("writing the files")
            assert message.content == "⏳ Still writing the files …"
            raise StoreError("the disk is full")

        monkeypatch.setattr(desk.adding, "accept", slow)
        await turn(world, message, "Accept report only")
        assert "the disk is full" in message.content
        await turn(world, message, "Back to the draft")
        assert "Draft: " in message.content


async def test_an_attachment_that_discord_has_lost_is_told(
    open_world: Opened, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(file: discord.Attachment) -> bytes:
        raise aiohttp.ClientConnectionResetError

    monkeypatch.setattr(discord.Attachment, "read", lost)
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        assert "attach it again" in (await add(world, file=FILE)).content


async def test_without_the_extra_the_command_says_what_is_missing(
    open_world: Opened, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.importer.setup.find_spec", lambda name: None)
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        assert "findings-bot[import]" in (await add(world, file=FILE)).content


# --- addresses -----------------------------------------------------------------------------------------


async def test_an_address_is_fetched_and_read(open_world: Opened, settings: Settings, public: Site) -> None:
    public.answers["/kent"] = web.Response(body=PAGE, content_type="text/html")
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        desk = await world.bot.moderating.desk.drafts()
        desk.adding.policy = Policy(allowed=networks(["127.0.0.2"]), ports=frozenset({public.port}))
        message = await add(world, address=public.url("/kent"))
        assert f"({'<'}{public.url('/kent')}>)" in message.content
        await turn(world, message, "Accept report only")
        assert "1 report added" in message.content
        public.answers["/kent"] = web.Response(body=PAGE, content_type="text/html")
        await world.env.advance_time(COOLED)
        await world.moderator.send(world.channel, f"!knowledge add <{public.url('/kent')}>")
        assert "Draft: " in world.said[-1].content


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://127.0.0.1/x", "leads into a private network"),
        ("http://[::1]/x", "leads into a private network"),
        ("ftp://example.org/x", "only http and https"),
        ("kent", "only http and https"),
        ("https://user:word@example.org/", "user name"),
    ],
)
async def test_an_address_that_is_not_fetched(
    open_world: Opened, settings: Settings, address: str, told: str
) -> None:
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        message = await add(world, address=address)
        assert told in plain(message) and drafts_of(world) == []


async def test_a_site_that_refuses_leads_to_the_file(
    open_world: Opened, settings: Settings, public: Site
) -> None:
    public.answers["/kent"] = web.Response(status=403)
    async with open_world(settings, settle_timeout=PATIENCE) as world:
        desk = await world.bot.moderating.desk.drafts()
        desk.adding.policy = Policy(allowed=networks(["127.0.0.2"]), ports=frozenset({public.port}))
        message = await add(world, address=public.url("/kent"))
        assert "refuses automated requests (403)" in plain(message)
        assert "`/knowledge add` with the `file`" in message.content
