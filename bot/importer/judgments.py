"""All grades that a document states, gathered, checked against each other and against announced counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.importer.areas import AreaWords
from bot.importer.counts import counts, settled
from bot.importer.document import Block, BlockKind
from bot.importer.draft import Count, Evidence, Proposal
from bot.importer.focus import Focus
from bot.importer.grades import GradeWords, is_rated
from bot.importer.layouts import Found, listed, standing, tables
from bot.importer.opinions import is_opinion
from bot.importer.statements import Reader
from bot.importer.words import holds, pattern_of, sentences
from bot.model import Framework, Graded, State, Subject

_THIS_AREA = re.compile(
    r"\b(?:this|the) (?:healthy (?:prison|establishment) test|area|test|theme|category|pillar|key question|"
    r"question|judge?ment|aspect|core question)\b|\bin this (?:respect|regard)\b",
    re.IGNORECASE,
)
_NOT_GRADED = re.compile(
    r"\b(?:(?:was|were|is|are|been)\s+(?:not|n['’]t)\s+graded|(?:not|n['’]t)\s+(?:be(?:en)?\s+)?graded|ungraded|"
    r"(?:did|do|does|have)(?:\s+not|n['’]t)\s+(?:grade|make a graded judge?ment|give a grade|award a grade)|"
    r"no (?:graded )?judge?ment|not given a grade|without a grade)\b(?!\s+(?:as|out|good|adequate|inad|"
    r"outst|req))",
    re.IGNORECASE,
)
_POOR = re.compile(
    r"\b(?:f[ae]ll(?:s|ing)? short|short of|need(?:s|ed)?\s+(?:to\s+)?(?:be\s+)?improv\w*|improvements? "
    r"(?:is|are|was|were)?\s*(?:needed|required)|fail\w*|criticis\w*|concerns?|weak\w*|must improve|let "
    r"down|not good enough|poor\w*|below (?:the )?standard\w*|struggl\w*|shortcomings?|worst|"
    r"underperform\w*)\b",
    re.IGNORECASE,
)
_FINE = re.compile(
    r"\b(?:prais\w*|commend\w*|strong\w*|performed well|perform\w* (?:very )?well|did well|excel\w*|"
    r"highlight\w*|congratulat\w*|strengths?|best|impress\w*)\b",
    re.IGNORECASE,
)
_THESE = re.compile(
    r"(?:These|Those|They|The (?:others?|two|three|four|five|six|seven|areas|ones))(?: \w+)? "
    r"(?:are|were|is|was|include|included|cover|covered|concern)\b"
)
"""How a sentence begins that names the areas counted in the one before: "These were A, B and C."."""
_LONG = 2_000
"""Characters from which something is no sentence that a person wrote, and is not read for grades."""
_SHOWN = 10
"""Places that a note lists at most."""
_NEAR = 3
"""Paragraphs between a count and a list of areas within which the list may explain the count by itself."""


class Words(NamedTuple):
    """The source's own words in one block, and how strictly grades are read in them.

    In words of the inspected body or its commissioner only a sentence that says "graded" or the like counts:
    they praise and regret freely.
    """

    block: Block
    text: str
    strict: bool
    areas: tuple[str, ...] = ()
    """The areas of the section in which the block stands."""
    formal: bool = False
    """Whether these are the inspectorate's own words, which call areas by their names."""


class Judge:
    """Reads the judgments of one subject in one framework out of a document."""

    def __init__(
        self,
        framework: Framework,
        subject: Subject,
        others: Iterable[Subject],
        areas: AreaWords,
        grades: GradeWords,
    ) -> None:
        self.framework = framework
        self._reader = Reader(areas, grades, (subject.name, subject.short))
        self._grades = grades
        self._ungraded = {area.id for area in framework.areas if area.graded is Graded.NO}
        self._signs = (*grades.hints, "grade", " areas")
        self._subject = subject
        self._ours = [pattern_of(name) for name in (subject.name, subject.short) if name]
        self._others = tuple(others)

    def judge(self, title: str, words: Sequence[Words]) -> tuple[list[Proposal], list[Count], list[str]]:
        """The proposals in the order of the areas, the announced counts, and notes on contradictions."""
        found: list[Found] = []
        announced: list[Count] = list(counts(title, self._grades, Evidence(title, 0)))
        whole = "\n".join([one.text for one in words])
        lowered = whole.lower()
        self._present = tuple(sign for sign in self._signs if sign in lowered)
        self._foreign: dict[int, None] = {}
        self._focus = Focus(self.framework, self._subject, self._others, whole)
        words = list(self._focus.own(words))
        for one in words:
            self._focus.paragraph(one.text)
            read = self._worth_reading(one)
            for start, end in sentences(one.text) if read or self._focus.speaks_of_any(one.text) else ():
                sentence = one.text[start:end]
                if len(sentence) > _LONG:
                    continue
                if not one.strict:
                    self._focus.sentence(sentence)
                if read:
                    found += self._sentence(one, sentence)
                    announced += self._counts(one, sentence)
        blocks = [one.block for one in words if not one.strict or one.block.kind is not BlockKind.PARAGRAPH]
        for more in (standing(blocks, self._reader), listed(blocks, self._reader)):
            found += more
        found += tables(blocks, self._reader, self._ours)
        final = settled(announced, self.framework)
        proposals, notes = self._gathered(found)
        if self._foreign:
            places = ", ".join(map(str, list(self._foreign)[:_SHOWN]))
            notes.append(
                f"Grades in paragraph {places} seem to be those of others or opinions, and are not proposed."
            )
        proposals += self._combined(final, proposals, words)
        order = [area.id for area in self.framework.areas]
        return sorted(proposals, key=lambda one: order.index(one.area)), final, notes

    def gives(self, text: str) -> bool:
        """Whether a text gives an area a grade."""
        return self._grades.hinted(text.lower()) and any(
            self._reader.statements(text[start:end]) for start, end in sentences(text)
        )

    def _worth_reading(self, words: Words) -> bool:
        if words.block.kind is BlockKind.TABLE_ROW:
            return False
        return holds(words.text.lower(), self._present)

    def _counts(self, words: Words, sentence: str) -> list[Count]:
        if (words.strict and not is_rated(sentence)) or not self._focus.is_ours(sentence, len(sentence)):
            return []
        return counts(sentence, self._grades, _evidence(words.block, sentence))

    def _sentence(self, words: Words, sentence: str) -> Iterator[Found]:
        block = words.block
        statements = self._reader.statements(sentence, strict=words.strict, formal=words.formal)
        for statement in statements:
            opinion = is_opinion(sentence[: statement.at], sentence[statement.at :])
            if self._focus.is_ours(sentence, statement.at) and not opinion:
                yield Found(statement.area, statement.step, _with_text(block, sentence))
            else:
                self._foreign[block.number] = None
        if statements:
            return
        here = words.areas if len(words.areas) == 1 and _THIS_AREA.search(sentence) else ()
        if here and (given := self._grades.given(sentence)) and len({grade.step for grade in given}) == 1:
            if not words.strict and self._focus.is_ours(sentence, given[0].start):
                yield Found(here[0], given[0].step, _with_text(block, sentence))
        elif _NOT_GRADED.search(sentence) and not self._grades.found(sentence):
            lists = self._reader.area_lists(sentence)
            ours = self._focus.is_ours(sentence, len(sentence))
            for area in (lists[0].areas if len(lists) == 1 else here) if ours else ():
                yield Found(area, None, _with_text(block, sentence))

    def _gathered(self, found: Sequence[Found]) -> tuple[list[Proposal], list[str]]:
        """One proposal for each area: the grade given most often, the first on a tie; and notes."""
        proposals, notes = [], []
        # No grade of an area that this framework does not grade is the inspectorate's.
        found = [one for one in found if one.step is None or one.area not in self._ungraded]
        for area in dict.fromkeys(one.area for one in found):
            given = [one for one in found if one.area == area]
            graded = [one for one in given if one.step is not None] or given
            tallied = Counter(one.step for one in graded)
            best = max(tallied, key=lambda step: (tallied[step], -[one.step for one in graded].index(step)))
            first = next(one for one in graded if one.step == best)
            state = State.NOT_GRADED if best is None else State.GRADED
            proposals.append(Proposal(area, state, best, _evidence(first.block, first.block.text)))
            if len(tallied) > 1:
                places = ", ".join(
                    f"“{step}” in paragraph {next(one.block.number for one in graded if one.step == step)}"
                    for step in tallied
                )
                notes.append(f"The source gives {self._label(area)} different grades: {places}. Check it.")
        return proposals, notes

    def _label(self, area: str) -> str:
        found = self.framework.area(area)
        return found.label if found else area

    def _combined(
        self, announced: Sequence[Count], proposals: Sequence[Proposal], words: Sequence[Words]
    ) -> list[Proposal]:
        """Grades that a count and a list give together.

        "Requires improvement in three areas" and "standards fell short in A, B and C" name the same three
        when the list has exactly as many areas as the count, holds every area already known to have that
        grade and none with another, and speaks well or ill as the grade does.
        """
        added: list[Proposal] = []
        known = {one.area: one.grade for one in proposals}
        for count in announced:
            have = {area for area, grade in known.items() if grade == count.grade}
            if count.grade is None or len(have) >= count.areas:
                continue
            same = [other for other in announced if other.grade is not None and other.areas == count.areas]
            for block, sentence in self._naming(count.grade, words, single=len(same) == 1):
                near = abs(block.number - count.evidence.number) <= _NEAR
                areas = {area for one in self._reader.area_lists(sentence) for area in one.areas}
                fits = len(areas) == count.areas and have <= areas and (have or (near and len(areas) > 1))
                if fits and all(known.get(area, count.grade) == count.grade for area in areas):
                    evidence = _evidence(block, sentence)
                    new = [area for area in areas if area not in known]
                    added += [Proposal(area, State.GRADED, count.grade, evidence, True) for area in new]
                    known.update(dict.fromkeys(new, count.grade))
                    break
        return added

    def _naming(self, grade: str, words: Sequence[Words], *, single: bool) -> Iterator[tuple[Block, str]]:
        """The sentences without a grade that blame, for one of the lower half, or praise.

        Where a `single` grade has its number, also those that name "these" areas without the opposite tone.
        """
        low = self.framework.rank(grade) * 2 >= len(self.framework.scale)
        tone, opposite = (_POOR, _FINE) if low else (_FINE, _POOR)
        for one in words:
            text = one.text
            if one.block.kind is BlockKind.TABLE_ROW or not (tone.search(text) or _THESE.search(text)):
                continue
            for start, end in sentences(text):
                sentence = text[start : min(end, start + _LONG)]
                these = single and _THESE.match(sentence) and not opposite.search(sentence)
                if (these or tone.search(sentence)) and not self._grades.found(sentence):
                    yield one.block, sentence


def _with_text(block: Block, text: str) -> Block:
    return Block(block.kind, text, block.number, block.level, block.page)


def _evidence(block: Block, text: str) -> Evidence:
    return Evidence(text, block.number, block.page)
