"""`run`: what is handed to the bot that is started, and what is said when nothing can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import preview
from bot.cli import main
from bot.config import Settings
from bot.moderation import Kind, Opened, watching
from tests.moderation.editions import files_of, write
from tests.moderation.test_start import version


@pytest.fixture
def config(folder: Path, state: Path) -> Path:
    file = folder.parent / "config.yaml"
    file.write_text(f"knowledge: knowledge\nhistory: {{folder: {state}}}\n")
    return file


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Opened]:
    """What each start was handed; nothing is really started."""
    handed: list[Opened] = []

    def run(settings: Settings, opened: Opened) -> int:
        handed.append(opened)
        opened.store.generations.close()
        return 0

    monkeypatch.setattr(preview, "run_preview", run)
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    return handed


def test_a_start_keeps_what_it_serves(config: Path, folder: Path, state: Path, started: list[Opened]) -> None:
    assert main(["run", "--config", str(config)]) == 0
    write(folder, files_of(1))
    assert main(["run", "--config", str(config)]) == 0
    assert [opened.loaded.version for opened in started] == [version(0), version(1)]
    assert len(started[-1].store.generations.applied()) == 2
    assert started[-1].store.folder.parent == state


def test_a_broken_folder_is_not_the_end(
    config: Path, folder: Path, started: list[Opened], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["run", "--config", str(config)])
    (folder / "synonyms.yaml").write_text("synonyms: [")
    assert main(["run", "--config", str(config)]) == 0
    assert started[-1].loaded.version == version(0)
    assert started[-1].health.faults


def test_a_folder_that_was_never_good_is_refused_with_its_faults(
    config: Path, folder: Path, started: list[Opened], capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "synonyms.yaml").write_text("synonyms: [")
    assert main(["run", "--config", str(config)]) == 1
    assert "synonyms.yaml:1:" in capsys.readouterr().err
    assert not started


def test_another_folder_never_falls_back_to_this_one(
    config: Path, tmp_path: Path, started: list[Opened]
) -> None:
    main(["run", "--config", str(config)])
    other = write(tmp_path / "other" / "knowledge", files_of(1))
    (other / "synonyms.yaml").write_text("synonyms: [")
    assert main(["run", "--config", str(config), "--knowledge", str(other)]) == 1
    assert [opened.generation.kind for opened in started] == [Kind.START]


def test_watching_without_the_extra_says_what_to_install(
    config: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watching, "find_spec", lambda name: None)
    config.write_text(config.read_text() + "watch: yes\n")
    assert main(["run", "--config", str(config)]) == 1
    assert capsys.readouterr().err == (
        "findings-bot: watching needs the watch extra: pip install 'findings-bot[watch]'\n"
    )
