"""Which framework and which subject a document is about, with how much speaks for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from bot.importer.about import opening, published
from bot.importer.areas import area_words
from bot.importer.cycles import cycle_pattern, last_year
from bot.importer.document import BlockKind, Document
from bot.importer.grades import grade_words
from bot.importer.words import pattern_of, sentences
from bot.model import Framework, Subject

_FITTED = 10_000
"""Characters in which areas are compared with those of every framework."""

_YEAR = 4
"""Characters of a year."""
_WORD = re.compile(r"[\w&]+")
_FIRST = re.compile(r"[\w&]*")


def rank_frameworks(document: Document, frameworks: Iterable[Framework]) -> list[tuple[float, Framework]]:
    """The frameworks with how much speaks for each, the likeliest first; ties keep the given order.

    Where the source does not say itself which it is, the areas and the steps of the scale that it speaks of
    decide.
    """
    text = opening(document)
    known = list(frameworks)
    if (said := said_framework(document, known)) is not None:
        return [(1.0, said)]
    headings = [block.text for block in document.blocks if block.kind is BlockKind.HEADING][:100]
    date = published(document)
    ranked = []
    for framework in known:
        score = _named(text, document.title, date, framework) + _fit(text[:_FITTED], headings, framework)
        if score > 0:
            ranked.append((score, framework))
    return sorted(ranked, key=lambda item: (-item[0], -item[1].year))


def said_framework(document: Document, frameworks: Iterable[Framework]) -> Framework | None:
    """The framework that a source says it is about: whose programme and cycle, and no other's, it names."""
    known = list(frameworks)
    for part in (document.title, opening(document)):
        said = [
            one
            for one in known
            if pattern_of(one.programme).search(part) and cycle_pattern(one.cycle).search(part)
        ]
        if len(said) == 1:
            return said[0]
    return None


def _named(text: str, title: str, date: str, framework: Framework) -> float:
    """Points for the programme, the inspectorate and the cycle being named, and for a date inside the
    cycle."""
    score = 0.0
    score += 3.0 * bool(pattern_of(framework.programme).search(text))
    score += 1.0 * bool(pattern_of(framework.inspectorate).search(text))
    score += 1.0 * bool(pattern_of(framework.noun).search(text)) + 2.0 * bool(
        pattern_of(framework.subject_kind).search(text)
    )
    cycle = cycle_pattern(framework.cycle)
    certain = 1.0 if len(framework.cycle) > _YEAR else 0.2  # a year alone is that of many things
    score += certain * (8.0 * bool(cycle.search(title)) + 5.0 * bool(cycle.search(text)))
    if date:
        score += 1.0 * (framework.year <= int(date[:4]) <= last_year(framework.cycle, framework.year) + 1)
    return score


def _fit(text: str, headings: Sequence[str], framework: Framework) -> float:
    """Points for the framework's scale and for areas that the source calls by label or title.

    An area named beside a grade or as a heading says more than one that is only spoken of.
    """
    words = area_words(framework)
    grades = grade_words(framework)
    spoken: set[str] = set()
    graded = {area for heading in headings for area in words.of_heading(heading)}
    for line in text.split("\n"):
        for start, end in sentences(line):
            sentence = line[start:end]
            named = {area for one in words.mentions(sentence) if one.named for area in one.areas}
            (graded if named and grades.found(sentence) else spoken).update(named)
    lowered = text.lower()
    steps = sum(step.lower() in lowered for step in framework.scale) / len(framework.scale)
    return 1.5 * len(graded) + 0.25 * len(spoken - graded) + steps


def rank_subjects(document: Document, subjects: Iterable[Subject], kind: str) -> list[tuple[float, Subject]]:
    """The subjects of one kind with how much speaks for each, the likeliest first.

    The full name counts more than a short name or alias, the title more than the text; a name inside a longer
    name of another subject ("Yorkshire" in "South Yorkshire") counts for the longer one only.
    """
    title = document.title + " " + urlsplit(document.metadata.url).path.replace("-", " ")
    ordered = tuple(subject for subject in subjects if subject.kind == kind)
    exact, folded = _names(ordered)
    scores: dict[str, float] = {}
    for source, factor, names in ((title, 8.0, exact), (title.casefold(), 4.0, folded)):
        for subject_id, weight in _present(source, names):
            scores[subject_id] = scores.get(subject_id, 0.0) + factor * weight
    if len(scores) != 1:  # a title that names exactly one subject leaves no doubt
        for subject_id, weight in _present(opening(document), exact):
            scores[subject_id] = scores.get(subject_id, 0.0) + weight
    ranked = [(scores[subject.id], subject) for subject in ordered if subject.id in scores]
    return sorted(ranked, key=lambda item: -item[0])


_Names = Mapping[str, Mapping[str, tuple[str, float]]]
"""First word of a name → the names that begin with it → the subject's id and how much the name says."""


@lru_cache(maxsize=16)
def _names(subjects: tuple[Subject, ...]) -> tuple[_Names, _Names]:
    """Every name that can be trusted in running text, as written and casefolded."""
    exact: dict[str, dict[str, tuple[str, float]]] = {}
    folded: dict[str, dict[str, tuple[str, float]]] = {}
    for subject in subjects:
        wary = {name.casefold() for name in subject.wary}
        for name in (subject.name, subject.short, *subject.aliases):
            if len(name) > 2 and name.casefold() not in wary:
                value = (subject.id, 3.0 if name == subject.name else 1.0)
                for table, key in ((exact, name), (folded, name.casefold())):
                    table.setdefault(_FIRST.match(key)[0], {}).setdefault(key, value)  # type: ignore[index]
    return exact, folded


def _present(text: str, names: _Names) -> Iterator[tuple[str, float]]:
    """Each place where a name stands, the longest name at each place."""
    near = {
        name: value for word in set(_WORD.findall(text)) & names.keys() for name, value in names[word].items()
    }
    if not near:
        return
    inside = "|".join(re.escape(name) for name in sorted(near, key=len, reverse=True))
    for match in re.finditer(rf"(?<![\w-])(?:{inside})(?![\w-])", text):
        yield near[match[0]]
