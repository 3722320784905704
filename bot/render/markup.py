"""Blocks as Discord markdown or as plain text. The only place that escapes and cuts."""

from __future__ import annotations

import string
from collections.abc import Sequence

from bot.render.sheet import Block, BlockKind, Span

# A backslash before every ASCII punctuation mark leaves nothing alive and changes no letter; Discord's own
# library function is cubic in time and leaves links, channels and headings alive.
_ESCAPES = {ord(char): f"\\{char}" for char in string.punctuation}
# Invisible and direction-changing characters could reorder or hide what a reader sees.
_HIDDEN = [*range(0x09), *range(0x0B, 0x20), 0x7F, *range(0x80, 0xA0), 0x061C, 0x200B, 0x200E, 0x200F]
_HIDDEN += [*range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF, *range(0xD800, 0xE000)]
_SAFE = dict.fromkeys(_HIDDEN, "\ufffd")
_TABLE = _ESCAPES | _SAFE
_URL = str.maketrans({"(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E", "\\": "%5C", "|": "%7C"})


def escape(text: str) -> str:
    """The text with no live Discord markup, mention or control character; line breaks become spaces."""
    return " ".join(text.split("\n")).translate(_TABLE)


def clean(text: str) -> str:
    """The text for a terminal: control and direction characters shown as U+FFFD."""
    return " ".join(text.split("\n")).translate(_SAFE)


def markdown(blocks: Sequence[Block], *, angled: bool = False) -> list[str]:
    """Each block as Discord markdown, without the line break that ends it.

    `angled` puts addresses in angle brackets, so that a message outside an embed shows no previews.
    """
    return [
        _gap(blocks, at) + _MARKDOWN[block.kind] + "".join(_marked(span, angled) for span in block.spans)
        for at, block in enumerate(blocks)
    ]


_MARKDOWN = {
    BlockKind.LINE: "",
    BlockKind.ITEM: "- ",
    BlockKind.HEADING: "",
    BlockKind.QUOTE: "> ",
    BlockKind.SMALL: "",
}


def _marked(span: Span, angled: bool) -> str:
    if span.code:  # where a backslash would be shown, and only a backtick is alive
        return f"`{clean(span.text).replace('`', 'ˋ')}`"
    text = escape(span.text)
    if span.url:
        url = span.url.translate(_URL)
        text = f"[{text}](<{url}>)" if angled else f"[{text}]({url})"
    # Markers must touch a letter: "** a**" is not bold.
    return f"**{text}**" if span.strong and text.strip() == text and text else text


def plain(blocks: Sequence[Block]) -> str:
    """The blocks as plain text for a terminal, addresses in angle brackets."""
    return "\n".join(
        _gap(blocks, at) + _PLAIN[block.kind] + "".join(_plain_span(span) for span in block.spans)
        for at, block in enumerate(blocks)
    )


_PLAIN = {
    BlockKind.LINE: "",
    BlockKind.ITEM: "- ",
    BlockKind.HEADING: "",
    BlockKind.QUOTE: "  > ",
    BlockKind.SMALL: "",
}


def _plain_span(span: Span) -> str:
    return f"{clean(span.text)} <{clean(span.url)}>" if span.url else clean(span.text)


def _gap(blocks: Sequence[Block], at: int) -> str:
    """An empty line where one is wanted, and after quotations and lists, which swallow what follows."""
    if not at:
        return ""
    block, before = blocks[at], blocks[at - 1]
    ends = before.kind in {BlockKind.QUOTE, BlockKind.ITEM} and block.kind is not before.kind
    return "\n" if block.apart or ends else ""


def fit(parts: Sequence[str], limit: int, notice: str) -> tuple[str, bool]:
    """The parts joined by line breaks, whole parts only, and whether any had to go.

    When they are longer than `limit` characters, the last ones give way to the notice (already escaped).
    A first part that is too long by itself is cut after a sentence or a word.
    """
    whole = "\n".join(parts)
    if len(whole) <= limit:
        return whole, False
    room = limit - len(notice) - 1
    kept: list[str] = []
    used = 0
    for part in parts:
        if used + len(part) + 1 > room:
            break
        kept.append(part)
        used += len(part) + 1
    if not kept:
        kept = [cut(parts[0], room)]
    return "\n".join([*kept, notice])[:limit], True


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, cut after a sentence where one ends in the last half, else after a word."""
    if len(text) <= limit:
        return text
    head = text[: max(limit - 1, 0)]
    at = max(head.rfind(". "), head.rfind("? "), head.rfind("! "))
    if at >= limit // 2:
        return head[: at + 1] + "…"
    word = head.rfind(" ")
    return (head[:word] if word >= limit // 2 else head).rstrip("\\ ") + "…"
