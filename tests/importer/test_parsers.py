"""Each format gives the same structure: headings with levels, paragraphs, lists, quotations, pages."""

from __future__ import annotations

import pytest

from bot.importer.document import BlockKind, Document, ImportFault, SourceKind
from bot.importer.parsers import parse, source_kind
from tests.importer.builders import Type, pdf, with_part, word, wrapped


def shape(document: Document) -> list[tuple[str, str]]:
    """Every block as its kind (with the level of a heading) and its text."""
    return [(f"h{one.level}" if one.level else str(one.kind), one.text) for one in document.blocks]


HTML = """<!DOCTYPE html><html lang="cy"><head><title>Site: Page</title>
<meta name="author" content="Nellie Bly"><meta property="og:site_name" content="The Paper">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2022-05-01T10:00:00Z"}</script>
</head>
<body><header><nav>Home</nav></header><div class="cookieConsent">Cookies!</div>
<article><h1>Title <em>here</em></h1><div>Loose <b>text</b></div>
<p>One<br>line</p><p>Two<br><br>paragraphs</p><p>A<span>joined</span> word, soft\u00adhyphen,\u00a0space</p>
<ul><li>first</li><li><p>second</p><ul><li>third</li></ul></li></ul>
<blockquote><p>Words of another</p><cite>Ann Lee, governor</cite></blockquote>
<p>He said <q>quite so</q>.</p>
<figure><img><figcaption>A picture</figcaption></figure>
<table><tr><th>Area</th><th>Grade</th></tr><tr><td>Safety</td><td>Good</td></tr></table>
<table><tr><td><h2>Laid out</h2><p>in a table</p></td></tr></table>
<aside>Related</aside><div class="share-bar">Share</div><div class="shared-services">Services shared</div>
<p hidden>Hidden</p><pre>kept
as  is</pre></article><footer>Foot</footer></body></html>"""


def test_html() -> None:
    document = parse(HTML.encode(), SourceKind.HTML)
    assert shape(document) == [
        ("h1", "Title here"),
        ("paragraph", "Loose text"),
        ("paragraph", "One line"),
        ("paragraph", "Two"),
        ("paragraph", "paragraphs"),
        ("paragraph", "Ajoined word, softhyphen, space"),
        ("list item", "first"),
        ("list item", "second"),
        ("list item", "third"),
        ("quotation", "Words of another"),
        ("paragraph", "— Ann Lee, governor"),
        ("paragraph", "He said “quite so”."),
        ("caption", "A picture"),
        ("table row", "Area | Grade"),
        ("table row", "Safety | Good"),
        ("h2", "Laid out"),
        ("paragraph", "in a table"),
        ("paragraph", "Services shared"),
        ("paragraph", "kept as is"),
    ]
    about = document.metadata
    assert (document.title, about.author, about.publisher) == ("Title here", "Nellie Bly", "The Paper")
    assert (about.published, about.language, about.article) == ("2022-05-01T10:00:00Z", "cy", True)
    assert [one.number for one in document.blocks] == list(range(1, len(document.blocks) + 1))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"\xff\xfe" + "<p>caf\u00e9</p>".encode("utf-16-le"), "café"),
        (b'<meta charset="iso-8859-1"><p>caf\xe9</p>', "café"),
        (b"<p>\x93quoted\x94</p>", "“quoted”"),
        ("<p>caf\u00e9</p>".encode(), "café"),
        (b'<meta charset="no-such"><p>caf\xe9</p>', "café"),
    ],
)
def test_encodings_of_html(page: bytes, expected: str) -> None:
    assert parse(page, SourceKind.HTML).blocks[0].text == expected


MARKDOWN = """---
title: From front matter
url: https://example.org/a
---
# Head *one*

Text over
two **lines** with a [link](https://example.org).

* item
  goes on
* next
1. numbered

> quoted
> on
>
> second

| a | b |
|---|---|
| 1 | 2 |

***

## Head two ##
"""


def test_markdown() -> None:
    document = parse(MARKDOWN.encode(), SourceKind.MARKDOWN)
    assert shape(document) == [
        ("h1", "Head one"),
        ("paragraph", "Text over two lines with a link."),
        ("list item", "item goes on"),
        ("list item", "next"),
        ("list item", "numbered"),
        ("quotation", "quoted on"),
        ("quotation", "second"),
        ("table row", "a | b"),
        ("table row", "1 | 2"),
        ("h2", "Head two"),
    ]
    assert (document.title, document.metadata.url) == ("From front matter", "https://example.org/a")
    assert [one.number for one in document.blocks][:3] == [5, 6, 8]  # non-empty lines of the file


def test_plain_text_counts_its_non_empty_lines() -> None:
    text = "Home   News   Article\n\nTitle of it\n\n\nFirst.\n- a point\nArea\tGrade\nSafety\tGood\nLast."
    document = parse(text.encode(), SourceKind.TEXT)
    assert [(one.number, str(one.kind)) for one in document.blocks] == [
        (1, "navigation"),
        (2, "paragraph"),
        (3, "paragraph"),
        (4, "list item"),
        (5, "table row"),
        (6, "table row"),
        (7, "paragraph"),
    ]
    assert document.title == "Title of it"


def test_wrapped_plain_text_is_joined() -> None:
    paragraph = (
        "The force should make sure that investigations are supervised well and that\n"
        "victims of crime are kept informed about the progress of their case, because\n"
        "our inspectors found that this was not done in every third case that they had\n"
        "examined.\n"
    )
    document = parse(f"A title\n\n{paragraph}\n{paragraph}\n{paragraph}".encode(), SourceKind.TEXT)
    assert [one.number for one in document.blocks] == [1, 2, 6, 10]
    assert document.blocks[1].text == " ".join(paragraph.split())


def test_pdf_headings_by_type_size_and_paragraphs_over_pages() -> None:
    pages = [
        [
            Type("The report", 24, True),
            Type("First part", 16, True, 20),
            *wrapped(
                "Body text that stands in the usual size and goes on for so long that it needs three lines. "
                * 2
            ),
            Type("Bold lead", 11, True, 12),
            *wrapped("• a bullet point"),
            *wrapped("and a paragraph that has not ended yet because it goes on over"),
        ],
        [Type("the page break.", above=3), *wrapped("A new one.")],
        [*wrapped("Third page.")],
    ]
    document = parse(pdf(pages, header="The report 2024", footer="Page"), SourceKind.PDF)
    assert [(one.level, one.page, one.text.split()[0]) for one in document.blocks] == [
        (1, 1, "The"),
        (2, 1, "First"),
        (0, 1, "Body"),
        (3, 1, "Bold"),
        (0, 1, "a"),
        (0, 1, "and"),
        (0, 2, "A"),
        (0, 3, "Third"),
    ]
    assert document.title == "The report – First part"
    assert "goes on over the page break." in document.blocks[5].text


def test_pdf_headings_by_outline() -> None:
    pages = [[*wrapped("Plain title"), *wrapped("Text below it that is set in the same size.")]]
    document = parse(pdf(pages, outline=[("Plain title", 1)]), SourceKind.PDF)
    assert shape(document) == [
        ("h1", "Plain title"),
        ("paragraph", "Text below it that is set in the same size."),
    ]


def test_word() -> None:
    data = word(
        [
            ("Title", "The response"),
            ("Heading 1", "Part"),
            ("Normal", "Text."),
            ("List Bullet", "Point"),
            ("Quote", "Said."),
            [["Area", "Grade"], ["Safety", "Good"]],
            ("Heading 2", "Sub"),
        ]
    )
    assert shape(parse(data, SourceKind.DOCX)) == [
        ("h1", "The response"),
        ("h1", "Part"),
        ("paragraph", "Text."),
        ("list item", "Point"),
        ("quotation", "Said."),
        ("table row", "Area | Grade"),
        ("table row", "Safety | Good"),
        ("h2", "Sub"),
    ]


@pytest.mark.parametrize(
    ("data", "name", "content_type", "expected"),
    [
        (b"%PDF-1.4", "a.txt", "", SourceKind.PDF),
        (b"PK\x03\x04", "a", "", SourceKind.DOCX),
        (b"\n <!DOCTYPE HTML><p>", "a.txt", "", SourceKind.HTML),
        (b"<p>fragment", "a.htm", "", SourceKind.HTML),
        (b"<p>fragment", "page", "text/html; charset=utf-8", SourceKind.HTML),
        (b"# Title", "a.MD", "", SourceKind.MARKDOWN),
        (b"plain", "a", "", SourceKind.TEXT),
    ],
)
def test_formats_are_told_by_their_bytes_first(
    data: bytes, name: str, content_type: str, expected: SourceKind
) -> None:
    assert source_kind(data, name, content_type) is expected


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"\xd0\xcf\x11\xe0", "a.doc", "old Word"),
        (b"<html>", "a.pdf", ""),
        (b"plain", "a.pdf", "does not begin like one"),
        (b"GIF89a\x00\x01", "a.gif", "neither"),
    ],
)
def test_what_no_parser_reads_is_named(data: bytes, name: str, reason: str) -> None:
    if not reason:
        assert source_kind(data, name) is SourceKind.HTML
        return
    with pytest.raises(ImportFault, match=reason):
        source_kind(data, name)


@pytest.mark.parametrize(
    ("data", "kind", "reason"),
    [
        (b"%PDF-1.4 rubbish", SourceKind.PDF, "not a PDF"),
        (pdf([[]]), SourceKind.PDF, "holds no text"),
        (b"PK\x03\x04rubbish", SourceKind.DOCX, "not a Word document"),
        (
            with_part(word([("Normal", "x")]), "word/document.xml", b"<x"),
            SourceKind.DOCX,
            "not a Word document",
        ),
        (b"<html><body></body></html>", SourceKind.HTML, "no text"),
        (b"<html><body hidden><p>Text.</p></body></html>", SourceKind.HTML, "no body"),
        (b"<html><frameset><frame></frameset></html>", SourceKind.HTML, "no body"),
        (b" \n ", SourceKind.TEXT, "no text"),
    ],
)
def test_broken_files_are_told_in_one_line(data: bytes, kind: SourceKind, reason: str) -> None:
    with pytest.raises(ImportFault, match=reason) as caught:
        parse(data, kind)
    assert "\n" not in str(caught.value)


def test_kinds_of_blocks_are_all_used() -> None:
    found = {one.kind for one in parse(HTML.encode(), SourceKind.HTML).blocks}
    assert found == set(BlockKind) - {BlockKind.NAVIGATION}
