"""Our index and the engines that it is measured against, behind one interface.

Every engine gets title and text of the passages and the whole question, is used as its makers'
documentation shows, and stems English. The others get title and text as one, which ranks better than as two
fields in all of them; rank_bm25 has no analysis of its own and gets ours.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from typing import Any, Protocol

from bot.index import Entry, PassageIndex
from bot.index.analysis import terms_of

Passage = tuple[str, str]
"""Title and text."""


class Engine(Protocol):
    """A search engine that is built once."""

    def build(self, passages: Iterable[Passage]) -> None:
        """Index the passages."""

    def search(self, question: str, count: int) -> list[int]:
        """The positions of the best passages, best first."""


class Ours:
    """`bot.index` with its defaults."""

    def build(self, passages: Iterable[Passage]) -> None:
        """See Engine."""
        self.index = PassageIndex.build(Entry(text, title) for title, text in passages)

    def search(self, question: str, count: int) -> list[int]:
        """See Engine."""
        return [hit.position for hit in self.index.search(question, count).hits]


class RankBm25:
    """rank_bm25's BM25Okapi, over our terms."""

    def build(self, passages: Iterable[Passage]) -> None:
        """See Engine."""
        from rank_bm25 import BM25Okapi

        self.index = BM25Okapi([terms_of(f"{title} {text}") for title, text in passages])
        self.positions = range(self.index.corpus_size)

    def search(self, question: str, count: int) -> list[int]:
        """See Engine."""
        found: list[int] = self.index.get_top_n(terms_of(question), self.positions, count)
        return found


class Bm25s:
    """bm25s with its English stop list and a snowball stemmer."""

    def build(self, passages: Iterable[Passage]) -> None:
        """See Engine."""
        import bm25s
        import Stemmer

        self.bm25s, self.stemmer = bm25s, Stemmer.Stemmer("english")
        self.index = bm25s.BM25(backend="numba" if find_spec("numba") else "numpy")
        self.index.index(self._tokens([f"{title} {text}" for title, text in passages]), show_progress=False)

    def search(self, question: str, count: int) -> list[int]:
        """See Engine."""
        count = min(count, self.index.scores["num_docs"])
        found = self.index.retrieve(self._tokens([question]), k=count, show_progress=False)
        return [int(position) for position in found.documents[0]]

    def _tokens(self, texts: Sequence[str]) -> Any:
        return self.bm25s.tokenize(texts, stopwords="en", stemmer=self.stemmer, show_progress=False)


class Tantivy:
    """tantivy with its English stemming tokeniser."""

    def build(self, passages: Iterable[Passage]) -> None:
        """See Engine."""
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("text", stored=False, tokenizer_name="en_stem")
        schema.add_integer_field("position", stored=True)
        self.index = tantivy.Index(schema.build())
        writer = self.index.writer()
        for position, (title, text) in enumerate(passages):
            writer.add_document(tantivy.Document(text=f"{title} {text}", position=position))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def search(self, question: str, count: int) -> list[int]:
        """See Engine."""
        query = self.index.parse_query(" ".join(_words(question)), ["text"])
        hits = self.searcher.search(query, count).hits
        return [self.searcher.doc(address)["position"][0] for _, address in hits]


class Fts5:
    """SQLite's FTS5 with the porter tokeniser, ranking by its bm25()."""

    def build(self, passages: Iterable[Passage]) -> None:
        """See Engine."""
        self.base = sqlite3.connect(":memory:")
        self.base.execute(
            "CREATE VIRTUAL TABLE passages USING fts5(title, text, tokenize='porter unicode61')"
        )
        rows = ((position, *passage) for position, passage in enumerate(passages))
        self.base.executemany("INSERT INTO passages(rowid, title, text) VALUES (?, ?, ?)", rows)

    def search(self, question: str, count: int) -> list[int]:
        """See Engine."""
        query = " OR ".join(f'"{word}"' for word in _words(question))
        found = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in self.base.execute(found, (query, count))]


def _words(question: str) -> list[str]:
    """The words of a question without what query languages take for operators."""
    return re.findall(r"[^\W_]+", question.lower())


ENGINES: dict[str, Callable[[], Engine]] = {
    "ours": Ours,
    "rank_bm25": RankBm25,
    "bm25s": Bm25s,
    "tantivy": Tantivy,
    "fts5": Fts5,
}


def available() -> list[str]:
    """The engines whose packages are installed."""
    return [name for name in ENGINES if name in ("ours", "fts5") or find_spec(name)]
