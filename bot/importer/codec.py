"""Frozen value objects as JSON and back, for the pipe between the bot and its worker processes.

JSON and not pickle: what comes out of a process that has read a hostile file must not be able to run code.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


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
        return cast(T, _restore(kind, value))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"this is no {kind.__name__}") from error


def _is_record(kind: Any) -> bool:
    """Whether a kind has fields with names: a dataclass or a named tuple."""
    return dataclasses.is_dataclass(kind) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))


@cache
def _fields(kind: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    names = [item.name for item in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else hints
    return {name: hints[name] for name in names}


def _restore(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        if value is None:
            return None
        return _restore(next(item for item in get_args(kind) if item is not type(None)), value)
    if origin is tuple:
        items = get_args(kind)
        if len(items) == 2 and items[1] is Ellipsis:
            return tuple(_restore(items[0], item) for item in value)
        return tuple(_restore(item, part) for item, part in zip(items, value, strict=True))
    if _is_record(kind):
        if not isinstance(value, Mapping):
            raise TypeError(kind)
        return cast(Any, kind)(
            **{name: _restore(hint, value[name]) for name, hint in _fields(cast(Any, kind)).items()}
        )
    if issubclass(kind, Enum):
        return kind(value)
    if not isinstance(value, kind):
        raise TypeError(kind)
    return value
