"""The vocabulary of questions: which words ask for a grade, a ranking, a count or somebody's words."""

from __future__ import annotations

import re

from bot.model import PassageKind, Voice

GRADE_CUE = re.compile(
    r"^\W*rate\b|\b(grad(?:e|es|ed|ing|ings)|rated|ratings?|rank(?:ed|ing|ings)?|scor(?:e|ed|es|ing)|marks?|"
    r"judge?ments?|judged|assessed|assessments?|results?)\b"
)
"""Words that ask for a grade outright."""

WHO = re.compile(r"^\W*(?:and |so |but )*(?:who|whose|whom|when|why|where did)\b|\bhow come\b|\bwhat date\b")
"""Questions that a grade does not answer."""

WHO_IS = re.compile(r"^\W*who(?:'?s| is| was)\b(?!.*\b(?:best|worst|top|bottom|better|worse)\b)")
"""Asks after a person or a role."""

EVALUATING = re.compile(
    r"\b(?:good|bad|badly|well|poor|poorly|slow|slowly|fast|quick|quickly|properly|enough|effective|effectively|"
    r"fair|fairly|okay|ok|decent|struggling|failing|adequate|satisfactory)\b"
)
"""Words that ask how well something is done, so that a grade answers."""

PERSONAL = re.compile(
    r"\b(?:how|where|when|who|what) (?:do|can|could|should|would|must) (?:i|we|you)\b|"
    r"\b(?:can|could|should|may) i\b"
)
"""Asks for advice, which no report gives."""

SENTENCE = re.compile(
    r"^\W*(?:and |so |but )*"
    r"(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|what|which|how)\b"
)
"""How a whole sentence begins, in contrast to a look-up of a few words."""

HOW_GRADED = re.compile(
    r"\bhow(?:'?s| is| are| was| were| did| does| do| has| have)\b.*"
    r"\b(?:do|doing|done|fare|faring|on|at|with|perform\w*)\b|"
    r"\bhow(?:'?s| good| bad| well)\b|\bany good\b|\bwhat (?:did|does|do|has)\b.*\bg[eo]t\b|\bwhat about\b|"
    r"\b(?:good|bad|better|worse|best|worst) (?:at|in|on|for)\b"
)
"""Phrases that ask for a grade without the word."""

WHOLE_FORCE = re.compile(
    r"\b(?:best|worst|top|good|bad|great|terrible|rubbish) (?:police )?(?:force|constabulary)\b"
)
"""A judgement of the whole subject, which there is none of."""

TREND_CUE = re.compile(
    r"\b(?:got|get|gets|getting|gone|become|any|been) (?:any )?(?:better|worse)\b|\bimproved\b|"
    r"\bimproving since\b|\b(?:has|have|did) \w+(?: police)? (?:changed?|improved?)\b"
)
"""Asks how a subject went from one inspection to the next."""

COUNT_CUE = re.compile(r"\bhow many\b|\bnumber of\b|\bcount\b")
COMPARE_CUE = re.compile(
    r"\bcompar\w*|\bversus\b|\bvs\b|\bside by side\b|\b(?:better|worse)\b.*\b(?:or|than)\b"
)
BEST = re.compile(r"\b(best|top|highest|strongest|leading)\b")
WORST = re.compile(r"\b(worst|bottom|lowest|weakest)\b")
OVERALL_CUE = re.compile(r"\boverall\b|\bas a whole\b|\bin total\b|\bgenerally\b|\bin general\b")
EVERY_CYCLE_CUE = re.compile(
    r"\b(?:all|every|each) (?:the )?(?:cycles?|years?|inspections?)\b|\bover (?:time|the years)\b|"
    r"\bhistory\b|\btrends?\b|\bsince (?:the )?20\d\d|\bchang(?:e|ed|es) over\b|\bother cycles?\b|"
    r"\bgrades? (?:do )?you have\b"
)
SINCE_CUE = re.compile(r"\bsince (?:the )?20\d\d")
PREVIOUS_CUE = re.compile(r"\b(?:previous|prior|earlier|last but one|before that|last time)\b")

GRADE_PHRASES = {
    "needs improvement": "requires improvement",
    "needs to improve": "requires improvement",
    "need to improve": "requires improvement",
    "need improvement": "requires improvement",
    "need improving": "requires improvement",
    "needs improving": "requires improvement",
    "needed improvement": "requires improvement",
    "needed to be improved": "requires improvement",
    "needing improvement": "requires improvement",
    "require improvement": "requires improvement",
    "required improvement": "requires improvement",
    "requiring improvement": "requires improvement",
}
"""What people write for a step of the scale."""

MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
"""As part of a pattern."""

NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}

FILLERS = frozenset(
    "police force forces area areas inspection inspections inspected inspectorate report reports "
    "reported reporting peel hmicfrs hmic performance performing perform performed performs overall "
    "latest last recent recently newest current currently previous prior earlier next compare "
    "compared comparing comparison vs versus than better worse best worst top bottom highest lowest "
    "between against list table everything summary overview cycle cycles year years time history "
    "trend trends good bad badly tell show know want find look see think please kindly question "
    "answer info information whole total general generally number count ranking league leading "
    "strongest weakest side wide nationwide country england force's how's policing thing stuff does "
    "doing got gotten let's lets quick bot improve improving improvement needs needing needed "
    "required requires require receive received awarded award each every any ever named name use used "
    "uses using actually really exactly today now yet still inspectors u r ur n changed changes "
    "change improved improvements gone worsened since both other anything something anywhere nothing "
    "slow slowly fast quickly properly effective effectively fair fairly poor poorly enough "
    "struggling failing decent okay happy".split()
)
"""Words that neither name anything nor say what is asked about it."""

SAYING = frozenset(
    "say said says saying think thinks thought claim claims claimed respond responds responded reply replied "
    "react reacted admit admits admitted argue argued promise promised pledge pledged comment commented "
    "mention mentions mentioned want wants wanted tell tells told state states stated believe believes "
    "believed warn warned find finds found conclude concluded recommend recommended call called describe "
    "describes described explain explained blame blamed accept accepts accepted acknowledge acknowledged "
    "recognise recognised recognize praise praised criticise criticised feel feels attribute attributed "
    "plan plans planned".split()
)
"""Verbs after the name of whoever's words are asked for."""

SPEAKING = frozenset("say said says think thinks thought claim claims claimed respond responded".split())
"""Verbs that only people do."""

STATEMENT = frozenset(
    "response reaction view views opinion comment comments statement words reply answer explanation excuse "
    "quote quotes verdict".split()
)
"""Nouns for somebody's words."""

ASKING = frozenset(
    "reports article articles text document page pages passage passages held quote quotes quoted "
    "quotation please kindly according hmicfrs peel question answer tell show give information info "
    "police force affect affects affected impact happen happens happened deal deals dealing dealt "
    "cope handle handles handled involve involved bad badly".split()
)
"""Words about the asking and the sources: they are not searched for, since every passage is from a report."""

VOICES = {
    "report": Voice.INSPECTORATE,
    "reports": Voice.INSPECTORATE,
    "inspector": Voice.INSPECTORATE,
    "inspectors": Voice.INSPECTORATE,
    "inspectorate": Voice.INSPECTORATE,
    "inspection": Voice.INSPECTORATE,
    "hmicfrs": Voice.INSPECTORATE,
    "hmic": Voice.INSPECTORATE,
    "hmi": Voice.INSPECTORATE,
    "watchdog": Voice.INSPECTORATE,
    "force": Voice.SUBJECT,
    "constabulary": Voice.SUBJECT,
    "prison": Voice.SUBJECT,
    "service": Voice.SUBJECT,
    "school": Voice.SUBJECT,
    "commissioner": Voice.COMMISSIONER,
    "pcc": Voice.COMMISSIONER,
    "pfcc": Voice.COMMISSIONER,
}
"""Words for a voice; a name or a full role counts before them."""

ROLES = (
    "police fire and crime commissioner",
    "police and crime commissioner",
    "deputy police and crime commissioner",
    "deputy chief constable",
    "assistant chief constable",
    "temporary chief constable",
    "chief constable",
    "chief inspector of constabulary",
    "inspector of constabulary",
    "deputy commissioner",
    "assistant commissioner",
    "chief fire officer",
    "chief inspector",
    "chief superintendent",
    "superintendent",
    "detective",
    "home secretary",
    "policing minister",
    "mayor",
    "governor",
    "headteacher",
    "victims commissioner",
    "federation",
)
"""Roles that people ask about; the longest that fits is the one meant."""

ROLE_SHORT = {
    "dcc": "deputy chief constable",
    "acc": "assistant chief constable",
    "pcc": "police and crime commissioner",
    "pfcc": "police fire and crime commissioner",
    "hmi": "inspector of constabulary",
    "cfo": "chief fire officer",
}

KINDS = (
    (re.compile(r"\bareas? for improvement\b|\bafis?\b"), PassageKind.AREA_FOR_IMPROVEMENT),
    (re.compile(r"\bcauses?[ -]of[ -]concerns?\b"), PassageKind.CAUSE_OF_CONCERN),
    (re.compile(r"\brecommendations?\b"), PassageKind.RECOMMENDATION),
    (re.compile(r"\bpromising practices?\b"), PassageKind.PROMISING_PRACTICE),
    (re.compile(r"\binnovative practices?\b"), PassageKind.INNOVATIVE_PRACTICE),
)
"""Terms that inspectorates use in a technical sense: they ask for passages of that kind and no others."""

OTHER_BODIES = (
    "fire and rescue",
    "fire service",
    "fire brigade",
    "fire authority",
    "fire",
    "ambulance",
    "county council",
    "city council",
    "borough council",
    "council",
    "probation",
    "prison",
    "nhs",
    "hospital",
    "crown court",
    "magistrates",
    "coastguard",
    "university",
    "school",
    "football",
    "cricket",
)
"""What makes a place name the name of another body ("Kent Fire and Rescue", "Essex County Council")."""
