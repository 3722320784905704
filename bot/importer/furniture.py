"""What a page holds beside its text: menus, notices, captions, bylines, repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.importer.document import Block, BlockKind
from bot.importer.people import full_name, people

# Single words one of which every notice or credit holds: a cheap look before the patterns.
_NOTICE_WORDS = frozenset(
    "cookie cookies cookies. newsletter newsletters sign subscribe register latest delivered javascript "
    "reserved reserved. video content newsdesk inbox facebook facebook, twitter twitter, instagram "
    "instagram. press story stories".split()
)
_NOTICE = re.compile(
    r"\bcookies?\b.{0,80}\b(?:site|website|policy|use|accept|settings|browser|preferences|consent|agree)|"
    r"\b(?:uses?|accept|our use of|about|small files called)\b.{0,30}\bcookies\b|\b(?:sign up|subscribe|"
    r"register)\b.{0,60}\b(?:newsletters?|alerts?|updates|now|free|today|email)\b|\bget the "
    r"latest\b.{0,60}\b(?:news|inbox|alerts?)|\bdelivered (?:straight|direct) to your\b|\ball rights "
    r"reserved\.?$|\bthis (?:video|content|feature) (?:can ?not|can't|is not|requires)|\bjavascript (?:is|"
    r"must|needs)|\bcontact our newsdesk\b|\b(?:follow|like|find) (?:us|\w+(?: \w+){0,4}) on (?:facebook|"
    r"twitter|instagram|x|bluesky|tiktok)\b|\bpress office\b.{0,40}\b(?:on|at)\b|\b(?:story ideas|your "
    r"stories)\b",
    re.IGNORECASE,
)
_NOTICE_START = re.compile(
    r"(?:accept|reject|manage) (?:all|cookies|additional)|(?:read|see|find out|learn|click|tap|watch|"
    r"listen|show|view|load)(?: more| also| next| here| on| all)?\s*[:>»]|(?:read|learn|see|show|load|"
    r"view) more\b.{0,60}$|more (?:on this|like this|from|stories|news)\b.{0,80}$|most (?:read|popular|"
    r"viewed)\b|(?:all rights reserved|©|\(c\)|copyright\b)|(?:last )?(?:updated|modified|published|posted|"
    r"first published|publication date|date)(?: on| at|:|\s\d)|was this (?:page|article) (?:helpful|useful)|"
    r"(?:do you have|got) a (?:story|news tip)\b|never miss\b|have your say\b|what do you think\b|leave a "
    r"comment\b|for (?:(?:further|more|media|press|all) )?(?:information|enquiries|details)\b|"
    r"join our (?:whatsapp|facebook)|download our\b.{0,30}\bapp\b|"
    r"\d+ (?:comments?|shares?|min(?:ute)?s? read)\b|photographs?\b.{0,40}$",
    re.IGNORECASE,
)
# Words that begin a line of a menu, but also one of a report: "Share this page", "Share data with others;".
_MENU_START = re.compile(
    r"(?:tweet|email|copy link|follow us|like us|join the conversation|log ?in|sign in|skip to|jump to|"
    r"back to|return to|advertisement|advert|sponsored|promoted|page contents|on this page|get the report|"
    r"in this section|cookie|privacy|accessibility|contact us|sitemap|terms (?:of use|and|&))\b[^.;]{0,70}$|"
    r"(?:related|share|print|download)(?: (?:this|on|via|the|page|pdf|stories|articles|content|topics|"
    r"links|news)\b[^.;]{0,50})?$|comments?(?: [(\d]{1,6}\)?| are closed)?$|(?:home|menu)(?: [A-Z]\w+)+$|"
    r"(?:register|search|home|close|menu)(?: now| here| for:?| page| site| menu| this [^.;]{0,40})?$|"
    r"(?:contents|terms)$",
    re.IGNORECASE,
)
_MENU_WORDS = 8
"""Words of the longest line of a menu."""
_CREDIT_WORDS = re.compile(
    r"pic|photo|image|video|credit|graphic|stock|getty|footage|shutterstock|alamy|google|caption|source|watch|"
    r"illustration|copyright|pa (?:wire|media)|file |archive|handout|library"
)
_CREDIT = re.compile(
    r"(?:\b(?:picture|photo|photograph|image|pic|pics|video|credit|graphic|illustration|copyright|source|"
    r"footage)s?\s*(?:credit|by|courtesy of|from)?\s*:\s*[^.]{1,80}$|\b(?:stock|file|library|archive|"
    r"handout|generic|stock photo|google)\s+(?:picture|photo|photograph|image|pic|footage)s?\.?$|"
    r"\((?:image|photo|picture|pic|credit|file|stock|library)\b[^)]{0,80}\)\s*$|^\s*(?:image|photo|picture|"
    r"pictured|caption|video|watch|graphic)\s*(?:credit|caption|source)?\s*[:,|–-]\s|\b(?:getty images|pa "
    r"wire|pa media|shutterstock|alamy|istock|google street ?view|google maps)\b[^.]{0,30}$)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|gan|words by|report by|reporter|author|written by)[:\s]\s*"
    r"([A-ZÀ-Þ][\w’'.-]+(?:\s+[\w’'.-]+){1,3}?)(?:\s+@\w+)?"
    r"(?:\s*[,|–-].{0,60}|\s+(?:[\w&]+ ){0,4}(?:reporter|correspondent|editor|journalist))?$",
    re.IGNORECASE,
)
_REPORTER = re.compile(
    r"(?:additional )?reporting by .{3,60}$|[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){1,3}[,|\s–-]+"
    r"(?:[\w&]+ ){0,4}(?:reporter|correspondent|editor|journalist)s?$",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(?:published|updated|posted|date)\b.{0,60}\d|\d{1,2}:\d{2}.{0,40}\d{4}", re.IGNORECASE)
NOTES = "notes to editors"
"""Why what stands at the end of a press release is left out."""
_NOTES = re.compile(
    r"(?:notes?|notes? (?:to|for) editors?|editors?['’]? notes?|ends?|further information|"
    r"media contacts?)\W*",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:Inspector|Commissioner|Constable|Governor|Officer|Director|Chair\w*|Minister|Executive|Secretary|"
    r"Comisiynydd|Gwnstabl|Arolygydd|Head\w*|Principal|Manager|Leader|Mayor|Superintendent)\b"
)
_DATE_LINE = re.compile(
    r"^(?:(?:\w+day|dydd \w+)?,?\s*\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,12}\s+20\d\d|[a-z]{3,12}\s+20\d\d)\W*$|"
    r"\b(?:published|updated|dated|issued)\b.{0,40}\b20\d\d$|"
    r"^(?:\w+day|dydd \w+)\b,? .{0,20}\b20\d\d\b[^.]{0,10}(?:\d.{0,40})?$",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?:;…,][\"'”’)\]]*$")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|must|should|\w+n['’]t|reports?|says|said|speaks?|"
    r"visits?|maintains?|takes?|took|gets?|got|needs?|faces?|faced|joins?|joined|addresses|leads?|led|hopes?|"
    r"wants?|talks?|pictured|seen|shows?|attends?|meets?|discusses|explains|patrols?|welcomed|works?)\b"
)
_EDGES = " .,:;!?…\"'“”‘’()[]-–—"
_STRUCTURE = frozenset({BlockKind.HEADING, BlockKind.TABLE_ROW})
_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_LONG = 400
"""Letters from which a paragraph is no notice and no caption."""
_OFFICE_WORDS = 8
"""Words of the longest office after "is": "Her Majesty's Chief Inspector of Fire and Rescue"."""
_ARTICLE = 1_000
"""Blocks of the longest article that is searched for pull quotes."""
_PULLED = 4
"""Words of the shortest pull quote."""
_NAME = 120
"""Letters of the longest name with an office under a pull quote."""
_MARKS = frozenset("\"'“”‘’")
_HEAD = 60
"""Letters by which a paragraph is found again."""
_SENTENCE = 120
"""Letters up to which a report may say the same in several sections."""
_SHORT = 40
"""Letters below which two equal lines may both be meant: a grade or a heading comes more than once."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A block that is no passage, and why."""

    block: Block
    reason: str


@dataclass(frozen=True, slots=True)
class Sifted:
    """A document's text, what was left out of it, and the author where a byline names one."""

    kept: tuple[Block, ...]
    left_out: tuple[LeftOut, ...]
    byline: str


def sift(blocks: Sequence[Block], title: str, *, prose: bool) -> Sifted:
    """Separate the text of a source from what surrounds it.

    `prose` says that the source is an article in running text: there, a line that reads like a sentence but
    ends without a stop is a caption, while in a report it is a heading.
    """
    kept: list[Block] = []
    left_out: list[LeftOut] = []
    seen: dict[str, str] = {}
    whole = _folded(title)
    byline = ""
    listed = False  # the block stands in a list that the text announces
    repeated = _repeated(blocks)
    signed, notes = _signatures(blocks, prose=prose), _notes(blocks)
    pulled = _pull_quotes(blocks) if prose else frozenset()
    for position, block in enumerate(blocks):
        text = block.text
        if position >= notes:
            reason = NOTES
        elif position in signed:
            reason = "signature"
        elif position in pulled:
            reason = "repeats a paragraph"
        else:
            listed = block.kind is BlockKind.LIST_ITEM and (listed or blocks[position - 1].text[-1:] == ":")
            reason = _reason(block, prose=prose, repeated=repeated, listed=listed)
        if not reason and len(text) < 100 and (match := _BYLINE.match(text)):
            byline, reason = byline or match[1], "byline"
        elif not reason and len(text) < 100 and prose and _REPORTER.match(text):
            reason = "byline"
        if not reason and block.kind not in _STRUCTURE:
            reason = _repeat(text, seen, whole, prose=prose)
        if reason:
            left_out.append(LeftOut(block, reason))
        else:
            kept.append(block)
    return Sifted(tuple(kept), tuple(left_out), byline)


def _notes(blocks: Sequence[Block]) -> int:
    """Where the notes to editors begin that a press release ends with, or the number of blocks."""
    for position in range(len(blocks) * 3 // 5, len(blocks)):
        if _NOTES.fullmatch(blocks[position].text):
            return position
    return len(blocks)


def _signatures(blocks: Sequence[Block], *, prose: bool) -> frozenset[int]:
    """Positions of a name and an office on two lines of their own, as under a foreword or a letter.

    Under a quotation in an article they say who is quoted.
    """
    found: set[int] = set()
    for position, (first, second) in enumerate(pairwise(blocks)):
        short = len(first.text) < 60 and len(second.text) < 100 and not _END.search(second.text)
        if short and _OFFICE.search(second.text) and full_name(first.text) and not _VERB.search(second.text):
            if prose and position and blocks[position - 1].text[-1:] in _MARKS:
                continue
            found |= {position, position + 1}
    return frozenset(found)


def _pull_quotes(blocks: Sequence[Block]) -> frozenset[int]:
    """Positions of quotations that stand inside another paragraph as well, and of the names under them."""
    found: set[int] = set()
    whole = ""
    for position, block in enumerate(blocks if len(blocks) <= _ARTICLE else ()):
        text = block.text
        quoted = block.kind is BlockKind.QUOTATION or (text[:1] in _MARKS and text[-1:] in _MARKS)
        if position - 1 in found and text[:1] in "—–-" and len(text) < _NAME:
            found.add(position)
        elif quoted and len(text) < _LONG:
            whole = whole or "\n".join([one.text for one in blocks])
            words = text.strip(_EDGES)
            if len(words.split()) >= _PULLED and whole.count(words) > 1 and _is_part(words, text, blocks):
                found.add(position)
    return frozenset(found)


def _is_part(words: str, text: str, blocks: Sequence[Block]) -> bool:
    """Whether the words of a text stand inside a longer one."""
    return any(words in one.text and len(one.text.strip(_EDGES)) > len(words) + 2 for one in blocks)


def _repeated(blocks: Sequence[Block]) -> frozenset[str]:
    """Unfinished lines that come twice in a row, as a caption does under its picture and beside it."""
    return frozenset(
        first.text
        for first, second in pairwise(blocks)
        if first.text == second.text and not _END.search(first.text)
    )


def _reason(block: Block, *, prose: bool, repeated: frozenset[str], listed: bool) -> str:
    text = block.text
    if len(text) >= _LONG and block.kind in _RUNNING and not prose:
        return ""
    if block.kind is BlockKind.NAVIGATION:
        return "navigation"
    if block.kind is BlockKind.CAPTION:
        return "caption"
    if block.kind is BlockKind.TABLE_ROW:
        return ""
    if len(text) < 20 and not any(sign.isalnum() for sign in text):
        return "no words"
    if len(text) < _LONG:
        lowered = text.lower()
        first = block.kind is BlockKind.HEADING and block.level <= 1
        if not first and (
            _NOTICE_START.match(text)
            or (not listed and _MENU_START.match(text) and _is_label(text))
            or (not _NOTICE_WORDS.isdisjoint(lowered.split()) and _NOTICE.search(text))
        ):
            return "notice"
        # A credit stands at the end of a line that is no full sentence, or begins it.
        if len(text) < 250 and _CREDIT_WORDS.search(lowered) and _CREDIT.search(text):
            return "caption"
        if len(text) < 120 and (_STAMP.match(text) or _DATE_LINE.search(text)):
            return "date line"
    if prose and block.kind is BlockKind.PARAGRAPH and not _END.search(text):
        if text in repeated:
            return "caption"
        sentence = len(text.split()) > 3 and _VERB.search(text) and text.lstrip("—–- ")[:1] not in "\"“‘'"
        if sentence and not _introduces(text):
            return "caption"
    return ""


def _is_label(text: str) -> bool:
    """Whether a line is too short for a sentence and has no verb."""
    return len(text.split()) <= _MENU_WORDS and not _VERB.search(text)


def _introduces(text: str) -> bool:
    """Whether a line does nothing but say who someone is: "Ann Lee is HM Inspector of Constabulary"."""
    found = list(people(text))
    if len(found) != 1 or not found[0].role or not text.startswith(found[0].name):
        return False
    rest = text[len(found[0].name) :].split()
    return len(rest) <= _OFFICE_WORDS and rest[0] in {"is", "was"} and not _CREDIT.search(text)


def _repeat(text: str, seen: dict[str, str], title: str, *, prose: bool) -> str:
    """Why a text is a repeat: of a paragraph, of its beginning as pull quotes are, or of the title.

    `seen` maps the beginning of every paragraph so far to the whole of it. A report may say the same short
    sentence in several sections ("Outcomes were poor against this test."); an article does not.
    """
    head = _folded(text[:_HEAD])
    earlier = seen.setdefault(head, text) if len(text) >= _SHORT else text
    if earlier is not text:
        key = _folded(text)
        if _folded(earlier).startswith(key) and (prose or len(key) >= _SENTENCE):
            return "repeats a paragraph"
    return "repeats the title" if title.startswith(head) and _folded(text) == title else ""


def _folded(text: str) -> str:
    """A text as it is compared with others, without case and without marks at its ends."""
    return text.casefold().strip(_EDGES)
