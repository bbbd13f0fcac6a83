"""To whom a broad view is open, and which evidence in it is open to fewer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.evaluations import policy
from speir.evaluations.models import Citation, Evaluation, Reflection
from speir.evaluations.queries import reflections
from speir.evaluations.queries.headings import Heading, heading
from speir.evaluations.rules.looks.naming import Kind
from speir.evaluations.rules.record_text import from_json
from speir.evidence.models import Item
from speir.evidence.policy import ABOUT as EVIDENCE
from speir.evidence.policy import require as require_item
from speir.evidence.queries.items import Evidence, for_reader, one, shown, whole
from speir.sharing.policy import acts_on, acts_on_each, may_share
from speir.sharing.queries import Choice, Line, choices, lines, open_acts, places_of
from speir.sharing.rules import Act, Scope, covers


@dataclass(frozen=True, slots=True)
class Closed:
    """A piece of evidence that fewer may read than the edition. `number` is of an indicator that cites it."""

    item: Evidence
    number: str
    may_share: bool


@dataclass(frozen=True, slots=True)
class Audience:
    """To whom a thing is open: where it was written (`home` by name; `only_me`: its owner alone), and acts of sharing.

    Evidence by itself has no `heading`, nor has a thing of a floor above.

    `choices` is with whom this actor could share it, none where it is not theirs to share. `mine` are the ids of acts
    that they may end. `closed` counts the pieces of evidence in a broad view that are open to fewer than it is;
    `in_editions` are such pieces in its sealed editions.
    """

    heading: Heading | reflections.Heading | None
    home: str
    only_me: bool
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]
    mine: frozenset[str]
    closed: int = 0
    in_editions: tuple[Closed, ...] = ()
    item: Evidence | None = None
    demonstration: bool = False


def is_look(actor: Actor, evaluation_id: str) -> bool:
    """Return whether it is a closer look. Raises NotYours."""
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id, kinds=policy.ANY)
    return evaluation.kind == Kind.CLOSER_LOOK


def of_view(actor: Actor, evaluation_id: str) -> Audience:
    """Return to whom a broad view is open. Raises NotYours."""
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id, kinds=policy.ANY)
    if not may_share(actor, evaluation, evaluation.unit.path):
        return _audience(actor, heading(actor, evaluation), policy.ABOUT, evaluation)
    closed = len(narrower(evaluation))
    shown = _audience(actor, heading(actor, evaluation), policy.ABOUT, evaluation, closed=closed)
    return replace(shown, in_editions=tuple(closed_in_editions(actor, evaluation)))


def offered(actor: Actor, evaluation: Evaluation) -> str:
    """Return the audience to offer for a joint broad view's agreed one, which has been fetched through policy.

    All that sit in its partnership, as a form sends it; empty where they read it already, or it is not this actor's to
    share. One query at most.
    """
    unit = evaluation.unit
    if unit.kind != "partnership" or not may_share(actor, evaluation, unit.path):
        return ""
    acts = acts_on(policy.ABOUT, evaluation.pk)
    if any(act.scope == Scope.PARTNERSHIP and act.unit_id == unit.pk for act in acts):
        return ""
    return Choice(Scope.PARTNERSHIP, unit.pk, unit.name).key


def of_item(actor: Actor, evaluation_id: str, number: str, item_id: str) -> Audience:
    """Return to whom an item that is cited here is open. Raises NotYours."""
    judgement = policy.require_judgement(
        actor, Permission.READ_EVALUATIONS, evaluation_id, number, kinds=policy.ANY
    )
    evaluation = judgement.evaluation
    item = one(actor, item_id)
    row = (
        Item.objects.select_related("home", "unit").filter(citations__judgement=judgement, pk=item_id).first()
    )
    if row is None:
        raise NotYours
    return _audience(actor, heading(actor, evaluation), EVIDENCE, row, item=item)


def of_piece(actor: Actor, item_id: str) -> Audience:
    """Return to whom an item of evidence is open, wherever it is cited or not. Raises NotYours."""
    row = require_item(actor, Permission.READ_EVIDENCE, item_id)
    return _audience(actor, None, EVIDENCE, row, item=whole(row))


def of_reflection(actor: Actor, reflection_id: str) -> Audience:
    """Return to whom an own reflection is open. Raises NotYours."""
    row = policy.require_reflection(actor, reflection_id)
    return _audience(actor, reflections.heading(actor, row), policy.REFLECTION, row)


def audience_of(actor: Actor, about: str, thing: Any) -> Audience:
    """Return to whom a thing with a unit is open that the caller fetched; it has no heading of ours. Five queries."""
    return _audience(actor, None, about, thing)


def _audience(
    actor: Actor,
    head: Heading | reflections.Heading | None,
    about: str,
    thing: Any,
    *,
    closed: int = 0,
    item: Evidence | None = None,
) -> Audience:
    told = tuple(lines(about, thing.pk))
    theirs = may_share(actor, thing, thing.home.path if isinstance(thing, Reflection) else thing.unit.path)
    return Audience(
        heading=head,
        home=thing.home.name,
        only_me=thing.only_me,
        lines=told,
        choices=tuple(choices(actor, thing)) if theirs else (),
        mine=frozenset(line.id for line in told if line.holds and (theirs or line.by_id == actor.person_id)),
        closed=closed,
        item=item,
        demonstration=isinstance(thing, Item) and thing.unit.demonstration,
    )


def narrower(evaluation: Evaluation) -> frozenset[str]:
    """Return the ids of the items cited in a broad view that are open to fewer people than it is. Five queries.

    People it is shared with by name do not count: they read what is open to them, and an edition is one text for all.
    """
    view_acts = [a for a in acts_on(policy.ABOUT, evaluation.pk) if a.scope != Scope.NAMED]
    readers = open_acts(evaluation.kept, view_acts)
    if not readers:
        return frozenset()
    rows = Item.objects.filter(citations__judgement__evaluation=evaluation).distinct()
    return _narrower_among(rows, readers)


def opens_to_fewer(item: Item, other: Item) -> bool:
    """Return whether an item is open to fewer than another, both fetched through policy. Six queries at most.

    As in an edition, people with whom the other was shared by name count only where nobody else reads it.
    """
    acts = acts_on(EVIDENCE, other.pk)
    readers = open_acts(other.kept, [act for act in acts if act.scope != Scope.NAMED])
    if readers:
        return bool(_narrower_among(Item.objects.filter(pk=item.pk), readers))
    return item.only_me and not _people(other, acts) <= _people(item, acts_on(EVIDENCE, item.pk))


def _people(item: Item, acts: Sequence[Act]) -> set[str]:
    """Return the ids of those who read what is its owner's alone: the owner, and whom they let in by name."""
    return {item.owner, *(act.person_id for act in acts if act.scope == Scope.NAMED)}


def _narrower_among(rows: QuerySet[Item], readers: Sequence[Act]) -> frozenset[str]:
    """Return the ids of those items that are not open to all of these readers. Four queries."""
    items = list(rows.only("id", "home_id", "owner", "only_me"))
    acts = acts_on_each(EVIDENCE, [item.pk for item in items])
    places = places_of(act.unit_id for act in readers)
    return frozenset(
        item.pk
        for item in items
        for open_to in [open_acts(item.kept, acts[item.pk])]
        if not all(
            covers(open_to, places[act.unit_id], partnership=act.scope == Scope.PARTNERSHIP)
            for act in readers
        )
    )


def closed_at_sealing(actor: Actor, evaluation_id: str) -> list[Closed]:
    """Return the evidence whose words an edition sealed now would leave out, as this actor may read it."""
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id, kinds=policy.ANY)
    return closed_among(actor, evaluation, narrower(evaluation))


def closed_in_editions(actor: Actor, evaluation: Evaluation) -> list[Closed]:
    """Return the evidence whose words stand in sealed editions and that is open to fewer people than these are now.

    Whoever was let in since they were sealed reads there that it is not open to them.
    """
    numbers: dict[str, str] = {}
    for content in evaluation.editions.order_by("number").values_list("content", flat=True):
        for judgement in from_json(content).judgements:
            numbers |= {e.item: judgement.number for e in judgement.evidence if e.item}
    readers = [a for a in acts_on(policy.ABOUT, evaluation.pk) if a.scope != Scope.NAMED]
    readers = open_acts(evaluation.kept, readers)
    if not numbers or not readers:
        return []
    rows = Item.objects.filter(pk__in=_narrower_among(Item.objects.filter(pk__in=numbers), readers))
    items = {row.pk: row for row in rows.select_related("home", "unit").order_by("written_at")}
    return [
        Closed(e, numbers[e.id], may_share(actor, items[e.id], items[e.id].unit.path) and not e.hidden)
        for e in for_reader(actor, shown(items.values()))
    ]


def closed_among(actor: Actor, evaluation: Evaluation, ids: Collection[str]) -> list[Closed]:
    """Return the items of these ids, which a broad view cites, as this actor may read them. Three queries, or none."""
    if not ids:
        return []
    cited = Citation.objects.filter(judgement__evaluation=evaluation, item__in=ids).select_related(
        "item__home", "item__unit"
    )
    rows = list(cited.order_by("judgement__indicator__number", "made_at"))
    numbers = cited.values_list("item_id", "judgement__indicator__number")
    first = dict(sorted(numbers, key=lambda pair: pair[1], reverse=True))
    items = {row.item_id: row.item for row in rows}
    return [
        Closed(e, first[e.id], may_share(actor, items[e.id], items[e.id].unit.path) and not e.hidden)
        for e in for_reader(actor, shown(items.values()))
    ]
