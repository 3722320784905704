"""`synonyms.yaml`: everyday words and the reports' words for them."""

from __future__ import annotations

from bot.knowledge.faults import FaultLog, quoted
from bot.knowledge.fields import Fields, fold
from bot.knowledge.yaml_guard import Table

FILE = "synonyms.yaml"


def read_synonyms(table: Table | None, log: FaultLog) -> dict[str, tuple[str, ...]]:
    """Everyday word or phrase → the reports' words; nothing when the folder has no such file."""
    if table is None:
        return {}
    root = Fields(FILE, table, log)
    words = root.table("synonyms")
    root.close()
    found: dict[str, tuple[str, ...]] = {}
    if words is None:
        return found
    seen: dict[str, str] = {}
    for word in words.names():
        meanings = words.texts(word, optional=False)
        if not fold(word):
            words.fault(word, "a word is empty")
        elif (first := seen.setdefault(fold(word), word)) != word:
            words.fault(word, f"stands twice; {quoted(first)} differs in case or spacing only")
        found[word] = meanings
    return found
