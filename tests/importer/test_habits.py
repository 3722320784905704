"""Pages, mails and stories in the habits of further writers, taken as a careful person would take them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importer.conftest import Read
from tests.importer.expected import Expected, faults

SOURCES = Path(__file__).parent / "sources"
RI = "requires improvement"
PEEL, NIGHTINGALE = ("Robert Peel", None), ("Florence Nightingale", None)

CASES = [
    (
        "accordion-page.html",
        {},
        "mercia-vale peel-2023-25",
        Expected(
            {
                "preventing_crime": "good",
                "police_powers_and_public_treatment": "adequate",
                "responding_to_the_public": RI,
                "investigating_crime": "inadequate",
                "protecting_vulnerable_people": "adequate",
                "managing_offenders": "good",
                "developing_a_positive_workplace": "adequate",
                "leadership_and_force_management": RI,
                "service_to_victims": None,
            },
            said={"I never know": ("One officer", "not named")},
            kinds={
                "external scrutiny of stop": "area for improvement",
                "panels did not meet": "area for improvement",
                "effectively oversee": "cause of concern",
                "By 30 June": "recommendation",
                "supervised by someone": "recommendation",
                "code of practice": "recommendation",
                "34 volunteers": "promising practice",
                "41 of the 100": "finding",
                "87.3 percent": "finding",
            },
            areas={
                "panels did not": "police_powers_and_public_treatment",
                "41 of the 100": "investigating_crime",
                "34 volunteers": "investigating_crime",
            },
            absent=(
                "Back to top",
                "On this page",
                "Print this",
                "Get the report",
                "Crown copy",
                "Publication date",
            ),
            published="2024-07-11",
        ),
    ),
    (
        "prison-page.html",
        {},
        "coldbath prisons-2024",
        Expected(
            {
                "safety": "reasonably good",
                "respect": "reasonably good",
                "purposeful_activity": "not sufficiently good",
                "preparation_for_release": "poor",
            },
            said={"hot meal": ("A prisoner", "not named")},
            kinds={
                "Too few prisoners": "cause of concern",
                "Phone calls": "cause of concern",
                "Complaints were": "cause of concern",
                "weekly quiz": "promising practice",
                "met by peer": "finding",
            },
            areas={"met by peer": "safety", "38%": "preparation_for_release"},
            absent=("Skip to",),
            published="2024-05-28",
        ),
    ),
    (
        "school-page-wales.html",
        {},
        "glan-afon estyn-2017",
        Expected(
            {
                "standards": "good",
                "wellbeing": "excellent",
                "teaching": "adequate and needs improvement",
                "care": "good",
                "leadership": "good",
            },
            kinds={
                "Welsh oracy": "recommendation",
                "feedback helps": "recommendation",
                "more able": "finding",
            },
            areas={"more able": "teaching", "feel safe": "wellbeing"},
        ),
    ),
    (
        "care-page-wales.html",
        {},
        "bryn-haul ciw-2023",
        Expected(
            {"wellbeing": "good", "care": "adequate", "environment": "excellent", "leadership": "poor"},
            said={
                "my own key": ("One person", "not named"),
                "never see anyone": ("A member of staff", "not named"),
            },
            areas={"visited the service": "leadership"},
            published="2023-12-04",
        ),
    ),
    (
        "ratings-in-items.html",
        {"subject": "oakfield", "framework": "care-2022"},
        "oakfield care-2022",
        Expected(
            {"overall": "good", "safe": RI, "effective": "good", "well_led": "outstanding"},
            said={
                "rung the minute": ("A relative", "not named"),
                "always open": ("The nominated individual", None),
            },
            partly=True,
            areas={"protected from abuse": "safe", "proud to work": "well_led"},
            absent=("Skip",),
            published="2024-03-12",
        ),
    ),
    (
        "grades-in-terms.html",
        {},
        "barset-fire fire-2023-25",
        Expected(
            {
                "understanding_risk": "good",
                "responding": "good",
                "preventing_fire": "adequate",
                "culture": "inadequate",
            },
            kinds={
                "stop bullying": "cause of concern",
                "By 30 June": "recommendation",
                "raise concerns": "recommendation",
                "understand its values": "area for improvement",
                "secondary contracts": "area for improvement",
                "hydrants": "finding",
            },
            areas={"hydrants": "understanding_risk", "stop bullying": "culture"},
            absent=("Octavia", "None"),
            published="2024-04-04",
        ),
    ),
    (
        "good-school.html",
        {"subject": "st-ewold", "framework": "schools-2019"},
        "st-ewold schools-2019",
        Expected(
            {"overall": "good"},
            said={"skips to school": ("One parent", "not named")},
            present=("read widely",),
            absent=("Church Lane",),
        ),
    ),
    (
        "hedged-grades.html",
        {"framework": "peel-2021-22"},
        "barsetshire peel-2021-22",
        Expected(
            {
                "managing_offenders": RI,
                "investigating_crime": "adequate",
                "responding_to_the_public": "inadequate",
                "protecting_vulnerable_people": "adequate",
                "developing_a_positive_workplace": "adequate",
                "treatment_of_the_public": "good",
                "preventing_crime": "outstanding",
            },
            said={"Our officers come": PEEL, "weekly reports": NIGHTINGALE},
            partly=True,
            absent=("Martha", "READ MORE", "newsletter"),
            published="2022-10-20",
        ),
    ),
    (
        "passed-on-mail.txt",
        {},
        "barsetshire peel-2021-22",
        Expected(
            {
                "preventing_crime": "good",
                "treatment_of_the_public": "good",
                "protecting_vulnerable_people": "adequate",
                "disrupting_serious_organised_crime": RI,
            },
            said={"hard work": PEEL, "more to do": PEEL, "take heart": NIGHTINGALE},
            absent=("01632", "Newsdesk", "Embargoed", "ENDS", "Notes to"),
            published="2022-11-15",
        ),
    ),
    (
        "federation.md",
        {},
        "barsetshire peel-2021-22",
        Expected(
            {"developing_a_positive_workplace": "inadequate", "good_use_of_resources": RI},
            said={
                "not be shocked": ("Tom Paine", None),
                "30 jobs": ("Tom Paine", None),
                "not pizza": ("Tom Paine", None),
            },
            partly=True,
            kinds={"time to supervise": "recommendation", "why officers leave": "recommendation"},
            published="2022-11-15",
        ),
    ),
    (
        "first-name.txt",
        {},
        "barsetshire peel-2021-22",
        Expected(
            {"investigating_crime": "inadequate", "protecting_vulnerable_people": RI},
            said={
                "deeply troubled": ("Jane Marple", None),
                "turned the corner": ("Jane Marple", None),
                "in the House": ("Jane Marple", None),
            },
            partly=True,
            published="2022-10-18",
        ),
    ),
    (
        "numbered-response.txt",
        {},
        "mercia-vale peel-2023-25",
        Expected(
            {"managing_offenders": "good", "responding_to_the_public": RI},
            kinds={
                "answer emergency": "area for improvement",
                "vulnerability of callers": "area for improvement",
                "control room opened": "response",
                "monthly board": "response",
                "look forward": "response",
                "Training is": "response",
            },
            absent=("Dorothea",),
            partly=True,
            published="2024-09-05",
        ),
    ),
    (
        "stranger.html",
        {"framework": "peel-2021-22"},
        "barsetshire peel-2021-22",
        Expected(
            {
                "responding_to_the_public": "inadequate",
                "investigating_crime": RI,
                "managing_offenders": RI,
                "protecting_vulnerable_people": RI,
                "treatment_of_the_public": "good",
                "preventing_crime": "good",
            },
            said={
                "didn't matter": ("One caller", None),
                "being missed": ("Elizabeth Fry", None),
                "best in the country": PEEL,
            },
            partly=True,
            absent=("Noah", "Image caption", "Getty", "Follow BBC", "under scrutiny", "Policing"),
            published="2022-11-15",
        ),
    ),
    (
        "area-by-area.txt",
        {},
        "barsetshire peel-2021-22",
        Expected(
            {
                "preventing_crime": "good",
                "investigating_crime": RI,
                "protecting_vulnerable_people": "adequate",
                "managing_offenders": None,
                "service_to_victims": None,
            },
            said={"believed me": ("One survivor of domestic abuse", "not named")},
            partly=False,
        ),
    ),
    (
        "turns-of-phrase.txt",
        {"subject": "barsetshire"},
        "barsetshire peel-2021-22",
        Expected(
            {
                "preventing_crime": "good",
                "investigating_crime": RI,
                "recording_data_about_crime": "outstanding",
                "protecting_vulnerable_people": RI,
            },
            said={"own that": PEEL, "Give me a break": ("Simon Legree", None)},
        ),
    ),
    (
        "welsh-pronouns.html",
        {},
        "powys-fadog peel-2021-22",
        Expected(
            {"preventing_crime": "good", "responding_to_the_public": "adequate"},
            said={
                "falch iawn": ("Owain Glyndŵr", "Prif Gwnstabl"),
                "parhau": ("Owain Glyndŵr", None),
                "Every second": ("Siân Ŵyn-Davies", None),
            },
            published="2023-10-17",
        ),
    ),
    (
        "he-and-she.txt",
        {},
        "barsetshire peel-2021-22",
        Expected({"preventing_crime": "good"}, said={"failed her": PEEL}, partly=True),
    ),
    ("not-the-inspectorate.txt", {}, "barsetshire peel-2021-22", Expected({"preventing_crime": "good"})),
    (
        "signed-below.html",
        {},
        "barsetshire peel-2021-22",
        Expected(
            {"responding_to_the_public": RI},
            said={
                "deserve better": ("Elizabeth Fry", None),
                "are hiring": PEEL,
                "disgrace": ("Tom Paine", None),
            },
        ),
    ),
    (
        "two-ranks.txt",
        {},
        "barsetshire peel-2021-22",
        Expected(
            {
                "preventing_crime": "good",
                "treatment_of_the_public": "good",
                "protecting_vulnerable_people": "adequate",
                "investigating_crime": RI,
                "managing_offenders": RI,
            },
            said={
                "accept it": ("Jane Eyre", None),
                "has a plan": ("Diana Rivers", None),
                "in a year": ("Jane Eyre", None),
                "too long": ("Edward Casaubon", None),
            },
        ),
    ),
    (
        "other-bodies.txt",
        {},
        "barsetshire peel-2021-22",
        Expected(
            {"managing_offenders": "adequate"},
            said={
                "are exhausted": ("Barsetshire Police Federation", None),
                "hear that": ("Barsetshire Police", None),
                "not just": ("Mary Wollstonecraft", None),
                "have a plan": PEEL,
                "read it": NIGHTINGALE,
            },
        ),
    ),
    (
        "grades-in-notes.txt",
        {},
        "barsetshire peel-2021-22",
        Expected(
            {
                "preventing_crime": "good",
                "treatment_of_the_public": "good",
                "investigating_crime": RI,
                "responding_to_the_public": "adequate",
            },
            said={"welcome this": PEEL, "agree with": PEEL, "That hurt": PEEL, "put this right": PEEL},
            present=("The full grades",),
            published="2022-11-03",
        ),
    ),
]


@pytest.mark.parametrize(("name", "hints", "about", "expected"), CASES, ids=[row[0] for row in CASES])
def test_a_source_is_taken_so_too(
    name: str, hints: dict[str, str], about: str, expected: Expected, read: Read
) -> None:
    draft = read((SOURCES / name).read_bytes(), name, **hints)
    assert f"{draft.report.subject} {draft.report.framework}" == about
    assert faults(draft, expected) == []


def test_she_is_nobody_where_she_may_be_the_person_in_the_story(read: Read) -> None:
    draft = read((SOURCES / "he-and-she.txt").read_bytes(), "he-and-she.txt")
    assert not [one for one in draft.report.passages if "eleven times" in one.text and one.speaker]


def test_a_list_of_earlier_grades_is_no_evidence(read: Read) -> None:
    draft = read((SOURCES / "prison-page.html").read_bytes(), "prison-page.html")
    assert {one.evidence.number for one in draft.proposals} == {10, 11, 12, 13}
    assert [one.text for one in draft.report.passages if "for respect" in one.text] == [
        "reasonably good for respect"
    ]
    assert not [note for note in draft.notes if "different grades" in note]
