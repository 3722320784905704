"""The running page, and Debian's Chromium in front of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.program import PROJECT, Preview, start

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


@pytest.fixture(scope="session")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """The page on a free port, for somebody who types faster than people do."""
    pytest.importorskip("simcord", reason="the local page needs the preview extra")
    folder = tmp_path_factory.mktemp("preview")
    shutil.copytree(PROJECT / "knowledge", folder / "knowledge")
    config = folder / "config.yaml"
    kept = f"history: {{folder: {folder / 'history'}}}\n"
    config.write_text(f"cooldown: {{questions: 1000}}\npreview: {{port: 0}}\n{kept}", encoding="utf-8")
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window.

    Its driver keeps an event loop running, beside which no asynchronous test of another module can run.
    """
    sync_api = pytest.importorskip("playwright.sync_api", reason="the browser test needs playwright")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; on Debian: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()
