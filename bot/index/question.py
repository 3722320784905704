"""A question as the index understands it: its terms with weights, neighbours, synonyms and repairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.index.analysis import BREAK, WORD, analyse, normalise, pieces, term_of, terms_of
from bot.index.repair import SURE

MAX_CHARACTERS = 100_000
"""Of a question; what stands behind is not read."""
MAX_TERMS = 64
"""Different terms of a question; what stands behind the last of them is not read."""
_MOST_TERMS = 2 * MAX_TERMS  # with those of synonyms
_SHORTEST_PLURAL = 3
MAX_READ = 2_000  # characters in which synonyms are looked for
_SATURATION = 8.0  # k3 of BM25 (Robertson and Walker, TREC-3, 1994): how much a word counts that is repeated
_SYNONYM = 0.5  # what a word of a synonym counts beside one that was asked

Phrase = tuple[str, ...]
Synonyms = Mapping[Phrase, tuple[Phrase, ...]]
Repair = Callable[[str], str | None]
_analyse = lru_cache(maxsize=65_536)(analyse)


@dataclass(slots=True)
class Term:
    """A different term of a question; `id` is None when the index does not know it.

    `count` is how often it was asked, 0 for a word that only a synonym brought in; `weight` what it counts;
    `sure` is false for an unknown word and for a short one that was repaired.
    """

    text: str
    id: int | None
    count: int = 0
    weight: float = _SYNONYM
    sure: bool = True


@dataclass(slots=True)
class Question:
    """`terms` without repetition; the other fields speak of them by their place in it.

    `pairs` are neighbours in a sentence of the question, in either order. `synonyms` pairs what was asked
    with what stands for it, all words of the one for all words of the other.
    """

    terms: list[Term] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    synonyms: list[tuple[list[int], list[int]]] = field(default_factory=list)
    cut: bool = False
    repaired: list[tuple[str, str]] = field(default_factory=list)


def phrases(synonyms: Mapping[str, Sequence[str]]) -> Synonyms:
    """Synonyms as `knowledge/synonyms.yaml` has them: what is asked as `_phrase`, what is meant in terms."""
    found: dict[Phrase, tuple[Phrase, ...]] = {}
    for asked, meant in synonyms.items():
        meanings = [phrase for text in meant if (phrase := tuple(terms_of(text)))]
        if (key := _phrase(asked)) and meanings:
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *meanings)))
    return found


def _phrase(text: str) -> Phrase:
    """The words of a text as they are asked, but for the plural: "answer", "answer for" and "answerable" are
    one term and mean different things.
    """
    return tuple(_singular(normalise(word)) for word in WORD.findall(text))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _SHORTEST_PLURAL and word.endswith("s") else word


def understand(text: str, ids: Mapping[str, int], synonyms: Synonyms, repair: Repair) -> Question:
    """A question in the terms of an index. `repair` gives the known word for an unknown one."""
    question = Question(cut=len(text) > MAX_CHARACTERS)
    places: dict[str, int] = {}
    order: list[int] = []  # the places of the question's terms as they stand there, -1 between sentences
    for term, sure in _terms(text[:MAX_CHARACTERS], ids, repair, question):
        if term == BREAK:
            order.append(-1)
            continue
        place = places.get(term)
        if place is None:
            if len(places) == MAX_TERMS:
                question.cut = True
                break
            place = places[term] = len(places)
            question.terms.append(Term(term, ids.get(term), sure=sure))
        question.terms[place].count += 1
        question.terms[place].sure |= sure
        if order and order[-1] >= 0 and order[-1] != place:
            pair = (min(order[-1], place), max(order[-1], place))
            if pair not in question.pairs:
                question.pairs.append(pair)
        order.append(place)
    for asked in question.terms:
        asked.weight = asked.count * (_SATURATION + 1) / (asked.count + _SATURATION)
    if synonyms:
        _add_synonyms(question, text[:MAX_READ], places, ids, synonyms)
    return question


def _terms(
    text: str, ids: Mapping[str, int], repair: Repair, question: Question
) -> Iterator[tuple[str, bool]]:
    """The terms of a question, and whether each is surely what was meant."""
    for piece in pieces(text):
        for term in _analyse(piece):
            if term in ids:
                yield term, True
            else:
                yield _repaired(piece, term, repair, question)


def _repaired(piece: str, term: str, repair: Repair, question: Question) -> tuple[str, bool]:
    """What an unknown term of a piece was meant to be; itself where nothing is near."""
    word = next((word for word in WORD.findall(piece) if term_of(word) == term), term)
    better = repair(word)
    if better is None:
        return term, False
    question.repaired.append((word, better))
    return term_of(better), len(word) >= SURE


def _add_synonyms(
    question: Question, text: str, places: dict[str, int], ids: Mapping[str, int], synonyms: Synonyms
) -> None:
    longest = max(map(len, synonyms))
    words = _phrase(text)
    terms = [term_of(word) for word in WORD.findall(text)]
    for begin in range(len(words)):
        for end in range(begin + 1, min(begin + longest, len(words)) + 1):
            meanings = synonyms.get(words[begin:end], ())
            asked = [places[term] for term in terms[begin:end] if term in places] if meanings else []
            for phrase in meanings if asked else ():
                for term in phrase:
                    if term not in places and term in ids and len(question.terms) < _MOST_TERMS:
                        places[term] = len(question.terms)
                        question.terms.append(Term(term, ids[term]))
                if all(term in places for term in phrase):
                    question.synonyms.append((asked, [places[term] for term in phrase]))
