"""What a site's robots.txt lets a program read (RFC 9309). Pure functions on text."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, unquote

MAX_RULES = 10_000
"""Rules of one file that are looked at; the longest known files have a few thousand."""


def allows(robots: str, agent: str, path: str) -> bool:
    """Whether a program may read a path (with its query) by the rules of a robots.txt.

    The longest rule that fits decides, and of an "allow" and a "disallow" of one length the "allow". A group
    for the program stands before the one for all.
    """
    groups = _groups(robots)
    rules = groups.get(agent.casefold(), groups.get("*", []))
    address = _plain(path)
    best, verdict = -1, True
    for allowed, pattern in rules[:MAX_RULES]:
        if len(pattern) >= best and _fits(pattern, address):
            verdict = allowed or (verdict and len(pattern) == best)
            best = len(pattern)
    return verdict


def _groups(robots: str) -> dict[str, list[tuple[bool, str]]]:
    """Program in lower case → its rules as (allowed, pattern), of all groups that name it."""
    groups: dict[str, list[tuple[bool, str]]] = {}
    named: list[str] = []
    fresh = False
    for key, value in _fields(robots):
        if key == "user-agent":
            named = [*named, value.casefold()] if fresh else [value.casefold()]
            groups.setdefault(named[-1], [])
        elif key in {"allow", "disallow"} and value:
            for agent in named:
                groups[agent].append((key == "allow", _plain(value)))
        fresh = key == "user-agent"
    return groups


def _fields(robots: str) -> Iterator[tuple[str, str]]:
    for line in robots.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon and key.strip().lower() in {"user-agent", "allow", "disallow"}:
            yield key.strip().lower(), value.strip()


def _plain(path: str) -> str:
    """A path in one spelling, whichever of its letters are percent-encoded."""
    return quote(unquote(path), safe="/*$?=&;:@!~'(),+%-._")


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern fits the beginning of a path: `*` is any text, a final `$` the end of the path."""
    whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for part in rest:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if not whole or at == len(path):
        return True
    return bool(rest) and len(path) - len(rest[-1]) >= at - len(rest[-1]) and path.endswith(rest[-1])
