"""The command line as a person or a script uses it: output, exit codes, errors in one line."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from bot.cli import main
from bot.render.record import AnswerRecord
from tests.conftest import PROJECT


def test_ask_prints_grade_words_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "kent", "investigation"]) == 0
    out = capsys.readouterr().out
    assert "Kent Police · Investigating crime: requires improvement" in out
    assert "https://" in out


def test_json_has_the_documented_shape(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", "kent investigation"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record.keys() == AnswerRecord.__annotations__.keys()
    assert record["kind"] == "judgment"
    assert record["judgments"][0].keys() == {
        "subject", "area", "framework", "grade", "state", "derived", "url",
    }  # fmt: skip
    assert record["excerpts"][0].keys() == {"text", "report", "paragraph", "kind", "speaker", "url"}


def test_questions_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("kent investigation\nwhat's the weather\n\n"))
    assert main(["ask", "-", "--json"]) == 3
    kinds = [json.loads(line)["kind"] for line in capsys.readouterr().out.splitlines()]
    assert kinds == ["judgment", "no_evidence", "no_evidence"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["grade", "kent investigation"], 0),
        (["grade", "narnia"], 3),
        (["ask", "yorkshire investigation"], 3),
        (["ask", "Kent's overall grade"], 0),
        (["check"], 0),
    ],
)
def test_exit_codes(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == code
    assert capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["asks", "x"], ["ask"], ["ask", "x", "--jsn"]])
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_missing_folder_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "kent", "--knowledge", str(tmp_path / "none")]) == 1
    error = capsys.readouterr().err
    assert "none" in error
    assert "Traceback" not in error


def test_check_lists_every_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(PROJECT / "knowledge", folder)
    table = folder / "judgments" / "peel-2021-22.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace(",graded,", ",grded,")
    lines[2] = lines[2].replace("peel-2021-22", "peel-2021-23")
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "judgments/peel-2021-22.csv:2: " in out
    assert "judgments/peel-2021-22.csv:3: " in out


def test_a_misspelt_setting_names_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("answering:\n  treshold: 0.4\n", encoding="utf-8")
    assert main(["ask", "kent", "--config", str(config)]) == 1
    error = capsys.readouterr().err
    assert "config.yaml:2" in error
    assert "threshold" in error


def test_chat_answers_until_an_empty_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = iter(["kent investigation", ""])
    monkeypatch.setattr("builtins.input", lambda prompt: next(lines))
    assert main(["chat"]) == 0
    assert "requires improvement" in capsys.readouterr().out
