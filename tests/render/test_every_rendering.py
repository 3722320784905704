"""Whatever is asked, in each language: limits kept, nobody pinged, quotations and links whole, all said."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer import Answer, Excerpt, Finding, JudgmentAnswer
from bot.knowledge import Knowledge
from bot.language import LANGUAGES, catalogue
from bot.query import Command
from bot.render import Reply, render
from bot.render.limits import (
    CHOICE_LABEL,
    CHOICES,
    CONTENT,
    EMBED_DESCRIPTION,
    EMBED_FOOTER,
    EMBED_TITLE,
    EMBED_TOTAL,
)
from bot.render.markup import clean
from tests.render.test_laws import COMMANDS, questions

EXAMPLES = int(os.environ.get("FINDINGS_EXAMPLES", "200"))
"""Random questions: a few, or as many as somebody has the patience for."""
LINK = re.compile(r"\[((?:\\.|[^\]\\])+)\]\((<?)(https?://[^\s()<>]+)(>?)\)")
PREFIX = re.compile(r"^\s*(?:- |> |-# )?")


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(question=questions, command=COMMANDS, language=st.sampled_from(sorted(LANGUAGES)))
def test_every_law_holds(
    question: str, command: Command, language: str, ask: Callable[..., Answer], shipped: Knowledge
) -> None:
    answer = ask(question, command)
    reply = render(answer, shipped, catalogue(language))
    within_limits(reply)
    for text in (reply.title, reply.body, reply.text):
        nothing_is_alive(text)
    quotations_are_whole(reply.body, answer, cut=reply.body_cut)
    quotations_are_whole(reply.text, answer, cut=reply.text_cut)
    complete(reply, answer)


def within_limits(reply: Reply) -> None:
    assert 0 < len(reply.title) <= EMBED_TITLE
    assert 0 < len(reply.body) <= EMBED_DESCRIPTION
    assert len(reply.footer) <= EMBED_FOOTER
    assert len(reply.title) + len(reply.body) + len(reply.footer) <= EMBED_TOTAL
    assert 0 < len(reply.text) <= CONTENT
    assert len(reply.choices) <= CHOICES
    assert all(0 < len(part) <= CHOICE_LABEL for one in reply.choices for part in (one.label, one.text))


def nothing_is_alive(text: str) -> None:
    """No mention, code, spoiler, heading or link but our own, each with both its ends."""
    outside = LINK.sub(lambda link: link[1], text)
    assert all(bool(opening) == bool(closing) for _, opening, _, closing in LINK.findall(text))
    live = re.sub(r"\\.", "", outside)
    assert not re.search(r"[@<`|~_\[\]]", live), live
    assert "://" not in live
    assert "\u202e" not in text
    assert all(line.count("**") % 2 == 0 for line in live.splitlines())
    assert not re.search(r"^#|^>>>", live, re.MULTILINE)


def quotations_are_whole(text: str, answer: Answer, *, cut: bool) -> None:
    """Each excerpt is one quoted line, word for word; nothing else is inside a quotation."""
    quoted = [words(line) for line in text.splitlines() if line.startswith("> ")]
    excerpts = [clean(excerpt.text) for excerpt in excerpts_of(answer)]
    assert len(quoted) == len(excerpts) or (cut and len(quoted) < len(excerpts))
    for line, excerpt in zip(quoted, excerpts, strict=False):
        assert excerpt in line
        assert len(line) <= len(excerpt) + len("… “” …")


def complete(reply: Reply, answer: Answer) -> None:
    """Where the embed or the text is cut, the attached text has it all; else each has it itself."""
    whole = {words(line) for line in reply.full.splitlines()}
    for line in reply.body.splitlines()[: -1 if reply.body_cut else None]:
        assert words(line) in whole
    if not reply.text_cut:
        shown = {words(line) for line in reply.text.splitlines()}
        assert {words(line) for line in reply.body.splitlines()} <= shown or reply.body_cut
    for wanted in asserted(answer):
        assert wanted in unquote(reply.full), wanted


def asserted(answer: Answer) -> Iterator[str]:
    """Every name, grade, address and excerpt of an answer."""
    for excerpt in excerpts_of(answer):
        yield unquote(clean(excerpt.text))
        yield from filter(None, [excerpt.report.publisher])
    for found in findings_of(answer):
        yield found.area.label
        yield unquote(found.judgment.citation.url)


def excerpts_of(answer: Answer) -> tuple[Excerpt, ...]:
    return getattr(answer, "excerpts", ())


def findings_of(answer: Answer) -> tuple[Finding, ...]:
    if isinstance(answer, JudgmentAnswer):
        return (answer.finding, *answer.others)
    return getattr(answer, "findings", ())


def words(line: str) -> str:
    """A line of markdown or of plain text without its marks, a link as its text and address."""
    plain = LINK.sub(lambda link: f"{link[1]} <{link[3]}>", PREFIX.sub("", line))
    return unquote(re.sub(r"\\(.)|\*\*", lambda found: found[1] or "", plain))


@pytest.mark.parametrize(
    "text", ["@everyone", "[a](x)", "`code`", "||a||", "<@1>", "# a", "**a", "a http://x.org", "\u202e"]
)
def test_what_is_alive_is_noticed(text: str) -> None:
    with pytest.raises(AssertionError):
        nothing_is_alive(text)
