"""A Discord on the loopback address, for what simcord has no sockets for: log-in, gateway, wire format."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB"
BOT = {"id": "100000000000000001", "username": "Findings", "discriminator": "0", "avatar": None, "bot": True}
PERSON = {"id": "100000000000000002", "username": "member", "discriminator": "0", "avatar": None}
APPLICATION = {
    "id": BOT["id"],
    "name": "Findings",
    "icon": None,
    "description": "",
    "verify_key": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": PERSON,
    "flags": 0,
}
CHANNEL = "100000000000000004"


@dataclass
class Loopback:
    """What the server is told to do, and what it saw."""

    close_with: int | None = None
    """Close every gateway connection with this code once the bot has identified itself."""
    refuse_first: int = 0
    """So many gateway connections are refused before one is taken."""
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Sent after READY."""
    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    connections: int = 0
    awaited: int = 1
    """So many messages are to be posted …"""
    answered: threading.Event = field(default_factory=threading.Event)
    """… and they were."""

    @property
    def posts(self) -> list[Any]:
        """The messages that the bot has sent."""
        return [
            body for method, path, body in self.requests if method == "POST" and path.endswith("/messages")
        ]

    async def rest(self, request: web.Request) -> web.Response:
        """Every REST request."""
        body = await _body(request)
        path = request.path.removeprefix("/api/v10")
        self.requests.append((request.method, path, body))
        if path.endswith("/callback"):  # its address holds a token of its own
            message = message_of(BOT, "")
            callback = {"id": message["id"], "type": 2, "response_message_id": message["id"]}
            return _json({"interaction": callback, "resource": {"type": 4, "message": message}})
        if "/webhooks/" not in path and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return _json({"message": "401: Unauthorized", "code": 0}, status=401)
        if request.method == "PATCH" or "/webhooks/" in path:  # an edited message
            return _json(message_of(BOT, ""))
        if path == "/users/@me":
            return _json(BOT)
        if path == "/oauth2/applications/@me":
            return _json(APPLICATION)
        if path.endswith("/commands"):
            kept = {"application_id": BOT["id"], "version": "1", "default_member_permissions": None}
            named = [{"description": "", **command} for command in body]  # entries of menus have none
            return _json([{**command, **kept, "id": str(i)} for i, command in enumerate(named, 1)])
        if path.endswith("/messages"):
            if len(self.posts) >= self.awaited:
                self.answered.set()
            return _json(message_of(BOT, body.get("content") or ""))
        return _json({"message": "404", "code": 0}, status=404)

    async def gateway(self, request: web.Request) -> web.StreamResponse:
        """The gateway: HELLO, READY, the events, then heartbeats."""
        self.connections += 1
        if self.connections <= self.refuse_first:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await send(socket, op=10, d={"heartbeat_interval": 40_000})
        async for message in socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                break
            payload = json.loads(message.data)
            if payload["op"] == 1:
                await send(socket, op=11)
            elif payload["op"] == 6:
                await send(socket, op=9, d=False)
            elif payload["op"] == 2:
                if self.close_with is not None:
                    await socket.close(code=self.close_with)
                    break
                await self.greet(socket)
        return socket

    async def greet(self, socket: web.WebSocketResponse) -> None:
        """READY, and the events."""
        ready = {
            "v": 10,
            "user": BOT,
            "guilds": [],
            "session_id": "s",
            "application": {"id": BOT["id"], "flags": 0},
        }
        ready["resume_gateway_url"] = str(DiscordWebSocket.DEFAULT_GATEWAY)
        for number, (name, data) in enumerate([("READY", ready), *self.events], 1):
            await send(socket, op=0, t=name, s=number, d=data)


def question(text: str, number: int = 1) -> tuple[str, dict[str, Any]]:
    """The event of a private message to the bot."""
    return "MESSAGE_CREATE", {**message_of(PERSON, text), "id": str(200_000_000_000_000_000 + number)}


@contextmanager
def serve(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """Run the server in a thread of its own, and point discord.py at it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    runner = asyncio.run_coroutine_threadsafe(start(server), loop).result(10)
    port = runner.addresses[0][1]
    monkeypatch.setattr(Route, "BASE", f"http://127.0.0.1:{port}/api/v10")
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(f"ws://127.0.0.1:{port}/gateway"))
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def start(server: Loopback) -> web.AppRunner:
    """Serve on a free port of the loopback address."""
    app = web.Application()
    app.router.add_get("/gateway", server.gateway)
    app.router.add_route("*", "/api/v10/{path:.*}", server.rest)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner


async def send(socket: web.WebSocketResponse, **payload: Any) -> None:
    """Send one payload of the gateway."""
    await socket.send_str(json.dumps({"op": 0, "d": None, "s": None, "t": None, **payload}))


async def _body(request: web.Request) -> Any:
    if request.content_type.startswith("multipart/"):  # a message with a file
        return json.loads(str((await request.post())["payload_json"]))
    return await request.json() if request.can_read_body else None


def _json(data: Any, status: int = 200) -> web.Response:
    # discord.py reads a body as JSON only when its type says exactly this, without a character set.
    return web.Response(
        body=json.dumps(data).encode(),
        status=status,
        headers={"Content-Type": "application/json", "Via": "1.1"},
    )


def message_of(author: dict[str, Any], content: str) -> dict[str, Any]:
    """A message as Discord describes it."""
    empty: dict[str, Any] = {
        name: [] for name in ("mentions", "mention_roles", "attachments", "embeds", "components")
    }
    return {
        "id": "300000000000000001",
        "channel_id": CHANNEL,
        "author": author,
        "content": content,
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "pinned": False,
        "type": 0,
        **empty,
    }
