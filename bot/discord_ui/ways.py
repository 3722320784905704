"""The two ways in, as the pipeline sees them: an interaction (slash command, button) and a message."""

from __future__ import annotations

from typing import Any, Protocol

import discord

from bot.discord_ui.messages import EMPTY, NO_PINGS, for_edit, of_notice, of_picture, of_reply
from bot.discord_ui.notices import Notice
from bot.pictures import Picture
from bot.render import Reply
from bot.runtime.tidy import Tidy

INTERACTION_LIFE = 2.5
"""Seconds after which an interaction is not worth answering: Discord drops it 3 s after it was made."""
MESSAGE_LIFE = 300.0
"""Seconds after which a question delivered late (after a lost connection) is left alone."""


class WayIn(Protocol):
    """Where a question came from, and how its reply goes back."""

    event: int
    """The id that Discord gave the event."""
    asker: int
    """The id of the user."""
    server: int | None
    """The id of the server that it came from, None in private."""
    created: float
    """Discord's stamp of the event, in seconds since 1970."""
    life: float
    """Seconds after which an event delivered late is not answered."""
    overheard: bool
    """Whether nobody addressed the bot: it is answered, but no miss is reported or remembered."""
    paced: bool
    """Whether it counts towards how much its user may ask."""

    @property
    def permitted(self) -> bool:
        """Whether the bot may answer here at all."""

    @property
    def files(self) -> bool:
        """Whether files may be attached here."""

    async def defer(self) -> None:
        """Tell Discord that the reply takes a moment."""

    async def progress(self, notice: Notice) -> None:
        """Show how far the work is; the reply takes its place. Raises discord.HTTPException."""

    async def send(self, reply: Reply | Notice, picture: Picture | None = None) -> None:
        """Send the one reply to this event. Raises discord.HTTPException."""

    async def add_picture(self, picture: Picture) -> None:
        """Add a picture to the reply that was sent. Raises discord.HTTPException."""


class InteractionWay:
    """A slash command or a pressed button. `private` shows the reply to its asker alone."""

    life = INTERACTION_LIFE
    permitted = True  # an interaction can always be answered
    overheard = False
    paced = True

    def __init__(self, interaction: discord.Interaction[Any], *, private: bool = False) -> None:
        self._interaction = interaction
        self._private = private
        self.event = interaction.id
        self.asker = interaction.user.id
        self.server = interaction.guild_id
        self.created = interaction.created_at.timestamp()
        self._sent: discord.InteractionMessage | None = None

    @property
    def files(self) -> bool:
        """Discord tells the bot's permissions with every interaction in a server."""
        return self._interaction.guild_id is None or self._interaction.app_permissions.attach_files

    async def defer(self) -> None:
        """Fixes whether the reply is private, so a miss that took long is shown to all."""
        await self._interaction.response.defer(ephemeral=self._private, thinking=True)

    async def progress(self, notice: Notice) -> None:
        """Edit the deferred response."""
        if not self._interaction.response.is_done():
            await self.defer()
        await self._interaction.edit_original_response(**for_edit(of_notice(notice)))

    async def send(self, reply: Reply | Notice, picture: Picture | None = None) -> None:
        """Answer at once, or edit the deferred response, which may safely be repeated."""
        if isinstance(reply, Notice):
            arguments, private = of_notice(reply, files=self.files), True
        else:
            private = self._private or (reply.private and not self._interaction.response.is_done())
            arguments = self._arguments(reply, picture, shared=not private)
        if self._interaction.response.is_done():
            self._sent = await self._interaction.edit_original_response(**for_edit(arguments))
        else:
            response = await self._interaction.response.send_message(ephemeral=private, **arguments)
            if isinstance(response.resource, discord.InteractionMessage):
                self._sent = response.resource

    def _arguments(self, reply: Reply, picture: Picture | None, *, shared: bool) -> dict[str, Any]:
        embeds = self._interaction.guild_id is None or self._interaction.app_permissions.embed_links
        return of_reply(reply, self.asker, embeds=embeds, files=self.files, picture=picture, shared=shared)

    async def add_picture(self, picture: Picture) -> None:
        """Edit the response."""
        if self._sent is not None:
            await self._sent.edit(
                attachments=[*self._sent.attachments, of_picture(picture)], allowed_mentions=NO_PINGS
            )


class InPlaceWay(InteractionWay):
    """A choice in a menu: the reply takes the place of the message that the menu stands in."""

    async def defer(self) -> None:
        """Nothing is shown meanwhile: the message stays as it is."""
        if not self._interaction.response.is_done():
            await self._interaction.response.defer()

    async def send(self, reply: Reply | Notice, picture: Picture | None = None) -> None:
        """Edit the message; a notice leaves it as it is and goes to the presser alone."""
        response = self._interaction.response
        if isinstance(reply, Notice):
            notice = of_notice(reply)
            tell = self._interaction.followup.send if response.is_done() else response.send_message
            await tell(ephemeral=True, **notice)
            return
        message = self._interaction.message
        shared = message is not None and not message.flags.ephemeral
        arguments = EMPTY | for_edit(self._arguments(reply, picture, shared=shared))
        if response.is_done():
            self._sent = await self._interaction.edit_original_response(**arguments)
            return
        edited = await response.edit_message(**arguments)
        if edited is not None and isinstance(edited.resource, discord.InteractionMessage):
            self._sent = edited.resource


class MessageWay:
    """A message in a channel or in private. It is answered as a reply to it, without a ping.

    `overheard` is a message that nobody addressed to the bot: it is answered, but no miss is reported. An
    edited message is an event of its own, of which the first counts; its answer takes the place of the one
    that the message had.
    """

    life = MESSAGE_LIFE
    paced = True

    def __init__(self, message: discord.Message, tidy: Tidy, *, overheard: bool = False) -> None:
        self._message = message
        self._tidy = tidy
        self.overheard = overheard
        self._edited = message.edited_at is not None
        self.event = -message.id if message.edited_at else message.id
        self.asker = message.author.id
        self.server = message.guild.id if message.guild else None
        self.created = (message.edited_at or message.created_at).timestamp()
        self._sent: discord.Message | None = None

    @property
    def _permissions(self) -> discord.Permissions:
        guild, channel = self._message.guild, self._message.channel
        if guild is None or guild.me is None or isinstance(channel, discord.PartialMessageable):
            return discord.Permissions.all()
        if isinstance(channel, discord.Thread) and channel.parent is None:  # hidden: Discord will say
            return discord.Permissions.all()
        return channel.permissions_for(guild.me)

    @property
    def permitted(self) -> bool:
        """Whether the bot may speak here; asking in vain would only use up the rate limit."""
        allowed = self._permissions
        in_thread = isinstance(self._message.channel, discord.Thread)
        return allowed.send_messages_in_threads if in_thread else allowed.send_messages

    @property
    def files(self) -> bool:
        """A message with a file would be refused whole without the permission."""
        return self._permissions.attach_files

    async def defer(self) -> None:
        """A channel shows that the bot is typing."""
        await self._message.channel.typing()

    async def progress(self, notice: Notice) -> None:
        """Send a message that the reply will take the place of."""
        if self._sent is None:
            self._sent = await self._message.channel.send(**of_notice(notice))
        else:
            await self._sent.edit(**for_edit(of_notice(notice)))

    @property
    def _outdated(self) -> bool:
        return self._tidy.outdated(self._message.id, edited=self._edited)

    async def send(self, reply: Reply | Notice, picture: Picture | None = None) -> None:
        """Answer, unless the question has gone or been corrected while it was being answered."""
        if self._sent is not None:  # what showed the progress
            self._sent = await self._sent.edit(**for_edit(self._arguments(reply, picture)))
            return
        earlier = self._tidy.answer_to(self._message.id) if self._edited else None
        unwanted = self.overheard and not earlier and isinstance(reply, Reply) and reply.private
        if unwanted or self._outdated:
            return
        arguments = self._arguments(reply, picture)
        if self._edited and isinstance(reply, Reply):
            self._tidy.corrected(self._message.id)
        channel = self._message.channel
        if earlier and isinstance(reply, Reply) and not isinstance(channel, discord.GroupChannel):
            answer = channel.get_partial_message(earlier)  # (no bot is in a group, which lacks these)
            self._sent = await answer.edit(**EMPTY | for_edit(arguments))
        else:
            await self._post(arguments, passing=isinstance(reply, Notice) and reply.passing)

    def _arguments(self, reply: Reply | Notice, picture: Picture | None) -> dict[str, Any]:
        allowed = self._permissions
        embeds, files = allowed.embed_links, allowed.attach_files
        if isinstance(reply, Notice):
            return of_notice(reply, files=files)
        return of_reply(reply, self.asker, embeds=embeds, files=files, picture=picture, shared=True)

    async def _post(self, arguments: dict[str, Any], *, passing: bool) -> None:
        """The nonce makes Discord drop the second of two sends that it took for one."""
        if self._permissions.read_message_history:  # without it Discord refuses a reply to a message
            arguments["reference"] = self._message.to_reference(fail_if_not_exists=False)
        self._sent = sent = await self._message.channel.send(nonce=str(self.event), **arguments)
        if self._outdated:  # since it was sent
            await sent.delete()
        elif passing and self._message.guild is not None:
            self._tidy.noticed(sent.channel.id, sent.id)
        else:
            self._tidy.answered(self._message.id, sent.id)

    async def add_picture(self, picture: Picture) -> None:
        """Edit the answer, unless another has taken its place."""
        if self._sent is not None and not self._outdated:
            await self._sent.edit(
                attachments=[*self._sent.attachments, of_picture(picture)], allowed_mentions=NO_PINGS
            )
