"""A person in front of the local page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.program import Preview

SCREENSHOTS = os.environ.get("FINDINGS_SCREENSHOTS")
"""A folder to keep pictures in, to be looked at by a person."""
WAIT = 15_000
"""Milliseconds that a slow machine may take for one step."""
IDLE = "window.simcordPreview.ready"
"""True when the page has taken in everything."""
ANSWER = "Kent Police · Investigating crime: requires improvement"


@pytest.fixture(scope="module", params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def opened(request: pytest.FixtureRequest, browser: Any, preview: Preview) -> Iterator[Any]:
    """The page on a screen of this size, opened once."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(WAIT)
    page = context.new_page()
    page.goto(preview.url)
    page.locator("#channel-composer-input").wait_for()
    yield page
    context.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, opened: Any) -> Iterator[Any]:
    """The page, at rest; a picture of it afterwards, if wanted."""
    opened.wait_for_function(f"() => {IDLE}")
    yield opened
    if SCREENSHOTS:
        opened.screenshot(path=Path(SCREENSHOTS) / f"{request.node.name}.png")


def embeds(page: Any) -> Any:
    return page.locator("#channel-message-list .embed-card")


def test_the_first_question_is_already_answered(page: Any) -> None:
    embeds(page).first.wait_for()
    assert ANSWER in embeds(page).first.inner_text()


def test_prefix_command_typed_into_the_page(page: Any) -> None:
    embeds(page).first.wait_for()
    before = embeds(page).count()
    say(page, "!grade kent investigation")
    embeds(page).nth(before).wait_for()
    assert ANSWER in embeds(page).nth(before).inner_text()


def test_slash_command_picked_with_autocomplete(page: Any) -> None:
    embeds(page).first.wait_for()
    before = embeds(page).count()
    page.locator("#channel-composer-input").click()
    page.keyboard.type("/grade")
    page.get_by_role("option", name="/grade").first.click()
    pick(page, "force", "ken", "Kent")
    pick(page, "area", "invest", "Investigating crime")
    page.locator("#send-message").click()
    embeds(page).nth(before).wait_for()
    assert ANSWER in embeds(page).nth(before).inner_text()


def test_a_wrong_command_does_not_hold_the_page_up(page: Any) -> None:
    """simcord waits for short sleeps of the bot; one before a notice is deleted must not be among them."""
    say(page, "!grdae kent")
    page.get_by_text("Did you mean").last.wait_for(timeout=6_000)


def test_acting_as_a_moderator(page: Any) -> None:
    page.get_by_label("Viewing as").select_option(label="A moderator")
    page.wait_for_function(f"() => {IDLE}")
    say(page, "!reload")
    page.get_by_text("Nothing has changed").last.wait_for()


def say(page: Any, text: str) -> None:
    """Send a message."""
    page.locator("#channel-composer-input").fill(text)
    page.locator("#send-message").click()


def pick(page: Any, option: str, typed: str, label: str) -> None:
    """Type the beginning of an option's value and choose what is offered."""
    field = page.locator(f'.command-option-input[data-option="{option}"]')
    field.click()
    field.press_sequentially(typed)
    page.get_by_role("option", name=label).first.click()
