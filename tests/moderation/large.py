"""A knowledge folder of any number of passages, made up, alike on every machine."""

from __future__ import annotations

import random
from pathlib import Path

from tests.moderation.editions import write

PER_REPORT, AREAS, WORDS = 100, 10, 80
_SCALE = ("good", "fair", "poor")
_PUBLISHERS = "publishers:\n  - {hosts: [care.example], name: Inspectors, voice: inspectorate}\n"
_COLUMNS = "framework,subject,area,state,grade,url,published,derived,note"


def large_folder(folder: Path, passages: int) -> Path:
    """Write a folder of about so many passages of WORDS words: one report of PER_REPORT for each subject."""
    rng = random.Random(6)
    words = ["".join(rng.choices("abcdefghilmnoprstu", k=rng.randint(3, 10))) for _ in range(20_000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    homes = range(max(1, passages // PER_REPORT))
    rows = [
        f"care-2024,home-{home},area_{area},graded,{_SCALE[(home + area) % 3]},https://care.example/x,2024,,"
        for home in homes
        for area in range(AREAS)
    ]
    subjects = [
        f"  - {{id: home-{home}, name: House {home}, short: House {home}, kind: home}}" for home in homes
    ]
    files = {
        "frameworks/care-2024.yaml": _framework(),
        "publishers.yaml": _PUBLISHERS,
        "judgments/care.csv": "\n".join([_COLUMNS, *rows]),
        "subjects/homes.yaml": "\n".join(["subjects:", *subjects]) + "\n",
    }
    for home in homes:
        text = rng.choices(words, weights, k=PER_REPORT * WORDS)
        files[f"reports/home-{home}-care-2024-inspectors.md"] = _report(home, text)
    return write(folder, {name: text.encode() for name, text in files.items()})


def _framework() -> str:
    areas = "".join(
        f"  - {{id: area_{area}, label: Area {area}, title: Area {area}}}\n" for area in range(AREAS)
    )
    return (
        "id: care-2024\ninspectorate: Inspectors\nprogramme: Care\ncycle: 2024\nyear: 2024\n"
        f"scale: [{', '.join(_SCALE)}]\nsubject_kind: home\nnoun: home\nnouns: homes\nareas:\n{areas}"
    )


def _report(home: int, words: list[str]) -> str:
    parts = [
        f"---\ntitle: House {home}\npublisher: Inspectors\nkind: report\nurl: https://care.example/{home}\n"
        f"published: 2024\nsubject: home-{home}\nframework: care-2024\n---\n"
    ]
    for number in range(PER_REPORT):
        if number % AREAS == 0:
            parts.append(f"## Area {number // AREAS}\n")
        text = words[number * WORDS : (number + 1) * WORDS]
        text[15::16] = [f"{word}." for word in text[15::16]]
        parts.append(f"[{number + 1}] finding\n{' '.join(text)}\n")
    return "\n".join(parts)
