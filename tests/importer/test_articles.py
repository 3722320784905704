"""Articles in the habits of many newsrooms, taken as a careful person would take them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importer.conftest import Read
from tests.importer.expected import Expected, faults

SOURCES = Path(__file__).parent / "sources"
RI = "requires improvement"
FRY, PEEL, NIGHTINGALE = ("Elizabeth Fry", None), ("Robert Peel", None), ("Florence Nightingale", None)
REPORT = ("The inspection report", "HMICFRS")

CASES = [
    (
        "local-paper.html",
        {},
        Expected(
            {
                "responding_to_the_public": RI,
                "investigating_crime": "adequate",
                "preventing_crime": "outstanding",
                "managing_offenders": "good",
            },
            said={
                "Too many callers hang up": ("Elizabeth Fry", "HM Inspector of Constabulary"),
                "That must change": ("Elizabeth Fry", "HM Inspector of Constabulary"),
                "We have already taken": ("Robert Peel", "Chief Constable"),
                "Forty new": PEEL,
                "I am proud": PEEL,
                "I'll be asking": NIGHTINGALE,
                "is not yet good": ("Inspectors", "HMICFRS"),
            },
            absent=(
                "headquarters, where",
                "Walter",
                "Sign up",
                "Never miss",
                "Man arrested",
                "Chronicle Media",
            ),
            partly=True,
            published="2022-11-03",
        ),
    ),
    (
        "single-marks.txt",
        {},
        Expected(
            {
                "investigating_crime": "inadequate",
                "protecting_vulnerable_people": RI,
                "managing_offenders": RI,
                "recording_data_about_crime": "outstanding",
            },
            said={
                "getting the basics": ("Elizabeth Fry", "HM Inspector"),
                "visit victims": FRY,
                "urgent plan": FRY,
                "letting people down and": ("Robert Peel", "chief constable"),
                "no surprise": ("Tom Paine", None),
                "rest days": ("Tom Paine", None),
            },
            absent=("Walter", "Crime Correspondent", "12 October"),
            published="2022-10-12",
        ),
    ),
    (
        "wire-story.txt",
        {},
        Expected(
            {
                "responding_to_the_public": "inadequate",
                "investigating_crime": RI,
                "preventing_crime": "adequate",
            },
            said={
                "I have serious concerns about how": FRY,
                "failing to spot": FRY,
                "waited 14 hours": FRY,
                "She told us": FRY,
                "Call handlers aren't": REPORT,
                "doesn't always record": REPORT,
                "answering times": PEEL,
                "more to do": PEEL,
                "we won't rest": PEEL,
                "rightly expect": ("Home Office", "spokesperson"),
                "ten years of cuts": ("Anthony Trollope", "Labour MP for Barchester East"),
            },
            absent=("Mercia Vale", "Man, 32", "story ideas", "PA Reporter", "14:32"),
            partly=True,
            published="2023-02-07",
        ),
    ),
    (
        "quotation-blocks.html",
        {},
        Expected(
            {"treatment_of_the_public": "good", "preventing_crime": "good", "investigating_crime": RI},
            said={
                "real progress": FRY,
                "put things right": FRY,
                "fair hearing": PEEL,
                "Officers treat people": ("Inspectors", "HMICFRS"),
                "I'm delighted": PEEL,
                "how far we": PEEL,
                "do the same": PEEL,
                "Where is the plan": ("Jane Marple", None),
            },
            absent=(
                "Wilkie",
                "Leave a comment",
                "Burglar",
                "top stories",
                "Road closed",
                "What do you think",
            ),
            partly=True,
            published="2023-01-09",
        ),
    ),
    (
        "nested-marks.md",
        {},
        Expected(
            {"managing_offenders": "good", "protecting_vulnerable_people": "inadequate"},
            said={
                "One officer told": FRY,
                "That is not safe": FRY,
                "We were told": FRY,
                "assured me": FRY,
                "We apologise": ("Jane Eyre", None),
                "trebled": ("Jane Eyre", None),
                "inspected again": ("Jane Eyre", None),
            },
            absent=("Harriet", "Ten things", "Police car", "Sport", "Weather"),
            published="2022-09-21",
        ),
    ),
    (
        "feature.html",
        {},
        Expected(
            {"investigating_crime": "inadequate", "responding_to_the_public": RI},
            said={
                "You feel like nobody": ("Emma Woodhouse", None),
                "I read it and I winced": PEEL,
                "Every line": PEEL,
                "I have seen worse": REPORT,
                "question of culture": ("Professor Hypatia Smith", None),
                "culture takes years": ("Professor Hypatia Smith", None),
                "They said sorry": ("Emma Woodhouse", None),
                "an arrest": ("Emma Woodhouse", None),
            },
            absent=("842 partners", "Your privacy", "Home Affairs Editor", "12.01am"),
            partly=True,
        ),
    ),
    (
        "several-speakers.txt",
        {},
        Expected(
            {"preventing_crime": "good"},
            said={
                "It's a good day": PEEL,
                "It's a start": NIGHTINGALE,
                "read it twice": PEEL,
                "So have I": NIGHTINGALE,
                "never told": ("One victim", "not named"),
                "Nobody rang": ("One victim", None),
                "frightened": ("Rev Septimus Harding", None),
                "Nonsense": ("Dr Thomas Thorne", None),
                "Proud of my": ("Sir Omicron Pie", "former chief constable"),
                "accept the findings": ("Barsetshire Police", None),
                "do better": ("Barsetshire Police", None),
                "overworked": REPORT,
                "inexperienced": REPORT,
                "lost its way": ("HMICFRS", None),
            },
            partly=True,
        ),
    ),
    (
        "other-forces.txt",
        {},
        Expected(
            {"treatment_of_the_public": "outstanding"},
            said={"We want to be rated": ("Robert Peel", "Chief Constable")},
        ),
    ),
    (
        "aside.txt",
        {},
        Expected(
            {"preventing_crime": "good", "investigating_crime": "adequate"},
        ),
    ),
    (
        "roundup.html",
        {"subject": "barsetshire"},
        Expected(
            {
                "responding_to_the_public": "good",
                "investigating_crime": "adequate",
                "managing_offenders": "outstanding",
            },
            said={"We are sorry": ("Oliver Cromwell", None), "We are delighted": PEEL},
        ),
    ),
    (
        "broadcaster.html",
        {},
        Expected(
            {
                "responding_to_the_public": RI,
                "protecting_vulnerable_people": RI,
                "managing_offenders": RI,
                "preventing_crime": "good",
                "treatment_of_the_public": "good",
            },
            said={"In 25 of 100": REPORT, "challenging time": PEEL, "working hard": PEEL},
            absent=("Hester", "Mercia", "Barset News, Barset", "Related Topics"),
            present=("Victims weren't always", "Callers waited"),
            published="2022-10-13",
        ),
    ),
    (
        "earlier-grades.txt",
        {},
        Expected(
            {"preventing_crime": "good", "responding_to_the_public": RI, "managing_offenders": "adequate"},
        ),
    ),
    (
        "exceptions.txt",
        {},
        Expected(
            {"investigating_crime": "adequate", "managing_offenders": "adequate"},
            said={"resigned": PEEL},
        ),
    ),
    (
        "counts.txt",
        {},
        Expected(
            {
                "investigating_crime": RI,
                "preventing_crime": "good",
                "treatment_of_the_public": "good",
                "protecting_vulnerable_people": "good",
                "managing_offenders": "good",
                "good_use_of_resources": "good",
            },
        ),
    ),
    (
        "fire-news.html",
        {},
        Expected(
            {
                "understanding_risk": "good",
                "responding": "adequate",
                "culture": RI,
                "preventing_fire": "inadequate",
            },
            said={
                "about bullying": ("Octavia Hill", "HM Inspector of Fire and Rescue Services"),
                "hear the message": ("Eyre Massey Shaw", None),
                "hard year": ("Eyre Massey Shaw", None),
                "have been ignored": ("James Braidwood", None),
                "be watching": ("Jane Marple", None),
            },
            absent=("Emily", "Political Corr", "Advertisement"),
            partly=True,
        ),
    ),
    (
        "prison-news.txt",
        {},
        Expected(
            {
                "safety": "poor",
                "purposeful_activity": "poor",
                "respect": "not sufficiently good",
                "preparation_for_release": "reasonably good",
            },
            said={
                "prison in crisis": ("Charlie Dickens", "chief inspector of prisons"),
                "one of the worst": ("Charlie Dickens", None),
                "23 hours": ("Charlie Dickens", None),
                "body scanners": ("Prison Service", None),
                "scared every": ("A prisoner's mother", None),
                "shames": ("Fanny Price", None),
            },
            absent=("Edmund",),
            partly=True,
        ),
    ),
    (
        "care-news.txt",
        {"subject": "oakfield", "framework": "care-2022"},
        Expected(
            {"overall": "inadequate", "safe": "inadequate", "well_led": "inadequate", "effective": RI},
            said={
                "When we inspected": ("Amelia Edwards", None),
                "never enough": ("Amelia Edwards", None),
                "We apologise": ("Oakfield House Care Home", "the inspected service"),
            },
            absent=("Wilkie", "Local Democracy"),
        ),
    ),
    (
        "welsh-news.html",
        {},
        Expected(
            {"investigating_crime": RI, "preventing_crime": "good"},
            said={
                "Rydym yn derbyn": ("Owain Glyndŵr", "Prif Gwnstabl"),
                "Mae mwy": ("Owain Glyndŵr", None),
                "siomedig": ("Gwenllian ferch Gruffydd", "Comisiynydd yr Heddlu a Throseddu"),
                "disappointing": ("Llŷr ap Rhys", None),
                "We’ve listened": ("Ffion Ŵyn-Davies", None),
            },
            absent=("Llewelyn-Jones",),
            published="2023-10-17",
        ),
    ),
    (
        "welsh-statement.txt",
        {},
        Expected(
            {"preventing_crime": "good", "managing_offenders": "adequate"},
            said={
                "falch o'n": ("Siân Ŵyn-Davies", "Dirprwy Brif Gwnstabl"),
                "waith i": ("Siân Ŵyn-Davies", None),
                "wedi gwella": ("Gwladys ab Owain", None),
                "Byddaf": ("Gwenllian ferch Gruffydd", None),
            },
            published="2024-05-03",
        ),
    ),
    (
        "grades-by-list.html",
        {},
        Expected(
            {
                "preventing_crime": "good",
                "treatment_of_the_public": "good",
                "managing_offenders": "adequate",
                "disrupting_serious_organised_crime": "adequate",
                "protecting_vulnerable_people": RI,
                "developing_a_positive_workplace": RI,
                "good_use_of_resources": RI,
                "responding_to_the_public": "inadequate",
                "investigating_crime": "inadequate",
            },
            said={
                "on their knees": ("Beatrice Webb", None),
                "can't go on": ("Beatrice Webb", None),
                "will not rest": PEEL,
                "That is my pledge": PEEL,
            },
            absent=("Josephine", "outside headquarters", "Mercia Vale", "We're sorry"),
            published="2022-12-01",
        ),
    ),
    (
        "interview.txt",
        {},
        Expected(
            {"managing_offenders": "inadequate"},
            said={
                "make excuses": PEEL,
                "seen this coming": PEEL,
                "Words are cheap": NIGHTINGALE,
                "offenders managed": NIGHTINGALE,
                "any wonder": ("Emmeline Pankhurst", None),
                "promised better": ("Emmeline Pankhurst", None),
                "expect all forces": ("Home Office", "spokesperson"),
                "enhanced monitoring": ("HMICFRS", None),
                "starts today": ("Diana Rivers", None),
            },
            partly=True,
        ),
    ),
    (
        "pull-quotes.txt",
        {},
        Expected(
            {"investigating_crime": "adequate"},
            said={"come a long way": FRY, "more to do": FRY},
            absent=(
                "ADVERT",
                "Story continues",
                "Scroll down",
                "Sign in",
                "headquarters",
                "first to comment",
            ),
        ),
    ),
    (
        "dashes.txt",
        {},
        Expected(
            {
                "recording_data_about_crime": "good",
                "preventing_crime": RI,
                "responding_to_the_public": "inadequate",
            },
            said={"We can do better": PEEL, "I am concerned": FRY, "I will return": FRY},
            partly=True,
        ),
    ),
    (
        "apostrophes.txt",
        {},
        Expected(
            {"treatment_of_the_public": "good", "investigating_crime": RI},
            said={"pleased with": FRY, "needs aren't": FRY, "a fair report": PEEL, "trust is what": PEEL},
            partly=True,
        ),
    ),
    (
        "school-news.html",
        {"subject": "st-ewold", "framework": "schools-2019"},
        Expected(
            {"behaviour": "outstanding"},
            said={
                "so proud": ("Jane Eyre", None),
                "team effort": ("Jane Eyre", None),
                "Pupils love": ("Thomas Hughes", None),
                "richly deserved": ("Matthew Arnold", None),
                "My son": ("Maggie Tulliver", None),
            },
        ),
    ),
    (
        "care-release.txt",
        {"subject": "oakfield", "framework": "care-2022"},
        Expected(
            {"overall": "inadequate", "safe": "inadequate", "well_led": "inadequate", "effective": RI},
            said={"weren’t safe": ("Amelia Edwards", None), "hadn’t been trained": ("Amelia Edwards", None)},
            absent=("regional.engagement",),
            present=("Medicines weren’t", "supported to eat"),
            published="2022-05-03",
        ),
    ),
    (
        "fire-release.txt",
        {},
        Expected(
            {
                "responding": "outstanding",
                "understanding_risk": "good",
                "preventing_fire": "adequate",
                "culture": "inadequate",
            },
            said={
                "I am pleased": ("Octavia Hill", "His Majesty's Inspector of Fire and Rescue Services"),
                "appalled": ("Octavia Hill", None),
                "accepted this": ("Octavia Hill", None),
            },
            absent=("Notes to", "ENDS", "grades services"),
        ),
    ),
    (
        "prison-release.html",
        {},
        Expected(
            {
                "safety": "poor",
                "purposeful_activity": "poor",
                "respect": "not sufficiently good",
                "preparation_for_release": "reasonably good",
            },
            said={"failing jail": ("Charlie Dickens", None)},
            absent=("A copy of the report",),
            published="2024-08-13",
        ),
    ),
    (
        "tabloid-site.html",
        {},
        Expected(
            {
                "investigating_crime": "inadequate",
                "preventing_crime": "adequate",
                "treatment_of_the_public": "adequate",
                "responding_to_the_public": RI,
            },
            said={"I have concerns": FRY, "must act now": FRY, "I am sorry": PEEL},
            absent=("FLORA", "View comments", "PUBLISHED", "(pictured)", "Share or comment", "Share this"),
            published="2022-11-04",
        ),
    ),
    (
        "grades-in-brackets.txt",
        {},
        Expected(
            {
                "preventing_crime": "outstanding",
                "treatment_of_the_public": "outstanding",
                "managing_offenders": "good",
                "good_use_of_resources": "good",
                "developing_a_positive_workplace": "good",
                "responding_to_the_public": "inadequate",
                "investigating_crime": "adequate",
                "protecting_vulnerable_people": RI,
                "recording_data_about_crime": "good",
            },
        ),
    ),
    (
        "opinions.txt",
        {},
        Expected(
            {"preventing_crime": "good"},
            partly=True,
        ),
    ),
]


@pytest.mark.parametrize(("name", "hints", "expected"), CASES, ids=[row[0] for row in CASES])
def test_an_article_is_taken_as_a_careful_person_would(
    name: str, hints: dict[str, str], expected: Expected, read: Read
) -> None:
    draft = read((SOURCES / name).read_bytes(), name, **hints)
    assert faults(draft, expected) == []


@pytest.mark.parametrize(("name", "paragraphs"), [("aside.txt", "3, 4"), ("opinions.txt", "5, 6")])
def test_grades_of_others_and_opinions_are_noted(name: str, paragraphs: str, read: Read) -> None:
    notes = " ".join(read((SOURCES / name).read_bytes(), name).notes)
    assert f"Grades in paragraph {paragraphs}" in notes
    assert "are not proposed" in notes
