"""What the head of an HTML page says about it."""

from __future__ import annotations

import json
from typing import Any

from bot.importer.clean import clean
from bot.importer.document import Metadata


def head(tree: Any) -> tuple[Metadata, str]:
    """What the head says, and the page's title: the first h1 unless the head's own title holds more of it."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        key = (node.attrs.sget("property", "") or node.attrs.sget("name", "")).lower()
        found.setdefault(key, clean(node.attrs.sget("content", "")))
    linked = _linked_data(tree)
    canonical = tree.css_first("link[rel=canonical]")
    url = canonical.attrs.sget("href", "") if canonical is not None else ""
    clock = tree.css_first("time[datetime]")
    root = tree.css_first("html")
    metadata = Metadata(
        url=next((item for item in (url, found.get("og:url", "")) if item.startswith("http")), ""),
        author=found.get("author", "") or linked.get("author", ""),
        published=found.get("article:published_time", "")
        or linked.get("datePublished", "")
        or found.get("dcterms.issued", "")
        or found.get("date", "")
        or (clock.attrs.sget("datetime", "") if clock is not None else ""),
        publisher=found.get("og:site_name", "") or linked.get("publisher", ""),
        language=root.attrs.sget("lang", "") if root is not None else "",
        article=linked.get("@type", "").endswith("NewsArticle"),
    )
    headings = tree.css("h1")
    title = clean(headings[0].text()) if headings else found.get("og:title", "")
    named = tree.css_first("title")
    return metadata, title or (clean(named.text()) if named is not None else "")


def _linked_data(tree: Any) -> dict[str, str]:
    """The few plain fields of a page's JSON-LD that describe the article."""
    fields: dict[str, str] = {}
    for node in tree.css('script[type="application/ld+json"]')[:5]:
        try:
            content = json.loads(node.text())
        except (ValueError, RecursionError):
            continue
        items = content if isinstance(content, list) else [content]
        for item in items[:20]:
            if isinstance(item, dict):
                for key in ("@type", "datePublished", "author", "publisher"):
                    value = item.get(key)
                    value = value[0] if isinstance(value, list) and value else value
                    value = value.get("name") if isinstance(value, dict) else value
                    if isinstance(value, str):
                        fields.setdefault(key, clean(value))
    return fields
