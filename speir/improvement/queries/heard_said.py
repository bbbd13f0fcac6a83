"""An answer to what was heard, as its form says it."""

from __future__ import annotations

from speir.improvement.models import Answering, AnsweringOf
from speir.improvement.rules.heard import TEXTS, Link, Said


def answering_said(row: Answering) -> Said:
    """Return an answer as its form says it. One query, none where what it rests on was fetched before."""
    return Said(
        **{name: getattr(row, name) for name in (*TEXTS, "voice", "age", "on")},
        links=tuple(sorted(link_of(one) for one in row.rests_on.all())),
    )


def link_of(row: AnsweringOf) -> str:
    """Return one thing that an answer rests on as a form says it. No query."""
    if row.item_id:
        return f"{Link.ITEM}:{row.item_id}"
    return f"{Link.PRIORITY}:{row.priority_id}" if row.priority_id else f"{Link.ACTION}:{row.action_id}"
