"""Pacing the connections to Discord's gateway.

discord.py 2.7.1 connects again at once when the gateway closes a connection (4,037 times in 10 s against a
gateway that closes each), keeps to a resume host that is down, and a bot's token is reset after 1,000 new
sessions a day.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

from bot.runtime.guards import Clock

STEADY = 120.0
"""Seconds that a connection must have lasted for the next one not to be held back."""
LONGEST_PAUSE = 30.0
"""Seconds; discord.py gives a connection 60 in all."""
RESUME_TRIES = 4
"""Quick failures after which the host that Discord named for resuming is left for the usual one."""
GIVE_UP_AFTER = 200
"""Quick failures after which the bot stops, well before the 1,000 sessions a day (about 100 minutes)."""


class GatewayUnsteadyError(Exception):
    """Discord closed so many connections in a row that going on would endanger the token."""


class PacedConnect:
    """Stands before the function that opens a connection, and waits longer after each quick failure."""

    def __init__(
        self,
        connect: Callable[..., Awaitable[Any]],
        usual: Callable[[str], str],
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._connect = connect
        self._usual = usual
        self._clock = clock
        self._sleep = sleep
        self._opened = -STEADY
        self._quick = 0

    async def __call__(self, url: str, **options: Any) -> Any:
        """Open a connection to this address, or to the usual host when that has failed too often.

        Raises GatewayUnsteadyError after GIVE_UP_AFTER quick failures, and what opening a connection raises.
        """
        self._quick = self._quick + 1 if self._clock() - self._opened < STEADY else 0
        if self._quick > GIVE_UP_AFTER:
            raise GatewayUnsteadyError
        if self._quick:
            # Half of it at random, so that many bots do not come back in step.
            pause = min(LONGEST_PAUSE, 2.0 ** (self._quick - 1))
            await self._sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
        self._opened = self._clock()
        return await self._connect(self._usual(url) if self._quick >= RESUME_TRIES else url, **options)
