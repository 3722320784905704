"""Pictures with answers: where they go, what they say to those who cannot see them, what they never cost."""

from __future__ import annotations

import asyncio
import threading
from functools import partial

import pytest

from bot.discord_ui.answers.compose import compose
from bot.discord_ui.pipeline import Pipeline
from bot.knowledge import Knowledge
from bot.pictures import Picture
from bot.query import Command
from bot.render import Reply
from bot.runtime import Admission, Cooldown, Delays, Guards, KnowledgeHolder, Seen
from bot.service import Answering
from tests.discord.discord_world import Opened, Way, World, discord_settings, still_clock, usual

pytest.importorskip("PIL", reason="pictures need the extra `pictures`")

PICTURE = Picture(b"\x89PNG", "Kent: Responding to the public: adequate.", "kent.png")


@pytest.mark.parametrize(
    ("text", "named"),
    [("!force kent", "Kent"), ("!compare kent and essex", "Essex"), ("!rank recording crime", "outstanding")],
)
async def test_grades_come_with_a_picture_and_its_alt_text(world: World, text: str, named: str) -> None:
    await world.member.send(world.channel, text)
    (picture,) = world.said[-1].attachments
    assert picture.filename.endswith(".png")
    assert named in (picture.description or "")
    assert world.embed.image.url is None, "Discord ignores the alt text of an embed's image"
    assert world.embed.description, "the words are complete without it"


async def test_a_slash_command_and_a_private_message_have_the_same_picture(world: World) -> None:
    await world.member.send(world.channel, "!force kent")
    alt = world.said[-1].attachments[0].description
    result = await world.other.slash(world.channel, "force", force="Kent")
    assert result.response is not None
    assert [item.description for item in result.response.attachments] == [alt]
    await world.member.send_dm("!force kent")
    assert [item.description for item in world.member.user.dm_channel.last_message.attachments] == [alt]


@pytest.mark.parametrize(
    "text", ["!help", "!grade hogwarts potions", "!ask what is the point of bail in kent?"]
)
async def test_what_has_no_grades_to_show_has_no_picture(world: World, text: str) -> None:
    await world.member.send(world.channel, text)
    assert world.said[-1].attachments == []


async def test_words_alone_where_no_file_may_be_attached(open_world: Opened) -> None:
    async with open_world(overwrites={"attach_files": False}) as world:
        await world.member.send(world.channel, "!force kent")
        assert world.embed.description
        assert world.said[-1].attachments == []
        result = await world.member.slash(world.channel, "force", force="Kent")
        assert result.response is not None
        assert result.response.embeds
        assert result.response.attachments == []


async def test_a_picture_beside_plain_text(open_world: Opened) -> None:
    async with open_world(overwrites={"embed_links": False}) as world:
        await world.member.send(world.channel, "!force kent")
        assert world.said[-1].content
        assert [item.filename[-4:] for item in world.said[-1].attachments][-1:] == [".png"]


async def test_pictures_can_be_switched_off(open_world: Opened) -> None:
    async with open_world(discord_settings(pictures=False)) as world:
        await world.member.send(world.channel, "!force kent")
        assert world.said[-1].attachments == []


async def test_words_alone_without_pillow(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pictures.picture._drawing", lambda: None)
    await world.member.send(world.channel, "!force kent")
    assert world.embed.description
    assert world.said[-1].attachments == []


class Drawing:
    """Draws when it is let; `before` was drawn before."""

    def __init__(self, *, before: Picture | None = None, fails: bool = False) -> None:
        self.go = threading.Event()
        self.before = before
        self.fails = fails

    def kept(self, reply: Reply) -> Picture | None:
        return self.before

    def draw(self, reply: Reply) -> Picture | None:
        assert self.go.wait(10)
        if self.fails:
            raise MemoryError
        return PICTURE


def _pipeline(knowledge: Knowledge, drawing: Drawing) -> Pipeline:
    clock = still_clock
    guards = Guards(Seen(), Delays(clock), Cooldown(9, 9, clock), Admission(4, 4))
    made = partial(compose, answering=Answering(), guide=())
    return Pipeline(KnowledgeHolder(knowledge), guards, made, usual, drawing)


async def test_a_new_picture_follows_the_words_by_edit(knowledge: Knowledge) -> None:
    drawing, way = Drawing(), Way(1)
    task = asyncio.create_task(_pipeline(knowledge, drawing).ask(way, Command.FORCE, "kent"))
    await way.answered.wait()
    assert way.pictures == []
    drawing.go.set()
    await task
    assert (len(way.sent), way.sent_along, way.pictures) == (1, [], [PICTURE])


async def test_a_picture_that_was_drawn_before_is_sent_along(knowledge: Knowledge) -> None:
    drawing, way = Drawing(before=PICTURE), Way(1)
    await _pipeline(knowledge, drawing).ask(way, Command.FORCE, "kent")
    assert (len(way.sent), way.sent_along, way.pictures) == (1, [PICTURE], [])


async def test_an_answer_whose_picture_fails_is_given_in_words(knowledge: Knowledge) -> None:
    drawing, way = Drawing(fails=True), Way(1)
    drawing.go.set()
    await _pipeline(knowledge, drawing).ask(way, Command.FORCE, "kent")
    assert len(way.sent) == 1
    assert "Kent" in way.sent[0].title
    assert way.pictures == []


async def test_the_same_picture_is_drawn_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        await world.member.send(world.channel, "!force kent")
        monkeypatch.setattr("bot.pictures.picture._drawing", lambda: None)
    first, second = (said.attachments for said in world.said)
    assert [item.description for item in first] == [item.description for item in second] != []


async def test_a_late_picture_is_added_to_the_same_message(open_world: Opened) -> None:
    """Under simcord: the words first, then the same message with its picture."""
    async with open_world() as world:
        world.bot.pipeline._drawing = drawing = Drawing()
        drawing.go.set()
        await world.member.send(world.channel, "!force kent")
        await world.member.slash(world.channel, "force", force="Kent")
        assert [[item.description for item in said.attachments] for said in world.said] == [[PICTURE.alt]] * 2
