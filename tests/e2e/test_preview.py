"""A person in front of the local page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Preview

SCREENSHOTS = os.environ.get("FINDINGS_SCREENSHOTS")
"""A folder to keep pictures in, to be looked at by a person."""
WAIT = 15_000
"""Milliseconds that a slow machine may take for one step."""
ANSWER = "Kent Police · Investigating crime: requires improvement"


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Any, preview: Preview) -> Iterator[Any]:
    """The page on a screen of this size."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(WAIT)
    opened = context.new_page()
    opened.goto(preview.url)
    opened.locator("#channel-composer-input").wait_for()
    yield opened
    if SCREENSHOTS:
        opened.screenshot(path=Path(SCREENSHOTS) / f"{request.node.name}.png")
    context.close()


def embeds(page: Any) -> Any:
    return page.locator("#channel-message-list .embed-card")


def test_the_first_question_is_already_answered(page: Any) -> None:
    embeds(page).first.wait_for()
    assert ANSWER in embeds(page).first.inner_text()


def test_prefix_command_typed_into_the_page(page: Any) -> None:
    embeds(page).first.wait_for()
    before = embeds(page).count()
    page.locator("#channel-composer-input").fill("!grade kent investigation")
    page.locator("#send-message").click()
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


def pick(page: Any, option: str, typed: str, label: str) -> None:
    """Type the beginning of an option's value and choose what is offered."""
    field = page.locator(f'.command-option-input[data-option="{option}"]')
    field.click()
    field.press_sequentially(typed)
    page.get_by_role("option", name=label).first.click()
