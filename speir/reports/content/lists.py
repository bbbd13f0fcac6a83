"""What leaves as rows and not as a document: a long list, and the events of a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Listing:
    """A list too long to be set as a document: a sheet's name, headings, how wide each column is, and rows of texts."""

    name: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Event:
    """A day or several in a calendar. `key` stays the same whatever becomes of it, and `revision` counts up from 1."""

    key: str
    title: str
    starts: date
    ends: date
    stamp: datetime
    revision: int
