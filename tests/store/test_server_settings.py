"""What a server may choose, and what it is told when it may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.config import MAX_PREFIX
from bot.store import ServerSettings, check
from bot.store.settings import MAX_CHOSEN, MAX_ID

SOUND = ServerSettings(
    channels=frozenset({1, MAX_ID}),
    mention_only=True,
    prefix="?!",
    framework="peel-2021-22",
    moderator_roles=frozenset(range(1, MAX_CHOSEN + 1)),
    language="cy",
)


@pytest.mark.parametrize("settings", [ServerSettings(), SOUND, replace(SOUND, prefix="x" * MAX_PREFIX)])
def test_sound(settings: ServerSettings) -> None:
    assert check(settings) == ()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("channels", frozenset({0}), "a whole number above 0"),
        ("channels", frozenset({-5, 7}), "a whole number above 0"),
        ("moderator_roles", frozenset({MAX_ID + 1}), "a whole number above 0"),
        ("channels", frozenset(range(1, MAX_CHOSEN + 2)), f"at most {MAX_CHOSEN}"),
        ("prefix", "", f"1 to {MAX_PREFIX} characters"),
        ("prefix", "x" * (MAX_PREFIX + 1), f"1 to {MAX_PREFIX} characters"),
        ("prefix", "a b", "without blanks"),
        ("prefix", "a\u00a0b", "without blanks"),
        ("prefix", "!\u200b", "without blanks"),
        ("prefix", "/", "not starting with /"),
        ("prefix", "<@1>", "not starting with / or <"),
        ("framework", "PEEL 2021/22", "id of a framework"),
        ("framework", "x" * 101, "id of a framework"),
        ("framework", "peel\n", "id of a framework"),
        ("language", "fr", "one of en, cy"),
        ("language", "", "one of en, cy"),
    ],
)
def test_refused(name: str, value: object, says: str) -> None:
    faults = check(replace(SOUND, **{name: value}))
    assert [fault.name for fault in faults] == [name]
    assert says in str(faults[0])


def test_every_fault_is_named_at_once() -> None:
    wrong = ServerSettings(frozenset({0}), False, "", "?", frozenset({0}), "xx")
    names = [fault.name for fault in check(wrong)]
    assert names == ["channels", "prefix", "framework", "moderator_roles", "language"]
