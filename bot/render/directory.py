"""What there is to ask about: areas, subjects, sources, the bot itself, its commands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot import __version__
from bot.knowledge import Knowledge
from bot.model import Framework, Graded, Subject
from bot.names import tokenise
from bot.query.cycles import find_cycles
from bot.render.dates import dated
from bot.render.sheet import Block, Sheet, heading, item, line, link, small, strong

COMMANDS = (
    ("grade", "force and area", "The grade, the words it rests on and their source.", "kent investigation"),
    ("force", "force", "All grades of a force.", "devon & cornwall"),
    ("compare", "forces or areas", "Grades side by side.", "kent essex responding to the public"),
    ("rank", "area", "All forces by their grade in one area.", "recording data about crime"),
    ("ask", "question", "An answer in the reports' own words.", "why are abusers escaping justice in kent?"),
    ("areas", "cycle, if you like", "What is graded, and the words you can use for it.", "2021/22"),
    ("forces", "region, if you like", "Who is inspected, and the names you can use.", "wales"),
    ("sources", "force, if you like", "Where all this was read.", "kent"),
    ("about", "", "What this bot is, its version and its sources' licences.", ""),
    ("help", "", "This list.", ""),
)
"""Name, what to type after it, what it does, an example."""


def areas_sheet(knowledge: Knowledge, text: str = "") -> Sheet:
    """The areas of the latest cycle, or of those that the text names, with everyday words."""
    named = find_cycles(text, knowledge.contents.frameworks).frameworks
    frameworks = named or knowledge.newest_first[:1]
    blocks: list[Block] = []
    for framework in frameworks:
        blocks += [heading(framework.name), small(f"Grades, best first: {', '.join(framework.scale)}")]
        blocks += [_area_item(framework, area.id) for area in framework.areas]
    others = [framework.cycle for framework in knowledge.newest_first if framework not in frameworks]
    if others:
        blocks.append(small(f"Other cycles: {', '.join(others)}. Name one to see its areas.", apart=True))
    return Sheet("Areas", tuple(blocks), f"knowledge {knowledge.version}")


def _area_item(framework: Framework, area_id: str) -> Block:
    area = framework.area(area_id)
    assert area is not None  # noqa: S101  # the id comes from the framework itself
    words = ", ".join(area.words[:4])
    graded = {Graded.YES: "", Graded.SOMETIMES: " (sometimes graded)", Graded.NO: " (not graded)"}
    return item(strong(area.label or area.title), graded[area.graded], f": {words}" if words else "")


def forces_sheet(knowledge: Knowledge, text: str = "") -> Sheet:
    """All subjects by region, or those of the region or kind of name that the text gives."""
    subjects = _chosen(knowledge, text)
    blocks: list[Block] = []
    for region in dict.fromkeys(subject.region for subject in subjects if subject.graded):
        blocks.append(line(strong(region or "Elsewhere"), apart=True))
        blocks += [
            _subject_item(subject) for subject in subjects if subject.region == region and subject.graded
        ]
    others = [subject for subject in subjects if not subject.graded]
    if others:
        blocks.append(heading("Known, but not graded in the programmes held here"))
        blocks += [_subject_item(subject) for subject in others]
    graded = sum(subject.graded for subject in subjects)
    return Sheet(f"Forces ({graded})", tuple(blocks), f"knowledge {knowledge.version}")


def _chosen(knowledge: Knowledge, text: str) -> Sequence[Subject]:
    if not text.strip():
        return knowledge.contents.subjects
    found = knowledge.names.resolve(tokenise(text))
    ids = {subject for group in found.groups for subject in group.ids}
    ids |= {subject for mention in found.subjects for subject in mention.ids}
    return [subject for subject in knowledge.contents.subjects if not ids or subject.id in ids]


def _subject_item(subject: Subject) -> Block:
    also = f" (also {', '.join(subject.aliases[:3])})" if subject.aliases else ""
    return item(subject.name, also)


def sources_sheet(knowledge: Knowledge, text: str = "") -> Sheet:
    """The reports held, and how many grades were read at each publisher; of one subject when named."""
    found = knowledge.names.resolve(tokenise(text))
    ids = {subject for mention in found.subjects for subject in mention.ids}
    reports = [report for report in knowledge.contents.reports if not ids or report.subject in ids]
    judged = [item for item in knowledge.contents.judgments if not ids or item.subject in ids]
    blocks: list[Block] = [heading(f"Reports ({len(reports)})")]
    for report in reports:
        quoted = f"{report.kind}, {dated(report.published)}, {len(report.passages)} passages"
        blocks.append(item(link(f"{report.publisher}: {report.title}", report.url), f" ({quoted})"))
    blocks.append(heading(f"Pages on which {len(judged)} grades were read"))
    counts = Counter(item.citation.publisher for item in judged)
    blocks += [item(f"{publisher}: {count}") for publisher, count in counts.most_common()]
    return Sheet("Sources", tuple(blocks), f"knowledge {knowledge.version}")


def about_sheet(knowledge: Knowledge, text: str = "") -> Sheet:
    """What the bot is, what it knows, whose words it shows and under which licences."""
    contents = knowledge.contents
    passages = len(knowledge.passages)
    licences = Counter(report.licence for report in contents.reports if report.licence)
    blocks = [
        line(
            "Answers questions about inspection findings with the grade, the quotation and the source. "
            "It looks things up and quotes; it never writes an answer that no source holds."
        ),
        line(
            f"It holds {len(contents.judgments)} judgments of {len(contents.subjects)} bodies in "
            f"{len(contents.frameworks)} cycles, and {passages} passages of {len(contents.reports)} reports.",
            apart=True,
        ),
        line(
            "Contains public sector information licensed under the Open Government Licence v3.0.", apart=True
        ),
    ]
    blocks += [item(f"{report.publisher}: {report.licence}") for report in contents.reports if report.licence]
    if not licences:
        blocks.append(small("No report names a licence."))
    blocks.append(line("It keeps nothing about who asked what.", apart=True))
    return Sheet(f"findings-bot {__version__}", tuple(blocks), f"knowledge {knowledge.version}")


def help_sheet(knowledge: Knowledge, prefix: str = "!") -> Sheet:
    """Every command with an example that works as it stands."""
    blocks: list[Block] = []
    for name, takes, does, example in COMMANDS:
        usage = f"{prefix}{name} {example}".rstrip() if takes else f"{prefix}{name}"
        blocks.append(item(strong(f"{prefix}{name}"), f" — {does} Example: {usage}"))
    blocks.append(
        small("Each works as a slash command too. Or mention the bot and ask in your own words.", apart=True)
    )
    return Sheet("What you can ask", tuple(blocks), f"knowledge {knowledge.version}")
