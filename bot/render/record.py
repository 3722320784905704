"""An answer as a plain record for programs: the shape that `--json` prints (documented in README)."""

from __future__ import annotations

from typing import TypedDict

from bot.answer import (
    AbstainAnswer,
    AmbiguousAnswer,
    Answer,
    ComparisonAnswer,
    Excerpt,
    Finding,
    JudgmentAnswer,
    JudgmentsAnswer,
    NotGradedAnswer,
    PassagesAnswer,
    RankingAnswer,
)
from bot.language import ENGLISH
from bot.render.excerpts import speaker_name
from bot.render.notes import note_text


class JudgmentRecord(TypedDict):
    """One judgment, with ids as in the data files; `grade` is null where `state` is not "graded"."""

    subject: str
    area: str
    framework: str
    grade: str | None
    state: str
    derived: bool
    url: str


class ExcerptRecord(TypedDict):
    """One excerpt; `text` is verbatim, `speaker` is null where nobody is quoted."""

    text: str
    report: str
    paragraph: int
    kind: str
    speaker: str | None
    url: str


class AnswerRecord(TypedDict):
    """One answer to one question."""

    question: str
    kind: str
    judgments: list[JudgmentRecord]
    excerpts: list[ExcerptRecord]
    notes: list[str]
    text: str
    knowledge_version: str


KINDS: dict[type, str] = {
    JudgmentAnswer: "judgment",
    JudgmentsAnswer: "judgments",
    ComparisonAnswer: "comparison",
    RankingAnswer: "ranking",
    PassagesAnswer: "passages",
    AmbiguousAnswer: "ambiguous",
    NotGradedAnswer: "not_graded",
    AbstainAnswer: "no_evidence",
}


def kind_of(answer: Answer) -> str:
    """The kind of an answer, by the name that programs and counts know."""
    return KINDS[type(answer)]


def answer_record(question: str, answer: Answer, text: str, version: str) -> AnswerRecord:
    """The record of an answer; `text` is its plain rendering."""
    return {
        "question": question,
        "kind": kind_of(answer),
        "judgments": [_judgment(found) for found in _findings(answer)],
        "excerpts": [_excerpt(excerpt) for excerpt in getattr(answer, "excerpts", ())],
        "notes": [note_text(note, ENGLISH) for note in answer.notes],
        "text": text,
        "knowledge_version": version,
    }


def _findings(answer: Answer) -> tuple[Finding, ...]:
    if isinstance(answer, JudgmentAnswer):
        return (answer.finding,)
    if isinstance(answer, JudgmentsAnswer | ComparisonAnswer | RankingAnswer | NotGradedAnswer):
        return answer.findings
    return ()


def _judgment(found: Finding) -> JudgmentRecord:
    judgment = found.judgment
    return {
        "subject": judgment.subject,
        "area": judgment.area,
        "framework": judgment.framework,
        "grade": judgment.grade,
        "state": str(judgment.state),
        "derived": judgment.derived,
        "url": judgment.citation.url,
    }


def _excerpt(excerpt: Excerpt) -> ExcerptRecord:
    passage = excerpt.passage
    return {
        "text": excerpt.text,
        "report": passage.report,
        "paragraph": passage.number,
        "kind": str(passage.kind),
        "speaker": speaker_name(excerpt) if passage.speaker else None,
        "url": excerpt.report.url,
    }
