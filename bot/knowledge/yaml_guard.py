"""YAML without its traps: a tree of texts with line numbers, or faults with line numbers.

The tree is built from the parser's events and never by PyYAML's constructors, so that no scalar changes its
meaning (`no` stays "no", `2018/19` and `012` stay as written) and no document can blow up: anchors, aliases,
merge keys and tags are refused, depth and size are bounded before anything deep is built. (libyaml's own
loader crashes the process on 25,000 nested brackets; its event parser does not.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import yaml

from bot.knowledge.faults import FaultLog, quoted
from bot.knowledge.text import forbidden

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: ten times slower, same events
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_DEPTH = 16
"""Deepest nesting of a document; the format needs four levels."""
MAX_NODES = 20_000
"""Most keys and values of one document."""


@dataclass(slots=True)
class Scalar:
    """A text and the line on which it starts."""

    text: str
    line: int


@dataclass(slots=True)
class Items:
    """A list."""

    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A mapping: key → (line of the key, value)."""

    line: int
    entries: dict[str, tuple[int, Node]] = field(default_factory=dict)


Node = Scalar | Items | Table


class _RefusedError(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def parse_yaml(file: str, text: str, log: FaultLog, first_line: int = 1) -> Table | None:
    """The mapping that a document holds, or None after noting why there is none.

    `first_line` is the line of the file on which `text` starts. Duplicate keys are noted, each with both
    lines, and reading goes on.
    """
    loader = _Loader(text)
    try:
        return _Builder(file, loader.get_event, log, first_line - 1).build()
    except _RefusedError as refused:
        log.fault(file, refused.line, "", str(refused))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        log.fault(file, line, "", "holds a character that YAML does not allow")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        last = text.rstrip("\n").count("\n")  # what is missing at the end is missed behind the last line
        why = " ".join((error.problem or error.context or "cannot be read").split())
        log.fault(file, min(mark.line if mark else 0, last) + first_line, "", f"is not valid YAML: {why}")
    finally:
        loader.dispose()
    return None


class _Builder:
    """Turns events into the tree, refusing as early as possible."""

    def __init__(
        self, file: str, next_event: Callable[[], yaml.Event | None], log: FaultLog, offset: int
    ) -> None:
        self._file = file
        self._next = next_event
        self._log = log
        self._offset = offset
        self._nodes = 0

    def build(self) -> Table:
        documents = 0
        root: Node | None = None
        while event := self._next():
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError(
                        self._line(event), "a second document starts here; one file holds one"
                    )
                if event.version or event.tags:
                    raise _RefusedError(self._line(event), "directives (%) are not allowed")
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 1)
        if not isinstance(root, Table):
            raise _RefusedError(1 + self._offset, "holds no fields; it starts with “name: value” lines")
        return root

    def _line(self, event: yaml.Event | None) -> int:
        return (event.start_mark.line if event and event.start_mark else 0) + 1 + self._offset

    def _node(self, event: yaml.Event | None, depth: int) -> Node:
        line = self._line(event)
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _RefusedError(line, f"more than {MAX_NODES:,} values; split the file")
        if not isinstance(event, yaml.NodeEvent) or event.anchor is not None:
            # An alias is an anchor's name too.
            raise _RefusedError(
                line, "anchors (&) and aliases (*) are not allowed; quote a text that starts so"
            )
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            raise _RefusedError(line, "tags (!) are not allowed; quote a text that starts so")
        if isinstance(event, yaml.ScalarEvent):
            text = event.value
            if not text.isprintable() and (name := forbidden(text)):
                raise _RefusedError(line, f"{name} is not allowed; delete it")
            return Scalar(text, line)
        if depth > MAX_DEPTH:
            raise _RefusedError(line, f"is nested more than {MAX_DEPTH} levels deep")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(line, depth)
        return self._table(line, depth)

    def _items(self, line: int, depth: int) -> Items:
        items = Items(line)
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.items.append(self._node(event, depth + 1))
        return items

    def _table(self, line: int, depth: int) -> Table:
        table = Table(line)
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise _RefusedError(key.line, "a key is a single text, not a list or mapping")
            if key.text == "<<":
                raise _RefusedError(key.line, "merge keys (<<) are not allowed; write the fields out")
            value = self._node(self._next(), depth + 1)
            if key.text in table.entries:
                first = table.entries[key.text][0]
                why = f"the key {quoted(key.text)} stands twice, here and on line {first}"
                self._log.fault(self._file, key.line, "", why)
                continue
            table.entries[key.text] = (key.line, value)
        return table
