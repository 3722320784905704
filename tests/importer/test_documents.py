"""Whole sources of many shapes: passages, speakers, kinds and judgments as a careful person would take
them."""

from __future__ import annotations

import pytest

from bot.importer.draft import Draft
from bot.model import Voice
from tests.importer import documents
from tests.importer.conftest import Read, judged, said

RI = "requires improvement"

JUDGED = [
    (
        "inspectorate page",
        documents.INSPECTORATE_PAGE,
        "page.html",
        {
            "recording_data_about_crime": "good",
            "preventing_crime": "adequate",
            "treatment_of_the_public": "adequate",
            "responding_to_the_public": "inadequate",
            "investigating_crime": RI,
            "protecting_vulnerable_people": "inadequate",
            "managing_offenders": "adequate",
            "developing_a_positive_workplace": RI,
            "good_use_of_resources": "inadequate",
        },
    ),
    (
        "inspectorate pdf",
        documents.INSPECTORATE_PDF,
        "report.pdf",
        {"preventing_crime": "good", "investigating_crime": RI},
    ),
    (
        "commissioner in word",
        documents.COMMISSIONER_WORD,
        "response.docx",
        {"preventing_crime": "good", "responding_to_the_public": RI},
    ),
    (
        "fire report",
        documents.FIRE_REPORT,
        "fire.txt",
        {
            "understanding_risk": "good",
            "preventing_fire": "adequate",
            "responding": RI,
            "culture": "inadequate",
        },
    ),
    (
        "prison report",
        documents.PRISON_REPORT,
        "prison.txt",
        {
            "safety": "poor",
            "respect": "not sufficiently good",
            "purposeful_activity": "poor",
            "preparation_for_release": "reasonably good",
        },
    ),
    (
        "welsh force",
        documents.WELSH_PAGE,
        "welsh.html",
        {
            "preventing_crime": "good",
            "responding_to_the_public": "adequate",
            "investigating_crime": RI,
            "protecting_vulnerable_people": RI,
            "managing_offenders": RI,
            "leadership_and_force_management": "adequate",
        },
    ),
    (
        "article with single quotation marks",
        documents.SINGLE_QUOTES,
        "article.txt",
        {
            "recording_data_about_crime": "adequate",
            "preventing_crime": "good",
            "treatment_of_the_public": "adequate",
            "responding_to_the_public": RI,
            "investigating_crime": RI,
            "protecting_vulnerable_people": "adequate",
            "managing_offenders": RI,
            "developing_a_positive_workplace": "adequate",
        },
    ),
    (
        "markdown",
        documents.MARKDOWN_ARTICLE,
        "article.md",
        {
            "recording_data_about_crime": "outstanding",
            "preventing_crime": "outstanding",
            "treatment_of_the_public": "outstanding",
            "responding_to_the_public": "good",
            "investigating_crime": "adequate",
            "protecting_vulnerable_people": RI,
            "managing_offenders": "outstanding",
            "developing_a_positive_workplace": "good",
            "good_use_of_resources": "outstanding",
            "service_to_victims": None,
        },
    ),
    (
        "tabloid",
        documents.TABLOID_PAGE,
        "tabloid.html",
        {
            "preventing_crime": "good",
            "treatment_of_the_public": "good",
            "responding_to_the_public": RI,
            "investigating_crime": "adequate",
            "managing_offenders": "adequate",
            "developing_a_positive_workplace": "adequate",
        },
    ),
    (
        "care home",
        documents.CARE_REPORT,
        "care.txt",
        {"safe": RI, "effective": "good", "well_led": "inadequate", "overall": RI},
    ),
    (
        "school in the news",
        documents.SCHOOL_ARTICLE,
        "school.txt",
        {"education": RI, "behaviour": "good", "development": "good", "leadership": RI, "overall": RI},
    ),
    (
        "press release",
        documents.PRESS_RELEASE,
        "release.txt",
        {"responding_to_the_public": RI, "protecting_vulnerable_people": RI, "managing_offenders": RI},
    ),
    (
        "list of grades",
        documents.LIST_OF_GRADES,
        "list.md",
        {
            "treatment_of_the_public": "good",
            "preventing_crime": RI,
            "developing_a_positive_workplace": RI,
            "responding_to_the_public": "inadequate",
            "service_to_victims": "inadequate",
            "recording_data_about_crime": "inadequate",
            "managing_offenders": RI,
            "good_use_of_resources": "adequate",
        },
    ),
]


@pytest.mark.parametrize(
    ("source", "name", "grades"), [row[1:] for row in JUDGED], ids=[row[0] for row in JUDGED]
)
def test_exactly_the_stated_grades_are_proposed(
    source: bytes | str, name: str, grades: dict[str, str | None], read: Read
) -> None:
    assert judged(read(source, name)) == grades


REPORT, ARTICLE = "inspection report", "newspaper article"
P21, P23 = "peel-2021-22", "peel-2023-25"
PCC = "Barsetshire Police and Crime Commissioner"
ABOUT = [
    (documents.INSPECTORATE_PAGE, "p.html", "barsetshire", P21, "HMICFRS", "2022-07-12", REPORT),
    (documents.INSPECTORATE_PDF, "p.pdf", "mercia-vale", P23, "HMICFRS", "2024-05-04", REPORT),
    (documents.COMMISSIONER_WORD, "p.docx", "barsetshire", P23, PCC, "2024-03-01", "commissioner's response"),
    (documents.FIRE_REPORT, "p.txt", "barset-fire", "fire-2023-25", "HMICFRS", "2024-01-20", REPORT),
    (documents.PRISON_REPORT, "p.txt", "coldbath", "prisons-2024", "HMI Prisons", "2024-08-13", REPORT),
    (
        documents.WELSH_PAGE,
        "p.html",
        "powys-fadog",
        P23,
        "Powys Fadog Police",
        "2024-05-14",
        "force's statement",
    ),
    (documents.SINGLE_QUOTES, "p.txt", "barsetshire", P21, "an unnamed source", "2022-10-20", ARTICLE),
    (documents.MARKDOWN_ARTICLE, "p.md", "barsetshire", P21, "Example News", "2023-05-02", ARTICLE),
    (documents.TABLOID_PAGE, "p.html", "barsetshire", P21, "Echo", "2022-10-13", ARTICLE),
]


@pytest.mark.parametrize(("source", "name", "subject", "framework", "publisher", "published", "kind"), ABOUT)
def test_what_a_source_is_about(
    source: bytes | str,
    name: str,
    subject: str,
    framework: str,
    publisher: str,
    published: str,
    kind: str,
    read: Read,
) -> None:
    report = read(source, name).report
    found = (report.subject, report.framework, report.publisher, report.published, report.kind)
    assert found == (subject, framework, publisher, published, kind)


@pytest.mark.parametrize(("framework", "told"), [("peel-2021-22", False), ("peel-2023-25", True)])
def test_a_framework_that_the_source_contradicts_is_told(framework: str, told: bool, read: Read) -> None:
    draft = read(documents.INSPECTORATE_PAGE, "p.html", framework=framework)
    assert draft.report.framework == framework
    says = "The source says that it is about PEEL 2021/22, not PEEL 2023-25. Check it."
    assert (says in draft.notes) is told


@pytest.mark.parametrize(("subject", "told"), [("barsetshire", False), ("powys-fadog", True)])
def test_a_subject_that_the_source_does_not_name_is_told(subject: str, told: bool, read: Read) -> None:
    draft = read(documents.INSPECTORATE_PAGE, "p.html", subject=subject)
    assert draft.report.subject == subject
    assert any("does not name" in note for note in draft.notes) is told


def kinds(draft: Draft) -> dict[str, str]:
    """First words of each passage → its kind."""
    return {" ".join(one.text.split()[:3]): str(one.kind) for one in draft.report.passages}


def test_kinds_of_passages_on_an_inspectorate_page(read: Read) -> None:
    draft = read(documents.INSPECTORATE_PAGE, "page.html")
    found = kinds(draft)
    assert found["The force fails"] == "cause of concern"
    assert found["Within three months,"] == found["call takers use"] == "recommendation"
    assert found["The force needs"] == found["In 61 cases"] == "area for improvement"
    assert found["A team works"] == "promising practice"
    assert found["The force is"] == found["In our last"] == "finding"
    texts = " ".join(one.text for one in draft.report.passages)
    for furniture in (
        "cookies",
        "Print this",
        "Elizabeth Fry",
        "Crown copyright",
        "Police forces",
        "outstanding at",
    ):
        assert furniture not in texts
    assert {one.areas for one in draft.report.passages if "81 percent" in one.text} == {
        ("responding_to_the_public",)
    }


def test_pages_of_a_pdf(read: Read) -> None:
    draft = read(documents.INSPECTORATE_PDF, "report.pdf")
    found = {one.section: (one.page, str(one.kind)) for one in draft.report.passages}
    assert found["Preventing crime"] == (3, "finding")
    assert found["Innovative practice"] == (3, "innovative practice")
    assert found["The constabulary should review its investigation plans"] == (4, "area for improvement")
    texts = [one.text for one in draft.report.passages]
    assert any("notice the difference when they meet" in text for text in texts)  # over the page break
    assert not any("......" in text or text.startswith("Page") for text in texts)


def test_answers_in_a_table_of_a_word_file(read: Read) -> None:
    draft = read(documents.COMMISSIONER_WORD, "response.docx")
    rows = {
        " ".join(one.text.split()[:3]): (str(one.kind), one.speaker.voice if one.speaker else None)
        for one in draft.report.passages
    }
    assert rows["The force should"] == ("area for improvement", None)
    assert rows["We have moved"] == ("response", Voice.SUBJECT)
    assert rows["I will hold"] == ("response", Voice.COMMISSIONER)
    assert rows["Barsetshire Police accepts"] == ("response", Voice.SUBJECT)
    speakers = {
        one.speaker
        for one in draft.report.passages
        if one.speaker and one.speaker.voice is Voice.COMMISSIONER
    }
    assert {(one.name, one.role) for one in speakers} == {
        ("Gwenllian ferch Gruffydd", "Police and Crime Commissioner for Barsetshire")
    }


def test_kinds_in_plain_text_without_marked_headings(read: Read) -> None:
    fire, prison = kinds(read(documents.FIRE_REPORT)), kinds(read(documents.PRISON_REPORT))
    assert fire["The service should"] == "area for improvement"
    assert fire["The service doesn’t"] == "cause of concern"
    assert fire["By 31 May"] == "recommendation"
    assert prison["Staff were unable"] == "cause of concern"
    assert prison["The prison ran"] == "promising practice"


SPOKEN = [
    (
        documents.WELSH_PAGE,
        "p.html",
        [
            (3, "Powys Fadog Police", "Heddlu Powys Fadog has"),
            (4, "Powys Fadog Police", "Inspectors graded the force"),
            (5, "Owain Glyndŵr", "Rydym yn croesawu’r adroddiad"),
            (6, "Owain Glyndŵr", "There is more to"),
            (7, "Gwenllian ferch Gruffydd", "I will hold the"),
        ],
    ),
    (
        documents.SINGLE_QUOTES,
        "p.txt",
        [
            (8, "Elizabeth Fry", "I am concerned that"),
            (8, "Elizabeth Fry", "The force has made"),
            (9, "Elizabeth Fry", "More needs to be"),
            (10, "Robert Peel", "We are not where"),
            (11, "Robert Peel", "But we are on"),
            (12, "Florence Nightingale", "Police and crime commissioner"),
            (12, "Florence Nightingale", "This is progress."),
            (13, "Refuge", "Survivors have waited too"),
        ],
    ),
    (
        documents.MARKDOWN_ARTICLE,
        "p.md",
        [
            (15, "Elizabeth Fry", "I congratulate Barsetshire Police"),
            (17, "Elizabeth Fry", "It is an outstanding"),
        ],
    ),
    (
        documents.TABLOID_PAGE,
        "p.html",
        [
            (6, "Elizabeth Fry", "Callers are left waiting"),
            (6, "Elizabeth Fry", "That puts people at"),
            (7, "Elizabeth Fry", "The force knows what"),
            (8, "Robert Peel", "Chief Constable Robert Peel"),
            (8, "Robert Peel", "disappointed but not surprised"),
            (9, "Robert Peel", "We have recruited 50"),
            (10, "Robert Peel", "They start in January."),
            (11, "Florence Nightingale", "Florence Nightingale, Barsetshire's police,"),
            (12, "Jenny Lind", "You never see an"),
        ],
    ),
]


@pytest.mark.parametrize(
    ("source", "name", "expected"), SPOKEN, ids=["welsh", "single", "markdown", "tabloid"]
)
def test_everyone_keeps_their_own_words(
    source: str, name: str, expected: list[tuple[int, str, str]], read: Read
) -> None:
    assert said(read(source, name)) == expected


@pytest.mark.parametrize(
    ("subject", "grades"),
    [
        (
            "barsetshire",
            {
                "preventing_crime": "outstanding",
                "investigating_crime": RI,
                "protecting_vulnerable_people": "good",
            },
        ),
        (
            "mercia-vale",
            {"preventing_crime": "good", "investigating_crime": None, "managing_offenders": "inadequate"},
        ),
    ],
)
def test_each_force_gets_its_own_grades(subject: str, grades: dict[str, str | None], read: Read) -> None:
    assert judged(read(documents.TABLE_OF_FORCES, "table.html", subject=subject)) == grades


def test_he_is_who_was_named_there(read: Read) -> None:
    draft = read(documents.SCHOOL_ARTICLE, subject="st-ewold", framework="schools-2019")
    assert said(draft) == [
        (4, "Thomas Arnold", "We are disappointed, but"),
        (5, "Thomas Arnold", "He said staff had"),
        (5, "Thomas Arnold", "already begun to rewrite"),
    ]


def test_notes_to_editors_are_no_passages(read: Read) -> None:
    draft = read(documents.PRESS_RELEASE)
    assert "press office" not in " ".join(one.text for one in draft.report.passages)
    assert [one.number for one in draft.report.passages if str(one.kind) == "quote"] == [8, 9, 10]


def test_differences_between_announced_and_named_areas_are_reported(read: Read) -> None:
    notes = " ".join(read(documents.SINGLE_QUOTES).notes)
    assert "The source counts two “inadequate” areas and names none of them." in notes
    notes = " ".join(read(documents.INSPECTORATE_PAGE, "page.html").notes)
    assert "counts" not in notes  # nine graded judgments are announced and nine are named


def test_a_source_about_nothing_known_is_refused(read: Read) -> None:
    from bot.importer.document import ImportFault

    with pytest.raises(ImportFault, match="option “subject”"):
        read("The force was good at preventing crime, inspectors said in their PEEL 2021/22 report.")
    with pytest.raises(ImportFault, match="there is no subject “atlantis”"):
        read(documents.FIRE_REPORT, subject="atlantis")
