"""How an import is shown: progress, a table at the end, or one JSON object for each source."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

from bot.importer.batch import Result
from bot.importer.proposals import Merge
from bot.importer.shelf import Shelf
from bot.model import State

MAX_ROWS = 200
"""Sources up to which the table lists each; of a longer import only what needs attention is listed."""


def watched(results: Generator[Result, None, None], total: int, quiet: bool) -> Generator[Result, None, None]:
    """The results, with a progress bar, rate and time left on standard error where a person sees it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield from results
        return
    columns = (
        TextColumn("Importing"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress, closing(results):
        task = progress.add_task("import", total=total, rate="")
        for count, result in enumerate(results, 1):
            speed = progress.tasks[0].speed
            progress.update(task, completed=count, rate=f"{speed:.1f}/s" if speed else "")
            yield result


def light(result: Result) -> Result:
    """A result without what the table does not show, so that a long run stays small."""
    if result.draft is None:
        return result
    return replace(result, draft=replace(result.draft, left_out=(), counts=(), tally=None))


def print_record(result: Result, accepted: Merge | None, place: Shelf) -> None:
    """One source as a line of JSON."""
    print(json.dumps(_record(result, accepted, place), ensure_ascii=False), flush=True)


def _record(result: Result, accepted: Merge | None, place: Shelf) -> dict[str, Any]:
    draft = result.draft
    record: dict[str, Any] = {
        "source": result.source.name,
        "status": str(result.outcome),
        "report": result.report,
        "path": str(place.reports / f"{result.report}.md") if result.report else "",
        "message": result.message,
    }
    if draft is not None:
        report = draft.report
        record |= {
            "title": report.title,
            "subject": report.subject,
            "framework": report.framework,
            "publisher": report.publisher,
            "published": report.published,
            "passages": result.passages,
            "proposals": [
                {
                    "area": one.area,
                    "state": str(one.state),
                    "grade": one.grade,
                    "combined": one.combined,
                    "paragraph": one.evidence.number,
                    "page": one.evidence.page,
                    "evidence": one.evidence.text,
                }
                for one in draft.proposals
            ],
            "announced": [{"grade": one.grade, "areas": one.areas} for one in draft.counts],
            "notes": list(draft.notes),
        }
    if accepted is not None:
        record["accepted"] = {"added": accepted.added, "held": accepted.held, "conflicts": accepted.conflicts}
    return record


def print_table(results: Sequence[tuple[Result, Merge | None]]) -> None:
    """The table at the end, and below it what a person should look at."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(soft_wrap=not sys.stdout.isatty())
    shown = [item for item in results if len(results) <= MAX_ROWS or item[0].message or _conflicts(item[1])]
    table = Table("source", "status", "report", "passages", "judgments proposed")
    for result, _ in shown:
        graded = sum(one.state is State.GRADED for one in result.draft.proposals) if result.draft else 0
        passages = str(result.passages) if result.draft else ""
        table.add_row(
            escape(result.source.short), str(result.outcome), result.report, passages, str(graded or "")
        )
    if shown:
        console.print(table)
    for result, merge in shown:
        notes = list(_notes(result, merge))
        if notes:
            console.print(escape(result.source.short) + ":")
        for note in notes:
            console.print(f"  - {escape(note)}")
    counts = Counter(str(result.outcome) for result, _ in results)
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    console.print(f"{len(results)} source{'s' if len(results) != 1 else ''}: {told}")


def _notes(result: Result, merge: Merge | None) -> Iterator[str]:
    if result.message:
        yield result.message
    if result.draft is not None:
        yield from result.draft.notes
    if merge is not None:
        yield f"{merge.added} judgments accepted, {merge.held} held already"
        yield from merge.conflicts


def _conflicts(merge: Merge | None) -> bool:
    return merge is not None and bool(merge.conflicts)
