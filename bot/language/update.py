"""Bringing the catalogues up to date with the code: python -m bot.language.update (needs the dev extra).

Messages are taken out of the code into each language's findings.po, where a translator fills in what is
empty; run once more, this makes the findings.mo that the bot reads.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bot.language.catalogue import DOMAIN, LANGUAGES

PACKAGE = Path(__file__).parents[1]
KEYWORDS = {"say": None, "message": None, "pieces": None, "plural": (1, 2), "pgettext": ((1, "c"), 2)}
"""The functions that say a message or mark one, and which of their arguments it is."""


def messages() -> Catalog:
    """All messages of the code, untranslated."""
    template = Catalog()
    for file, _, found, _, context in extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS):
        if found:
            template.add(found, locations=[(file, 0)], context=context)
    return template


def po_file(language: str) -> Path:
    """The file that a translator writes."""
    return Path(__file__).parent / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    """A language's translations as they stand."""
    with po_file(language).open("rb") as stream:
        return read_po(stream, locale=language)


def compiled(catalog: Catalog) -> bytes:
    """What the bot reads. A message without a translation is left out, and so said in English."""
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def update(language: str) -> list[str]:
    """Bring a language's two files up to date; returns the messages that await a translation."""
    catalog, template = read(language), messages()
    template.creation_date = catalog.creation_date  # a date that is always new would change every file
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    with po_file(language).open("wb") as stream:
        write_po(stream, catalog, width=110, include_lineno=False)
    po_file(language).with_suffix(".mo").write_bytes(compiled(catalog))
    return untranslated(catalog)


def untranslated(catalog: Catalog) -> list[str]:
    """The messages, by their first form, of which a form is missing."""
    missing = []
    for entry in catalog:
        forms = [entry.string] if isinstance(entry.string, str) else list(entry.string or [""])
        if entry.id and not all(forms):
            missing.append(entry.id if isinstance(entry.id, str) else entry.id[0])
    return missing


def main() -> None:
    """Update every language."""
    for language in LANGUAGES.keys() - {"en"}:
        missing = update(language)
        print(f"{language}: {len(missing)} messages await a translation")
        for text in missing:
            print(f"  {text}")


if __name__ == "__main__":
    main()
