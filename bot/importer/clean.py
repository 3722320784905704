"""Text as it is kept: one line, single spaces, no characters that control a terminal or a parser."""

from __future__ import annotations

import re

# What the knowledge format refuses or no reader sees: C0 and C1 controls, soft hyphens, zero-width spaces,
# marks
# that turn the direction of text (Unicode TR 9), byte-order marks, surrogates and non-characters.
_PRINTABLE = bytes(range(0x20, 0x7F))
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """The text on one line with every run of white space as one space."""
    if "  " not in text and _is_printable(text):
        return text.strip()
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    return " ".join(_UNWANTED.sub("", line).split()) if _UNWANTED.search(line) else line


def _is_printable(text: str) -> bool:
    """Whether there is no break, tab, no-break space or invisible sign in a text.

    ASCII is compared as bytes, three times as fast as `isprintable` looks each character up.
    """
    return not text.encode().translate(None, _PRINTABLE) if text.isascii() else text.isprintable()


def decode(data: bytes, declared: str = "") -> str:
    """Bytes as text: by byte-order mark, then UTF-8, then the declared encoding, then Windows-1252.

    Never fails: a byte that no encoding explains becomes U+FFFD.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(declared or "cp1252", "replace")
    except LookupError:
        return data.decode("cp1252", "replace")
