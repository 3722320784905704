"""The laws of an answer, over thousands of random questions (numbers as in the design)."""

from __future__ import annotations

import re
import string
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer import (
    Answer,
    ComparisonAnswer,
    Excerpt,
    Finding,
    JudgmentAnswer,
    JudgmentsAnswer,
    NotGradedAnswer,
    NotGradedReason,
    PassagesAnswer,
    RankingAnswer,
    Uncited,
)
from bot.knowledge import Knowledge
from bot.model import Citation, Judgment, State
from bot.query import Command
from bot.render import render, render_plain, render_record
from bot.render.limits import CONTENT, EMBED_DESCRIPTION, EMBED_FOOTER, EMBED_TITLE, EMBED_TOTAL
from bot.render.markup import clean, cut, escape, fit

RANDOM = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
COMMANDS = st.sampled_from([Command.GRADE, Command.FORCE, Command.COMPARE, Command.RANK, Command.ASK])
WORDS = (
    "kent essex met gmp the devon & cornwall yorkshire wales police fire grade rated worst best which forces "
    "how many areas compare vs 2021/22 2023-25 2017 since domestic abuse investigation investigating crime "
    "999 calls victims bail detectives county lines outstanding good inadequate requires improvement said "
    "commissioner inspector chief constable why when what percentage report stalking orders taskforce"
).split()
HOSTILE = "@everyone <@123456789012345678> [x](http://y) ``` > \u202e ** || \n# 😀".split(" ")
questions = st.lists(st.sampled_from(WORDS + HOSTILE) | st.text(max_size=12), max_size=12).map(" ".join)


def _excerpts(answer: Answer) -> tuple[Excerpt, ...]:
    return getattr(answer, "excerpts", ())


@RANDOM
@given(question=questions, command=COMMANDS)
def test_law_1_excerpts_are_verbatim(
    question: str, command: Command, ask: Callable[..., Answer], shipped: Knowledge
) -> None:
    answer = ask(question, command)
    reply = render(answer, shipped)
    for excerpt in _excerpts(answer):
        held = shipped.reports[excerpt.passage.report].passages
        assert any(excerpt.text and excerpt.text in passage.text for passage in held)
        assert all(0 <= start < end <= len(excerpt.text) for start, end in excerpt.spans)
        if not reply.body_cut:
            # Escaping and highlighting change no letter of it.
            assert excerpt.text in re.sub(r"\\(.)", r"\1", reply.body.replace("**", ""))


@RANDOM
@given(question=questions, command=COMMANDS)
def test_law_6_nothing_is_asserted_that_is_not_held(
    question: str, command: Command, ask: Callable[..., Answer], shipped: Knowledge
) -> None:
    answer = ask(question, command)
    record = render_record(question, answer, shipped)
    for given_ in record["judgments"]:
        held = shipped.judgment(given_["subject"], given_["framework"], given_["area"])
        assert held is not None
        assert (held.grade, held.derived, held.citation.url) == (
            given_["grade"],
            given_["derived"],
            given_["url"],
        )
    if record["kind"] == "no_evidence":
        assert not record["judgments"]
        assert not record["excerpts"]
    if any(item["derived"] for item in record["judgments"]):
        assert "worked out" in record["text"].lower()


@RANDOM
@given(text=st.text(st.characters(codec=None), max_size=300) | questions)
def test_law_7_escaped_text_is_dead_and_whole(text: str) -> None:
    escaped = escape(text)
    assert re.sub(r"\\(.)", r"\1", escaped) == clean(text)
    assert "\n" not in escaped
    live = re.sub(r"\\.", "", escaped)
    assert not set(live) & set(string.punctuation)


@RANDOM
@given(question=questions)
def test_law_7_what_is_asked_can_mention_nobody(
    question: str, ask: Callable[..., Answer], shipped: Knowledge
) -> None:
    reply = render(ask(question), shipped)
    for text in (reply.title, reply.body, reply.text):
        without_addresses = re.sub(r"\]\(<?https?://[^)\s]+\)", "", text)
        assert not re.search(r"(?<!\\)@|(?<!\\)<(?!https)|(?<!\\)`|(?<!\\)\|", without_addresses)
        assert "\u202e" not in text


@RANDOM
@given(question=questions | st.sampled_from(WORDS).map(lambda word: f"{word} " * 900), command=COMMANDS)
def test_law_8_replies_keep_every_limit(
    question: str, command: Command, ask: Callable[..., Answer], shipped: Knowledge
) -> None:
    reply = render(ask(question, command), shipped)
    assert 0 < len(reply.title) <= EMBED_TITLE
    assert 0 < len(reply.body) <= EMBED_DESCRIPTION
    assert len(reply.footer) <= EMBED_FOOTER
    assert len(reply.title) + len(reply.body) + len(reply.footer) <= EMBED_TOTAL
    assert 0 < len(reply.text) <= CONTENT
    assert reply.full


@RANDOM
@given(
    parts=st.lists(st.text("ab .", min_size=1, max_size=900), min_size=1, max_size=9),
    limit=st.integers(200, 2000),
)
def test_law_8_a_cut_says_so(parts: list[str], limit: int) -> None:
    text, was_cut = fit(parts, limit, "the rest is attached")
    assert len(text) <= limit
    assert was_cut == (len("\n".join(parts)) > limit)
    assert text.endswith("the rest is attached") if was_cut else text == "\n".join(parts)


@RANDOM
@given(text=st.text(max_size=500), limit=st.integers(10, 300))
def test_cut_keeps_the_beginning(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert len(short) <= limit
    assert text.startswith(short.removesuffix("…").rstrip("\\ ")) or short == text


@given(
    state=st.sampled_from([State.GRADED, State.NOT_GRADED]),
    publisher=st.text(max_size=20),
    published=st.sampled_from(["", "2022", "2022-04-28"]),
)
def test_law_2_no_assertion_without_a_citation(
    state: State, publisher: str, published: str, shipped: Knowledge
) -> None:
    framework = shipped.frameworks["peel-2021-22"]
    subject, area = shipped.subjects["kent"], framework.areas[0]
    grade = "good" if state is State.GRADED else None
    uncited = Judgment(
        subject.id, framework.id, area.id, state, grade, Citation("", publisher, published=published)
    )
    finding = Finding(uncited, subject, framework, area)
    for build in (
        lambda: JudgmentAnswer(finding),
        lambda: JudgmentsAnswer(subject, (finding,)),
        lambda: ComparisonAnswer((subject,), (area,), (finding,)),
        lambda: RankingAnswer(framework, area, (finding,), 1, 43),
        lambda: NotGradedAnswer(NotGradedReason.STATED, subject, framework, area.label, (finding,)),
        lambda: PassagesAnswer(()),
        lambda: JudgmentsAnswer(subject, ()),
    ):
        with pytest.raises(Uncited):
            build()


@pytest.mark.parametrize(
    "question",
    [
        "kent investigation",
        "kent",
        "kent vs essex",
        "rank investigating crime",
        "why are abusers escaping justice",
    ],
)
def test_law_3_cycle_date_speaker_and_version_are_shown(
    question: str, ask: Callable[..., Answer], shipped: Knowledge
) -> None:
    answer = ask(question)
    text = render_plain(answer, shipped)
    footer = text.rsplit("\n", 1)[-1]
    assert f"knowledge {shipped.version}" in footer
    assert "PEEL" in footer
    assert "source" in footer
    for excerpt in _excerpts(answer):
        speaker = excerpt.passage.speaker
        assert (speaker.name in text and speaker.role in text) if speaker else "HMICFRS" in text


def test_law_4_voices_are_told_apart(ask: Callable[..., Answer], shipped: Knowledge) -> None:
    said = {
        "what did the commissioner say about burglars": "the commissioner's opinion",
        "what does the force say about county lines": "for the force",
        "what did the inspector want kent to do about bail": "for the inspectorate",
    }
    for question, voice in said.items():
        assert voice in render_plain(ask(question), shipped), question


def test_law_5_cycles_that_are_not_comparable_carry_the_caveat(
    ask: Callable[..., Answer], shipped: Knowledge
) -> None:
    both = render_plain(ask("compare kent 2021/22 and 2023-25"), shipped)
    assert "not comparable" in both
    older = render_plain(ask("kent legitimacy 2017 2018/19"), shipped)
    assert "not comparable" not in older
