"""A catalogue: the bot's own words in one language, by gettext.

The English sentence is the key, as is usual with gettext, so a message that a catalogue lacks is said in
English. Names, quotations, titles of sources and labels of areas are values that are put into a message;
they are never looked up.
"""

from __future__ import annotations

import gettext
import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from bot.language.words import GRADES, MONTHS, NUMBERS, TERMS, message

T = TypeVar("T")

DOMAIN = "findings"
"""What gettext calls the catalogue files."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its name for itself, and whether a speaker of it has read the catalogue through."""

    name: str
    reviewed: bool


LANGUAGES = {"en": Language("English", reviewed=True), "cy": Language("Cymraeg", reviewed=False)}
"""By code (ISO 639-1)."""

_VOWELS = frozenset("aeiouâêîôû")


class Catalogue:
    """Says messages in one language. It never changes and is shared by all who speak it."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def __call__(self, text: str, /, **values: object) -> str:
        """A message with its values put in. Raises KeyError where one is missing."""
        return self.template(text).format(**values)

    def template(self, text: str) -> str:
        """A message with the places of its values left open, as `string.Formatter` reads them."""
        return self._translations.gettext(text) if text else ""

    def pieces(self, text: str, /, **values: T | str | Sequence[T | str]) -> list[T | str]:
        """A message as a list: its own words, and where the language wants them its values as they are.

        For values that are more than text, such as links; a sequence is put in item by item.
        """
        found: list[T | str] = []
        for words, name, _, _ in string.Formatter().parse(self.template(text)):
            found.append(words)
            if name is not None:
                value = values[name]
                found += value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        return found

    def plural(self, one: str, many: str, number: int, /, **values: object) -> str:
        """The form of a message that goes with this number, with its values put in."""
        return self._translations.ngettext(one, many, number).format(**values)

    def term(self, word: str) -> str:
        """A word of the knowledge files, such as "forces", if it is one of TERMS; else the word itself."""
        return self.template(word) if word in TERMS else word

    def grade(self, grade: str) -> str:
        """A grade. In another language the inspectorate's own word follows in brackets."""
        said = self.template(grade) if grade in GRADES else grade
        return said if said == grade else f"{said} ({grade})"

    def either(self, grades: Sequence[str]) -> str:
        """Grades of which one will do: "good or outstanding"."""
        return self(message(" or ")).join(self.grade(grade) for grade in grades)

    def number(self, count: int) -> str:
        """A count in words up to twelve, then in figures."""
        return self(NUMBERS[count]) if 0 <= count < len(NUMBERS) else str(count)

    def listed(self, names: Sequence[str], last: str = "and") -> str:
        """ "a", "a and b", "a, b and c"; with "or" for `last` the same with that."""
        if len(names) < 2:
            return "".join(names)
        before, end = ", ".join(names[:-1]), names[-1]
        if last == "or":
            return self(message("{names} or {last}"), names=before, last=end)
        if end[:1].lower() not in _VOWELS:
            return self(message("{names} and {last}"), names=before, last=end)
        # Welsh has another word for "and" before a vowel.
        template = self._translations.pgettext("before a vowel", "{names} and {last}")
        return template.format(names=before, last=end)

    def date(self, published: str) -> str:
        """ "2022-04-28" → "28 April 2022", "2022-04" → "April 2022", "2022" → "2022", "" → ""."""
        parts = published.split("-")
        if len(parts) == 1:
            return published
        year, month = parts[0], self(MONTHS[int(parts[1]) - 1])
        if len(parts) == 2:
            return self(message("{month} {year}"), month=month, year=year)
        return self(message("{day} {month} {year}"), day=int(parts[2]), month=month, year=year)


ENGLISH = Catalogue("en", gettext.NullTranslations())
"""The messages as they stand in the code."""


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language, read once. Raises KeyError for what is not one of LANGUAGES."""
    if language == "en":
        return ENGLISH
    if language not in LANGUAGES:
        raise KeyError(language)
    file = Path(__file__).parent / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    with file.open("rb") as stream:
        return Catalogue(language, gettext.GNUTranslations(stream))
