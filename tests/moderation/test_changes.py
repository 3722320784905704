"""What counts as a change, what it is called, and what a person has to agree to."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.faults import FaultLog
from bot.knowledge.loader import contents_of
from bot.model import Contents
from bot.moderation import Change, Regrade, compare, touches
from tests.moderation.editions import files_of

JUDGMENTS, REPORT = "judgments/care.csv", "reports/oak-care-2024-paper.md"
EDITS = {
    "nothing": ({}, False, "nothing changed"),
    "layout": ({"synonyms.yaml": ("synonyms:", "# words\nsynonyms:")}, False, "only the layout of the files"),
    "note": ({JUDGMENTS: (",not graded,,", ", not graded ,,")}, False, "only the layout of the files"),
    "citation": ({JUDGMENTS: ("2024-05-01,,", "2024-05-02,,")}, False, "1 judgment changed"),
    "grade": ({JUDGMENTS: ("graded,fair", "graded,good")}, True, "1 grade changed; 1 judgment changed"),
    "state": ({JUDGMENTS: ("not graded", "not stated")}, True, "1 grade changed; 1 judgment changed"),
    "derived": ({JUDGMENTS: (",yes,", ",no,")}, True, "1 grade changed; 1 judgment changed"),
    "judgment added": (
        {JUDGMENTS: ("care-2025,oak", "care-2024,elm,food,graded,good,https://care.example/e,,,\ncare-2025,oak")},
        False,
        "1 judgment added",
    ),
    "judgment removed": (
        {JUDGMENTS: ("care-2025,oak,safe,graded,poor,https://unlisted.example/oak-edition-0,,no,\n", "")},
        True,
        "1 judgment removed",
    ),
    "tally": ({"tallies.csv": ("2024-05-01", "2024-05-02")}, True, "1 announced count changed"),
    "passage changed": ({REPORT: ("Serve hot", "Serve warm")}, False, "1 passage changed"),
    "passage added": ({REPORT: ("meals.", "meals.\n\n[5] finding\nTea is cold.")}, False, "1 passage added"),
    "passage removed": ({REPORT: ("[1] summary", "[9] summary")}, True, "1 passage added, 1 removed"),
    "report": ({REPORT: ("what inspectors found", "what they found")}, False, "1 report changed"),
    "alias": ({"subjects/homes.yaml": ("Oakie", "Oaky")}, False, "1 subject changed"),
    "synonym": ({"synonyms.yaml": ("tumbles", "trips")}, True, "1 synonym added, 1 removed"),
    "area": ({"frameworks/care-2024.yaml": ("label: Food", "label: Meals")}, False, "1 area changed"),
    "area removed": (
        {"frameworks/care-2024.yaml": ("  - id: garden\n    label: Garden\n    title: Garden\n"
                                       "    graded: no\n    note: Looked at without a grade.\n", "")},
        True,
        "1 area removed",
    ),
}  # fmt: skip


def contents(edits: dict[str, tuple[str, str]] | None = None) -> Contents:
    files = files_of(0)
    for name, (old, new) in (edits or {}).items():
        text = files[name].decode()
        assert old in text, f"{old!r} does not stand in {name}"
        files[name] = text.replace(old, new, 1).encode()
    return contents_of(files, "knowledge", FaultLog())


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_summed_up_and_asked_about_where_it_should_be(name: str) -> None:
    edits, asked, summary = EDITS[name]
    change = compare(contents(), contents(edits))
    assert change.summary == summary
    assert touches(change) is asked
    assert bool(change) is (name != "nothing")


def test_the_way_back_is_the_opposite() -> None:
    old, new = contents(), contents(EDITS["passage removed"][0])
    there, back = compare(old, new), compare(new, old)
    assert (there.before, there.after) == (back.after, back.before)
    for (_, one), (_, other) in zip(there.kinds, back.kinds, strict=True):
        assert (one.added, one.removed, one.changed) == (other.removed, other.added, other.changed)


def test_a_changed_scale_changes_what_grades_mean() -> None:
    scales = {
        f"frameworks/care-{year}.yaml": ("[good, fair, poor]", "[excellent, good, fair, poor]")
        for year in (2024, 2025)
    }
    tally = {"tallies.csv": ("good 1; fair", "excellent 0; good 1; fair")}
    change = compare(contents(), contents({**scales, **tally}))
    assert dict(change.kinds)["scale"].changed == ("Care 2024", "Care 2025")
    assert touches(change)


def test_a_regrade_shows_both_grades_with_their_citations() -> None:
    edits = {JUDGMENTS: ("graded,fair,https://care.example/oak-edition-0,2024-05-01",
                         "graded,good,https://care.example/revised,2024-07-01")}  # fmt: skip
    (regrade,) = compare(contents(), contents(edits)).regrades
    assert isinstance(regrade, Regrade)
    assert regrade.name == "Oak House, Care 2024, Safety"
    assert (regrade.before.grade, regrade.after.grade) == ("fair", "good")
    assert regrade.before.citation.url.endswith("/oak-edition-0")
    assert (regrade.after.citation.url, regrade.after.citation.published) == (
        "https://care.example/revised",
        "2024-07-01",
    )


def test_things_are_called_by_their_names() -> None:
    kinds = dict(compare(contents(), contents(EDITS["area"][0])).kinds)
    assert kinds["area"].changed == ("Care 2024, Meals",)
    kinds = dict(compare(contents(EDITS["tally"][0]), contents()).kinds)
    assert kinds["announced count"].changed == ("Oak House, Care 2024",)
    kinds = dict(compare(contents(), contents(EDITS["passage added"][0])).kinds)
    assert kinds["passage"].added == ("oak-care-2024-paper#5",)


def test_shipped_knowledge_does_not_differ_from_itself(shipped: object, tmp_path: Path) -> None:
    loaded = shipped.contents  # type: ignore[attr-defined]
    assert not compare(loaded, loaded)
    assert not touches(Change("a", "b"))
