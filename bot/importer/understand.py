"""From a parsed document to a draft of a report. Pure: the same document gives the same draft."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from bot.importer.about import UNNAMED, Hints, Origin, Publisher, origin
from bot.importer.areas import area_words
from bot.importer.cast import Cast
from bot.importer.counts import differences, tally
from bot.importer.document import Block, BlockKind, Document, ImportFault
from bot.importer.draft import Draft
from bot.importer.furniture import NOTES, Sifted, sift
from bot.importer.grades import grade_words
from bot.importer.judgments import Judge, Words
from bot.importer.passages import Maker, Source
from bot.importer.quotations import Joiner, Piece, introduce
from bot.importer.ranking import rank_frameworks, rank_subjects, said_framework
from bot.importer.scales import scale_key
from bot.importer.sections import promote, unboxed
from bot.model import Framework, Passage, Report, Subject, Voice

_SURE = 1.25
"""How many times the runner-up's points the likeliest framework or subject must have to be taken silently."""
_STRICT = frozenset({Voice.SUBJECT, Voice.COMMISSIONER, Voice.OTHER})
_Ranked = list[tuple[float, Framework]]
_LONG = 1_000
_SHORT = 100


def understand(
    document: Document,
    frameworks: Sequence[Framework],
    subjects: Sequence[Subject],
    publishers: Sequence[Publisher] = (),
    hints: Hints = Hints(),  # noqa: B008  frozen
) -> Draft:
    """A draft of the report that a document holds.

    `hints` overrule what would be proposed. Raises ImportFault when framework or subject can be neither found
    nor guessed, or when nothing in the source is a passage; the message names the option that helps.
    """
    notes: list[str] = []
    framework = _framework(document, frameworks, subjects, hints, notes)
    subject = _subject(document, subjects, framework, hints, notes)
    place = origin(document, hints, framework, subject, publishers)
    areas = area_words(framework)
    grades = grade_words(framework, scale_key([block.text for block in document.blocks[:80]], framework))
    prose = place.voice in {Voice.PUBLISHER, Voice.OTHER}
    judge = Judge(framework, subject, subjects, areas, grades)
    sifted = _with_noted(sift(document.blocks, document.title, prose=prose), judge)
    kept = tuple(promote(unboxed(sifted.kept), areas, grades, prose=prose))
    cast = Cast(framework, subject)
    joiner = Joiner(kept, cast)
    if not joiner.quiet or place.voice is not Voice.INSPECTORATE:
        introduce(cast, [*kept, *_captions(sifted)])
    pieces = joiner.pieces()
    report_id = _report_id(subject, framework, place, hints)
    source = Source(report_id, framework, subject, place.voice, place.publisher, document.title)
    maker = Maker(source, cast, joiner.contexts, areas, grades)
    passages = maker.passages(pieces)
    if not passages:
        raise ImportFault("the source holds no paragraph that could be cited")
    proposals, counts, conflicts = judge.judge(document.title, _words(pieces, maker, place))
    notes += conflicts + differences(counts, proposals) + _open_questions(joiner, place)
    report = _report(document, place, report_id, subject, framework, passages, sifted, notes)
    if hints.title:
        report = replace(report, title=hints.title[:_LONG])
    return Draft(
        report=report,
        proposals=tuple(proposals),
        counts=tuple(counts),
        tally=tally(counts, proposals, framework),
        notes=tuple(notes),
        left_out=sifted.left_out,
        source=hints.name,
    )


def _framework(
    document: Document,
    frameworks: Sequence[Framework],
    subjects: Sequence[Subject],
    hints: Hints,
    notes: list[str],
) -> Framework:
    if hints.framework:
        named = next((one for one in frameworks if one.id == hints.framework), None)
        if named is None:
            raise ImportFault(f"there is no framework “{hints.framework}”")
        if (said := said_framework(document, frameworks)) not in {None, named}:
            notes.append(f"The source says that it is about {said.name}, not {named.name}. Check it.")
        return named
    ranked = _inspecting(document, rank_frameworks(document, frameworks), subjects, hints)
    if not ranked:
        raise ImportFault("no framework fits the source; name one with the option “framework”")
    if len(ranked) > 1 and ranked[0][0] < ranked[1][0] * 1.05:
        both = " or ".join(one.name for _, one in ranked[:2])
        notes.append(f"The framework is a guess: {both}. The option “framework” names another.")
    return ranked[0][1]


def _inspecting(document: Document, ranked: _Ranked, subjects: Sequence[Subject], hints: Hints) -> _Ranked:
    """The frameworks that inspect what the source or the option names; all of them where it names nothing."""
    kinds = {one.subject_kind for _, one in ranked}
    if len(kinds) > 1 and hints.subject:
        kinds = {one.kind for one in subjects if one.id == hints.subject}
    elif len(kinds) > 1:
        kinds = {kind for kind in kinds if rank_subjects(document, subjects, kind)}
    return [item for item in ranked if item[1].subject_kind in kinds] or ranked


def _subject(
    document: Document, subjects: Sequence[Subject], framework: Framework, hints: Hints, notes: list[str]
) -> Subject:
    if hints.subject:
        named = next((one for one in subjects if one.id == hints.subject), None)
        if named is None:
            raise ImportFault(f"there is no subject “{hints.subject}”")
        if not rank_subjects(document, [named], named.kind):
            notes.append(f"The source does not name {named.name}. Check it.")
        return named
    ranked = rank_subjects(document, subjects, framework.subject_kind)
    if not ranked:
        raise ImportFault(
            f"the source names no {framework.subject_kind} that is known; name it with the option “subject”"
        )
    if len(ranked) > 1 and ranked[0][0] < ranked[1][0] * _SURE:
        both = " or ".join(one.name for _, one in ranked[:2])
        notes.append(f"The subject is a guess: {both}. The option “subject” names another.")
    return ranked[0][1]


def _with_noted(sifted: Sifted, judge: Judge) -> Sifted:
    """The same with those notes to editors that give grades, as the releases of forces list them there."""
    noted = [one for one in sifted.left_out if one.reason == NOTES and judge.gives(one.block.text)]
    if not noted:
        return sifted
    left_out = tuple(one for one in sifted.left_out if one not in noted)
    return replace(sifted, kept=(*sifted.kept, *(one.block for one in noted)), left_out=left_out)


def _captions(sifted: Sifted) -> list[Block]:
    """The captions and signatures, which are no passages but say who is who."""
    return [one.block for one in sifted.left_out if one.reason in {"caption", "signature"}]


def _words(pieces: Sequence[Piece], maker: Maker, place: Origin) -> list[Words]:
    """Every piece as the judge reads it: strictly where someone with an interest speaks."""
    own, formal = place.voice in {Voice.SUBJECT, Voice.COMMISSIONER}, place.voice is Voice.INSPECTORATE
    return [
        Words(
            piece.block,
            piece.text,
            # A heading names a grade in the inspectorate's words, whoever writes below it.
            (own and piece.block.kind is not BlockKind.HEADING)
            if piece.speaker is None
            else piece.speaker.voice in _STRICT,
            maker.sections[piece.block.number].areas,
            formal=formal and piece.speaker is None,
        )
        for piece in pieces
    ]


def _open_questions(joiner: Joiner, place: Origin) -> list[str]:
    notes = []
    if joiner.unknown:
        where = ", ".join(map(str, joiner.unknown[:10]))
        notes.append(f"The source does not say who is quoted in paragraph {where}; it stands as a finding.")
    if not place.published:
        notes.append("The source shows no date.")
    if not place.url:
        notes.append("The source has no known address (url), so citations cannot link to it.")
    if place.publisher == UNNAMED:
        notes.append("The source does not name its publisher.")
    return notes


def _report(
    document: Document,
    place: Origin,
    report_id: str,
    subject: Subject,
    framework: Framework,
    passages: Sequence[Passage],
    sifted: Sifted,
    notes: Sequence[str],
) -> Report:
    about = [note for note in notes if "counts" in note or "shows no date" in note]
    return Report(
        id=report_id,
        title=(document.title or f"{subject.name}, {framework.name}")[:_LONG],
        publisher=place.publisher[:_SHORT],
        kind=place.kind,
        subject=subject.id,
        framework=framework.id,
        passages=tuple(passages),
        author=(sifted.byline or document.metadata.author)[:_SHORT],
        url=place.url,
        published=place.published,
        licence=place.licence,
        note=" ".join(about)[:_LONG],
    )


def _report_id(subject: Subject, framework: Framework, place: Origin, hints: Hints) -> str:
    """`<subject>-<framework>-<publisher>`, with the source's name where the publisher is not known."""
    known = place.publisher != UNNAMED
    tail = slug(place.publisher if known else re.sub(r"\.\w{1,8}$", "", hints.name)) or "source"
    return f"{subject.id}-{framework.id}-{tail}"


def slug(text: str) -> str:
    """A text as part of a file's name: lower-case ASCII letters, digits and hyphens, at most 60."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-")
