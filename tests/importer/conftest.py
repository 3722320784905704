"""The frameworks and invented subjects that importer tests read sources with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.importer.about import Hints
from bot.importer.draft import Draft
from bot.importer.parsers import parse, source_kind
from bot.importer.understand import understand
from bot.knowledge import Knowledge
from bot.model import Area, Framework, Subject

FIRE = Framework(
    id="fire-2023-25",
    inspectorate="HMICFRS",
    programme="Fire and rescue service inspections",
    cycle="2023-25",
    year=2023,
    scale=("outstanding", "good", "adequate", "requires improvement", "inadequate"),
    areas=(
        Area(
            "understanding_risk", "Understanding risk", "Understanding the risk of fire and other emergencies"
        ),
        Area("preventing_fire", "Preventing fire", "Preventing fire and other emergencies", ("prevention",)),
        Area("responding", "Responding to fires", "Responding to fires and other emergencies"),
        Area("culture", "Values and culture", "Promoting the right values and culture", ("culture",)),
    ),
    subject_kind="fire and rescue service",
    noun="service",
    nouns="services",
)
PRISONS = Framework(
    id="prisons-2024",
    inspectorate="HMI Prisons",
    programme="Healthy prison tests",
    cycle="2024",
    year=2024,
    scale=("good", "reasonably good", "not sufficiently good", "poor"),
    areas=(
        Area("safety", "Safety", "Safety", ("violence",)),
        Area("respect", "Respect", "Respect", ("living conditions",)),
        Area("purposeful_activity", "Purposeful activity", "Purposeful activity", ("education",)),
        Area(
            "preparation_for_release", "Preparation for release", "Preparation for release", ("resettlement",)
        ),
    ),
    subject_kind="prison",
    noun="prison",
    nouns="prisons",
)
CARE = Framework(
    id="care-2022",
    inspectorate="CQC",
    programme="Adult social care inspections",
    cycle="2022",
    year=2022,
    scale=("outstanding", "good", "requires improvement", "inadequate"),
    areas=(
        Area("safe", "Safe", "Is the service safe?", ("safety",)),
        Area("effective", "Effective", "Is the service effective?"),
        Area("well_led", "Well-led", "Is the service well-led?"),
        Area("overall", "Overall", "Overall rating for this service"),
    ),
    subject_kind="care home",
    noun="service",
    nouns="services",
    overall=True,
)
SCHOOLS = Framework(
    id="schools-2019",
    inspectorate="Ofsted",
    programme="School inspections",
    cycle="2019",
    year=2019,
    scale=CARE.scale,
    areas=(
        Area("education", "Quality of education", "The quality of education", ("curriculum",)),
        Area("behaviour", "Behaviour and attitudes", "Behaviour and attitudes", ("behaviour",)),
        Area("development", "Personal development", "Personal development"),
        Area("leadership", "Leadership and management", "Leadership and management", ("leadership",)),
        Area("overall", "Overall effectiveness", "Overall effectiveness", ("overall",)),
    ),
    subject_kind="school",
    noun="school",
    nouns="schools",
    overall=True,
)
WELSH_SCHOOLS = Framework(
    id="estyn-2017",
    inspectorate="Estyn",
    programme="School inspections in Wales",
    cycle="2022/23",
    year=2022,
    scale=(
        "excellent",
        "good",
        "adequate and needs improvement",
        "unsatisfactory and needs urgent improvement",
    ),
    areas=(
        Area("standards", "Standards", "Standards"),
        Area("wellbeing", "Wellbeing", "Wellbeing and attitudes to learning"),
        Area("teaching", "Teaching", "Teaching and learning experiences"),
        Area("care", "Care and support", "Care, support and guidance"),
        Area("leadership", "Leadership", "Leadership and management"),
    ),
    subject_kind="school",
    noun="school",
    nouns="schools",
)
WELSH_CARE = Framework(
    id="ciw-2023",
    inspectorate="CIW",
    programme="Care home inspections in Wales",
    cycle="2023",
    year=2023,
    scale=("excellent", "good", "adequate", "poor"),
    areas=(
        Area("wellbeing", "Well-being", "Well-being"),
        Area("care", "Care and support", "Care & Support"),
        Area("environment", "Environment", "Environment"),
        Area("leadership", "Leadership and management", "Leadership & Management"),
    ),
    subject_kind="care home",
    noun="service",
    nouns="services",
)
SUBJECTS = (
    Subject("glan-afon", "Ysgol Glan Afon", "Glan Afon", "school"),
    Subject("bryn-haul", "Bryn Haul", "Bryn Haul", "care home"),
    Subject("oakfield", "Oakfield House Care Home", "Oakfield House", "care home"),
    Subject("st-ewold", "St Ewold’s Primary School", "St Ewold’s", "school"),
    Subject("barsetshire", "Barsetshire Police", "Barsetshire", "police force", ("Barset Police",)),
    Subject("mercia-vale", "Mercia Vale Constabulary", "Mercia Vale", "police force"),
    Subject("powys-fadog", "Powys Fadog Police", "Powys Fadog", "police force", ("Heddlu Powys Fadog",)),
    Subject("barset-fire", "Barset Fire and Rescue Service", "Barset", "fire and rescue service"),
    Subject("coldbath", "HMP Coldbath Fields", "Coldbath Fields", "prison"),
)

Read = Callable[..., Draft]


@pytest.fixture(scope="session")
def frameworks(shipped: Knowledge) -> tuple[Framework, ...]:
    """The shipped police frameworks and those of other inspectorates."""
    return (*shipped.contents.frameworks, FIRE, PRISONS, CARE, SCHOOLS, WELSH_SCHOOLS, WELSH_CARE)


@pytest.fixture(scope="session")
def read(frameworks: tuple[Framework, ...]) -> Read:
    """Parse and understand a source in this process: bytes or text, and its file name."""

    def read(source: bytes | str, name: str = "source.txt", **hints: str) -> Draft:
        data = source.encode() if isinstance(source, str) else source
        document = parse(data, source_kind(data, name))
        return understand(document, frameworks, SUBJECTS, hints=Hints(name=name, **hints))

    return read


def judged(draft: Draft) -> dict[str, str | None]:
    """A draft's proposals as area → grade, None for "not graded"."""
    return {one.area: one.grade for one in draft.proposals}


def said(draft: Draft) -> list[tuple[int, str, str]]:
    """Everything that a draft attributes to someone: paragraph, speaker, first words."""
    return [
        (one.number, one.speaker.name, " ".join(one.text.split()[:4]))
        for one in draft.report.passages
        if one.speaker is not None
    ]
