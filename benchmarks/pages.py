"""Generated sources for the measurements of the importer: pages and PDF files as an inspectorate has them."""

from __future__ import annotations

import random

from bot.model import Framework, Subject
from tests.importer.builders import Type, pdf, wrapped

NOUNS = "victims calls incidents suspects teams records plans data managers partners officers cases".split()
VERBS = "supports manages reviews records assesses improves monitors delays handles shares".split()


def sentence(chance: random.Random) -> str:
    """One sentence of a report, about 25 words."""
    how, were = chance.choice(["well", "inconsistently"]), chance.choice(["were", "are not always"])
    first, second, third = (chance.choice(NOUNS) for _ in range(3))
    found, of = chance.randint(5, 99), chance.randint(100, 400)
    begin = f"The force {chance.choice(VERBS)} {first} {how}, and its {second} {were} reviewed"
    return f"{begin} in {found} of the {of} {third} that we examined."


def page(number: int, framework: Framework, subject: Subject, paragraphs: int) -> str:
    """A page with little markup: with 40 paragraphs an area, five sixths of its bytes are text to be read."""
    chance = random.Random(number)
    links = "".join(
        f'<li class="menu-item menu-item-{i}"><a href="/section/{i}/">Section {i}</a></li>' for i in range(60)
    )
    parts = [
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{subject.name}</title>'
        f"<style>{'.wp-block-column { flex-basis: 0; flex-grow: 1 } ' * 60}</style>"
        f"<script>{'window.dataLayer = window.dataLayer || []; ' * 60}</script></head><body>"
        f'<header class="site-header"><nav class="main-navigation"><ul>{links}</ul></nav></header>'
        f'<main id="main" class="site-main"><h1>{framework.name} – An inspection of {subject.name}</h1>'
        "<p>Published on: 12 July 2022</p>"
    ]
    for area in framework.areas[:10]:
        grade = chance.choice(framework.scale)
        verb = grade if grade.startswith("requires") else f"is {grade}"
        parts.append(
            f'<h2 class="wp-block-heading" id="{area.id}">{area.label}</h2><p>{grade.capitalize()}</p>'
            f"<p>{subject.name} {verb} at {area.title.lower()}.</p><h3>Areas for improvement</h3>"
            f"<h4>The force needs to improve how it {chance.choice(VERBS)} {chance.choice(NOUNS)}</h4>"
        )
        for _ in range(paragraphs):
            text = " ".join(sentence(chance) for _ in range(4))
            parts.append(f'<p class="has-text-align-left">{text} <a href="/glossary/#term">Glossary</a></p>')
        parts.append("<ul>" + "".join(f"<li>{sentence(chance)}</li>" for _ in range(5)) + "</ul>")
    parts.append('</main><footer class="site-footer"><p>Crown copyright</p></footer></body></html>')
    return "\n".join(parts)


ICON = (
    '<svg class="icon icon--chevron" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable='
    '"false"><path d="M7.41 8.59 12 13.17l4.59-4.58L18 10l-6 6-6-6 1.41-1.41z" fill="currentColor"/></svg>'
)
ADDRESS = "https://inspectorate.example.org/police-forces/peel-assessments/2021-22"


def managed_page(number: int, framework: Framework, subject: Subject) -> str:
    """The same kind of report with the markup of a content management system: a third of its bytes is text.

    Inline styles and scripts, a menu of three levels with icons, nested containers with long class names,
    and paragraphs of three sentences with links and emphasis.
    """
    chance = random.Random(number)
    styles = "".join(f".has-{i}-background-color{{background-color:var(--preset--{i})}}" for i in range(600))
    scripts = (
        "<script>(window.dataLayer=window.dataLayer||[]).push({event:'view',section:'peel'});</script>" * 60
    )
    head = "".join(f'<link rel="preload" href="{ADDRESS}/assets/{i}.woff2" as="font">' for i in range(40))
    menu = "".join(
        f'<li id="menu-item-{i}" class="menu-item menu-item-type-post_type menu-item-{i}">{ICON}'
        f'<a href="{ADDRESS}/section-{i}/" class="menu-link sub-menu-link">Section {i}</a></li>'
        for i in range(250)
    )
    body = "".join(_managed_area(chance, framework, subject, index) for index in range(10))
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{subject.name}</title>{head}'
        f"<style>{styles}</style>{scripts}</head><body class='page-template single-report'>"
        f'<div id="cookie-notice" role="dialog"><p>We use cookies on this site.</p></div>'
        f'<header class="site-header"><nav class="main-navigation"><ul>{menu}</ul></nav></header>'
        f'<main id="main" class="site-main"><h1 class="entry-title">{framework.name} – An inspection of '
        f"{subject.name}</h1><p>Published on: 12 July 2022</p>{body}</main>"
        f'<footer class="site-footer"><p>Crown copyright</p></footer>{scripts}</body></html>'
    )


def _managed_area(chance: random.Random, framework: Framework, subject: Subject, index: int) -> str:
    area, grade = framework.areas[index], chance.choice(framework.scale)
    verb = grade if grade.startswith("requires") else f"is {grade}"
    paragraphs = "".join(_managed_paragraph(chance, index) for _ in range(36))
    return (
        f'<div class="wp-block-group has-background is-layout-constrained"><div class="inner-container">'
        f'<h2 class="wp-block-heading has-large-font-size" id="{area.id}">{area.label}</h2>'
        f'<p class="judgment judgment--{index}"><span class="label">{grade.capitalize()}</span></p>'
        f"<p>{subject.name} {verb} at {area.title.lower()}.</p>"
        f'<h3 class="wp-block-heading">Main findings</h3>{paragraphs}</div></div>\n'
    )


def _managed_paragraph(chance: random.Random, index: int) -> str:
    first, second, third = (sentence(chance) for _ in range(3))
    return (
        '<div class="wp-block-column is-vertically-aligned-top is-layout-flow"><p class="has-text-align-left '
        f'has-medium-font-size wp-elements-{chance.getrandbits(64):x}">{first} <a href="{ADDRESS}/glossary/'
        f'#term-{index}" data-type="link">Glossary</a> {second} <strong>{third}</strong></p></div>\n'
    )


def report_pdf(number: int, framework: Framework, subject: Subject, pages: int) -> bytes:
    """A PDF of so many pages with headings, paragraphs, running header and footer."""
    chance = random.Random(number)
    title = f"{framework.name}: An inspection of {subject.name}"
    made: list[list[Type]] = [[Type(title, 20, True)]]
    for index in range(pages - 1):
        area = framework.areas[index % len(framework.areas)]
        lines = [Type(area.label, 16, True, 16)]
        for _ in range(6):
            lines += wrapped(" ".join(sentence(chance) for _ in range(3)))
        made.append(lines)
    return pdf(made, header=title, footer="Page")
