"""The commands and listeners: each reads its options and hands them to the pipeline."""

from bot.cogs.free_text import FreeText
from bot.cogs.moderation import Moderation
from bot.cogs.prefix import PrefixCommands
from bot.cogs.slash import SlashCommands

__all__ = ["FreeText", "Moderation", "PrefixCommands", "SlashCommands"]
