"""The menus and buttons under a server's settings, as data."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language import Catalogue
from bot.store import ServerSettings


@dataclass(frozen=True, slots=True)
class Panel:
    """What the menus and buttons show as chosen, in the language that `say` speaks.

    `frameworks` are pairs of an id and a name, fewer than a menu holds. `roles` says whether the presser may
    choose roles, `own` whether the server has settings of its own that can be undone.
    """

    settings: ServerSettings
    frameworks: tuple[tuple[str, str], ...]
    roles: bool
    own: bool
    say: Catalogue
