"""Nothing that the bot can show is left out when people look at it."""

from __future__ import annotations

from tests.e2e.kinds import kinds
from tests.e2e.scenes import SCENES
from tests.e2e.screens import world_to_look_at


async def test_there_is_a_scene_for_every_kind_and_all_can_be_played() -> None:
    async with world_to_look_at() as world:
        for scene in SCENES:
            before = len(world.env.http_requests)
            await scene.act(world)
            assert len(world.env.http_requests) > before, f"{scene.name}: the bot said nothing"
        world.env.raise_errors()
        shown = {kind for scene in SCENES for kind in scene.shows}
        there_is = kinds(world.bot)
    assert there_is - shown == set(), "kinds without a scene in tests/e2e/scenes.py"
    assert shown - there_is == set(), "scenes of kinds that are no more"
