"""Deep links: the words of a page by text fragment, a PDF by its page."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import EXACT, quotation_link, text_directive

PAGE = "https://example.org/report"


@pytest.mark.parametrize(
    ("url", "text", "page", "expected"),
    [
        (PAGE, "anti-social, R&D", None, f"{PAGE}#:~:text=anti%2Dsocial%2C%20R%26D"),
        (f"{PAGE}?a=b#part", "calls", None, f"{PAGE}?a=b#part:~:text=calls"),
        (f"{PAGE}#:~:text=old", "new", None, f"{PAGE}#:~:text=new"),
        (PAGE, "“Victims were let down.”", None, f"{PAGE}#:~:text=Victims%20were%20let%20down"),
        (PAGE, "caf\u00e9 – 96.7%", None, f"{PAGE}#:~:text=caf%C3%A9%20%E2%80%93%2096.7"),
        (PAGE, "", None, PAGE),
        (PAGE, " … ", None, PAGE),
        (PAGE, "words", 7, f"{PAGE}#page=7"),
        (f"{PAGE}.pdf#page=2", "words", 7, f"{PAGE}.pdf#page=7"),
        (f"{PAGE}.PDF?x=1", "words", None, f"{PAGE}.PDF?x=1"),
        ("", "words", 7, ""),
    ],
)
def test_links(url: str, text: str, page: int | None, expected: str) -> None:
    assert quotation_link(url, text, page) == expected


@pytest.mark.parametrize(
    ("text", "before", "after", "expected"),
    [
        (
            "let down",
            "Many of the victims, he said, were “",
            "”, and half of them – far too many",
            "text=said%2C%20were%20%E2%80%9C-,let%20down,-%E2%80%9D%2C%20and%20half",
        ),
        ("“let down”", "was ", "", "text=was%20%E2%80%9C-,let%20down"),
        ("let down", "", "", "text=let%20down"),
        ("self-harm", "a-b c-d ", "", "text=a%2Db%20c%2Dd-,self%2Dharm"),
        ("five words can stand alone", "x ", " y", "text=five%20words%20can%20stand%20alone"),
    ],
)
def test_a_quotation_of_few_words_is_found_by_its_neighbours(
    text: str, before: str, after: str, expected: str
) -> None:
    assert text_directive(text, before, after) == expected
    assert quotation_link(PAGE, text, before=before, after=after) == f"{PAGE}#:~:{expected}"


def test_a_long_quotation_is_named_by_its_two_ends() -> None:
    text = (
        "Investigations are often delayed, and this has led victims to disengage with the force altogether."
    )
    link = text_directive(text)
    assert (
        link
        == "text=Investigations%20are%20often%20delayed%2C%20and,disengage%20with%20the%20force%20altogether"
    )


@given(st.text(max_size=400))
def test_a_directive_holds_nothing_that_has_a_meaning_in_it(text: str) -> None:
    directive = text_directive(text)
    value = directive.removeprefix("text=")
    assert value.count(",") <= 1
    assert not set(value) & set("-&# \n\t\"'<>`")
    start, _, end = value.partition(",")
    flat = " ".join(text.split())
    assert unquote(start) in flat
    assert unquote(end) in flat
    assert len(unquote(start)) <= EXACT or end or " " not in unquote(start)
