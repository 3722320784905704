"""Scales of any length, names of any length, any number of rows: nothing is clipped or silently left out."""

from __future__ import annotations

import gettext
import re
import subprocess
import sys
from io import BytesIO

import pytest

from bot.answer import ComparisonAnswer, JudgmentsAnswer, RankingAnswer
from bot.language import Catalogue
from bot.pictures import picture_of, text_lines
from tests.conftest import PROJECT
from tests.pictures.builders import FIVE, card, comparison, finding, framework, ranking, subjects

Image = pytest.importorskip("PIL.Image", reason="the extra `pictures` is not installed")
pytest.importorskip("fontpkg_public_sans", reason="the extra `pictures` is not installed")

THIRTEEN = tuple(f"step {word}" for word in "a b c d e f g h i j k l m".split())
LONG = "His Majesty’s Prison and Young Offender Institution Number {}"
UNBROKEN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch{}"
WORDY = "A long-winded title of an area of inspection that goes on: {}"
SHAPES: dict[str, JudgmentsAnswer | ComparisonAnswer | RankingAnswer] = {
    "numbers for grades": card(framework()),
    "two steps": card(framework(("met", "not met"))),
    "one step": card(framework(("seen",))),
    "thirteen steps": card(framework(THIRTEEN, areas=13)),
    "long words": card(framework(("unprecedentedly-outstandingly-good", "bad"))),
    "forty rows": card(framework(FIVE, areas=40, label=WORDY)),
    "unbroken labels": card(framework(label=UNBROKEN)),
    "long grades": comparison(framework((f"very {LONG}", f"hardly {LONG} or so", "no")), subjects(6)),
    "two columns": comparison(framework(FIVE), subjects(2)),
    "four columns": comparison(framework(), subjects(4)),
    "seven columns": comparison(framework(FIVE, areas=30), subjects(7)),
    "seven wide codes": comparison(framework(("wow wow", "mum mum", "x")), subjects(7)),
    "turned": comparison(framework(), subjects(20)),
    "counted": comparison(framework(FIVE, areas=5), subjects(120)),
    "counted in words": comparison(framework(THIRTEEN, areas=9), subjects(120)),
    "long names": comparison(framework(), subjects(4, LONG)),
    "unbroken names": comparison(framework(), subjects(4, UNBROKEN)),
    "long labels and names": comparison(framework(label=WORDY), subjects(30, LONG)),
    "one area": comparison(framework(areas=1), subjects(30)),
    "ranking": ranking(framework(FIVE), subjects(43)),
    "ranking of many": ranking(framework(FIVE), subjects(400, LONG)),
    "ranking of unbroken names": ranking(framework(FIVE), subjects(30, UNBROKEN)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_reaches_the_edge(shape: str) -> None:
    answer = SHAPES[shape]
    picture = picture_of(answer, version="0123456789ab")
    assert picture is not None
    image = Image.open(BytesIO(picture.png)).convert("RGB")
    edge = image.getpixel((0, 0))
    width, height = image.size
    for strip in [(0, 0, 30, height), (width - 30, 0, width, height), (0, height - 20, width, height)]:
        assert image.crop(strip).getcolors() == [((strip[2] - strip[0]) * (strip[3] - strip[1]), edge)]
    assert len(picture.png) < 150_000
    assert len(picture.alt) <= 1_024


@pytest.mark.parametrize("shape", SHAPES)
def test_lines_hold_all_in_28_columns(shape: str) -> None:
    answer = SHAPES[shape]
    lines = text_lines(answer, version="0123456789ab")
    assert lines is not None
    assert max(map(len, lines)) <= 28
    joined = "".join("".join(lines).split())
    for found in answer.findings:
        assert "".join(found.area.label.split()) in joined
        assert "".join(found.subject.name.split()) in joined
        assert "".join((found.judgment.grade or "").split()).casefold() in joined.casefold()


@pytest.mark.parametrize("shape", ["forty rows", "ranking of many", "long names"])
def test_what_is_left_out_is_said(shape: str) -> None:
    picture = picture_of(SHAPES[shape])
    assert picture is not None
    assert "The text has all." in picture.alt
    assert "grades: " in picture.alt


def test_counts_in_a_summary_are_right() -> None:
    answer = SHAPES["counted"]
    picture = picture_of(answer)
    assert picture is not None
    # 120 subjects through five grades in turn: 24 of each in every one of five areas.
    assert picture.alt.count("24 exceptional, 24 strong standard, 24 expected standard") == 5
    assert "Counted: how many of 120 prisons have each grade." in picture.alt


def test_an_area_that_was_not_graded_says_so() -> None:
    of = framework()
    subject = subjects(1)[0]
    found = (finding(of, subject, 0, 0), finding(of, subject, 1, None))
    picture = picture_of(JudgmentsAnswer(subject, found))
    assert picture is not None
    assert "Area 1: not graded." in picture.alt


def test_which_number_is_best_is_said() -> None:
    picture = picture_of(SHAPES["numbers for grades"])
    assert picture is not None
    assert "4 is the best grade, 1 the worst." in picture.alt


class Marked(gettext.NullTranslations):
    """A language that has a word for every message: the English one between arrows."""

    def gettext(self, message: str) -> str:
        return f"›{message}‹"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_word_of_ours_is_said_by_the_catalogue(shape: str) -> None:
    say = Catalogue("xx", Marked())
    answer = SHAPES[shape]
    lines = text_lines(answer, version="0123456789ab", say=say)
    picture = picture_of(answer, version="0123456789ab", say=say)
    assert lines is not None
    assert picture is not None
    assert max(map(len, lines)) <= 28
    for text in (" ".join(lines), picture.alt):
        own = text
        while "›" in own:
            own, removed = re.subn(r"›[^›‹]*‹", "", own)
            assert removed, own
        assert not re.findall(
            r"\b(?:the|is|are|all|worked|held|best|first|shown|cycles|more|none)\b", own, re.I
        )


def test_a_single_grade_has_no_picture() -> None:
    assert picture_of(card(framework(areas=1))) is None


@pytest.mark.parametrize("absent", ["PIL", "fontpkg_public_sans"])
def test_without_the_extra_there_is_text_and_no_picture(absent: str) -> None:
    script = (
        "import sys; import bot.pictures; lazy = 'PIL' not in sys.modules; "
        f"sys.modules[{absent!r}] = None; "
        "from tests.pictures.builders import card, framework; answer = card(framework()); "
        "none = bot.pictures.picture_of(answer) is None; "
        "sys.exit(not (lazy and none and bot.pictures.text_lines(answer)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
