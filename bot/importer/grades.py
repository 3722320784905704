"""Finding a framework's grades in a sentence: which words are a grade given, and which only look like one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.importer.cycles import is_other_cycle
from bot.importer.words import holds
from bot.model import Framework

RATED = (
    r"(?:re-?)?(?:graded|rated|judged|ranked|deemed|scored|marked|assessed|classed|classified|labelled|branded|"
    r"awarded|given|gave|received|receives|got|gets|achieved|earned|secured|handed|found|considered|described|grading|"
    r"rating|ranking|judging|grades?|rates?|judgments?|judgements?|scores?|upgraded|downgraded|regraded)"
)
"""Words that say a grade is being given, as a pattern."""

_RATED = re.compile(rf"\b{RATED}\b", re.IGNORECASE)
_CUE = re.compile(
    rf"(?:\b{RATED}\b(?:\s+(?:it|them|the|its|this|that|as|to|be|being|have|has|been|was|were|overall|an?|of|also|"
    r"again|only|just|performance|judgment|rating|grade|score|at|with|by|[A-Z]\w+|force|service|prison|"
    r"school|inspectors?|in\s+this\s+area|for\s+\w+)){0,8}|(?:^|, )(?:[Ww]hil(?:e|st)|[Aa]lthough)|"
    r"\bcame in at|"
    r"\b(?:is|are|was|were|be|being|been|remains?|remained|as|became|now|still|stays?|stayed|also|only|just|merely|again|both|all|overall|but|and|or|,|;|:|–|—|-|to|a|an|of|"
    r"both)|,|;|:|–|—|(?<=\s)-|\()\s*$"
)
_QUOTES = "\"'“”‘’"
_NEGATED = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\bno|\bnor|\bneither|\bwithout|\bthan|\binstead of|\bavoid(?:ed|ing)?|\bless "
    r"than|\bfar from|\bother than|\bshort of|\bnowhere near|\bfailed to (?:be|get|reach|achieve)|"
    r"\blos(?:t|es|ing)|\bstripped of|\bmiss(?:ed|es|ing)?(?: out)?(?: on)?)\s+(?:an?\s+|any\s+|"
    r"its\s+|(?:\w+\s+)?(?:areas?|forces?|services?)\s+(?:was|were|as)\s+)?(?:been\s+|being\s+)?(?:\w+ed\s+)?(?:as\s+)?$",
    re.IGNORECASE,
)
# "did not grade it inadequate": the negation stands before the verb.
_NOT_RATED = re.compile(
    r"(?:\bnot|n['’]t|\bnever) (?:rat|grad|judg|giv|mark|rank|find|award|consider|deem)\w*"
    r"(?: (?!but\b)\w[\w’']*){1,4}\s+$",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:could|would|should|might|(?-i:may)|must|aim(?:s|ed|ing)?|hop(?:e|es|ed|ing)|want(?:s|ed)?|striv(?:e|"
    r"es|ing)|expect(?:s|ed)?|seek(?:s|ing)?|ambition|aspir(?:e|es|ing|ation)|if|unless|until|become|"
    r"becoming|in order to|working towards?|journey|target|goal|path to|route to|determined to|on course|"
    r"for it to|next time|able to|can be|to get to|to reach|to achieve|narrowly|deserves?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:previous(?:ly)?|formerly|last (?:inspection|time|year|report|cycle)|earlier inspection|prior "
    r"inspection|had been|used to be|was then|at the time|back in|before that|compared (?:with|to)|since "
    r"being|at our last|at the last|in (?:our|its|the|their) (?:last|previous|earlier|first|prior|initial)|"
    r"originally|first inspection|two years ago|three years ago|a year (?:ago|earlier)|predecessor|"
    r"old (?:system|regime|framework))\b",
    re.IGNORECASE,
)
_PAST_GRADES = re.compile(
    r"\b(?:previous|last|earlier|old|former|prior)\b.{0,30}\b(?:grade|rating|judge?ment|result|inspection)",
    re.I,
)
_REASON = re.compile(r"\b(?:after|having|because)\b")
"""Words after which a sentence that hopes goes on with what is: "must improve after being graded poor"."""
_FROM = re.compile(
    r"\b(?:from|up on|down on)(?:\s+(?:an?|being|its|the|previous|earlier|rated|graded|judged|overall|"
    r"grade|rating|of|judgment|last|grading|score))*\s*[\"'“‘(]?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b((?:19|20)\d{2})(?:[/–-](?:\d{2}|\d{4}))?\b")
_NOUN_AFTER = re.compile(
    r"\s*(?:[-–]\s*)?(?:ones?|rating|grade|grading|judgments?|judgements?|mark|score|standard|overall|ratings|grades|"
    r"scores|marks|verdicts?|outcomes?)\b",
    re.IGNORECASE,
)
_FREE_AFTER = re.compile(
    r"\s*(?:$|[.,;:!?)\]–—(|/]|[-]\s|(?:at|in|for|on|across|when|with|by|regarding|and|or|but|while|whereas|over|"
    r"against|under|throughout|because|after|as|than|although|though|following|according|to|–|from|since|this|"
    r"due|overall|again|within|where|which|among|concerning|around|respectively|includ\w+|such|namely|was|were|are|is)\b)",
    re.IGNORECASE,
)
_AREAS_AFTER = re.compile(r"\s*areas?\s*(?:are|were|is|was|:|–|—|-)(?:\W|$)")
_ONE_OF_ITS_KIND = re.compile(r"\b(?:is|remains|continues to be|now|still|as|to be) an?$", re.IGNORECASE)
_PRACTICE_AFTER = re.compile(
    r"\s+(?:and|or)\s+(?:innovative|promising|effective|notable|clear|strong|better)\b", re.I
)
_SCORE_CUE = re.compile(
    r"(?:\bscor(?:e|es|ed|ing)|\brat(?:ed|ing)|\bgrad(?:e|ed|ing)|\bmark(?:ed|s)?|\bjudge?d|\bjudge?ment|\boutcome)"
    r"[^.;]{0,60}$",
    re.IGNORECASE,
)


# What labels put around a grade: an earlier one in brackets, words before it, its number.
_EARLIER = re.compile(
    r"\s*\((?:\d{4}|was|previous|last|up|down|from|formerly|unchanged|improved|declined|no change|same)\b"
    r"[^()]*\)\s*$",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"^(?:(?:overall|our|the)\s+)?(?:grade|rating|judge?ment|score|outcome|result|grading|verdict)?\s*"
    r"(?:is|was|awarded|given)?\s*[:–—-]?\s*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(\D+?)\s*\(\d\)$")
_DIGIT = re.compile(r"\d")
_LABEL = 80
"""Characters of the longest line that only shows a grade: "Overall: requires improvement (2019: good)"."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A step of the scale at `text[start:end]`. `marked` says that it stands between quotation marks."""

    step: str
    start: int
    end: int
    marked: bool


class GradeWords:
    """One framework's scale, ready to be found in sentences.

    `key` maps further names to steps where a source explains its scale: "4 – good" lets a number stand for
    a word or a word for a number.
    """

    def __init__(self, framework: Framework, key: Mapping[str, str] | None = None) -> None:
        self.framework = framework
        names = {step: step for step in framework.scale} | dict(key or {})
        spellings = {spelling: step for name, step in names.items() for spelling in _spellings(name)}
        self._exact = {name.lower(): step for name, step in names.items() if not name.isdigit()}
        self._digits = {name: step for name, step in names.items() if name.isdigit()}
        words = [item for item in spellings if not item.isdigit()]
        self._steps = [(re.compile(rf"{item}$", re.IGNORECASE), spellings[item]) for item in words]
        inside = "|".join(sorted(words, key=len, reverse=True)) or r"(?!)"
        self._whole = re.compile(
            rf"\s+{re.escape(framework.noun) if framework.overall else '(?!)'}\b(?! \w+ (?:of|for)\b)"
        )
        self._read: tuple[str, list[Grade]] = "", []  # the sentence read last, which several ask about
        self._pattern = re.compile(rf"(?<![\w-])(?:{inside})(?![\w-])", re.IGNORECASE)
        digits = "|".join(map(re.escape, self._digits)) or r"(?!)"
        self._digit = re.compile(rf"(?<![\w.,/£%-])(?:{digits})(?![\w%/]|[.,]\d| out of [^1-9])")
        self.hints = tuple({re.split(r"[\W]", name.lower())[0][:6] for name in names})
        """Beginnings of words one of which every text with a grade holds in lower case."""

    def hinted(self, lowered: str) -> bool:
        """A cheap look whether a text in lower case can hold a grade at all."""
        return holds(lowered, self.hints)

    def is_of_whole(self, text: str, grade: Grade) -> bool:
        """Whether a grade is that of the whole subject: "continues to be a good school"."""
        before = text[: grade.start].rstrip(_QUOTES + " ")
        return bool(_ONE_OF_ITS_KIND.search(before) and self._whole.match(text[grade.end :].lstrip(_QUOTES)))

    def begins(self, text: str) -> bool:
        """Whether a text begins with a step of the scale."""
        return bool(self._pattern.match(text.lstrip(_QUOTES + " ")))

    def exactly(self, text: str) -> str | None:
        """The step that a text is, with nothing else but a label, marks or a bracketed number around it."""
        if len(text) > _LABEL or not (self.hinted(text.lower()) or _DIGIT.search(text)):
            return None
        bare = _bare(text)
        if bare in self._digits:
            return self._digits[bare]
        return self._step(bare)

    def without(self, heading: str) -> str:
        """A heading without the grade that stands behind its words: "Investigating crime: good"."""
        cut = max(heading.rfind(sign) for sign in ":–—(")
        return heading[:cut] if cut > 0 and self.exactly(heading[cut + 1 :].rstrip(") ")) else heading

    def found(self, text: str) -> list[Grade]:
        """Every place where a step of the scale is named, whatever it means there."""
        read, grades = self._read
        if text == read:
            return grades
        grades = [
            Grade(step, match.start(), match.end(), _is_marked(text, match.start(), match.end()))
            for match in self._pattern.finditer(text)
            if (step := self._step(match[0]))
        ]
        for match in self._digit.finditer(text):
            if _SCORE_CUE.search(text[: match.start()]):
                grades.append(Grade(self._digits[match[0]], match.start(), match.end(), False))
        grades.sort(key=lambda grade: grade.start)
        self._read = text, grades
        return grades

    def given(self, text: str, ends: Collection[int] = ()) -> list[Grade]:
        """The grades that a sentence gives: none that it denies, hopes for, compares with or uses as a word.

        `ends` are the places where the names of areas end; a word of the scale right behind one is a grade
        ("preventing crime good").
        """
        found = self.found(text)
        if len({grade.step for grade in found}) >= len(self.framework.scale) - 1 and _lists_scale(
            text, found
        ):
            return []
        return [grade for grade in found if self._is_given(text, grade, ends)]

    def _is_given(self, text: str, grade: Grade, ends: Collection[int]) -> bool:
        before = text[: grade.start].rstrip(_QUOTES + " ")
        clause = re.split(r"[;]|\b(?:but|however|and is now|and now|is now|now)\b", before)[-1]
        near = before[-60:] + " "
        if _NEGATED.search(near) or _NOT_RATED.search(near) or _FROM.search(near):
            return False
        intro = before.rpartition(":")[0]  # "Its previous grades were: preventing crime, good; …"
        if self._is_past(clause, text[grade.end :]) or _PAST_GRADES.search(intro):
            return False
        if _HYPOTHETICAL.search(_REASON.split(clause)[-1]):
            return False
        return self._is_verdict(text, grade, before, len(before) in ends)

    def _is_past(self, clause: str, rest: str) -> bool:
        """Whether the clause, or a bracket right after the grade, speaks of an earlier inspection."""
        if _PAST.search(clause) or re.match(
            r"[\"'”’]?\s+(?:in|at) (?:our|its|the) (?:last|previous|earlier)\b", rest
        ):
            return True
        if is_other_cycle(clause, self.framework):
            return True
        first = self.framework.year
        if match := re.match(r"[\"'”’]?\s*(?:,?\s*(?:in|back in|at)|\()\s*((?:19|20)\d{2})\b", rest):
            return int(match[1]) < first
        years = [int(match[1]) for match in _YEAR.finditer(clause)]
        return bool(years) and max(years) < first

    def _is_verdict(self, text: str, grade: Grade, before: str, named: bool) -> bool:
        """Whether a word of the scale is used as a grade: "is good at", not "good progress"."""
        rest = text[grade.end :].lstrip(_QUOTES)
        if grade.marked or " " in grade.step or grade.step.isdigit():
            return not _is_attribute(text, grade, rest) or grade.marked
        if _NOUN_AFTER.match(rest) or self.is_of_whole(text, grade):
            return True
        if _AREAS_AFTER.match(rest):
            return True
        if not _FREE_AFTER.match(rest) or _PRACTICE_AFTER.match(rest):
            return False
        return not before or named or bool(_CUE.search(before)) or text[grade.start].isupper()

    def _step(self, text: str) -> str | None:
        text = " ".join(text.split())
        if exact := self._exact.get(text.lower()):
            return exact
        return next((step for pattern, step in self._steps if pattern.match(text)), None)


def is_rated(text: str) -> bool:
    """Whether a sentence says that a grade is being given."""
    return _RATED.search(text) is not None


def _spellings(step: str) -> list[str]:
    """Patterns for the ways in which a step is written in running text: "requires/require/requiring …"."""
    bracket = re.fullmatch(r"(.+?)\s*\((.+?)\)", step)
    names = [bracket[1], bracket[2]] if bracket else [step]
    spellings = []
    for name in names:
        first, *rest = name.split()
        start = re.escape(first)
        if rest and first.endswith("s") and len(first) > 4:
            base = first[:-1]
            start = rf"(?:{re.escape(base)}[sd]?|{re.escape(base.rstrip('e'))}ing)"
        spellings.append(r"[\s-]+".join([start, *map(re.escape, rest)]))
    return spellings


def _bare(text: str) -> str:
    """A grade without what labels put around it: "Grade: Good", "‘Good’", "Good (2019: Good)"."""
    text = _EARLIER.sub("", text.strip())
    text = _LABELLED.sub("", text)
    text = _NUMBERED.sub(r"\1", text)
    return text.strip(_QUOTES + " .*:–—-↑↓→↔▲▼").casefold()


def _is_marked(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in tuple(_QUOTES) and text[end : end + 1] in tuple(_QUOTES + ".,")


def _is_attribute(text: str, grade: Grade, rest: str) -> bool:
    """Whether "requires improvement" is a verb with an object of its own ("requires improvement plans")."""
    return bool(
        re.match(r"\s+(?:plans?|programmes?|notices?|boards?|actions?|work|measures|journey|team)\b", rest)
    )


def _lists_scale(text: str, found: list[Grade]) -> bool:
    """Whether a sentence only says what the scale is: its steps stand next to each other."""
    gaps = [text[one.end : two.start] for one, two in pairwise(found)]
    return all(len(gap.split()) <= 2 for gap in gaps)


@lru_cache(maxsize=32)
def grade_words(framework: Framework, key: tuple[tuple[str, str], ...] = ()) -> GradeWords:
    """The grade words of a framework; built once for each `key`, as `scale_key` finds it."""
    return GradeWords(framework, dict(key))
