"""Who takes part: joining with one's own device, being put on the list of a room with one, being asked by post."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core import ids
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.text import one_line
from speir.evaluations.models import Evaluator, Moderation
from speir.evaluations.policy import moderation as policy
from speir.evaluations.queries.moderation import people as listed
from speir.evaluations.rules import moderating
from speir.evaluations.rules.looks.saying import check_same
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Place, Waits
from speir.notices.actions import configured, post
from speir.trail.actions import record

ENDED = Refused("moderation-ended", "This has ended. What was agreed stays readable.")
MANY = Refused(
    "moderation-many", f"There are {moderating.MOST_PEOPLE} people on the list; more do not fit.", "name"
)


@transaction.atomic
def join(
    *,
    moderation_id: str,
    unit_id: str = "",
    standpoint: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> Evaluator:
    """Take part with one's own device, for one of one's units (the first where none is named) or in words of one's own.

    Who has joined already, or was asked by post, keeps their place and speaks for what they say now; inserts and one's
    own row alone, so nobody waits for anybody. Raises NotYours, NotAllowed, Unfit, Waits, and Refused once it ended.
    """
    row, own = policy.require_taking_part(by, moderation_id)
    if row.ended_at is not None:
        raise ENDED
    by_id = {one.id: one for one in own}
    if unit_id and unit_id not in by_id:
        raise Unfit([Refused("standpoint-unknown", "Choose for whom you speak from the list.", "unit")])
    words = one_line(standpoint)
    if broken := moderating.check_standpoint(words):
        raise Unfit(broken)
    _ask(row, by.person_id, words, keeping, by)
    place = {"unit_id": unit_id or own[0].id, "standpoint": words, "left_at": None}
    new = Evaluator(moderation=row, person_id=by.person_id, name=by.name, joined_at=timezone.now(), **place)
    Evaluator.objects.bulk_create([new], ignore_conflicts=True)
    mine = Evaluator.objects.get(moderation=row, person=by.person_id)
    changed = [name for name, value in place.items() if getattr(mine, name) != value]
    if changed:
        for name in changed:
            setattr(mine, name, place[name])
        mine.save(update_fields=changed)
    if mine.pk == new.pk or "left_at" in changed:
        record(by=by, verb="joined", about="moderation", about_id=row.id, path=row.evaluation.told)
    return mine


@transaction.atomic
def put_on_list(
    *,
    moderation_id: str,
    name: str,
    standpoint: str = "",
    evaluator_id: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> Evaluator:
    """Put somebody on the list who will judge on this device, by name. Sent twice with one `evaluator_id`: once.

    Sent again with another name it is refused. Raises NotYours, NotAllowed, Unfit, Waits, and Refused once it ended.
    """
    row = policy.require_leading(by, moderation_id, lock=True)
    before = Evaluator.objects.filter(pk=evaluator_id, moderation=row).first() if evaluator_id else None
    if before is not None:
        said = (one_line(name), one_line(standpoint))
        check_same((before.name, before.standpoint) == said, before.name, "name")
        return before
    if row.ended_at is not None:
        raise ENDED
    there = Evaluator.objects.filter(moderation=row, left_at=None)
    broken = moderating.check_name(name, standpoint)
    if there.count() >= moderating.MOST_PEOPLE:
        broken.append(MANY)
    if there.filter(name=one_line(name)).exists():
        sentence = f"{one_line(name)} is on the list already. Add what tells the two apart."
        broken.append(Refused("evaluator-twice", sentence, "name"))
    if broken:
        raise Unfit(broken)
    _ask(row, evaluator_id, one_line(standpoint), keeping, by)
    new = Evaluator(
        moderation=row,
        name=one_line(name),
        standpoint=one_line(standpoint),
        joined_at=timezone.now(),
    )
    if ids.is_id(evaluator_id) and not Evaluator.objects.filter(pk=evaluator_id).exists():
        new.id = evaluator_id
    new.save(force_insert=True)
    record(by=by, verb="put on the list of", about="moderation", about_id=row.id, path=row.evaluation.told)
    return new


@transaction.atomic
def take_off(*, moderation_id: str, evaluator_id: str, by: Actor) -> Evaluator:
    """Take somebody off the list: nobody waits for them. What they judged stays. They may join again.

    Raises NotYours, NotAllowed.
    """
    row = policy.require_leading(by, moderation_id, lock=True)
    found = Evaluator.objects.filter(pk=evaluator_id, moderation=row).first()
    if found is None:
        raise NotYours
    if found.left_at is None:
        found.left_at = timezone.now()
        found.save(update_fields=["left_at"])
        record(
            by=by,
            verb="took off the list of",
            about="moderation",
            about_id=row.id,
            path=row.evaluation.told,
        )
    return found


@transaction.atomic
def ask(*, moderation_id: str, people: Collection[str], by: Actor) -> int:
    """Ask people by e-mail to judge by post; return how many were asked. Who was asked before is not asked twice.

    Who has no proven address is put on the list all the same: they find it on Speir. Raises NotYours, NotAllowed, Unfit
    where nobody is chosen, and Refused for a meeting, or once it ended.
    """
    row = policy.require_leading(by, moderation_id, lock=True)
    if row.ended_at is not None:
        raise ENDED
    if row.until is None:
        raise Refused("moderation-meeting", "People are asked by e-mail where it goes by post.")
    askable = {one.id: one for one in listed.askable(row)}
    chosen = [askable[one] for one in dict.fromkeys(people) if one in askable]
    if not chosen:
        raise Unfit([Refused("moderation-nobody", "Choose at least one person.", "people")])
    now = timezone.now()
    Evaluator.objects.bulk_create(
        [
            Evaluator(moderation=row, person_id=one.id, name=one.name, unit_id=one.unit_id, joined_at=now)
            for one in chosen
        ],
        ignore_conflicts=True,
    )
    places = Evaluator.objects.filter(moderation=row, person__in=[one.id for one in chosen])
    places.filter(left_at__isnull=False).update(left_at=None)  # who was taken off the list is on it again
    for place in places:
        address = askable[place.person_id or ""].email
        if address and configured():
            post(kind="evaluations.asked", to=address, about_id=place.id, once=f"asked/{place.id}")
    record(
        by=by,
        verb="asked people into",
        about="moderation",
        about_id=row.id,
        path=row.evaluation.told,
        detail=str(len(chosen)),
    )
    return len(chosen)


def _ask(row: Moderation, whose: str, words: str, keeping: Keeping | None, by: Actor) -> None:
    """Ask about words for whom somebody speaks. Each person's are asked about apart."""
    if not words:
        return
    key = moderating.place_of_standpoint(row.id, whose)
    place = Place(key, "for whom somebody speaks", policy.MODERATION, row.id, row.evaluation.told)
    if found := waiting(place=place, text=words, keeping=keeping, by=by):
        raise Waits({"standpoint": (words, found)})
