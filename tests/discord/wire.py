"""Whether Discord would take what the bot sends: by Discord's own OpenAPI document, and by the limits that
the document lacks.

The document lies beside the project and is absent on users' machines; `jsonschema` may be absent too. Then
only the further limits are checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import Any

import simcord

from bot.render.limits import CHOICE_LABEL, CHOICES, CONTENT, CUSTOM_ID, EMBED_TOTAL
from tests.conftest import SHARED

DOCUMENT = SHARED / "discord" / "openapi.json"
MISSING = (
    f"{DOCUMENT.name} of Discord is not beside the project"
    if not DOCUMENT.exists()
    else "jsonschema is not installed"
    if find_spec("jsonschema") is None
    else ""
)
"""Why the document cannot be used, or nothing."""

ROWS = 5
COMMAND_NAME = re.compile(r"[-_'\w]{1,32}")
MENU_NAME = re.compile(r"[-_' ?\w]{1,32}")
DESCRIPTION = 100
SLASH = 1
"""Discord's type of a slash command."""


def faults(env: simcord.Env) -> list[str]:
    """Everything that Discord would refuse, or that could ping somebody, in all that the bot has sent."""
    found = []
    for entry in env.http_requests:
        if entry.json is None or entry.method == "GET":
            continue
        where = f"{entry.method} {_template(entry.method, entry.path) or entry.path}"
        found += [f"{where}: {fault}" for fault in body_faults(entry.method, entry.path, entry.json)]
    return found


def body_faults(method: str, path: str, body: Any) -> list[str]:
    """What is wrong with one request."""
    return [*_document_faults(method, path, body), *_limit_faults(path, body)]


def _document_faults(method: str, path: str, body: Any) -> Iterator[str]:
    template = None if MISSING else _template(method, path)
    if template is None:
        return
    for error in _validator(method, template).iter_errors(body):
        best = min(error.context or [error], key=lambda item: -len(item.absolute_path))
        yield f"{'/'.join(map(str, best.absolute_path))}: {best.message[:200]}"


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    # discord.py sends ids as numbers, which Discord takes as well as strings.
    document["components"]["schemas"]["SnowflakeType"]["type"] = ["string", "integer"]
    return document


@lru_cache(maxsize=1000)
def _template(method: str, path: str) -> str | None:
    """The path in the document that a request goes to; one without names in braces comes first."""
    if MISSING:
        return None
    fitting = [
        template
        for template, operations in _document()["paths"].items()
        if "requestBody" in operations.get(method.lower(), {})
        and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path)
    ]
    return min(fitting, key=lambda template: template.count("{"), default=None)


@cache
def _validator(method: str, template: str) -> Any:
    from jsonschema import Draft202012Validator

    content = _document()["paths"][template][method.lower()]["requestBody"]["content"]
    schema = content["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": _document()["components"]})


def _limit_faults(path: str, body: Any) -> Iterator[str]:
    if path.endswith("/commands") and isinstance(body, list):
        yield from _command_faults(body)
    data = body.get("data") if isinstance(body, dict) and path.endswith("/callback") else body
    if isinstance(data, dict) and {"content", "embeds", "components"} & data.keys():
        yield from _message_faults(data)


def _message_faults(data: dict[str, Any]) -> Iterator[str]:
    if len(data.get("content") or "") > CONTENT:
        yield f"content of more than {CONTENT} characters"
    if sum(map(_length, data.get("embeds") or [])) > EMBED_TOTAL:
        yield f"embeds of more than {EMBED_TOTAL} characters"
    if data.get("allowed_mentions") != {"parse": []}:
        yield "somebody could be pinged"
    rows = data.get("components") or []
    if len(rows) > ROWS:
        yield f"more than {ROWS} rows"
    items = [item for row in rows for item in row.get("components", [])]
    ids = [item["custom_id"] for item in items if "custom_id" in item]
    if len(set(ids)) < len(ids):
        yield "a custom id twice"
    if any(len(one) > CUSTOM_ID for one in ids):
        yield f"a custom id of more than {CUSTOM_ID} characters"
    for item in items:
        options = item.get("options", [])
        if len(options) > CHOICES or len({option["value"] for option in options}) < len(options):
            yield f"more than {CHOICES} options, or one twice"
        if any(
            not 0 < len(option[part]) <= CHOICE_LABEL for option in options for part in ("label", "value")
        ):
            yield f"an option that is empty or of more than {CHOICE_LABEL} characters"


def _length(embed: dict[str, Any]) -> int:
    parts = [embed.get("title"), embed.get("description")]
    parts += [embed.get("footer", {}).get("text"), embed.get("author", {}).get("name")]
    parts += [field[part] for field in embed.get("fields", []) for part in ("name", "value")]
    return sum(len(part or "") for part in parts)


def _command_faults(commands: Iterable[dict[str, Any]]) -> Iterator[str]:
    listed = list(commands)
    names = [(command.get("type", SLASH), command["name"]) for command in listed]
    if len(set(names)) < len(names):
        yield "a command twice"
    for command in listed:
        slash = command.get("type", SLASH) == SLASH
        if not (COMMAND_NAME if slash else MENU_NAME).fullmatch(command["name"]):
            yield f"the name {command['name']!r}"
        if slash and command["name"] != command["name"].lower():
            yield f"capitals in {command['name']!r}"
        if slash and not 0 < len(command["description"]) <= DESCRIPTION:
            yield f"the description of {command['name']!r}"
        yield from _option_faults(command.get("options", []))


def _option_faults(options: list[dict[str, Any]]) -> Iterator[str]:
    if len(options) > CHOICES:
        yield f"more than {CHOICES} options of a command"
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield "a required option behind one that is not"
    for option in options:
        if not COMMAND_NAME.fullmatch(option["name"]) or not 0 < len(option["description"]) <= DESCRIPTION:
            yield f"the option {option['name']!r}"
        yield from _option_faults(option.get("options", []))
