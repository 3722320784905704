"""How the custom ids of a draft's buttons and forms begin; its own id follows."""

from __future__ import annotations

HEAD = "draft:"
FORM = "draft-form:"
