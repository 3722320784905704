"""What the bot keeps about people, said from the settings. README says the same at more length."""

from __future__ import annotations

from bot.config import Settings
from bot.discord_ui.notices import Notice
from bot.moderation.changes import counted
from bot.moderation.limits import DRAFT_DAYS


def privacy_notice(settings: Settings) -> Notice:
    """What is kept, where and for how long."""
    if days := settings.unanswered.days:
        unanswered = (
            "- **Questions I could not answer** are kept as a list of what is missing: the words and the "
            "days, without who asked or where, mentions, e-mail addresses and telephone numbers blotted out, "
            f"for {counted(days, 'day')} on the host's disk. Moderators can read them."
        )
    else:
        unanswered = "- **Questions** are not kept, whether I could answer them or not."
    channel = " and in this bot's audit channel" if settings.moderators.audit_channel else ""
    return Notice(
        "\n".join(
            [
                "**What I keep**",
                unanswered,
                "- **Nothing about who asked what**: no names, no messages, no profiles. To pace questions "
                "and to tidy up, I remember ids in memory, some for seconds, none beyond a restart.",
                "- **Who changed the knowledge**: the ids of moderators, and of people who tried without "
                "being one, with the time and what was done, in a log on the host's disk until the host "
                f"deletes it{channel}.",
                "- **Files and pages that moderators add**, with the moderator's id, on the host's disk "
                f"until they are accepted or discarded, for at most {counted(DRAFT_DAYS, 'day')}.",
                "- **Logs** of the program hold no message text and no user names.",
                "",
                "To see or delete what concerns you, ask the host of this bot.",
            ]
        )
    )
