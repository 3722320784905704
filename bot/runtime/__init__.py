"""What a running bot keeps in memory: the served knowledge and the guards in front of every answer."""

from bot.runtime.guards import Admission, BusyError, Cooldown, Delays, Guards, Refusal, Seen
from bot.runtime.holder import KnowledgeHolder

__all__ = [
    "Admission",
    "BusyError",
    "Cooldown",
    "Delays",
    "Guards",
    "KnowledgeHolder",
    "Refusal",
    "Seen",
]
