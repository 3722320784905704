"""How fast sources become report files, and how much memory thousands of them take.

    python -m benchmarks.importing [--megabytes 60] [--pages 2000] [--reports 2000] [--jobs 2] [--json]

Four trials, each through the command's own batch with worker processes: pages that are nearly all text, pages
with the markup of a content management system, PDF files, and thousands of small reports that are then
loaded and asked. Rates are by the clock, worker start included, and by the processor seconds of all processes
together, which other work on the machine disturbs less. All sources are generated and removed afterwards.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.pages import managed_page, page, report_pdf
from bot.importer.about import Hints
from bot.importer.batch import Options, run
from bot.importer.shelf import Outcome, Shelf
from bot.importer.sources import gather
from bot.importer.worker import Limits, Setup
from bot.knowledge import load_knowledge
from bot.knowledge.loader import load_contents
from bot.model import Framework, Subject

PROJECT = Path(__file__).resolve().parents[1]
FRAMEWORK = "peel-2021-22"


class Trial:
    """One batch into a fresh folder, measured."""

    def __init__(self, name: str, place: Path, setup: Setup, jobs: int) -> None:
        self.name = name
        self.sources = place / name / "sources"
        self.sources.mkdir(parents=True)
        self.shelf = Shelf(place / name / "reports", place / name / "proposals")
        self._setup = setup
        self._jobs = jobs

    def run(self) -> dict[str, float]:
        """Import everything; the seconds it took by the clock and of all processors together.

        Exits when a source failed: the figures would be wrong.
        """
        start, busy = time.perf_counter(), _busy()
        for result in run(gather([str(self.sources)]), self.shelf, self._setup, Options(Hints(), self._jobs)):
            if result.outcome is Outcome.FAILED:
                sys.exit(f"{result.source.name}: {result.message}")
        return {"seconds": time.perf_counter() - start, "processor_seconds": _busy() - busy}


def _busy() -> float:
    """Processor seconds of this process and of the workers that have ended."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def html_trial(trial: Trial, write: Callable[[int], str], megabytes: int) -> dict[str, float]:
    """`write` makes the page of a number."""
    size = number = 0
    while size < megabytes * 1_000_000:
        text = write(number)
        (trial.sources / f"{number}.html").write_text(text, encoding="utf-8")
        size += len(text.encode())
        number += 1
    taken = trial.run()
    size_read = size / 1e6
    return {
        "files": number,
        "megabytes": size_read,
        **taken,
        "megabytes_a_second": size_read / taken["seconds"],
        "megabytes_a_processor_second": size_read / taken["processor_seconds"],
    }


def pdf_trial(trial: Trial, framework: Framework, subjects: list[Subject], pages: int) -> dict[str, float]:
    each = 50
    for number in range(max(1, pages // each)):
        data = report_pdf(number, framework, subjects[number % len(subjects)], each)
        (trial.sources / f"{number}.pdf").write_bytes(data)
    taken = trial.run()
    total = max(1, pages // each) * each
    return {"files": total // each, "pages": total, **taken, "pages_a_second": total / taken["seconds"]}


def many_trial(trial: Trial, framework: Framework, subjects: list[Subject], reports: int) -> dict[str, float]:
    for number in range(reports):
        text = page(number, framework, subjects[number % len(subjects)], 2)
        (trial.sources / f"{number}.html").write_text(text, encoding="utf-8")
    taken = trial.run()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"files": reports, **taken, "own_mib": own, "largest_worker_mib": worker, **_asked(trial)}


def _asked(trial: Trial) -> dict[str, float]:
    """Load what was imported in a fresh process and ask it something."""
    folder = trial.shelf.reports.parent / "knowledge"
    folder.mkdir()
    for part in ("frameworks", "subjects"):
        shutil.copytree(PROJECT / "knowledge" / part, folder / part)
    trial.shelf.reports.rename(folder / "reports")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.importing", "--ask", str(folder)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def ask(folder: Path) -> dict[str, float]:
    """Load a folder and search it once."""
    start = time.perf_counter()
    knowledge = load_knowledge(folder)
    hits = len(knowledge.index.search("how quickly are calls reviewed", k=5).hits)
    return {
        "passages": len(knowledge.passages),
        "hits": hits,
        "load_seconds": time.perf_counter() - start,
        "load_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def trials(args: argparse.Namespace, place: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """Every trial with its figures."""
    contents = load_contents(PROJECT / "knowledge")
    framework = next(one for one in contents.frameworks if one.id == FRAMEWORK)
    subjects = [one for one in contents.subjects if one.kind == framework.subject_kind and one.graded]
    setup = Setup(contents.frameworks, contents.subjects, (), Limits())

    def plain(number: int) -> str:
        return page(number, framework, subjects[number % len(subjects)], 40)

    def managed(number: int) -> str:
        return managed_page(number, framework, subjects[number % len(subjects)])

    for name, write in (("html", plain), ("managed", managed)) if args.megabytes else ():
        yield name, html_trial(Trial(name, place, setup, args.jobs), write, args.megabytes)
    if args.pages:
        yield "pdf", pdf_trial(Trial("pdf", place, setup, args.jobs), framework, subjects, args.pages)
    if args.reports:
        yield "many", many_trial(Trial("many", place, setup, args.jobs), framework, subjects, args.reports)


def main() -> None:
    """Run the trials and print their figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=int, default=60, help="megabytes of HTML of each kind")
    parser.add_argument("--pages", type=int, default=2_000, help="pages of PDF")
    parser.add_argument("--reports", type=int, default=2_000, help="small reports")
    parser.add_argument("--jobs", type=int, default=2, help="worker processes")
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.ask:
        print(json.dumps(ask(args.ask)))
        return
    with tempfile.TemporaryDirectory() as place:
        for name, figures in trials(args, Path(place)):
            if args.json:
                print(json.dumps({"trial": name, **figures}), flush=True)
            else:
                shown = ", ".join(f"{key} {value:,.1f}" for key, value in figures.items())
                print(f"{name}: {shown}", flush=True)


if __name__ == "__main__":
    main()
