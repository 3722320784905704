"""What a running bot keeps in memory: the served knowledge and the guards in front of every answer."""

from bot.runtime.changes import Change, Difference, compare
from bot.runtime.guards import Admission, BusyError, Cooldown, Delays, Guards, Refusal, Seen
from bot.runtime.holder import KnowledgeHolder, ReloadRunningError

__all__ = [
    "Admission",
    "BusyError",
    "Change",
    "Cooldown",
    "Delays",
    "Difference",
    "Guards",
    "KnowledgeHolder",
    "Refusal",
    "ReloadRunningError",
    "Seen",
    "compare",
]
