"""The check of what is sent: it holds for everything that the bot says here, and it finds what is wrong.

The fixture `open_world` applies it to the requests of every test that uses it.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.render.limits import CONTENT, CUSTOM_ID, EMBED_DESCRIPTION
from tests.discord.discord_world import World
from tests.discord.wire import DOCUMENT, MISSING, body_faults, faults

MESSAGES = "/channels/1/messages"
COMMANDS = "/applications/1/commands"
CALLBACK = "/interactions/1/token/callback"
QUIET: dict[str, Any] = {"allowed_mentions": {"parse": []}}


def _row(*items: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(items)}


def _button(custom_id: str) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "More", "custom_id": custom_id}


def _menu(*values: str) -> dict[str, Any]:
    return {"type": 3, "custom_id": "menu", "options": [{"label": value, "value": value} for value in values]}


def _form(*fields: dict[str, Any], title: str = "Edit") -> dict[str, Any]:
    rows = [_row(field) for field in fields]
    return {"type": 9, "data": {"title": title, "custom_id": "form", "components": rows}}


def _field(label: str = "Title", **changes: Any) -> dict[str, Any]:
    return {"type": 4, "style": 1, "custom_id": "field", "label": label, **changes}


def _suggestions(*names: str) -> dict[str, Any]:
    return {"type": 8, "data": {"choices": [{"name": name, "value": name} for name in names]}}


def _command(**changes: Any) -> dict[str, Any]:
    return {"type": 1, "name": "grade", "description": "The grade", "options": [], **changes}


def _option(choices: int) -> dict[str, Any]:
    listed = [{"name": f"{at:030}", "value": f"{at:030}"} for at in range(choices)]
    return {"type": 3, "name": "area", "description": "The area", "choices": listed}


@pytest.mark.parametrize(
    ("path", "body", "fault"),
    [
        (MESSAGES, {**QUIET, "content": "x" * (CONTENT + 1)}, "content"),
        (MESSAGES, {**QUIET, "embeds": [{"description": "x" * EMBED_DESCRIPTION}] * 2}, "embeds"),
        (MESSAGES, {"content": "hello"}, "pinged"),
        (MESSAGES, {**QUIET, "components": [_row(_button("a"))] * 2}, "twice"),
        (MESSAGES, {**QUIET, "components": [_row(*map(_button, "abcdef"))]}, "in a row"),
        (MESSAGES, {**QUIET, "components": [_row(_button("a"), _menu("a"))]}, "in a row"),
        (MESSAGES, {**QUIET, "components": [_row({**_button("a"), "label": "x" * 81})]}, "label"),
        (MESSAGES, {**QUIET, "components": [_row(_button("a" * (CUSTOM_ID + 1)))]}, "custom id"),
        (MESSAGES, {**QUIET, "components": [_row(_button(str(at))) for at in range(6)]}, "rows"),
        (MESSAGES, {**QUIET, "components": [_row(_menu("a", "a"))]}, "options"),
        (MESSAGES, {**QUIET, "components": [_row(_menu("a" * 101))]}, "option"),
        (CALLBACK, _form(), "without a field"),
        (CALLBACK, _form(*[_field(custom_id=str(at)) for at in range(6)]), "more than 5"),
        (CALLBACK, _form(_field("x" * 46)), "label"),
        (CALLBACK, _form(_field(), title="x" * 46), "title"),
        (CALLBACK, _form(_field(custom_id="form")), "twice"),
        (CALLBACK, _form(_field(max_length=3, value="long")), "filled"),
        (CALLBACK, _suggestions(*map(str, range(26))), "suggestions"),
        (CALLBACK, _suggestions("x" * 101), "suggestion"),
        (COMMANDS, [_command(name=str(at)) for at in range(101)], "slash commands"),
        (COMMANDS, [_command(options=[_option(choices=200)])], "characters"),
        (COMMANDS, [_command(name="Grade")], "capitals"),
        (COMMANDS, [_command(name="the grade")], "name"),
        (COMMANDS, [_command(description="x" * 101)], "description"),
        (COMMANDS, [_command(), _command()], "twice"),
        (COMMANDS, [_command(options=[{"type": 3, "name": "x", "description": ""}])], "option"),
    ],
)
def test_what_the_document_lacks_is_found(path: str, body: Any, fault: str) -> None:
    found = body_faults("PUT" if path == COMMANDS else "POST", path, body)
    assert any(fault in one for one in found), found


@pytest.mark.skipif(bool(MISSING), reason=MISSING)
@pytest.mark.parametrize(
    "body",
    [
        {**QUIET, "flags": "4"},
        {**QUIET, "embeds": [{"title": "x" * 257}]},
        {**QUIET, "components": [{"type": 1, "components": [{"type": 2, "style": 99}]}]},
        {**QUIET, "attachments": [{"id": 0, "description": "x" * 1025}]},
        {**QUIET, "message_reference": {"message_id": "not an id"}},
    ],
    ids=["type", "title", "component", "alt text", "id"],
)
def test_what_the_document_forbids_is_found(body: Any) -> None:
    assert DOCUMENT.name == "openapi.json"
    assert body_faults("POST", MESSAGES, {**QUIET, "content": "hello"}) == []
    assert body_faults("POST", MESSAGES, body)


async def test_what_the_bot_says_is_what_discord_takes(world: World) -> None:
    await world.member.send(world.channel, "!force kent")
    await world.member.send(world.channel, "!grade yorkshire investigation")
    await world.member.slash(world.channel, "ask", question="why are abusers escaping justice in kent?")
    await world.member.slash(world.channel, "grade", force="Hogwarts", area="potions")
    await world.member.autocomplete(world.channel, "grade", "force", "ken")
    kinds = {entry.method for entry in world.env.http_requests}
    assert {"PUT", "POST"} <= kinds
    assert faults(world.env) == []
