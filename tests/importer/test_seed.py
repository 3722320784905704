"""The first article, imported into an empty folder: nothing in the code may know it."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from bot.cli import main
from bot.importer.about import Hints
from bot.importer.draft import Draft
from bot.importer.parsers import parse, source_kind
from bot.importer.understand import understand
from bot.knowledge import Knowledge, load_knowledge
from bot.query import parse_query
from bot.render import render_plain
from bot.service import answer
from tests.conftest import PROJECT, SHARED
from tests.importer.conftest import judged

SEED = SHARED / "seed" / "kent-police-requires-improvement.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the article is not beside the project")

REPORT = ("The inspection report", "HMICFRS")
INSPECTORS = ("Inspectors", "HMICFRS")
WILSHER = ("Roy Wilsher", "HM Inspector of Constabulary")
SMITH = ("Tim Smith", "Deputy Chief Constable, Kent Police")
SCOTT = ("Matthew Scott", "Kent Police and Crime Commissioner")
QUOTED = (
    dict.fromkeys((9, 12, 13), REPORT)
    | {14: INSPECTORS}
    | dict.fromkeys((16, 18, 19, 20, 21), WILSHER)
    | dict.fromkeys((25, 26, 27, 30, 31, 32, 33, 34, 38, 39, 40, 41, 43), SMITH)
    | dict.fromkeys((44, 45, 46, 47), SCOTT)
)
FURNITURE = {1, 2, 22, 23, 29, 35, 36, 42, 48}
"""Menu, title, captions, pull quote and cookie notice."""


@pytest.fixture(scope="module")
def draft(shipped: Knowledge) -> Draft:
    data = SEED.read_bytes()
    document = parse(data, source_kind(data, SEED.name))
    contents = shipped.contents
    return understand(document, contents.frameworks, contents.subjects, hints=Hints(name=SEED.name))


def test_every_quotation_has_its_speaker(draft: Draft) -> None:
    found = {
        one.number: (one.speaker.name, one.speaker.role)
        for one in draft.report.passages
        if str(one.kind) == "quote" and one.speaker
    }
    assert found == QUOTED


def test_furniture_is_left_out_and_nothing_else(draft: Draft) -> None:
    assert {one.block.number for one in draft.left_out} == FURNITURE
    assert {one.number for one in draft.report.passages} == set(range(1, 49)) - FURNITURE


def test_passages_are_verbatim_slices_of_their_paragraphs(draft: Draft) -> None:
    lines = [" ".join(line.split()) for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip()]
    for passage in draft.report.passages:
        assert passage.text in lines[passage.number - 1]
    texts = [passage.text for passage in draft.report.passages]
    assert len(texts) == len(set(texts))


def test_exactly_the_stated_grades_are_proposed(draft: Draft) -> None:
    assert judged(draft) == {
        "recording_data_about_crime": "outstanding",
        "treatment_of_the_public": "good",
        "preventing_crime": "good",
        "protecting_vulnerable_people": "adequate",
        "responding_to_the_public": "requires improvement",
        "investigating_crime": "requires improvement",
        "managing_offenders": "requires improvement",
    }
    combined = {one.area for one in draft.proposals if one.combined}
    assert combined == {"responding_to_the_public"}  # only a count and a list of three give it


def test_two_good_areas_are_reported_as_not_named(draft: Draft) -> None:
    assert "Two of the four “good” areas that the source counts are not named (it names 2)." in draft.notes
    assert draft.tally is not None
    assert (draft.tally.areas_graded, dict(draft.tally.grades)["good"]) == (9, 4)


def test_subject_and_framework_are_found(draft: Draft) -> None:
    assert (draft.report.subject, draft.report.framework) == ("kent", "peel-2021-22")


def test_the_code_does_not_know_the_article() -> None:
    words = ("Wilsher", "Tim Smith", "Matthew Scott", "Kent", "KMTV", "96.7")
    for path in Path(PROJECT / "bot" / "importer").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        known = [word for word in words if word in text]
        assert not known, f"{path.name} speaks of {known}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """A folder of frameworks, subjects and synonyms into which the article was imported and accepted."""
    place = tmp_path_factory.mktemp("seed") / "knowledge"
    place.mkdir()
    for part in ("frameworks", "subjects"):
        shutil.copytree(PROJECT / "knowledge" / part, place / part)
    shutil.copy(PROJECT / "knowledge" / "synonyms.yaml", place)
    assert main(["import", str(SEED), "--knowledge", str(place), "--accept", "--jobs", "1", "--json"]) == 0
    return load_knowledge(place)


def test_the_imported_article_alone_answers_the_questions_put_to_it(served: Knowledge) -> None:
    with (SHARED / "eval" / "seed-questions.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["answerable"] == "yes"]
    missed = []
    for row in rows:
        shown = render_plain(answer(parse_query(row["question"], served), served), served).casefold()
        if not any(words.casefold() in shown for words in row["expected_key_words"].split("|")):
            missed.append(row["question"])
    assert len(missed) <= 1, missed


def test_accepted_grades_cite_the_paragraph_they_were_read_in(served: Knowledge) -> None:
    cited = {one.area: (one.grade, one.citation.place) for one in served.contents.judgments}
    assert cited["recording_data_about_crime"] == ("outstanding", "paragraph 7")
    assert len(cited) == 7
