"""Hundreds of broken knowledge folders: each is refused with file and line, or was harmless; none is slow."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.knowledge.loader import KnowledgeFaults, load_contents

Make = Callable[..., Path]
Mutation = Callable[[random.Random, str], str | bytes]

ROUNDS = 50
"""Mutated folders of each kind."""
SLOWEST = 2.0
"""Seconds of one load; the slowest measured is a tenth of it."""


def _line(rng: random.Random, text: str) -> tuple[list[str], int]:
    """The lines of a text and the index of one that is not empty."""
    lines = text.split("\n")
    return lines, rng.choice([at for at, line in enumerate(lines) if line.strip()])


def drop_line(rng: random.Random, text: str) -> str:
    lines, at = _line(rng, text)
    return "\n".join(lines[:at] + lines[at + 1 :])


def double_line(rng: random.Random, text: str) -> str:
    lines, at = _line(rng, text)
    return "\n".join(lines[: at + 1] + lines[at:])


def swap_lines(rng: random.Random, text: str) -> str:
    lines, at = _line(rng, text)
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)


def cut(rng: random.Random, text: str) -> str:
    return text[: rng.randrange(len(text))]


def scramble_word(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    words[rng.randrange(len(words))] = rng.choice(
        ["no", "[]", "{}", "nöpe", "'", '"', "#", "- x", "a: b", ",", "|"]
    )
    return " ".join(words)


def insert_sign(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice("\t\n,:;[]{}&*!|>%@`'\"#-\\ 0é\U0001f6a8") + text[at:]


def change_type(rng: random.Random, text: str) -> str:
    lines, at = _line(rng, text)
    head, mark, _ = lines[at].partition(":")
    lines[at] = head + mark + rng.choice([" [a, b]", " {a: b}", " ''", "", " " + "x" * 5_000, " 2024-02-30"])
    return "\n".join(lines)


def forbidden_sign(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice("\0\x07\x1b\x7f\x85\u2028\u202e\ufeff") + text[at:]


def wrong_bytes(rng: random.Random, text: str) -> bytes:
    at = rng.randrange(len(text))
    return rng.choice(
        [
            text.encode("utf-16"),
            text.encode("utf-32"),
            text[:at].encode() + b"\xff" + text[at:].encode(),
            text[:at].encode() + b"\xed\xa0\x80" + text[at:].encode(),
        ]
    )


def bomb(rng: random.Random, text: str) -> str:
    return rng.choice(
        [
            "a: &a [*a]\n",
            "a: &a {b: c}\nd: {<<: [*a, *a]}\n",
            "[" * 30_000,
            "x: " + "[" * 100,
            "x: [" + "y," * 20_000 + "]",
            "a: !!python/name:os.system x\n",
            "a: 1\na: 2\n",
            "\n".join(f"{letter}: &{letter} [{letter}]" for letter in "abcdefgh"),
        ]
    )


HARMLESS_OR_REFUSED: Mapping[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (drop_line, double_line, swap_lines, cut, scramble_word, insert_sign, change_type)
}
ALWAYS_REFUSED: Mapping[str, Mutation] = {
    mutation.__name__: mutation for mutation in (forbidden_sign, wrong_bytes, bomb)
}


def load_mutated(folder: Path, file: str, content: str | bytes) -> bool:
    """Whether the folder is refused with one file changed. Anything but a list of placed faults fails."""
    path = folder / file
    original = path.read_bytes()
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    before = time.perf_counter()
    try:
        contents = load_contents(folder)
        assert contents.frameworks and contents.subjects
        return False
    except KnowledgeFaults as refused:
        assert refused.faults
        for fault in refused.faults:
            assert (folder / fault.file).is_file() and fault.line >= 1 and fault.message, fault
            assert fault.line <= len(path.read_bytes().split(b"\n")) or fault.file != file, fault
            assert str(fault).isprintable() and len(str(fault)) < 500, fault
        return True
    finally:
        path.write_bytes(original)
        assert time.perf_counter() - before < SLOWEST


@pytest.mark.parametrize("name", [*HARMLESS_OR_REFUSED, *ALWAYS_REFUSED])
def test_mutated_folders(make_folder: Make, files: Mapping[str, str], name: str) -> None:
    rng = random.Random(name)
    folder = make_folder()
    mutate = {**HARMLESS_OR_REFUSED, **ALWAYS_REFUSED}[name]
    refused = 0
    for _ in range(ROUNDS):
        # A bomb goes off only where YAML is read.
        file = rng.choice([file for file in files if file.endswith(".yaml") or mutate is not bomb])
        refused += load_mutated(folder, file, mutate(rng, files[file]))
    assert refused == ROUNDS if name in ALWAYS_REFUSED else refused >= ROUNDS // 10
    assert load_contents(folder)


@pytest.mark.parametrize("count", [2, 4])
def test_several_mutations_at_once(make_folder: Make, files: Mapping[str, str], count: int) -> None:
    """Faults of one file do not turn those of another into something else than faults."""
    rng = random.Random(count)
    mutations = [*HARMLESS_OR_REFUSED.values(), *ALWAYS_REFUSED.values()]
    folder = make_folder()
    for _ in range(ROUNDS):
        changed = rng.sample(sorted(files), count)
        for file in changed[1:]:
            content = rng.choice(mutations)(rng, files[file])
            (folder / file).write_bytes(content.encode() if isinstance(content, str) else content)
        load_mutated(folder, changed[0], rng.choice(mutations)(rng, files[changed[0]]))
        for file in changed:
            (folder / file).write_text(files[file], encoding="utf-8")


@pytest.mark.parametrize("file", ["judgments/care.csv", "reports/oak-care-2024-paper.md", "synonyms.yaml"])
@pytest.mark.parametrize("text", ["x" * 300_000, "\n" * 300_000, "#" * 300_000, " " * 300_000, "[1" * 150_000,
                                  '"' * 300_000, ",\n" * 150_000, "## {\n" * 20_000])  # fmt: skip
def test_large_files_are_refused_quickly(make_folder: Make, file: str, text: str) -> None:
    front = "---\ntitle: x\n---\n" if file.endswith(".md") else ""
    assert load_mutated(make_folder(), file, front + text)
