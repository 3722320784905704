"""Worker processes that read sources, watched by the clock and replaced when they die."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from bot.importer.about import Hints
from bot.importer.codec import plain, restore
from bot.importer.document import ImportFault, SourceKind
from bot.importer.draft import Draft
from bot.importer.worker import Setup

_START = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from bot.importer.worker import run; run()"
_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    # The memory of one source is kept for the next: giving it back to the system and asking again takes
    # longer than parsing a page. Only glibc reads these, and `Limits.memory` bounds the process anyway.
    "MALLOC_TRIM_THRESHOLD_": str(64 << 20),
    "MALLOC_MMAP_THRESHOLD_": str(16 << 20),
}
_REUSED = 500
"""Sources after which a worker is replaced, so that what a library leaks does not add up: python-docx keeps
about 0.1 MiB of each, and a new process needs as long as ten sources."""
_OUT_OF_TIME = -27
"""Exit status of a process that its processor-time limit ended: SIGPROF, which Windows does not have."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A source as a report file's text, with its draft (without passages unless they were asked for)."""

    text: str
    draft: Draft
    passages: int


class Worker:
    """One process. Not for use by two threads at once."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._greeting = json.dumps(plain(setup)).encode() + b"\n"
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(
        self,
        data: bytes,
        hints: Hints,
        kind: SourceKind | None = None,
        content_type: str = "",
        *,
        full: bool = False,
    ) -> Imported:
        """Read one source. Raises ImportFault when it cannot be read within the limits.

        Blocks for at most the limits' wall-clock seconds, and a moment more when a process has to be started.
        """
        header = {
            "size": len(data),
            "hints": plain(hints),
            "kind": kind or "",
            "type": content_type,
            "full": full,
        }
        answer = self._ask(json.dumps(header).encode() + b"\n" + data)
        if "fault" in answer:
            if answer.get("spent"):
                self.close()
            raise ImportFault(str(answer["fault"]))
        try:
            return Imported(str(answer["text"]), restore(Draft, answer["draft"]), int(answer["passages"]))
        except (KeyError, ValueError) as error:
            self.close()
            raise ImportFault("the source could not be read") from error

    def close(self) -> None:
        """End the process. The next `read` starts a new one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()

    def _ask(self, request: bytes) -> dict[str, Any]:
        limits = self._setup.limits
        if self._served >= _REUSED:
            self.close()
        process = self._process or self._start()
        self._served += 1
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        clock = threading.Timer(limits.wall_seconds, stop)
        clock.daemon = True
        clock.start()
        try:
            answer = self._exchange(process, request)
        except (OSError, ValueError, KeyError, TypeError):
            answer = None
        finally:
            clock.cancel()
        if answer is not None:
            return answer
        process.kill()  # it is dead already, or has answered nonsense
        code = process.wait()
        self.close()
        raise ImportFault(self._end(late.is_set(), code))

    def _exchange(self, process: subprocess.Popen[bytes], request: bytes) -> dict[str, Any] | None:
        """Send a request and read the answer: None when the process ended instead."""
        assert process.stdin is not None and process.stdout is not None  # noqa: S101  both are pipes
        process.stdin.write(request)
        process.stdin.flush()
        header = process.stdout.readline(self._setup.limits.answer)
        if not header.endswith(b"\n"):
            return None
        answer: dict[str, Any] = json.loads(header)
        size = int(answer["size"])
        text = process.stdout.read(size) if 0 <= size <= self._setup.limits.answer else b""
        return {**answer, "text": text.decode()} if len(text) == size else None

    def _end(self, late: bool, code: int) -> str:
        limits = self._setup.limits
        if late or code == _OUT_OF_TIME:
            seconds = limits.wall_seconds if late else limits.cpu_seconds
            return f"reading the source takes longer than {seconds:g} s; no report does"
        memory = f"{limits.memory >> 20} MiB"
        return f"reading the source takes more than {memory} or breaks its parser; no report does"

    def _start(self) -> subprocess.Popen[bytes]:
        self._served = 0
        self._process = process = subprocess.Popen(  # noqa: S603  our own interpreter and code
            [sys.executable, "-I", "-c", _START, json.dumps([path or str(Path.cwd()) for path in sys.path])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            close_fds=True,
        )
        assert process.stdin is not None  # noqa: S101  it is a pipe
        process.stdin.write(self._greeting)
        process.stdin.flush()
        return process
