"""Logging that cannot give away a secret."""

from __future__ import annotations

import logging
import re
import sys

_SECRETS = (
    re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"),  # the shape of a bot token
    re.compile(
        r"(?<=/webhooks/)\d+/[^/\s\"']+"
    ),  # the token of an interaction, in the address it is answered at
    re.compile(r"(?<=/interactions/)\d+/[^/\s\"']+"),
)
_MASK = "[secret]"


class MaskingFormatter(logging.Formatter):
    """Masks the bot's token and interaction tokens in the finished line, tracebacks included."""

    def __init__(self, token: str = "") -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        line = super().format(record)
        if self._token:
            line = line.replace(self._token, _MASK)
        for secret in _SECRETS:
            line = secret.sub(_MASK, line)
        return line


def set_up_logging(level: str, token: str = "") -> None:
    """Log to standard error from this level on ("error" … "debug").

    Below INFO, discord.py logs what people write and the tokens of interactions, so it is kept at INFO.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(MaskingFormatter(token))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level.upper())
    logging.getLogger("discord").setLevel(max(root.level, logging.INFO))
    # Their warnings are about voice and member lists, which this bot does without on purpose.
    for name in ("discord.client", "discord.state"):
        logging.getLogger(name).setLevel(logging.ERROR)
