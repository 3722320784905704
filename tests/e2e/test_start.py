"""Starting and stopping the program; every failure is one line that says what to do."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from tests.e2e.program import PROJECT, Preview, start


def ended(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    """The exit code and the lines on standard error."""
    _, errors = process.communicate(timeout=30)
    return process.returncode, errors.splitlines()


def test_a_port_in_use_is_one_line() -> None:
    pytest.importorskip("simcord", reason="the local page needs the preview extra")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, errors = ended(start("--port", str(port)))
    assert code == 1
    assert errors[-1].startswith(f"findings-bot: port {port} is in use; set preview.port in config.yaml")
    assert "Traceback" not in "".join(errors)


def test_a_malformed_token_is_one_line() -> None:
    code, errors = ended(start(DISCORD_TOKEN="not-a-token"))
    assert (code, len(errors)) == (1, 1)
    assert "DISCORD_TOKEN" in errors[0]
    assert "not-a-token" not in errors[0]


def test_a_missing_preview_extra_is_one_line() -> None:
    script = "import sys; sys.modules['simcord'] = None; from bot.cli import main; sys.exit(main(['run']))"
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    code, errors = ended(process)
    assert (code, len(errors)) == (1, 1)
    assert "findings-bot[preview]" in errors[0]


def test_ctrl_c_ends_quietly() -> None:
    pytest.importorskip("simcord", reason="the local page needs the preview extra")
    process = start("--port", "0")
    assert process.stdout is not None
    for line in process.stdout:
        if "http://" in line:
            break
    code, errors = Preview(process, "").stop()
    assert code == 0
    assert "Traceback" not in errors
