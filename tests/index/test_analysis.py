"""Words, terms and pieces; the fast division of many texts equals the plain one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.index import Entry
from bot.index.analysis import BREAK, WORD, analyse, join_per_cent, pieces, term_of, terms_of
from bot.index.forward import rows_of_entries


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Investigations are investigated", ["investig", "investig"]),
        ("96.7% of crime", ["96.7%", "crime"]),
        ("96.7 per cent, 96.7 percent, 96.7 %", ["96.7%", "96.7%", "96.7%"]),
        ("1,234 calls in 2021/22", ["1234", "call", "2021", "22"]),
        ("the 1st of three", ["1st", "three"]),
        ("Kent's and Kent’s", ["kent", "kent"]),
        ("don't, can’t", []),
        ("naïve Heddlu Dyfed-Powys Môn", ["naiv", "heddlu", "dyfe", "powi", "mon"]),
        ("soft\u00adhyphen zero\u200bwidth", ["softhyphen", "zerowidth"]),
        ("no, not without", ["no", "not", "without"]),
        ("", []),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert terms_of(text) == terms


@pytest.mark.parametrize(
    ("piece", "ends"),
    [
        ("crime.", True),
        ("crime.”", True),
        ("crime!", True),
        ("crime…", True),
        ("Mr.", False),
        ("e.g.", False),
        ("crime,", False),
        ("96.7", False),
    ],
)
def test_sentence_ends(piece: str, ends: bool) -> None:
    assert (analyse(piece)[-1:] == [BREAK]) is ends


TEXT = st.text(
    st.sampled_from("abcKent'’.,!?…”-/()96%7 \n\t\u00a0éß\u0301\u00ad\u2014漢İ\ud800\0"), max_size=60
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=6))
def test_many_texts_are_divided_as_one_is(rows: list[tuple[str, str, str]]) -> None:
    ids = {BREAK: 0}
    found = list(rows_of_entries([Entry(text, title, section) for title, section, text in rows], ids, set()))
    terms = list(ids)
    got = [
        [terms[token] for token in block.tokens[block.starts[row] : block.starts[row + 1]]]
        for block in (made() for made in found)
        for row in range(len(block))
    ]
    for (title, section, text), row in zip(rows, got, strict=True):
        heads = [[term for term in plain(part) if term != BREAK] for part in (title, section)]
        assert row == [*heads[0], BREAK, *heads[1], BREAK, *plain(text), BREAK]


def plain(text: str) -> list[str]:
    encoded = text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "replace")
    return [term for piece in pieces(encoded) for term in analyse(piece)]


def test_a_token_without_end_is_read_to_its_first_256_bytes() -> None:
    ids = {BREAK: 0}
    words = ["x" * 300, "x" * 256 + "y", "z" * 255 + "."]
    list(rows_of_entries([Entry(" ".join(words))], ids, set()))
    assert set(ids) == {BREAK, "x" * 64, "z" * 64}


@settings(max_examples=120, deadline=None)
@given(TEXT)
def test_words_of_a_text_are_the_words_of_its_pieces(text: str) -> None:
    joined = join_per_cent(text)
    by_words = [term for word in WORD.findall(joined) if (term := term_of(word))]
    assert terms_of(text) == by_words
