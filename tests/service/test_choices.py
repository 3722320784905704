"""A choice asks for what the question asked for: no area and no cycle is lost on the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answer import AbstainAnswer, AbstainReason, AmbiguousAnswer, Answer
from bot.query import Command


@pytest.mark.parametrize(
    ("command", "text", "chosen"),
    [
        (Command.GRADE, "yorkshire investigation", "West Yorkshire investigation"),
        (Command.GRADE, "yorkshire investigation 2021/22", "West Yorkshire investigation 2021/22"),
        (Command.FORCE, "yorkshire 2021/22", "West Yorkshire 2021/22"),
        (Command.FORCE, "wales 2021/22", "Gwent 2021/22"),
        (Command.GRADE, "kent crime", "Kent Investigating crime"),
        (Command.GRADE, "kent crime 2021/22", "Kent Investigating crime 2021/22"),
        (Command.RANK, "crime 2021/22", "Investigating crime 2021/22"),
        (Command.GRADE, "hogwarts investigation 2021/22", "Warwickshire investigation 2021/22"),
    ],
)
def test_a_choice_keeps_what_was_asked(
    command: Command, text: str, chosen: str, ask: Callable[..., Answer]
) -> None:
    found = ask(text, command)
    assert isinstance(found, AmbiguousAnswer | AbstainAnswer)
    assert chosen in [choice.text for choice in found.choices]
    assert not isinstance(ask(chosen, command), AmbiguousAnswer), "a choice settles the question"


@pytest.mark.parametrize(
    "text",
    [
        "which force is best?",
        "which force is the worst",
        "the best police force",
        "which forces are outstanding",
    ],
)
def test_who_asks_for_the_best_of_all_is_asked_in_which_area(text: str, ask: Callable[..., Answer]) -> None:
    found = ask(text, Command.ASK)
    assert isinstance(found, AbstainAnswer)
    assert found.reason is AbstainReason.NO_AREA
    assert found.choices
