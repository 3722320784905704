"""`python -m bot import`: sources become report files, with a progress bar and a table at the end."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.config import load_settings
from bot.knowledge.faults import unknown
from bot.knowledge.fields import date_fault, url_fault
from bot.knowledge.loader import check_folder, load_contents
from bot.model import Contents

if TYPE_CHECKING:
    from bot.importer.shelf import Shelf
    from bot.importer.sources import SourceItem
    from bot.importer.worker import Setup


def add_parser(commands: Any) -> None:
    """Add the sub-command to what `ArgumentParser.add_subparsers` returned."""
    parser = commands.add_parser(
        "import",
        help="turn report pages, PDF, Word or text files into report files",
        description="Turn report pages, PDF, Word or text files and articles into report files with passages "
        "and proposed judgments. Nothing becomes a judgment before --accept.",
    )
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="a file, a folder or an http(s) address")
    parser.add_argument("--subject", default="", help="id of the inspected body, where the source is unclear")
    parser.add_argument("--framework", default="", help="id of the framework, where the source is unclear")
    parser.add_argument("--url", default="", help="address of a saved page or file, for its citations")
    parser.add_argument("--publisher", default="", help="who published the source")
    parser.add_argument(
        "--published", default="", metavar="DATE", help="date of the source: 2022-04-28, 2022-04, 2022"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="folder for the report files (default: the knowledge)"
    )
    parser.add_argument(
        "--jobs", type=_jobs, default=min(os.cpu_count() or 1, 8), metavar="N", help="parallel readers"
    )
    parser.add_argument("--force", action="store_true", help="replace report files that were edited by hand")
    parser.add_argument(
        "--accept", action="store_true", help="merge the proposed judgments into the knowledge"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object for each source")
    parser.add_argument(
        "--allow", action="append", default=[], metavar="NETWORK", help="inner network to fetch from"
    )
    parser.add_argument("--knowledge", type=Path, metavar="DIR", help="knowledge folder to use")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings file to use")
    parser.set_defaults(run=run)


def _jobs(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 64:
        raise argparse.ArgumentTypeError("between 1 and 64")
    return value


def run(args: argparse.Namespace) -> int:
    """Import the sources and return 0, or 1 when any of them failed or was kept because of edits by hand.

    Raises KnowledgeFaults or ConfigFaults when the knowledge folder or the settings cannot be used.
    """
    from bot.importer.setup import MISSING, is_installed, setup_of

    if not is_installed():
        print(MISSING, file=sys.stderr)
        return 1
    from bot.importer.addresses import networks
    from bot.importer.document import ImportFault
    from bot.importer.shelf import shelf
    from bot.importer.sources import gather

    try:
        networks(args.allow)
        if why := date_fault(args.published) or (args.url and url_fault(args.url)):
            raise ImportFault(why)
        sources = gather(args.sources)
        if args.url and len(sources) > 1:
            raise ImportFault("--url names the address of one source; there are several")
    except (ImportFault, ValueError) as fault:
        print(fault, file=sys.stderr)
        return 1
    if not sources:
        print("nothing to import: no HTML, PDF, Word, Markdown or text file there", file=sys.stderr)
        return 1
    knowledge = args.knowledge or load_settings(args.config).knowledge
    place, target = shelf(knowledge, args.out)
    contents = load_contents(target)
    if wrong := _unknown_ids(args, contents):
        print(wrong, file=sys.stderr)
        return 1
    setup = setup_of(target, contents.frameworks, contents.subjects)
    return _import(args, sources, place, target, setup)


def _unknown_ids(args: argparse.Namespace, contents: Contents) -> str:
    """What is wrong with the ids that were given, before thousands of sources fail for it."""
    for option, value, known in (
        ("--subject", args.subject, [one.id for one in contents.subjects]),
        ("--framework", args.framework, [one.id for one in contents.frameworks]),
    ):
        if value and value not in known:
            return f"{option}: {unknown(value, known)}"
    return ""


def _import(
    args: argparse.Namespace, sources: list[SourceItem], place: Shelf, target: Path, setup: Setup
) -> int:
    from bot.importer import batch
    from bot.importer.about import Hints
    from bot.importer.shelf import Ledger, Outcome
    from bot.importer.summary import light, print_record, print_table, watched

    hints = Hints(args.subject, args.framework, args.url, args.publisher, args.published)
    options = batch.Options(hints, args.jobs, args.force, again=args.accept, allowed=tuple(args.allow))
    ledger = Ledger(target)
    results = []
    faults: Sequence[str] = ()
    try:
        with closing(watched(batch.run(sources, place, setup, options), len(sources), args.json)) as given:
            for result in given:
                # A report that was edited while it was reviewed keeps its words; its grades are accepted.
                merge = ledger.accept(result.draft) if args.accept and result.draft else None
                if args.json:
                    print_record(result, merge, place)
                results.append((light(result), merge))
    finally:
        faults = ledger.close(lambda: [str(fault) for fault in check_folder(target)[0]])
    if not args.json:
        print_table(results)
    if faults:
        print("the proposed judgments were not accepted, because the knowledge would not be served:", *faults,
              sep="\n  ", file=sys.stderr)  # fmt: skip
    bad = {Outcome.FAILED} if args.accept else {Outcome.FAILED, Outcome.EDITED}
    return 1 if faults or any(result.outcome in bad for result, _ in results) else 0
