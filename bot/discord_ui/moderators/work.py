"""What a moderator's work is: it tells how far it is, ends in a notice, and fails in foreseen ways."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.discord_ui.moderators import notices
from bot.discord_ui.notices import Notice
from bot.knowledge import KnowledgeFaults
from bot.moderation import StaleError, StoreError, UnknownVersionError, UnsteadyError

Tell = Callable[[Notice], Awaitable[None]]
"""Shows a notice while the work goes on."""
Work = Callable[[int, Tell], Awaitable[Notice]]
"""Takes the id of the moderator."""

FORESEEN = (
    KnowledgeFaults,
    StaleError,
    UnsteadyError,
    UnknownVersionError,
    StoreError,
)


def progress_of(tell: Tell) -> Callable[[str], Awaitable[None]]:
    """Tells a moderator how far work is, in words that follow "Still …"."""

    async def shown(stage: str) -> None:
        await tell(notices.progress(stage))

    return shown
