"""PDF and Word sources as authors make them: columns, footnotes, broken words, headings in bold type."""

from __future__ import annotations

from tests.importer.builders import Type, pdf, word, wrapped


def _right(lines: list[Type]) -> list[Type]:
    """Lines as a second column, which begins at the top of the page."""
    return [
        Type(line.text, line.size, line.bold, line.above, left=315, column=number == 0)
        for number, line in enumerate(lines)
    ]


TWO_COLUMNS = pdf(
    [
        [
            Type("An inspection of Mercia Vale Constabulary", 20, True),
            Type("Preventing crime", 14, True, 20),
            Type("Mercia Vale Constabulary is good at preventing", 10, above=8),
            Type("crime and antisocial behaviour. It works with part-", 10),
            Type("ners in each of its six districts on self-", 10),
            Type("harm and on many other things.", 10),
            Type("The team reviews each plan every month.", 10, above=8),
            Type("1 Terms of reference of the team, 2023.", 7, above=300),
            Type("2 Statistics of the Home Office.", 7),
            *_right(
                [
                    Type("Investigating crime", 14, True),
                    Type("Mercia Vale Constabulary requires improvement at", 10, above=8),
                    Type("investigating crime.", 10),
                    Type("Area for improvement", 10, True, 8),
                    Type("The constabulary should make sure that it has enough", 10, above=8),
                    Type("detectives, and that their work is checked by a super-", 10),
                    Type("visor who has been trained for it.", 10),
                ]
            ),
        ],
        [
            Type("Victims told us that they were not kept informed of", 10),
            Type("what happened in their case:", 10),
            Type("• in 12 cases no contact was made at all;", 10, above=6),
            Type("• late contact.", 10, above=6),
            *_right(
                [
                    Type("Responding to the public", 14, True),
                    Type("Mercia Vale Constabulary is adequate at responding to", 10, above=8),
                    Type("the public.", 10),
                    Type("Calls are answered in good time, but officers do not", 10, above=8),
                    Type("always come when they should.", 10),
                ]
            ),
        ],
        [
            Type("Managing offenders", 14, True),
            Type("Mercia Vale Constabulary is good at managing", 10, above=8),
            Type("offenders and suspects.", 10),
        ],
    ],
    header="HMICFRS PEEL 2023-25",
    footer="Page",
)

NUMBERED = pdf(
    [
        [
            Type("Report on an unannounced inspection of", 16),
            Type("HMP Coldbath Fields", 24, True),
            Type("by HM Chief Inspector of Prisons", 14),
            Type("9-20 September 2024", 14),
        ],
        [
            Type("Section 1   Safety", 18, True, 20),
            *wrapped(
                "1.1   At this inspection of HMP Coldbath Fields we found that outcomes for prisoners were "
                "not sufficiently good against this healthy prison test."
            ),
            *wrapped("1.2   At the last inspection, in 2021, outcomes were good against this test."),
            *wrapped(
                '1.3   Men spoke to us about their fear. One prisoner said: "I never leave my cell without '
                "looking both ways, and nobody comes when the bell is rung"
            ),
        ],
        [
            *wrapped('by someone who is being hurt."', above=3),
            Type("Use of force", 13, True, 14),
            *wrapped("1.4   Force had been used 412 times in the previous year. Leaders had:"),
            *wrapped("• set up a weekly meeting"),
            *wrapped("• bought more cameras"),
        ],
        [
            *wrapped("• trained 40 officers.", above=3),
            Type("Section 2   Respect", 18, True, 20),
            *wrapped(
                "2.1   At this inspection of HMP Coldbath Fields we found that outcomes for prisoners were "
                "good against this healthy prison test."
            ),
            Type("Notable positive practice", 13, True, 14),
            *wrapped(
                "2.2   A choir of prisoners and staff sang every week and families could come to hear it."
            ),
        ],
    ],
    header="HMP Coldbath Fields",
    footer="Report on an unannounced inspection of HMP Coldbath Fields",
)

BOLD_HEADINGS = word(
    [
        ("Normal", "Barsetshire Police and Crime Commissioner"),
        ("Bold", "Response to HMICFRS inspection: PEEL 2023-25, Barsetshire Police"),
        ("Normal", "Date of response: 3 June 2024"),
        ("Bold", "Overall comments"),
        ("Normal", "I welcome this report, which graded the Force as good in three areas."),
        ("Bold", "Investigating crime: requires improvement"),
        [
            ["Ref", "HMICFRS recommendation", "Chief Constable’s response", "Date due"],
            [
                "1",
                "The force should improve the quality of its investigations by training supervisors.",
                "Accepted. All sergeants will be trained by December 2024.",
                "December 2024",
            ],
        ],
        ("Bold", "Area for improvement: custody"),
        ("Normal", "The force should improve the way it records strip searches."),
        ("Normal", "Force response: We have rewritten our guidance and trained every sergeant."),
        ("Normal", "PCC response: My custody visitors will report to me on this each month."),
        ("Bold", "Comments of the Chief Constable"),
        ("Normal", "We accept the areas for improvement and have set up a board to oversee the work."),
        ("Bold", "Comments of the Commissioner"),
        ("Normal", "My office will check progress every quarter:"),
        ("List Bullet", "Share what it learns with partners"),
        ("Normal", "Florence Nightingale"),
        ("Normal", "Police and Crime Commissioner"),
    ]
)
