"""The command: many sources, a stopped run that goes on, edited files that are kept, exit codes."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.cli_import import add_parser
from bot.importer.draft import Draft, Evidence, Proposal
from bot.importer.shelf import Ledger, Record, Shelf, shelf
from bot.knowledge.loader import check_folder, load_contents
from bot.model import Report, State
from tests.conftest import PROJECT
from tests.importer import documents
from tests.importer.test_write import folder

Run = Callable[..., tuple[int, list[dict[str, object]]]]


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A knowledge folder without reports."""
    return folder(tmp_path / "knowledge", {})


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Three good sources and a bad one."""
    place = tmp_path / "sources"
    (place / "deep").mkdir(parents=True)
    (place / "a.html").write_text(documents.TABLOID_PAGE, encoding="utf-8")
    (place / "b.pdf").write_bytes(b"%PDF-1.4 rubbish")
    (place / "c.docx").write_bytes(documents.COMMISSIONER_WORD)
    (place / "deep" / "d.md").write_text(documents.MARKDOWN_ARTICLE, encoding="utf-8")
    (place / "ignored.xyz").write_text("x", encoding="utf-8")
    return place


@pytest.fixture
def run(knowledge: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command with --json; its exit code and its records."""

    def run(*arguments: object, jobs: int = 1) -> tuple[int, list[dict[str, object]]]:
        parser = argparse.ArgumentParser()
        add_parser(parser.add_subparsers())
        given = [str(item) for item in arguments]
        args = parser.parse_args(
            ["import", "--knowledge", str(knowledge), "--jobs", str(jobs), "--json", *given]
        )
        code = args.run(args)
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def files(place: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        str(path.relative_to(place)): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()
    }


def test_a_folder_is_imported_and_a_bad_file_reported(run: Run, sources: Path, knowledge: Path) -> None:
    code, records = run(sources, jobs=2)
    assert code == 1
    assert [record["status"] for record in records] == ["written", "failed", "written", "written"]
    assert records[1]["message"] == "the file is not a PDF"
    assert sorted(path.name for path in (knowledge / "reports").iterdir()) == [
        "barsetshire-peel-2021-22-echo.md",
        "barsetshire-peel-2021-22-example-news.md",
        "barsetshire-peel-2023-25-barsetshire-police-and-crime-commissioner.md",
    ]
    assert len(load_contents(knowledge).reports) == 3
    assert not (knowledge / "judgments").exists()  # nothing is a judgment before a person accepts it
    proposals = knowledge.parent / "proposals" / "barsetshire-peel-2021-22-echo.csv"
    assert "managing_offenders,graded,adequate,stated,5" in proposals.read_text(encoding="utf-8")


def test_a_path_to_nothing_is_a_bad_file_among_others(run: Run, sources: Path) -> None:
    code, records = run(sources / "missing.html", sources / "a.html")
    assert code == 1
    assert [record["status"] for record in records] == ["failed", "written"]
    assert records[0]["message"] == "there is no such file"


def test_importing_again_changes_nothing_and_a_stopped_run_goes_on(
    run: Run, sources: Path, knowledge: Path
) -> None:
    given = (sources / "a.html", sources / "b.pdf", sources / "deep")
    run(*given)
    before = files(knowledge.parent)
    code, records = run(*given)
    assert code == 1
    assert [record["status"] for record in records] == ["done before", "failed", "done before"]
    assert files(knowledge.parent) == before
    record = knowledge.parent / "proposals" / "imported.jsonl"
    lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
    record.write_text(lines[0] + lines[1][:20], encoding="utf-8")  # stopped in the middle of a line
    _, records = run(*given)
    assert [item["status"] for item in records] == ["done before", "failed", "unchanged"]
    record.unlink()
    _, records = run(sources / "a.html")
    assert records[0]["status"] == "unchanged"
    reports = {name: data for name, data in before.items() if name.startswith("knowledge")}
    assert files(knowledge.parent).items() >= reports.items()


def test_an_edited_report_is_kept(run: Run, sources: Path, knowledge: Path) -> None:
    run(sources / "a.html")
    path = knowledge / "reports" / "barsetshire-peel-2021-22-echo.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Echo", "The Echo"), encoding="utf-8")
    (sources / "a.html").write_text(documents.TABLOID_PAGE.replace("50 new", "60 new"), encoding="utf-8")
    code, records = run(sources / "a.html")
    assert (code, records[0]["status"]) == (1, "edited by hand")
    assert "--force" in str(records[0]["message"])
    assert "The Echo" in path.read_text(encoding="utf-8")
    code, records = run(sources / "a.html", "--force")
    assert (code, records[0]["status"]) == (0, "written")
    assert "60 new" in path.read_text(encoding="utf-8")


def test_two_sources_of_one_publisher_get_two_names(run: Run, sources: Path, knowledge: Path) -> None:
    other = sources / "a2.html"
    other.write_text(documents.TABLOID_PAGE.replace("50 new", "60 new"), encoding="utf-8")
    _, records = run(sources / "a.html", other)
    names = [record["report"] for record in records]
    assert names == ["barsetshire-peel-2021-22-echo", "barsetshire-peel-2021-22-echo-2"]
    assert len(load_contents(knowledge).reports) == 2
    other.write_text(documents.TABLOID_PAGE.replace("50 new", "70 new"), encoding="utf-8")
    _, records = run(other)
    assert records[0]["report"] == names[1]


def test_a_source_that_changes_its_name_leaves_no_copy(run: Run, sources: Path, knowledge: Path) -> None:
    run(sources / "a.html")
    run(sources / "a.html", "--publisher", "The Morning Echo")
    assert [path.name for path in (knowledge / "reports").iterdir()] == [
        "barsetshire-peel-2021-22-the-morning-echo.md"
    ]


def test_accepted_judgments_are_served(run: Run, sources: Path, knowledge: Path) -> None:
    code, records = run(sources / "a.html", "--accept", "--url", "https://news.example.org/a")
    assert code == 0
    assert records[0]["accepted"] == {"added": 6, "held": 0, "conflicts": []}
    judgments = {one.area: one.grade for one in load_contents(knowledge).judgments}
    assert judgments["responding_to_the_public"] == "requires improvement"
    code, records = run(sources / "a.html", "--accept", "--url", "https://news.example.org/a")
    assert records[0]["accepted"] == {"added": 0, "held": 6, "conflicts": []}


def test_a_report_may_be_edited_before_its_grades_are_accepted(
    run: Run, sources: Path, knowledge: Path
) -> None:
    run(sources / "a.html", "--url", "https://news.example.org/a")
    path = knowledge / "reports" / "barsetshire-peel-2021-22-echo.md"
    edited = path.read_text(encoding="utf-8").replace("Echo", "The Echo")
    path.write_text(edited, encoding="utf-8")
    code, records = run(sources / "a.html", "--url", "https://news.example.org/a", "--accept")
    assert (code, records[0]["status"]) == (0, "edited by hand")
    assert records[0]["accepted"] == {"added": 6, "held": 0, "conflicts": []}
    assert path.read_text(encoding="utf-8") == edited


def test_accepting_never_leaves_a_folder_that_is_not_served(knowledge: Path) -> None:
    path = knowledge / "judgments" / "peel-2021-22.csv"
    path.parent.mkdir()
    before = "framework,subject,area,state,grade,url,published,derived,note\n"
    path.write_text(before, encoding="utf-8")
    proposal = Proposal("no_such_area", State.GRADED, "good", Evidence("x", 1))
    report = Report("r", "t", "p", "k", "barsetshire", "peel-2021-22", (), url="https://x.example/a")
    ledger = Ledger(knowledge)
    assert ledger.accept(Draft(report, (proposal,), (), None, (), (), "s")).added == 1
    faults = ledger.close(lambda: [str(fault) for fault in check_folder(knowledge)[0]])
    assert len(faults) == 1
    assert "no_such_area" in faults[0]
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["missing.html"], "there is no file"),
        (["a.html", "c.docx", "--url", "https://x.example"], "--url names the address of one source"),
        (["a.html", "--published", "May 2022"], "is not a date"),
        (["a.html", "--allow", "inner"], "does not appear to be"),
        (["a.html", "--subject", "kentt"], "--subject: “kentt” is not known; did you mean “kent”?"),
        (["a.html", "--framework", "peel-2021-2"], "did you mean “peel-2021-22”?"),
    ],
)
def test_wrong_arguments_are_told(
    arguments: list[str],
    reason: str,
    run: Run,
    sources: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(sources)
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    args = parser.parse_args(["import", *arguments])
    assert args.run(args) == 1
    assert reason in capsys.readouterr().err


def test_the_table_names_what_to_look_at(
    knowledge: Path, sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    args = parser.parse_args(["import", str(sources), "--knowledge", str(knowledge), "--jobs", "1"])
    assert args.run(args) == 1
    shown = capsys.readouterr().out
    assert "the file is not a PDF" in shown
    assert "4 sources: 3 written, 1 failed" in shown


@pytest.mark.parametrize(
    ("out", "reports", "proposals", "target"),
    [
        (None, "knowledge/reports", "proposals", "knowledge"),
        ("knowledge", "knowledge/reports", "proposals", "knowledge"),
        ("knowledge/reports", "knowledge/reports", "proposals", "knowledge"),
        ("elsewhere", "elsewhere", "elsewhere/proposals", "knowledge"),
    ],
)
def test_where_things_go(out: str | None, reports: str, proposals: str, target: str, knowledge: Path) -> None:
    home = knowledge.parent
    place, accepted = shelf(knowledge, home / out if out else None)
    assert place == Shelf(home / reports, home / proposals)
    assert accepted == home / target


class Pages(BaseHTTPRequestHandler):
    """A site with one page and one that it shows to nobody."""

    def do_GET(self) -> None:
        status = {"/report": 200, "/closed": 403}.get(self.path, 404)
        body = documents.TABLOID_PAGE.encode() if status == 200 else b""
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
        """Nothing is logged."""


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a server on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address_is_fetched_where_it_is_allowed(run: Run, site: str, knowledge: Path) -> None:
    code, records = run(f"{site}/report", f"{site}/closed", "--allow", "127.0.0.0/8")
    assert (code, [record["status"] for record in records]) == (1, ["written", "failed"])
    assert "refuses automated requests (403)" in str(records[1]["message"])
    assert load_contents(knowledge).reports[0].url == f"{site}/report"
    code, records = run(f"{site}/report")
    assert records[0]["message"] == "port " + site.rpartition(":")[2] + " is not fetched from; only 80, 443"


def test_missing_packages_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.importer.setup.find_spec", lambda name: None)
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    args = parser.parse_args(["import", "x.html"])
    assert args.run(args) == 1
    assert capsys.readouterr().err == "import needs more packages: pip install 'findings-bot[import]'\n"


def test_a_bot_that_imports_nothing_loads_no_parser() -> None:
    script = (
        "import sys, bot.cli; parsers = {'selectolax', 'pypdfium2', 'docx', 'rich', 'aiohttp'}; "
        "sys.exit(not parsers.isdisjoint(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=PROJECT, check=False).returncode == 0


def test_a_record_survives_rubbish(tmp_path: Path) -> None:
    (tmp_path / "imported.jsonl").write_text('{"key": 1}\nrubbish\n["list"]\n', encoding="utf-8")
    assert Record(Shelf(tmp_path, tmp_path)).done("x") is None
