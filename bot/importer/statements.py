"""Sentences that give areas grades: "is good at …", "… was ranked 'adequate'", "good in …, poor in …"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.importer.areas import AreaWords, Mention
from bot.importer.grades import RATED, Grade, GradeWords, is_rated
from bot.importer.words import FUNCTION_WORDS, number, stem, stems, tokens

# Words that may stand between a grade and its areas, or beside an area's name, without changing what is
# graded.
_LIGHT = frozenset(
    stem(word)
    for word in (
        "area areas aspect aspects category categories field fields theme themes question questions matter "
        "work performance ability way ways approach handling effort efforts how well effective effectively "
        "efficient efficiently when come comes came regard regards regarding respect term terms relation "
        "relating also both include includes including included such namely particularly especially as "
        "being be is are was were been has have had it they force forces service services police policing "
        "constabulary officer officers staff inspector inspectors inspectorate overall key several many "
        "few some following grade grades graded grading rating rated rate judgment judgement judged ranked "
        "rank score scored found deemed considered assessed marked given awarded got received achieved "
        "earned remain remains remained again now still currently other further another more much very "
        "only just latest new whole general generally respectively across over all which test tests "
        "healthy establishment prison prisons outcome outcomes prisoner prisoners school provision "
        "provider standard level labelled branded described said report part parts core pillar pillars "
        "main three four five one two six seven eight nine ten so called do does did make makes use used "
        "same too highest lowest top bottom available possible mark marks verdict tackling job people's "
        "dropped fell fallen risen rose moved went gone slipped improved declined home care "
        "trust own re fared better worse came"
    ).split()
)
_BREAK = re.compile(
    r"\b(?:while|whilst|whereas|although|though|but|however|because|despite|except\w*|unlike|apart from|"
    r"besides|bar|aside from|excluding|other than|without|until|unless|meanwhile|yet|even though|rather than|"
    r"instead|so that|in order)\b|[.!?]\s",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"^[\"'”’)]*(?:,(?=\s(?:and so|as|for)\b))?\s*(?:\(\d\)\s*)?(?:"
    r"(?:ones?|rating|grade|grading|judge?ment|score|mark|overall|again|too|"
    r"both|not only|now|ratings|grades|scores|marks|a|an|was|were|is|are|has been|have been|awarded|given|"
    r"handed|received|it)[\s,]+)*(?:areas?\s+(?:are|were|is|was)|at|in|for|on|across|over|when|"
    r"with (?:regard|respect)|with its|regarding|concerning|around|under|against|include[sd]?|including|"
    r"such as|namely|(?:and so|as) (?:was|were|is|are)|"
    r"[:–—-]|\(|to|by)(?:\W|\b|$)",
    re.IGNORECASE,
)
_MOVES = r"(?:went|gone|goes|dropped|fell|fallen|rose|risen|moved|slipped|improved|declined|fared|came in)"
_BACKWARD = re.compile(
    rf"(?:\b(?:is|are|was|were|be|being|been|remains?|remained|as|became|stays?|stayed|{_MOVES})\b|\b{RATED}\b|[:–—(=|]|\s-\s)",
    re.IGNORECASE,
)
# What may follow an area's name without making it a part of the area only.
_TAIL = re.compile(
    rf"\s*(?:$|[.,;:!?()\]–—/|\"'”’]|-\s|(?:{_MOVES}|from|and|or|but|while|whilst|whereas|although|though|with|by|as|"
    r"according|because|where|which|who|is|are|was|were|has|have|had|when|after|following|this|that|than|"
    r"also|both|respectively|overall|too|all|again|since|despite|however|so|were|being|remains?|remained|"
    r"requir\w+|performance|through|due|if|it|he|she|they|we|there|both|(?:in|at|during|for|by) (?:its|the|"
    r"this|our|a|HM\w*)? ?(?:latest|most recent|recent|new|same|second|first|third|inspection|inspectors?|"
    r"report|year|cycle|20\d\d|HM\w+|inspectorate|force|prison|service|time)|(?:in|under|during) "
    r"(?:[\w/–-]+ ){0,3}20\d\d|"
    r"(?:in|at|during|under) (?:[\w/–-]+ ){1,5}(?:inspections?|reports?|programme|assessments?|framework)|"
    r"the (?:force|service|home|school|prison|provider|trust|constabulary) (?:is|was|are))\b)",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\b(?:aspects?|parts?|elements?|some|many|most|much|side)\s+of\s+(?:how\s+|its\s+|the\s+)?$"
)
_ASIDE = re.compile(
    r",\s(?:however|though|meanwhile|too|in fact|(?:it|they|he|she|inspectors|[A-Z]{3,}\w*|the (?:report|"
    r"watchdog|inspectorate|inspectors)) (?:said|says|found|added|adds|concluded)),(?=\s)",
)
"""What a writer puts between commas into a sentence without changing what it says."""
_COPULAS = frozenset("is are was were".split())
_OF_AREAS = re.compile(r"\bareas?\b[^.;:]{0,40}$")
_FORMER = re.compile(r"\bfrom (?:an? )?[\"'“‘]?[\w ]{3,22}?[\"'”’]? (?:in (?:19|20)\d\d )?(?=to\b)")
"""What a grade has been until now: "dropped from good to"."""
_BUT_NOW = re.compile(
    r"^,? (?:but|and|yet) (?:(?:it )?(?:is|are|has) )?now "
    r"(?:(?:only|just|rated|graded|judged|been rated|been graded|slipped to|dropped to|fallen to) )?$"
)
"""What stands between an area with an earlier grade and its grade: "was good at A but is now"."""
_LEADS = re.compile(r"\W*(?:for|at|in|on)\s+(?:\w+\s+){0,2}")
_AND_SO = re.compile(r"[\"'”’]*,? (?:and so|as) (?:was|were|is|are)\b", re.IGNORECASE)
_LIST_GAP = re.compile(
    r"[\s,;/&•]*(?:\b(?:and|or|as well as|along with|plus|then|also|both|to)\b[\s,]*)*$", re.IGNORECASE
)
_UNKNOWN_AHEAD = 2
"""Words without meaning for the grade that may stand before an area's full name: "the vital task of …"."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A grade given to an area by a sentence; `at` is the place of the grade in it."""

    area: str
    step: str
    at: int


@dataclass(frozen=True, slots=True)
class AreaList:
    """Areas named side by side, as one object of a sentence."""

    items: tuple[Mention, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """The ids of the areas, each once."""
        return tuple(dict.fromkeys(item.areas[0] for item in self.items))

    @property
    def start(self) -> int:
        """Where the first name begins."""
        return self.items[0].start

    @property
    def end(self) -> int:
        """Where the last name ends."""
        return self.items[-1].end


class Reader:
    """Reads statements of grades out of sentences, for one framework."""

    def __init__(self, areas: AreaWords, grades: GradeWords, names: Iterable[str] = ()) -> None:
        """`names` are the subject's, which mean nothing beside an area: "Barset Police's call handling"."""
        self.areas = areas
        self.grades = grades
        whole = areas.of_heading("overall") if areas.framework.overall else ()
        self._overall = whole[0] if len(whole) == 1 else ""
        self._light = _LIGHT | {part for name in names for part in stems(name)}

    def statements(self, text: str, *, strict: bool = False, formal: bool = False) -> list[Statement]:
        """The grades that one sentence gives to areas.

        `strict` wants a word like "graded" in the sentence; `formal` wants the area by its label or title, as
        an inspectorate's own report names it.

        Each grade takes the areas that follow it ("good at A and B"), otherwise those before it ("A was
        rated good"). An area that could belong to either side goes with the grade that leads to it.
        """
        if "," in text:
            text = _ASIDE.sub(lambda aside: " " * len(aside[0]), text)
        if not self.grades.found(text) or (strict and not is_rated(text)):
            return []
        mentions = self.areas.mentions(text)
        grades = [
            grade
            for grade in self.grades.given(text, {one.end for one in mentions})
            if not any(one.named and one.start <= grade.start < one.end for one in mentions)
        ]
        lists = self._divided(text, grades, self.area_lists(text, formal=formal))
        if pairs := _respectively(text, grades, lists):
            return pairs
        taken: set[int] = set()
        found: list[Statement] = []
        backward = False
        for position, grade in enumerate(grades):
            edge = grades[position + 1].start if position + 1 < len(grades) else len(text)
            index = self._ahead(text, grade, lists, edge)
            indices = [index] if index is not None else []
            leads = index is None and self._leads_on(text, grade, lists, edge)
            if (index is None and not leads) or index in taken or _AND_SO.match(text, grade.end):
                floor = grades[position - 1].end if position else 0
                index = self._behind(text, grade, lists, floor, backward)
                backward = backward or index is not None
                indices = [*indices, index] if index is not None else indices
            if not indices and self._overall and self.grades.is_of_whole(text, grade):
                found.append(Statement(self._overall, grade.step, grade.start))
            for index in indices:
                if index not in taken:
                    taken.add(index)
                    found += [Statement(area, grade.step, grade.start) for area in lists[index].areas]
        return found

    def area_lists(self, text: str, *, formal: bool = False) -> list[AreaList]:
        """The areas of a text in runs of those that stand side by side; unclear mentions break a run."""
        runs: list[list[Mention]] = []
        for mention in self.areas.mentions(text):
            if (formal and not mention.named) or not self._is_whole(text, mention):
                continue
            if runs and self._adjoins(text, runs[-1][-1], mention):
                runs[-1].append(mention)
            else:
                runs.append([mention])
        return [_area_list(run) for run in runs]

    def _divided(self, text: str, grades: Sequence[Grade], lists: Sequence[AreaList]) -> list[AreaList]:
        """Lists cut where the last area is the subject of a new clause: "good at A, B is inadequate"."""
        found: list[AreaList] = []
        for one in lists:
            verb = _SUBJECT_OF.match(text, one.end)
            before = any(
                grade.end <= one.start and not _BREAK.search(text[grade.end : one.start]) for grade in grades
            )
            after = verb is not None and any(
                verb.end() <= grade.start and not _BREAK.search(text[verb.end() : grade.start])
                for grade in grades
            )
            if before and after and len(one.items) > 1:
                found += [_area_list(one.items[:-1]), _area_list(one.items[-1:])]
            else:
                found.append(one)
        return found

    def _adjoins(self, text: str, left: Mention, right: Mention) -> bool:
        """Whether two mentions are items of one list."""
        gap = text[left.end : right.start]
        if _BREAK.search(gap) or self.grades.found(gap):
            return False
        if _LIST_GAP.fullmatch(gap) or (left.areas == right.areas and not self._loose(gap)):
            return True
        joined = "," in gap or ";" in gap or re.search(r"\b(?:and|or|as well as|plus)\b", gap)
        verb = re.search(r"\b(?:is|are|was|were|has|had)\b", gap)
        return bool(joined) and verb is None and not self._loose(gap, left.areas)

    def _is_whole(self, text: str, mention: Mention) -> bool:
        """Whether a mention means the area itself and not something inside it.

        A full name stands for the area unless it is narrowed ("investigating crime against children"). An
        everyday word does so only when it is unambiguous and its item of the list holds nothing else.
        """
        if len(mention.areas) != 1 or not self._ends_well(text, mention):
            return False
        if _PART_OF.search(text, 0, mention.start):
            return False
        if mention.named and mention.words > 1:
            return True
        ends = [match.end() for match in _ITEM.finditer(text, 0, mention.start)]
        ends += [grade.end for grade in self.grades.found(text) if grade.end <= mention.start]
        start = max(ends, default=0)
        return not self._loose(text[start : mention.start], mention.areas)

    def _ends_well(self, text: str, mention: Mention) -> bool:
        rest = text[mention.end :]
        if _TAIL.match(rest) or self.grades.begins(rest):
            return True
        following = tokens(rest[:60])[:2]
        extra = [token for token in following if token.word not in FUNCTION_WORDS]
        # A longer form of the name: "protecting vulnerable people and victims", "responding to calls from
        # the public".
        return bool(extra) and self.areas.belongs(extra[0].stem, mention.areas) and "'" not in rest[:1]

    def _ahead(self, text: str, grade: Grade, lists: Sequence[AreaList], edge: int) -> int | None:
        for index, one in enumerate(lists):
            if grade.end <= one.start < edge:
                gap = text[grade.end : one.start]
                if gap.strip() in _COPULAS and _OF_AREAS.search(text, 0, grade.start):
                    return index  # "the areas rated good are A and B"
                if not gap.strip("\"'“”‘’ ") and text[one.start :].lower().startswith("overall"):
                    return index  # "rated good overall": the only area that follows a grade like this
                fits = _FORWARD.match(gap) and not _BREAK.search(gap) and self._loose(gap) <= _UNKNOWN_AHEAD
                return index if fits else None
        return None

    def _leads_on(self, text: str, grade: Grade, lists: Sequence[AreaList], edge: int) -> bool:
        """Whether a grade leads to areas that it could not be joined with: they are not those before it."""
        gaps = (text[grade.end : one.start] for one in lists if grade.end <= one.start < edge)
        return any(_LEADS.fullmatch(gap) for gap in gaps)

    def _behind(
        self, text: str, grade: Grade, lists: Sequence[AreaList], floor: int, listed: bool
    ) -> int | None:
        for index in range(len(lists) - 1, -1, -1):
            one = lists[index]
            if floor <= one.start and one.end <= grade.start:
                gap = _BUT_NOW.sub("", text[one.end : grade.start].rstrip("\"'“‘"))
                gap = _FORMER.sub("", gap)
                if _BREAK.search(gap) or self._loose(gap) > _UNKNOWN_AHEAD:
                    return None
                verb = _BACKWARD.search(gap) or " " in grade.step
                return index if verb or listed or not gap.strip(" ,") else None
        return None

    def _loose(self, gap: str, areas: Sequence[str] = ()) -> int:
        """How many words of a gap mean something of their own and are not the areas' words either."""
        return sum(
            token.word not in FUNCTION_WORDS
            and token.stem not in self._light
            and number(token.word) is None
            and not self.areas.belongs(token.stem, areas)
            for token in tokens(gap)
        )


def _area_list(items: Sequence[Mention]) -> AreaList:
    return AreaList(tuple(items))


def _respectively(text: str, grades: Sequence[Grade], lists: Sequence[AreaList]) -> list[Statement]:
    """ "A and B were rated good and adequate respectively" as pairs; nothing for any other sentence."""
    if "respectively" not in text or len(lists) != 1 or len(lists[0].areas) != len(grades):
        return []
    pairs = zip(lists[0].areas, grades, strict=True)
    return [Statement(area, grade.step, grade.start) for area, grade in pairs]


_SUBJECT_OF = re.compile(r"\s+(?:is|was|has been|remains|remained|now|also|still)\b", re.IGNORECASE)
_ITEM = re.compile(r"[,;:()–—•]|\b(?:and|or|at|in|for|on|across|as well as)\b")
