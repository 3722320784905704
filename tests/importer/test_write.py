"""Report files: the same bytes each time, and always what the knowledge loader reads."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.importer.about import Hints
from bot.importer.document import ImportFault, SourceKind
from bot.importer.draft import Draft
from bot.importer.parsers import parse
from bot.importer.passages import MAX_NAME, MAX_PASSAGE, divided
from bot.importer.proposals import Judgments, Tallies
from bot.importer.understand import understand
from bot.importer.write import MAX_FILE, is_untouched, write_report
from bot.knowledge import Knowledge, passages
from bot.knowledge.fields import SHORT
from bot.knowledge.files import SIZE_LIMITS
from bot.knowledge.loader import load_contents
from bot.model import Framework, Passage, PassageKind, Report, Speaker, Voice
from tests.conftest import PROJECT
from tests.importer import documents
from tests.importer.conftest import FIRE, PRISONS, SUBJECTS, Read

FRAMEWORKS = {"peel-2021-22", "peel-2023-25"}
BARSETSHIRE = {"subject": "barsetshire", "framework": "peel-2021-22"}
STITCHES = [
    '"',
    "“",
    "”",
    "‘",
    "’",
    "\n\n",
    " said ",
    " good ",
    ": ",
    " — ",
    "three areas ",
    "<p>",
    "| ",
    "- ",
    "4",
]
SOURCES = {
    "page.html": documents.INSPECTORATE_PAGE,
    "report.pdf": documents.INSPECTORATE_PDF,
    "response.docx": documents.COMMISSIONER_WORD,
    "welsh.html": documents.WELSH_PAGE,
    "single.txt": documents.SINGLE_QUOTES,
    "article.md": documents.MARKDOWN_ARTICLE,
    "tabloid.html": documents.TABLOID_PAGE,
}


def folder(path: Path, reports: dict[str, str]) -> Path:
    """A knowledge folder with the shipped frameworks, two invented forces and some report files."""
    for part in ("frameworks", "subjects", "reports"):
        (path / part).mkdir(parents=True)
    for framework in FRAMEWORKS:
        text = (PROJECT / "knowledge" / "frameworks" / f"{framework}.yaml").read_text(encoding="utf-8")
        (path / "frameworks" / f"{framework}.yaml").write_text(text, encoding="utf-8")
    subjects = "".join(
        f"  - id: {one}\n    name: {name}\n    short: {short}\n    kind: police force\n    country: England\n"
        for one, name, short in (
            ("barsetshire", "Barsetshire Police", "Barsetshire"),
            ("mercia-vale", "Mercia Vale Constabulary", "Mercia Vale"),
            ("powys-fadog", "Powys Fadog Police", "Powys Fadog"),
        )
    )
    (path / "subjects" / "police.yaml").write_text(f"subjects:\n{subjects}", encoding="utf-8")
    for name, text in reports.items():
        (path / "reports" / f"{name}.md").write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", SOURCES)
def test_a_report_file_holds_what_the_draft_holds(
    name: str, read: Read, shipped: Knowledge, tmp_path: Path
) -> None:
    draft = read(SOURCES[name], name)
    framework = shipped.frameworks[draft.report.framework]
    text = write_report(draft, framework)
    assert text == write_report(read(SOURCES[name], name), framework)
    contents = load_contents(folder(tmp_path / "knowledge", {draft.report.id: text}))
    report = contents.reports[0]
    assert (report.title, report.publisher, report.published) == (
        draft.report.title,
        draft.report.publisher,
        draft.report.published,
    )
    held = [(one.id, one.kind, one.text, one.areas, one.speaker, one.page) for one in report.passages]
    assert held == [
        (one.id, one.kind, one.text, one.areas, one.speaker, one.page) for one in draft.report.passages
    ]


def test_an_edited_file_is_told_from_an_untouched_one(read: Read, shipped: Knowledge) -> None:
    draft = read(documents.TABLOID_PAGE, "p.html")
    text = write_report(draft, shipped.frameworks[draft.report.framework])
    assert is_untouched(text)
    assert not is_untouched(text.replace("good", "bad", 1))
    assert not is_untouched(text + "\n")
    assert not is_untouched("---\ntitle: by hand\n---\n")


lines = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=60).map(
    lambda text: " ".join(text.split())
)
words = lines.filter(lambda text: any(sign.isalnum() for sign in text))


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    from bot.importer.clean import clean

    cleaned = words.map(clean).filter(bool)
    name = st.sampled_from(
        ["Ann Lee", "Owain Glyndŵr", 'O\'Hara: "x" #1', "no", "- dash", "2022-01-01", "{x}"]
    )
    speaker = Speaker(draw(name), draw(cleaned), draw(st.sampled_from(Voice)))
    passages = []
    for number in range(1, draw(st.integers(2, 6))):
        kind = draw(st.sampled_from(PassageKind))
        spoken = kind in {PassageKind.QUOTE, PassageKind.RESPONSE}
        text = draw(cleaned)
        for part in divided(text.lstrip("# ") or "x"):
            passages.append(
                Passage(
                    id="",
                    report="r",
                    number=number,
                    kind=kind,
                    text=part,
                    section=draw(st.one_of(st.just(""), cleaned)),
                    areas=draw(
                        st.sampled_from(
                            [(), ("investigating_crime",), ("preventing_crime", "managing_offenders")]
                        )
                    ),
                    speaker=speaker if spoken else None,
                    page=draw(st.sampled_from([None, 3])),
                )
            )
    report = Report(
        id="barsetshire-peel-2021-22-x",
        title=draw(cleaned),
        publisher=draw(cleaned),
        kind=draw(cleaned),
        subject="barsetshire",
        framework="peel-2021-22",
        passages=tuple(passages),
        author=draw(st.one_of(st.just(""), cleaned)),
        licence=draw(st.one_of(st.just(""), cleaned)),
        note=draw(st.one_of(st.just(""), cleaned)),
    )
    return Draft(report, (), (), None, (), (), "x")


@settings(max_examples=40, deadline=None)
@given(draft=drafts())
def test_whatever_a_draft_holds_the_loader_reads_it_back(
    draft: Draft, shipped: Knowledge, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = write_report(draft, shipped.frameworks["peel-2021-22"])
    path = folder(tmp_path_factory.mktemp("written") / "knowledge", {draft.report.id: text})
    report = load_contents(path).reports[0]
    found = [(one.text, one.kind, one.areas, one.speaker) for one in report.passages]
    assert found == [(one.text, one.kind, one.areas, one.speaker) for one in draft.report.passages]
    assert (report.title, report.publisher, report.author) == (
        draft.report.title,
        draft.report.publisher,
        draft.report.author,
    )


def test_the_limits_are_those_of_the_format() -> None:
    assert SIZE_LIMITS[".md"] == MAX_FILE
    assert MAX_PASSAGE == passages.MAX_PASSAGE
    assert MAX_NAME == SHORT


ODD = """<html><head><title>{title}</title><link rel="canonical" href="https://x.example/<b>"></head><body>
<meta property="article:published_time" content="2022-13-45"><h1>{title}</h1>
<p>{long} said: "We were graded good at preventing crime by PEEL 2021/22."</p>
<p>A Refuge spokesperson said: "Survivors have waited too long."</p>
<p>"They wait," said Refuge.</p><p>{words}</p></body></html>"""


def test_odd_sources_never_make_a_file_that_is_not_served(
    read: Read, shipped: Knowledge, tmp_path: Path
) -> None:
    page = ODD.format(
        title="Barsetshire " + "long " * 400,
        long="Chief Constable of " + "Very " * 60 + "Long " * 60 + "Robert Peel",
        words="word " * 5_000,
    )
    draft = read(page, "odd.html")
    text = write_report(draft, shipped.frameworks[draft.report.framework])
    report = load_contents(folder(tmp_path / "knowledge", {draft.report.id: text})).reports[0]
    assert (report.url, report.published) == ("", "")
    assert len({one.speaker.name for one in report.passages if one.speaker}) == 2


def test_a_report_that_is_too_large_is_refused(read: Read, shipped: Knowledge) -> None:
    draft = read("The report of 2021/22.\n" + "A sentence of words. " * 9_000, "large.txt", **BARSETSHIRE)
    huge = replace(draft, report=replace(draft.report, passages=draft.report.passages * 12))
    with pytest.raises(ImportFault, match="larger than 2 MiB"):
        write_report(huge, shipped.frameworks[draft.report.framework])


@pytest.mark.parametrize("seed", range(6))
def test_passages_are_verbatim_whatever_the_source_holds(
    seed: int, frameworks: tuple[Framework, ...]
) -> None:
    """Sources torn and stitched at random: nothing fails, and no passage has a word of its own."""
    chance = random.Random(seed)
    texts = [text for text in SOURCES.values() if isinstance(text, str)]
    for _ in range(12):
        text = list(chance.choice(texts))
        for _ in range(chance.randint(1, 40)):
            at = chance.randrange(len(text))
            if chance.random() < 0.4:
                del text[at : at + chance.randint(1, 60)]
            else:
                text[at:at] = chance.choice(STITCHES)
            text = text or ["x"]
        document = parse("".join(text).encode("utf-8", "replace"), chance.choice(list(SourceKind)[-2:]))
        hints = Hints(**BARSETSHIRE, name="torn")
        try:
            draft = understand(document, frameworks, SUBJECTS, hints=hints)
        except ImportFault:
            continue
        blocks = {one.number: one for one in document.blocks}
        for passage in draft.report.passages:
            block = blocks[passage.number]
            assert any(passage.text in text for text in (block.text, *block.cells))


def test_long_paragraphs_are_divided_at_sentences() -> None:
    text = "A sentence of some words. " * 400
    parts = list(divided(text.strip()))
    assert all(len(part) <= MAX_PASSAGE and part.endswith(".") for part in parts)
    assert " ".join(parts) == text.strip()
    assert [len(part) for part in divided("x" * 9_000)] == [4_000, 4_000, 1_000]


def test_accepting_adds_and_never_replaces(read: Read) -> None:
    draft = read(documents.TABLOID_PAGE, "p.html", url="https://news.example.org/a")
    table = Judgments()
    assert (table.merge(draft).added, table.merge(draft).held) == (6, 6)
    text = table.text()
    assert text.count("https://news.example.org/a") == 6
    held = text.replace("preventing_crime,graded,good", "preventing_crime,graded,adequate")
    again = Judgments(held)
    merge = again.merge(draft)
    assert (merge.added, merge.held) == (0, 5)
    assert merge.conflicts == [
        "barsetshire, preventing_crime: held as “adequate”, the source says “good”; left as it was"
    ]
    assert again.text() == held


def test_a_stated_grade_takes_the_place_of_a_derived_one(read: Read) -> None:
    draft = read(documents.TABLOID_PAGE, "p.html", url="https://news.example.org/a")
    table = Judgments()
    table.merge(draft)
    derived = table.text().replace(
        "good,https://news.example.org/a,2022-10-13,,", "good,https://old.example,2022,yes,"
    )
    again = Judgments(derived)
    assert again.merge(draft).added == 2
    assert "https://old.example" not in again.text()


def test_a_tally_is_added_once(read: Read) -> None:
    draft = read(documents.MARKDOWN_ARTICLE, "p.md")
    table = Tallies()
    assert (table.merge(draft).added, table.merge(draft).held) == (1, 1)
    assert (
        "barsetshire,9,outstanding 5; good 2; adequate 1; requires improvement 1; inadequate 0"
        in table.text()
    )
    other = Tallies(table.text().replace("outstanding 5; good 2", "outstanding 4; good 3"))
    assert len(other.merge(draft).conflicts) == 1


def test_the_frameworks_of_other_inspectorates_are_written_too(read: Read) -> None:
    for source, framework in ((documents.FIRE_REPORT, FIRE), (documents.PRISON_REPORT, PRISONS)):
        text = write_report(read(source), framework)
        assert f"framework: {framework.id}" in text
        assert text.count("\n## ") > 3
