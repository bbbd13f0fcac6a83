"""Choosing what is read in a room: what could be put in, and what becomes readable with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from speir.access.actor import Actor
from speir.core.text import clean
from speir.evaluations import policy
from speir.evaluations.models import Citation, Edition, Evaluation
from speir.evaluations.queries.audiences import Closed, closed_among
from speir.evaluations.queries.rooms import Heading, Label, edition_record, heading, labels, shut, shut_among
from speir.evaluations.rules.looks.naming import Kind
from speir.evaluations.rules.record import without
from speir.evidence.models import Item
from speir.evidence.policy import visible_to as items_visible_to
from speir.sharing.models import Room, RoomThing
from speir.sharing.policy import require_kept, shareable
from speir.sharing.rules import InRoom

MOST = 40
LOOKS = frozenset({Kind.CLOSER_LOOK})


@dataclass(frozen=True, slots=True)
class Opens:
    """What becomes readable with a thing: so many citations with their words, so many without; `closed` names those
    in a broad view as it stands. `there`: it is in the room already.
    """

    label: Label
    readable: int
    without: int
    closed: tuple[Closed, ...] = ()
    there: bool = False


def opens(actor: Actor, room: Room, thing: Evaluation | Item, about: str, number: int) -> Opens:
    """Return what becomes readable when this thing is put into a room; the actor fetched both, through policy."""
    given = RoomThing(about=about, about_id=thing.pk, number=number)
    label = next(iter(labels([given])))
    there = room.things.filter(about=about, about_id=thing.pk, number=number, taken_at=None).exists()
    if isinstance(thing, Item):
        return Opens(label, 1, 0, there=there)
    if about == InRoom.LOOK:
        return Opens(label, 0, 0, there=there)
    if about == InRoom.EDITION:
        sealed = edition_record(thing.pk, number)
        among = Item.objects.filter(pk__in=sealed.items)
        sealed = without(sealed, shut_among(among, room, actor.person_id))
        closed = [e.withheld for q in sealed.questions for j in q.judgements for e in j.evidence]
        return Opens(label, closed.count(False), closed.count(True), there=there)
    hidden = shut(thing, room, actor.person_id)
    items = Citation.objects.filter(judgement__evaluation=thing).values_list("item_id", flat=True)
    cited = set(items)
    return Opens(label, len(cited - hidden), len(hidden), tuple(closed_among(actor, thing, hidden)), there)


@dataclass(frozen=True, slots=True)
class Choices:
    """What could be put into a room: broad views with their editions, closer looks, and pieces of evidence."""

    heading: Heading
    views: tuple[Label, ...]
    looks: tuple[Label, ...]
    pieces: tuple[Label, ...]


def candidates(actor: Actor, room_id: str, words: str = "") -> Choices:
    """Return what the actor could put into a room that holds the words.

    At most 40 of each, newest first; what is there already is left out. Raises NotYours.
    """
    room = require_kept(actor, room_id)
    there = set(room.things.filter(taken_at=None).values_list("about", "about_id", "number"))
    # Whoever leads above where something was written may share it once it is open to them, and reads nothing by that.
    mine = shareable(actor) & Q(unit__path__startswith=room.unit.path)
    views = policy.visible_to(actor).filter(mine)
    looks = policy.visible_to(actor, kinds=LOOKS).filter(mine)
    items = items_visible_to(actor).filter(mine)
    for word in clean(words).split()[:10]:
        looks = looks.filter(title__icontains=word)
        views, items = views.filter(title__icontains=word), items.filter(shows__icontains=word)
    found = list(views.order_by("-begun_at")[:MOST].values_list("id", flat=True))
    numbers = Edition.objects.filter(evaluation__in=found).order_by("evaluation", "-number")
    things = [
        RoomThing(about=InRoom.EDITION, about_id=e, number=n)
        for e, n in numbers.values_list("evaluation", "number")
    ]
    things += [RoomThing(about=InRoom.VIEW, about_id=one, number=0) for one in found]
    things.sort(key=lambda one: found.index(one.about_id))
    pieces = [
        RoomThing(about=InRoom.EVIDENCE, about_id=one, number=0)
        for one in items.order_by("-written_at")[:MOST].values_list("id", flat=True)
    ]

    looked = [
        RoomThing(about=InRoom.LOOK, about_id=one, number=0)
        for one in looks.order_by("-begun_at")[:MOST].values_list("id", flat=True)
    ]

    def new(given: list[RoomThing]) -> list[RoomThing]:
        return [one for one in given if (str(one.about), one.about_id, one.number) not in there]

    return Choices(
        heading(actor, room),
        *(tuple(labels(new(each))) for each in (things, looked, pieces)),
    )
