"""Disposal: the one way that words leave priorities, actions and whatever is tracked and answered for good.

It goes as in broad views (`evaluations.actions.removing`): what is removed is written down first, and a row of an
append-only table is changed through its gate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from speir.access.actor import Actor
from speir.core import remains
from speir.core.errors import Unfit
from speir.evaluations.actions.removing import CHANGED, NO_REASON, NOTHING_TICKED
from speir.evaluations.queries.written_evidence import Written
from speir.improvement.models import (
    Answering,
    CandidateStep,
    EarlierText,
    OwnPlan,
    Priority,
    PriorityStep,
    Progress,
    Tracked,
)
from speir.improvement.queries import removable
from speir.improvement.queries.written import CHOOSING, TABLES, Scope, Thing, written
from speir.improvement.rules.stood_texts import STOOD, changed
from speir.mentions.actions import forget
from speir.organisations.models import Unit
from speir.retention.actions.disposals import opened, write_down
from speir.retention.models import Review
from speir.retention.queries.holds import require_free
from speir.retention.rules import removing
from speir.retention.rules.removing import Gone

# Tables whose rows are changed through the gate, each by itself.
GATED: frozenset[type[Model]] = frozenset({PriorityStep, CandidateStep, Progress, EarlierText, Review})
# What a disposal at the end of its time leaves: what the thing was called.
STAYS: dict[type[Model], str] = {Priority: "title"}
Change = Callable[[Written], str]


@transaction.atomic
def remove(
    *, unit_id: str, words: str, places: Collection[str], reason: str, whole: bool = False, by: Actor
) -> int:
    """Remove words for good from the places that the actor was shown and ticked; return from how many.

    `places` are keys of `removable.look`; `whole` removes each text in which the words stand. Raises NotYours,
    NotAllowed, Unfit, and Refused while a legal hold stands or when something changed meanwhile.
    """
    inside = removable.scope(by, unit_id)
    broken = removing.check(words)
    broken += [] if places else [NOTHING_TICKED]
    broken += [] if reason in removing.REASONS else [NO_REASON]
    if broken:
        raise Unfit(broken)
    _hold_rows(inside, unit_id)
    inside = removable.scope(by, unit_id)  # as it is now that nobody else is writing
    ticked = set(places)
    chosen = [t for t in written(inside) if t.key in ticked and removing.spans(t.text, words)]
    if {text.key for text in chosen} != ticked:
        raise Unfit([CHANGED])
    instead = removing.note(timezone.localdate(), reason)

    def left(text: Written) -> str:
        return removing.emptied(text.text, words, instead, whole=whole, most=_most(text))

    _dispose(chosen, inside, Unit.objects.get(pk=unit_id), reason, left, by)
    return len(chosen)


@transaction.atomic
def dispose(*, about: str, thing: Priority | Tracked | Answering, reason: str = "over", by: Actor) -> int:
    """Empty a thing, which the caller fetched and may dispose of, of all that people wrote in it.

    What a priority is called, states and dates stay. Return from how many places. Raises Refused while a legal hold
    stands.
    """
    inside = Scope({(about, thing.pk): thing})
    _hold_rows(inside, thing.unit_id)
    texts = [text for text in written(inside) if STAYS.get(text.model) != text.field]
    instead = removing.note(timezone.localdate(), reason)
    _dispose(texts, inside, thing.unit, reason, lambda text: instead, by)
    return len(texts)


def _dispose(
    chosen: Iterable[Written], inside: Scope, unit: Unit, reason: str, left: Change, by: Actor
) -> None:
    """Write down and carry out a disposal, one for each thing."""
    seen: dict[Thing, list[Written]] = defaultdict(list)
    for text in chosen:
        seen[text.about, text.about_id].append(text)
    _require_free(seen, inside, unit)
    for (about, about_id), texts in seen.items():
        rows: dict[tuple[type[Model], str], list[Written]] = defaultdict(list)
        for text in texts:
            rows[text.model, text.row_id].append(text)
        told, home = _where(about, about_id, inside, unit)
        removals = write_down(
            about=about,
            about_id=about_id,
            path=told,
            home=home,
            reason=reason,
            places=len(texts),
            gone=[
                Gone(model._meta.db_table, row_id, ", ".join(sorted(text.field for text in fields)))
                for (model, row_id), fields in rows.items()
            ],
            by=by,
        )
        for ((model, row_id), fields), removal in zip(rows.items(), removals, strict=True):
            values = _values(fields, left)
            if model in GATED:
                with opened(removal):
                    _put(model, row_id, values)
            else:
                _put(model, row_id, values)
        for text in texts:
            if text.mark:
                forget(key=text.mark, old=text.text, new=left(text))
    remains.clear_after_commit()


def _where(about: str, about_id: str, inside: Scope, unit: Unit) -> tuple[str, str]:
    """Return where the trail and the log tell of it: nowhere while it is its owner's alone."""
    if about == CHOOSING:
        return unit.path, unit.path
    thing = inside.things[about, about_id]
    return thing.told, "" if thing.only_me else thing.home.path


def _require_free(things: Iterable[Thing], inside: Scope, unit: Unit) -> None:
    asked = []
    for about, about_id in things:
        paths = {unit.path}
        if about != CHOOSING:
            thing = inside.things[about, about_id]
            paths = {thing.unit.path, thing.home.path}
        asked += [(about, about_id, path) for path in sorted(paths)]
    require_free(asked)


def _put(model: type[Model], row_id: str, values: dict[str, Any]) -> None:
    model._default_manager.filter(pk=row_id).update(**values)


def _values(fields: Sequence[Written], left: Change) -> dict[str, str]:
    """Return what the columns of a row become."""
    within = {text.field: left(text) for text in fields if text.field.startswith(STOOD)}
    values = {text.field: _apart(text, left(text)) for text in fields if text.field not in within}
    if within:
        stood = PriorityStep.objects.values_list("stood", flat=True).get(pk=fields[0].row_id)
        values["stood"] = changed(stood, within)
    return values


def _apart(text: Written, left: str) -> str:
    """Return what is left of the name of a plan with a figure behind it where another plan there is called so."""
    if text.model is not OwnPlan:
        return left
    row = OwnPlan.objects.get(pk=text.row_id)
    taken = set(OwnPlan.objects.filter(unit=row.unit_id).exclude(pk=row.pk).values_list("name", flat=True))
    names = (f"{left} {number}" for number in range(2, len(taken) + 3))
    return left if left not in taken else next(name for name in names if name not in taken)


def _most(text: Written) -> int | None:
    if text.field.startswith(STOOD):
        return None
    most: int | None = getattr(text.model._meta.get_field(text.field), "max_length", None)
    return most - 4 if most and text.model is OwnPlan else most


def _hold_rows(inside: Scope, unit_id: str) -> None:
    """Lock what somebody could be writing in: a save under way is waited for, and seen.

    Whoever writes in a priority locks its row, whoever writes in anything else its own.
    """
    list(Unit.objects.select_for_update(no_key=True).filter(pk=unit_id).values_list("pk"))
    ids = {about: inside.ids(about) for about, _one in inside.things}
    for table in TABLES:
        if table.of == "pk":
            rows: Any = table.model._default_manager.filter(pk__in=ids.get(table.about, ()))
        elif table.about == CHOOSING and inside.unit_id and table.of == "unit_id":
            rows = table.model._default_manager.filter(unit_id=inside.unit_id)
        else:
            continue
        list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
