"""From pieces of text to passages: kind, section, areas and speaker of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.importer.areas import AreaWords
from bot.importer.attribution import before
from bot.importer.cast import Cast, Context
from bot.importer.document import Block, BlockKind
from bot.importer.focus import EarlierList
from bot.importer.grades import GradeWords
from bot.importer.quotations import Piece
from bot.importer.sections import Outline, Section, answer_of, column_kind, labelled
from bot.importer.words import sentences
from bot.model import Framework, Passage, PassageKind, Speaker, Subject, Voice

MAX_PASSAGE = 4_000
"""Characters of one passage: the knowledge format's limit."""

MAX_NAME = 100
"""Characters of a speaker's name and role: the knowledge format's limit."""

_ANSWERS = frozenset({Voice.SUBJECT, Voice.COMMISSIONER})
_SPOKEN = (PassageKind.QUOTE, PassageKind.RESPONSE)
_REACTS = re.compile(
    r"\b(?:said|says|added|attributed|blamed|told|admitted|admits|acknowledged|accepted|accepts|pledged|promised|"
    r"apologised|insisted|insists|welcomed|welcomes|responded|vowed|defended|explained|stressed|claimed|claims|"
    r"maintained|maintains|denied|criticised|called (?:for|on|the)|urged|praised|described|thanked|expressed|"
    r"outlined|promises|believes|wants|stated)\b"
)
_ACTS = re.compile(
    r"\b(?:has|have|is|are|will|had)\s+(?:(?:already|now|also|since|been|be)\s+)*(?:looking into|looking "
    r"at|taking|taken|working|work|addressing|address|introduced|introducing|pledged|accepted|apologised|"
    r"promised|responded|committed|drawn up|launched|launching|begun|started|put in place|putting|make "
    r"improvements|made changes|recruiting|recruited|investing|invested|acting|acted)\b"
)
_FIRST_PERSON = re.compile(r"(?<![\w“‘\"'])I(?:['’]\w+)? [a-z]|\b[Mm]y [a-z]")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)$")
_REPORTS = re.compile(
    r"\b(?:report\w*|inspect\w*|found|finding\w*|graded?|rated|ranked|judged|watchdog|HMIC\w*|Ofsted|CQC|assess\w*|"
    r"review\w*|concern\w*|fail\w*|improve\w*|praised|criticis\w*|standards?)\b",
    re.IGNORECASE,
)
_LINE = 14
"""Words up to which a line of an article without a full stop is no paragraph."""
_ENDS = tuple(".!?:;…\"'”’)")
_SHORT = 4
"""Words below which a line without a full stop is no passage."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of the whole document when its passages are made."""

    report_id: str
    framework: Framework
    subject: Subject
    voice: Voice
    publisher: str
    title: str


class Maker:
    """Makes the passages of one document from its pieces, in order."""

    def __init__(
        self,
        source: Source,
        cast: Cast,
        contexts: Mapping[int, Context],
        areas: AreaWords,
        grades: GradeWords,
    ) -> None:
        """`contexts` says for each paragraph whom "he" and "it" mean there."""
        self._source = source
        self._cast = cast
        self._contexts = contexts
        self._areas = areas
        self._grades = grades
        self._counts: dict[int, int] = {}
        self._made: list[Passage] = []
        self._speakers: dict[str, Speaker] = {}
        self._columns: tuple[tuple[PassageKind | None, str], ...] = ()
        self.sections: dict[int, Section] = {}
        """The section of each block by its number."""

    def passages(self, pieces: Sequence[Piece]) -> list[Passage]:
        """All passages; headings become sections, tables of grades none."""
        outline = Outline(self._areas, self._grades, self._source.title)
        section = outline.section
        earlier = EarlierList(self._source.framework)
        for piece in pieces:
            block = piece.block
            if earlier.holds(block) and self._grades.found(piece.text):
                self.sections[block.number] = section
                continue  # out of its list, an earlier grade would read as one of this inspection
            if block.kind is BlockKind.HEADING:
                kind = outline.heading(block)
                section = outline.section
                self._columns = ()
                if kind is not None:
                    self._add(block, block.text, kind, None, section)
            else:
                outline.content()
                self._content(piece, section)
            self.sections[block.number] = section
        return self._made

    def _content(self, piece: Piece, section: Section) -> None:
        block, text = piece.block, piece.text
        if block.kind is BlockKind.TABLE_ROW:
            self._row(block, section)
            return
        self._columns = ()
        if piece.speaker is not None:
            self._add(block, text, PassageKind.QUOTE, piece.speaker, section)
            return
        if len(text) < 80:
            item = block.kind is BlockKind.LIST_ITEM and (text[:1].islower() or text[-1:] in ";,")
            if len(text.split()) < _SHORT and not text.endswith((".", "!", "?")) and not item:
                return
            if text[:1] == "(" and text[-1:] == ")":  # "(Information for the school and governors)"
                return
            if self._grades.exactly(text) is not None or self._areas.is_only_names(text):
                return
        kind, rest = labelled(text)
        if kind is not None:
            self._add(block, rest, kind, None, section)
            return
        whose, rest = answer_of(text) if self._source.voice in _ANSWERS else ("", text)
        if whose:
            self._add(block, rest, PassageKind.RESPONSE, self._answering(whose), section)
            return
        kind, speaker = self._own_words(text, section, block.number)
        if kind is PassageKind.SUMMARY and block.kind is BlockKind.PARAGRAPH and _is_loose(text):
            return
        self._add(block, text, kind, speaker, section)

    def _row(self, block: Block, section: Section) -> None:
        """The cells of a table that say something: under "Recommendation", "Force response" and the like."""
        kinds = tuple((column_kind(cell), cell) for cell in block.cells)
        if sum(kind is not None for kind, _ in kinds) * 2 >= len(kinds):
            self._columns = kinds
            return
        for position, cell in enumerate(block.cells):
            kind, title = self._columns[position] if position < len(self._columns) else (None, "")
            if len(cell.split()) < (_SHORT if kind else 2 * _SHORT) or self._areas.is_only_names(cell):
                continue
            speaker = self._answering(title) if kind is PassageKind.RESPONSE else None
            if kind is None:
                kind, speaker = self._own_words(cell, section, block.number)
            self._add(block, cell, kind, speaker, section)

    def _own_words(self, text: str, section: Section, number: int) -> tuple[PassageKind, Speaker | None]:
        """The kind of a paragraph that is nobody's quotation, and whose answer it is, if it is one."""
        voice = self._source.voice
        if section.label is PassageKind.RESPONSE:
            return PassageKind.RESPONSE, self._answering(section.label_title)
        answers = voice in _ANSWERS
        if section.label is not None and not (answers and _FIRST_PERSON.search(text)):
            return section.label, None
        if answers:
            return PassageKind.RESPONSE, self._answering("")
        if voice is Voice.INSPECTORATE:
            return PassageKind.FINDING, None
        if speaker := self._reacting(text, number):
            return PassageKind.RESPONSE, speaker
        if section.areas or _REPORTS.search(text) or self._grades.found(text) or self._areas.of_passage(text):
            return PassageKind.FINDING, None
        return PassageKind.SUMMARY, None

    def _reacting(self, text: str, number: int) -> Speaker | None:
        """The body or person of whom an article reports that they said or did something in answer."""
        start, end = next(sentences(text), (0, len(text)))
        first = text[start:end]
        verb = _REACTS.search(first) or _ACTS.search(first)
        subject = first[: verb.start()].strip() if verb else ""
        if not subject or len(subject.split()) > 14 or _PASSIVE.search(subject):
            return None
        self._cast.context = self._contexts.get(number, (None, None))
        speaker = self._cast.speaker(subject)
        return speaker if speaker is not None and speaker.voice is not Voice.INSPECTORATE else None

    def _answering(self, title: str) -> Speaker:
        """Who answers under a heading like "Chief Constable's comments", or in the source as a whole."""
        source = self._source
        if title:
            named = self._cast.speaker(
                re.sub(r"(?i)['’]?s?\b\s*(?:response|comments?|reply|commentary).*$", "", title)
            )
            named = named or self._cast.speaker(before(title + ":") or title)
            if named is not None and named.voice in {Voice.SUBJECT, Voice.COMMISSIONER}:
                return named
        if source.voice is Voice.COMMISSIONER and not re.search(
            r"\b(?:force|chief|constab|service)", title, re.I
        ):
            return self._cast.holder(Voice.COMMISSIONER) or Speaker(
                source.publisher[:100], "Police and Crime Commissioner", Voice.COMMISSIONER
            )
        return Speaker(source.subject.name, f"the inspected {source.framework.noun}", Voice.SUBJECT)

    def _listed(self, speaker: Speaker) -> Speaker:
        """The speaker as the report lists them: each name once, and not longer than the format allows."""
        name = speaker.name[:MAX_NAME].strip()
        return self._speakers.setdefault(name, Speaker(name, speaker.role[:MAX_NAME].strip(), speaker.voice))

    def _add(
        self, block: Block, text: str, kind: PassageKind, speaker: Speaker | None, section: Section
    ) -> None:
        """Add one passage, or several where the paragraph is longer than a passage may be."""
        if text[:1] in " #":  # a heading's mark would make it one in the report file
            text = text.lstrip("# ")
        if not text:
            return
        speaker = self._listed(speaker) if speaker and kind in _SPOKEN else None
        if speaker is not None:
            voice = speaker.voice
        else:
            voice = self._source.voice if kind is PassageKind.SUMMARY else Voice.INSPECTORATE
        areas = section.areas or self._areas.of_passage(text)
        report, number = self._source.report_id, block.number
        for part in (text,) if len(text) <= MAX_PASSAGE else divided(text):
            count = self._counts[number] = self._counts.get(number, 0) + 1
            place = f"{report}#{number}" if count == 1 else f"{report}#{number}.{count}"
            self._made.append(
                Passage(place, report, number, kind, part, section.title, areas, speaker, voice, block.page)
            )


def _is_loose(text: str) -> bool:
    """Whether a line of an article is a caption, a heading or a button among its paragraphs."""
    return not text.endswith(_ENDS) and len(text.split()) <= _LINE


def divided(text: str) -> Iterator[str]:
    """A text in parts of at most `MAX_PASSAGE` characters, cut at sentence ends or else at a space."""
    while len(text) > MAX_PASSAGE:
        ends = [end for _, end in sentences(text[: MAX_PASSAGE + 1]) if end <= MAX_PASSAGE]
        cut = ends[-2] if len(ends) > 1 else text.rfind(" ", 0, MAX_PASSAGE)
        cut = cut if cut > 0 else MAX_PASSAGE
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    if text:
        yield text
