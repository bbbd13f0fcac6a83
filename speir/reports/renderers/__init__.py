"""Renderers turn content into bytes: Word, Excel, PDF.

They know `content` and nothing else: no models, no queries, no Django. What they are is one explicit list, so that a
door can offer exactly these. They stand below the builders on the floor of reports. Each document is made in a
process of its own (`apart.py` here, `make.py` there), so that nothing here loads the libraries that write it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from speir.reports.content import Document
from speir.reports.renderers.apart import made

_OFFICE = "application/vnd.openxmlformats-officedocument"


class Format(NamedTuple):
    """How a document can leave: its media type, and what has it made. Its name in FORMATS is its file extension."""

    media_type: str
    render: Callable[[Document], bytes]


FORMATS = {
    "docx": Format(f"{_OFFICE}.wordprocessingml.document", partial(made, "docx")),
    "xlsx": Format(f"{_OFFICE}.spreadsheetml.sheet", partial(made, "xlsx")),
    "pdf": Format("application/pdf", partial(made, "pdf")),
}
