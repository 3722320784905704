"""Words that messages are made with: months, numbers, grades, and words of the knowledge files."""

from __future__ import annotations


def message(text: str) -> str:
    """Mark a text as a message of the catalogues where it is written down but not yet said."""
    return text


MONTHS = (
    message("January"),
    message("February"),
    message("March"),
    message("April"),
    message("May"),
    message("June"),
    message("July"),
    message("August"),
    message("September"),
    message("October"),
    message("November"),
    message("December"),
)

NUMBERS = (
    message("none"),
    message("one"),
    message("two"),
    message("three"),
    message("four"),
    message("five"),
    message("six"),
    message("seven"),
    message("eight"),
    message("nine"),
    message("ten"),
    message("eleven"),
    message("twelve"),
)
"""Counts that are written in words, from 0 on."""

GRADES = frozenset(
    {
        message("outstanding"),
        message("good"),
        message("adequate"),
        message("requires improvement"),
        message("inadequate"),
    }
)
"""Grades that catalogues have words for; one that is not among them is shown as the inspectorate wrote it."""

TERMS = frozenset(
    {
        message("force"),
        message("forces"),
        message("not graded"),
        message("not stated"),
        message("quote"),
        message("finding"),
        message("area for improvement"),
        message("cause of concern"),
        message("recommendation"),
        message("promising practice"),
        message("innovative practice"),
        message("response"),
        message("summary"),
        message("newspaper article"),
        message("news release of the inspectorate"),
        message("the whole page"),
    }
)
"""Words of the knowledge files that catalogues have words for."""
