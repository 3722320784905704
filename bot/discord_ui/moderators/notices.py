"""What the bot says to moderators about the knowledge. All of its wording for them stands here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches

from bot.discord_ui.moderators.changes import change_lines, change_text
from bot.discord_ui.notices import MAX_NOTICE, Button, Notice
from bot.knowledge import KnowledgeFaults
from bot.language import ENGLISH, Catalogue
from bot.moderation import (
    HOST,
    Applied,
    Asked,
    AtWork,
    Checked,
    Discarded,
    Entry,
    Generation,
    Health,
    Kind,
    Outcome,
    Result,
    StaleError,
    Status,
    StoreError,
    Unanswered,
    Unchanged,
    UnknownVersionError,
    UnsteadyError,
)
from bot.moderation.changes import counted
from bot.render.markup import escape

PAGE = 10
"""Entries and questions of one page."""
_SHOWN_FAULTS = 3

STALE = Notice(
    "This preview is out of date: the files or the served version have changed since. Nothing was applied; "
    "reload again to see the change as it is now."
)
UNSTEADY = Notice(
    "The files were being changed while I read them. Nothing was applied; try again in a moment."
)
PRIVATE_ONLY = Notice("I show these questions to you alone: use the slash command `/knowledge unanswered`.")
UNANSWERED_OFF = Notice(
    "Unanswered questions are not kept. The host can switch this on with `unanswered.days` in the settings."
)

_DOING = {
    Kind.DIFF: "comparing the files",
    Kind.ROLLBACK: "rolling back",
    Kind.VALIDATE: "checking the files",
    Kind.DISCARD: "discarding a change",
    Kind.WATCH: "reloading files that changed",
    Kind.ADD: "adding a source",
}
_DONE = {
    Outcome.APPLIED: "applied",
    Outcome.UNCHANGED: "nothing had changed",
    Outcome.ASKED: "waits for Apply or Discard",
    Outcome.DISCARDED: "discarded",
    Outcome.FAULTY: "refused",
    Outcome.FAILED: "failed",
    Outcome.BUSY: "somebody else was at it",
    Outcome.DENIED: "**not permitted**",
    Outcome.SHOWN: "looked at",
}


def denied(say: Catalogue) -> Notice:
    """Somebody who is no moderator here has tried."""
    return Notice(
        say("Only this server's moderators can look after the knowledge, and only here."), passing=True
    )


def no_such_task(prefix: str, typed: str, known: Sequence[str], say: Catalogue) -> Notice:
    """A word behind `!knowledge` that is none of its tasks."""
    listed = ", ".join(f"`{prefix}knowledge {name}`" for name in known)
    lines = [say("There is no such task. Moderators have {tasks}.", tasks=listed)]
    if near := get_close_matches(typed, known, n=1, cutoff=0.6):
        lines.append(say("Did you mean {command}?", command=f"`{prefix}knowledge {near[0]}`"))
    return Notice("\n".join(lines), passing=True)


def progress(stage: str) -> Notice:
    """What is being done, for whoever waits."""
    return Notice(f"⏳ Still {stage} …")


def result(found: Result) -> Notice:
    """What came of a reload, an apply or a rollback."""
    match found:
        case Unchanged(version):
            return Notice(f"Nothing has changed: version `{version}` is served as before.")
        case Asked():
            return asked(found)
        case Applied(change):
            head = f"Served now: version `{change.after}`, before `{change.before}`."
            return _with_change(head, change_lines(change), change_text(change))


def rolled_back(found: Result) -> Notice:
    """What came of a rollback, and what it means for the files."""
    notice = result(found)
    if not isinstance(found, Applied):
        return notice
    head, _, rest = notice.text.partition("\n")
    files = "The files stay as they are; until they change, a restart serves this version too."
    return replace(notice, text=f"{head} {files}\n{rest}")


def asked(found: Asked) -> Notice:
    """A change that needs a person's agreement, with the buttons to give it."""
    change = found.change
    head = f"**Apply this change?** Version `{change.before}` is served, `{change.after}` is in the files."
    if found.other is not None:
        head += f"\n{_who(found.other.who)} was shown one {_ago(found.other.at)} and has not decided yet."
    buttons = (
        Button(f"apply:{change.before}:{change.after}", "Apply", "success"),
        Button(f"discard:{change.before}:{change.after}", "Discard", "secondary"),
    )
    return _with_change(head, change_lines(change), change_text(change), buttons)


def discarded(found: Discarded, served: str) -> Notice:
    """A change that was turned down."""
    return Notice(
        f"Discarded: version `{served}` is served as before, also after a restart. The files still hold "
        f"`{found.version}`; edit them, or reload to see the change again."
    )


def refusal(
    error: KnowledgeFaults | StaleError | UnsteadyError | UnknownVersionError | StoreError, served: str
) -> Notice:
    """Why an attempt came to nothing."""
    match error:
        case KnowledgeFaults():
            return faulty([str(fault) for fault in error.faults], served)
        case StaleError():
            return STALE
        case UnsteadyError():
            return UNSTEADY
        case UnknownVersionError():
            return unknown_version(error.kept)
        case StoreError():
            return Notice(f"⚠️ Not applied: {error}. Version `{served}` is served as before.")


def faulty(faults: Sequence[str], version: str) -> Notice:
    """Files with faults: all of them, and the version that is still served."""
    head = (
        f"Not reloaded: {counted(len(faults), 'fault')} in the knowledge files. "
        f"Version `{version}` is served as before."
    )
    return _with_list(head, faults)


def checked(found: Checked, version: str) -> Notice:
    """The result of checking the files without serving them."""
    warnings = [f"{fault} (warning)" for fault in found.warnings]
    head = (
        f"{counted(len(found.faults), 'fault')}, {counted(len(warnings), 'warning')} in the knowledge files. "
        f"Version `{version}` is served."
    )
    return _with_list(head, [*map(str, found.faults), *warnings])


def occupied(at_work: AtWork) -> Notice:
    """Somebody else is at it."""
    doing = _DOING.get(at_work.kind, "reloading")
    return Notice(
        f"{_who(at_work.who)} is {doing} just now (since {_at(at_work.since, 'T')}). Try again then."
    )


def unknown_version(kept: Iterable[Generation]) -> Notice:
    """No such version: those that there are."""
    lines = [f"- `{item.version}`, applied {_stamp(item.at, 'f')} by {_who(item.who)}" for item in kept]
    if not lines:
        return Notice("There is no earlier version to go back to.")
    return Notice("\n".join(["No version is called that. These are kept, the latest first:", *lines]))


def status(found: Status) -> Notice:
    """What is served, in figures, with whatever is wrong first."""
    generation = found.generation
    how = {Kind.ROLLBACK: "brought back by a rollback", Kind.START: "taken up at a start of the bot"}
    since = (
        f"{how.get(Kind(generation.kind), 'applied')} {_stamp(generation.at, 'f')} by {_who(generation.who)}"
    )
    lines = [
        *health_lines(found.health),
        f"**Version `{found.version}`**, {since}",
        ", ".join(counted(number, noun) for noun, number in found.counts),
        f"Newest source: {ENGLISH.date(found.newest)} ({counted(found.age, 'day')} old)"
        if found.age is not None
        else "No source shows a date.",
    ]
    if generation.aside:
        lines.append(f"The files' version `{generation.aside}` was turned down and is not served.")
    if found.at_work is not None:
        lines.append(occupied(found.at_work).text)
    elif found.asked is not None:
        by = _who(found.asked.who)
        lines.append(f"A change to `{found.asked.change.after}` waits for a decision, shown to {by}.")
    if not found.warnings:
        return Notice("\n".join([*lines, "No warnings."]))
    return _with_list(
        "\n".join([*lines, f"{counted(len(found.warnings), 'warning')}:"]), map(str, found.warnings)
    )


def health_lines(health: Health) -> list[str]:
    """What is wrong although the bot serves; nothing when all is well."""
    lines = []
    if health.faults:
        shown = [f"> {escape(str(fault))}" for fault in health.faults[:_SHOWN_FAULTS]]
        more = len(health.faults) - len(shown)
        lines += [
            f"🔴 **The knowledge files have {counted(len(health.faults), 'fault')} and are not served:**",
            *shown,
            *([f"> and {more:,} more"] if more else []),
            "",  # a quotation swallows what follows
        ]
    if health.unsteady:
        lines.append("🔴 **The knowledge files were being changed at the start and are not served.** Reload.")
    lines += [f"🔴 {escape(damage)}" for damage in health.damage]
    if health.store:
        lines.append(f"🔴 Nothing can be applied: {escape(health.store)}.")
    if health.log:
        lines.append(f"🔴 The history cannot be written: {escape(health.log)}.")
    return lines


def history(entries: Sequence[Entry], page: int, more: bool) -> Notice:
    """One page of the history, the newest entry first; `page` counts from 0."""
    if not entries:
        return Notice("The history has no entries here.", buttons=pages("history", page, more))
    lines = [f"**History** (page {page + 1})", *(f"- {entry_line(entry)}" for entry in entries)]
    return Notice(within(lines), buttons=pages("history", page, more))


def entry_line(entry: Entry) -> str:
    """One entry: when, who, what, from which version to which, how it ended."""
    versions = f" `{entry.before}`" if entry.before else ""
    if entry.after and entry.after != entry.before:
        versions += f" → `{entry.after}`"
    summary = f": {escape(entry.summary)}" if entry.summary else ""
    return (
        f"{_stamp(entry.at, 'f')} {_who(entry.who)} {entry.kind}{versions}, {_DONE[entry.outcome]}{summary}"
    )


def unanswered(questions: Sequence[Unanswered], page: int, total: int, days: int) -> Notice:
    """One page of the questions that found no answer, those asked most often first."""
    if not total:
        return Notice(f"No question has been left unanswered in the last {counted(days, 'day')}.")
    kept = f"(page {page + 1}; kept for {counted(days, 'day')})"
    head = f"**{counted(total, 'question')} without an answer** {kept}"
    lines = [f"- {item.count} × {escape(item.question)} ({item.last.isoformat()})" for item in questions]
    return Notice(within([head, *lines]), buttons=pages("unanswered", page, (page + 1) * PAGE < total))


def started(health: Health, version: str) -> Notice:
    """For the audit channel: the bot has started on something else than the files."""
    return Notice("\n".join([*health_lines(health), f"Version `{version}` is served instead."]))


def pages(what: str, page: int, more: bool) -> tuple[Button, ...]:
    """Buttons to the neighbouring pages, those that there are."""
    newer = [Button(f"{what}:{page - 1}", "Back", "secondary")] if page else []
    older = [Button(f"{what}:{page + 1}", "More", "secondary")] if more else []
    return (*newer, *older)


def _with_change(head: str, lines: Sequence[str], whole: str, buttons: tuple[Button, ...] = ()) -> Notice:
    """A change in short, with all of it attached where it is longer."""
    text = "\n".join([head, *lines])
    if len(text) <= MAX_NOTICE:
        return Notice(text, buttons=buttons)
    return Notice(
        within([head, *lines], "… The attached file has all of it."),
        file=whole,
        name="change.txt",
        buttons=buttons,
    )


def _with_list(head: str, items: Iterable[str]) -> Notice:
    """A list of faults, in the message where it fits and attached where not."""
    listed = "\n".join(items)
    if not listed:
        return Notice(head)
    block = f"\n```\n{listed.replace('`', 'ˋ')}\n```"
    if len(head) + len(block) <= MAX_NOTICE:
        return Notice(head + block)
    return Notice(f"{head} The attached file lists them all.", file=listed + "\n", name="faults.txt")


def within(lines: Sequence[str], rest: str = "…") -> str:
    """As many whole lines as fit into a notice."""
    kept: list[str] = []
    room = MAX_NOTICE - len(rest) - 1
    for line in lines:
        if len(line) + 1 > room:
            return "\n".join([*kept, rest])
        kept.append(line)
        room -= len(line) + 1
    return "\n".join(kept)


def _who(who: int) -> str:
    return "the host" if who == HOST else f"<@{who}>"


def _at(moment: datetime, style: str) -> str:
    """A moment that Discord shows in its reader's own time."""
    return f"<t:{int(moment.timestamp())}:{style}>"


def _ago(moment: datetime) -> str:
    return _at(moment, "R")


def _stamp(at: str, style: str) -> str:
    try:
        return _at(datetime.fromisoformat(at), style)
    except ValueError:
        return escape(at)
