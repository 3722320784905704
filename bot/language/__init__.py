"""The bot's own words in the languages that it speaks. See README.md beside this file to add one."""

from bot.language.catalogue import ENGLISH, LANGUAGES, Catalogue, Language, catalogue
from bot.language.commands import COMMAND_NAMES, command_called, further_names
from bot.language.words import message

__all__ = [
    "COMMAND_NAMES",
    "ENGLISH",
    "LANGUAGES",
    "Catalogue",
    "Language",
    "catalogue",
    "command_called",
    "further_names",
    "message",
]
