"""What the bot keeps about people, said from the settings. README says the same at more length."""

from __future__ import annotations

from bot.config import Settings
from bot.discord_ui.notices import Notice
from bot.language import Catalogue
from bot.moderation.limits import DRAFT_DAYS


def privacy_notice(settings: Settings, say: Catalogue) -> Notice:
    """What is kept, where and for how long."""
    kept = [
        _unanswered(settings.unanswered.days, say),
        say(
            "**Nothing about who asked what**: no names, no messages, no profiles. To pace questions and to "
            "tidy up, I remember ids in memory, some for seconds, none beyond a restart."
        ),
        say(
            "**Marks on answers** are counted by server for the passages and grades shown, without who gave "
            "them, on the host's disk until I am removed from the server."
        ),
        say(
            "**What a server has chosen** for itself (channels, roles, prefix, inspection, language), on the "
            "host's disk until I am removed from the server."
        ),
        _changes(settings.moderators.audit_channel is not None, say),
        say.plural(
            "**Files and pages that moderators add**, with the moderator's id, on the host's disk until they "
            "are accepted or discarded, for at most {count} day.",
            "**Files and pages that moderators add**, with the moderator's id, on the host's disk until they "
            "are accepted or discarded, for at most {count} days.",
            DRAFT_DAYS,
            count=DRAFT_DAYS,
        ),
        say("**Logs** of the program hold no message text and no user names."),
    ]
    lines = [say("**What I keep**"), *(f"- {line}" for line in kept), ""]
    return Notice("\n".join([*lines, say("To see or delete what concerns you, ask the host of this bot.")]))


def _unanswered(days: int, say: Catalogue) -> str:
    if not days:
        return say("**Questions** are not kept, whether I could answer them or not.")
    return say.plural(
        "**Questions I could not answer** are kept as a list of what is missing: the words and the days, "
        "without who asked or where, mentions, e-mail addresses and telephone numbers blotted out, for "
        "{count} day on the host's disk. Moderators can read them.",
        "**Questions I could not answer** are kept as a list of what is missing: the words and the days, "
        "without who asked or where, mentions, e-mail addresses and telephone numbers blotted out, for "
        "{count} days on the host's disk. Moderators can read them.",
        days,
        count=days,
    )


def _changes(audited: bool, say: Catalogue) -> str:
    if audited:
        return say(
            "**Who changed the knowledge**: the ids of moderators, and of people who tried without being "
            "one, with the time and what was done, in a log on the host's disk until the host deletes it and "
            "in this bot's audit channel."
        )
    return say(
        "**Who changed the knowledge**: the ids of moderators, and of people who tried without being one, "
        "with the time and what was done, in a log on the host's disk until the host deletes it."
    )
