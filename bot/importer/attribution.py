"""The words around a quotation that name its speaker: before the opening mark and after the closing one."""

from __future__ import annotations

import re

from bot.importer.words import sentences

_VERBS = (
    r"(?:said|says|say|saying|added|adds|adding|told|tells|explained|explains|commented|continued|continues|"
    r"stated|states|stating|warned|warns|insisted|insists|admitted|acknowledged|concluded|concludes|claimed|"
    r"claims|wrote|writes|responded|responds|replied|noted|notes|reported|stressed|argued|argues|described|"
    r"pledged|promised|vowed|accepted|remarked|observed|confirmed|recalled|recalls|recommended|urged|"
    r"emphasised|went on|reads|asks|asked|thinks|believes|feels|felt|laughs|laughed|jokes|joked|sighs|sighed|"
    r"agrees|agreed|declares|declared|reckons|read|was quoted|reiterated|announced|found|meddai|ychwanegodd|"
    r"dywedodd)"
)
_VERB = re.compile(rf"\b{_VERBS}\b", re.IGNORECASE)
_BARE_VERB = re.compile(rf"\W*{_VERBS}(?: hefyd)?(?: (?:hi|ef|e|fe|o))?\W*", re.IGNORECASE)
_WELSH_LEAD = re.compile(r"\b(?:dywedodd|ychwanegodd|meddai)\s+(.{3,120}?)\s*[:,]?\s*$", re.IGNORECASE)
_ACCORDING = re.compile(r"\baccording to ([^,]{3,80}),?\s*$", re.IGNORECASE)
_INVERTED = re.compile(rf"^\s*,?\s*{_VERBS}\s+(.{{2,160}})", re.IGNORECASE)
_DASHED = re.compile(r"^\s*[—–-]\s*(.{3,160})$")
_TAIL = re.compile(
    r"[.;:!?](?:\s|$)|,? (?:who|adding|as|after|before|while|but|when|in response|at the|following) "
)
_MAX_BETWEEN = 14
"""Words between the speech verb and the opening mark: "said in a statement to the panel on Monday:"."""


def is_bare_verb(text: str) -> bool:
    """Whether a text is a speech verb alone, with whom it means left out: "… ychwanegodd."."""
    return _BARE_VERB.fullmatch(text) is not None


def before(text: str) -> str:
    """The phrase that names the speaker in the words before an opening mark, or nothing.

    "The report was published today. HM Inspector Ann Lee added:" → "HM Inspector Ann Lee".
    """
    start = list(sentences(text))
    sentence = text[start[-1][0] :] if start else text
    if match := _WELSH_LEAD.search(sentence) or _ACCORDING.search(sentence):
        return match[1]
    verbs = list(_VERB.finditer(sentence))
    for verb in reversed(verbs):
        between = sentence[verb.end() :]
        if len(between.split()) <= _MAX_BETWEEN and sentence[: verb.start()].strip():
            return sentence[: verb.start()].strip()
    stripped = sentence.rstrip()
    if stripped.endswith(":") and len(stripped.split()) <= 16:
        return stripped[:-1]
    return ""


def after(text: str) -> str:
    """The phrase that names the speaker in the words after a closing mark, or nothing."""
    if match := _INVERTED.match(text):
        return _cut(match[1])
    if match := _DASHED.match(text):
        return match[1]
    verb = _VERB.search(text[:200])
    if verb and text[: verb.start()].strip() and len(text[: verb.start()].split()) <= 14:
        phrase = text[: verb.start()].strip(" ,")
        if not re.search(r"[.!?]\s", phrase):
            return phrase
    return ""


def _cut(phrase: str) -> str:
    """An inverted speaker without what the sentence goes on to say."""
    match = _TAIL.search(phrase)
    return phrase[: match.start()] if match else phrase
