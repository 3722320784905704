"""Pictures where people would rather look: an answer's grades as a card, a strip, a grid or a ranking.

The image, its alt text and its text lines are made from one board, so that they say the same.
"""

from bot.pictures.cache import PictureCache
from bot.pictures.picture import Picture, can_be_drawn, picture_of, text_lines

__all__ = ["Picture", "PictureCache", "can_be_drawn", "picture_of", "text_lines"]
