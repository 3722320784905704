"""Taking fields out of a YAML mapping, each checked and named in its fault."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from bot.knowledge.faults import FaultLog, quoted, unknown
from bot.knowledge.yaml_guard import Items, Node, Scalar, Table

SHORT = 100
"""Characters of a name or label: what one choice of Discord's autocomplete can show."""
LONG = 1_000
"""Characters of a title or note."""
MAX_URL = 2_000
"""Characters of an address; browsers and Discord's embeds take 2,048."""

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_URL = re.compile(r"https?://([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?::\d{1,5})?(?:[/?#][^\s<>\"`\\]*)?")


def one_line(text: str) -> str:
    """The text with every run of ASCII blanks and line ends as one space; other characters untouched."""
    if "  " in text or "\n" in text or "\t" in text:
        return " ".join(part for part in re.split(r"[ \t\n]+", text) if part)
    return text.strip(" ")


def fold(name: str) -> str:
    """A name as it is compared with others: without case and spacing."""
    return " ".join(name.casefold().split())


def id_fault(text: str) -> str:
    """Why a text is no id, or ''."""
    if _ID.fullmatch(text) and len(text) <= SHORT:
        return ""
    return f"{quoted(text)} is no id: lower-case letters and digits, joined by - or _"


def date_fault(text: str) -> str:
    """Why a text is no date as the source shows it, or ''. An empty one is right: the source shows none."""
    if not text:
        return ""
    match = _DATE.fullmatch(text)
    if match:
        year, month, day = (int(part or 1) for part in match.groups())
        try:
            date(year, month, day)
        except ValueError:
            return f"{quoted(text)} is not in the calendar"
        return ""
    return f"{quoted(text)} is not a date like 2022-04-28, 2022-04 or 2022"


def url_fault(text: str) -> str:
    """Why a text is no address that may be shown as a link, or ''."""
    if len(text) > MAX_URL:
        return f"has {len(text):,} characters; at most {MAX_URL:,}"
    if not _URL.fullmatch(text):
        return f"{quoted(text)} is not an address like https://example.org/page"
    return ""


def host_of(url: str) -> str:
    """The host of an address in lower case without "www."; '' for what is no address."""
    match = _URL.fullmatch(url)
    return match.group(1).lower().removeprefix("www.") if match else ""


class Fields:
    """The fields of one mapping. Each is taken once; `close` notes those that the format does not know.

    A field that is missing, of the wrong shape or too long is noted, and a value that causes no second fault
    stands in for it, so that reading goes on and finds the next one.
    """

    def __init__(self, file: str, table: Table, log: FaultLog) -> None:
        self.file = file
        self.line = table.line
        self._entries = table.entries
        self._log = log
        self._known: list[str] = []

    def line_of(self, name: str) -> int:
        """The line of a field, or that of the mapping when the field is missing."""
        return self._entries[name][0] if name in self._entries else self.line

    def fault(self, name: str, message: str) -> None:
        """Note a fault of a field."""
        self._log.fault(self.file, self.line_of(name), name, message)

    def text(self, name: str, *, limit: int = SHORT, optional: bool = False) -> str:
        """A text on one line; '' when it is missing."""
        node = self._take(name)
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            if not optional:
                self.fault(name, "is missing" if node is None else "is empty")
            return ""
        return self._as_text(name, node, limit)

    def id(self, name: str = "id") -> str:
        """An id; '' when it is missing or none."""
        text = self.text(name)
        if text and (why := id_fault(text)):
            self.fault(name, why)
            return ""
        return text

    def choice(self, name: str, words: Collection[str], default: str = "") -> str:
        """One of several words. `default` is taken when the field is missing; without one that is a fault."""
        text = self.text(name, optional=bool(default)) or default
        if text and text not in words:
            self.fault(name, unknown(text, words))
            return ""
        return text

    def flag(self, name: str, default: bool) -> bool:
        """Whether a field says yes."""
        return self.choice(name, ("yes", "no"), "yes" if default else "no") == "yes"

    def date(self, name: str) -> str:
        """A date as exactly as the source shows it; '' for none."""
        text = self.text(name, optional=True)
        if why := date_fault(text):
            self.fault(name, why)
            return ""
        return text

    def url(self, name: str) -> str:
        """An http(s) address; '' for none."""
        text = self.text(name, limit=MAX_URL, optional=True)
        if text and (why := url_fault(text)):
            self.fault(name, why)
            return ""
        return text

    def texts(self, name: str, *, optional: bool = True) -> tuple[str, ...]:
        """A list of texts, each once."""
        node = self._take(name)
        if node is None or (isinstance(node, Scalar) and not node.text):
            if not optional:
                self.fault(name, "is missing")
            return ()
        if not isinstance(node, Items):
            self.fault(name, "is a list: [one, two]")
            return ()
        found = dict.fromkeys(self._as_text(name, item, SHORT) for item in node.items)
        if "" in found:
            self.fault(name, "holds an empty entry")
            del found[""]
        if not found and not optional:
            self.fault(name, "is empty")
        return tuple(found)

    def tables(self, name: str, *, optional: bool = False) -> Iterator[Fields]:
        """A list of mappings."""
        node = self._take(name)
        if node is None or (isinstance(node, Scalar) and not node.text):
            if not optional:
                self.fault(name, "is missing")
            return
        if not isinstance(node, Items) or not node.items:
            self.fault(name, "is a list of entries, each starting with “- ”")
            return
        for item in node.items:
            if isinstance(item, Table):
                yield Fields(self.file, item, self._log)
            else:
                self._log.fault(self.file, item.line, name, "an entry here is a list of “field: value” lines")

    def table(self, name: str) -> Fields | None:
        """One mapping, or None when the field is missing or empty."""
        node = self._take(name)
        if isinstance(node, Table):
            return Fields(self.file, node, self._log)
        self.fault(name, "is missing" if node is None else "is a list of “word: [meaning]” lines")
        return None

    def names(self) -> tuple[str, ...]:
        """The names of the fields that are there."""
        return tuple(self._entries)

    def close(self) -> None:
        """Note every field that was never asked for."""
        for name, (line, _) in self._entries.items():
            if name not in self._known:
                self._log.fault(self.file, line, "", f"the field {unknown(name, self._known)}")

    def _take(self, name: str) -> Node | None:
        self._known.append(name)
        entry = self._entries.get(name)
        return None if entry is None else entry[1]

    def _as_text(self, name: str, node: Node, limit: int) -> str:
        if not isinstance(node, Scalar):
            self._log.fault(self.file, node.line, name, "is one text, not a list or mapping")
            return "?"
        text = one_line(node.text)
        if len(text) > limit:
            self._log.fault(self.file, node.line, name, f"has {len(text):,} characters; at most {limit:,}")
            return "?"
        return text
