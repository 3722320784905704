"""The catalogues hold every message, with its values, and are compiled."""

from __future__ import annotations

import ast
import gettext
import io
import re
import string
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message

from bot.knowledge import Knowledge
from bot.language import COMMAND_NAMES, ENGLISH, LANGUAGES, catalogue
from bot.language.update import KEYWORDS, PACKAGE, compiled, messages, po_file, read, untranslated
from bot.query import Command

OTHERS = sorted(LANGUAGES.keys() - {"en"})
SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")


def _entries(language: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str | None]]:
    """Each message: its English forms, its translated forms, its context."""
    for entry in read(language):
        if entry.id:
            said = entry.string or ""
            yield _forms(entry), (said,) if isinstance(said, str) else tuple(said), entry.context


def _forms(entry: Message) -> tuple[str, ...]:
    return (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated_and_nothing_else_is_kept(language: str) -> None:
    wanted = {(_forms(entry), entry.context) for entry in messages() if entry.id}
    kept = {(english, context) for english, _, context in _entries(language)}
    assert kept == wanted, "run python -m bot.language.update and fill in what it lists"
    assert untranslated(read(language)) == []


def test_no_message_stands_where_it_is_not_found() -> None:
    """Inside an f-string, before Python 3.12, a message is hidden from whatever collects messages."""
    hidden = [
        f"{file.name}:{call.lineno}"
        for file in PACKAGE.rglob("*.py")
        for text in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and _called(call) in KEYWORDS and _literal(call)
    ]
    assert hidden == []


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _literal(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant)


@pytest.mark.parametrize("language", OTHERS)
def test_translations_keep_the_places_of_values_and_are_no_english(language: str) -> None:
    for english, said, _ in _entries(language):
        for text in said:
            assert _places(text) == set.union(*map(_places, english)), english
            assert text not in english or not SENTENCE.search(text), english


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_compiled_is_what_was_translated(language: str) -> None:
    shipped, now = (
        gettext.GNUTranslations(io.BytesIO(data))._catalog  # type: ignore[attr-defined]
        for data in (po_file(language).with_suffix(".mo").read_bytes(), compiled(read(language)))
    )
    # The header holds the version of the tool that wrote it.
    assert {key: text for key, text in shipped.items() if key} == {
        key: text for key, text in now.items() if key
    }


def test_a_translation_that_nobody_has_reviewed_says_so() -> None:
    for language in OTHERS:
        marked = "AWAITING A SPEAKER'S REVIEW" in po_file(language).read_text(encoding="utf-8")
        assert marked is not LANGUAGES[language].reviewed


def test_a_language_that_is_not_there() -> None:
    for code in ("fr", "../cy", ""):
        with pytest.raises(KeyError):
            catalogue(code)


def test_english_is_what_stands_in_the_code() -> None:
    assert catalogue("en") is ENGLISH
    assert ENGLISH("Held of {subject}: {cycles}.", subject="{x}", cycles="a") == "Held of {x}: a."
    assert ENGLISH.plural("{number} area", "{number} areas", 1, number="one") == "one area"
    assert ENGLISH.pieces("Announced at {source}", source=["a", 1]) == ["Announced at ", "a", 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_grade_of_the_shipped_scales_has_a_word(language: str, shipped: Knowledge) -> None:
    say = catalogue(language)
    for framework in shipped.contents.frameworks:
        for grade in framework.scale:
            assert (say.grade(grade) == grade) is (language == "en")
            assert say.grade(grade).endswith(grade if language == "en" else f" ({grade})")
        assert (say.term(framework.nouns) == framework.nouns) is (language == "en")
    assert say.grade("well above average") == "well above average"
    assert say.term("an inspected thing") == "an inspected thing"


@pytest.mark.parametrize(
    ("grade", "welsh"),
    [
        ("outstanding", "rhagorol"),
        ("good", "da"),
        ("adequate", "digonol"),
        ("requires improvement", "angen gwella"),
        ("inadequate", "annigonol"),
    ],
)
def test_grades_in_welsh(grade: str, welsh: str) -> None:
    assert catalogue("cy").grade(grade) == f"{welsh} ({grade})"


@pytest.mark.parametrize(
    ("published", "english", "welsh"),
    [
        ("2022-04-28", "28 April 2022", "28 Ebrill 2022"),
        ("2024-12", "December 2024", "Rhagfyr 2024"),
        ("2019", "2019", "2019"),
        ("", "", ""),
    ],
)
def test_dates(published: str, english: str, welsh: str) -> None:
    assert (ENGLISH.date(published), catalogue("cy").date(published)) == (english, welsh)


@pytest.mark.parametrize(
    ("names", "last", "english", "welsh"),
    [
        ([], "and", "", ""),
        (["Kent"], "and", "Kent", "Kent"),
        (["Kent", "Gwent"], "and", "Kent and Gwent", "Kent a Gwent"),
        (["Kent", "Essex"], "and", "Kent and Essex", "Kent ac Essex"),
        (["Kent", "Gwent", "Surrey"], "and", "Kent, Gwent and Surrey", "Kent, Gwent a Surrey"),
        (["Kent", "Gwent", "Essex"], "or", "Kent, Gwent or Essex", "Kent, Gwent neu Essex"),
    ],
)
def test_lists(names: list[str], last: str, english: str, welsh: str) -> None:
    assert (ENGLISH.listed(names, last), catalogue("cy").listed(names, last)) == (english, welsh)


def test_numbers_and_plurals() -> None:
    welsh = catalogue("cy")
    assert [ENGLISH.number(count) for count in (0, 1, 12, 13)] == ["none", "one", "twelve", "13"]
    assert [welsh.number(count) for count in (0, 1, 12, 13)] == ["0", "1", "12", "13"]
    areas = [
        welsh.plural(
            "{cycle}: {number} area is held here as {grades}",
            "{cycle}: {number} areas are held here as {grades}",
            count,
            cycle="C",
            number=welsh.number(count),
            grades=welsh.either(["good", "adequate"]),
        )
        for count in (1, 2, 5)
    ]
    assert areas[1] == "C: 2 faes yma â'r radd da (good) neu digonol (adequate)"
    assert areas[2] == "C: 5 maes yma â'r radd da (good) neu digonol (adequate)"


@pytest.mark.parametrize("language", COMMAND_NAMES)
def test_names_of_commands_keep_discords_rules(language: str) -> None:
    """Lower case, 1 to 32 letters, digits, - or _ (Discord's application command naming), each used once."""
    names = COMMAND_NAMES[language]
    assert language in LANGUAGES
    assert {str(command) for command in Command} <= names.keys()
    assert len(set(names.values())) == len(names)
    assert not set(names.values()) & names.keys()
    for name in names.values():
        assert re.fullmatch(r"[-_'\w]{1,32}", name)
        assert name == name.lower()
