"""From bytes to text that can be shown, searched and compared: strict UTF-8 without hidden characters."""

from __future__ import annotations

import codecs
import re
import unicodedata

from bot.knowledge.faults import FaultLog

# Controls except tab and line feed (a lone CR among them), the line breaks that YAML and Python know but
# editors do not show (U+0085, U+2028, U+2029), the marks that turn the direction of text around
# (Unicode TR 9), a byte-order mark inside text, surrogates and non-characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
# Seen by no reader, but they keep a word from being found.
_INVISIBLE = re.compile("[\xad\u200b\u2060]")
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def decode(file: str, data: bytes, log: FaultLog) -> str | None:
    """The text of a file with LF line ends, or None after noting what keeps it from being read."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            log.fault(file, 1, "", f"is {name}; save it as UTF-8")
            return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # utf-8-sig counts from behind the byte-order mark.
        body = data.removeprefix(codecs.BOM_UTF8)
        line = body.count(b"\n", 0, error.start) + 1
        log.fault(file, line, "", f"is not UTF-8 (byte 0x{body[error.start]:02X}); save it as UTF-8")
        return None
    text = text.replace("\r\n", "\n")
    if not clean(file, text, log):
        return None
    return text


def clean(file: str, text: str, log: FaultLog) -> bool:
    """Whether the text is free of forbidden characters; notes those it holds."""
    found = False
    for hit in _FORBIDDEN.finditer(text):
        found = True
        log.fault(file, _line(text, hit.start()), "", f"{_name(hit.group())} is not allowed; delete it")
        if log.full(file):
            break
    if not found and not text.isascii() and (match := _INVISIBLE.search(text)):
        why = f"{_name(match.group())} cannot be seen and keeps the word around it from being found"
        log.warn(file, _line(text, match.start()), "", why)
    return not found


def forbidden(text: str) -> str | None:
    """The name of the first forbidden character of a value, or None. Escapes of YAML can produce one."""
    match = _FORBIDDEN.search(text)
    return _name(match.group()) if match else None


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _name(sign: str) -> str:
    named = unicodedata.name(sign, "")
    return f"the character U+{ord(sign):04X}" + (f" ({named.lower()})" if named else "")
