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
MOST_TABS = 200
"""Presses from one end of the page to the other: every answer adds its links and buttons."""
OFFERED = "[role='option']"
"""What a list offers, as opposed to the menu of viewers."""
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
    page.locator(".command-ghost").click()
    page.locator(OFFERED, has_text="area").first.click()
    pick(page, "area", "invest", "Investigating crime")
    page.locator("#send-message").click()
    embeds(page).nth(before).wait_for()
    assert ANSWER in embeds(page).nth(before).inner_text()


@pytest.mark.parametrize(
    ("area", "answer"), [("", "Kent Police: grades in PEEL"), ("invest", ANSWER)], ids=["all", "one area"]
)
def test_a_newcomer_finds_the_grade_of_their_force_by_keyboard_alone(
    page: Any, area: str, answer: str
) -> None:
    """What comes first in every list is taken, as somebody does who reads nothing."""
    embeds(page).first.wait_for()
    before = embeds(page).count()
    page.evaluate("document.activeElement.blur()")
    tab_to(page, "#channel-composer-input")
    page.keyboard.type("/gr")
    page.get_by_role("option", name="/grade").wait_for()
    page.keyboard.press("Enter")
    take_first(page, "force", "ken")
    if area:
        tab_to(page, ".command-ghost")
        page.keyboard.press("Enter")
        page.locator(OFFERED).first.wait_for()
        page.keyboard.press("Enter")
        take_first(page, "area", area)
    tab_to(page, "#send-message")
    page.keyboard.press("Enter")
    embeds(page).nth(before).wait_for()
    assert answer in embeds(page).nth(before).inner_text()


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


def tab_to(page: Any, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(MOST_TABS):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by Tab")


def take_first(page: Any, option: str, typed: str) -> None:
    """Type into the option that has the focus, and take what is offered first."""
    page.locator(f'.command-option-input[data-option="{option}"]:focus').wait_for()
    page.keyboard.type(typed, delay=20)
    page.locator(OFFERED).first.wait_for()
    page.keyboard.press("Enter")


def pick(page: Any, option: str, typed: str, label: str) -> None:
    """Type the beginning of an option's value and choose what is offered."""
    field = page.locator(f'.command-option-input[data-option="{option}"]')
    field.click()
    field.press_sequentially(typed)
    page.get_by_role("option", name=label).first.click()
