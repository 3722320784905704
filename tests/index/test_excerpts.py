"""Excerpts are verbatim, end where sentences end and show the evidence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.index import excerpt
from bot.index.analysis import WORD, term_of, terms_of
from bot.index.sentences import sentences, units

COLLECTIONS = Path(__file__).resolve().parents[2] / "../shared/ir"


@pytest.mark.parametrize(
    "parts",
    [
        ["Mr. Wilsher said so.", "Dr. Smith did not."],
        ["It filed 96.7% of crime.", "That is good."],
        ["It cost £1.5 million.", "No. 5 was better."],
        ["He said no.", "Then he left."],
        ["See para. 16 and p. 4 of the report.", "It is long."],
        ["Forces, e.g. Kent, were graded.", "Others, i.e. the rest, were not."],
        ["The U.K. forces met.", "They agreed."],
        ["R. Wilsher and J. K. Smith wrote it.", "I did not."],
        ["“Victims wait.”", "“They lose hope.”"],
        ["“Why?” she asked.", "Nobody knew!", "Really?"],
        ["Well... perhaps it was.", "Perhaps… not."],
        ["It was late…", "Too late."],
        ["(The force disagreed.)", "It appealed."],
        ["The force said: 'We have improved.'", "It had."],
        ["First line without a stop", "Second line."],
        ["1. Answer calls.", "2. Record crime."],
        ["One sentence without an end"],
    ],
)
def test_sentences(parts: list[str]) -> None:
    joined = "\n".join(parts) if parts[0][-1].isalpha() or parts[0][0] == "1" else " ".join(parts)
    assert [joined[start:end] for start, end in sentences(joined)] == parts


def test_a_quotation_is_one_unit() -> None:
    text = 'He said: “Victims wait. They lose hope.” It is so. "One. Two." Three.'
    assert [text[start:end] for start, end in units(text)] == [
        "He said: “Victims wait. They lose hope.”",
        "It is so.",
        '"One. Two."',
        "Three.",
    ]


LONG = (
    "The force records crime well. It answers calls late. “Abusers escape justice. Victims lose hope,” "
    "he said. Detectives are too few. The force has a plan."
)


@pytest.mark.parametrize(
    ("question", "limit", "expected"),
    [
        ("detectives", 30, "Detectives are too few."),
        ("detectives plan", 50, "Detectives are too few. The force has a plan."),
        ("abusers", 60, "“Abusers escape justice. Victims lose hope,” he said."),
        ("abusers", 30, "“Abusers escape justice."),
        ("nothing of that", 35, "The force records crime well."),
        ("detectives", 1000, LONG),
        ("detectives", 10, "Detectives"),
        ("few", 14, "too few."),
    ],
)
def test_the_sentences_with_the_evidence(question: str, limit: int, expected: str) -> None:
    found = excerpt(LONG, frozenset(terms_of(question)), limit)
    assert found.text == expected
    assert found.text == LONG[found.start : found.end]


def test_words_are_highlighted_by_their_terms() -> None:
    text = "Abusers’ abuse: it’s abused, Happiness isn't; 96.7 per cent. Dying; disabled. ABUSE!"
    stems = frozenset(terms_of("abuse happy 96.7% dying"))
    found = excerpt(text, stems)
    shown = [found.text[start:end] for start, end in found.spans]
    assert shown == ["Abusers", "abuse", "abused", "Happiness", "96.7 per cent", "Dying", "ABUSE"]


SAMPLE = st.text(st.sampled_from("abe kK'’.,“”\"!?96%…\n-éİ"), max_size=120)


@settings(max_examples=200, deadline=None)
@example(text="6  6", limit=2)
@given(SAMPLE, st.integers(1, 60))
def test_excerpts_are_verbatim_within_the_limit_and_highlight_every_word(text: str, limit: int) -> None:
    stems = frozenset(term for word in WORD.findall(text)[::2] if (term := term_of(word)))
    found = excerpt(text, stems, limit)
    assert found.text == text[found.start : found.end]
    assert len(found.text) <= limit
    assert found.text == found.text.strip()
    assert bool(found.text) == bool(text.strip())
    expected = [(m.start(), m.end()) for m in WORD.finditer(text) if term_of(m[0]) in stems]
    inside = [(s - found.start, e - found.start) for s, e in expected if s >= found.start and e <= found.end]
    assert list(found.spans) == inside
    if any(end - start <= limit for start, end in sentences(text)) and found.text:
        bounds = sentences(text)
        whole = found.start in {s for s, _ in bounds} and found.end in {e for _, e in bounds}
        assert whole or any(end - start > limit for start, end in bounds)


@pytest.mark.skipif(not COLLECTIONS.is_dir(), reason="the public collections are not here")
@pytest.mark.parametrize("name", ["cranfield", "covidqa", "policyqa", "squad2"])
def test_every_word_of_real_prose_is_found_by_its_term(name: str) -> None:
    lines = (COLLECTIONS / name / "corpus.jsonl").read_text("utf-8").split("\n")
    for line in filter(None, lines[:1500:25]):
        text = json.loads(line)["text"]
        words = [match for match in WORD.finditer(text) if term_of(match[0])]
        found = excerpt(text, frozenset(term_of(match[0]) for match in words), len(text) + 1)
        assert [found.text[s:e] for s, e in found.spans] == [match[0] for match in words]
