"""The figures that answering depends on, handed down from the configuration."""

from __future__ import annotations

from dataclasses import dataclass

from bot.index.evidence import DEFAULT_THRESHOLD


@dataclass(frozen=True, slots=True)
class Answering:
    """`threshold`: least probability (0..1) that the passages answer; `excerpts`: how many are shown."""

    threshold: float = DEFAULT_THRESHOLD
    excerpts: int = 3
