# ruff: noqa: E501 - the messages stand as people see them
"""Every fault names its file, line and field and says what to do; all faults are reported at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.knowledge.faults import MAX_FAULTS, MAX_PER_FILE
from bot.knowledge.loader import KnowledgeFaults, check_folder, load_contents

Make = Callable[..., Path]
Edit = Callable[[str, str, str], dict[str, str]]

FRAMEWORK = "frameworks/care-2024.yaml"
LATER = "frameworks/care-2025.yaml"
SUBJECTS = "subjects/homes.yaml"
JUDGMENTS = "judgments/care.csv"
TALLIES = "tallies.csv"
PUBLISHERS = "publishers.yaml"
REPORT = "reports/oak-care-2024-paper.md"
SYNONYMS = "synonyms.yaml"

CASES = [
    # file, old, new, the faults
    (FRAMEWORK, "id: care-2024\n", "", [":1: id: is missing"]),
    (FRAMEWORK, "id: care-2024\n", "id: Care 24\n", [":1: id: “Care 24” is no id: lower-case letters and digits, joined by - or _"]),
    (FRAMEWORK, "year: 2024", "year: soon", [":5: year: “soon” is not a year like 2021"]),
    (FRAMEWORK, "year: 2024", "year: 012", [":5: year: “012” is not a year like 2021"]),
    (FRAMEWORK, "scale: [good, fair, poor]", "scale: [good]", [":6: scale: has one step; a scale has two or more, best first"]),
    (FRAMEWORK, "scale: [good, fair, poor]", "scale: good", [":6: scale: is a list: [one, two]"]),
    (FRAMEWORK, "noun: home", "nuon: home", [":1: noun: is missing", ":8: the field “nuon” is not known; did you mean “noun”?"]),
    (FRAMEWORK, "overall: no", "overall: false", [":10: overall: “false” is not known; it is one of: yes, no"]),
    (FRAMEWORK, "[care-2025]", "[care-20255]", [
        ":11: comparable_with: “care-20255” is not known; did you mean “care-2025”?",
        "frameworks/care-2025.yaml:10: comparable_with: “care-2024” does not name “care-2025” in return",
    ]),
    (FRAMEWORK, "[care-2025]", "[care-2025, care-2024]", [":11: comparable_with: names the framework itself"]),
    (FRAMEWORK, "    graded: yes", "    graded: mostly", [":18: graded: “mostly” is not known; it is one of: yes, sometimes, no"]),
    (FRAMEWORK, "id: food", "id: safe", [
        ":19: id: the area “safe” stands twice in this framework",
        "judgments/care.csv:3: area: “food” is not known; it is one of: safe, garden",
        "reports/oak-care-2024-paper.md:37: section: the area “food” is not known; it is one of: safe, garden",
    ]),
    (FRAMEWORK, "label: Food", "label: SAFETY", [":20: label: “safety” names the area “safe” too"]),
    (FRAMEWORK, "label: Food", "label: " + "Food" * 26, [":20: label: has 104 characters; at most 100"]),
    (FRAMEWORK, "label: Food", "label: [Food]", [":20: label: is one text, not a list or mapping"]),
    (FRAMEWORK, "areas:", "areas: none\nareax:", [
        ":13: areas: is a list of entries, each starting with “- ”",
        ":14: the field “areax” is not known; did you mean “areas”?",
    ]),
    (LATER, "comparable_with: [care-2024]", "comparable_with: []", ["frameworks/care-2024.yaml:11: comparable_with: “care-2025” does not name “care-2024” in return"]),
    (LATER, "scale: [good, fair, poor]", "scale: [poor, good]", [
        ":10: comparable_with: “care-2024” has another scale; its grades cannot be ranked",
        "frameworks/care-2024.yaml:11: comparable_with: “care-2025” has another scale; its grades cannot be ranked",
    ]),
    (LATER, "cycle: 2025", "cycle: 2024", [":4: cycle: Care 2024 stands in frameworks/care-2024.yaml already"]),
    (LATER, "id: care-2025", "id: care-25", [
        ":1: id: “care-25” and the file's name “care-2025” differ",
        ":10: comparable_with: “care-2024” does not name “care-25” in return",
    ]),
    (SUBJECTS, "id: elm", "id: oak", [":10: id: “oak” stands twice; first in subjects/homes.yaml:2"]),
    (SUBJECTS, "short: Elm", "short: THE  oak", [":12: short: “THE oak” is a name of “oak” too"]),
    (SUBJECTS, "wary: [The Oak]", "wary: [the oak]", [":7: wary: “the oak” is not known; did you mean “The Oak”?; a wary alias stands among the aliases too"]),
    (SUBJECTS, "aliases: [The Oak, Oakie]", 'aliases: ["", The Oak]', [":6: aliases: holds an empty entry"]),
    (SUBJECTS, "  - id: elm", "  - elm\n  - id: elm", [":10: subjects: an entry here is a list of “field: value” lines"]),
    (JUDGMENTS, "care-2024,oak,safe", "care-2042,oka,safe", [
        ":2: framework: “care-2042” is not known; did you mean “care-2024”?",
        ":2: subject: “oka” is not known; did you mean “oak”?",
    ]),
    (JUDGMENTS, "oak,safe,graded,fair", "oak,saef,grded,fair", [
        ":2: area: “saef” is not known; did you mean “safe”?",
        ":2: state: “grded” is not known; did you mean “graded”?",
    ]),
    (JUDGMENTS, "graded,fair", "graded,Fair", [":2: grade: “Fair” is not known; did you mean “fair”?"]),
    (JUDGMENTS, "graded,fair", "graded,", [":2: grade: is empty; it is one of: good, fair, poor"]),
    (JUDGMENTS, "oak,food", "oak,garden", [":3: grade: Care 2024 does not grade the area “garden”"]),
    (JUDGMENTS, "oak,food", "oak,safe", [":3: a judgment of care-2024 oak safe stands twice; first in judgments/care.csv:2"]),
    (JUDGMENTS, "fair,https://care.example/oak", "fair,oak-care-2024-paper#5", [":2: url: “oak-care-2024-paper” has no paragraph 5"]),
    (JUDGMENTS, "oak,food", "day-centre,food", [":3: subject: “day-centre” is listed as not graded"]),
    (JUDGMENTS, "not graded,", "not graded,poor", [":4: grade: is “poor” although the state is “not graded”"]),
    (JUDGMENTS, "2024-05-01,yes", "2024-05-01,maybe", [":3: derived: “maybe” is not known; it is one of: yes, no"]),
    (JUDGMENTS, "2024-05,,", "2024-05,yes,", [":4: derived: only a grade can be derived, and the state is “not graded”"]),
    (JUDGMENTS, "https://care.example/oak,2024-05-01,,", "https://care.example/oak,2024-02-30,,", [":2: published: “2024-02-30” is not in the calendar"]),
    (JUDGMENTS, "https://care.example/oak,2024-05-01,,", "https://care.example/oak,May 2024,,", [":2: published: “May 2024” is not a date like 2022-04-28, 2022-04 or 2022"]),
    (JUDGMENTS, "https://care.example/oak,2024-05-01,,", ",2024-05-01,,", [":2: url: is missing"]),
    (JUDGMENTS, "https://care.example/oak,2024-05-01,,", "javascript:alert(1),2024-05-01,,", [":2: url: “javascript:alert(1)” is not an address like https://example.org/page"]),
    (JUDGMENTS, "https://care.example/oak,2024-05-01,,", "https://me:pw@care.example/,2024-05-01,,", [":2: url: “https://me:pw@care.example/” is not an address like https://example.org/page"]),
    (JUDGMENTS, "https://care.example/oak,2024-05-01,,", "https:///oak,2024-05-01,,", [":2: url: “https:///oak” is not an address like https://example.org/page"]),
    (JUDGMENTS, "https://care.example/oak,2024-05-01,,", "https://care.example/an oak,2024-05-01,,", [":2: url: “https://care.example/an oak” is not an address like https://example.org/page"]),
    (JUDGMENTS, "https://care.example/oak,2024-05-01,,", f"https://care.example/{'a' * 2_000},,,", [":2: url: has 2,021 characters; at most 2,000"]),
    (JUDGMENTS, "2024-05-01,,\n", "2024-05-01\n", [":2: has 7 cells; the header has 9"]),
    (JUDGMENTS, "subject,area", "subjekt,area", [":1: the column “subjekt” is not known; did you mean “subject”?", ":1: the column “subject” is missing"]),
    (JUDGMENTS, "subject,area", "subject,subject,area", [":1: “subject” stands twice"]),
    (JUDGMENTS, '"Closed, for repairs."', '"Closed" for repairs', [":4: is not valid CSV from here on: ',' expected after '\"'"]),
    (JUDGMENTS, "care-2024,oak,food,graded,good", 'care-2024,oak,food,graded,"good', [":3: is not valid CSV from here on: ',' expected after '\"'"]),
    (TALLIES, "good 1; fair 1", "good 2; fair 1", [":2: grades: the counts do not add up to 2"]),
    (TALLIES, "good 1; fair 1", "good 1; fare 1", [":2: grades: “fare” is not known; did you mean “fair”?", ":2: grades: the counts do not add up to 2"]),
    (TALLIES, "good 1; fair 1", "good one; fair 1", [":2: grades: “good one” is not a grade and a count, like “good 4”", ":2: grades: the counts do not add up to 2"]),
    (TALLIES, "good 1; fair 1", "good 1; good 1", [":2: grades: “good” stands twice", ":2: grades: the counts do not add up to 2"]),
    (TALLIES, "oak,2,", "oak,two,", [":2: areas_graded: “two” is not a number"]),
    (PUBLISHERS, "paper.example", "care.example", [":6: hosts: “care.example” is a host of “Care Inspectorate” too"]),
    (PUBLISHERS, "paper.example", "https://paper.example/", [":6: hosts: “https://paper.example/” is not a host like example.org, in lower case"]),
    (PUBLISHERS, "voice: publisher", "voice: press", [":8: voice: “press” is not known; it is one of: inspectorate, subject, commissioner, publisher, other"]),
    (REPORT, "---\n", "", [":1: starts with a line “---”, then the fields of the report"]),
    (REPORT, "subject: oak", "subject: elm", [":8: subject: the file's name starts with “elm-care-2024-”, then the publisher; it is “oak-care-2024-paper”"]),
    (REPORT, "framework: care-2024", "framework: care-2023", [
        ":9: framework: “care-2023” is not known; did you mean “care-2024”?",
        ":8: subject: the file's name starts with “oak-care-2023-”, then the publisher; it is “oak-care-2024-paper”",
    ]),
    (REPORT, 'title: "Oak House: what inspectors found"', "title: Oak House: what", [":2: is not valid YAML: mapping values are not allowed in this context"]),
    (REPORT, "name: Oak House", "name: The inspector", [
        ":15: name: the speaker “The inspector” stands twice",
        ":34: speaker: “Oak House” is not known; it is one of: The inspector",
    ]),
    (REPORT, "quote, The inspector", "quote, The inspecter", [":31: speaker: “The inspecter” is not known; did you mean “The inspector”?"]),
    (REPORT, "quote, The inspector", "quote", [":31: speaker: is missing: “quote, name of the speaker”"]),
    (REPORT, "[2] finding", "[2] finding, The inspector", [":26: speaker: only a quote or a response names a speaker"]),
    (REPORT, "[2] finding", "[2] findnig", [":26: kind: “findnig” is not known; did you mean “finding”?"]),
    (REPORT, "[2] finding", "Finding 2", [":26: text without a marker; a line like “[12] finding” stands above a passage"]),
    (REPORT, "Falls were recorded.", "", [":26: text: the passage is empty; its paragraph stands right below the marker"]),
    (REPORT, "Falls were recorded.", "Falls " * 700, [":26: text: the passage has 4,199 characters; at most 4,000. Divide it into two"]),
    (REPORT, "Falls were recorded.\n", "Falls.\n[9] finding\nAgain.\n", [":28: leave an empty line above a marker or heading"]),
    (REPORT, "## Safety", "# Safety", [":24: section: a heading starts with ## (up to ######) and a space"]),
    (REPORT, "## Safety", "##Safety", [":24: section: a heading starts with ## (up to ######) and a space"]),
    (REPORT, "{#food #safe}", "{#foood safe}", [
        ":37: section: the area “#foood” is not known; did you mean “food”?".replace("#", ""),
        ":37: section: “safe” in braces is no area: write {#area_id}",
    ]),
    (SYNONYMS, "tumbles: [falls]", "tumbles: []", [":2: tumbles: is empty"]),
    (SYNONYMS, "tumbles: [falls]", "tumbles: falls", [":2: tumbles: is a list: [one, two]"]),
    (SYNONYMS, "tumbles: [falls]", "tumbles: [falls]\n  Tumbles: [fall]", [":3: Tumbles: stands twice; “tumbles” differs in case or spacing only"]),
    (SYNONYMS, "synonyms:", "synonyms: none\nother:", [":1: synonyms: is a list of “word: [meaning]” lines", ":2: the field “other” is not known; it is one of: synonyms"]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "expected"), CASES, ids=lambda value: str(value)[:40])
def test_messages(make_folder: Make, edit: Edit, file: str, old: str, new: str, expected: list[str]) -> None:
    with pytest.raises(KnowledgeFaults) as refused:
        load_contents(make_folder(edit(file, old, new)))
    found = [str(fault) for fault in refused.value.faults]
    assert sorted(found) == sorted(f"{file}{text}" if text[0] == ":" else text for text in expected)
    assert str(refused.value) == "\n".join(map(str, refused.value.faults))


def test_all_faults_are_reported_at_once_in_order(make_folder: Make, edit: Edit) -> None:
    changes = {
        **edit(FRAMEWORK, "year: 2024", "year: soon"),
        **edit(JUDGMENTS, "graded,fair", "graded,fare"),
        **edit(REPORT, "[2] finding", "[2] fnding"),
        **edit(SYNONYMS, "tumbles: [falls]", "tumbles: []"),
    }
    faults, warnings = check_folder(make_folder(changes))
    assert [(fault.file, fault.line, fault.field) for fault in faults] == [
        (FRAMEWORK, 5, "year"),
        (JUDGMENTS, 2, "grade"),
        (REPORT, 26, "kind"),
        (SYNONYMS, 2, "tumbles"),
    ]
    assert not warnings


def test_a_file_that_is_wrong_throughout_is_listed_in_part(make_folder: Make, files: dict[str, str]) -> None:
    header, *_ = files[JUDGMENTS].splitlines()
    rows = "\n".join([header, *["no,such,thing,at,all,,,,"] * 5_000])
    faults, _ = check_folder(make_folder({JUDGMENTS: rows}))
    assert len(faults) == MAX_PER_FILE + 1
    assert faults[-1].message == f"more than {MAX_PER_FILE} faults; the rest of this file is not listed"


def test_a_folder_that_is_wrong_throughout_is_listed_in_part(
    make_folder: Make, files: dict[str, str]
) -> None:
    header, *_ = files[JUDGMENTS].splitlines()
    rows = "\n".join([header, *["no,such,thing,at,all,,,,"] * 60])
    faults, _ = check_folder(make_folder({f"judgments/{number:02}.csv": rows for number in range(40)}))
    assert len(faults) == MAX_FAULTS + 1
    assert any("the rest of the folder is not listed" in fault.message for fault in faults)


def test_a_message_never_shows_a_whole_value_or_a_raw_line_break(make_folder: Make, edit: Edit) -> None:
    changes = edit(SYNONYMS, "tumbles: [falls]", f'"{"x" * 5_000}\\n": []')
    faults, _ = check_folder(make_folder(changes))
    assert faults and all(len(str(fault)) < 400 and "\n" not in str(fault) for fault in faults)
