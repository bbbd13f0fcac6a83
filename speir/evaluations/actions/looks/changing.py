"""Changing a line of the plan as its form sends it: its words, who finds out, which policy asks for a feature."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db import transaction

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused, Unfit
from speir.core.text import clean
from speir.evaluations.actions import beside
from speir.evaluations.actions.looks.lines import assign, reword
from speir.evaluations.models import Feature
from speir.evaluations.policy.looks import LOOK, require_line
from speir.evaluations.queries.looks.marks import cites_mark
from speir.evaluations.rules.looks.describing import LINE_LONGEST
from speir.evidence.policy import require as require_item
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Mention, Waits
from speir.trail.actions import record as record_in_trail

CITES_CHANGED = (
    "Somebody changed this meanwhile. It now says: “{text}”. Save again to put yours in its place."
)


@transaction.atomic
def change(
    *,
    look_id: str,
    column: str,
    line_id: str,
    text: str,
    base: str,
    assigned: Mapping[str, Any] | None = None,
    cited: Mapping[str, Any] | None = None,
    keeping: Keeping | None = None,
    by: Actor,
) -> None:
    """Reword a line, and with it `assign` it or `cite` what asks for it: all of it is saved or nothing is.

    Raises as those do, with everything that is wrong at once.
    """
    of: dict[str, Any] = {"look_id": look_id, "line_id": line_id, "by": by}
    steps: list[Callable[[], object]] = [
        partial(reword, **of, column=column, text=text, base=base, keeping=keeping)
    ]
    if assigned is not None:
        steps.append(partial(assign, **of, **assigned))
    if cited is not None:
        steps.append(partial(cite, **of, **cited))
    broken: list[Refused] = []
    waits: dict[str, tuple[str, tuple[Mention, ...]]] = {}
    for step in steps:
        try:
            step()
        except Unfit as unfit:
            broken += unfit.broken
        except Waits as held:
            waits |= held.fields
    if broken:
        raise Unfit(broken)
    if waits:
        raise Waits(waits)


@transaction.atomic
def cite(
    *,
    look_id: str,
    line_id: str,
    cites: str,
    item_id: str,
    base: str,
    keeping: Keeping | None = None,
    by: Actor,
) -> Feature:
    """Say which policy or vision statement asks for a feature, in words, as a piece of evidence, as both or neither.

    `base` is the `cites_mark` that the form was opened with. The piece is one that the actor may read. Raises NotYours,
    NotAllowed, Unfit, Waits, and Refused with what it says now where somebody changed it meanwhile.
    """
    feature = require_line(by, Permission.START_EVALUATION, Feature, look_id, line_id)
    said = clean(cites)
    if (said, item_id) == (feature.cites, feature.cites_item_id or ""):
        return feature
    if len(said) > LINE_LONGEST:
        long = f"This is {len(said):,} characters long. Keep it to {LINE_LONGEST:,}; nothing is cut off."
        raise Unfit([Refused("cites-too-long", long, "cites")])
    if base != cites_mark(feature):
        raise Refused("cites-changed", CITES_CHANGED.format(text=feature.cites or "–"), "cites")
    if item_id and item_id != feature.cites_item_id:
        require_item(by, Permission.READ_EVIDENCE, item_id)
    if said != feature.cites:
        evaluation = feature.look.evaluation
        place = beside.place_of(evaluation, f"cites/{feature.id}", LOOK, feature.look_id)
        if found := waiting(place=place, text=said, keeping=keeping, by=by):
            raise Waits({"cites": (said, found)})
        hand = beside.Hand(feature.written_by, feature.written_by_name, feature.written_at)
        beside.keep_earlier(evaluation, place, feature.cites, said, hand=hand, by=by)
    feature.cites, feature.cites_item_id = said, item_id or None
    feature.save(update_fields=["cites", "cites_item"])
    path = feature.look.evaluation.told
    record_in_trail(
        by=by, verb="worked on the plan of", about="closer look", about_id=feature.look_id, path=path
    )
    return feature
