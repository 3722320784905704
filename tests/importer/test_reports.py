"""Reports, statements and letters of many bodies, taken as a careful person would take them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.model import Voice
from tests.importer import printed
from tests.importer.conftest import Read
from tests.importer.expected import Expected, faults

SOURCES = Path(__file__).parent / "sources"
RI = "requires improvement"
FRY, PEEL, NIGHTINGALE = ("Elizabeth Fry", None), ("Robert Peel", None), ("Florence Nightingale", None)
REPORT = ("The inspection report", "HMICFRS")

CASES = [
    (
        "grades-in-a-list.html",
        {},
        Expected(
            {
                "preventing_crime": "good",
                "police_powers_and_public_treatment": "adequate",
                "responding_to_the_public": "adequate",
                "investigating_crime": "adequate",
                "protecting_vulnerable_people": RI,
                "managing_offenders": "adequate",
                "developing_a_positive_workplace": RI,
                "leadership_and_force_management": "adequate",
            },
            said={"This is a fair": PEEL, "like to thank": PEEL},
            absent=("full report is at", "Skip to"),
            published="2024-06-14",
        ),
    ),
    (
        "grades-in-pairs.html",
        {},
        Expected(
            {
                "police_powers_and_public_treatment": "good",
                "preventing_crime": "adequate",
                "managing_offenders": "adequate",
                "responding_to_the_public": RI,
                "investigating_crime": RI,
                "protecting_vulnerable_people": RI,
                "leadership_and_force_management": "inadequate",
            },
            kinds={
                "effective governance": "cause of concern",
                "By 30 September": "recommendation",
                "lacks a plan": "finding",
            },
            areas={"lacks a plan": "leadership_and_force_management"},
        ),
    ),
    (
        "prison-scores.html",
        {},
        Expected(
            {
                "safety": "poor",
                "respect": "not sufficiently good",
                "purposeful_activity": "good",
                "preparation_for_release": "reasonably good",
            },
            published="2024-03-05",
        ),
    ),
    (
        "prison-numbered.txt",
        {},
        Expected(
            {
                "safety": "not sufficiently good",
                "respect": "reasonably good",
                "purposeful_activity": "poor",
                "preparation_for_release": "not sufficiently good",
            },
            kinds={
                "Levels of violence": "cause of concern",
                "The reception area": "cause of concern",
                "Reception was slow": "finding",
            },
            areas={"Reception was slow": "safety"},
            absent=("Charlie Dickens",),
            published="2024-07",
        ),
    ),
    (
        "care-page.html",
        {"subject": "oakfield", "framework": "care-2022"},
        Expected(
            {"overall": RI, "safe": RI, "effective": "good", "well_led": "inadequate"},
            said={
                "run off their feet": ("One person", "not named"),
                "food is super": ("A relative", "not named"),
            },
            areas={"run off their feet": "safe", "quality of care": "well_led"},
            published="2022-06-14",
        ),
    ),
    (
        "school-report.txt",
        {"subject": "st-ewold", "framework": "schools-2019"},
        Expected(
            {"overall": RI, "education": RI, "behaviour": "good", "development": "good", "leadership": RI},
            partly=True,
        ),
    ),
    (
        "fire-report.md",
        {},
        Expected(
            {
                "understanding_risk": "adequate",
                "preventing_fire": "good",
                "responding": "outstanding",
                "culture": RI,
            },
            kinds={
                "satellite data": "innovative practice",
                "risk plan": "area for improvement",
                "share information": "area for improvement",
                "search for unregistered": "area for improvement",
            },
            areas={"satellite": "understanding_risk"},
            absent=("Octavia Hill",),
            published="2024-02-01",
        ),
    ),
    (
        "letter.txt",
        {},
        Expected(
            {"preventing_crime": "good", "treatment_of_the_public": "good", "investigating_crime": RI},
            kinds={"I am pleased": "response", "I believe": "response"},
            absent=("Marsham", "Dear Home"),
            partly=True,
            published="2022-11-14",
        ),
    ),
    (
        "inspectorate-page.html",
        {},
        Expected(
            {
                "preventing_crime": "outstanding",
                "police_powers_and_public_treatment": "good",
                "managing_offenders": "adequate",
                "leadership_and_force_management": "adequate",
                "investigating_crime": RI,
                "protecting_vulnerable_people": RI,
                "responding_to_the_public": "inadequate",
            },
            kinds={
                "uses drones": "innovative practice",
                "answer calls in time": "cause of concern",
                "answer 90 percent": "recommendation",
                "share data": "recommendation",
                "supervisors check": "recommendation",
                "no advice was given": "area for improvement",
                "answered 51 percent": "finding",
            },
            areas={"answered 51 percent": "responding_to_the_public", "uses drones": "preventing_crime"},
            absent=("Skip to", "Cookies on", "Elizabeth Fry", "grades.png", "Open Government"),
            partly=True,
            published="2024-08-15",
        ),
    ),
    (
        "cycles.md",
        {"framework": "peel-2021-22"},
        Expected(
            {
                "preventing_crime": "adequate",
                "investigating_crime": "inadequate",
                "managing_offenders": "good",
            },
        ),
    ),
    (
        "statement-by-mail.txt",
        {},
        Expected(
            {"preventing_crime": "good", "investigating_crime": RI},
            said={
                "recognises the hard": ("Jane Eyre", "Deputy Chief Constable"),
                "more to do": ("Jane Eyre", None),
            },
            absent=("01632", "ENDS"),
            published="2024-06-03",
        ),
    ),
    (
        "school-letter.txt",
        {"subject": "st-ewold", "framework": "schools-2019"},
        Expected(
            {},
            absent=("Church Lane",),
            present=("improve attendance", "train new leaders"),
            published="2022-11-10",
        ),
    ),
    (
        "spotlight.txt",
        {"subject": "barsetshire"},
        Expected(
            {"responding_to_the_public": "good"},
        ),
    ),
]


@pytest.mark.parametrize(("name", "hints", "expected"), CASES, ids=[row[0] for row in CASES])
def test_a_report_is_taken_as_a_careful_person_would(
    name: str, hints: dict[str, str], expected: Expected, read: Read
) -> None:
    draft = read((SOURCES / name).read_bytes(), name, **hints)
    assert faults(draft, expected) == []


PRINTED = [
    (
        printed.TWO_COLUMNS,
        "columns.pdf",
        Expected(
            {
                "preventing_crime": "good",
                "investigating_crime": RI,
                "responding_to_the_public": "adequate",
                "managing_offenders": "good",
            },
            present=(
                "It works with partners in each of its six districts on self-harm and on many other things.",
                "that their work is checked by a supervisor who has been trained for it.",
                "late contact.",
            ),
            absent=("Terms of reference", "Home Office", "HMICFRS PEEL", "Page"),
            kinds={"enough detectives": "area for improvement", "Calls are answered": "finding"},
            areas={
                "enough detectives": "investigating_crime",
                "Calls are answered": "responding_to_the_public",
            },
        ),
    ),
    (
        printed.NUMBERED,
        "prison.pdf",
        Expected(
            {"safety": "not sufficiently good", "respect": "good"},
            said={"when the bell is rung by someone who is being hurt.": ("One prisoner", "not named")},
            present=("bought more cameras", "trained 40 officers."),
            kinds={"A choir": "promising practice"},
            areas={"Force had been used": "safety", "A choir": "respect"},
        ),
    ),
    (
        printed.BOLD_HEADINGS,
        "response.docx",
        Expected(
            {"investigating_crime": RI},
            present=("Share what it learns with partners",),
            absent=("Florence", "December 2024 "),
            kinds={
                "I welcome": "response",
                "training supervisors": "recommendation",
                "All sergeants": "response",
                "strip searches": "area for improvement",
                "rewritten our guidance": "response",
                "custody visitors": "response",
                "set up a board": "response",
                "My office will": "response",
            },
            areas={"All sergeants": "investigating_crime", "training supervisors": "investigating_crime"},
            published="2024-06-03",
        ),
    ),
]


@pytest.mark.parametrize(("source", "name", "expected"), PRINTED, ids=[row[1] for row in PRINTED])
def test_a_printed_source_is_taken_so_too(source: bytes, name: str, expected: Expected, read: Read) -> None:
    assert faults(read(source, name), expected) == []


def test_everyone_answers_for_their_own_side(read: Read) -> None:
    draft = read(printed.BOLD_HEADINGS, "response.docx")
    sides = {
        " ".join(one.text.split()[:2]): one.speaker.voice for one in draft.report.passages if one.speaker
    }
    assert sides["We have"] == sides["Accepted. All"] == sides["We accept"] == Voice.SUBJECT
    assert sides["My custody"] == sides["My office"] == sides["I welcome"] == Voice.COMMISSIONER
