"""A change between two versions as moderators read it: in short for a message, and whole for a file."""

from __future__ import annotations

from collections.abc import Iterator

from bot.language import ENGLISH
from bot.model import Citation, Judgment, State
from bot.moderation import Change, Difference, Regrade
from bot.moderation.changes import counted
from bot.render.markup import escape

_NAMED = 4
"""How many things of one kind a message names."""
_URL = str.maketrans({"(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E"})


def change_lines(change: Change) -> list[str]:
    """Markdown lines: every judgment whose grade changed with both citations, then the rest by kind."""
    lines = []
    if change.regrades:
        lines.append(f"**{counted(len(change.regrades), 'changed grade')}**")
        lines += [line for regrade in change.regrades for line in _regrade(regrade)]
    listed = [line for noun, item in change.kinds for line in _kind(noun, item, change)]
    if listed:
        # A list swallows what follows it without an empty line.
        lines += ["", "**Everything that differs**"] if change.regrades else ["**What differs**"]
        lines += listed
    return lines or ["Only the layout of the files differs; every answer stays as it is."]


def change_text(change: Change) -> str:
    """The whole change as plain text, nothing left out."""
    return "\n".join(_plain(change)) + "\n"


def _regrade(regrade: Regrade) -> list[str]:
    old, new = regrade.before, regrade.after
    return [
        f"- {escape(regrade.name)}: ~~{escape(grade_words(old))}~~ → **{escape(grade_words(new))}**",
        f"  -# before: {cited(old.citation)} · now: {cited(new.citation)}",
    ]


def grade_words(judgment: Judgment) -> str:
    """The grade, or why there is none."""
    if judgment.state is not State.GRADED or judgment.grade is None:
        return str(judgment.state)
    return f"{judgment.grade} (worked out)" if judgment.derived else judgment.grade


def cited(citation: Citation) -> str:
    """A source with its date, as a link where it has an address."""
    name = escape(f"{citation.publisher}, {ENGLISH.date(citation.published) or 'no date'}")
    return link(name, citation.url) if citation.url else name


def link(label: str, url: str) -> str:
    """A link without a preview; the label is escaped already."""
    return f"[{label}](<{url.translate(_URL)}>)"


def _kind(noun: str, item: Difference, change: Change) -> Iterator[str]:
    """One line for each of added, removed and changed."""
    regraded = {regrade.name for regrade in change.regrades}
    parts = {"added": item.added, "removed": item.removed, "changed": item.changed}
    for what, names in parts.items():
        left = [name for name in names if what != "changed" or name not in regraded]
        if not left:
            continue
        shown = ", ".join(escape(name) for name in left[:_NAMED])
        more = f" and {len(left) - _NAMED:,} more" if len(left) > _NAMED else ""
        mark = {"added": "➕", "removed": "➖", "changed": "✏️"}[what]
        yield f"- {mark} {counted(len(left), noun)} {what}: {shown}{more}"


def _plain(change: Change) -> Iterator[str]:
    yield f"From version {change.before} to {change.after}: {change.summary}"
    for regrade in change.regrades:
        yield ""
        yield f"{regrade.name}: {grade_words(regrade.before)} -> {grade_words(regrade.after)}"
        for when, judgment in (("before", regrade.before), ("now", regrade.after)):
            source = judgment.citation
            yield f"  {when}: {source.publisher}, {source.published or 'no date'} {source.url}".rstrip()
    for noun, item in change.kinds:
        for what, names in (("added", item.added), ("removed", item.removed), ("changed", item.changed)):
            if names:
                yield ""
                yield f"{counted(len(names), noun)} {what}:"
                yield from (f"  {name}" for name in names)
