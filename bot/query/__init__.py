"""Questions, understood: text in, `Query` out."""

from bot.query.follow_up import carry_over
from bot.query.model import Command, Query, Superlative, Wants
from bot.query.parse import MAX_CHARACTERS, parse_query

__all__ = ["MAX_CHARACTERS", "Command", "Query", "Superlative", "Wants", "carry_over", "parse_query"]
