"""One line of a plan, as its form opens with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.core.text import day
from speir.evaluations.models import Feature, Question, Way
from speir.evaluations.policy.looks import require_look
from speir.evaluations.queries.looks.headings import LookPage, page_of
from speir.evaluations.queries.looks.marks import assigned_mark, cites_mark
from speir.evaluations.queries.owning import people_who
from speir.evidence import policy as evidence
from speir.evidence.queries.picking import Picked, pick
from speir.evidence.rules.finding import Sought

KINDS: dict[str, type[Question] | type[Way] | type[Feature]] = {
    "question": Question,
    "way": Way,
    "feature": Feature,
}
# The kind of source of policies, plans and vision statements; so many of them can be chosen from.
DOCUMENT = "documents"
MOST_DOCUMENTS = 60
NOTHING = Sought()


@dataclass(frozen=True, slots=True)
class Opened:
    """One line as its form opens with it. `marked` marks what it is assigned to, or what it cites.

    `people` may be asked to find out; `documents` are pieces of evidence that a feature may cite,
    `more` is how many others were found (`many`: at least; `cut`: uncounted).
    """

    page: LookPage
    column: str
    id: str
    text: str
    number: str
    theme: str
    removed: bool
    how: str
    person: str
    due: str
    count: str
    cites: str
    item: str
    marked: str
    people: tuple[tuple[str, str], ...]
    documents: tuple[tuple[str, str], ...]
    more: int = 0
    many: bool = False
    cut: bool = False


def opened(
    actor: Actor, look_id: str, column: str, line_id: str, *, sought: Sought = NOTHING, chosen: str = ""
) -> Opened:
    """Return one line of the plan with what its form opens with. Nine queries at most. Raises NotYours.

    `sought` is by what documents are looked for, `chosen` the one that the form has already.
    """
    look = require_look(actor, look_id)
    row: Any = KINDS[column].objects.filter(pk=line_id, look=look).first() if column in KINDS else None
    if row is None:
        raise NotYours
    shown = page_of(actor, look)
    people: tuple[tuple[str, str], ...] = ()
    documents: tuple[tuple[str, str], ...] = ()
    picked, cut = Picked(), False
    marked = due = ""
    if isinstance(row, Way):
        people, marked = tuple(people_who(Permission.READ_EVALUATIONS, look.evaluation)), assigned_mark(row)
        due = day(row.due) if row.due else ""
    elif isinstance(row, Feature):
        marked = cites_mark(row)
        documents, picked, cut = _documents(actor, row, sought, chosen)
    return Opened(
        page=shown,
        column=column,
        id=row.id,
        text=row.text,
        number=shown.framework.by_id[row.indicator_id].number,
        theme=row.theme,
        removed=row.removed_at is not None,
        how=getattr(row, "how", ""),
        person=getattr(row, "person_id", None) or "",
        due=due,
        count=str(getattr(row, "number", None) or ""),
        cites=getattr(row, "cites", ""),
        item=getattr(row, "cites_item_id", None) or "",
        marked=marked,
        people=people,
        documents=documents,
        more=picked.more,
        many=picked.many,
        cut=cut,
    )


def stands(look_id: str, column: str, line_id: str, illustration: str = "") -> bool:
    """Return whether a line of a closer look is there already, by its id or by what it was made from. One query."""
    known = Q(pk=line_id) if is_id(line_id) else Q()
    made = Q(illustration=illustration, removed_at=None) if illustration else Q()
    return bool(known | made) and KINDS[column].objects.filter(known | made, look=look_id).exists()


def _documents(
    actor: Actor, feature: Feature, sought: Sought, chosen: str
) -> tuple[tuple[tuple[str, str], ...], Picked, bool]:
    """Return the documents that the actor may read, what is cited or chosen first, then what is found or the newest.

    And how many others were found, or that there are some.
    """
    kept = {one for one in (feature.cites_item_id, chosen) if one and is_id(one)}
    documents = Q(kind=DOCUMENT, withdrawn_at=None)
    rows = evidence.visible_to(actor).order_by("-written_at", "id")
    first = tuple(rows.filter(pk__in=kept).values_list("id", "shows")) if kept else ()
    if sought:
        picked = pick(
            actor, sought, today=timezone.localdate(), narrower=Q(kind=DOCUMENT), without=tuple(kept)
        )
        return (*first, *((one.item.id, one.item.shows) for one in picked.lines)), picked, False
    others = list(
        rows.filter(documents).exclude(pk__in=kept).values_list("id", "shows")[: MOST_DOCUMENTS + 1]
    )
    return (*first, *others[:MOST_DOCUMENTS]), Picked(), len(others) > MOST_DOCUMENTS
