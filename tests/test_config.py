"""The settings file: its defaults, its faults, and that every key does something."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.config import PERMISSIONS, ConfigFaults, Settings, default_config, load_settings


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """Writes a settings file and returns its path."""

    def written(text: str | bytes) -> Path:
        path = tmp_path / "config.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


def faults(path: Path) -> list[str]:
    with pytest.raises(ConfigFaults) as caught:
        load_settings(path)
    return str(caught.value).splitlines()


def test_the_shipped_file_says_the_defaults() -> None:
    shipped = load_settings()
    assert shipped == Settings(knowledge=default_config().parent / "knowledge")
    assert shipped.knowledge.is_dir()


def test_the_shipped_file_names_every_key() -> None:
    written = default_config().read_text(encoding="utf-8")
    for key in _keys(Settings()):
        assert f"\n{key}:" in written or f"\n  {key}:" in written


def _keys(settings: Any) -> list[str]:
    found = []
    for item in fields(settings):
        value = getattr(settings, item.name)
        found += [item.name, *(_keys(value) if is_dataclass(value) else [])]
    return found


@pytest.mark.parametrize("text", ["", "# nothing\n", "\ufeff# nothing\r\n", "discord:\ncooldown:\n"])
def test_what_is_left_out_keeps_its_default(write: Any, text: str) -> None:
    path = write(text)
    assert load_settings(path) == Settings(knowledge=path.parent / "knowledge")


EVERYTHING = """\
knowledge: ../facts
watch: yes
discord:
  prefix: "?"
  message_content: no
  mentions: No
  replies: false
  direct_messages: no
  channels: [123456789012345678, "223456789012345678"]
  unknown_commands: no
  pictures: no
  sync_server: 323456789012345678
  state: elsewhere
moderators:
  roles: [1]
  permission: kick_members
  servers: [2]
  audit_channel: 3
history: {folder: kept, keep: 3}
unanswered: {days: 30}
cooldown: {questions: 1, seconds: 2.5}
admission: {slots: 1, queue: 0}
answering: {threshold: 1, excerpts: 10}
preview: {port: 0}
log_level: ERROR
"""


def test_every_key_is_read(write: Any) -> None:
    path = write(EVERYTHING)
    read = load_settings(path)
    assert read.knowledge == path.parent / ".." / "facts"
    assert read.discord.channels == {123456789012345678, 223456789012345678}
    defaults = Settings()
    for item in fields(Settings):
        value, default = getattr(read, item.name), getattr(defaults, item.name)
        if not is_dataclass(value):
            assert value != default, item.name
            continue
        for inner in fields(value):
            assert getattr(value, inner.name) != getattr(default, inner.name), f"{item.name}.{inner.name}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("discrod:\n  prefix: x\n", "config.yaml:1: the key “discrod” is not known; did you mean “discord”?"),
        (
            "discord:\n  prefix: x\n  mention: no\n",
            "config.yaml:3: the key “mention” is not known; did you mean “mentions”?",
        ),
        ("xyz: 1\n", "config.yaml:1: the key “xyz” is not known"),
        (
            "discord:\n  mentions: maybe\n",
            "config.yaml:2: discord.mentions: yes or no is expected, not “maybe”",
        ),
        ("discord:\n  mentions: [no]\n", "config.yaml:2: discord.mentions: a text is expected"),
        ("discord:\n  prefix: 'a b'\n", "config.yaml:2: discord.prefix: 1 to 10 characters without blanks"),
        ("discord:\n  prefix: ''\n", "config.yaml:2: discord.prefix: 1 to 10 characters"),
        ("discord:\n  prefix: /\n", "config.yaml:2: discord.prefix: 1 to 10 characters"),
        ("discord:\n  channels: 12\n", "config.yaml:2: discord.channels: a list of ids is expected"),
        ("discord:\n  channels: [general]\n", "config.yaml:2: discord.channels: an id is expected"),
        ("discord: yes\n", "config.yaml:1: discord: its own keys are expected: prefix,"),
        ("cooldown:\n  questions: 2.5\n", "config.yaml:2: cooldown.questions: a whole number from 1 to 1000"),
        ("cooldown:\n  questions: ٣\n", "config.yaml:2: cooldown.questions: a whole number from 1 to 1000"),
        ("cooldown:\n  seconds: .nan\n", "config.yaml:2: cooldown.seconds: a number from 0 to 3600"),
        ("cooldown:\n  seconds: nan\n", "config.yaml:2: cooldown.seconds: a number from 0 to 3600"),
        ("answering:\n  threshold: 1.01\n", "config.yaml:2: answering.threshold: a number from 0 to 1"),
        ("preview:\n  port: 65536\n", "config.yaml:2: preview.port: a whole number from 0 to 65535"),
        (
            "moderators:\n  permission: manage_gild\n",
            "config.yaml:2: moderators.permission: “manage_gild” is not known; did you mean “manage_guild”?",
        ),
        ("log_level: verbose\n", "config.yaml:1: log_level: “verbose” is not known"),
        ("knowledge:\n", "config.yaml:1: knowledge: the path of a folder is expected"),
        ("a: &x 1\n", "config.yaml:1: anchors (&)"),
        ("- a\n", "config.yaml:1: holds no fields"),
        ("discord: [\n", "config.yaml:1: is not valid YAML"),
        (b"log_level: \xff\n", "config.yaml:1: is not UTF-8"),
    ],
)
def test_a_fault_names_file_line_and_key(write: Any, text: str | bytes, expected: str) -> None:
    (line,) = faults(write(text))
    assert line.startswith(expected)


def test_all_faults_are_told_at_once(write: Any) -> None:
    lines = faults(write("xyz: 1\ndiscord:\n  prefx: x\npreview: {port: x}\n"))
    assert [line.split(":")[1] for line in lines] == ["1", "3", "4"]


@pytest.mark.parametrize("name", ["missing.yaml", ""])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    (line,) = faults(tmp_path / name)
    assert "cannot be opened" in line or "not an ordinary file" in line


def test_permissions_are_discords() -> None:
    assert set(PERMISSIONS) <= discord.Permissions.VALID_FLAGS.keys()
