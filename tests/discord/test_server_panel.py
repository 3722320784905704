"""`/settings` says what holds, and its menus, buttons and form change it, for who may manage the server."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.config import DiscordSettings, ModeratorSettings, Settings
from bot.discord_ui.servers.items import LATEST
from bot.discord_ui.servers.managing import manager
from bot.knowledge import Knowledge
from bot.moderation import Kind
from bot.store import ServerSettings, StoreError, Trouble
from tests.discord.discord_world import KNOWLEDGE, Opened, World

COOLED = 60.0
DENIED = "Only members who may manage this server"


async def opened(world: World, who: simcord.MemberActor | None = None) -> Any:
    """The panel, as a manager gets it."""
    result = await (who or world.moderator).slash(world.channel, "settings")
    assert result.ephemeral
    return result.response


def held(world: World) -> ServerSettings:
    return world.bot.servers.of(world.channel.guild.id)


def rows(message: Any) -> list[list[Any]]:
    return [list(row.children) for row in message.message.components]


def menu(message: Any, custom_id: str) -> Any:
    (found,) = (item for row in rows(message) for item in row if item.custom_id == custom_id)
    return found


async def choose(world: World, panel: Any, values: list[Any], field: str) -> Any:
    """Choose in a menu; the panel as it is then."""
    await world.env.advance_time(COOLED)
    return await world.moderator.select(panel, values, custom_id=f"settings:{field}")


async def press(world: World, panel: Any, button: str) -> Any:
    await world.env.advance_time(COOLED)
    return await world.moderator.click(panel, custom_id=f"settings:{button}")


async def test_it_says_what_holds(world: World) -> None:
    panel = await opened(world)
    for line in (
        "I answer slash commands, commands such as **\\!grade kent investigation**, messages that mention me",
        "There is no channel in which every message is a question",
        "looked up in the latest one first",
        "My own words are in English.",
        "This server has added no role to them.",
        "These are the host's defaults",
    ):
        assert line in panel.content
    assert len(rows(panel)) == 5
    languages = {option.value: option.description for option in menu(panel, "settings:language").options}
    assert languages == {"en": None, "cy": "This translation awaits a speaker's review."}
    frameworks = [option.label for option in menu(panel, "settings:framework").options]
    assert frameworks[:3] == ["The latest inspection first", "PEEL 2023-25 first", "PEEL 2021/22 first"]
    assert menu(panel, "settings:reset").disabled


async def test_channels(world: World) -> None:
    other = world.channel.guild.create_text_channel("questions")
    panel = await opened(world)
    await choose(world, panel, [world.channel, other], "channels")
    assert held(world).channels == {world.channel.id, other.id}
    shown = await opened(world)
    assert f"<#{other.id}>" in shown.content
    assert {value.id for value in menu(shown, "settings:channels").default_values} == held(world).channels
    await choose(world, shown, [], "channels")
    assert held(world).channels == frozenset()


async def test_each_change_is_shown_in_place_and_survives_a_restart(
    world: World, knowledge: Knowledge
) -> None:
    panel = await opened(world)
    await choose(world, panel, ["peel-2021-22"], "framework")
    assert panel.content.startswith("Kept.\n")
    assert "PEEL 2021/22 first" in panel.content
    await world.restart(knowledge)
    await choose(world, panel, ["cy"], "language")
    assert held(world) == ServerSettings(framework="peel-2021-22", language="cy")
    shown = await opened(world)
    assert "Cymraeg" in shown.content
    assert "PEEL 2021/22" in shown.content
    (chosen,) = (option for option in menu(shown, "settings:framework").options if option.default)
    assert chosen.value == "peel-2021-22"
    await choose(world, shown, [LATEST], "framework")
    assert held(world).framework == ""


async def test_only_when_mentioned(world: World) -> None:
    panel = await opened(world)
    await press(world, panel, "mention:on")
    assert held(world).mention_only
    assert "While I answer only when mentioned" in panel.content
    await press(world, panel, "mention:off")
    assert not held(world).mention_only


@pytest.mark.parametrize("restarted", [False, True])
async def test_the_prefix_is_typed_into_a_form(world: World, knowledge: Knowledge, restarted: bool) -> None:
    panel = await opened(world)
    form = await press(world, panel, "prefix")
    assert form.modal["components"][0]["component"]["value"] == "!"
    if restarted:
        await world.restart(knowledge)
    await world.moderator.submit_modal(form, {"prefix": " ? "})
    assert held(world).prefix == "?"
    assert "**?grade kent investigation**" in panel.content.replace("\\", "")
    await world.member.send(world.channel, "?about")
    assert len(world.said) == 1


async def test_a_prefix_that_cannot_be_is_named(world: World) -> None:
    panel = await opened(world)
    form = await press(world, panel, "prefix")
    await world.moderator.submit_modal(form, {"prefix": "/ask me"})
    assert panel.content.startswith("Nothing was changed.\n**Prefix**: 1 to 10 characters without blanks")
    assert held(world) == ServerSettings()


async def test_back_to_the_defaults_of_the_host(open_world: Opened) -> None:
    host = DiscordSettings(prefix="?", channels=frozenset(range(1, 40)))
    async with open_world(Settings(knowledge=KNOWLEDGE, discord=host)) as world:
        panel = await opened(world)
        await choose(world, panel, ["cy"], "language")
        # The host's channels are those of other servers, and more than one server may choose.
        assert held(world) == ServerSettings(prefix="?", language="cy")
        await press(world, panel, "reset")
        assert held(world) == ServerSettings(prefix="?", channels=host.channels)
        assert "These are the host's defaults" in panel.content, "in the language of the host again"


async def test_roles_that_look_after_the_knowledge(world: World) -> None:
    guild = world.channel.guild
    editors = guild.create_role("Editors")
    editor = guild.add_member(world.env.create_user("editor"), roles=[editors])
    await editor.send(world.channel, "!knowledge status")
    assert "Only this server's moderators" in world.said[-1].content
    panel = await opened(world)
    await choose(world, panel, [editors], "roles")
    assert f"in this server by <@&{editors.id}>." in panel.content
    await world.env.advance_time(COOLED)
    await editor.send(world.channel, "!knowledge status")
    assert "Version" in world.said[-1].content
    await press(world, panel, "reset")
    history = world.bot.moderating.desk.moderator.history.latest(9, kinds={Kind.ROLES})
    assert [(entry.who, entry.summary) for entry in history] == [
        (world.moderator.id, f"server {guild.id}: none"),
        (world.moderator.id, f"server {guild.id}: {editors.id}"),
    ]
    await editor.send(world.channel, "!settings")
    assert DENIED in world.said[-1].content, "the role manages no server"


async def test_what_is_deleted_is_left_out_and_nobody_is_named_for_it(world: World) -> None:
    guild = world.channel.guild
    editors, questions = guild.create_role("Editors"), guild.create_text_channel("questions")
    panel = await opened(world)
    await choose(world, panel, [editors], "roles")
    await choose(world, panel, [questions], "channels")
    known = world.bot.get_guild(guild.id)
    assert known is not None
    for gone in (known.get_role(editors.id), known.get_channel(questions.id)):
        assert gone is not None
        await gone.delete()
    panel = await opened(world)
    assert "This server has added no role" in panel.content
    assert "There is no channel" in panel.content
    await choose(world, panel, ["cy"], "language")
    assert held(world) == ServerSettings(language="cy")
    history = world.bot.moderating.desk.moderator.history.latest(9, kinds={Kind.ROLES})
    assert [entry.summary for entry in history] == [f"server {guild.id}: {editors.id}"]


async def test_the_role_of_everybody_cannot_be_chosen(world: World) -> None:
    guild = world.channel.guild
    panel = await opened(world)
    await choose(world, panel, [guild.default_role], "roles")
    assert panel.content.startswith("Nothing was changed: the role of everybody")
    everybody = ServerSettings(moderator_roles=frozenset({guild.id}))
    await world.bot.servers.put(guild.id, everybody)  # as if it had been written into the file by hand
    await world.member.send(world.channel, "!knowledge status")
    assert "Only this server's moderators" in world.said[-1].content


@pytest.mark.parametrize(
    ("moderators", "menu_shown", "counts"),
    [
        (lambda here: ModeratorSettings(), True, True),
        (lambda here: ModeratorSettings(servers=frozenset({here})), True, True),
        (lambda here: ModeratorSettings(servers=frozenset({1})), False, False),
        # Who manages the server is no moderator by this; what others chose before still counts.
        (lambda here: ModeratorSettings(permission="administrator"), False, True),
        (lambda here: ModeratorSettings(permission="administrator", servers=frozenset({1})), False, False),
    ],
)
async def test_nobody_gains_power_over_the_knowledge_that_they_may_not_give(
    world: World, moderators: Callable[[int], ModeratorSettings], menu_shown: bool, counts: bool
) -> None:
    guild = world.channel.guild
    editors = guild.create_role("Editors")
    editor = guild.add_member(world.env.create_user("editor"), roles=[editors])
    before = await opened(world)
    world.bot.moderating.settings = moderators(guild.id)
    panel = await opened(world)
    assert any(item.custom_id == "settings:roles" for row in rows(panel) for item in row) is menu_shown
    await choose(world, before, [editors], "roles")  # a menu sent when it was allowed
    assert held(world).moderator_roles == (frozenset({editors.id}) if menu_shown else frozenset())
    await world.bot.servers.put(guild.id, ServerSettings(moderator_roles=frozenset({editors.id})))
    await editor.send(world.channel, "!knowledge status")
    assert ("Version" in world.said[-1].content) is counts


async def test_a_member_without_the_permission_sees_and_changes_nothing(world: World) -> None:
    guild = world.channel.guild
    assert "settings" not in world.member.available_commands(world.channel)
    for command in await world.bot.tree.fetch_commands():
        guild.set_command_permissions(command, {world.member: True})
    result = await world.member.slash(world.channel, "settings")
    assert result.ephemeral
    assert DENIED in result.response.content
    await world.member.send(world.channel, "!settings")
    assert DENIED in world.said[-1].content


@pytest.mark.parametrize("used", ["channels", "framework", "mention", "prefix", "form", "reset"])
async def test_the_permission_is_checked_at_every_use(world: World, used: str) -> None:
    await world.bot.servers.put(world.channel.guild.id, ServerSettings(prefix="§"))
    panel = await opened(world)
    form = await press(world, panel, "prefix")
    member = world.env.backend.get_guild(world.channel.guild.id).members[world.moderator.id]
    member.role_ids.clear()
    match used:
        case "channels":
            result = await choose(world, panel, [world.channel], "channels")
        case "framework":
            result = await choose(world, panel, ["peel-2021-22"], "framework")
        case "mention":
            result = await press(world, panel, "mention:on")
        case "prefix":
            result = await press(world, panel, "prefix")
        case "form":
            result = await world.moderator.submit_modal(form, {"prefix": "?"})
        case _:
            result = await press(world, panel, "reset")
    assert result.modal is None
    assert DENIED in result.response.content
    assert result.ephemeral
    assert held(world) == ServerSettings(prefix="§")


async def test_only_members_of_a_server_that_the_bot_is_in_manage_it(world: World) -> None:
    guild = world.bot.get_guild(world.channel.guild.id)
    assert guild is not None
    member = guild.get_member(world.moderator.id) or await guild.fetch_member(world.moderator.id)
    assert manager(member, guild) is member
    assert manager(member, None) is None, "in private, or where only its user has installed the bot"
    user = await world.bot.fetch_user(world.moderator.id)
    assert manager(user, guild) is None, "Discord has sent no member"
    assert guild.me is not None
    assert manager(guild.me, guild) is None, "a bot"


async def test_a_manager_may_go_through_all_menus_in_a_row(world: World) -> None:
    panel = await opened(world)
    for language in ("cy", "en") * 5:
        await world.moderator.select(panel, [language], custom_id="settings:language")
        assert held(world).language == language


async def test_two_managers_lose_nothing_of_each_other(world: World) -> None:
    rights = discord.Permissions(manage_guild=True)
    guild = world.channel.guild
    second = guild.add_member(
        world.env.create_user("second"), roles=[guild.create_role("Managers", permissions=rights)]
    )
    one, two = await opened(world), await opened(world, second)
    await choose(world, one, ["cy"], "language")
    await second.select(two, ["peel-2021-22"], custom_id="settings:framework")
    assert held(world) == ServerSettings(language="cy", framework="peel-2021-22")
    assert "PEEL 2021/22" in two.content
    assert "Cymraeg" in two.content


async def test_in_private_there_is_nothing_to_choose(world: World) -> None:
    await world.moderator.send_dm("!settings")
    assert DENIED in world.moderator.user.dm_channel.last_message.content
    assert "settings" not in world.moderator.user.available_commands()


async def test_in_a_thread(world: World) -> None:
    parent = world.bot.get_channel(world.channel.id)
    assert isinstance(parent, discord.TextChannel)
    made = await parent.create_thread(name="kent", type=discord.ChannelType.public_thread)
    stored = world.env.backend.get_channel(made.id)
    thread = simcord.ChannelHandle(world.env, world.member.guild, stored)
    panel = (await world.moderator.slash(thread, "settings")).response
    await choose(world, panel, [LATEST], "framework")
    await choose(world, panel, [world.channel], "channels")
    assert held(world).channels == {world.channel.id}
    await world.moderator.send(thread, "!settings")
    assert "`/settings` changes them." in thread.last_message.content
    assert thread.last_message.components == []


@pytest.mark.parametrize("trouble", [Trouble.READ_ONLY, Trouble.FULL, Trouble.BUSY])
async def test_what_cannot_be_written_is_told_and_the_old_settings_hold(
    world: World, monkeypatch: pytest.MonkeyPatch, trouble: Trouble
) -> None:
    panel = await opened(world)
    await choose(world, panel, ["cy"], "language")
    await choose(world, panel, ["en"], "language")
    before = held(world)

    async def fail(*_: object) -> None:
        raise StoreError(trouble)

    monkeypatch.setattr("bot.store.sqlite.SqliteStore.put", fail)
    monkeypatch.setattr("bot.store.sqlite.SqliteStore.reset", fail)
    await choose(world, panel, ["peel-2021-22"], "framework")
    assert panel.content.startswith(f"Nothing was changed: {trouble}.")
    await press(world, panel, "reset")
    assert panel.content.startswith(f"Nothing was changed: {trouble}.")
    assert held(world) == before


async def test_a_damaged_file_is_told(world: World, knowledge: Knowledge) -> None:
    file = world.settings.discord.state / "servers.sqlite3"
    await asyncio.to_thread(_damage, file)
    await world.restart(knowledge)
    panel = await opened(world)
    assert f"cannot be read: {Trouble.DAMAGED}" in panel.content
    await choose(world, panel, ["cy"], "language")
    assert panel.content.startswith(f"Nothing was changed: {Trouble.DAMAGED}.")
    assert held(world) == ServerSettings()


def _damage(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("damaged", encoding="utf-8")


async def test_without_the_extra_the_host_is_told_what_to_do(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "bot.store.sqlite", None)
    panel = await opened(world)
    await choose(world, panel, ["cy"], "language")
    assert "the host can add them with the extra “servers”" in panel.content


async def test_without_the_text_of_messages(open_world: Opened) -> None:
    approved = discord.Intents.all()
    approved.message_content = False
    host = DiscordSettings(message_content=False, replies=False)
    async with open_world(Settings(knowledge=KNOWLEDGE, discord=host), approved_intents=approved) as world:
        panel = await opened(world)
        assert "I answer slash commands and messages that mention me.\n" in panel.content
        assert "a prefix and channels have no effect" in panel.content


async def test_a_framework_that_is_gone_is_named(world: World) -> None:
    await world.bot.servers.put(world.channel.guild.id, ServerSettings(framework="peel-1999"))
    panel = await opened(world)
    assert "“peel\\-1999” was chosen, but is not held" in panel.content
    (chosen,) = (option for option in menu(panel, "settings:framework").options if option.default)
    assert chosen.value == LATEST


@pytest.mark.parametrize("language", ["en", "cy"])
async def test_as_much_as_can_be_chosen_is_within_every_limit(world: World, language: str) -> None:
    guild = world.channel.guild
    channels = [guild.create_text_channel(f"channel-{number}") for number in range(25)]
    roles = [guild.create_role(f"role {number}") for number in range(25)]
    most = ServerSettings(
        frozenset(channel.id for channel in channels),
        True,
        "`" * 10,
        "peel-2021-22",
        frozenset(role.id for role in roles),
        language,
    )
    await world.bot.servers.put(guild.id, most)
    panel = await opened(world)  # the world checks all that was sent against Discord's limits
    assert len(menu(panel, "settings:channels").default_values) == 25
