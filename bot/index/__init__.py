"""Retrieval: BM25 over the passages, on `rank_bm25`'s interface."""

from bot.index.entry import Entry, Found, Hit
from bot.index.excerpts import Excerpt, excerpt
from bot.index.features import Features
from bot.index.passages import PassageIndex
from bot.index.storage import IndexUnusable

__all__ = ["Entry", "Excerpt", "Features", "Found", "Hit", "IndexUnusable", "PassageIndex", "excerpt"]
