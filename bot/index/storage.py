"""A built index as a folder of numpy files."""

from __future__ import annotations


class IndexUnusable(Exception):  # noqa: N818  # it says what the index is
    """A saved index that is damaged, incomplete or of another version. Build it again."""
