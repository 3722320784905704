"""The bot's own words in the languages that it speaks."""

LANGUAGES = {"en": "English", "cy": "Cymraeg"}
"""Each language's name for itself, by its code (ISO 639-1)."""


def message(text: str) -> str:
    """Mark a text as a message of the catalogues where it is written down but not yet put into words."""
    return text
