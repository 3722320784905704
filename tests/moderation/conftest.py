"""Fixtures: a knowledge folder in its first edition, and where the history is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.moderation.editions import files_of, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder that holds edition 0."""
    return write(tmp_path / "knowledge", files_of(0))


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Where the history is kept; made when it is first needed."""
    return tmp_path / "state"
