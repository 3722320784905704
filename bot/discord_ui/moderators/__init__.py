"""The moderators' side: their desk, what they are told, their buttons, and the drafts that they add."""
