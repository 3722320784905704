"""YAML's traps: each is refused with its line, quickly, or read as plain text."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from bot.knowledge import yaml_guard
from bot.knowledge.faults import FaultLog
from bot.knowledge.yaml_guard import MAX_DEPTH, Items, Node, Scalar, Table, parse_yaml

SHIPPED = Path(__file__).resolve().parents[2] / "knowledge"


@pytest.fixture(params=["libyaml", "pure Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Everything holds with and without libyaml."""
    if request.param == "pure Python":
        monkeypatch.setattr(yaml_guard, "_Loader", yaml.SafeLoader)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML was built without libyaml")
    return str(request.param)


def parse(text: str) -> tuple[Table | None, list[str]]:
    log = FaultLog()
    table = parse_yaml("f.yaml", text, log)
    return table, [str(fault) for fault in log.faults]


def plain(node: Node | None) -> object:
    if isinstance(node, Table):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.text


ANCHOR = "anchors (&) and aliases (*) are not allowed; quote a text that starts so"
TAG = "tags (!) are not allowed; quote a text that starts so"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: &x [b]\n", f"f.yaml:1: {ANCHOR}"),
        ("a: b\nc: *a\n", f"f.yaml:2: {ANCHOR}"),
        ("a: &x\n  - *x\n", f"f.yaml:1: {ANCHOR}"),
        ("x: [1]\n*a : b\n", f"f.yaml:2: {ANCHOR}"),
        ("a:\n  <<: {b: c}\n", "f.yaml:2: merge keys (<<) are not allowed; write the fields out"),
        ("a: !!python/object:os.system x\n", f"f.yaml:1: {TAG}"),
        ("a: b\nc: !!int 3\n", f"f.yaml:2: {TAG}"),
        ("a: ! b\n", f"f.yaml:1: {TAG}"),
        ("a: !!set {b}\n", f"f.yaml:1: {TAG}"),
        ("%YAML 1.1\n---\na: b\n", "f.yaml:1: directives (%) are not allowed"),
        ("a: b\n---\nc: d\n", "f.yaml:2: a second document starts here; one file holds one"),
        ("a: b\nc: d\na: e\n", "f.yaml:3: the key “a” stands twice, here and on line 1"),
        ("a: {b: 1, b: 2}\n", "f.yaml:1: the key “b” stands twice, here and on line 1"),
        ("? [a, b]\n: c\n", "f.yaml:1: a key is a single text, not a list or mapping"),
        ('a: "\\0"\n', "f.yaml:1: the character U+0000 is not allowed; delete it"),
        ('a: b\nc: "\\x1b"\n', "f.yaml:2: the character U+001B is not allowed; delete it"),
        (
            'a: "\\u202e"\n',
            "f.yaml:1: the character U+202E (right-to-left override) is not allowed; delete it",
        ),
        ("a: " + "[" * 40 + "]" * 40, f"f.yaml:1: is nested more than {MAX_DEPTH} levels deep"),
        ("", "f.yaml:1: holds no fields; it starts with “name: value” lines"),
        ("- a\n", "f.yaml:1: holds no fields; it starts with “name: value” lines"),
        ("just words\n", "f.yaml:1: holds no fields; it starts with “name: value” lines"),
    ],
)
def test_refused(text: str, fault: str) -> None:
    assert parse(text)[1] == [fault]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b\nc: [d\n", 2),
        ("a: b\n\tc: d\n", 2),
        ("a: b: c\n", 1),
        ('a: b\nc: "d\n', 2),
        ("a: b\n  c: d\n", 2),
        ("a: @b\n", 1),
        ('a: "\\ud800"\n', 1),
    ],
)
def test_bad_syntax_names_its_line(text: str, line: int) -> None:
    table, (fault,) = parse(text)
    assert table is None and fault.startswith(f"f.yaml:{line}: ")


@pytest.mark.parametrize(
    "text",
    ["no", "off", "yes", "012", "1_000", "12:30:45", "3.10", "2024-01-05", "2024-02-30", "~", "null", ".nan",
     "0x1F", "1e3", "true", "2018/19"],
)  # fmt: skip
def test_every_scalar_stays_as_written(text: str) -> None:
    table, faults = parse(f"a: {text}\n{text}: b\n")
    assert not faults and plain(table) == {"a": text, text: "b"}


def test_a_number_beyond_what_python_converts_is_a_text() -> None:
    table, faults = parse(f"a: {'9' * 5_000}\n")
    assert not faults and plain(table) == {"a": "9" * 5_000}


def test_keys_that_yaml_would_make_equal_stay_different() -> None:
    table, faults = parse("1: a\ntrue: b\n1.0: c\non: d\n")
    assert not faults and plain(table) == {"1": "a", "true": "b", "1.0": "c", "on": "d"}


def test_every_duplicate_is_reported() -> None:
    _, faults = parse("a: 1\nb:\n  c: 1\n  c: 2\na: 2\n")
    assert faults == [
        "f.yaml:4: the key “c” stands twice, here and on line 3",
        "f.yaml:5: the key “a” stands twice, here and on line 1",
    ]


def test_lines_count_from_where_the_text_stands() -> None:
    log = FaultLog()
    table = parse_yaml("f.md", "a: b\nc: *d\n", log, first_line=2)
    assert table is None and log.faults[0].line == 3


LAUGHS = "b: &b [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in pairwise("bcdefghij")
)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 25_087,
        "{" * 25_087,
        "- " * 25_087,
        "a: " + "[" * 500_000,
        "a: [" + "x," * 50_000,
        "a: " + "x" * 300_000,
        "a: 'x\n" * 100_000,
        "&a " * 100_000,
        LAUGHS,
        "a: &a {k: v}\n" + "b: &b {<<: [*a,*a,*a,*a,*a,*a,*a,*a,*a]}\n" * 20,
        "".join(f"k{number}: v\n" for number in range(20_000)),
    ],
    ids=lambda text: text[:12].encode("unicode_escape").decode(),
)  # fmt: skip
def test_bombs_are_cheap(text: str, loader: str) -> None:
    """The pure parser needs some 20 microseconds a character; libyaml's is more than ten times faster."""
    before = time.process_time()
    parse(text if loader == "libyaml" else text[:6_000])
    assert time.process_time() - before < (0.5 if loader == "libyaml" else 5)


def test_values_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_guard, "MAX_NODES", 20)
    table, faults = parse("a: [" + "b," * 17 + "]")
    assert not faults and plain(table) == {"a": ["b"] * 17}
    assert parse("a:\n- [" + "b," * 18 + "]") == (None, ["f.yaml:2: more than 20 values; split the file"])


def test_both_parsers_read_the_shipped_files_alike(loader: str) -> None:
    if loader == "libyaml":
        pytest.skip("compared once")
    for path in sorted(SHIPPED.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        table, faults = parse(text)
        assert not faults
        assert plain(table) == yaml.load(text, Loader=yaml.BaseLoader)
