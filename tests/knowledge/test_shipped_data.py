"""The shipped knowledge against the facts it was made from, which stand beside the project or are absent."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from bot.knowledge.loader import check_folder, load_contents
from bot.model import Contents, Graded, PassageKind, Report, State, Voice

PROJECT = Path(__file__).resolve().parents[2]
FACTS = PROJECT / "../shared/data/peel"
SEED = PROJECT / "../shared/seed/kent-police-requires-improvement.txt"
QUESTIONS = PROJECT / "../shared/eval/seed-questions.csv"
KENT = "kent-peel-2021-22-kentonline"

needs_facts = pytest.mark.skipif(not FACTS.is_dir(), reason="the facts stand outside the project")
needs_seed = pytest.mark.skipif(not SEED.is_file(), reason="the source document stands outside the project")


@pytest.fixture(scope="module")
def contents() -> Contents:
    return load_contents(PROJECT / "knowledge")


@pytest.fixture(scope="module")
def kent(contents: Contents) -> Report:
    return next(report for report in contents.reports if report.id == KENT)


def rows(name: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def framework_id(cycle: str) -> str:
    return "peel-" + cycle.replace("/", "-")


def test_the_shipped_folder_has_no_fault() -> None:
    faults, warnings = check_folder(PROJECT / "knowledge")
    assert not faults
    # Nothing but the gaps that are known.
    assert {warning.file for warning in warnings} == {
        "frameworks/peel-2021-22.yaml",
        "frameworks/peel-2023-25.yaml",
    }


@needs_facts
@pytest.mark.parametrize(
    ("name", "derived"), [("grades.csv", False), ("grades_older.csv", False), ("grades_derived.csv", True)]
)
def test_every_grade_is_there_with_its_page(contents: Contents, name: str, derived: bool) -> None:
    held = {(item.framework, item.subject, item.area): item for item in contents.judgments}
    facts = rows(name)
    assert facts
    for fact in facts:
        judgment = held[framework_id(fact["cycle"]), fact["force_id"], fact["area_id"]]
        stated = fact["grade"] != "not graded"
        assert judgment.grade == (fact["grade"] if stated else None), fact
        assert judgment.state is (State.GRADED if stated else State.NOT_GRADED), fact
        assert judgment.citation.url == fact["source_url"], fact
        assert judgment.citation.published == fact["published_date"], fact
        assert judgment.derived is derived, fact


@needs_facts
def test_there_is_no_grade_beyond_the_facts(contents: Contents) -> None:
    facts = [*rows("grades.csv"), *rows("grades_older.csv"), *rows("grades_derived.csv")]
    assert len(contents.judgments) == len(facts)
    assert Counter(item.framework for item in contents.judgments) == Counter(
        framework_id(fact["cycle"]) for fact in facts
    )


@needs_facts
def test_every_announced_count_is_there(contents: Contents) -> None:
    held = {(item.framework, item.subject): item for item in contents.tallies}
    facts = rows("grade_counts.csv")
    assert len(held) == len(contents.tallies) == len(facts)
    for fact in facts:
        tally = held[framework_id(fact["cycle"]), fact["force_id"]]
        assert tally.areas_graded == int(fact["areas_graded"])
        assert tally.citation.url == fact["source_url"]
        for grade in ("outstanding", "good", "adequate", "requires improvement", "inadequate"):
            assert tally.count(grade) == int(fact[grade.replace(" ", "_")]), fact


@needs_facts
def test_every_force_has_the_names_people_use(contents: Contents) -> None:
    held = {item.id: item for item in contents.subjects}
    facts = rows("forces.csv")
    assert set(held) == {fact["force_id"] for fact in facts}
    for fact in facts:
        subject = held[fact["force_id"]]
        names = {name.casefold() for name in (subject.name, subject.short, *subject.aliases)}
        told = [alias for alias in fact["aliases"].split("|") if alias]
        assert {name.casefold() for name in (fact["short_name"], *told)} <= names, fact
        assert (subject.region, subject.country) == (fact["region"], fact["country"])
        assert subject.graded is (fact["peel"] == "yes")
        # "Gwent Police / Heddlu Gwent" and names in parentheses are aliases, not part of the name.
        assert not set("/()") & set(subject.name)


@needs_facts
def test_every_area_has_its_titles_and_everyday_words(contents: Contents) -> None:
    frameworks = {item.id: item for item in contents.frameworks}
    facts = rows("areas.csv")
    for framework in ("peel-2021-22", "peel-2023-25"):
        told = [fact for fact in facts if framework_id(fact["cycle"]) == framework]
        assert {area.id for area in frameworks[framework].areas} == {fact["area_id"] for fact in told}
        for fact in told:
            area = frameworks[framework].area(fact["area_id"])
            assert area is not None and area.title == fact["long_title"]
            assert fact["short_label"] in ("", area.label)
            assert set(fact["everyday_words"].split("|")) <= {*area.words}, fact
            assert (area.graded is Graded.NO) is fact["graded"].startswith("no"), fact
            assert (area.graded is Graded.YES) is (fact["graded"] == "yes"), fact


@needs_facts
def test_every_address_has_somebody_behind_it(contents: Contents) -> None:
    cited = [*contents.judgments, *contents.tallies]
    hosts = {re.sub(r"^https?://(www\.)?([^/]+).*", r"\2", item.citation.url) for item in cited}
    assert len(hosts) == 60
    # Only one site goes by its address.
    assert {item.citation.publisher for item in cited} & hosts == {"thewriterstown.com"}


def test_cycles_compare_only_up_to_2018_19(contents: Contents) -> None:
    older = {"peel-2015", "peel-2016", "peel-2017", "peel-2018-19"}
    for framework in contents.frameworks:
        wanted = older - {framework.id} if framework.id in older else set()
        assert set(framework.comparable_with) == wanted
        assert not framework.overall
        assert len(framework.scale) == (4 if framework.id in older else 5)


def test_a_word_of_two_areas_stands_in_both(contents: Contents) -> None:
    for framework in contents.frameworks[-2:]:
        for word in ("domestic abuse", "domestic violence", "DV", "DA"):
            holders = {area.id for area in framework.areas if word in area.words}
            assert holders == {"investigating_crime", "protecting_vulnerable_people"}, word


def test_revisions_and_later_inspections_are_told(contents: Contents) -> None:
    notes = {(item.subject, item.area): item.note for item in contents.judgments if item.note}
    assert "8 August 2024" in notes["northamptonshire", "responding_to_the_public"]
    for force in ("durham", "kent"):
        assert "Inspected separately" in notes[force, "disrupting_serious_organised_crime"]
    assert len(notes) == 3


# The Kent report


@pytest.fixture(scope="module")
def seed() -> list[str]:
    """The source's paragraphs: its non-empty lines."""
    text = SEED.read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_speakers_are_told_apart(kent: Report) -> None:
    said: dict[str, list[int]] = {}
    for passage in kent.passages:
        if passage.kind is PassageKind.QUOTE and passage.speaker:
            said.setdefault(passage.speaker.name, []).append(passage.number)
    assert said == {
        "The inspection report": [9, 12, 13],
        "Inspectors": [14],
        "Roy Wilsher": [16, 18, 19, 20, 21],
        "Tim Smith": [25, 26, 27, 30, 31, 32, 33, 34, 38, 39, 40, 41, 43],
        "Matthew Scott": [44, 45, 46, 47],
    }
    voices = {passage.speaker.name: passage.voice for passage in kent.passages if passage.speaker}
    assert voices == {
        "The inspection report": Voice.INSPECTORATE,
        "Inspectors": Voice.INSPECTORATE,
        "Roy Wilsher": Voice.INSPECTORATE,
        "Kent Police": Voice.SUBJECT,
        "Tim Smith": Voice.SUBJECT,
        "Matthew Scott": Voice.COMMISSIONER,
    }


@needs_seed
def test_quotations_are_verbatim(kent: Report, seed: list[str]) -> None:
    quotes = [passage for passage in kent.passages if passage.kind is PassageKind.QUOTE]
    assert len(quotes) == 26
    for quote in quotes:
        paragraph = seed[quote.number - 1]
        at = paragraph.find(quote.text)
        assert at > 0 and paragraph[at - 1] in '"“', quote
        # Nothing of the quotation is left out either: only the newspaper's own words surround it.
        assert paragraph[at + len(quote.text) :].strip('"”') in ("", "."), quote


@needs_seed
def test_furniture_captions_and_repeats_are_left_out(kent: Report, seed: list[str]) -> None:
    left_out = set(range(1, len(seed) + 1)) - {passage.number for passage in kent.passages}
    # 1 and 48 page furniture; 22, 23, 35, 36 and 42 captions; 29 repeats 26.
    assert left_out == {1, 22, 23, 29, 35, 36, 42, 48}


@needs_seed
def test_the_newspapers_own_sentences_are_not_copied(kent: Report, seed: list[str]) -> None:
    def words(text: str) -> list[str]:
        return re.findall(r"[\w%.]+", text.casefold())

    def runs(text: str, length: int = 8) -> set[tuple[str, ...]]:
        found = words(text)
        return {tuple(found[at : at + length]) for at in range(len(found) - length + 1)}

    own = list(seed)
    for passage in kent.passages:
        if passage.kind is PassageKind.QUOTE:
            own[passage.number - 1] = own[passage.number - 1].replace(passage.text, " | ")
    newspaper = set[tuple[str, ...]]().union(*(runs(part) for line in own for part in line.split("|")))
    assert len(newspaper) > 100
    for passage in kent.passages:
        if passage.kind is not PassageKind.QUOTE:
            assert not runs(passage.text) & newspaper, passage


@needs_seed
def test_questions_find_their_key_words_where_they_look(kent: Report) -> None:
    with QUESTIONS.open(encoding="utf-8", newline="") as stream:
        questions = [row for row in csv.DictReader(stream) if row["answerable"] == "yes"]
    texts: dict[int, str] = {}
    for passage in kent.passages:
        said_by = f"{passage.speaker.name} {passage.speaker.role}" if passage.speaker else ""
        texts[passage.number] = f"{texts.get(passage.number, '')} {passage.text} {said_by}"
    assert len(questions) > 20
    for row in questions:
        support = " ".join(
            texts.get(int(number), "") for number in row["supporting_paragraphs"].split(";")
        ).casefold()
        for word in row["expected_key_words"].split("|"):
            assert word.casefold() in support, row["question"]


def test_passages_about_domestic_abuse_belong_to_both_areas(kent: Report) -> None:
    both = {"protecting_vulnerable_people", "investigating_crime"}
    assert {3, 10, 11, 12, 13, 14, 28, 30, 31, 32, 33, 46} == {
        passage.number for passage in kent.passages if set(passage.areas) == both
    }


def test_the_article_has_no_date_and_the_inspectorates_page_has_one(contents: Contents, kent: Report) -> None:
    assert kent.published == "" and "28 April 2022" in kent.note and kent.restated
    page = next(report for report in contents.reports if report.id == "kent-peel-2021-22-hmicfrs")
    assert page.published == "2022-04-28" and page.licence == "Open Government Licence v3.0"
    assert {passage.kind for passage in page.passages} == {PassageKind.SUMMARY}
    assert {passage.voice for passage in page.passages} == {Voice.INSPECTORATE}
