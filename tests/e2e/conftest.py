"""The program as people start it: a process of its own, and Debian's Chromium in front of its page."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Preview:
    """A running `python -m bot run` without a token."""

    process: subprocess.Popen[str]
    url: str

    def stop(self) -> tuple[int, str]:
        """Press Ctrl-C; the exit code and what was written to standard error."""
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=20)
        return self.process.returncode, errors


def start(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start the program without a token in its environment, unless one is given."""
    inherited = {name: value for name, value in os.environ.items() if name != "DISCORD_TOKEN"}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "run", *arguments],
        cwd=PROJECT,
        env={**inherited, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="session")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """The page on a free port, for somebody who types faster than people do."""
    pytest.importorskip("simcord", reason="the local page needs the preview extra")
    folder = tmp_path_factory.mktemp("preview")
    shutil.copytree(PROJECT / "knowledge", folder / "knowledge")
    config = folder / "config.yaml"
    config.write_text("cooldown: {questions: 1000}\npreview: {port: 0}\n", encoding="utf-8")
    process = start("--config", str(config))
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\S+", line):
                yield Preview(process, found[0])
                break
        else:
            pytest.fail(f"no address was printed: {process.communicate()[1]}")
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="the browser test needs playwright")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; on Debian: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()
