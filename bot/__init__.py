"""A Discord bot that answers questions about inspection findings: the grade, the quotation, the source."""

__version__ = "0.1.0"
