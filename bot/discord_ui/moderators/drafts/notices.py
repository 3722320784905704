"""What the bot says to moderators about sources that they add, beside the pages of a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.discord_ui.moderators import notices as knowledge_notices
from bot.discord_ui.moderators.drafts.pages import shown
from bot.discord_ui.notices import MAX_NOTICE, Button, Notice
from bot.importer.document import ImportFault
from bot.importer.fetch import ADVICE
from bot.importer.parsers import MAX_BYTES
from bot.moderation import Unchanged
from bot.moderation.adding import Accepted
from bot.moderation.changes import counted
from bot.moderation.drafts import KeptDraft
from bot.moderation.editing import UnsoundEditError
from bot.moderation.limits import DRAFT_DAYS
from bot.render.markup import escape

NOT_INSTALLED = Notice(
    "I cannot read sources here: the host has to add what it takes, with "
    "`pip install 'findings-bot[import]'`, and start me again."
)
ONE_SOURCE = Notice(
    "Give me one source: either a `file` (HTML, PDF, Word, Markdown or text) or the `address` of a page."
)
TOO_LARGE = Notice(f"That file is too large: I read sources of up to {MAX_BYTES >> 20} MiB.")
GONE = Notice(
    f"This draft has been decided on, or has waited longer than {DRAFT_DAYS} days. "
    "Add the source again if you still need it.",
    in_place=True,
)
FORM_LATE = Notice("That took too long for Discord to open the form. Press the button again.")


def not_read(fault: ImportFault) -> Notice:
    """Why a source could not be fetched or read, and what else can be done."""
    text = str(fault)
    way = "\nThen give it to me: `/knowledge add` with the `file`." if ADVICE in text else ""
    return Notice(f"I could not read this: {escape(text)}.{way}")


def not_valid(faults: Sequence[str]) -> Notice:
    """Details that cannot be used."""
    lines = "\n".join(f"- {escape(fault)}" for fault in faults)
    return Notice(f"Nothing was changed; this is not valid:\n{lines}"[:MAX_NOTICE])


def hand_edited(report: str, draft: str, *, judgments: bool) -> Notice:
    """The report file was edited by hand: whether to replace it."""
    task = "replace" if judgments else "replace-report"
    return Notice(
        f"`{report}` was written or edited by hand since it was added. Accepting this draft would "
        "replace it. Nothing has been written yet.",
        in_place=True,
        buttons=(
            Button(f"draft:{draft}:{task}", "Replace the edited file", "success"),
            back_to(draft),
        ),
    )


def back_to(draft: str) -> Button:
    """The button that shows a draft again."""
    return Button(f"draft:{draft}:page:0", "Back to the draft")


def not_sound(error: UnsoundEditError, served: str) -> Notice:
    """What would be wrong with the knowledge if the draft were accepted."""
    notice = knowledge_notices.faulty([str(fault) for fault in error.faults], served)
    _, _, rest = notice.text.partition("\n")
    faults = counted(len(error.faults), "fault")
    text = (
        f"Not accepted: with it the knowledge files would have {faults}. Nothing was written, and version "
        f"`{served}` is served as before. The draft still waits."
    )
    tail = f"\n{rest}" if rest else " The attached file lists them all." if notice.file else ""
    return replace(notice, text=text + tail)


def not_kept(error: OSError) -> Notice:
    """The disk stands in the way of keeping a draft."""
    return Notice(f"The history folder cannot be written: {escape(error.strerror or '')}. Nothing was kept.")


def accepted(found: Accepted) -> Notice:
    """What came of accepting: what was saved, then what is served or asked, as after a reload."""
    notice = knowledge_notices.result(found.result)
    if isinstance(found.result, Unchanged):
        return replace(notice, text=f"All of it was held already. {notice.text}", in_place=True)
    merge = found.merge
    counts = {
        "added": merge.added,
        "held already": merge.held,
        "held otherwise and left as before": len(merge.conflicts),
    }
    judgments = ", ".join(f"{number:,} {what}" for what, number in counts.items() if number)
    saved = f"Saved as `{found.report}`." + (f" Judgments: {judgments}." if judgments else "")
    return replace(notice, text=f"{saved}\n{notice.text}", in_place=True)


def discarded(kept: KeptDraft) -> Notice:
    """A draft that was turned down."""
    title = shown(kept.draft.report.title, 200)
    return Notice(f"Discarded: {title}. The knowledge is as before.", in_place=True)
