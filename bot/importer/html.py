"""HTML pages, read with lexbor (selectolax)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from bot.importer.clean import clean, decode
from bot.importer.document import Block, BlockKind, Document, ImportFault
from bot.importer.html_head import head

MAX_TAGS = 400_000
"""More tags than any report has (the longest national ones stay under 60,000); lexbor needs minutes for a
million nested ones, so such a page is refused before it is parsed."""

MAX_OPEN = 5_000
"""Elements that are opened and never closed. Forgotten end tags come in tens."""

MAX_ATTRIBUTES = 1_000
"""Attributes of one element."""

_NESTING = (b"div", b"span", b"b", b"i", b"a", b"font", b"section", b"table", b"ul", b"blockquote", b"em")
_LONG_TAG = 4_096
"""Bytes from which a tag is looked at for its number of attributes."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "h1 h2 h3 h4 h5 h6 p li blockquote tr dt dd pre figcaption caption address summary legend "
    "div section article main details body td th cite footer".split()
)
_CONTAINERS = frozenset(
    {"div", "section", "article", "main", "details", "body", "td", "th", "li", "blockquote", "dd", "address"}
)
_NESTED = frozenset([*_BLOCKS, "ul", "ol", "table", "tbody", "dl", "figure", "header", "footer"])
_INNER = ",".join(sorted(_NESTED))
_INLINE = frozenset("a b i em strong span u s small sub sup abbr mark time br code q".split())
_KINDS = {
    "li": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTATION,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
}
_INNER_KINDS = {name: _KINDS[name] for name in ("li", "blockquote", "figcaption")}
"""What a paragraph is that stands in one of these."""
_LINKED = frozenset({"li", "p", "div"})
_LINK_LENGTH = 200
_CITING = frozenset({"blockquote", "figure", "footer", "figcaption"})
_REMOVED = frozenset(
    "script style noscript template svg iframe form button select input textarea nav aside dialog "
    "video audio object canvas".split()
)
_REMOVED_PLACES = "[hidden],body>header,body>footer,body>div>footer"
_REMOVED_ROLES = frozenset("navigation search dialog alertdialog complementary contentinfo banner".split())
# Words in names of classes and ids of parts that no article consists of. Only whole words of a name count
# ("share-bar", "shareBar"), because "shared-services" is not a share button.
_FURNITURE = re.compile(
    r"(?:^|[_-])(?:cookies?|consent|gdpr|share|sharing|social|newsletter|subscribe|signup|promo|advert|"
    r"adverts|advertisement|ads?|sponsored|breadcrumbs?|related|recommended|trending|popular|comments?|skip|"
    r"skip-?link|sidebar|paywall|pagination|(?:photo|image|picture)-credit|masthead|"
    r"site-?(?:header|footer|nav)|menu|navbar|toolbar|toc|table-of-contents|visually-?hidden|sr-only|screen-reader-text)(?:$|[_-])"
)
_CAPTIONS = 'p[class*="aption"],div[class*="aption"]'
"""Elements that are captions by their class: "wp-caption-text", "imageCaption"."""
_CAPTION_LENGTH = 400
"""Characters from which such an element holds more than a caption."""
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_Piece = tuple[BlockKind, int, str, tuple[str, ...]]
"""What a block is made of: its kind, a heading's level, its text and the cells of a row."""
_TERMS = frozenset({"dt", "dd"})
_DATUM = 120
"""Characters of the longest term or value of a list of data."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,20})", re.IGNORECASE)


def parse_html(data: bytes) -> Document:
    """A page's title, metadata and main content. Raises ImportFault for a page that no report looks like."""
    from selectolax.lexbor import LexborHTMLParser

    _refuse_hopeless(data)
    charset = _CHARSET.search(data[:4096])
    tree = LexborHTMLParser(decode(data, charset[1].decode("ascii") if charset else ""))
    metadata, title = head(tree)
    captions = _strip(tree)
    root = _main(tree)
    blocks = tuple(_blocks(root, captions))
    if not blocks and root is not tree.body:
        blocks = tuple(_blocks(tree.body, captions))
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
    first = next((block.text for block in blocks if block.level == 1), heading)
    return Document(title or first, blocks, metadata)


def _refuse_hopeless(data: bytes) -> None:
    """Refuse at once the pages that lexbor would need minutes for, before the limits end them."""
    parts = data.split(b"<")
    if len(parts) > MAX_TAGS:
        raise ImportFault(f"the page has more than {MAX_TAGS:,} tags; no report does")
    opening = len(parts) - data.count(b"</")
    for tag in _NESTING if opening > MAX_OPEN else ():
        if data.count(b"<" + tag) - data.count(b"</" + tag) > MAX_OPEN:
            raise ImportFault(f"the page leaves more than {MAX_OPEN:,} elements open; no report does")
    if any(len(part) > _LONG_TAG and part[: part.find(b">")].count(b"=") > MAX_ATTRIBUTES for part in parts):
        raise ImportFault(f"an element of the page has more than {MAX_ATTRIBUTES:,} attributes")


def _strip(tree: Any) -> frozenset[int]:
    """Remove what is never content, and write out what the text of a node would lose.

    Gives the identities of the elements whose class says that they are captions. Raises ImportFault for a
    page without a body, be it a set of frames or hidden as a whole.
    """
    never = [node for node in tree.root.traverse() if node.tag in _REMOVED and not _opens_section(node)]
    never += tree.css(_REMOVED_PLACES)
    never += [node for node in tree.css("[role]") if node.attrs.sget("role") in _REMOVED_ROLES]
    for node in never:
        node.decompose()
    if tree.body is None:
        raise ImportFault("the page has no body")
    furniture = [node for node in tree.body.css("[class],[id]") if _is_furniture(node)]
    whole = len(tree.body.text_lexbor() or "") if furniture else 0
    for node in furniture:
        if len(node.text_lexbor() or "") * 2 < whole:
            node.decompose()
    for node in tree.css("br"):
        node.replace_with("\n")
    for node in tree.css("q"):
        node.insert_before("“")
        node.insert_after("”")
    named = (node for node in tree.css(_CAPTIONS) if len(node.text_lexbor() or "") < _CAPTION_LENGTH)
    return frozenset(node.mem_id for node in named)


def _opens_section(node: Any) -> bool:
    """Whether a button is a heading's own words, as in an accordion."""
    if node.tag != "button":
        return False
    heading = node.parent
    return (
        heading is not None
        and heading.tag in _HEADINGS
        and not heading.text().replace(node.text(), "").strip()
    )


def _is_furniture(node: Any) -> bool:
    """Whether one of its classes or its id says that an element is no content."""
    names = f"{node.attrs.sget('class', '')} {node.attrs.sget('id', '')}"
    return any(map(_names_furniture, names.split()))


@lru_cache(maxsize=4_096)
def _names_furniture(name: str) -> bool:
    """Whether a class or id holds a word for furniture; "shareBar" is read as "share-bar"."""
    return _FURNITURE.search(_INNER_CAPITAL.sub("-", name).lower()) is not None


def _main(tree: Any) -> Any:
    """The element that holds the report: a marked one with most of the text, otherwise the body."""
    whole = len(tree.body.text_lexbor() or "")
    for selector in ("main article", "[role=main] article", "main", "[role=main]", "article"):
        found = tree.css(selector)
        if len(found) == 1 and len(found[0].text_lexbor() or "") * 3 > whole:
            return found[0]
    return tree.body


def _blocks(root: Any, captions: frozenset[int]) -> Iterator[Block]:
    number = 0
    for kind, level, text, cells in _pieces(root, captions):
        for part in text.split("\n\n") if "\n\n" in text else (text,):
            if line := clean(part):
                number += 1
                yield Block(kind, line, number, level, None, cells)


class _Later(NamedTuple):
    """A container's own text that stands behind its child `after`, whose blocks come first."""

    after: int
    piece: _Piece

    def is_due(self, node: Any) -> bool:
        """Whether a node is the first one behind the text."""
        return not (node.mem_id == self.after or _within(node, self.after))


def _pieces(root: Any, captions: frozenset[int]) -> Iterator[_Piece]:
    """Every block element of the tree in document order with its own text, without nested blocks' text."""
    nodes = [node for node in root.traverse() if node.tag in _BLOCKS]
    done = 0  # identity of a row or heading that was given whole: what lies inside it comes right after it
    later: list[_Later] = []
    for node, following in zip(nodes, [*nodes[1:], None], strict=True):
        while later and later[-1].is_due(node):
            yield later.pop().piece
        if done:
            if _within(node, done):
                continue
            done = 0
        tag, parent = node.tag, node.parent
        above = parent.tag if parent is not None else ""
        level = _HEADINGS.get(tag, 0)
        holds = (
            (level or tag == "tr" or tag in _CONTAINERS)
            and following is not None
            and _within(following, node.mem_id)
        )
        if captions and node.mem_id in captions:
            done = node.mem_id
            yield BlockKind.CAPTION, 0, node.text(), ()
        elif tag in _TERMS and not holds and (cells := _pair(node)):
            if tag == "dd":
                yield BlockKind.TABLE_ROW, 0, " | ".join(cells), cells
        elif tag == "tr":
            cells = _cells(node)
            if cells:
                done = node.mem_id
                yield BlockKind.TABLE_ROW, 0, " | ".join(cells), cells
        elif level:
            done = node.mem_id if holds else 0
            yield BlockKind.HEADING, level, node.text(), ()
        elif holds:
            kind = _kind(tag, above)
            for text, after in reversed(_own_text(node)):
                later.append(_Later(after, (kind, 0, text, ())))
            if later and not later[-1].after:
                yield later.pop().piece
        elif tag == "footer":
            if above == "blockquote":
                done = node.mem_id
                yield BlockKind.PARAGRAPH, 0, "— " + node.text().lstrip(" —–-"), ()
        elif tag == "cite" or (tag == "figcaption" and _signs_quotation(node)):
            done = node.mem_id
            if tag == "figcaption" or above in _CITING:
                yield BlockKind.PARAGRAPH, 0, "— " + node.text().lstrip(" —–-"), ()
        else:
            text = _text(node, tag, above)
            if tag in _LINKED and len(text) < _LINK_LENGTH and _only_links(node, text):
                yield BlockKind.NAVIGATION, 0, text, ()
            else:
                yield _kind(tag, above), 0, text, ()
    while later:
        yield later.pop().piece


def _signs_quotation(caption: Any) -> bool:
    """Whether the caption of a figure names the speaker of a quotation and not what a picture shows."""
    figure = caption.parent
    return figure is not None and figure.css_first("blockquote") is not None


def _only_links(node: Any, text: str) -> bool:
    """Whether a short item consists of nothing but links, as in lists of other pages."""
    first = node.first_child
    if first is None or (first.tag == "-text" and first.next is None):  # text alone, as most items are
        return False
    links = node.css("a[href]")
    return bool(links) and sum(len(link.text()) for link in links) >= 0.9 * len(text.strip()) > 0


def _text(node: Any, tag: str, above: str) -> str:
    text: str = node.text()
    if tag == "pre":
        return text
    if "\n" in text:
        # Single line breaks in the markup are spaces; a run of two or more <br> separates paragraphs.
        text = re.sub(r"\n[ \t]*\n\s*", "\n\n", text.strip())
    if tag != "blockquote" and (tag != "p" or above != "blockquote"):
        return text
    cite = node.css_first("cite")
    return text if cite is None else text.replace(cite.text(), "")


def _kind(tag: str, above: str) -> BlockKind:
    """What an element is, by its own name and by that of the element it stands in."""
    kind = _INNER_KINDS.get(above) if tag == "p" else _KINDS.get(tag)
    return kind or BlockKind.PARAGRAPH


def _within(node: Any, identity: int) -> bool:
    """Whether the node lies inside the element with this identity."""
    parent = node.parent
    while parent is not None:
        if parent.mem_id == identity:
            return True
        parent = parent.parent
    return False


def _own_text(node: Any) -> list[tuple[str, int]]:
    """A container's text that is not inside one of its block children, in runs between them.

    With each run stands the identity of the block child that it comes right after, 0 where there is none.
    """
    runs, after = [("", 0)], 0
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            runs[-1] = runs[-1][0] + (child.text_content or ""), after
        elif tag in _INLINE or (tag not in _NESTED and child.css_first(_INNER) is None):
            runs[-1] = runs[-1][0] + child.text(), after
        else:
            after = child.mem_id
            runs.append(("", after))
    return [run for run in runs if run[0].strip()]


def _cells(row: Any) -> tuple[str, ...]:
    """The cells of a row of data, or nothing for a row that only lays the page out."""
    cells = [node for node in row.iter() if node.tag in {"td", "th"}]
    texts = tuple(clean(node.text(separator=" ")) for node in cells)
    if len(cells) < 2 or max(map(len, texts), default=0) > 600 or row.css_first("table,h1,h2,h3") is not None:
        return ()
    return texts if any(texts) else ()


def _pair(node: Any) -> tuple[str, ...]:
    """A term of a list of data and what it is, or nothing where a definition is a text of its own.

    "Safe" and "Good" belong together as the cells of a row do. The node is a term or one of its values.
    """
    term = _beside(node, forward=False) if node.tag == "dd" else node
    value = _beside(node, forward=True) if node.tag == "dt" else node
    while term is not None and term.tag == "dd":  # a further value of the same term
        term = _beside(term, forward=False)
    if term is None or value is None or (term.tag, value.tag) != ("dt", "dd"):
        return ()
    texts = clean(term.text()), clean(value.text())
    short = all(0 < len(text) <= _DATUM and not text.endswith((".", "?")) for text in texts)
    return texts if short and not any(child.tag in _NESTED for child in value.iter()) else ()


def _beside(node: Any, *, forward: bool) -> Any:
    """The next or the last element beside a node, or None."""
    found = node.next if forward else node.prev
    while found is not None and found.tag.startswith("-"):
        found = found.next if forward else found.prev
    return found
