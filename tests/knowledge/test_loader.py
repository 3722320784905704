"""A sound folder becomes exactly what its files say."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.knowledge.loader import check_folder, load_contents
from bot.model import (
    Citation,
    Graded,
    Judgment,
    Passage,
    PassageKind,
    Speaker,
    State,
    Subject,
    Tally,
    Voice,
)

Make = Callable[..., Path]
Edit = Callable[[str, str, str], dict[str, str]]

INSPECTOR = Speaker("The inspector", "lead inspector", Voice.INSPECTORATE)
HOME = Speaker("Oak House", "the home", Voice.SUBJECT)
PAGE = Citation("Oak House, Care 2024", "Care Inspectorate", "https://care.example/oak", "2024-05-01")


def test_frameworks(make_folder: Make) -> None:
    first, second = load_contents(make_folder()).frameworks
    assert (first.id, first.name, first.year, first.scale) == (
        "care-2024",
        "Care 2024",
        2024,
        ("good", "fair", "poor"),
    )
    assert (first.noun, first.nouns, first.subject_kind, first.overall) == (
        "home",
        "homes",
        "care home",
        False,
    )
    assert first.comparable_with == ("care-2025",) and second.comparable_with == ("care-2024",)
    assert [(area.id, area.graded, area.words) for area in first.areas] == [
        ("safe", Graded.YES, ("safe", "falls", "999")),
        ("food", Graded.YES, ("meals",)),
        ("garden", Graded.NO, ()),
    ]


def test_subjects(make_folder: Make) -> None:
    oak, elm, centre = load_contents(make_folder()).subjects
    assert oak == Subject(
        "oak",
        "Oak House",
        "Oak",
        "care home",
        ("The Oak", "Oakie"),
        ("The Oak",),
        region="North",
        country="England",
    )
    assert elm.graded and not centre.graded


def test_judgments_and_tallies(make_folder: Make) -> None:
    contents = load_contents(make_folder())
    assert contents.judgments == (
        Judgment("oak", "care-2024", "safe", State.GRADED, "fair", PAGE),
        Judgment("oak", "care-2024", "food", State.GRADED, "good", PAGE, derived=True),
        Judgment(
            "elm",
            "care-2024",
            "safe",
            State.NOT_GRADED,
            None,
            Citation("Elm House, Care 2024", "The Paper", "https://www.paper.example/elm?page=1", "2024-05"),
            note="Closed, for repairs.",
        ),
        Judgment(
            "oak",
            "care-2025",
            "safe",
            State.GRADED,
            "poor",
            Citation("Oak House, Care 2025", "unlisted.example", "https://unlisted.example/oak"),
        ),
    )
    assert contents.tallies == (Tally("oak", "care-2024", 2, (("good", 1), ("fair", 1), ("poor", 0)), PAGE),)


def test_reports(make_folder: Make) -> None:
    (report,) = load_contents(make_folder()).reports
    assert (report.id, report.title, report.publisher) == (
        "oak-care-2024-paper",
        "Oak House: what inspectors found",
        "The Paper",
    )
    assert (report.url, report.published, report.restated, report.author) == (
        "https://www.paper.example/oak",
        "2024-05",
        True,
        "",
    )

    def passage(mark: str, number: int, kind: PassageKind, text: str, **rest: object) -> Passage:
        return Passage(f"{report.id}#{mark}", report.id, number, kind, text, **rest)  # type: ignore[arg-type]

    assert report.passages == (
        passage("1", 1, PassageKind.SUMMARY, "Inspectors came twice.", voice=Voice.PUBLISHER),
        passage("2", 2, PassageKind.FINDING, "Falls were recorded.", section="Safety", areas=("safe",)),
        passage(
            "3",
            3,
            PassageKind.QUOTE,
            "Nobody looked  in after ten, room #3 least of all.",
            section="Night shifts",
            areas=("safe",),
            speaker=INSPECTOR,
            page=7,
        ),
        passage(
            "3.2",
            3,
            PassageKind.RESPONSE,
            "The home has hired two people.",
            section="Night shifts",
            areas=("safe",),
            speaker=HOME,
            voice=Voice.SUBJECT,
        ),
        passage(
            "4",
            4,
            PassageKind.RECOMMENDATION,
            "Serve hot meals.",
            section="What people eat",
            areas=("food", "safe"),
        ),
    )


def test_synonyms_keep_words_that_yaml_would_turn_into_values(make_folder: Make) -> None:
    assert load_contents(make_folder()).synonyms == {"tumbles": ("falls",), "no": ("none", "not any")}


def test_the_least_folder_is_a_framework_and_a_subject(make_folder: Make) -> None:
    rest = ("judgments/care.csv", "tallies.csv", "publishers.yaml", "reports/oak-care-2024-paper.md")
    contents = load_contents(make_folder(dict.fromkeys((*rest, "synonyms.yaml"))))
    assert not contents.judgments and not contents.reports and not contents.synonyms
    assert len(contents.subjects) == 3


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"README.md": "About this folder."}, True),
        ({"reports/README.md": "About reports."}, True),
        ({".notes": "hidden"}, True),
        ({"synonyms.yaml": "synonyms:\n  tumbles: [a fall]\n"}, False),
        ({"tallies.csv": None}, False),
    ],
)
def test_the_version_is_a_hash_of_what_is_read(
    make_folder: Make, tmp_path: Path, change: dict[str, str | None], same: bool
) -> None:
    version = load_contents(make_folder()).version
    for name, content in change.items():
        path = tmp_path / "knowledge" / name
        path.unlink() if content is None else path.write_text(content, encoding="utf-8")
    changed = load_contents(tmp_path / "knowledge").version
    assert len(version) == 12 and int(version, 16) >= 0
    assert (changed == version) is same


def test_a_file_that_is_renamed_makes_another_version(make_folder: Make) -> None:
    folder = make_folder()
    version = load_contents(folder).version
    (folder / "judgments" / "care.csv").rename(folder / "judgments" / "other.csv")
    assert load_contents(folder).version != version


def test_the_folder_itself_may_be_a_link(make_folder: Make, tmp_path: Path) -> None:
    folder = make_folder()
    link = tmp_path / "current"
    link.symlink_to(folder, target_is_directory=True)
    assert load_contents(link) == load_contents(folder)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(
    make_folder: Make, files: dict[str, str]
) -> None:
    plain = load_contents(make_folder())
    windows = load_contents(
        make_folder(
            {name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in files.items()}
        )
    )
    assert windows.reports == plain.reports and windows.judgments == plain.judgments
    assert windows.frameworks == plain.frameworks and windows.synonyms == plain.synonyms


def test_warnings_do_not_keep_a_folder_from_being_served(make_folder: Make) -> None:
    folder = make_folder({"notes.txt": "x"})
    faults, warnings = check_folder(folder)
    assert not faults and load_contents(folder)
    assert [str(warning) for warning in warnings] == [
        "frameworks/care-2025.yaml:1: no judgment of 1 home: elm",
        "notes.txt:1: is not read; move it out of the knowledge folder",
        "publishers.yaml:1: hosts: not listed, so shown by their address: unlisted.example",
    ]


def test_more_grades_than_announced_are_a_warning(make_folder: Make, edit: Edit) -> None:
    _, warnings = check_folder(make_folder(edit("tallies.csv", "good 1; fair 1", "good 0; fair 2")))
    assert "tallies.csv:2: grades: 1 judgments of oak say “good”, and 0 were announced" in map(str, warnings)


def test_a_judgment_after_the_tally_may_be_a_revision(make_folder: Make, edit: Edit) -> None:
    changes = edit(
        "tallies.csv",
        "good 1; fair 1; poor 0,https://care.example/oak,2024-05-01",
        ("good 2; fair 0; poor 0,https://care.example/oak,2024-04"),
    )
    _, warnings = check_folder(make_folder(changes))
    assert not [warning for warning in warnings if warning.file == "tallies.csv"]


def test_an_invisible_character_is_a_warning(make_folder: Make, edit: Edit) -> None:
    changes = edit("reports/oak-care-2024-paper.md", "Falls were", "Fa\u00adlls were")
    faults, warnings = check_folder(make_folder(changes))
    assert not faults
    assert str(warnings[-1]) == (
        "reports/oak-care-2024-paper.md:27: the character U+00AD (soft hyphen) cannot be seen and keeps the "
        "word around it from being found"
    )


def test_contents_do_not_depend_on_the_working_directory(
    make_folder: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_folder()
    monkeypatch.chdir(folder.parent)
    assert load_contents(Path(os.curdir) / "knowledge") == load_contents(folder)


def test_a_grade_may_stand_between_two_passages_of_its_source(
    make_folder: Make, files: dict[str, str]
) -> None:
    judgments, report = "judgments/care.csv", "reports/oak-care-2024-paper.md"
    changes = {
        judgments: files[judgments].replace("fair,https://care.example/oak", "fair,oak-care-2024-paper#5", 1),
        report: files[report].replace("[4] recommendation", "[6] recommendation"),
    }
    cited = load_contents(make_folder(changes)).judgments[0].citation
    assert (cited.title, cited.place) == ("Oak House: what inspectors found", "paragraph 5")
