"""Where sentences begin and end in prose as reports write it."""

from __future__ import annotations

import re

from bot.index.analysis import ABBREVIATIONS, NUMBERED

_CLOSING = "\"'”’»)]"
_OPENING = "\"'“‘«(["
_END = re.compile(rf"(?P<stop>[.!?…]+)[{re.escape(_CLOSING)}]*(?=\s)|(?=\n)")
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘]*$")
_LONGEST_ABBREVIATION = 16


def sentences(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each sentence in order, without the blanks between. A line end ends one too."""
    spans = []
    start = 0
    for match in _END.finditer(text):
        if match["stop"] is None or _ends(text, match):
            spans.append(_trimmed(text, start, match.end()))
            start = match.end()
    spans.append(_trimmed(text, start, len(text)))
    return [(start, end) for start, end in spans if start < end]


def units(text: str) -> list[tuple[int, int]]:
    """As `sentences`, but the sentences of one quotation are kept together."""
    spans: list[tuple[int, int]] = []
    opened = False
    for start, end in sentences(text):
        if opened:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        opened = _leaves_open(text[start:end], opened)
    return spans


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether these stops end a sentence: not those of an abbreviation, an initial or a list's number."""
    following = text[match.end() : match.end() + 40].lstrip().lstrip(_OPENING)[:1]
    if following.islower():  # "Why?" she asked; well... perhaps
        return False
    if match[0] != ".":
        return True
    before = _LAST_WORD.search(text, max(0, match.start() - _LONGEST_ABBREVIATION), match.start())
    word = before[0].lower() if before else ""
    if word in NUMBERED:  # "no. 5", but "He said no."
        return not following.isdecimal()
    if word.isdecimal() and _begins_line(text, match.start() - len(word)):
        return False
    return word not in ABBREVIATIONS and not (len(word) == 1 and word.isalpha() and word != "i")


def _begins_line(text: str, place: int) -> bool:
    return not text[text.rfind("\n", 0, place) + 1 : place].strip()


def _leaves_open(sentence: str, opened: bool) -> bool:
    """Whether a quotation is open behind a sentence, given whether one was open before it."""
    for character in sentence:
        if character in "“”":
            opened = character == "“"
        elif character == '"':
            opened = not opened
    return opened


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
