"""Imported sources as moderators look them through: pages, buttons, forms, and what each of them does.

`desk`, `pages` and `details` import the importer; nothing else does before a moderator adds something.
"""
