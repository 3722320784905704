"""People named in running text: "Deputy Chief Constable Ann Lee", "Ann Lee, the governor", "DCC Lee"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.importer.roles import HONORIFICS, INSIDE, NOUNS, PLAIN_HONORIFICS, expand

_TOKEN = re.compile(r"[^\s,;:()“”\"]+|[,;:()“”\"]")
_PARTICLES = frozenset("ap ab ferch verch de la le van von der den al bin ibn y".split())
_JOINING = frozenset("of for in at to".split())
_LINKS = frozenset("is was became been".split())
_BEFORE_OFFICE = _LINKS | frozenset("the a an its their The who has as now also".split())
_LINKING = frozenset("and & the of yr a ac for".split())
# Capitalised words that begin a sentence and are no part of a name or an office.
_OPENERS = frozenset(
    "And But The A An In While When As Now Last So Yet However Meanwhile After Before Responding Speaking "
    "Although It He She They This That These His Her Their Our We I At On For From With By To Of Today "
    "Yesterday Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December Following Writing Asked Also Commenting Both All "
    "Some Many Most Report Area Areas "
    "Dywedodd Meddai Read More Picture Photo Image".split()
)
_FIELDS = frozenset(
    "prisons constabulary probation education schools hospitals police policing fire rescue care health "
    "services".split()
)
"""What an office is over, where a text writes it small: "the chief inspector of prisons"."""
_AFTER_NAME = frozenset("MP MS AM HMI".split())
"""Offices that stand right behind a name: "Ann Lee MP"."""
_PARTIES = frozenset("Labour Conservative Tory Liberal Democrat Green Plaid Reform Party former".split())
_HONOURS = re.compile(r"[A-Z]{2,5}$")
_NAME_HINTS = frozenset(
    "Inspector Constable Commissioner Governor Officer Director Minister Superintendent Gwnstabl Mr Mrs Ms "
    "Dr Chief chief Chair Chairman chair chairman CC DCC ACC PCC PFCC HMI HMCI Sir Dame Cllr Councillor "
    "Head Headteacher head headteacher MP Comisiynydd governor commissioner inspector director manager "
    "Manager Leader leader Mayor Secretary principal Principal Throseddu Arolygydd constable officer".split()
)
"""Words one of which stands beside every name with an office: a cheap look before names are sought."""
_MAX_NAME = 4


@dataclass(frozen=True, slots=True)
class Person:
    """Someone named in a text. `name` may be a surname alone; `role` may be empty; `at` is the place."""

    name: str
    role: str
    at: int


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    at: int

    @property
    def bare(self) -> str:
        """Without a full stop and a possessive ending."""
        return re.sub(r"['’]s?$", "", self.text.rstrip(".!?")) or self.text

    @property
    def possessive(self) -> bool:
        return self.text.endswith(("'s", "’s", "s'", "s’")) and self.bare not in {"Majesty"}

    @property
    def ends_sentence(self) -> bool:
        """Whether a full stop follows that belongs to no shortened word."""
        return self.text.endswith((".", "!", "?")) and len(self.bare) > 4

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper() and self.bare not in _OPENERS


def may_name(text: str) -> bool:
    """Whether a text can name someone with an office or a form of address."""
    return not _NAME_HINTS.isdisjoint(text.replace(",", " ").split())


def people(text: str) -> Iterator[Person]:
    """Everyone named in a text with an office or a form of address, in the order of the text."""
    words = [_Word(match[0], match.start()) for match in _TOKEN.finditer(text)]
    position = 0
    while position < len(words):
        word = words[position]
        person, following = None, position + 1
        if word.bare in HONORIFICS and (name := _name(words, position + 1)):
            person, following = Person(_shown(name), "", word.at), position + 1 + len(name)
        elif _is_office(word):
            person, following = _with_office(words, position)
        if person is not None:
            yield person
        position = max(following, position + 1)


def full_name(text: str) -> str:
    """The text itself when it is a person's name in two to four words, otherwise nothing."""
    words = [_Word(match[0], match.start()) for match in _TOKEN.finditer(text.strip())]
    if words and words[0].bare in PLAIN_HONORIFICS:
        words = words[1:]
    found = _name(words, 0)
    if len(found) == len(words) >= 2 and not any(_is_office(word) for word in words):
        return _shown(found)
    return ""


def _is_office(word: _Word) -> bool:
    return word.bare in NOUNS


def _with_office(words: Sequence[_Word], position: int) -> tuple[Person | None, int]:
    """The person who holds the office whose noun stands at `position`, and where to read on."""
    end = position
    while end + 1 < len(words) and (_is_office(words[end + 1]) or _goes_on(words, end + 1)):
        end += 1
    start = _office_start(words, position)
    begin, name = _complement(words, end + 1)
    before = _name_before(words, start)
    if before and name and words[end + 1].text != ",":  # "Ann Lee, chair of Barset Neighbourhood Watch"
        begin, name = begin + len(name), []
    if len(name) == _MAX_NAME and not any(word.text in _PARTICLES for word in name):
        # "Comisiynydd yr Heddlu a Throseddu Gogledd Cymru Ann Lee": the place belongs to the office.
        begin, name = begin + 2, name[2:]
    elif len(name) == 1 and (apposed := _apposed(words, begin + 1)):
        begin, name = begin + 2, apposed
    role = _role(words[start:begin])
    if name:
        end = begin + len(name)
        body = _body_of(words, end)
        return Person(_shown(name), f"{role}, {body}" if body else role, words[start].at), end
    if before and role:
        return Person(_shown(before), role, before[0].at), begin
    before = list(words[start:position])
    if words[position].bare in _AFTER_NAME and len(before) > 1 and _PARTIES.isdisjoint(role.split()):
        return Person(_shown(before), expand(words[position].bare), before[0].at), begin
    return None, end + 1


def _body_of(words: Sequence[_Word], position: int) -> str:
    """The body behind a name: "Inspector Ann Lee, of HMICFRS"."""
    run = position + (position < len(words) and words[position].text == ",")
    if run >= len(words) or words[run].text not in {"of", "from"}:
        return ""
    begin = run = run + 1
    while run < len(words) and words[run].capital:
        run += 1
    return " ".join(word.bare for word in words[begin:run])


def _goes_on(words: Sequence[_Word], position: int) -> bool:
    """Whether a linking word leads on to another noun of the office: "Police and Crime Commissioner"."""
    for word in words[position : position + 5]:
        if _is_office(word):
            return True
        if word.bare not in INSIDE and word.text not in _LINKING:
            return False
    return False


def _office_start(words: Sequence[_Word], position: int) -> int:
    """Where the office begins that has its noun at `position`: "HM", "Barset Police's Deputy" …"""
    start = position
    while start > 0:
        word = words[start - 1]
        inside = word.bare in INSIDE or word.bare == "Majesty"
        if word.text in {"His", "Her"} and words[start].bare == "Majesty":
            start -= 1
            break
        if word.text == "," and start > 1 and _fire(words[start - 2], words[start]):
            start -= 1
            continue
        if word.bare in _OPENERS or word.text in {"the", "The", "a", ","} or word.ends_sentence:
            break
        if not inside and not word.capital and not (word.text in {"and", "&", "of"} and start > 1):
            break
        if word.text in {"and", "&", "of"} and not _leads_to_office(words, start - 2):
            break
        start -= 1
    while start < position and words[start].text in {"and", "&", "of"}:
        start += 1
    return start


def _leads_to_office(words: Sequence[_Word], position: int) -> bool:
    """Whether the word before "and" is of the same office, and not of the name of another person."""
    if words[position].bare in INSIDE:
        return True
    office_before = any(_is_office(word) for word in words[max(0, position - _MAX_NAME) : position])
    return words[position].capital and not office_before


def _fire(left: _Word, right: _Word) -> bool:
    """Whether a comma stands inside "Police, Fire and Crime Commissioner"."""
    return (left.text.lower(), right.text.lower()) == ("police", "fire")


def _complement(words: Sequence[_Word], position: int) -> tuple[int, list[_Word]]:
    """Where the office ends ("… of Constabulary") and the name after it, which may be empty."""
    if position >= len(words):
        return position, []
    if words[position].text == ",":  # "the new chief constable, Ann Lee, said"
        name = _apposed(words, position)
        return (position + 1, name) if name else (position, [])
    if words[position].text not in _JOINING and words[position].text != "Heddlu":
        return position, _name(words, position)
    begin = position + (words[position].text != "Heddlu")
    while begin < len(words) and words[begin].text in {"the", "His", "Her"}:
        begin += 1
    run = begin
    while run < len(words) and (
        words[run].capital or words[run].text in {"and", "&", *_PARTICLES} or words[run].bare in _FIELDS
    ):
        run += 1
        if words[run - 1].possessive:
            break
    while run > begin and not words[run - 1].capital and words[run - 1].bare not in _FIELDS:
        run -= 1
    if apposed := _apposed(words, run):  # "MP for Barset East, Ann Lee, said"
        return run + 1, apposed
    if run - begin < 3 or not all(word.capital for word in words[run - 2 : run]):
        return (run if run > begin else position), []
    # The last two words are the name ("of Prisons Elizabeth Fry"), three around a particle ("ap").
    length = 3 if words[run - 2].text in _PARTICLES else 2
    return run - length, list(words[run - length : run])


def _apposed(words: Sequence[_Word], position: int) -> list[_Word]:
    """The full name between a comma at `position` and the next one, or the end of the text."""
    if position >= len(words) or words[position].text != ",":
        return []
    name = _name(words, position + 1)
    end = position + 1 + len(name)
    closed = end == len(words) or words[end].text in {",", ":"}
    return name if len(name) > 1 and closed else []


def _name(words: Sequence[_Word], position: int) -> list[_Word]:
    """The words of a name that begins at `position`: capitals with particles and initials between them."""
    found: list[_Word] = []
    for word in words[position : position + _MAX_NAME]:
        if word.text in _PARTICLES and found:
            found.append(word)
            continue
        if not word.capital or _is_office(word) or (word.text.isupper() and len(word.bare) > 2):
            break
        found.append(word)
        if word.possessive or (word.text.endswith(".") and len(word.bare) > 1):
            break
    while found and found[-1].text in _PARTICLES:
        found.pop()
    if found and found[0].bare in PLAIN_HONORIFICS:
        found = found[1:]
    return found


def _name_before(words: Sequence[_Word], start: int) -> list[_Word]:
    """The name in "Ann Lee, the governor" and "Ann Lee is the governor", for an office at `start`."""
    end = start
    while end > 0 and (words[end - 1].text in _BEFORE_OFFICE or _of_body(words[end - 1])):
        end -= 1
    linked = any(word.text in _LINKS for word in words[end:start])
    if end > 0 and words[end - 1].text == ",":
        end -= 1
        if end > 2 and words[end - 1].text.isdigit() and words[end - 2].text == ",":  # "Ann Lee, 54, the"
            end -= 2
    elif not linked:
        return []
    while end > 2 and _HONOURS.match(words[end - 1].text):  # "Ann Lee QPM, the governor"
        end -= 1
    for length in range(_MAX_NAME, 1, -1):
        first = end - length
        if first >= 0:
            name = _name(words, first)
            if len(name) == length and words[first].bare not in INSIDE:
                return name
    return []


def _of_body(word: _Word) -> bool:
    """Whether a word says whose office follows, without a name: "the force's deputy chief constable"."""
    return word.possessive and word.text.islower()


def _role(words: Sequence[_Word]) -> str:
    """An office as it is shown: ranks written out, "HMP Barset's Governor" as "Governor, HMP Barset"."""
    for position, word in enumerate(words[:-1]):
        if word.possessive and word.bare not in {"Victims", "Majesty"}:
            body = " ".join([item.text for item in words[:position]] + [word.bare])
            rest = _role(words[position + 1 :])
            return f"{rest}, {body}" if " " in body else f"{body} {rest}"
    texts = [expand(word.text) for word in words]
    while texts and texts[0] in {"the", "The", "a", "its", "their"}:
        texts = texts[1:]
    return " ".join(texts).replace(" ,", ",").rstrip(".,;: ")


def _shown(name: Sequence[_Word]) -> str:
    return " ".join([word.text for word in name[:-1]] + [name[-1].bare])
