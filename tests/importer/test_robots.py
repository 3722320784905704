"""What robots.txt files allow, after the examples of RFC 9309."""

from __future__ import annotations

import time

import pytest

from bot.importer.robots import allows

GROUPS = """# a comment
User-Agent: other-bot
User-agent: Findings-Bot-Import   # two names, one group
Disallow: /private/
Allow: /private/reports/
Disallow: /*.gif$

User-agent: *
Disallow: /

User-agent: findings-bot-import
Disallow: /late/
Crawl-delay: 10
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/x", False),
        ("/private/reports/kent", True),
        ("/a/b.gif", False),
        ("/a/b.gif?x=1", True),
        ("/late/x", False),
        ("/%70rivate/x", False),
        ("/Private/x", True),
    ],
)
def test_the_longest_rule_of_all_groups_for_the_program_decides(path: str, allowed: bool) -> None:
    assert allows(GROUPS, "findings-bot-import", path) is allowed


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/x", True),
        ("Disallow: /", "/x", True),  # belongs to no group
        ("User-agent: *\nDisallow:", "/x", True),
        ("User-agent: *\nDisallow: /\nAllow: /reports", "/reports/a", True),
        ("User-agent: *\nDisallow: /x\nAllow: /x", "/x", True),
        ("User-agent: *\nAllow: /x\nDisallow: /x", "/x", True),
        ("User-agent: *\nDisallow: /a*b*c", "/a-b-c-d", False),
        ("User-agent: *\nDisallow: /a*c$", "/a-c-c", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /*?", "/a?page=2", False),
        ("User-agent: *\nDisallow: /s%C3%AEr", "/sîr/x", False),
        ("\x00<html>404</html>", "/x", True),
    ],
)
def test_rules_and_wildcards(robots: str, path: str, allowed: bool) -> None:
    assert allows(robots, "findings-bot-import", path) is allowed


def test_a_hostile_file_takes_no_time() -> None:
    start = time.perf_counter()
    allows("User-agent: *\n" + ("Disallow: /" + "*a" * 200 + "\n") * 1_000, "x", "/" + "a" * 2_000 + "b")
    assert time.perf_counter() - start < 2
