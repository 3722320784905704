"""Discord's limits, in characters unless said otherwise.

Source: Discord developer documentation, resources/message (embed limits, message content) and
components/reference (custom ids, select menus), read August 2026.
"""

CONTENT = 2000
EMBED_TITLE = 256
EMBED_DESCRIPTION = 4096
EMBED_FOOTER = 2048
EMBED_TOTAL = 6000
"""Over all embeds of a message: titles, descriptions, field names and values, footers, authors."""
CUSTOM_ID = 100
CHOICES = 25
"""Options of a select menu and choices of an autocomplete."""
CHOICE_LABEL = 100
BUTTON_LABEL = 80
