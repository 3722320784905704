"""Whose words a question asks for: a person, a role, the inspectorate, the force or the commissioner."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.model import Speaker, Voice
from bot.names import STOP_WORDS, Token, stem, words
from bot.query.words import FILLERS, ROLE_SHORT, ROLES, SAYING, SPEAKING, STATEMENT, VOICES

_ARTICLES = frozenset({"the", "this", "that", "its", "their"})
_ROLE_WORDS = tuple(sorted((tuple(role.split()) for role in ROLES), key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Saying:
    """Whose words are wanted: these speakers, or anyone of this voice. `missing` was asked for in vain.

    `start` and `end` are the token positions of the name, role or word that said so.
    """

    start: int
    end: int
    names: tuple[str, ...] = ()
    voice: Voice | None = None
    missing: str = ""


def find_saying(
    tokens: Sequence[Token],
    speakers: Sequence[Speaker],
    subject_spans: Sequence[tuple[int, int]],
    area_positions: Collection[int] = (),
) -> Saying | None:
    """The first name, role or voice that a verb or noun of saying belongs to, or None.

    A verb that belongs to the name of an area ("responds to calls") says nothing.
    """
    at = 0
    while at < len(tokens):
        saying = _candidate(tokens, at, speakers, subject_spans)
        if saying:
            saying = replace(saying, end=_past_subject(tokens, saying.end, subject_spans))
        if saying and saying.end not in area_positions and _speaks(tokens, saying):
            return saying
        at = saying.end if saying else at + 1
    return None


def _past_subject(tokens: Sequence[Token], end: int, subject_spans: Sequence[tuple[int, int]]) -> int:
    """Past "of Kent" in "the chief constable of Kent"."""
    if end < len(tokens) and tokens[end].word in {"of", "for", "in", "at"}:
        return next((last for first, last in subject_spans if first == end + 1), end)
    return end


def find_person(tokens: Sequence[Token], speakers: Sequence[Speaker]) -> Saying | None:
    """The first person or role named anywhere ("who is the deputy chief constable?"), or None."""
    for at in range(len(tokens)):
        found = _person(tokens, at, speakers) or _role(tokens, at, speakers)
        if found:
            return found
    return None


def role_spans(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where roles are named: they are names, and no evidence of what a passage is about."""
    found = []
    at = 0
    while at < len(tokens):
        length, _ = _role_at(tokens, at)
        if length:
            found.append((at, at + length))
        at += length or 1
    return found


def find_stranger(
    tokens: Sequence[Token],
    speakers: Sequence[Speaker],
    covered: Collection[int],
    vocabulary: Collection[str],
) -> Saying | None:
    """Somebody not quoted whose words are asked for ("what did Joe Bloggs say …"), or None.

    "Prisoners" are whoever is quoted as "a prisoner".

    Before a plain verb of speaking ("say", "think") that is anybody. Before a verb that things can do too
    ("show", "find") only words that no name and no passage has (`vocabulary` holds stems) are a person.
    """
    for at, token in enumerate(tokens):
        if token.word not in SAYING or not at:
            continue
        known = () if token.word in SPEAKING else vocabulary
        named = () if token.word in SPEAKING else covered
        start = at
        while start and _is_strange(tokens[start - 1], start - 1, named, known):
            start -= 1
        if start < at and start and tokens[start - 1].word in _AUXILIARIES:
            if several := _unnamed(tokens[start:at], speakers):
                return Saying(start, at, names=several)
            return Saying(start, at, missing=" ".join(item.typed for item in tokens[start:at]))
    return None


def _unnamed(typed: Sequence[Token], speakers: Sequence[Speaker]) -> tuple[str, ...]:
    """The speakers without a name whom the words mean: "prisoners" the one quoted as "One prisoner"."""
    wanted = {stem(token.word) for token in typed}
    return tuple(
        speaker.name
        for speaker in speakers
        if words(speaker.name)[:1]
        and words(speaker.name)[0] in _SOMEONE
        and wanted <= {stem(word) for word in words(speaker.name)[1:]}
    )


_SOMEONE = frozenset({"a", "an", "one", "another", "some", "several", "two", "many"})
_AUXILIARIES = frozenset({"did", "does", "do", "has", "have", "according", "to", "the"})


def _is_strange(token: Token, at: int, covered: Collection[int], vocabulary: Collection[str]) -> bool:
    return (
        at not in covered
        and token.word not in STOP_WORDS
        and token.word not in FILLERS
        and stem(token.word) not in vocabulary
    )


def _candidate(
    tokens: Sequence[Token],
    at: int,
    speakers: Sequence[Speaker],
    subject_spans: Sequence[tuple[int, int]],
) -> Saying | None:
    for start, end in subject_spans:
        if start == at and not (end < len(tokens) and _role(tokens, end, speakers)):
            return Saying(start, end, voice=Voice.SUBJECT)
    person = _person(tokens, at, speakers) or _role(tokens, at, speakers)
    if person:
        return person
    voice = VOICES.get(tokens[at].word)
    return Saying(at, at + 1, voice=voice) if voice else None


def _person(tokens: Sequence[Token], at: int, speakers: Sequence[Speaker]) -> Saying | None:
    """A full name, or a surname written with a capital or after a title."""
    best: Saying | None = None
    for speaker in speakers:
        name = words(speaker.name)
        if all(word in VOICES or word in _ARTICLES for word in name):
            continue  # "the report" and "inspectors" are no persons; the voice words find them
        for length, wanted in ((len(name), name), (1, name[-1:])):
            typed = tokens[at : at + length]
            if tuple(token.word for token in typed) != wanted:
                continue
            if length == 1 and len(name) > 1 and typed[0].typed[0].islower():
                continue
            if best is None or at + length > best.end:
                best = Saying(at, at + length, names=(speaker.name,))
            elif at + length == best.end and speaker.name not in best.names:
                best = Saying(at, best.end, names=(*best.names, speaker.name))
    return best


def _role(tokens: Sequence[Token], at: int, speakers: Sequence[Speaker]) -> Saying | None:
    length, role = _role_at(tokens, at)
    if not length:
        return None
    holders = tuple(speaker.name for speaker in speakers if _role_of(speaker) == role)
    if holders:
        return Saying(at, at + length, names=holders)
    return Saying(at, at + length, missing=role)


def _role_at(tokens: Sequence[Token], at: int) -> tuple[int, str]:
    """How many words from here on name a role, and which; (0, "") where none does."""
    short = ROLE_SHORT.get(tokens[at].word)
    if short:
        return 1, short
    for wanted in _ROLE_WORDS:
        if tuple(token.word for token in tokens[at : at + len(wanted)]) == wanted:
            return len(wanted), " ".join(wanted)
    return 0, ""


def _role_of(speaker: Speaker) -> str:
    """The longest known role inside a speaker's role: "Deputy Chief Constable, Kent Police" → its rank."""
    role = words(speaker.role)
    for wanted in _ROLE_WORDS:
        if any(role[at : at + len(wanted)] == wanted for at in range(len(role))):
            return " ".join(wanted)
    return ""


def _speaks(tokens: Sequence[Token], saying: Saying) -> bool:
    """Whether a verb of saying follows, a noun of saying belongs to it, or "according to" precedes."""
    after = [token.word for token in tokens[saying.end : saying.end + 2]]
    before = [
        token.word for token in tokens[max(0, saying.start - 4) : saying.start] if token.word not in _ARTICLES
    ]
    if after and (after[0] in SAYING or (after[0] == "have" and "say" in after)):
        return True
    if after and after[0] in STATEMENT:
        return True
    if before[-2:] == ["according", "to"]:
        return True
    return len(before) >= 2 and before[-1] in {"from", "by", "of"} and before[-2] in STATEMENT
