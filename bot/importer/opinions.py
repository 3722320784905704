"""Whether a sentence gives a grade as somebody's opinion: only the inspectorate's verdicts are grades."""

from __future__ import annotations

import re

from bot.importer.grades import RATED

_SAYS = re.compile(
    r"\b(?:say|says|said|believes?|believed|claims?|claimed|thinks?|thought|insists?|insisted|argues?|argued|"
    r"told|feels?|felt|admits?|admitted)\b"
)
_INSPECTS = re.compile(
    r"\b(?:inspect\w*|HMIC\w*|HMIP?|watchdog|regulator|report|Ofsted|CQC|Estyn|it|they|findings?|grades?)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    rf"\b(?:was|were|been|being|is|are|be)\s+(?:\w+\s+)?{RATED}\b|\b(?:rating|grade|judge?ment)s?\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:critics|campaigners?|residents?|voters|readers|councillors?|mayor|commissioner|union|federation|"
    r"governors?|constable|headteacher|officers?|detectives?|sergeants?|staff|members|victims?|parents?|pupils?|"
    r"prisoners?|relatives|respondents|people|survey|poll|internal|draft|peer|mock|self-assessment|newspaper)\b"
    r"(?:(?!\b(?:after|when|as|while|since|because|inspect\w*|HMIC\w*|watchdog|Ofsted|CQC|Estyn)\b)[^.;:])"
    r"{0,40}\b(?:rates?|rated|grades?|graded|judged?|found|described?|considers?|considered|called)\b",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"[\"'”’]?,\s((?:the |a |its )?[\w’' ]{3,50}?)\s(?:say|says|said|claims?|believes?|insists?|argues?)\b"
)


def is_opinion(before: str, rest: str) -> bool:
    """Whether the words before or behind a grade make it what someone thinks.

    `before` is the part of the sentence in front of the grade and `rest` what follows it. "The commissioner
    said it was good" is an opinion, "the commissioner said it was rated good" is not.
    """
    if (match := _OTHERS.search(before)) and not _INSPECTS.search(before[: match.start()]):
        return not _PASSIVE.search(before[match.start() :])
    for verb in _SAYS.finditer(before):
        if not _INSPECTS.search(before[: verb.start()]) and not _PASSIVE.search(before[verb.end() :]):
            return True
    behind = _AFTERWARDS.search(rest[:120])
    return behind is not None and not _INSPECTS.search(behind[1]) and not _PASSIVE.search(before)
