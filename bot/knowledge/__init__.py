"""One loaded, validated, immutable version of everything the bot knows."""

from bot.knowledge.base import Knowledge, load_knowledge
from bot.knowledge.loader import KnowledgeFaults

__all__ = ["Knowledge", "KnowledgeFaults", "load_knowledge"]
