"""How much of what moderators add is kept, and for how long."""

from __future__ import annotations

DRAFT_DAYS = 7
"""Days for which a draft waits for a decision; then it is deleted."""
MOST_DRAFTS = 20
"""Drafts that wait at once; of more, the oldest are deleted."""
