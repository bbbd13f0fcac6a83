"""Builders turn plain facts into content, and say our own sentences in the reader's language.

They are the only part of reports that knows gettext. They decide what a document says and in which order, never what
anyone may see: what they are given has been through `policy` already. One module or package per document.
"""
