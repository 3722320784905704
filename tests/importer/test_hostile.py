"""Attack files, each read by a limited worker: refused within the limits, one clear line, nothing written."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bot.importer.about import Hints
from bot.importer.batch import Options, run
from bot.importer.document import ImportFault
from bot.importer.shelf import Outcome, Shelf
from bot.importer.sources import gather
from bot.importer.worker import Limits, Setup
from bot.importer.workers import Worker
from bot.knowledge import Knowledge
from tests.importer.builders import Type, pdf, with_part, word
from tests.importer.conftest import SUBJECTS

LIMITS = Limits(memory=512 << 20, cpu_seconds=0.5, wall_seconds=6.0)
HINTS = Hints(subject="barsetshire", framework="peel-2021-22", name="attack")


@cache
def _zip_bomb() -> bytes:
    """A Word file of 60 kB whose text part unpacks to 65 MB."""
    return with_part(word([("Normal", "x")]), "word/document.xml", b" " * 65_000_000)


def _lying_zip() -> bytes:
    """A Word file whose directory claims that its text has one byte."""
    data = bytearray(_zip_bomb())
    at = data.rindex(b"word/document.xml") - 46
    data[at + 24 : at + 28] = (1).to_bytes(4, "little")
    return bytes(data)


def _entities() -> bytes:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    body = f'<!DOCTYPE x [<!ENTITY a0 "boom">{entities}]><x>&a9;</x>'
    return with_part(word([("Normal", "x")]), "word/document.xml", body.encode())


def _many_parts() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(2_500):
            archive.writestr(f"word/{number}.xml", "")
    return out.getvalue()


def _flate_bomb() -> bytes:
    """A PDF of a few kilobytes whose page is packed twice and holds 60 MB of drawing."""
    packer = zlib.compressobj(1)
    inner = b"".join([packer.compress(b"0 0 m " * 170_000) for _ in range(60)]) + packer.flush()
    data = pdf([[Type("x")]], raw=inner)
    return data.replace(b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]")


def _forms() -> bytes:
    """Thirty forms, each drawing the next one twice: a billion drawings in four kilobytes."""
    parts = [b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"]
    parts.append(b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n")
    parts.append(
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 10 0 R "
        b"/Resources << /XObject << /F 10 0 R >> >> >>\nendobj\n"
    )
    for number in range(10, 40):
        body = b"/F Do /F Do"
        parts.append(
            b"%d 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] /Length %d "
            b"/Resources << /XObject << /F %d 0 R >> >> >>\nstream\n%s\nendstream\nendobj\n"
            % (number, len(body), number + 1, body)
        )
    return b"".join([*parts, b"trailer\n<< /Root 1 0 R /Size 60 >>\n%%EOF"])


ATTACKS: dict[str, Callable[[], bytes]] = {
    "a million nested elements": lambda: b"<html><body>" + b"<div>" * 1_000_000,
    "nested elements below the count of tags": lambda: b"<html><body>" + b"<div>" * 350_000,
    "nested elements of odd names": lambda: b"<html><body>" + b"<x-y>" * 350_000,
    "nested inline elements": lambda: b"<html><body>" + b"<b><i>" * 150_000 + b"x",
    "a hundred thousand attributes": lambda: (
        b"<html><p " + b"".join(b"a%d=1 " % i for i in range(100_000)) + b">x"
    ),
    "tags that never close": lambda: b"<html>" + b"<a " * 390_000,
    "comments that never close": lambda: b"<html>" + b"<!--" * 390_000,
    "sixty thousand cells in one row": lambda: b"<html><table><tr>" + b"<td>x" * 60_000,
    "one line of 20 MB": lambda: b"word " * 4_000_000,
    "a file that is too large": lambda: b"x\n" * (20 << 20),
    "a zip bomb": _zip_bomb,
    "a zip that lies about its size": _lying_zip,
    "an archive of thousands of parts": _many_parts,
    "an entity bomb": _entities,
    "a flate bomb": _flate_bomb,
    "forms that draw each other": _forms,
    "two thousand pages": lambda: pdf([[Type("x")]] * 2_000),
    "a page of a million letters": lambda: pdf([[Type("x" * 1_000)] * 60]),
    "quotation marks without an end": lambda: ("“" * 190_000).encode(),
    "brackets of Markdown": lambda: b"# x\n" + b"[" * 190_000,
    "a name as long as a book": lambda: b"said Mr " + b"A" * 180_000,
    "words that look like a grade": lambda: b"good " * 38_000,
    "numbers of areas": lambda: b"two of three areas " * 10_000,
    "spaces before a stop": lambda: b"good" + b" \t" * 95_000 + b".",
}
HARMLESS = {
    "quotation marks without an end",
    "brackets of Markdown",
    "a name as long as a book",
    "words that look like a grade",
    "numbers of areas",
    "spaces before a stop",
    "comments that never close",
    "tags that never close",
    "sixty thousand cells in one row",
}
"""Attacks that may also be read, as long as that takes no longer than the limits."""


@pytest.fixture(scope="module")
def setup(shipped: Knowledge) -> Setup:
    return Setup(shipped.contents.frameworks, SUBJECTS, (), LIMITS)


@pytest.fixture(scope="module")
def worker(setup: Setup) -> Iterator[Worker]:
    with Worker(setup) as worker:
        yield worker


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_are_refused_within_the_limits(name: str, worker: Worker) -> None:
    data = ATTACKS[name]()
    suffix = ".md" if "Markdown" in name else ".txt"
    start = time.monotonic()
    try:
        worker.read(data, replace(HINTS, name=f"attack{suffix}"))
    except ImportFault as fault:
        reason = str(fault)
        assert reason
        assert "\n" not in reason
        assert "/" not in reason  # no path of this machine
    else:
        assert name in HARMLESS, "was read"
    assert time.monotonic() - start < LIMITS.wall_seconds + 3


def test_a_worker_that_died_is_replaced(worker: Worker) -> None:
    with pytest.raises(ImportFault, match="longer than"):
        worker.read(ATTACKS["forms that draw each other"](), HINTS)
    good = worker.read(
        b"<html><p>The force was graded good at preventing crime.</p></html>", HINTS, full=True
    )
    assert [one.text for one in good.draft.report.passages] == [
        "The force was graded good at preventing crime."
    ]


def test_a_hostile_worker_cannot_write_files_or_open_many(tmp_path: Path) -> None:
    """What the worker's limits forbid is forbidden to everything in its process."""

    script = (
        "import os, sys, tempfile\n"
        "from bot.importer.worker import Limits, _confine\n"
        "_confine(Limits())\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "try:\n    with open(sys.argv[1], 'w') as f: f.write('x'); f.flush()\n"
        "except OSError: print('no write')\n"
        "try:\n    kept = [os.open('/dev/null', os.O_RDONLY) for _ in range(64)]\n"
        "except OSError: print('no more files')\n"
        "try:\n    bytearray(2 << 30)\n"
        "except MemoryError: print('no more memory')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "probe")], capture_output=True, text=True, check=False
    )
    assert done.stdout.split("\n")[:3] == ["no write", "no more files", "no more memory"], done.stderr


def test_nothing_is_written_for_a_source_that_fails(setup: Setup, tmp_path: Path) -> None:

    sources = tmp_path / "in"
    sources.mkdir()
    (sources / "bomb.docx").write_bytes(_zip_bomb())
    (sources / "empty.html").write_bytes(b"")
    (sources / "packed.html").write_bytes(gzip.compress(b"<p>x</p>"))
    with (sources / "line.txt").open("wb") as stream:
        stream.truncate(500_000_000)  # one line of 500 MB
    place = Shelf(tmp_path / "out", tmp_path / "out" / "proposals")
    results = list(run(gather([str(sources)]), place, setup, Options(HINTS, jobs=1)))
    assert [one.outcome for one in results] == [Outcome.FAILED] * 4
    assert all(one.message for one in results)
    assert not (tmp_path / "out").exists()
