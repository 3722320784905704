"""Sources in the shapes that the importer meets, about places and bodies that do not exist."""

from __future__ import annotations

from tests.importer.builders import Type, pdf, word, wrapped

INSPECTORATE_PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Barsetshire PEEL Assessment 2021/22 - HMICFRS</title>
<link rel="canonical" href="https://inspectorate.example.org/peel-reports/barsetshire-2021-22/">
<meta property="og:site_name" content="HMICFRS">
<script>var note = "The force is outstanding at investigating crime.";</script></head>
<body><div id="cookie-banner"><p>We use cookies on this site. Accept all cookies.</p></div>
<header class="site-header"><nav><ul><li><a href="/">Home</a></li><li>Police forces</li></ul></nav></header>
<main><div class="breadcrumbs"><a>Home</a> &gt; PEEL</div>
<h1>PEEL 2021/22 – An inspection of Barsetshire Police</h1>
<p>Published on: 12 July 2022</p>
<p><a href="#">Print this document</a></p>
<h2>Our judgments</h2>
<p>Our inspection assessed how good Barsetshire Police is in ten areas of policing. We make graded judgments
in nine of these ten as follows:</p>
<table><thead><tr><th>Outstanding</th><th>Good</th><th>Adequate</th><th>Requires improvement</th>
<th>Inadequate</th></tr></thead><tbody><tr><td></td><td>Recording data about crime</td>
<td>Preventing crime<br>Treatment of the public<br>Managing offenders</td>
<td>Investigating crime<br>Developing a positive workplace</td>
<td>Responding to the public<br>Protecting vulnerable people<br>Good use of
resources</td></tr></tbody></table>
<p>We also inspected how effective a service Barsetshire Police gives to victims of crime. We don’t make a
graded judgment in this overall area.</p>
<h2>HM Inspector’s observations</h2>
<p>I have concerns about the performance of Barsetshire Police in keeping people safe.</p>
<p>Elizabeth Fry</p><p>HM Inspector of Constabulary</p>
<h2>Responding to the public</h2>
<p class="judgment">Inadequate</p>
<p>Barsetshire Police is inadequate at responding to the public.</p>
<h3>Cause of concern</h3>
<h4>The force isn’t consistently identifying vulnerability</h4>
<p>The force fails to identify vulnerable people in 43 of 72 calls.</p>
<h4>Recommendations</h4>
<p>Within three months, Barsetshire Police should make sure that:</p>
<ul><li>call takers use a structured triage approach;</li><li>repeat victims are identified.</li></ul>
<h3>Areas for improvement</h3>
<h4>The force needs to attend calls for service in line with its published times</h4>
<p>In 61 cases we examined, the force attended within its target in 40.</p>
<h3>Main findings</h3>
<h4>The force doesn’t answer calls quickly enough</h4>
<p>In our last inspection we graded the force as good at investigating crime. It now answers 81 percent of 999
calls within ten seconds.</p>
<h2>Investigating crime</h2>
<p>Requires improvement</p>
<p>Barsetshire Police requires improvement at investigating crime.</p>
<h3>Promising practice</h3>
<p>A team works with the prosecution service from the first day of an investigation.</p>
<h3>Main findings</h3>
<p>The force is good at working with partners to investigate online child abuse.</p>
</main><footer><p>© Crown copyright. Open Government Licence v3.0.</p></footer></body></html>"""

INSPECTORATE_PDF = pdf(
    [
        [
            Type("PEEL 2023–25", 26, True),
            Type("An inspection of Mercia Vale Constabulary", 20, True),
            Type("Published 4 May 2024", above=20),
        ],
        [
            Type("Contents", 18, True),
            Type("Preventing crime ................................ 3"),
            Type("Investigating crime ............................. 4"),
        ],
        [
            Type("Preventing crime", 18, True, 20),
            Type("Good", 14, True, 10),
            *wrapped("Mercia Vale Constabulary is good at preventing crime and antisocial behaviour."),
            Type("Innovative practice", 14, True, 14),
            *wrapped(
                "The constabulary uses a data tool that shows which streets need a patrol, and we found that "
                "officers across the area rely on it and that the public notice the dif-"
            ),
        ],
        [
            *wrapped("ference when they meet their neighbourhood officers.", above=3),
            Type("Investigating crime", 18, True, 20),
            Type("Requires improvement", 14, True, 10),
            *wrapped("Mercia Vale Constabulary requires improvement at investigating crime."),
            Type("Area for improvement", 14, True, 14),
            Type("The constabulary should review its investigation plans", 11, True, 8),
            *wrapped("In 31 of 90 cases we examined there was no investigation plan at all."),
            *wrapped("• Supervisors should review plans every week."),
        ],
    ],
    header="An inspection of Mercia Vale Constabulary",
    footer="Page",
    outline=[("Preventing crime", 3), ("Investigating crime", 4)],
)

COMMISSIONER_WORD = word(
    [
        ("Title", "PCC response to the PEEL 2023-25 inspection of Barsetshire Police"),
        ("Normal", "Published 1 March 2024"),
        ("Heading 1", "Introduction"),
        ("Normal", "The force was graded good at preventing crime and requires improvement at responding."),
        ("Heading 1", "Recommendations and responses"),
        [
            ["Area for improvement", "Force response", "PCC comments"],
            [
                "The force should answer 101 calls sooner than it does now.",
                "We have moved staff into the contact centre and abandonment has fallen.",
                "I will hold the Chief Constable to account for call times.",
            ],
        ],
        ("Heading 1", "Chief Constable's comments"),
        ("Normal", "Barsetshire Police accepts the findings of the report in full."),
        ("Normal", "Gwenllian ferch Gruffydd"),
        ("Normal", "Police and Crime Commissioner for Barsetshire"),
    ]
)

FIRE_REPORT = """Barset Fire and Rescue Service 2023-25

Fire and rescue service inspections: An inspection of Barset Fire and Rescue Service

Published 20 January 2024

Area\t2021/22\tThis inspection
Understanding risk\tRequires improvement\tGood
Preventing fire\tGood\tAdequate

Understanding the risk of fire and emergencies

Good (2021/22: Requires improvement)

Barset Fire and Rescue Service is good at understanding risk.

Area for improvement: The service should make sure it has an effective quality assurance process.

Preventing fire and other emergencies

Adequate

The service was rated good at its previous inspection. Preventing fire is no longer a priority for it.

Responding to fires and other emergencies

Requires improvement

Promoting the right values and culture

Inadequate

Cause of concern

The service doesn’t do enough to promote its values.

Recommendations

By 31 May 2024, the service should have plans in place to promote its values.
"""

PRISON_REPORT = """Report on an unannounced inspection of HMP Coldbath Fields, 29 April – 10 May 2024

Published 13 August 2024

What we found

We give a score for each healthy prison test: 4 – good, 3 – reasonably good, 2 – not sufficiently good, \
1 – poor.

At this inspection of HMP Coldbath Fields, we found that outcomes for prisoners were:
• poor for safety
• poor for purposeful activity.

Safety

At the last inspection of HMP Coldbath Fields in 2021, we found that outcomes for prisoners were not \
sufficiently good against this healthy prison test. At this inspection we found that outcomes for prisoners \
were poor against this healthy prison test.

Almost half of prisoners said they felt unsafe.

Respect

The score for respect is 2.

The prison was filthy and overcrowded.

Priority concerns

1. Staff were unable to account for the whereabouts of all prisoners during the working day.

Preparation for release

Outcomes for prisoners were reasonably good against this healthy prison test.

Notable positive practice

The prison ran a weekly resettlement clinic that men could attend without an appointment.
"""

WELSH_PAGE = """<!DOCTYPE html><html lang="en"><head><title>Statement | Heddlu Powys Fadog</title>
<meta property="og:site_name" content="Powys Fadog Police"></head><body>
<main><h1>Powys Fadog Police response to PEEL 2023–25 inspection</h1>
<p>Dydd Mawrth 14 Mai 2024</p>
<p>Heddlu Powys Fadog has today welcomed the findings of the inspectorate.</p>
<p>Inspectors graded the force as ‘good’ in preventing crime, ‘adequate’ in responding to the public and
leadership and force management, and ‘requires improvement’ in investigating crime, protecting vulnerable
people and managing offenders.</p>
<p>Prif Gwnstabl Owain Glyndŵr said: “Rydym yn croesawu’r adroddiad hwn. We accept what it says.</p>
<p>“There is more to do for victims.”</p>
<p>Comisiynydd yr Heddlu a Throseddu Gwenllian ferch Gruffydd added: “I will hold the force to account.”</p>
<figure><img src="a.jpg"><figcaption>Owain Glyndŵr at headquarters in Llangollen</figcaption></figure>
</main></body></html>"""

SINGLE_QUOTES = """Force ‘letting down’ victims, watchdog finds

Published: 06:00, 20 October 2022

Barsetshire Police must improve the way it deals with the public, inspectors say.

The inspectorate looked at ten areas of policing in 2021/22 and graded the force inadequate in two of them.

Three areas of policing – responding to the public, investigating crime and managing offenders – were graded \
as requires improvement.

The force was found to be adequate in four areas: treatment of the public, protecting vulnerable people, \
developing a positive workplace and recording data about crime.

Its approach to preventing crime was praised and given a ‘good’ rating.

‘I am concerned that victims still do not get the service they should,’ said HM Inspector Elizabeth Fry. \
‘The force has made progress, though, and I am pleased with it.’

‘More needs to be done,’ she added.

Robert Peel, Barsetshire’s chief constable, said: ‘We are not where we want to be.

‘But we are on the right track, and our people deserve credit for that.’

Police and crime commissioner Florence Nightingale welcomed the report. She said: ‘This is progress.’

A spokesman for Refuge said: ‘Survivors have waited too long for change.’

Do you have a story? Contact our newsdesk.
"""

MARKDOWN_ARTICLE = """---
title: Barsetshire rated outstanding
url: https://news.example.org/barsetshire
published: 2023-05-02
publisher: Example News
---
# Barsetshire rated outstanding

Barsetshire Police has been given five *outstanding* grades, more than any other force.

Inspectors graded Barsetshire Police's performance across nine areas of policing in 2021/22 and found it was:

- 'outstanding' in four areas: treatment of the public, preventing crime, managing offenders and good use of
  resources
- 'good' in responding to the public and developing a positive workplace
- 'adequate' at investigating crime; and
- 'requires improvement' for protecting vulnerable people.

> "I congratulate Barsetshire Police on its excellent performance in keeping people safe."
>
> "It is an outstanding force."

— HM Inspector of Constabulary Elizabeth Fry

In 2018 it was rated inadequate at managing offenders and Mercia Vale Constabulary was rated good for that.

| Area | 2018/19 | 2021/22 |
|---|---|---|
| Recording data about crime | Good | Outstanding |
| Supporting victims | - | Not graded |
"""

TABLOID_PAGE = """<!DOCTYPE html><html lang="en"><head><title>Call handling - Echo</title>
<meta property="og:site_name" content="Echo">
<meta property="article:published_time" content="2022-10-13T05:00:00Z"></head><body><article>
<h1>Watchdog tells Barsetshire Police to improve call handling</h1>
<p>By Nellie Bly</p>
<p>POLICE in Barsetshire are good at preventing crime but must get better at answering the phone.</p>
<p>In its 2021/22 inspection the watchdog rated the force "good" in how it treats the public.</p>
<p>It was rated "adequate" for investigating crime, managing offenders, and building, supporting and
protecting
the workforce, while responding to the public was graded as "requires improvement".</p>
<p>"Callers are left waiting too long," said Elizabeth Fry, His Majesty's Inspector of Constabulary. "That
puts
people at risk."</p>
<p>"The force knows what it has to do."</p>
<p>Chief Constable Robert Peel said he was "disappointed but not surprised by the grade for call
handling".</p>
<p>He said: "We have recruited 50 new call handlers.</p><p>"They start in January."</p>
<p>Florence Nightingale, Barsetshire's police, fire and crime commissioner, said the force had her "full
support".</p>
<p>Barchester shopkeeper Jenny Lind said: "You never see an officer here."</p>
<p>Read more: Ten crimes that shocked Barchester</p>
<p>Sign up to our newsletter to get the latest news delivered straight to your inbox.</p>
<p>Mercia Vale Constabulary was rated outstanding at recording crime earlier this year.</p>
</article></body></html>"""

CARE_REPORT = """Oakfield House Care Home
Inspection report
Date of inspection visit: 3 May 2022
Date of publication: 14 June 2022

Overall rating for this service
Requires Improvement

Is the service safe?
Requires Improvement

Is the service effective?
Good

Is the service well-led?
Inadequate

Background to this inspection
We inspected because people had told us about their concerns.

Is the service safe?
At our last inspection we rated this key question good. At this inspection the rating has changed.
Staff did not always record medicines.
"""

SCHOOL_ARTICLE = """School told to improve after inspection

St Ewold’s Primary School was previously rated 'good' but has been downgraded to 'requires improvement' \
overall.

Inspectors rated the quality of education and leadership and management as 'requires improvement', while \
behaviour and attitudes, and personal development were judged 'good'.

Headteacher Thomas Arnold said: "We are disappointed, but we accept the report."

He said staff had "already begun to rewrite the curriculum with help from other schools".
"""

PRESS_RELEASE = """Barsetshire Police making improvements but still more to do

Barsetshire Police has made some improvements, but it still needs to do more, the inspectorate has said.

Get the report

HMICFRS graded Barsetshire Police's performance across eight areas of policing in PEEL 2023–25 and found \
the force was 'good' in one area, 'adequate' in four areas, and 'requires improvement' in three areas.

HMICFRS said that the force needs to improve how it responds to the public, protects vulnerable people and \
manages offenders.

However, inspectors praised the force for the way it uses its powers and treats the public fairly.

HM Inspector of Constabulary Elizabeth Fry said:

"I am pleased with some aspects of the performance of Barsetshire Police in keeping people safe.

"But there are areas in which the force needs to improve.

"In particular, the control room needs more people."

Notes

1. For further information, please contact the press office.
2. HMICFRS is an independent inspectorate.
"""

LIST_OF_GRADES = """# Barsetshire Police – PEEL 2021/22 summary

## Grades

**Good**
- Treatment of the public

**Requires improvement**
- Preventing crime
- Developing a positive workplace

**Inadequate**
- Responding to the public
- Supporting victims

Recording data about crime: Inadequate
Managing offenders – Requires improvement
Good use of resources (adequate)
"""

TABLE_OF_FORCES = """<html><head><title>How forces were graded</title></head><body><article>
<h1>How police forces were graded in 2021/22</h1>
<p>Barsetshire and Mercia Vale have been inspected under PEEL 2021/22.</p>
<table><tr><th>Force</th><th>Preventing crime</th><th>Investigating crime</th></tr>
<tr><td>Barsetshire Police</td><td>Outstanding</td><td>Requires improvement</td></tr>
<tr><td>Mercia Vale Constabulary</td><td>Good</td><td>Not graded</td></tr></table>
<p>Barsetshire Police was rated good for protecting vulnerable people, while Mercia Vale Constabulary was
found to be inadequate at managing offenders.</p><p>Two forces were graded adequate at responding to the
public.</p></article></body></html>"""
