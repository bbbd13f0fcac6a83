"""Where words stand: in which texts of a unit's broad views and evidence, from which the reader may remove them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed
from speir.core.text import day
from speir.evaluations import policy
from speir.evaluations.models import Evaluation
from speir.evaluations.policy.looks import templates_to_change
from speir.evaluations.queries.headings import Heading, heading
from speir.evaluations.queries.written import Scope, written
from speir.evaluations.queries.written_evidence import Written
from speir.evidence.policy import ABOUT as EVIDENCE
from speir.evidence.policy import visible_to as items_visible_to
from speir.evidence.queries.items import Evidence, shown
from speir.retention.queries.holds import standing
from speir.retention.rules.holding import refusal
from speir.retention.rules.removing import around
from speir.sharing.policy import may_dispose

NOT_TO_REMOVE = (
    "It is for its owner, or for whoever leads where it was written, to remove words from this. Ask them."
)


@dataclass(frozen=True, slots=True)
class Found:
    """A text in which the words stand, and what stands near them: (before, the words, after) for each time."""

    key: str
    thing: str
    about: str
    number: str
    said: str
    how: str
    on: str
    near: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """Where words were looked for and found. `unit` holds the broad views and evidence that were looked through.

    `read` and `evidence` are what this shows words of, for the trail. `beyond` names other broad views that cite such
    evidence and are not the actor's to change: their editions may hold the words too. `held` says that a legal hold
    stands on this broad view, and so keeps its words.
    """

    heading: Heading
    unit: str
    unit_id: str
    found: tuple[Found, ...]
    read: tuple[Heading, ...]
    evidence: tuple[Evidence, ...]
    beyond: tuple[str, ...]
    held: str


def look(actor: Actor, evaluation_id: str, words: str = "") -> Looked:
    """Return where the words stand in a unit's broad views and evidence, from this broad view on.

    Its own texts come first. Raises NotYours, and NotAllowed where the actor may remove words from none of it.
    """
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id, kinds=policy.ANY)
    inside = scope(actor, evaluation)
    texts = list(written(inside, actor.person_id)) if words else []
    found = [(text, one) for text in texts for one in [_found(text, words, inside)] if one.near]
    ids = {text.about_id for text, _one in found}
    first = evaluation.title
    return Looked(
        heading=heading(actor, evaluation),
        unit=evaluation.unit.name,
        unit_id=evaluation.unit_id,
        found=tuple(
            sorted(
                (one for _text, one in found),
                key=lambda one: (one.about == EVIDENCE, one.thing != first, one.thing),
            )
        ),
        read=tuple(heading(actor, view) for one, view in inside.views.items() if one in ids),
        evidence=tuple(shown(item for one, item in inside.items.items() if one in ids)),
        beyond=_beyond(actor, inside, ids),
        held=_held(evaluation),
    )


def _held(evaluation: Evaluation) -> str:
    hold = standing([(policy.ABOUT, evaluation.id, evaluation.unit.path)])
    if hold is None:
        return ""
    return refusal(hold.by_name, day(timezone.localtime(hold.since).date())).sentence


def _beyond(actor: Actor, inside: Scope, ids: Collection[str]) -> tuple[str, ...]:
    """Return the broad views that the actor can read, and not change, which cite this evidence; by unit and title."""
    items = [one for one in inside.items if one in ids]
    if not items:
        return ()
    cite = (
        policy.visible_to(actor, kinds=policy.ANY)
        .filter(judgements__citations__item__in=items)
        .exclude(pk__in=list(inside.views))
    )
    rows = cite.order_by("unit__name", "title").values_list("unit__name", "title").distinct()
    return tuple(f"{unit}: {title}" for unit, title in rows)


def scope(actor: Actor, evaluation: Evaluation) -> Scope:
    """Return the unit's broad views and evidence, and what is cited here, as far as the actor may dispose of it.

    Raises NotAllowed where that is nothing.
    """
    views = (
        policy.visible_to(actor, kinds=policy.ANY)
        .filter(unit_id=evaluation.unit_id)
        .select_related("home", "unit")
    )
    items = items_visible_to(actor).select_related("home", "unit")
    near = items.filter(Q(unit_id=evaluation.unit_id) | Q(citations__judgement__evaluation_id=evaluation.id))
    found = Scope(
        {view.id: view for view in views if may_dispose(actor, view)},
        {item.id: item for item in near.distinct() if may_dispose(actor, item)},
    )
    if found.views:
        beside = evaluation.id if evaluation.id in found.views else min(found.views)
        kept = templates_to_change(actor, evaluation.unit.path).order_by("id")
        found = replace(found, beside=beside, templates={one.id: one for one in kept})
    own = any(item.only_me for item in found.items.values())
    if evaluation.id not in found.views and not own:
        raise NotAllowed(NOT_TO_REMOVE)
    return found


def _found(text: Written, words: str, inside: Scope) -> Found:
    thing = inside.views[text.about_id].title if text.about == policy.ABOUT else ""
    near = tuple(around(text.text, words))
    return Found(
        text.key, thing, text.about, text.number, text.said, text.how, day(text.on) if text.on else "", near
    )
