"""Files that must not be opened, read whole, or trusted: each is refused with advice, nothing hangs."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.knowledge.files import SIZE_LIMITS, NotServableError, read_ordinary
from bot.knowledge.loader import KnowledgeFaults, check_folder, load_contents

Make = Callable[..., Path]

LINK = "is a link; put the file itself here"


def faults_of(folder: Path) -> list[str]:
    return [str(fault) for fault in check_folder(folder)[0]]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("synonyms.yaml", b"\xff\xfes\x00y\x00n\x00", "synonyms.yaml:1: is UTF-16; save it as UTF-8"),
        ("synonyms.yaml", b"\xff\xfe\x00\x00s\x00\x00\x00", "synonyms.yaml:1: is UTF-32; save it as UTF-8"),
        (
            "synonyms.yaml",
            b"synonyms:\n  caf\xe9: [tea]\n",
            "synonyms.yaml:2: is not UTF-8 (byte 0xE9); save it as UTF-8",
        ),
        (
            "judgments/care.csv",
            b"\xef\xbb\xbfa,b\n\xc3(",
            "judgments/care.csv:2: is not UTF-8 (byte 0xC3); save it as UTF-8",
        ),
        (
            "synonyms.yaml",
            b"synonyms:\n  a: [b\0]\n",
            "synonyms.yaml:2: the character U+0000 is not allowed; delete it",
        ),
        (
            "judgments/care.csv",
            b"framework\n\n\x1b[31m",
            "judgments/care.csv:3: the character U+001B is not allowed; delete it",
        ),
        (
            "synonyms.yaml",
            b"synonyms:\r\n  a: [b]\r  c: [d]\r\n",
            "synonyms.yaml:2: the character U+000D is not allowed; delete it",
        ),
        (
            "synonyms.yaml",
            "synonyms:\n  a: [b\u2028c: d]\n".encode(),
            "synonyms.yaml:2: the character U+2028 (line separator) is not allowed; delete it",
        ),
        (
            "synonyms.yaml",
            "synonyms:\n  a: [b\u0085c]\n".encode(),
            "synonyms.yaml:2: the character U+0085 is not allowed; delete it",
        ),
        (
            "reports/oak-care-2024-paper.md",
            "---\n\u202etitle: x\n---\n".encode(),
            "reports/oak-care-2024-paper.md:2: the character U+202E (right-to-left override) is not allowed; "
            "delete it",
        ),
        (
            "synonyms.yaml",
            "synonyms:\n  a: [\ufeffb]\n".encode(),
            "synonyms.yaml:2: the character U+FEFF (zero width no-break space) is not allowed; delete it",
        ),
        ("synonyms.yaml", b"", "synonyms.yaml:1: holds no fields; it starts with “name: value” lines"),
        ("synonyms.yaml", b"- a\n", "synonyms.yaml:1: holds no fields; it starts with “name: value” lines"),
        (
            "synonyms.yaml",
            b"#" * ((1 << 20) + 1),
            "synonyms.yaml:1: has 1,048,577 bytes; at most 1,048,576 are read. Split it",
        ),
        (
            "judgments/care.csv",
            b"",
            "judgments/care.csv:1: the column “framework” is missing",
        ),
        (
            "reports/oak-care-2024-paper.md",
            b"",
            "reports/oak-care-2024-paper.md:1: starts with a line “---”, then the fields of the report",
        ),
        (
            "reports/oak-care-2024-paper.md",
            b"---\ntitle: x\n",
            "reports/oak-care-2024-paper.md:1: has no second line “---” that ends the fields of the report",
        ),
    ],
)
def test_bytes(make_folder: Make, name: str, data: bytes, expected: str) -> None:
    found = faults_of(make_folder({name: data}))
    assert found[0] == expected
    assert all(fault.startswith(f"{name}:") for fault in found)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("reports/other.markdown", "reports/other.markdown:1: is not read; name it “other.md”"),
        ("subjects/more.yml", "subjects/more.yml:1: is not read; name it “more.yaml”"),
        ("subjects/more.YAML", "subjects/more.YAML:1: is not read; name it “more.yaml”"),
        ("judgments/more.CSV", "judgments/more.CSV:1: is not read; name it “more.csv”"),
        ("synonyms.yml", "synonyms.yml: is not read; did you mean “synonyms.yaml”?"),
        ("judgements/more.csv", "judgements: is not read; did you mean “judgments”?"),
        (
            "subjects/Homes 2.yaml",
            "subjects/Homes 2.yaml:1: rename it: a file's name is lower-case letters, digits and hyphens",
        ),
        (
            "subjects/a\nb.yaml",
            "subjects/a\\nb.yaml:1: rename it: a file's name is lower-case letters, digits and hyphens",
        ),
        (
            f"subjects/{unicodedata.normalize('NFD', 'é')}.yaml",
            "subjects/e\u0301.yaml:1: rename it: a file's name is lower-case letters, digits and hyphens",
        ),
    ],
)
def test_names(make_folder: Make, name: str, expected: str) -> None:
    assert faults_of(make_folder({name: "x"})) == [expected]


def test_a_name_that_is_not_utf8(make_folder: Make) -> None:
    folder = make_folder()
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/subjects/bad\xff.yaml")).write_text("x", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert faults_of(folder) == [
        "subjects/bad\\udcff.yaml:1: rename it: a file's name is lower-case letters, digits and hyphens"
    ]


@pytest.mark.parametrize("name", ["subjects/kent.yaml~", "reports/notes.txt", "old/kent.md", "plan.docx"])
def test_strays_are_pointed_out_and_do_no_harm(make_folder: Make, name: str) -> None:
    faults, warnings = check_folder(make_folder({name: "x"}))
    assert not faults
    assert "is not read; move it out of the knowledge folder" in [warning.message for warning in warnings]


def test_a_linked_file_is_refused_wherever_it_points(make_folder: Make, tmp_path: Path) -> None:
    folder = make_folder()
    secret = tmp_path / "secret.yaml"
    secret.write_text("subjects: []\n", encoding="utf-8")
    (folder / "subjects" / "zebra.yaml").symlink_to(secret)
    (folder / "subjects" / "yak.yaml").symlink_to(tmp_path / "nowhere")
    (folder / "subjects" / "xerus.yaml").symlink_to("/dev/zero")
    assert faults_of(folder) == [f"subjects/{name}.yaml:1: {LINK}" for name in ("xerus", "yak", "zebra")]


def test_a_linked_subfolder_is_refused(make_folder: Make, tmp_path: Path) -> None:
    folder = make_folder()
    (folder / "subjects").rename(tmp_path / "elsewhere")
    (folder / "subjects").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert faults_of(folder) == ["subjects: is a link; put the folder itself here"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(make_folder: Make) -> None:
    folder = make_folder()
    os.mkfifo(folder / "subjects" / "pipe.yaml")
    assert faults_of(folder) == ["subjects/pipe.yaml:1: is not an ordinary file"]


def test_folders_named_like_files_and_files_named_like_folders(make_folder: Make) -> None:
    folder = make_folder({"reports/oak-care-2024-paper.md": None, "reports": "x"})
    (folder / "subjects" / "deep.yaml").mkdir()
    (folder / "publishers.yaml").unlink()
    (folder / "publishers.yaml").mkdir()
    faults, warnings = check_folder(folder)
    assert [str(fault) for fault in faults] == [
        "publishers.yaml:1: is not an ordinary file",
        "reports: is not a folder; put the folder itself here",
    ]
    assert str(warnings[0]) == "subjects/deep.yaml:1: is not read; move it out of the knowledge folder"


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "changing.csv"
    path.write_bytes(b"first")
    original = os.fdopen

    def write_first(*args: object, **rest: object) -> object:
        with path.open("ab") as stream:
            stream.write(b" and more")
        return original(*args, **rest)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "fdopen", write_first)
    with pytest.raises(NotServableError, match="changed while it was being read; try again"):
        read_ordinary(str(path), 100)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_without_permission(make_folder: Make) -> None:
    folder = make_folder()
    (folder / "synonyms.yaml").chmod(0)
    assert faults_of(folder) == ["synonyms.yaml:1: cannot be opened: Permission denied"]


def test_sizes_are_bounded_for_every_kind() -> None:
    assert SIZE_LIMITS == {".yaml": 1 << 20, ".csv": 8 << 20, ".md": 2 << 20}


def test_a_missing_folder(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "knowledge") == ["knowledge: the knowledge folder does not exist"]


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "knowledge"
    path.write_text("x", encoding="utf-8")
    assert faults_of(path) == ["knowledge: the knowledge folder is not a folder"]


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeFaults) as refused:
        load_contents(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path.name}: the knowledge folder has no frameworks/*.yaml and no subjects/*.yaml"
    )


def test_a_half_folder(make_folder: Make) -> None:
    found = faults_of(make_folder({"subjects/homes.yaml": None}))
    assert found == ["knowledge: the knowledge folder has no subjects/*.yaml"]


def test_all_files_together_are_bounded(
    make_folder: Make, files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    total = sum(len(text.encode()) for text in files.values())
    monkeypatch.setattr("bot.knowledge.files.MAX_BYTES", total)
    assert not faults_of(make_folder())
    monkeypatch.setattr("bot.knowledge.files.MAX_BYTES", total - 1)
    assert faults_of(make_folder()) == [
        f"tallies.csv:1: is not read: up to here the folder holds more than {total - 1:,} bytes"
    ]


def test_a_folder_of_other_things_is_not_listed(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"file{number}.txt").write_text("x", encoding="utf-8")
    faults, warnings = check_folder(tmp_path)
    assert len(faults) == 1 and not warnings
