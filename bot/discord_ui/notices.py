"""What the bot says about itself rather than about inspections: waits, refusals, failures, reloads."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.runtime import Change, Difference

MAX_NOTICE = 1_800
"""Characters of a notice, below Discord's 2,000 for a message; what is longer goes into a text file."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark for one person: shown to that person alone where Discord allows it.

    `file` is the text of an attachment, or empty. A `passing` notice deletes itself where others see it.
    """

    text: str
    file: str = ""
    passing: bool = False


BUSY = Notice("Many people are asking at the moment. Please try again in a few seconds.", passing=True)
RELOAD_RUNNING = Notice("A reload is already running; try again when it has reported.")
OLD_VERSION = Notice(
    "The knowledge has been updated since this answer was given, so its further excerpts may have moved. "
    "Ask again to see the current ones."
)
MODERATORS_ONLY = Notice("Only this server's moderators can reload the knowledge.", passing=True)


def wait(seconds: float) -> Notice:
    """Asked too often: when to try again."""
    whole = max(1, math.ceil(seconds))
    return Notice(f"That was quick. You can ask again in {_count(whole, 'second')}.", passing=True)


def failure(reference: str) -> Notice:
    """An unexpected error: only its reference, with which the host finds it in the log."""
    return Notice(
        f"Something went wrong on my side. If it happens again, tell the host: reference `{reference}`."
    )


def unknown_command(prefix: str, nearest: Sequence[str]) -> Notice:
    """A prefix command that does not exist: the nearest ones, or where to see all."""
    if nearest:
        return Notice(f"There is no such command. Did you mean {_either(prefix, nearest)}?", passing=True)
    return Notice(f"There is no such command. `{prefix}help` lists mine.", passing=True)


def reloaded(change: Change) -> Notice:
    """A reload that succeeded: what it changed."""
    if change.after == change.before:
        return Notice(f"Nothing has changed: version `{change.after}` is served as before.")
    lines = [f"{_count(*_total(noun, item))}: {_parts(item)}" for noun, item in change.kinds if item]
    head = f"Reloaded: version `{change.before}` → `{change.after}`."
    return Notice("\n".join([head, *(f"- {line}" for line in lines or ["only names, wording or notes"])]))


def refused(faults: Sequence[str], version: str) -> Notice:
    """A reload that failed: every fault; the version that is still served."""
    head = (
        f"Not reloaded: {_count(len(faults), 'fault')} in the knowledge files. "
        f"Version `{version}` is served as before."
    )
    listed = "\n".join(faults)
    if len(head) + len(listed) + 8 <= MAX_NOTICE:
        return Notice(f"{head}\n```\n{listed.replace('`', 'ˋ')}\n```")
    return Notice(f"{head} The attached file lists them all.", file=listed + "\n")


def _total(noun: str, item: Difference) -> tuple[int, str]:
    return item.added + item.removed + item.changed, noun.removesuffix("s")


def _parts(item: Difference) -> str:
    parts = {"added": item.added, "removed": item.removed, "changed": item.changed}
    return ", ".join(f"{count} {what}" for what, count in parts.items() if count)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _either(prefix: str, names: Sequence[str]) -> str:
    shown = [f"`{prefix}{name}`" for name in names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
