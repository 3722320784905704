"""The command line: ask, grade, check, import, chat, run. Only `run` imports discord."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot import cli_import
from bot.answer import AbstainAnswer, AmbiguousAnswer
from bot.config import ConfigFaults, load_settings
from bot.knowledge import Knowledge, KnowledgeFaults, load_knowledge
from bot.knowledge.loader import check_folder
from bot.query import Command, parse_query
from bot.render import render_plain, render_record
from bot.service import Answering, answer

ANSWERED, FAULT, USAGE, ABSTAINED = 0, 1, 2, 3
"""Exit codes; argparse ends a wrong usage with 2 by itself."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    args = _parser().parse_args(argv)
    try:
        code: int = args.run(args)
    except (ConfigFaults, KnowledgeFaults) as faults:
        print(faults, file=sys.stderr)
        return FAULT
    except BrokenPipeError:
        # Whoever read our output has gone; that is no fault. Nothing more may be flushed to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="findings-bot",
        description="Answers questions about inspection findings: the grade, the quotation, the source.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    ask = commands.add_parser("ask", help="answer a question; - reads one a line from standard input")
    ask.add_argument("question", nargs="+", help="the question, or - for standard input")
    ask.set_defaults(run=_ask, command=Command.ASK)
    grade = commands.add_parser("grade", help='look a grade up: grade "kent investigation"')
    grade.add_argument("question", nargs="+", help="force and area, in any words")
    grade.set_defaults(run=_ask, command=Command.GRADE)
    for command in (ask, grade):
        command.add_argument("--json", action="store_true", help="print one JSON object a question")
        _add_folders(command)

    check = commands.add_parser("check", help="validate a knowledge folder and list every fault")
    check.add_argument("folder", nargs="?", type=Path, help="the folder (default: the one in use)")
    _add_folders(check)
    check.set_defaults(run=_check)

    cli_import.add_parser(commands)

    chat = commands.add_parser("chat", help="a small prompt: one question a line, Ctrl-D to leave")
    _add_folders(chat)
    chat.set_defaults(run=_chat)

    run = commands.add_parser("run", help="run the bot: on Discord with DISCORD_TOKEN, else in a local page")
    run.add_argument("--port", type=int, help="port of the local page")
    _add_folders(run)
    run.set_defaults(run=_run)
    return parser


def _add_folders(command: argparse.ArgumentParser) -> None:
    command.add_argument("--knowledge", type=Path, metavar="DIR", help="knowledge folder to use")
    command.add_argument("--config", type=Path, metavar="FILE", help="settings file to use")


def _load(args: argparse.Namespace) -> tuple[Knowledge, Answering]:
    settings = load_settings(args.config)
    return load_knowledge(args.knowledge or settings.knowledge), settings.answering


def _ask(args: argparse.Namespace) -> int:
    knowledge, settings = _load(args)
    stdin = args.question == ["-"]
    questions: Iterable[str] = (
        (line.rstrip("\n") for line in sys.stdin) if stdin else [" ".join(args.question)]
    )
    code = ANSWERED
    for question in questions:
        found = answer(parse_query(question, knowledge, args.command), knowledge, settings)
        if args.json:
            print(json.dumps(render_record(question, found, knowledge), ensure_ascii=False), flush=True)
        else:
            print(render_plain(found, knowledge), end="\n\n" if stdin else "\n", flush=True)
        if isinstance(found, AbstainAnswer | AmbiguousAnswer):
            code = ABSTAINED
    return code


def _check(args: argparse.Namespace) -> int:
    folder = args.folder or args.knowledge or load_settings(args.config).knowledge
    faults, warnings = check_folder(folder)
    for fault in (*faults, *warnings):
        print(fault)
    if faults:
        print(f"{len(faults)} faults, {len(warnings)} warnings in {folder}", file=sys.stderr)
        return FAULT
    print(f"{folder}: no faults, {len(warnings)} warnings")
    return ANSWERED


def _chat(args: argparse.Namespace) -> int:
    knowledge, settings = _load(args)
    print("Ask about a grade or a finding; an empty line or Ctrl-D leaves.")
    while True:
        try:
            question = input("> ")
        except EOFError:
            print()
            return ANSWERED
        if not question.strip():
            return ANSWERED
        found = answer(parse_query(question, knowledge), knowledge, settings)
        print(f"\n{render_plain(found, knowledge)}\n")


def _run(args: argparse.Namespace) -> int:
    settings = load_settings(args.config)
    if args.port is not None:
        settings = replace(settings, preview=replace(settings.preview, port=args.port))
    folder = args.knowledge or settings.knowledge
    settings = replace(settings, knowledge=folder)
    from bot.moderation import CannotWatchError, Store, UnsteadyError, check_can_watch, open_knowledge

    try:
        if settings.watch:
            check_can_watch()
        store = Store.of(folder, settings.history.folder, settings.history.keep)
        opened = open_knowledge(folder, store, datetime.now(UTC).isoformat(timespec="seconds"))
    except CannotWatchError as error:
        print(f"findings-bot: {error}", file=sys.stderr)
        return FAULT
    except UnsteadyError:
        print(
            "findings-bot: the knowledge files are being changed; start again in a moment.", file=sys.stderr
        )
        return FAULT
    # The token leaves the environment here, so that nothing started from the bot can read it there.
    token = os.environ.pop("DISCORD_TOKEN", "").strip()
    if token:
        from bot.app import run_discord

        return run_discord(settings, opened, token)
    from bot.preview import run_preview

    return run_preview(settings, opened)
