"""What a question is understood to ask, part by part."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.knowledge import Knowledge
from bot.model import Speaker, Voice
from bot.names import tokenise
from bot.query import MAX_CHARACTERS, Command, Query, Superlative, Wants, parse_query
from bot.query.cycles import find_cycles, span
from bot.query.expects import Expected, Expects, expected
from bot.query.speakers import find_stranger


@pytest.fixture
def read(shipped: Knowledge):
    return lambda text, command=Command.ASK: parse_query(text, shipped, command)


@pytest.mark.parametrize(
    ("cycle", "years"),
    [("2021/22", (2021, 2022)), ("2023-25", (2023, 2025)), ("2015", (2015, 2015)), ("2009/10", (2009, 2010))],
)
def test_span(cycle: str, years: tuple[int, int]) -> None:
    assert span(cycle) == years


@pytest.mark.parametrize(
    ("text", "found", "unknown"),
    [
        ("kent 2021/22", ["peel-2021-22"], ()),
        ("kent 2021-22", ["peel-2021-22"], ()),
        ("kent 2021 to 2022", ["peel-2021-22"], ()),
        ("kent 2023-25", ["peel-2023-25"], ()),
        ("kent 2023-2025", ["peel-2023-25"], ()),
        ("kent in 2024", ["peel-2023-25"], ()),
        ("kent 2019", ["peel-2018-19"], ()),
        ("kent 2017 and 2018/19", ["peel-2018-19", "peel-2017"], ()),
        ("kent 2020", [], ("2020",)),
        ("kent 21/22", ["peel-2021-22"], ()),
        ("kent 23-25 against 18/19", ["peel-2023-25", "peel-2018-19"], ()),
        ("aged 18-19, 24/7, on 21/22/2021", ["peel-2021-22"], ()),
        ("kent 1999", [], ("1999",)),
        ("what must kent do by June 2025 or until the end of 2022", [], ()),
        ("kent, graded by HMICFRS 2022", ["peel-2021-22"], ()),
        ("kent before 2016", ["peel-2016"], ()),
        ("1850 or 1,999 victims", [], ()),
        ("£2021 or 2021% of 20210", [], ()),
        ("999 and 101", [], ()),
    ],
)
def test_cycles(text: str, found: list[str], unknown: tuple[str, ...], shipped: Knowledge) -> None:
    cycles = find_cycles(text, shipped.contents.frameworks)
    assert [framework.id for framework in cycles.frameworks] == found
    assert cycles.unknown == unknown
    assert len(cycles.text) == len(text)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("the met's 999 calls", ["metropolitan"]),
        ("whats the mets grade", ["metropolitan"]),
        ("MPs met the commissioner in Kent", ["kent"]),
        ("MPS response", ["metropolitan"]),
        ("we met officers in essex", ["essex"]),
        ("north wales", ["north-wales"]),
        ("hmic on humberside", ["humberside"]),
        ("Dyfed–Powys", ["dyfed-powys"]),
        ("D&C investigations", ["devon-and-cornwall"]),
        ("d and c investigations", []),
        ("northants and hants", ["northamptonshire", "hampshire"]),
        ("manchester 101", ["greater-manchester"]),
        ("heddlu gwent", ["gwent"]),
        ("kënt", ["kent"]),
        ("kentucky", []),
        ("rent in London", []),
    ],
)
def test_subjects(text: str, subjects: list[str], read) -> None:
    assert [subject.id for subject in read(text).subjects] == subjects


@pytest.mark.parametrize(
    ("text", "superlative"),
    [
        ("best force at investigations", Superlative.BEST),
        ("worst force at investigations", Superlative.WORST),
        ("the best and the worst force at investigations", None),
        ("forces at investigations", None),
    ],
)
def test_which_end_of_the_scale(text: str, superlative: Superlative | None, read) -> None:
    assert read(text).superlative is superlative


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("kent investigation", Wants.GRADE),
        ("kent", Wants.TABLE),
        ("kent overall", Wants.OVERALL),
        ("is kent the worst force", Wants.OVERALL),
        ("kent vs essex", Wants.COMPARISON),
        ("is kent better at recording crime or at investigating it", Wants.COMPARISON),
        ("which force is best at investigations", Wants.RANKING),
        ("investigating crime", Wants.RANKING),
        ("why are investigations delayed", Wants.PASSAGES),
        ("who inspected kent", Wants.PASSAGES),
        ("what did the inspector say about kent investigations", Wants.PASSAGES),
        ("is kent short of detectives", Wants.PASSAGES),
        ("has kent improved since 2018/19", Wants.TABLE),
    ],
)
def test_wants(text: str, wants: Wants, read) -> None:
    assert read(text).wants is wants


@pytest.mark.parametrize(
    ("text", "names", "voice", "missing"),
    [
        ("what did Matthew Scott say about burglars", ("Matthew Scott",), None, ""),
        ("what did Scott say about burglars", ("Matthew Scott",), None, ""),
        ("what did the deputy chief constable say", ("Tim Smith",), None, ""),
        ("what did the chief constable of Kent say", (), None, "chief constable"),
        ("what did the PCC think of it", ("Matthew Scott",), None, ""),
        ("does kent police think it is performing well", (), Voice.SUBJECT, ""),
        ("what did the report say about victims", (), Voice.INSPECTORATE, ""),
        ("according to inspectors, why", (), Voice.INSPECTORATE, ""),
        ("what was the response from the force", (), Voice.SUBJECT, ""),
        ("what did Joe Bloggs say about bail", (), None, "Joe Bloggs"),
        ("what did the victims say", (), None, "victims"),
    ],
)
def test_whose_words(text: str, names: tuple[str, ...], voice: Voice | None, missing: str, read) -> None:
    saying = read(text).saying
    assert saying is not None
    assert (saying.names, saying.voice, saying.missing) == (names, voice, missing)


@pytest.mark.parametrize(
    "text",
    [
        "who will hold the chief constable to account",
        "worcester police responds to calls",
        "is the force good at recording crime",
        "kent response",
    ],
)
def test_nobody_is_said_to_speak(text: str, read) -> None:
    assert read(text).saying is None


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("kent fire and rescue response", "Kent fire and rescue"),
        ("is the fire service in essex good", "the fire service"),
        ("essex county council", "Essex county council"),
        ("HMP Kent", "HMP Kent"),
        ("kent police and the fire service", ""),
        ("kent police 999 response", ""),
    ],
)
def test_other_bodies(text: str, body: str, read) -> None:
    assert read(text).other_body == body


@pytest.mark.parametrize(
    ("text", "sought", "superlative"),
    [
        ("are there any inadequate forces", ("inadequate",), None),
        ("has kent any good areas", ("good",), None),
        ("is kent any good at response", (), None),
        ("which areas need improving in kent", ("requires improvement",), None),
        ("how good is kent at response", (), None),
        ("is kent good at response", ("good",), None),
        ("worst forces for response", (), Superlative.WORST),
        ("outstanding or inadequate at response", ("outstanding", "inadequate"), None),
        ("kent good use of resources", (), None),
    ],
)
def test_grades(text: str, sought: tuple[str, ...], superlative: Superlative | None, read) -> None:
    query = read(text)
    assert (query.sought, query.superlative) == (sought, superlative)


@pytest.mark.parametrize(
    ("text", "expects", "answer", "no_answer"),
    [
        ("when was it published", Expected(Expects.DATE), "on 28 April 2022", "in three areas"),
        ("what percentage is recorded", Expected(Expects.PERCENTAGE), "records 96.7% of it", "records crime"),
        (
            "how many areas were graded",
            Expected(Expects.FIGURE, "area"),
            "nine of the areas",
            "nine were good",
        ),
        ("how quickly do they come", Expected(Expects.FIGURE), "within 15 minutes", "very quickly"),
        ("is it good", None, "", ""),
    ],
)
def test_expectations(text: str, expects: Expected | None, answer: str, no_answer: str) -> None:
    assert expected(text) == expects
    if expects:
        assert expects.met_by(answer)
        assert not expects.met_by(no_answer)


def test_typing_errors_are_repaired_and_told(read) -> None:
    query: Query = read("devon & cornwal investgation")
    assert query.repaired == (("cornwal", "cornwall"), ("investgation", "investigation"))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=200), command=st.sampled_from(list(Command)))
def test_any_text_is_parsed(text: str, command: Command, read) -> None:
    assert read(text, command) == read(text, command)


def test_a_long_question_is_cut_and_says_so(read) -> None:
    query = read("kent investigation " * 1000)
    assert query.cut
    assert len(query.text) <= MAX_CHARACTERS


@pytest.mark.parametrize(
    "kind", ["promising practice", "innovative practices", "recommendations", "causes of concern"]
)
def test_the_name_of_a_kind_is_no_term_to_look_for(kind: str, read) -> None:
    assert read(f"What are the {kind} in Kent?").terms == "What are the in ?"


def test_prisoners_are_whoever_is_quoted_as_a_prisoner() -> None:
    tokens = tokenise("what do prisoners say about food")
    speakers = [
        Speaker("A prisoner", "not named", Voice.OTHER),
        Speaker("One victim", "not named", Voice.OTHER),
        Speaker("Prisoners Abroad", "organisation", Voice.OTHER),
    ]
    found = find_stranger(tokens, speakers, (), ())
    assert found is not None
    assert (found.names, found.missing) == (("A prisoner",), "")
