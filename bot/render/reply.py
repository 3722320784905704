"""`Reply`: an answer ready to send, within every limit of Discord."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.answer import Answer, Choice
from bot.language import ENGLISH, Catalogue
from bot.query import Command
from bot.render.leads import Offer
from bot.render.limits import CHOICE_LABEL, CHOICES, CONTENT, EMBED_DESCRIPTION, EMBED_TITLE
from bot.render.marks import Mark
from bot.render.markup import clean, cut, escape, fit, markdown, plain
from bot.render.sheet import Sheet

COLOURS = (0x1A7F37, 0x4C9A2A, 0x8A8D0F, 0xC4700B, 0xB3261E)
"""From the best step of a scale to the worst. They only repeat the word."""
NEUTRAL = 0x4F5B66

LONGEST_FOOTER = 400
"""Characters; Discord allows 2,048, but the plain text needs the room."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent: an embed's parts, and the same as plain message text where embeds are not allowed.

    `title`, `body` and `text` are markdown with every live character escaped; `footer` is shown as it is.
    `full` is the whole answer as plain text, to be attached where `body` (`body_cut`) or `text` (`text_cut`)
    had to be cut. `offers` are what it leads to in the knowledge version `version`, `mark` is what a
    mark on it counts for, if marks are counted. `private` marks a miss.
    `answer` is what the reply says, for those who draw it; pages such as the help have none.
    `choices` are what may have been meant, to be asked for by `command`.
    `examples` are questions to try, each a command and its text. `drawn` is the text that asks for it by
    `command`, where it has a picture.
    `language` is the code of the language that it is in, for what stands around it.
    """

    title: str
    body: str
    footer: str
    text: str
    version: str
    url: str = ""
    colour: int = NEUTRAL
    private: bool = False
    full: str = ""
    body_cut: bool = False
    text_cut: bool = False
    answer: Answer | None = None
    offers: tuple[Offer, ...] = ()
    mark: Mark | None = None
    choices: tuple[Choice, ...] = ()
    command: Command = Command.ASK
    examples: tuple[str, ...] = ()
    drawn: str = ""
    language: str = ENGLISH.language


def reply(sheet: Sheet, version: str, say: Catalogue = ENGLISH) -> Reply:
    """Lay a sheet out for Discord; `say` tells where it had to be cut."""
    rest = escape("… " + say("The rest is in the attached text."))
    parts = markdown(sheet.blocks)
    title = cut(escape(sheet.title), EMBED_TITLE)
    footer = cut(clean(sheet.footer), LONGEST_FOOTER)
    # The embed as a whole may hold 6,000 characters; title, description and a footer of ours stay below.
    body, body_cut = fit(parts, EMBED_DESCRIPTION, rest)
    head, tail = f"**{title}**", escape(footer)
    room = CONTENT - len(head) - len(tail) - 2
    shown, text_cut = fit(markdown(sheet.blocks, angled=True), room, rest)
    return Reply(
        title=title,
        body=body,
        footer=footer,
        text=f"{head}\n{shown}\n{tail}",
        version=version,
        url=sheet.url,
        colour=_colour(sheet.grade_rank),
        private=sheet.private,
        full=plain_text(sheet),
        body_cut=body_cut,
        text_cut=text_cut,
        language=say.language,
    )


def plain_text(sheet: Sheet) -> str:
    """The whole sheet for a terminal or a text file."""
    return f"{clean(sheet.title)}\n\n{plain(sheet.blocks)}\n\n{clean(sheet.footer)}"


def offered(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """The choices as a select menu takes them: nothing in them has over 100 characters, no text twice.

    A text that is longer is left out: half a question would ask for something else.
    """
    shown = {choice.text: choice for choice in map(_offered, choices)}
    fitting = [choice for text, choice in shown.items() if choice.label and 0 < len(text) <= CHOICE_LABEL]
    return tuple(fitting[:CHOICES])


def _offered(choice: Choice) -> Choice:
    label, hint = (cut(clean(text), CHOICE_LABEL) for text in (choice.label, choice.hint))
    return Choice(label, clean(choice.text), hint)


def _colour(rank: float | None) -> int:
    if rank is None:
        return NEUTRAL
    return COLOURS[round(rank * (len(COLOURS) - 1))]
