"""Renderers turn content into bytes: Word, Excel, PDF.

They know `content` and nothing else: no models, no queries, no Django. What they are is one explicit list, so that a
door can offer exactly these. They stand below the builders on the floor of reports.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from speir.reports.content import Document
from speir.reports.renderers import docx, pdf, xlsx


class Format(NamedTuple):
    """How a document can leave: its media type, and what makes it. Its name in FORMATS is its file extension."""

    media_type: str
    render: Callable[[Document], bytes]


FORMATS = {
    "docx": Format(docx.MEDIA_TYPE, docx.render),
    "xlsx": Format(xlsx.MEDIA_TYPE, xlsx.render),
    "pdf": Format(pdf.MEDIA_TYPE, pdf.render),
}
