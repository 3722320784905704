"""Pictures of everything that the bot shows, to be looked at: `python -m tests.e2e.screens FOLDER`.

The real bot plays every scene in the local page, and Chromium takes it at the width of a desktop and of a
phone. The page has Discord's dark look only.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import shutil
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.config import CooldownSettings, DiscordSettings, HistorySettings, Settings
from bot.knowledge import load_knowledge
from tests.discord.discord_world import KNOWLEDGE, World, running
from tests.e2e.conftest import CHROMIUM, FLAGS
from tests.e2e.scene import Scene
from tests.e2e.scenes import SCENES

PATIENCE = 30.0
"""Real seconds that a report may take to be read."""
WIDTHS = {"desktop": 1280, "phone": 390}
"""Pixels of CSS."""
HEIGHT = 2600
"""Pixels, so that the longest answer is in view."""
SHARPNESS = 2
"""Pixels of a picture to one of CSS, as phones have."""
EMPTY_LINES = ".embed-card .markdown-paragraph:not(:first-child) { margin-top: 1.375em; }"
"""The page leaves the empty line between two paragraphs out, which Discord shows."""
TO_THE_END = "() => { const log = document.querySelector('#channel-timeline'); log.scrollTop = 1e9; }"
"""Only a reader at the end is shown what comes."""


@dataclass
class Screen:
    """The page at one width, and the messages that have been taken."""

    name: str
    page: Any
    seen: set[str] = field(default_factory=set)

    async def take(self, scene: Scene, folder: Path, number: int) -> None:
        """Keep what the bot has said since the last time, or what it changed, as pictures."""
        viewer = "moderator" if scene.moderator else "member"
        await self.page.get_by_label("Viewing as").select_option(label=viewer)
        await self.page.wait_for_function("() => window.simcordPreview.ready")
        await self.page.evaluate(TO_THE_END)
        await self.page.wait_for_function("() => window.simcordPreview.ready")
        said = self.page.locator(".channel-message").filter(has=self.page.get_by_text("APP", exact=True))
        shown = await said.evaluate_all("all => all.map(one => one.dataset.messageId)")
        new = [message for message in shown if message not in self.seen] or shown[-1:]
        self.seen.update(shown)
        title = re.sub(r"[^a-z0-9]+", "-", scene.name.lower()).strip("-")
        for place, message in enumerate(new, 1):
            part = f"-{place}" if len(new) > 1 else ""
            one = self.page.locator(f'.channel-message[data-message-id="{message}"]')
            await one.screenshot(path=folder / f"{number:03}-{title}{part}-{self.name}.png")
        for place, label in enumerate(scene.opens, 1):
            await self.page.get_by_role("button", name=label).last.click()
            await self.page.locator(".modal-dialog").wait_for()
            await self.page.screenshot(path=folder / f"{number:03}-{title}-form-{place}-{self.name}.png")
            await self.page.get_by_label("Close modal").click()


@asynccontextmanager
async def world_to_look_at() -> AsyncIterator[World]:
    """The bot on a copy of the shipped knowledge, for somebody who asks faster than people do."""
    with tempfile.TemporaryDirectory() as folder:
        knowledge = Path(shutil.copytree(KNOWLEDGE, Path(folder) / "knowledge"))
        history = HistorySettings(Path(folder) / "history")
        cooldown = CooldownSettings(questions=100_000)
        state = DiscordSettings(state=Path(folder) / "state")
        settings = Settings(knowledge=knowledge, history=history, cooldown=cooldown, discord=state)
        async with running(settings, load_knowledge(knowledge), settle_timeout=PATIENCE) as world:
            assert world.bot.user is not None
            await world.bot.user.edit(username="Findings")
            yield world


async def take_all(folder: Path, scenes: Sequence[Scene], widths: Sequence[str]) -> None:
    """Play and keep every scene."""
    from playwright.async_api import async_playwright

    async with world_to_look_at() as world, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        viewers = (world.member, world.moderator)
        preview = world.env.preview(world.channel, viewers=viewers, layout="channel", locale="en-GB")
        async with preview:
            screens = [await _open(browser, preview.url, width) for width in widths]
            for number, scene in enumerate(scenes, 1):
                await scene.act(world)
                await preview.refresh()
                for screen in screens:
                    await screen.take(scene, folder, number)
        await browser.close()


async def _open(browser: Any, url: str, width: str) -> Screen:
    view = {"width": WIDTHS[width], "height": HEIGHT}
    context = await browser.new_context(viewport=view, device_scale_factor=SHARPNESS, bypass_csp=True)
    page = await context.new_page()
    await page.goto(url)
    await page.locator("#channel-composer-input").wait_for()
    await page.add_style_tag(content=EMPTY_LINES)
    return Screen(width, page)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--only", default="", help="scenes whose name holds this")
    parser.add_argument("--width", choices=WIDTHS, action="append", help="one of the widths; both by default")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    scenes = [scene for scene in SCENES if chosen.only in scene.name]
    asyncio.run(take_all(chosen.folder, scenes, chosen.width or list(WIDTHS)))


if __name__ == "__main__":
    main()
