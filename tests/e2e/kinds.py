"""Every kind of thing that the bot can show, read from its code, so that a new one is noticed."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import get_args

import discord
from discord import app_commands

from bot import discord_ui
from bot.answer import AbstainReason, Answer, NotGradedReason
from bot.app import FindingsBot
from bot.discord_ui.notices import Form, Notice
from bot.pictures.board import Section


def kinds(bot: FindingsBot) -> frozenset[str]:
    """The names of all kinds: answers, misses, parts of pictures, notices, components, forms, commands."""
    return frozenset(
        [
            *(kind_of(answer) for answer in get_args(Answer)),
            *map(kind_of, AbstainReason),
            *map(kind_of, NotGradedReason),
            *(f"picture: {section.__name__}" for section in get_args(Section)),
            *_notices(),
            *components(),
            *_forms(),
            *commands(bot),
        ]
    )


def kind_of(thing: type | AbstainReason | NotGradedReason) -> str:
    """The name of a kind of answer, or of a reason for there being none."""
    if isinstance(thing, type):
        return f"answer: {thing.__name__}"
    return f"{'miss' if isinstance(thing, AbstainReason) else 'not graded'}: {thing}"


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(discord_ui.__path__, f"{discord_ui.__name__}."):
        yield import_module(found.name)


def _notices() -> Iterator[str]:
    """Constants that are notices, and functions that make one."""
    for module in _modules():
        for name, value in vars(module).items():
            if not name.startswith("_") and (_makes_one(module, value) or _is_one(module, name, value)):
                # Of a package inside a package, whose names may be those of the outer one.
                inner = module.__name__.removeprefix(f"{discord_ui.__name__}.").split(".")[1:-1]
                yield f"notice: {'.'.join([*inner, name])}"


def _makes_one(module: ModuleType, value: object) -> bool:
    """Whether it is a function of this module that makes a notice of something else."""
    if not inspect.isfunction(value) or value.__module__ != module.__name__:
        return False
    *given, made = value.__annotations__.values()
    return made == Notice.__name__ and Notice.__name__ not in given


def _is_one(module: ModuleType, name: str, value: object) -> bool:
    """Whether it is a notice made in this module rather than imported into it."""
    return isinstance(value, Notice) and f"\n{name} = " in inspect.getsource(module)


def _forms() -> Iterator[str]:
    """Every function or method that puts a form together."""
    for module in _modules():
        tree = ast.parse(inspect.getsource(module))
        classes = [tree, *(part for part in tree.body if isinstance(part, ast.ClassDef))]
        for function in (part for holder in classes for part in holder.body):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and _makes_form(function):
                yield f"form: {function.name}"


def _makes_form(function: ast.AST) -> bool:
    calls = (part.func for part in ast.walk(function) if isinstance(part, ast.Call))
    return any(isinstance(called, ast.Name) and called.id == Form.__name__ for called in calls)


def components() -> Iterator[str]:
    """Buttons and menus that outlive a restart."""
    for module in _modules():
        for name, value in vars(module).items():
            here = inspect.isclass(value) and value.__module__ == module.__name__
            if here and issubclass(value, discord.ui.DynamicItem):
                yield f"component: {name}"


def commands(bot: FindingsBot) -> Iterator[str]:
    """Every slash command, entry of a menu and prefix command."""
    for kind in discord.AppCommandType:
        for command in bot.tree.walk_commands(type=kind):
            if isinstance(command, app_commands.ContextMenu):
                yield f"menu: {command.name}"
            elif isinstance(command, app_commands.Command):
                yield f"command: /{command.qualified_name}"
    for prefixed in bot.walk_commands():
        yield f"command: !{prefixed.qualified_name}"
