"""A small knowledge folder in numbered editions, in which every part says which edition it belongs to."""

from __future__ import annotations

import re
from pathlib import Path

from bot.knowledge import Knowledge
from bot.query import parse_query
from bot.render import render_plain
from bot.service import answer
from tests.knowledge.conftest import FILES

BROKEN = {
    "synonyms.yaml": "synonyms: [\n",
    "tallies.csv": "framework,subject\n",
    "judgments/care.csv": FILES["judgments/care.csv"].replace(",fair,", ",fairly good,"),
    "frameworks/care-2024.yaml": "id: &a [*a]\n",
    "reports/oak-care-2024-paper.md": "---\ntitle: x\n",
    "subjects/homes.yaml": "\ufeff\ufeffsubjects: []\n",
}
"""Ways to break a folder: file → what it then holds."""
QUESTIONS = ("oak house safety", "oak house food 2024", "what does the report on oak house say about falls?")
_EDITION = re.compile(r"edition[ -](\d+)")


def files_of(edition: int) -> dict[str, bytes]:
    """The folder's files. The addresses of the judgments and every passage name the edition."""
    files = dict(FILES)
    files["judgments/care.csv"] = files["judgments/care.csv"].replace("/oak,", f"/oak-edition-{edition},")
    report = files["reports/oak-care-2024-paper.md"]
    report = re.sub(r"(?m)^(Inspectors came|Falls were|Nobody looked|The home has|Serve hot)",
                    rf"Edition {edition}: in edition {edition}, \1", report)  # fmt: skip
    files["reports/oak-care-2024-paper.md"] = report
    return {name: text.encode() for name, text in files.items()}


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """Write these files into a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def ask(question: str, knowledge: Knowledge) -> str:
    """The answer in plain words, as the bot gives it: the knowledge is taken once."""
    return render_plain(answer(parse_query(question, knowledge), knowledge), knowledge)


def editions_in(text: str) -> set[int]:
    """Every edition that an answer names."""
    return {int(number) for number in _EDITION.findall(text.lower())}
