"""The commands and listeners: each reads its options and hands them to the pipeline."""

from bot.cogs.editing import Editing
from bot.cogs.free_text import FreeText
from bot.cogs.joining import Joining
from bot.cogs.knowledge import KnowledgeCommands
from bot.cogs.menus import MessageMenus
from bot.cogs.prefix import PrefixCommands
from bot.cogs.privacy import Privacy
from bot.cogs.settings import ServerSettingsCommands
from bot.cogs.slash import SlashCommands
from bot.cogs.tidying import Tidying

COGS = (
    PrefixCommands,
    SlashCommands,
    MessageMenus,
    FreeText,
    KnowledgeCommands,
    ServerSettingsCommands,
    Privacy,
    Editing,
    Joining,
    Tidying,
)
"""All of them, each made from the bot."""

__all__ = ["COGS"]
