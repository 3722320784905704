"""Quotation marks: where someone's words begin and end inside a paragraph."""

from __future__ import annotations

from dataclasses import dataclass

DOUBLE = '"“”„«»'
SINGLE = "'‘’"
_STOPS = ".,!?…;:"


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]` with its marks. `closed` is false when the words run on past the paragraph."""

    start: int
    end: int
    closed: bool

    def inner(self, text: str) -> str:
        """The words without the marks, and without the comma that belongs to the sentence around them."""
        return text[self.start + 1 : self.end - 1 if self.closed else self.end].strip().rstrip(",").rstrip()


def style(text: str) -> str:
    """The marks that a document puts around quotations: double ones unless it only has single ones."""
    if '"' in text or "“" in text:
        return DOUBLE
    straight = "'" in text and (" '" in text or "\n'" in text)  # a single sign is looked up much faster
    return SINGLE if "‘" in text or straight else DOUBLE


def spans(text: str, marks: str) -> list[Span]:
    """Every run between an opening and a closing mark, from left to right. Marks may be mixed (“ … ").

    A mark opens after white space, a bracket or a dash and closes after anything else; a single mark closes
    only at a stop or at the end, because an apostrophe looks the same.
    """
    found: list[Span] = []
    opened = -1
    for at, sign in enumerate(text):
        if sign not in marks:
            continue
        if opened < 0:
            if _opens(text, at):
                opened = at
        elif _closes(text, at, single=sign in SINGLE):
            found.append(Span(opened, at + 1, True))
            opened = -1
    announced = text[:opened].rstrip()[-1:] in tuple(":,") if opened > 0 else opened == 0
    if opened >= 0 and (marks == DOUBLE or announced):
        found.append(Span(opened, len(text), False))
    return found


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return text[at] not in "”’»" and bool(after.strip()) and (not before.strip() or before in "([{—–-:,/")


def _closes(text: str, at: int, single: bool) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in "“‘„«" or not before.strip():
        return False
    if single:
        return (before in _STOPS and not after.isalnum()) or not after or after in _STOPS + ")"
    return not after.isalnum()
