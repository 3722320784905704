"""Telling whoever waits how far the work is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

PATIENCE = 2.0
"""Seconds after which whoever waits is told how far it is."""

Progress = Callable[[str], Awaitable[None]]
"""Told what is being done, in words that follow "Still …"."""
_T = TypeVar("_T")


async def followed(
    future: asyncio.Future[_T], stages: Sequence[str], progress: Progress | None, patience: float
) -> _T:
    """The result of a work; its last stage is told whenever `patience` seconds have passed."""
    while not (await asyncio.wait({future}, timeout=patience if progress else None))[0]:
        if progress is not None:
            await progress(stages[-1])
    return future.result()
