"""Moderation: loading, previewing, applying, keeping and bringing back versions of the knowledge.

`adding` and `drafts` are not named here: they import the importer, for which only a bot that adds sources
pays.
"""

from bot.moderation.changes import Change, Difference, Regrade, compare, touches
from bot.moderation.generations import DamagedError, Generation, Generations, InUseError, StoreError
from bot.moderation.history import HOST, Entry, History, Kind, Outcome
from bot.moderation.loading import UnsteadyError
from bot.moderation.moderator import Moderator
from bot.moderation.results import (
    Applied,
    Asked,
    AtWork,
    Checked,
    Discarded,
    OccupiedError,
    Result,
    StaleError,
    Unchanged,
    UnknownVersionError,
)
from bot.moderation.start import Health, Opened, Store, open_knowledge, opened_with
from bot.moderation.status import Status
from bot.moderation.unanswered import Unanswered, UnansweredQuestions
from bot.moderation.watching import CannotWatchError, Watcher, check_can_watch, reload_changed, watch_for

__all__ = [
    "HOST",
    "Applied",
    "Asked",
    "AtWork",
    "CannotWatchError",
    "Change",
    "Checked",
    "DamagedError",
    "Difference",
    "Discarded",
    "Entry",
    "Generation",
    "Generations",
    "Health",
    "History",
    "InUseError",
    "Kind",
    "Moderator",
    "OccupiedError",
    "Opened",
    "Outcome",
    "Regrade",
    "Result",
    "StaleError",
    "Status",
    "Store",
    "StoreError",
    "Unanswered",
    "UnansweredQuestions",
    "Unchanged",
    "UnknownVersionError",
    "UnsteadyError",
    "Watcher",
    "check_can_watch",
    "compare",
    "open_knowledge",
    "opened_with",
    "reload_changed",
    "touches",
    "watch_for",
]
