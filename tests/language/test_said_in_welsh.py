"""Answers in another language: all that the bot says itself is said in it, and every limit still holds."""

from __future__ import annotations

import gettext
import re
import string
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings

from bot import __version__
from bot.answer import Answer
from bot.cogs import COGS
from bot.discord_ui.guide import guide_of
from bot.knowledge import Knowledge
from bot.language import Catalogue, catalogue
from bot.query import Command
from bot.render import (
    Reply,
    about_reply,
    areas_reply,
    forces_reply,
    help_reply,
    render,
    render_lead,
    render_plain,
    sources_reply,
)
from bot.render.limits import CONTENT, EMBED_DESCRIPTION, EMBED_FOOTER, EMBED_TITLE, EMBED_TOTAL
from bot.service.depth import Lead, LeadKind
from tests.render.test_laws import COMMANDS, questions

RANDOM = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
WELSH = catalogue("cy")
GUIDE = guide_of(COGS)


def help_page(knowledge: Knowledge, text: str, say: Catalogue) -> Reply:
    """The help as a page like the others."""
    return help_reply(knowledge, GUIDE, say)


PAGES = (areas_reply, forces_reply, sources_reply, about_reply, help_page)

KINDS = [
    ("kent investigation", Command.ASK),
    ("kent", Command.FORCE),
    ("kent outstanding 2023-25", Command.FORCE),
    ("kent outstanding", Command.ASK),
    ("kent essex responding to the public", Command.COMPARE),
    ("compare kent 2021/22 and 2023-25", Command.ASK),
    ("kent city of london recording crime", Command.COMPARE),
    ("recording data about crime", Command.RANK),
    ("wales inadequate recording data about crime", Command.RANK),
    ("why are abusers escaping justice in kent?", Command.ASK),
    ("what did the commissioner say about burglars", Command.ASK),
    ("what does the force say about county lines", Command.ASK),
    ("yorkshire", Command.GRADE),
    ("kent overall", Command.ASK),
    ("british transport police", Command.FORCE),
    ("kent legitimacy 2021/22", Command.GRADE),
    ("kent stop and search 2018/19", Command.GRADE),
    ("kent domestic abuse", Command.GRADE),
    ("kent fire service", Command.ASK),
    ("kentt investigation", Command.GRADE),
    ("atlantis", Command.GRADE),
    ("kent since 2009", Command.ASK),
    ("what did the mayor say about kent", Command.ASK),
    ("cause of concern essex", Command.ASK),
    ("investigating crime", Command.GRADE),
    ("rank", Command.RANK),
    ("", Command.ASK),
    ("cricket scores", Command.ASK),
    ("kent investigation " * 100, Command.ASK),
]


class Blots(gettext.NullTranslations):
    """Puts a blot in the place of every word of a message, so that words said past the catalogue show."""

    def gettext(self, message: str) -> str:
        parts = string.Formatter().parse(message)
        return "".join(
            re.sub(r"\w+", "¤", text) + (f"¤{{{name}}}¤" if name else "") for text, name, _, _ in parts
        )

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


BLOTS = Catalogue("cy", Blots())


@pytest.fixture(scope="module")
def given_words(shipped: Knowledge) -> str:
    """All text that is not the bot's own: what the knowledge holds, and the examples of commands."""
    contents = shipped.contents
    held = [repr(contents.frameworks), repr(contents.subjects), repr(contents.reports)]
    held += [f"{entry.name} {entry.example}" for entry in GUIDE]
    held += [repr(item.citation) + item.note for item in contents.judgments]
    held += [repr(item.citation) for item in contents.tallies]
    held.append(f"findings-bot {__version__}")
    held.append("Contains public sector information licensed under the Open Government Licence v3.0")
    return words_of(" ".join(held))


def words_of(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.replace("\\n", " ").lower()))


def left(text: str, given_words: str) -> list[str]:
    """Runs of words that neither the catalogue nor the knowledge has."""
    text = re.sub(r"<https?://[^>]*>", " ", text)
    runs = (words_of(run) for run in re.split(r"¤|[^\w\s'’&/-]|\n", text))
    return [run for run in runs if run and f" {run} " not in f" {given_words} " and not run.isdigit()]


@pytest.mark.parametrize(("question", "command"), KINDS)
def test_nothing_of_an_answer_is_said_past_the_catalogue(
    question: str, command: Command, ask: Callable[..., Answer], shipped: Knowledge, given_words: str
) -> None:
    answer = ask(question, command)
    choices = getattr(answer, "choices", ())
    known = f"{given_words} {words_of(question)} {shipped.version} " + " ".join(
        words_of(f"{choice.text} {choice.label}") for choice in choices
    )
    assert left(render_plain(answer, shipped, BLOTS), known) == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_a_page_is_said_past_the_catalogue(
    page: Callable[..., Reply], shipped: Knowledge, given_words: str
) -> None:
    assert left(page(shipped, "", BLOTS).full, f"{given_words} {shipped.version}") == []


def test_the_search_for_english_finds_it(given_words: str) -> None:
    assert left("¤: This was said past it. Kent Police", given_words) == ["this was said past it"]


def test_every_kind_of_answer_is_tried(ask: Callable[..., Answer]) -> None:
    kinds = {type(ask(question, command)) for question, command in KINDS}
    assert kinds == set(Answer.__args__)  # type: ignore[attr-defined]


@RANDOM
@given(question=questions, command=COMMANDS)
def test_limits_and_laws_hold_in_welsh(
    question: str, command: Command, ask: Callable[..., Answer], shipped: Knowledge
) -> None:
    answer = ask(question, command)
    reply = render(answer, shipped, WELSH)
    _within_limits(reply)
    assert f"gwybodaeth {shipped.version}" in reply.footer
    for excerpt in getattr(answer, "excerpts", ()):
        if not reply.body_cut:
            assert excerpt.text in re.sub(r"\\(.)", r"\1", reply.body.replace("**", ""))
    for text in (reply.title, reply.body, reply.text):
        without_addresses = re.sub(r"\]\(<?https?://[^)\s]+\)", "", text)
        assert not re.search(r"(?<!\\)@|(?<!\\)<(?!https)|(?<!\\)`|(?<!\\)\|", without_addresses)


@pytest.mark.parametrize("page", PAGES)
def test_pages_keep_the_limits_in_welsh(page: Callable[..., Reply], shipped: Knowledge) -> None:
    _within_limits(page(shipped, "", WELSH))


def _within_limits(reply: Reply) -> None:
    assert 0 < len(reply.title) <= EMBED_TITLE
    assert 0 < len(reply.body) <= EMBED_DESCRIPTION
    assert len(reply.footer) <= EMBED_FOOTER
    assert len(reply.title) + len(reply.body) + len(reply.footer) <= EMBED_TOTAL
    assert 0 < len(reply.text) <= CONTENT


def test_what_is_the_same_in_every_language(ask: Callable[..., Answer], shipped: Knowledge) -> None:
    answer = ask("why are abusers escaping justice in kent?")
    english, welsh = render_plain(answer, shipped), render_plain(answer, shipped, WELSH)
    quoted = [line for line in english.splitlines() if line.startswith("  > ")]
    assert quoted
    assert quoted == [line for line in welsh.splitlines() if line.startswith("  > ")]
    assert re.findall(r"<http[^>]*>", english) == re.findall(r"<http[^>]*>", welsh)
    # The licence asks for its own words.
    assert "Contains public sector information licensed under" in about_reply(shipped, "", WELSH).full


def test_about_says_that_the_translation_awaits_review(shipped: Knowledge) -> None:
    assert "aros i siaradwr Cymraeg ei adolygu" in about_reply(shipped, "", WELSH).full
    assert "review" not in about_reply(shipped).full


def test_what_an_answer_leads_to_in_welsh(shipped: Knowledge) -> None:
    reply = render_lead(Lead(LeadKind.MORE, (0, 1, 2, 3, 4)), 0, shipped, WELSH)
    assert reply.title.startswith("Yr hyn sydd yn yr adroddiadau")
    assert [offer.label for offer in reply.offers] == ["Nesaf"]
