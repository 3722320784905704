"""Imports point down only (the layers of the design), and only the edges know Discord."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

LAYERS = (
    {"model", "answer", "links", "language"},
    {"importer", "query", "names", "index", "knowledge"},
    {"service"},
    {"render", "config"},
    {"runtime", "moderation", "pictures", "store"},
    {"cogs", "discord_ui", "app", "preview"},
    {"cli", "cli_import", "__main__"},
)
"""From the lowest to the highest; modules of one layer may import one another."""

MAY_IMPORT_DISCORD = {"cogs", "discord_ui", "app", "preview"}
CORE = {"model", "answer", "links", "query", "names", "index", "service", "render"}
FORBIDDEN_IN_CORE = {"os", "time", "datetime", "random", "socket", "asyncio"}
"""The core is handed its values: it reads no clock, no environment and no chance."""

FILES = sorted((PROJECT / "bot").rglob("*.py"))


def _part(path: Path) -> str:
    relative = path.relative_to(PROJECT / "bot")
    return relative.parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    """Every module imported anywhere in a file, except for annotations only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            node.body = []
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def _layer(part: str) -> int:
    return next(at for at, parts in enumerate(LAYERS) if part in parts)


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(PROJECT)) for path in FILES])
def test_imports_point_down(path: Path) -> None:
    part = _part(path)
    if part == "__init__":
        return
    own = _layer(part)
    for module in _imports(path):
        steps = module.split(".")
        if steps[0] == "bot" and len(steps) > 1 and any(steps[1] in parts for parts in LAYERS):
            assert _layer(steps[1]) <= own, f"{path.name} imports {module} from a higher layer"
        if steps[0] in {"discord", "simcord"}:
            assert part in MAY_IMPORT_DISCORD, f"{path.name} must not import {module}"
        if part in CORE and path.name != "storage.py":
            assert steps[0] not in FORBIDDEN_IN_CORE, f"{path.name} must not import {module}"


def test_asking_in_the_terminal_does_not_load_discord() -> None:
    script = (
        "import sys; from bot.cli import main; code = main(['grade', 'kent investigation']); "
        "sys.exit(code or ('discord' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
