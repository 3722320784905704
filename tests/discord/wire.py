"""Whether Discord would take what the bot sends: by Discord's own OpenAPI document, and by the limits that
the document lacks.

The document lies beside the project and is absent on users' machines; `jsonschema` may be absent too. Then
only the further limits are checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import Any

import simcord

from bot.render.limits import BUTTON_LABEL, CHOICE_LABEL, CHOICES, CONTENT, CUSTOM_ID, EMBED_TOTAL
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
BUTTONS = 5
"""Of one row, which holds buttons or one menu."""
COMMANDS = 100
"""Slash commands of one bot; menu commands have limits of their own."""
COMMAND_LENGTH = 8_000
"""Characters of names, descriptions and choices of one command together."""
MODAL_TITLE = 45
INPUT_LABEL = 45
FIELD = 4_000
"""Characters of a form's field that names no limit of its own."""
MODAL, AUTOCOMPLETE = 9, 8
"""Discord's types of an answer to an interaction."""
BUTTON, TEXT_INPUT = 2, 4
"""Discord's types of components."""
COMMAND_NAME = re.compile(r"[-_'\w]{1,32}")
MENU_NAME = re.compile(r"[-_' ?\w]{1,32}")
DESCRIPTION = 100
SLASH = 1
"""Discord's type of a slash command."""
_ID = re.compile(r"\d{15,}")


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


def _document_faults(method: str, path: str, body: Any) -> tuple[str, ...]:
    template = None if MISSING else _template(method, path)
    if template is None:
        return ()
    return _faults_of(method, template, _numbered(json.dumps(body)))


def _numbered(body: str) -> str:
    """A body with its ids counted through, each as long as it was: many bodies differ in nothing else."""
    ids: dict[str, str] = {}
    return _ID.sub(lambda id_: ids.setdefault(id_[0], str(10 ** (len(id_[0]) - 1) + len(ids))), body)


@lru_cache(maxsize=10_000)
def _faults_of(method: str, template: str, body: str) -> tuple[str, ...]:
    found = []
    for error in _validator(method, template).iter_errors(json.loads(body)):
        best = min(error.context or [error], key=lambda item: -len(item.absolute_path))
        found.append(f"{'/'.join(map(str, best.absolute_path))}: {best.message[:200]}")
    return tuple(found)


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
    callback = isinstance(body, dict) and path.endswith("/callback")
    data = body.get("data") if callback else body
    if callback and body["type"] == MODAL:
        yield from _modal_faults(data)
    elif callback and body["type"] == AUTOCOMPLETE:
        yield from _suggestion_faults(data["choices"])
    elif isinstance(data, dict) and {"content", "embeds", "components"} & data.keys():
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
    for row in rows:
        kinds = [item["type"] for item in row["components"]]
        if len(kinds) > (BUTTONS if set(kinds) == {BUTTON} else 1):
            yield f"more than {BUTTONS} buttons or one menu in a row"
    items = [item for row in rows for item in row["components"]]
    yield from _id_faults(items)
    for item in items:
        if not len(item.get("label", "")) <= BUTTON_LABEL:
            yield f"a button's label of more than {BUTTON_LABEL} characters"
        options = item.get("options", [])
        if len(options) > CHOICES or len({option["value"] for option in options}) < len(options):
            yield f"more than {CHOICES} options, or one twice"
        if any(
            not 0 < len(option[part]) <= CHOICE_LABEL for option in options for part in ("label", "value")
        ):
            yield f"an option that is empty or of more than {CHOICE_LABEL} characters"


def _id_faults(items: Sequence[dict[str, Any]]) -> Iterator[str]:
    ids = [item["custom_id"] for item in items if "custom_id" in item]
    if len(set(ids)) < len(ids):
        yield "a custom id twice"
    if not all(0 < len(one) <= CUSTOM_ID for one in ids):
        yield f"a custom id that is empty or of more than {CUSTOM_ID} characters"


def _modal_faults(data: dict[str, Any]) -> Iterator[str]:
    """A form: a row of its own for each field, or a label around it."""
    rows = data["components"]
    items = [item for row in rows for item in row.get("components") or [row["component"]]]
    yield from _id_faults([data, *items])
    if not 0 < len(data["title"]) <= MODAL_TITLE:
        yield f"a form's title that is empty or of more than {MODAL_TITLE} characters"
    if not 0 < len(rows) <= ROWS:
        yield f"a form without a field or with more than {ROWS}"
    for row in rows:
        labels = [item.get("label") for item in row.get("components", [row]) if item.get("label") is not None]
        if any(not 0 < len(label) <= INPUT_LABEL for label in labels):
            yield f"a field's label that is empty or of more than {INPUT_LABEL} characters"
    for item in items:
        longest = item.get("max_length") or FIELD
        if item["type"] == TEXT_INPUT and len(item.get("value") or "") > longest:
            yield f"a field filled with more than its {longest} characters"


def _suggestion_faults(choices: Sequence[dict[str, Any]]) -> Iterator[str]:
    if len(choices) > CHOICES:
        yield f"more than {CHOICES} suggestions"
    texts = [str(choice[part]) for choice in choices for part in ("name", "value")]
    if any(not 0 < len(text) <= CHOICE_LABEL for text in texts):
        yield f"a suggestion that is empty or of more than {CHOICE_LABEL} characters"


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
    if sum(kind == SLASH for kind, _ in names) > COMMANDS:
        yield f"more than {COMMANDS} slash commands"
    for command in listed:
        if _command_length(command) > COMMAND_LENGTH:
            yield f"more than {COMMAND_LENGTH} characters in {command['name']!r}"
        slash = command.get("type", SLASH) == SLASH
        if not (COMMAND_NAME if slash else MENU_NAME).fullmatch(command["name"]):
            yield f"the name {command['name']!r}"
        if slash and command["name"] != command["name"].lower():
            yield f"capitals in {command['name']!r}"
        if slash and not 0 < len(command["description"]) <= DESCRIPTION:
            yield f"the description of {command['name']!r}"
        yield from _option_faults(command.get("options", []))


def _command_length(part: dict[str, Any]) -> int:
    """Of a command or one of its options, with everything in it."""
    own = len(part["name"]) + len(part.get("description") or "")
    choices = sum(len(str(choice["name"])) + len(str(choice["value"])) for choice in part.get("choices", []))
    return own + choices + sum(map(_command_length, part.get("options", [])))


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
