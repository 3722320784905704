"""Frozen value objects as JSON and back, for the pipe between the bot and its worker processes.

JSON and not pickle: what comes out of a process that has read a hostile file must not be able to run code.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from enum import Enum
from functools import cache, partial
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Restorer = Callable[[Any], Any]
"""Takes what `plain` made; raises TypeError, KeyError, AttributeError or ValueError for anything else."""


def plain(value: Any) -> Any:
    """A value object as dicts, lists and scalars."""
    kind: Any = type(value)
    if _is_record(kind):
        return {name: plain(getattr(value, name)) for name in _fields(kind)}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def restore(kind: type[T], value: Any) -> T:
    """The value object of a kind that `plain` turned into `value`. Raises ValueError for anything else."""
    try:
        return cast(T, _restorer(cast(Any, kind))(value))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"this is no {kind.__name__}") from error


@cache
def _is_record(kind: Any) -> bool:
    """Whether a kind has fields with names: a dataclass or a named tuple."""
    return dataclasses.is_dataclass(kind) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))


@cache
def _fields(kind: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    names = [item.name for item in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else hints
    return {name: hints[name] for name in names}


@cache
def _restorer(kind: Any) -> Restorer:
    """What makes a value of a kind again. Worked out once a kind: a batch restores thousands of values."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        present = _restorer(next(part for part in parts if part is not type(None)))
        return lambda value: None if value is None else present(value)
    if origin is tuple:
        return _tuple_restorer(parts)
    if _is_record(kind):
        return _record_restorer(kind)
    return kind if issubclass(kind, Enum) else partial(_checked, kind)


def _tuple_restorer(parts: tuple[Any, ...]) -> Restorer:
    if len(parts) == 2 and parts[1] is Ellipsis:
        each = _restorer(parts[0])
        return lambda value: tuple([each(item) for item in value])
    every = [_restorer(part) for part in parts]
    return lambda value: tuple([one(item) for one, item in zip(every, value, strict=True)])


def _record_restorer(kind: Any) -> Restorer:
    fields = {name: _restorer(hint) for name, hint in _fields(kind).items()}

    def restored(value: Any) -> Any:
        if not isinstance(value, dict):
            raise TypeError(kind)
        return kind(**{name: one(value[name]) for name, one in fields.items()})

    return restored


def _checked(kind: type[Any], value: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError(kind)
    return value
