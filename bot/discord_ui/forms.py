"""Forms as Discord's modals, and what was typed into one. Stateless: a form outlives a restart of the bot."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord_ui.notices import Form


def modal_of(form: Form) -> discord.ui.Modal:
    """The modal of a form. Nothing waits for it: what comes back is an event, which `typed` reads."""
    modal = discord.ui.Modal(title=form.title, custom_id=form.id)
    for field in form.fields:
        line: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id=field.id,
            default=field.value[: field.limit],
            max_length=field.limit,
            required=field.required,
        )
        modal.add_item(discord.ui.Label(text=field.label, description=field.hint or None, component=line))
    modal.stop()  # discord.py would remember it until somebody sends it back
    return modal


def typed(interaction: discord.Interaction[Any]) -> tuple[str, dict[str, str]]:
    """The id of the form that an interaction sends back and what stands in its fields, by their ids.

    The id is empty, which no form's is, for any other interaction.
    """
    if interaction.type is not discord.InteractionType.modal_submit:
        return "", {}
    data: Any = interaction.data
    fields = (label.get("component", {}) for label in data.get("components", []))
    return str(data["custom_id"]), {str(one["custom_id"]): str(one["value"]) for one in fields if one}
