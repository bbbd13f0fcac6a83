"""What a written text is, and every text that people wrote in evidence, as it stands and as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.utils import timezone

from speir.evidence.models import EarlierItem, Item, ItemFile, ItemLink
from speir.evidence.policy import ABOUT as EVIDENCE

BEFORE, SINCE = "as it was before", "on"
IN_ITEM = {"shows": "Evidence", "account": "Account", "origin": "Where it came from"}


@dataclass(frozen=True, slots=True)
class Written:
    """A text of one row: of which thing, at which indicator or question, what it is, and how it stands there.

    `how` is empty for what stands there now; else with `on` when: "as it was before", "sealed as edition 2". `mark` is
    the key of mentions that were kept at this place, empty where nobody was asked.
    """

    about: str
    about_id: str
    model: type[Model]
    row_id: str
    field: str
    text: str
    number: str = ""
    said: str = ""
    how: str = ""
    on: dt.date | None = None
    mark: str = ""

    @property
    def key(self) -> str:
        """What names this text between a page and us."""
        return f"{self.model._meta.model_name}-{self.row_id}-{self.field}"


def evidence_written(items: Mapping[str, Item]) -> Iterator[Written]:
    """Yield every text of these items, by their ids. Three queries."""
    for item in items.values():
        yield from _item(item)
    yield from _links(items)
    yield from _files(items)
    for row in EarlierItem.objects.filter(item__in=items):
        for field, said in IN_ITEM.items():
            if text := getattr(row, field):
                yield Written(
                    EVIDENCE,
                    row.item_id,
                    EarlierItem,
                    row.id,
                    field,
                    text,
                    "",
                    said,
                    BEFORE,
                    on_day(row.written_at),
                )


def _item(item: Item) -> Iterator[Written]:
    mark = f"{EVIDENCE}/{item.id}"
    for field, said in IN_ITEM.items():
        if text := getattr(item, field):
            yield Written(EVIDENCE, item.id, Item, item.id, field, text, said=said, mark=mark)
    if item.withdrawn_at and item.withdrawn_why:
        yield Written(
            EVIDENCE,
            item.id,
            Item,
            item.id,
            "withdrawn_why",
            item.withdrawn_why,
            "",
            "Why it was withdrawn",
            SINCE,
            on_day(item.withdrawn_at),
            f"{mark}/withdrawn",
        )


def _links(items: Iterable[str]) -> Iterator[Written]:
    for link in ItemLink.objects.filter(item__in=list(items)):
        for field, said in (("url", "Address of a link"), ("words", "Words of a link")):
            if text := getattr(link, field):
                mark = f"{EVIDENCE}/{link.item_id}"
                yield Written(EVIDENCE, link.item_id, ItemLink, link.id, field, text, said=said, mark=mark)


def _files(items: Iterable[str]) -> Iterator[Written]:
    """Yield what files are called, also those taken away; what is in them is looked through by nobody."""
    for file in ItemFile.objects.filter(item__in=list(items), removed_at__isnull=True):
        said, on = "Name of a file", on_day(file.withdrawn_at) if file.withdrawn_at else None
        how = "taken away" if on else ""
        yield Written(EVIDENCE, file.item_id, ItemFile, file.id, "name", file.name, "", said, how, on)


def on_day(at: dt.datetime) -> dt.date:
    """Return the day on which something was, where Speir runs."""
    return timezone.localtime(at).date()
