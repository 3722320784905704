"""The pipeline by itself, with a way in that only takes notes."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
import discord
import pytest

from bot.discord_ui import notices
from bot.discord_ui.notices import Notice
from bot.discord_ui.pipeline import LARGE_QUESTION, Compose, Pipeline, Result
from bot.knowledge import Knowledge
from bot.language import ENGLISH
from bot.query import Command
from bot.render import Reply
from bot.runtime import Admission, Cooldown, Delays, Guards, KnowledgeHolder, Seen
from bot.store import ServerSettings
from tests.discord.discord_world import Way, usual


def still() -> float:
    return 0.0


def echo(command: Command, text: str, knowledge: Knowledge, settings: ServerSettings) -> Reply:
    return Reply(title=command, body=text, footer="", text=text, version=knowledge.version)


def make(
    knowledge: Knowledge, *, slots: int = 4, queue: int = 20, questions: int = 100, compose: Compose = echo
) -> Pipeline:
    guards = Guards(Seen(), Delays(still), Cooldown(questions, 60, still), Admission(slots, queue))
    return Pipeline(KnowledgeHolder(knowledge), guards, compose, usual, defer_after=0.01)


def http_error(code: int, status: int = 400) -> discord.HTTPException:
    response = type("Response", (), {"status": status, "reason": "refused"})()
    kind = discord.DiscordServerError if status >= 500 else discord.HTTPException
    return kind(response, {"code": code, "message": "a secret question"})


async def test_work_that_is_quick_is_not_deferred(knowledge: Knowledge) -> None:
    way = Way(1)
    await make(knowledge).ask(way, Command.ASK, "why?")
    assert way.deferred == 0
    assert [reply.body for reply in way.sent] == ["why?"]


async def test_work_that_takes_long_is_deferred_once_and_answered(knowledge: Knowledge) -> None:
    gate = asyncio.Event()
    way = Way(1)

    async def work() -> Result:
        await gate.wait()
        return notices.busy(ENGLISH)

    task = asyncio.create_task(make(knowledge).handle(way, work))
    await way.waiting.wait()
    assert way.sent == []
    gate.set()
    await task
    assert (way.deferred, way.sent) == (1, [notices.busy(ENGLISH)])


async def test_what_exceeds_slots_and_queue_is_told_to_come_back(knowledge: Knowledge) -> None:
    pipeline = make(knowledge, slots=1, queue=1)
    gate = asyncio.Event()
    ways = [Way(event) for event in range(4)]

    async def work() -> Result:
        await gate.wait()
        return Notice("done")

    tasks = [asyncio.create_task(pipeline.handle(way, work)) for way in ways]
    await asyncio.wait(tasks[2:])
    assert [way.sent for way in ways] == [[], [], [notices.busy(ENGLISH)], [notices.busy(ENGLISH)]]
    gate.set()
    await asyncio.gather(*tasks)
    assert [way.sent for way in ways[:2]] == [[Notice("done")], [Notice("done")]]


@pytest.mark.parametrize("size", [1, LARGE_QUESTION, LARGE_QUESTION + 1, 100_000])
async def test_questions_of_any_length_are_answered(knowledge: Knowledge, size: int) -> None:
    way = Way(1)
    await make(knowledge).ask(way, Command.ASK, "x" * size)
    assert len(way.sent[0].body) == size


async def test_no_word_is_said_where_the_bot_may_not_speak(knowledge: Knowledge) -> None:
    way = Way(1, permitted=False)
    pipeline = make(knowledge, questions=1)
    await pipeline.ask(way, Command.ASK, "why?")
    assert way.sent == []
    here = Way(2)
    await pipeline.ask(here, Command.ASK, "why?")
    assert here.sent, "a question that could not be answered does not count"


async def test_an_unexpected_error_shows_a_reference_and_logs_no_words(
    knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> None:
    question = "did my neighbour really do it"

    def fail(command: Command, text: str, knowledge: Knowledge, settings: ServerSettings) -> Reply:
        try:
            raise KeyError(text)
        except KeyError as error:
            raise ValueError(f"cannot read {text}") from error

    pipeline = make(knowledge, compose=fail)
    way = Way(1)
    with caplog.at_level(logging.DEBUG):
        await pipeline.ask(way, Command.ASK, question)
    reference = way.sent[0].text.split("`")[1]
    logged = caplog.text
    assert reference in logged
    assert "ValueError" in logged
    assert "KeyError" in logged
    assert "in fail" in logged
    assert question not in logged
    assert question not in way.sent[0].text


@pytest.mark.parametrize("code", [10008, 10062, 40060, 50013])
async def test_a_reply_that_cannot_arrive_is_given_up_quietly(
    knowledge: Knowledge, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    way = Way(1, refuse=http_error(code))
    await make(knowledge).ask(way, Command.ASK, "a secret question")
    assert way.sent == []
    assert str(code) in caplog.text
    assert "secret" not in caplog.text


async def test_a_reply_that_discord_refuses_is_told(knowledge: Knowledge) -> None:
    way = Way(1, refuse=http_error(50035))
    await make(knowledge).ask(way, Command.ASK, "why?")
    assert "reference" in way.sent[0].text


@pytest.mark.parametrize("error", [http_error(0, 503), aiohttp.ClientOSError(104, "reset"), OSError("reset")])
async def test_a_reply_that_got_lost_is_sent_once_more(
    knowledge: Knowledge, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord_ui.pipeline.RETRY_AFTER", 0)
    way = Way(1, refuse=error)
    await make(knowledge).ask(way, Command.ASK, "why?")
    assert [reply.body for reply in way.sent] == ["why?"]


async def test_one_answer_uses_one_version(knowledge: Knowledge) -> None:
    """A reload between the start and the end of the work does not change what the answer is made of."""
    seen = []

    def compose(command: Command, text: str, version: Knowledge, settings: ServerSettings) -> Reply:
        pipeline.holder.current = Knowledge(knowledge.contents)
        seen.append(version)
        return echo(command, text, version, settings)

    pipeline = make(knowledge, compose=compose)
    await pipeline.ask(Way(1), Command.ASK, "x" * (LARGE_QUESTION + 1))
    await pipeline.ask(Way(2), Command.ASK, "x")
    assert seen[0] is knowledge
    assert seen[1] is not knowledge
