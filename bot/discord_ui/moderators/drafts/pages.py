"""A draft as pages to look through: what it is and proposes, its paragraphs, what was left out of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.discord_ui.moderators.changes import cited, grade_words, link
from bot.discord_ui.notices import MAX_NOTICE, Button, Notice
from bot.importer.draft import Proposal
from bot.importer.furniture import LeftOut
from bot.knowledge import Knowledge
from bot.language import ENGLISH
from bot.model import Judgment, Passage, PassageKind, Report
from bot.moderation.changes import counted
from bot.moderation.drafts import Drafts, KeptDraft
from bot.render.dates import place_words
from bot.render.markup import cut, escape

PASSAGES = 4
"""Paragraphs of a page: about two screens of a phone."""
LEFT_OUT = 8
"""Paragraphs of a page that were left out, of which the beginnings are enough."""
EVIDENCE = (300, 200)
"""Characters of evidence with each judgment: as many as leave room for all of a page, but not so few that the
grade itself is cut off. Where that is too much for the first page, the judgments have pages of their own."""
_TITLE, _NAME, _SPEAKERS, _NOTE = 200, 100, 300, 220
"""Characters shown of a title, of a name, of all speakers together and of a note."""
_PLURALS = {str(kind): f"{kind}s" for kind in PassageKind} | {
    "area for improvement": "areas for improvement",
    "cause of concern": "causes of concern",
    "summary": "summaries",
}
_LINK = 400
"""Characters of the longest address that is a link here."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How many pages there are of each sort; the first one comes before them."""

    judgments: int
    passages: int
    left_out: int

    @property
    def total(self) -> int:
        """All pages."""
        return 1 + self.judgments + self.passages + self.left_out


def page_of(drafts: Drafts, draft: str, page: int, knowledge: Knowledge) -> Notice:
    """One page of a draft, counted from 0; behind the last one, the last. Reads the disk.

    Raises GoneError.
    """
    kept = drafts.find(draft)
    first, whole = _first(kept, knowledge)
    layout = Layout(
        judgments=0 if whole else _pages(len(kept.draft.proposals), PASSAGES),
        passages=_pages(kept.passages, PASSAGES),
        left_out=_pages(kept.left_out, LEFT_OUT),
    )
    page = min(page, layout.total - 1)
    at = page - 1
    text, file = first, ""
    if page == 0:
        file = drafts.report(draft)
    elif at < layout.judgments:
        text = _judgments_page(kept, at, knowledge)
    elif (at := at - layout.judgments) < layout.passages:
        start = at * PASSAGES
        text = _passages_page(kept, drafts.passages(draft, start, PASSAGES), start, knowledge)
    else:
        start = (at - layout.passages) * LEFT_OUT
        text = _left_out_page(kept, drafts.left_out(draft, start, LEFT_OUT), start)
    text += f"\n\n-# Page {page + 1} of {layout.total}"
    name, buttons = f"{kept.draft.report.id}.md", tuple(_buttons(kept, page, layout))
    return Notice(text, file=file, name=name, beside=True, in_place=True, buttons=buttons)


def _pages(items: int, size: int) -> int:
    return -(-items // size)


def _buttons(kept: KeptDraft, page: int, layout: Layout) -> Iterator[Button]:
    def button(task: str, label: str, style: str = "secondary", row: int = 1) -> Button:
        return Button(f"draft:{kept.id}:{task}", label, style, row)

    if page:
        yield button(f"page:{page - 1}", "Previous", row=0)
    if page + 1 < layout.total:
        yield button(f"page:{page + 1}", "Next", row=0)
    if kept.draft.proposals:
        yield button("accept", "Accept with judgments", "success")
        yield button("report", "Accept report only")
    else:
        yield button("report", "Accept", "success")
    if page == 0:
        yield button("source", "Edit source")
        yield button("subject", "Edit subject")
    yield button("discard", "Discard")


def _first(kept: KeptDraft, knowledge: Knowledge) -> tuple[str, bool]:
    """The first page, and whether the evidence of all that is proposed has its room there."""
    proposals, tally = kept.draft.proposals, kept.draft.tally
    head = [*_head(kept, knowledge), *(f"⚠️ {shown(note, _NOTE)}" for note in kept.draft.notes)]
    if tally is not None:
        counts = ", ".join(f"{count} {grade}" for grade, count in tally.grades if count)
        head.append(f"Announced: {escape(counts)}")
    title = f"**{counted(len(proposals), 'proposed judgment')}**"
    for limit in EVIDENCE:
        listed = [title, *_proposed(kept, proposals, knowledge, limit)] if proposals else []
        text = "\n".join([*head, *listed])
        if len(text) <= MAX_NOTICE:
            return text, True
    title += ", on the next pages with the words that they rest on"
    return _whole_lines([*head, title, *_proposed(kept, proposals, knowledge, 0)]), False


def _head(kept: KeptDraft, knowledge: Knowledge) -> Iterator[str]:
    report = kept.draft.report
    yield f"**Draft: {shown(report.title, _TITLE)}**"
    date = ENGLISH.date(report.published) or "no date"
    yield f"{shown(report.publisher, _NAME)} · {escape(report.kind)} · {escape(date)}"
    if report.url:
        name = shown(report.url, _NAME)
        yield link(name, report.url) if len(report.url) <= _LINK else name
    else:
        yield f"File: {shown(kept.source, _NAME)}"
    subject, framework = knowledge.subjects.get(report.subject), knowledge.frameworks.get(report.framework)
    names = [subject.name if subject else report.subject, framework.name if framework else report.framework]
    yield f"About: **{escape(', '.join(names))}**"
    kinds = ", ".join(f"{number:,} {_PLURALS[kind] if number > 1 else kind}" for kind, number in kept.kinds)
    yield f"{counted(kept.passages, 'paragraph')}: {kinds}; {kept.left_out:,} left out"
    if kept.speakers:
        people = "; ".join(f"{one.name} ({one.role})" for one in kept.speakers)
        yield f"Speaking: {shown(people, _SPEAKERS)}"


def _proposed(
    kept: KeptDraft, proposals: Sequence[Proposal], knowledge: Knowledge, limit: int
) -> Iterator[str]:
    """Proposed judgments, each with so many characters of its evidence."""
    for proposal in proposals:
        yield from _proposal(kept.draft.report, proposal, knowledge, limit)


def _proposal(report: Report, proposal: Proposal, knowledge: Knowledge, limit: int) -> Iterator[str]:
    framework = knowledge.frameworks.get(report.framework)
    area = framework.area(proposal.area) if framework else None
    held = knowledge.judgment(report.subject, report.framework, proposal.area)
    label = escape(area.label if area else proposal.area)
    grade = escape(proposal.grade or str(proposal.state))
    yield f"- {label}: **{grade}**{_held(held, proposal, sourced=limit > 0)}"
    if limit:
        place = place_words(proposal.evidence.number, proposal.evidence.page, ENGLISH) or "title"
        how = ", from a count and a list" if proposal.combined else ""
        yield f"  -# “{shown(proposal.evidence.text, limit)}” ({place}{how})"


def _held(held: Judgment | None, proposal: Proposal, *, sourced: bool) -> str:
    """How a proposal stands to what is held, with the source of that."""
    if held is None:
        return ""
    if (held.state, held.grade) != (proposal.state, proposal.grade):
        source = f" ({cited(held.citation)})" if sourced else ""
        return f" ⚠️ held as **{escape(grade_words(held))}**{source}, which stays"
    return " (held, until now only worked out)" if held.derived else " (held already)"


def _judgments_page(kept: KeptDraft, at: int, knowledge: Knowledge) -> str:
    start, total = at * PASSAGES, len(kept.draft.proposals)
    chosen = kept.draft.proposals[start : start + PASSAGES]
    head = f"**Proposed judgments {start + 1} to {start + len(chosen)} of {total}**"
    texts = ["\n".join([head, *_proposed(kept, chosen, knowledge, limit)]) for limit in EVIDENCE]
    return next((text for text in texts if len(text) <= MAX_NOTICE), _whole_lines(texts[-1].split("\n")))


def _passages_page(kept: KeptDraft, passages: Sequence[Passage], start: int, knowledge: Knowledge) -> str:
    framework = knowledge.frameworks.get(kept.draft.report.framework)
    labels = {area.id: area.label for area in framework.areas} if framework else {}
    head = f"**Paragraphs {start + 1:,} to {start + len(passages):,} of {kept.passages:,}**"
    room = (MAX_NOTICE - len(head)) // PASSAGES
    return "\n".join([head, *(line for one in passages for line in _passage(one, labels, room))])


def _passage(passage: Passage, labels: dict[str, str], room: int) -> Iterator[str]:
    place = place_words(passage.number, passage.page, ENGLISH) or "whole page"
    who = f" · {passage.speaker.name}, {passage.speaker.role}" if passage.speaker else ""
    about = ", ".join(labels.get(area, area) for area in passage.areas) or passage.section
    head = f"**{passage.kind}** ({place}){shown(who, room // 5)}"
    head += f" · {shown(about, room // 6)}" if about else ""
    yield ""
    yield head
    yield f"> {shown(passage.text, room - len(head) - 5)}"


def _left_out_page(kept: KeptDraft, items: Sequence[LeftOut], start: int) -> str:
    head = f"**Left out: {start + 1:,} to {start + len(items):,} of {kept.left_out:,}**"
    room = (MAX_NOTICE - len(head)) // LEFT_OUT - 40
    lines = [
        f"- {escape(one.reason)} ({place_words(one.block.number, one.block.page, ENGLISH)}): "
        f"{shown(one.block.text, room - len(one.reason) * 2)}"
        for one in items
    ]
    return "\n".join([head, *lines])


def shown(text: str, room: int) -> str:
    """A text, escaped, in at most `room` characters: cut before it is escaped."""
    limit = room
    while len(escaped := escape(cut(text, limit))) > room:
        limit -= max(1, (len(escaped) - room) // 2)
    return escaped


def _whole_lines(lines: Sequence[str]) -> str:
    """As many whole lines as there is room for."""
    kept: list[str] = []
    room = MAX_NOTICE - 2
    for line in lines:
        if (room := room - len(line) - 1) < 0:
            return "\n".join([*kept, "…"])
        kept.append(line)
    return "\n".join(kept)
