"""The process that reads untrusted files: limited in memory, time and everything it could open.

Started by `workers` with `python -I`; speaks over its standard streams. A request is one line of JSON with
the size of the source, and the source; an answer is one line of JSON with the size of the report, and the
report.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from bot.importer.about import Hints, Publisher
from bot.importer.codec import plain, restore
from bot.importer.document import ImportFault, SourceKind
from bot.importer.parsers import parse, source_kind
from bot.importer.understand import understand
from bot.importer.write import write_report
from bot.model import Framework, Subject


@dataclass(frozen=True, slots=True)
class Limits:
    """What one source may cost. The longest report needs about 2 s and 300 MiB."""

    memory: int = 1 << 30
    """Bytes of address space of the process."""
    cpu_seconds: float = 10.0
    wall_seconds: float = 20.0
    open_files: int = 32
    answer: int = 64 << 20
    """Bytes of an answer."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker is told once."""

    frameworks: tuple[Framework, ...]
    subjects: tuple[Subject, ...]
    publishers: tuple[Publisher, ...]
    limits: Limits


def main(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Serve requests until the input ends."""
    setup = restore(Setup, json.loads(stdin.readline()))
    _confine(setup.limits)
    while line := stdin.readline():
        request = json.loads(line)
        data = stdin.read(request["size"])
        _allow(setup.limits.cpu_seconds)
        answer = answered(setup, request, data)
        text = answer.pop("text", "").encode("utf-8", "replace")
        header = json.dumps({**answer, "size": len(text)}).encode()
        _allow(0.0)
        stdout.write(header + b"\n" + text)
        stdout.flush()


def answered(setup: Setup, request: dict[str, Any], data: bytes) -> dict[str, Any]:
    """The answer to one request: the report's text and its draft, or the fault."""
    try:
        hints = restore(Hints, request["hints"])
        kind = (
            SourceKind(request["kind"]) if request["kind"] else source_kind(data, hints.name, request["type"])
        )
        draft = understand(parse(data, kind), setup.frameworks, setup.subjects, setup.publishers, hints)
        framework = next(one for one in setup.frameworks if one.id == draft.report.framework)
        text = write_report(draft, framework)
    except ImportFault as fault:
        return {"fault": str(fault)}
    except MemoryError:
        return {"fault": f"reading the source takes more than {setup.limits.memory >> 20} MiB", "spent": True}
    except RecursionError:
        return {"fault": "the source is nested too deeply"}
    except Exception as error:
        # A library or a rule failed on this source; the batch goes on, and the kind of failure is named.
        return {"fault": f"the source could not be read ({type(error).__name__})"}
    passages = len(draft.report.passages)
    if not request["full"]:
        draft = replace(draft, report=replace(draft.report, passages=()), left_out=())
    return {"text": text, "draft": plain(draft), "passages": passages}


def _confine(limits: Limits) -> None:
    """Bound this process for good. On a system without these limits the parent's clock remains."""
    try:
        import resource
    except ImportError:
        return
    bounds: Sequence[tuple[int, int]] = (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    )
    for which, value in bounds:
        hard = resource.getrlimit(which)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with suppress(ValueError, OSError):  # macOS has no limit of address space
            resource.setrlimit(which, (value, value))


def _allow(seconds: float) -> None:
    """Let the system end this process after so much processor time from now on; 0 lifts the limit.

    An interval timer, because it counts in fractions and afresh for each source; its signal is left to its
    default, which ends the process even inside native code.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def run() -> None:
    """Serve on the standard streams; what libraries print goes nowhere."""
    stdin, stdout = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123  for the life of the process
    main(stdin, stdout)
