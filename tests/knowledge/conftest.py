"""A small, whole knowledge folder of an invented inspectorate, to be changed by each test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

FILES = {
    "frameworks/care-2024.yaml": """\
id: care-2024
inspectorate: Care Inspectorate
programme: Care
cycle: 2024
year: 2024
scale: [good, fair, poor]
subject_kind: care home
noun: home
nouns: homes
overall: no
comparable_with: [care-2025]
note: Two cycles on one scale.
areas:
  - id: safe
    label: Safety
    title: Keeping people safe
    words: [safe, falls, "999"]
    graded: yes
  - id: food
    label: Food
    title: Food and drink
    words: [meals]
  - id: garden
    label: Garden
    title: Garden
    graded: no
    note: Looked at without a grade.
""",
    "frameworks/care-2025.yaml": """\
id: care-2025
inspectorate: Care Inspectorate
programme: Care
cycle: 2025
year: 2025
scale: [good, fair, poor]
subject_kind: care home
noun: home
nouns: homes
comparable_with: [care-2024]
areas:
  - id: safe
    label: Safety
    title: Keeping people safe
""",
    "subjects/homes.yaml": """\
subjects:
  - id: oak
    name: Oak House
    short: Oak
    kind: care home
    aliases: [The Oak, Oakie]
    wary: [The Oak]
    region: North
    country: England
  - id: elm
    name: Elm House
    short: Elm
    kind: care home
  - id: day-centre
    name: Day Centre
    short: Centre
    kind: care home
    graded: no
    note: Asked about, not graded.
""",
    "judgments/care.csv": """\
framework,subject,area,state,grade,url,published,derived,note
care-2024,oak,safe,graded,fair,https://care.example/oak,2024-05-01,,
care-2024,oak,food,graded,good,https://care.example/oak,2024-05-01,yes,
care-2024,elm,safe,not graded,,https://www.paper.example/elm?page=1,2024-05,,"Closed, for repairs."
care-2025,oak,safe,graded,poor,https://unlisted.example/oak,,no,
""",
    "tallies.csv": """\
framework,subject,areas_graded,grades,url,published
care-2024,oak,2,good 1; fair 1; poor 0,https://care.example/oak,2024-05-01
""",
    "publishers.yaml": """\
publishers:
  - hosts: [care.example]
    name: Care Inspectorate
    voice: inspectorate
    licence: Open Government Licence v3.0
  - hosts: [paper.example]
    name: The Paper
    voice: publisher
""",
    "reports/oak-care-2024-paper.md": """\
---
title: "Oak House: what inspectors found"
publisher: The Paper
kind: newspaper article
author:
url: https://www.paper.example/oak
published: 2024-05
subject: oak
framework: care-2024
restated: yes
speakers:
  - name: The inspector
    role: lead inspector
    voice: inspectorate
  - name: Oak House
    role: the home
    voice: subject
---

[1] summary
Inspectors came
twice.

## Safety

[2] finding
Falls were recorded.

### Night shifts

[3 p.7] quote, The inspector
Nobody looked  in after ten, room #3 least of all.

[3] response, Oak House
The home has hired two people.

## What people eat {#food #safe}

[4] recommendation
Serve hot meals.
""",
    "synonyms.yaml": """\
synonyms:
  tumbles: [falls]
  "no": [none, not any]
""",
}


@pytest.fixture
def make_folder(tmp_path: Path) -> Callable[..., Path]:
    """Writes the small folder with changes: file → new content, or None to leave the file out."""

    def make(changes: Mapping[str, str | bytes | None] | None = None) -> Path:
        folder = tmp_path / "knowledge"
        for name, content in {**FILES, **(changes or {})}.items():
            if content is None:
                continue
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        folder.mkdir(exist_ok=True)
        return folder

    return make


@pytest.fixture
def edit() -> Callable[[str, str, str], dict[str, str]]:
    """One change of the small folder: the first `old` in a file replaced by `new`."""

    def change(file: str, old: str, new: str) -> dict[str, str]:
        assert old in FILES[file], f"{old!r} does not stand in {file}"
        return {file: FILES[file].replace(old, new, 1)}

    return change


@pytest.fixture
def files() -> Mapping[str, str]:
    """The small folder's files."""
    return FILES
