"""The documents are true: every command, setting and flag stands in them, and their examples work."""

from __future__ import annotations

import re
import shlex
from dataclasses import fields, is_dataclass

import pytest

from bot import __version__
from bot.answer import AbstainAnswer, AmbiguousAnswer
from bot.cli import _parser, main
from bot.cogs import COGS
from bot.config import Settings
from bot.discord_ui.guide import guide_of
from bot.knowledge import Knowledge
from bot.query import Command, parse_query
from bot.service import answer
from tests.conftest import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
GUIDE = guide_of(COGS)
EXAMPLES = re.findall(r"`!(\w+)((?: [^`]+)?)`", README)
SHELL = re.findall(r"^\.venv/bin/python -m bot (ask|grade) (.+)$", README, re.MULTILINE)


def _keys(settings: object, prefix: str = "") -> list[str]:
    found = []
    for field in fields(settings):  # type: ignore[arg-type]
        value = getattr(settings, field.name)
        name = f"{prefix}{field.name}"
        found += _keys(value, f"{name}.") if is_dataclass(value) else [name]
    return found


@pytest.mark.parametrize("command", [str(command) for command in Command])
def test_every_command_is_documented(command: str) -> None:
    assert f"`!{command}`" in README
    assert command in {entry.name for entry in GUIDE}


@pytest.mark.parametrize("key", _keys(Settings()))
def test_every_setting_is_documented(key: str) -> None:
    assert f"`{key}`" in README
    assert re.search(rf"^\s*{key.split('.')[-1]}:", (PROJECT / "config.yaml").read_text(), re.MULTILINE)


@pytest.mark.parametrize(("command", "text"), EXAMPLES)
def test_examples_in_discord_work(command: str, text: str, shipped: Knowledge) -> None:
    if command not in {"grade", "force", "compare", "rank", "ask"} or not text:
        return
    found = answer(parse_query(text, shipped, Command(command)), shipped)
    assert not isinstance(found, AbstainAnswer | AmbiguousAnswer), text


@pytest.mark.parametrize(("command", "arguments"), SHELL)
def test_examples_in_the_terminal_work(
    command: str, arguments: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, *shlex.split(arguments)]) == 0
    assert capsys.readouterr().out


def test_every_flag_is_in_the_help() -> None:
    for action in _parser()._subparsers._group_actions[0].choices.values():  # type: ignore[union-attr]
        assert all(option.help for option in action._actions)


def test_the_version_is_the_packages() -> None:
    assert f'version = "{__version__}"' in (PROJECT / "pyproject.toml").read_text(encoding="utf-8")


def test_constraints_name_no_index() -> None:
    text = (PROJECT / ".ci" / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+|#.*|", line) for line in text.splitlines())
