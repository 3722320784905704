"""Starting, failing to start and staying connected, over real sockets on the loopback address."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from discord.http import Route

from bot.app import run_discord
from bot.config import DiscordSettings, HistorySettings, Settings
from bot.knowledge import Knowledge
from bot.moderation import Opened, opened_with
from bot.runtime.pacing import GIVE_UP_AFTER, LONGEST_PAUSE, STEADY, GatewayUnsteadyError, PacedConnect
from tests.discord.discord_world import KNOWLEDGE, NOW, store_of
from tests.discord.loopback import TOKEN, Loopback, question, serve


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        knowledge=KNOWLEDGE,
        discord=DiscordSettings(state=tmp_path / "state"),
        log_level="debug",
        history=HistorySettings(tmp_path / "history"),
    )


def opened(settings: Settings, knowledge: Knowledge) -> Opened:
    """What a start hands over."""
    return opened_with(knowledge, store_of(settings), NOW)


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    """Undo what a run sets up."""
    names = ("", "discord", "discord.client", "discord.state")
    levels = {name: logging.getLogger(name).level for name in names}
    handlers = list(logging.getLogger().handlers)
    yield
    logging.getLogger().handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def run_until(event: threading.Event, settings: Settings, served: Knowledge) -> int:
    """Run the bot until the event, then press Ctrl-C."""

    def interrupt() -> None:
        event.wait(20)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    return run_discord(settings, opened(settings, served), TOKEN)


def one_line(captured: pytest.CaptureFixture[str]) -> str:
    """The last line of standard error, where there is no traceback."""
    errors = captured.readouterr().err
    assert "Traceback" not in errors
    assert TOKEN not in errors
    return errors.splitlines()[-1]


@pytest.mark.parametrize("token", ["", "abc", "Bot " + TOKEN, TOKEN + "é"])
def test_a_token_of_the_wrong_shape(
    token: str, settings: Settings, knowledge: Knowledge, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_discord(settings, opened(settings, knowledge), token) == 1
    assert "does not look like a bot token" in one_line(capsys)


def test_a_wrong_token(
    settings: Settings,
    knowledge: Knowledge,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with serve(Loopback(), monkeypatch):
        assert run_discord(settings, opened(settings, knowledge), TOKEN.replace("M", "N")) == 1
    assert "does not accept DISCORD_TOKEN" in one_line(capsys)


def test_an_intent_that_is_switched_off(
    settings: Settings,
    knowledge: Knowledge,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with serve(Loopback(close_with=4014), monkeypatch):
        assert run_discord(settings, opened(settings, knowledge), TOKEN) == 1
    assert "Message Content Intent" in one_line(capsys)


def test_no_network(
    settings: Settings,
    knowledge: Knowledge,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Route, "BASE", "http://127.0.0.1:9/api/v10")
    assert run_discord(settings, opened(settings, knowledge), TOKEN) == 1
    assert "cannot be reached" in one_line(capsys)


def test_a_question_over_the_wire(
    settings: Settings,
    knowledge: Knowledge,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Answered once though it comes twice, as a reply that pings nobody and that shows its copies."""
    asked = question("how is kent's investigation graded, asks zebedee?")
    last = question("help", 2)
    with serve(Loopback(events=[asked, asked, last], awaited=2), monkeypatch) as server:
        assert run_until(server.answered, settings, knowledge) == 0
    posts = sorted(server.posts, key=lambda post: post["nonce"])  # the first may wait for its picture
    assert [post["nonce"] for post in posts] == [asked[1]["id"], last[1]["id"]]
    assert posts[0]["enforce_nonce"] is True
    assert posts[0]["allowed_mentions"] == {"parse": []}
    assert posts[0]["message_reference"]["message_id"] == int(asked[1]["id"])
    written = capsys.readouterr().err
    for secret in (TOKEN, "zebedee", "member"):
        assert secret not in written, "the log at its most talkative holds no secret and nobody's words"


def test_commands_are_registered_only_when_they_have_changed(
    settings: Settings, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def registrations(settings: Settings) -> int:
        with serve(Loopback(events=[question("help")]), monkeypatch) as server:
            run_until(server.answered, settings, knowledge)
        return sum(method == "PUT" for method, _, _ in server.requests)

    assert [registrations(settings) for _ in range(2)] == [1, 0]
    (settings.discord.state / "commands.sha256").write_bytes(b"\xff")
    assert registrations(settings) == 1


def test_a_first_connection_that_is_refused(
    settings: Settings, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """discord.py by itself ends with an AttributeError here."""

    async def at_once(self: object, shard: object, *, initial: bool) -> None:
        """In the place of five seconds before every further session."""

    monkeypatch.setattr("discord.Client.before_identify_hook", at_once)
    monkeypatch.setattr("discord.client.ExponentialBackoff.delay", lambda self: 0.01)
    monkeypatch.setattr("bot.runtime.pacing.LONGEST_PAUSE", 0.01)
    server = Loopback(refuse_first=3, events=[question("kent investigation")])
    with serve(server, monkeypatch):
        assert run_until(server.answered, settings, knowledge) == 0
    assert server.answered.is_set()


class Gateway:
    """A gateway that notes each connection, and a clock that only sleeping and lasting move."""

    def __init__(self) -> None:
        self.now = 0.0
        self.urls: list[str] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds

    async def connect(self, url: str, **options: object) -> str:
        self.urls.append(url)
        return url


def paced(gateway: Gateway) -> PacedConnect:
    return PacedConnect(gateway.connect, lambda url: "usual", gateway.clock, gateway.sleep)


async def test_a_gateway_that_closes_at_once_is_not_stormed() -> None:
    gateway = Gateway()
    connect = paced(gateway)
    while gateway.now < 60:
        await connect("resume")
    assert len(gateway.urls) < 10
    assert gateway.urls[:4] == ["resume"] * 4
    assert gateway.urls[4:] == ["usual"] * (len(gateway.urls) - 4)


async def test_steady_connections_are_opened_at_once() -> None:
    gateway = Gateway()
    connect = paced(gateway)
    for _ in range(10):
        before = gateway.now
        await connect("resume")
        assert gateway.now == before
        gateway.now += STEADY
    assert set(gateway.urls) == {"resume"}


async def test_it_gives_up_before_the_token_is_reset() -> None:
    gateway = Gateway()
    connect = paced(gateway)
    with pytest.raises(GatewayUnsteadyError):
        for _ in range(1000):
            await connect("resume")
    assert len(gateway.urls) == GIVE_UP_AFTER + 1
    assert gateway.now < GIVE_UP_AFTER * LONGEST_PAUSE
