"""What there is to ask about: areas, subjects, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.knowledge import Knowledge
from bot.language import Catalogue
from bot.model import Area, Graded, Report, Subject
from bot.names import tokenise
from bot.query.cycles import find_cycles
from bot.render.dates import dated
from bot.render.sheet import Block, Sheet, heading, item, line, link, small, strong


def areas_sheet(knowledge: Knowledge, text: str, say: Catalogue, preferred: str = "") -> Sheet:
    """The areas of the cycles that the text names, or of the one looked in first, with everyday words.

    That is the framework with the id `preferred`, or the latest.
    """
    named = find_cycles(text, knowledge.contents.frameworks).frameworks
    frameworks = named or knowledge.looked_in(knowledge.frameworks.get(preferred))[:1]
    blocks: list[Block] = []
    for framework in frameworks:
        grades = ", ".join(say.grade(grade) for grade in framework.scale)
        blocks += [heading(framework.name), small(say("Grades, best first: {grades}", grades=grades))]
        blocks += [_area_item(area, say) for area in framework.areas]
    others = ", ".join(framework.cycle for framework in knowledge.newest_first if framework not in frameworks)
    if others:
        blocks.append(
            small(say("Other cycles: {cycles}. Name one to see its areas.", cycles=others), apart=True)
        )
    return Sheet(say("Areas"), tuple(blocks), say("knowledge {version}", version=knowledge.version))


def _area_item(area: Area, say: Catalogue) -> Block:
    words = ", ".join(area.words[:4])
    graded = {
        Graded.YES: "",
        Graded.SOMETIMES: " " + say("(sometimes graded)"),
        Graded.NO: " " + say("(not graded)"),
    }
    return item(strong(area.label or area.title), graded[area.graded], f": {words}" if words else "")


def forces_sheet(knowledge: Knowledge, text: str, say: Catalogue) -> Sheet:
    """All subjects by region, or those of the region or kind of name that the text gives."""
    chosen = _chosen(knowledge, text)
    subjects = chosen or knowledge.contents.subjects
    blocks: list[Block] = []
    for region in dict.fromkeys(subject.region for subject in subjects if subject.graded):
        here = [subject for subject in subjects if subject.region == region and subject.graded]
        blocks.append(line(strong(region or say("Elsewhere")), apart=True))
        blocks += _subject_blocks(here, say, at_length=bool(chosen))
    others = [subject for subject in subjects if not subject.graded]
    if others:
        blocks.append(heading(say("Known, but not graded in the programmes held here")))
        blocks += _subject_blocks(others, say, at_length=bool(chosen))
    if not chosen:
        blocks.append(small(say("Name a region or a force to see its other names."), apart=True))
    graded = sum(subject.graded for subject in subjects)
    title = say("Forces ({number})", number=graded)
    return Sheet(title, tuple(blocks), say("knowledge {version}", version=knowledge.version))


def _chosen(knowledge: Knowledge, text: str) -> Sequence[Subject]:
    """The subjects that the text names, or that lie in the region it names."""
    found = knowledge.names.resolve(tokenise(text))
    ids = {subject for group in found.groups for subject in group.ids}
    ids |= {subject for mention in found.subjects for subject in mention.ids}
    return [subject for subject in knowledge.contents.subjects if subject.id in ids]


def _subject_blocks(subjects: Sequence[Subject], say: Catalogue, *, at_length: bool) -> list[Block]:
    """A line for each with its other names, or all of them on one, which a phone shows at a glance."""
    if at_length:
        return [_subject_item(subject, say) for subject in subjects]
    return [line(", ".join(subject.short for subject in subjects))]


def _subject_item(subject: Subject, say: Catalogue) -> Block:
    names = ", ".join(subject.aliases[:3])
    return item(subject.name, " " + say("(also {names})", names=names) if names else "")


def sources_sheet(knowledge: Knowledge, text: str, say: Catalogue) -> Sheet:
    """The reports held, and how many grades were read at each publisher; of one subject when named."""
    found = knowledge.names.resolve(tokenise(text))
    ids = {subject for mention in found.subjects for subject in mention.ids}
    reports = [report for report in knowledge.contents.reports if not ids or report.subject in ids]
    judged = [item for item in knowledge.contents.judgments if not ids or item.subject in ids]
    blocks: list[Block] = [heading(say("Reports ({number})", number=len(reports)))]
    blocks += [_report_item(report, say) for report in reports]
    blocks.append(heading(say("Pages on which {number} grades were read", number=len(judged))))
    counts = Counter(item.citation.publisher for item in judged)
    blocks.append(line(", ".join(f"{publisher} ({count})" for publisher, count in counts.most_common())))
    return Sheet(say("Sources"), tuple(blocks), say("knowledge {version}", version=knowledge.version))


def _report_item(report: Report, say: Catalogue) -> Block:
    what = say(
        "({kind}, {date}, {number} passages)",
        kind=say.term(report.kind),
        date=dated(report.published, say),
        number=len(report.passages),
    )
    return item(link(f"{report.publisher}: {report.title}", report.url), f" {what}")
