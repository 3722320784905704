"""Keeping work on a large knowledge base from holding the event loop up.

Python runs one thread at a time. Measured with 100,000 passages: a thread that computes keeps the lock for
5 ms at a stretch, and several of them take it in turn; one full run of the garbage collector stands still for
445 ms; dropping the last reference to a version does so for 200 ms, in whichever thread it happens. So while
such work is done the turns are short and the collector rests; it never looks at what was loaded, and a
version is taken apart piece by piece.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType

TURN = 0.0005
"""Seconds after which a thread that computes lets another one have its turn; Python's own is ten times it."""
LARGE = 5_000
"""Passages from which on a version is kept from the collector."""
_SHARED = (type, ModuleType, FunctionType, BuiltinFunctionType, MethodType)
"""What a version only refers to and does not own."""


class _Considerate:
    """How many threads work beside the event loop, and what was set before the first of them began."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._working = 0
        self._collecting = True
        self._turn = 0.0

    def begin(self) -> None:
        with self._lock:
            self._working += 1
            if self._working == 1:
                self._collecting, self._turn = gc.isenabled(), sys.getswitchinterval()
                gc.disable()
                sys.setswitchinterval(min(self._turn, TURN))

    def end(self) -> None:
        with self._lock:
            self._working -= 1
            if self._working == 0:
                sys.setswitchinterval(self._turn)
                if self._collecting:
                    gc.enable()


_considerate = _Considerate()


@contextmanager
def considerately() -> Iterator[None]:
    """Work beside an event loop: other threads soon have their turn, and the garbage collector rests.

    Several threads may do so at once.
    """
    _considerate.begin()
    try:
        yield
    finally:
        _considerate.end()


def keep_from_collector(passages: int) -> None:
    """Have the collector never look at what exists now, if it is much: a version of so many passages.

    It is freed by its references as ever, and must hold no cycles. Called before the collector is at work
    again, which would begin with all of it.
    """
    if passages >= LARGE:
        gc.freeze()


def release(holder: list[object]) -> None:
    """Take apart what is in `holder`, whose reference must be the last one, and free it in small steps.

    Runs in a thread: between two steps other threads have their turn. What others hold too stays whole.
    """
    with considerately():
        _take_apart(holder)


def _take_apart(holder: list[object]) -> None:
    parts = list(holder)
    holder.clear()
    seen = {id(part) for part in parts}
    for whole in parts:  # grows while it is gone through
        for part in gc.get_referents(whole):
            if id(part) not in seen and gc.is_tracked(part) and not isinstance(part, _SHARED):
                seen.add(id(part))
                parts.append(part)
    whole = part = None
    parts.reverse()
    while parts:
        parts.pop()  # its own parts stand further on in the list, so this frees one thing
