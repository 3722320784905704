"""What the bot is, what it knows, whose words it shows and under which licences."""

from __future__ import annotations

from bot import __version__
from bot.knowledge import Knowledge
from bot.language import LANGUAGES, Catalogue
from bot.render.sheet import Block, Sheet, heading, item, line, link, small

OGL = "Open Government Licence v3.0"
OGL_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
ATTRIBUTION = "Contains public sector information licensed under the Open Government Licence v3.0."
"""The words that the licence asks for where a source gives none of its own, in every language."""


def about_sheet(knowledge: Knowledge, say: Catalogue) -> Sheet:
    """The bot about itself."""
    contents = knowledge.contents
    blocks = [
        line(
            say(
                "Answers questions about inspection findings with the grade, the quotation and the source. "
                "It looks things up and quotes; it never writes an answer that no source holds."
            )
        ),
        line(
            say(
                "It holds {judgments} judgments of {subjects} bodies in {cycles} cycles, "
                "and {passages} passages of {reports} reports.",
                judgments=len(contents.judgments),
                subjects=len(contents.subjects),
                cycles=len(contents.frameworks),
                passages=len(knowledge.passages),
                reports=len(contents.reports),
            ),
            apart=True,
        ),
        *_source_blocks(knowledge, say),
        line(say("It keeps nothing about who asked what: /privacy says what it does keep."), apart=True),
    ]
    if not LANGUAGES[say.language].reviewed:
        blocks.append(small(say("This translation awaits a speaker's review."), apart=True))
    title = f"findings-bot {__version__}"
    return Sheet(title, tuple(blocks), say("knowledge {version}", version=knowledge.version))


def _source_blocks(knowledge: Knowledge, say: Catalogue) -> list[Block]:
    """Each report with its licence, then everybody else on whose pages grades were read."""
    reports = knowledge.contents.reports
    blocks = [heading(say("Sources and licences"))]
    if any(report.licence == OGL for report in reports):
        blocks.append(line(link(ATTRIBUTION, OGL_URL)))
    for report in reports:
        licence = report.licence or say("names no licence")
        blocks.append(item(link(f"{report.publisher}: {report.title}", report.url), f" · {licence}"))
    known = {report.publisher for report in reports}
    others = sorted({item.citation.publisher for item in knowledge.contents.judgments} - known)
    if others:
        text = say(
            "Grades were also read on pages of {publishers}. Each grade names and links its page; nothing "
            "else of theirs is reproduced.",
            publishers=say.listed(others),
        )
        blocks.append(small(text, apart=True))
    return blocks
