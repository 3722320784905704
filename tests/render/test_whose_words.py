"""Whose words an excerpt is in: the speaker's, the source's, or ours (law 4)."""

from __future__ import annotations

import pytest

from bot.answer import Excerpt
from bot.knowledge import Knowledge
from bot.language import ENGLISH
from bot.model import Passage, PassageKind, Report, Speaker, Voice
from bot.render.excerpts import excerpt_blocks

PLACE = "The Echo, paragraph 5, PEEL 2021/22, undated"
CHIEF = Speaker("Ann Lee", "Chief Constable", Voice.SUBJECT)


def excerpt(
    shipped: Knowledge, kind: PassageKind, *, restated: bool, voice: Voice = Voice.PUBLISHER
) -> Excerpt:
    """A paragraph of an article, whole."""
    speaker = CHIEF if kind in {PassageKind.QUOTE, PassageKind.RESPONSE} else None
    passage = Passage(
        "echo#5",
        "echo",
        5,
        kind,
        "Inspectors came twice.",
        speaker=speaker,
        voice=CHIEF.voice if speaker else voice,
    )
    report = Report(
        "echo",
        "Police slammed",
        "The Echo",
        "newspaper article",
        "kent",
        "peel-2021-22",
        (passage,),
        restated=restated,
    )
    framework, subject = shipped.frameworks["peel-2021-22"], shipped.subjects["kent"]
    return Excerpt(passage, report, framework, subject, 0, len(passage.text))


LABELS = [
    (PassageKind.SUMMARY, True, Voice.PUBLISHER, f"Summary in our own words of {PLACE}:"),
    (PassageKind.SUMMARY, False, Voice.PUBLISHER, f"In the words of {PLACE}:"),
    (
        PassageKind.SUMMARY,
        False,
        Voice.COMMISSIONER,
        f"In the words of {PLACE}:".replace("Echo", "Echo (the commissioner's opinion)"),
    ),
    (
        PassageKind.FINDING,
        True,
        Voice.INSPECTORATE,
        f"Finding of HMICFRS, in our own words, as reported by {PLACE}:",
    ),
    (PassageKind.FINDING, False, Voice.INSPECTORATE, f"Finding of HMICFRS, in {PLACE}:"),
    (
        PassageKind.RESPONSE,
        True,
        Voice.SUBJECT,
        f"Response: Ann Lee, Chief Constable (for the force), in our own words, as reported by {PLACE}:",
    ),
    (
        PassageKind.RESPONSE,
        False,
        Voice.SUBJECT,
        f"Response: Ann Lee, Chief Constable (for the force), in {PLACE}:",
    ),
    (PassageKind.QUOTE, True, Voice.SUBJECT, f"Ann Lee, Chief Constable (for the force), quoted by {PLACE}:"),
    (
        PassageKind.QUOTE,
        False,
        Voice.SUBJECT,
        f"Ann Lee, Chief Constable (for the force), quoted by {PLACE}:",
    ),
]


@pytest.mark.parametrize(("kind", "restated", "voice", "label"), LABELS)
def test_the_label_says_whose_words_they_are(
    kind: PassageKind, restated: bool, voice: Voice, label: str, shipped: Knowledge
) -> None:
    found, _ = excerpt_blocks(excerpt(shipped, kind, restated=restated, voice=voice), ENGLISH)
    assert "".join(span.text for span in found.spans) == label
