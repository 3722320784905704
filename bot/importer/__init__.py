"""Turning report pages, PDF and Word files into cited passages that a person reviews.

`parsers.parse` reads bytes, `understand.understand` makes a draft, `write.write_report` gives the file's
text.
Nothing is imported here, so that a bot which never imports a report pays nothing for these modules.
"""
