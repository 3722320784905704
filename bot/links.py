"""Links that open a source at the quoted words, or a PDF at its page. Pure functions on text."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

EXACT = 80
"""Characters up to which a quotation is put into a link whole; a longer one is named by its two ends."""
WORDS = 5
"""Words at each end of a longer quotation."""
FEW = 4
"""Words up to which a quotation may stand on a page more than once, so that its neighbours are named too."""
BESIDE = 3
"""Words named before and after so short a quotation."""

_SPACES = re.compile(r"\s+")
_EDGE = re.compile(r"^[^\w]+|[^\w]+$")


def quotation_link(
    url: str, text: str = "", page: int | None = None, *, before: str = "", after: str = ""
) -> str:
    """The address of a source, opened at a quotation where the browser can.

    A PDF is opened at its page (`#page=`, RFC 8118), a web page at the words by a text fragment
    (`#:~:text=prefix-,start,end,-suffix`, https://wicg.github.io/scroll-to-text-fragment/). A browser that
    knows neither opens the source at its beginning. An empty address stays empty. `before` and `after` are
    the words around the quotation in its paragraph.
    """
    if not url:
        return ""
    if page is not None or urlsplit(url).path.lower().endswith(".pdf"):
        return page_link(url, page) if page is not None else url
    directive = text_directive(text, before, after)
    if not directive:
        return url
    base, _, fragment = url.partition("#")
    fragment = fragment.partition(":~:")[0]
    return f"{base}#{fragment}:~:{directive}"


def page_link(url: str, page: int) -> str:
    """The address of a PDF at a page, counted from 1. A fragment that the address has already is replaced."""
    return f"{url.partition('#')[0]}#page={page}"


def text_directive(text: str, before: str = "", after: str = "") -> str:
    """The text directive for a quotation ("text=start,end"), or nothing for one without words.

    The browser looks for whole words, so a cut-off word or the marks at either end are left out. The ends of
    a long quotation never overlap; one of a few words is told from others of its kind by those beside it.
    """
    flat = _SPACES.sub(" ", text)
    whole = _EDGE.sub("", flat)
    if not whole:
        return ""
    words = whole.split(" ")
    if len(words) <= FEW and (before.strip() or after.strip()):
        left, _, right = flat.partition(whole)
        prefix = f"{before}{left}".split()[-BESIDE:] if before.strip() else []
        suffix = f"{right}{after}".split()[:BESIDE] if after.strip() else []
        first = f"{_encoded(' '.join(prefix))}-," if prefix else ""
        last = f",-{_encoded(' '.join(suffix))}" if suffix else ""
        return f"text={first}{_encoded(whole)}{last}"
    count = min(WORDS, len(words) // 2)
    if len(whole) <= EXACT or not count:
        return f"text={_encoded(whole)}"
    start, end = " ".join(words[:count]), " ".join(words[-count:])
    return f"text={_encoded(_EDGE.sub('', start))},{_encoded(_EDGE.sub('', end))}"


def _encoded(text: str) -> str:
    """Percent-encoded as the specification asks: besides what no fragment may hold, "-", "," and "&" too.

    `quote` leaves letters, digits and "_.-~" as they are; of these only "-" has a meaning inside a directive.
    """
    return quote(text, safe="").replace("-", "%2D")
