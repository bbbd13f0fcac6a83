"""Choosing what is read in a room: what could be put in, and what becomes readable with it."""

from __future__ import annotations

from dataclasses import dataclass

from speir.access.actor import Actor
from speir.core.text import clean
from speir.evaluations import policy
from speir.evaluations.models import Citation, Edition, Evaluation
from speir.evaluations.queries.audiences import Closed, closed_among
from speir.evaluations.queries.rooms import Heading, Label, edition_record, heading, labels, shut, shut_among
from speir.evaluations.rules.record import without
from speir.evidence.models import Item
from speir.evidence.policy import visible_to as items_visible_to
from speir.sharing.models import Room, RoomThing
from speir.sharing.policy import require_kept, shareable
from speir.sharing.rules import InRoom

MOST = 40


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


def candidates(actor: Actor, room_id: str, words: str = "") -> tuple[Heading, list[Label], list[Label]]:
    """Return what the actor could put into a room: broad views with their editions, and evidence, that hold the words.

    At most 40 of each, newest first; what is there already is left out. Raises NotYours.
    """
    room = require_kept(actor, room_id)
    there = set(room.things.filter(taken_at=None).values_list("about", "about_id", "number"))
    # Whoever leads above where something was written may share it once it is open to them, and reads nothing by that.
    views = policy.visible_to(actor).filter(shareable(actor), unit__path__startswith=room.unit.path)
    items = items_visible_to(actor).filter(shareable(actor), unit__path__startswith=room.unit.path)
    for word in clean(words).split()[:10]:
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

    def new(given: list[RoomThing]) -> list[RoomThing]:
        return [one for one in given if (str(one.about), one.about_id, one.number) not in there]

    return heading(actor, room), list(labels(new(things))), list(labels(new(pieces)))
