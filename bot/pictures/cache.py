"""Pictures that were drawn already, by knowledge version, content (which includes its language) and theme."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from bot.answer import Answer
from bot.language import ENGLISH, Catalogue
from bot.pictures.arrange import board_of
from bot.pictures.board import Board
from bot.pictures.picture import Picture, draw_board

Key = tuple[str, Board, bool]


class PictureCache:
    """Keeps the `maxsize` pictures asked for last. May be used from any thread.

    A picture is up to 150 kB, mostly 20 to 50 kB. Two threads that ask for the same new picture at once may
    both draw it; they get equal ones.
    """

    def __init__(self, maxsize: int = 128) -> None:
        self._maxsize = maxsize
        self._kept: OrderedDict[Key, Picture] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def kept(
        self, answer: Answer, *, version: str, say: Catalogue = ENGLISH, dark: bool = True
    ) -> Picture | None:
        """The picture of an answer if it was drawn before. Takes a tenth of a millisecond."""
        board = board_of(answer, version, say)
        return None if board is None else self._found((version, board, dark))

    def picture_of(
        self, answer: Answer, *, version: str, say: Catalogue = ENGLISH, dark: bool = True
    ) -> Picture | None:
        """As the function of this name; drawn only when it is not kept."""
        board = board_of(answer, version, say)
        if board is None:
            return None
        key = (version, board, dark)
        if (found := self._found(key)) is not None:
            return found
        picture = draw_board(board, dark=dark)
        if picture is None:
            return None
        with self._lock:
            self._kept[key] = picture
            self._kept.move_to_end(key)
            while len(self._kept) > self._maxsize:
                self._kept.popitem(last=False)
        return picture

    def _found(self, key: Key) -> Picture | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)
