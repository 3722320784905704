"""Pictures of the shipped knowledge: drawn for everything, described in full, the same every time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer import Answer, ComparisonAnswer, Finding, JudgmentAnswer, JudgmentsAnswer, RankingAnswer
from bot.knowledge import Knowledge
from bot.pictures import Picture, PictureCache, picture_of, text_lines
from bot.query import Command

Image = pytest.importorskip("PIL.Image", reason="the extra `pictures` is not installed")
pytest.importorskip("fontpkg_public_sans", reason="the extra `pictures` is not installed")

Ask = Callable[..., Answer]
COMPARED = (
    "kent, essex",
    "kent, nottinghamshire, northamptonshire",
    "gwent, south wales, dyfed powys, north wales",
    "kent, essex, surrey, sussex, hampshire 2018/19",
    "kent, essex, surrey, nottinghamshire, northamptonshire, devon and cornwall 2021/22",
    "england",
    "kent, essex all cycles",
    "kent, essex, durham investigating crime",
)
LARGEST = 150_000
"""Bytes of a picture."""
WORDS = (
    "kent essex met gmp devon and cornwall yorkshire wales england police rated worst best which forces how "
    "many areas compare 2021/22 2023-25 2017 every cycle investigating crime 999 calls good overall"
).split()


def checked(picture: Picture | None) -> Picture:
    """The picture, which is there, decodes and keeps every limit."""
    assert picture is not None
    image = Image.open(BytesIO(picture.png))
    image.load()
    assert image.format == "PNG"
    assert image.width == 800
    assert 200 < image.height < 4_500
    assert len(picture.png) < LARGEST
    assert 0 < len(picture.alt) <= 1_024
    assert picture.filename.isascii()
    assert picture.filename.removesuffix(".png").replace("-", "").isalnum()
    return picture


def shown(answer: Answer) -> Iterable[Finding]:
    """The findings of an answer with a picture."""
    if isinstance(answer, JudgmentAnswer):
        return (answer.finding, *answer.others)
    assert isinstance(answer, JudgmentsAnswer | ComparisonAnswer | RankingAnswer)
    return answer.findings


def told(answer: Answer, text: str) -> None:
    """Every subject, area and grade of the answer is named."""
    folded = text.casefold()
    for found in shown(answer):
        names = (found.subject.short, found.area.label, found.judgment.grade or found.judgment.state)
        assert all(name.casefold() in folded for name in names), (names, text)
        if found.judgment.derived:
            assert "worked out" in folded


def every_force(shipped: Knowledge) -> list[str]:
    judged = {item.subject for item in shipped.contents.judgments}
    return [subject.name for subject in shipped.contents.subjects if subject.id in judged]


def test_every_force_has_a_card_that_its_words_repeat(ask: Ask, shipped: Knowledge) -> None:
    drawn = 0
    for name in every_force(shipped):
        answer = ask(f"{name} 2021/22", Command.FORCE)
        if not isinstance(answer, JudgmentsAnswer) or len(answer.findings) < 2:
            continue
        picture = checked(picture_of(answer, version=shipped.version))
        lines = text_lines(answer, version=shipped.version)
        assert lines is not None
        told(answer, picture.alt)
        told(answer, " ".join(" ".join(lines).split()))
        assert shipped.version in picture.alt
        assert "2021/22" in picture.alt
        drawn += 1
    assert drawn > 30


def test_a_card_pairs_each_area_with_its_own_grade(ask: Ask) -> None:
    answer = ask("durham 2021/22", Command.FORCE)
    alt = checked(picture_of(answer)).alt
    for found in shown(answer):
        assert f" {found.area.label}: {found.judgment.grade}" in alt


def test_announced_grades_whose_areas_no_source_names_have_a_row_of_their_own(ask: Ask) -> None:
    answer = ask("kent 2023-25", Command.FORCE)
    alt = checked(picture_of(answer)).alt
    assert "2 more areas, not named (announced as a count): good." in alt
    assert "2 areas, not named (announced as a count): adequate." in alt


def test_every_area_of_every_cycle_has_a_ranking(ask: Ask, shipped: Knowledge) -> None:
    drawn = 0
    for framework in shipped.contents.frameworks:
        for area in framework.areas:
            answer = ask(f"{area.label or area.title} {framework.cycle}", Command.RANK)
            if not isinstance(answer, RankingAnswer) or len(answer.findings) < 2:
                continue
            if framework.cycle == "2018/19" or drawn % 4 == 0:
                told(answer, checked(picture_of(answer, version=shipped.version)).alt)
            lines = text_lines(answer)
            assert lines is not None
            told(answer, " ".join(" ".join(lines).split()))
            drawn += 1
    assert drawn > 20


@pytest.mark.parametrize("names", COMPARED)
def test_comparisons(names: str, ask: Ask, shipped: Knowledge) -> None:
    answer = ask(names, Command.COMPARE)
    assert isinstance(answer, ComparisonAnswer)
    picture = checked(picture_of(answer, version=shipped.version))
    lines = text_lines(answer, version=shipped.version)
    assert lines is not None
    # The lines leave nothing out, however large the comparison is.
    told(answer, " ".join(" ".join(lines).split()))
    if "The text has all." not in picture.alt:
        told(answer, picture.alt)


def test_cycles_that_must_not_be_compared_are_kept_apart(ask: Ask, shipped: Knowledge) -> None:
    for at, name in enumerate(every_force(shipped)):
        answer = ask(f"{name} every cycle", Command.FORCE)
        lines = text_lines(answer, version=shipped.version)
        if lines is None:
            continue
        cycles = {found.framework.id for found in shown(answer)}
        recent = cycles & {"peel-2021-22", "peel-2023-25"}
        breaks = len(recent) - (cycles == recent)
        assert sum("not comparable" in line for line in lines) == breaks, name
        told(answer, " ".join(" ".join(lines).split()))
        if at % 8 == 0:
            picture = checked(picture_of(answer, version=shipped.version))
            assert picture.alt.lower().count("not comparable") == breaks


def test_comparable_cycles_have_no_break(ask: Ask) -> None:
    answer = ask("kent efficiency", Command.GRADE)
    assert isinstance(answer, JudgmentAnswer)
    assert len(answer.others) > 1
    alt = checked(picture_of(answer)).alt
    assert "not comparable" not in alt.lower()
    told(answer, alt)


@pytest.mark.parametrize(
    ("question", "command"),
    [
        ("", Command.ASK),
        ("atlantis", Command.FORCE),
        ("why are abusers escaping justice in kent?", Command.ASK),
        ("kent legitimacy 2023-25", Command.GRADE),
        ("yorkshire", Command.FORCE),
    ],
)
def test_misses_and_passages_have_no_picture(question: str, command: Command, ask: Ask) -> None:
    answer = ask(question, command)
    assert picture_of(answer) is None
    assert text_lines(answer) is None


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    words=st.lists(st.sampled_from(WORDS), max_size=7),
    command=st.sampled_from([Command.FORCE, Command.COMPARE, Command.RANK, Command.GRADE, Command.ASK]),
)
def test_lines_never_wrap_on_a_phone(
    words: list[str], command: Command, ask: Ask, shipped: Knowledge
) -> None:
    lines = text_lines(ask(" ".join(words), command), version=shipped.version)
    if lines is not None:
        assert max(map(len, lines)) <= 28
        assert lines[0].strip()
        assert "\n" not in "".join(lines)


def test_the_same_answer_gives_the_same_bytes_on_every_thread(ask: Ask) -> None:
    answers = [ask(names, Command.COMPARE) for names in COMPARED[:3]]
    alone = [picture_of(answer) for answer in answers]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(picture_of, answers * 2)) == alone * 2


def test_the_cache_keeps_pictures_by_version_content_and_theme(ask: Ask) -> None:
    cache = PictureCache(maxsize=3)
    answer = ask("durham 2021/22", Command.FORCE)
    first = cache.picture_of(answer, version="one")
    assert first == picture_of(answer, version="one")
    assert cache.picture_of(ask("durham 2021/22", Command.FORCE), version="one") is first
    assert cache.picture_of(answer, version="two") != first
    assert cache.picture_of(answer, version="one", dark=False) != first
    # The one asked for last stays, the one that was not goes.
    cache.picture_of(answer, version="one")
    cache.picture_of(answer, version="three")
    assert len(cache) == 3
    assert cache.picture_of(answer, version="one") is first


def test_the_cache_keeps_nothing_for_what_has_no_picture(ask: Ask) -> None:
    cache = PictureCache()
    assert cache.picture_of(ask("atlantis", Command.FORCE), version="one") is None
    assert len(cache) == 0


def test_one_cache_serves_many_threads(ask: Ask) -> None:
    cache = PictureCache(maxsize=2)
    answers = [ask(names, Command.COMPARE) for names in COMPARED[:4]]
    expected = [picture_of(answer, version="v") for answer in answers]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda answer: cache.picture_of(answer, version="v"), answers * 2))
    assert found == expected * 2
    assert len(cache) == 2
