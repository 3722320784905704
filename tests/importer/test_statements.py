"""Sentences that give grades, and sentences that only seem to."""

from __future__ import annotations

import pytest

from bot.importer.areas import area_words
from bot.importer.counts import counts
from bot.importer.draft import Evidence
from bot.importer.grades import grade_words
from bot.importer.statements import Reader
from bot.knowledge import Knowledge
from tests.importer.conftest import PRISONS, Read, judged

SHORT = {
    "rec": "recording_data_about_crime",
    "prev": "preventing_crime",
    "treat": "treatment_of_the_public",
    "resp": "responding_to_the_public",
    "inv": "investigating_crime",
    "prot": "protecting_vulnerable_people",
    "off": "managing_offenders",
    "soc": "disrupting_serious_organised_crime",
    "work": "developing_a_positive_workplace",
    "res": "good_use_of_resources",
}
STEPS = {"O": "outstanding", "G": "good", "A": "adequate", "R": "requires improvement", "I": "inadequate"}

GIVEN = [
    ("Barsetshire Police is good at preventing crime and anti-social behaviour.", "prev G"),
    ("The force requires improvement at investigating crime.", "inv R"),
    ("The force's investigations require improvement.", "inv R"),
    (
        "Inspectors graded it as inadequate in responding and managing offenders.",
        "resp I, off I",
    ),
    ("It was upgraded from adequate to good for preventing crime.", "prev G"),
    ("The force has slipped from good to requires improvement in managing offenders.", "off R"),
    ("Its use of resources was judged to be good.", "res G"),
    ("It received an 'inadequate' rating for how it responds to the public.", "resp I"),
    (
        "There was an outstanding rating for crime recording and a good one for treatment.",
        "rec O, treat G",
    ),
    ("Recording data about crime was rated outstanding, preventing crime good.", "rec O, prev G"),
    ("In investigating crime, the force was graded requires improvement.", "inv R"),
    ("Preventing crime and investigating crime were rated good and adequate respectively.", "prev G, inv A"),
    (
        "While it is good at preventing crime, its investigation of crime is inadequate.",
        "prev G, inv I",
    ),
    ("The force, which is good at preventing crime, was graded inadequate at responding.", "prev G, resp I"),
    (
        "Grades of 'good' were given for preventing crime and treatment of the public.",
        "prev G, treat G",
    ),
    ("Areas graded as good include preventing crime and good use of resources.", "prev G, res G"),
    ("disrupting serious organised crime – good", "soc G"),
    ("Its use of resources was judged adequate and so was the way it treats the public.", "res A, treat A"),
    ("Responding to the public is now inadequate, having been rated good in 2018.", "resp I"),
    ("It was rated good at preventing crime, and investigating crime was rated adequate.", "prev G, inv A"),
    ("The report rates the force’s crime investigations as requiring improvement.", "inv R"),
    ("It got five 'good' ratings, including for preventing crime and treatment.", "prev G, treat G"),
    ("The force requires improvement: responding to the public; managing offenders.", "resp R, off R"),
    ("Preventing crime (good), investigating crime (requires improvement).", "prev G, inv R"),
    ("It was criticised for how it responds to the public, which was graded inadequate.", "resp I"),
    ("Inspectors graded investigations and offender management as requiring improvement.", "inv R, off R"),
    ("Barsetshire Police's handling of 999 calls was found to be inadequate.", "resp I"),
    ("Only one area - recording crime data - was rated outstanding.", "rec O"),
    (
        "It was rated outstanding at recording data about crime, good at preventing crime and "
        "treatment of the "
        "public, adequate at protecting vulnerable people and requires improvement at responding to the "
        "public, "
        "investigating crime and managing offenders.",
        "rec O, prev G, treat G, prot A, resp R, inv R, off R",
    ),
    (
        "The force 'requires improvement' across several areas, which also include how it manages "
        "offenders and "
        "investigates crimes.",
        "off R, inv R",
    ),
    (
        "Inspectors rated it good at treating the public with fairness and respect and building, "
        "supporting and "
        "protecting the workforce.",
        "treat G, work G",
    ),
    (
        "The five good areas are preventing crime, treatment of the public and managing offenders.",
        "prev G, treat G, off G",
    ),
    (
        "The two areas requiring improvement are responding to the public and managing offenders.",
        "resp R, off R",
    ),
    (
        "It was graded good at treatment of the public and preventing crime in the PEEL 2021/22 programme.",
        "treat G, prev G",
    ),
    ("The rating for investigating crime has dropped from good to inadequate.", "inv I"),
    ("Managing offenders went from adequate to good.", "off G"),
    (
        "The force must improve, they said, after grading it inadequate at protecting vulnerable people.",
        "prot I",
    ),
    (
        "While good at preventing crime, the force was inadequate at responding to the public.",
        "prev G, resp I",
    ),
    ("After the inspection in May 2022 it was graded good at preventing crime.", "prev G"),
    (
        "It was only adequate when investigating crime, and just adequate at managing offenders.",
        "inv A, off A",
    ),
    ("Preventing crime - good; investigating crime - adequate.", "prev G, inv A"),
    ("It was merely adequate in protecting vulnerable people.", "prot A"),
    ("The force was previously good at responding to the public but is now inadequate.", "resp I"),
    ("It used to be good at investigating crime, but now requires improvement.", "inv R"),
]
NOT_GIVEN = [
    "In our last inspection we graded the force good at investigating crime.",
    "The force was not graded outstanding at anything, including preventing crime.",
    "The force is good at identifying repeat callers when investigating crime against children.",
    "The force could be outstanding at preventing crime.",
    "The force makes good use of resources.",
    "Good progress has been made in investigating crime.",
    "We grade forces as outstanding, good, adequate, requires improvement or inadequate.",
    "The supervision of investigations requires improvement.",
    "I commend the outstanding performance in the recording of crime.",
    "The force is good at responding to the public's questions online.",
    "The force had been rated adequate for managing offenders.",
    "It aims to be good at protecting vulnerable people.",
    "Officers have a good understanding of preventing crime.",
    "There were 40 outstanding suspects when we inspected how it manages offenders.",
    "The force was good at its response to domestic abuse.",
    "The force narrowly missed being rated outstanding for preventing crime.",
    "The inspectorate did not grade it inadequate for recording data about crime.",
    "It lost its good rating for preventing crime.",
    "The force was stripped of its outstanding grade for preventing crime.",
    "Its previous grades were: preventing crime, adequate; investigating crime, good.",
    "The force was graded good in every area bar investigating crime.",
    "It is good at some aspects of investigating crime.",
    "The county's victims deserve a force that is outstanding at investigating crime.",
    "It is not yet good at investigating crime.",
]


@pytest.fixture(scope="module")
def reader(shipped: Knowledge) -> Reader:
    framework = shipped.frameworks["peel-2021-22"]
    return Reader(area_words(framework), grade_words(framework), ("Barsetshire Police",))


@pytest.mark.parametrize(("sentence", "expected"), GIVEN)
def test_grades_that_a_sentence_gives(sentence: str, expected: str, reader: Reader) -> None:
    pairs = [item.split() for item in expected.split(", ")]
    found = {one.area: one.step for one in reader.statements(sentence)}
    assert found == {SHORT[area]: STEPS[step] for area, step in pairs}


@pytest.mark.parametrize("sentence", NOT_GIVEN)
def test_sentences_that_give_no_grade(sentence: str, reader: Reader) -> None:
    assert reader.statements(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "strict", "formal"),
    [
        ("We are good at preventing crime.", True, False),
        ("The force is good at neighbourhood policing.", False, True),
    ],
)
def test_whose_words_count_for_what(sentence: str, strict: bool, formal: bool, reader: Reader) -> None:
    assert reader.statements(sentence, strict=strict, formal=formal) == []
    assert reader.statements(sentence) != []


COUNTED = [
    ("The force was graded good in four areas.", {"good": 4}),
    (
        "Four areas were rated good and three as requiring improvement.",
        {"good": 4, "requires improvement": 3},
    ),
    (
        "It was rated outstanding in one area, good in four, adequate in one and requires improvement "
        "in three.",
        {"outstanding": 1, "good": 4, "adequate": 1, "requires improvement": 3},
    ),
    (
        "Inspectors graded one area as outstanding, four as good and one as adequate.",
        {"outstanding": 1, "good": 4, "adequate": 1},
    ),
    ("It received three 'requires improvement' grades.", {"requires improvement": 3}),
    ("The force has three areas for improvement.", {}),
    ("Three of the nine areas inspected were graded as good.", {"good": 3, None: 9}),
    ("HMICFRS graded the force in ten areas.", {None: 10}),
    ("It was graded inadequate in two of them.", {"inadequate": 2}),
    ("We make graded judgments in nine of these ten areas.", {None: 9}),
    ("It could be good in four areas.", {}),
    ("4 Good. There is no evidence of adverse outcomes.", {}),
]


@pytest.mark.parametrize(("sentence", "expected"), COUNTED)
def test_numbers_that_a_sentence_announces(
    sentence: str, expected: dict[str | None, int], shipped: Knowledge
) -> None:
    grades = grade_words(shipped.frameworks["peel-2021-22"])
    found = counts(sentence, grades, Evidence(sentence, 1))
    assert {count.grade: count.areas for count in found} == expected


def test_longer_steps_hide_shorter_ones() -> None:
    reader = Reader(area_words(PRISONS), grade_words(PRISONS))
    found = reader.statements("They were reasonably good for respect but not sufficiently good for safety.")
    assert {one.area: one.step for one in found} == {
        "respect": "reasonably good",
        "safety": "not sufficiently good",
    }


NAMED_LATER = [
    (
        "It was rated good in three areas. These are preventing crime, treatment of the public and managing "
        "offenders.",
        "prev G, treat G, off G",
    ),
    (
        "It was inadequate in one area and required improvement in two more. The others were investigating "
        "crime and managing offenders.",
        "inv R, off R",
    ),
    (
        "It was rated good in two areas and requires improvement in two. These are preventing crime and "
        "managing offenders.",
        "",
    ),
    (
        "It was rated good in two areas. These were criticised: investigating crime and managing offenders.",
        "",
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMED_LATER)
def test_areas_that_are_counted_first_and_named_in_the_next_sentence(
    text: str, expected: str, read: Read
) -> None:
    draft = read(f"Barsetshire Police in PEEL 2021/22\n\n{text}")
    pairs = [item.split() for item in expected.split(", ") if item]
    assert judged(draft) == {SHORT[area]: STEPS[step] for area, step in pairs}
