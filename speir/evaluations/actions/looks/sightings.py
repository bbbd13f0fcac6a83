"""Saying where a feature was looked for, and whether it was seen there."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.ids import is_id
from speir.core.text import clean
from speir.evaluations.actions import beside
from speir.evaluations.models import Citation, Feature, Sighting, Way
from speir.evaluations.policy.looks import LOOK, require_line
from speir.evaluations.rules.looks.naming import SEEN_WORDS
from speir.evaluations.rules.looks.saying import ITEM, WAY, check_sighting, read_source, sighting_mark
from speir.evidence.policy import visible_to as items_visible_to
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Waits
from speir.trail.actions import record as record_in_trail

CHANGED_CODE = "sighting-changed"
CHANGED = "{by} has said something of this source meanwhile: {now}. Save again to put yours in its place."
NO_SOURCE = "Choose where it was looked for: a way of finding out, or a piece of evidence."


@transaction.atomic
def say(
    *,
    look_id: str,
    feature_id: str,
    source: str,
    seen: str,
    text: str = "",
    base: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> Sighting:
    """Say whether a feature was seen in a source: `way-<id>`, or `item-<id>` of a piece that is cited beside it.

    `base` marks what was said of it when the form was opened; sent twice it is said once. Raises NotYours, NotAllowed,
    Unfit, Waits, and Refused once the closer look is finished or, with CHANGED_CODE, where somebody said it meanwhile.
    """
    feature = _feature(look_id, feature_id, by)
    what, source_id = read_source(source)
    broken = check_sighting(seen, text)
    if not what:
        broken.append(Refused("sighting-needs-source", NO_SOURCE, "source"))
    if broken:
        raise Unfit(broken)
    where = _source(feature, what, source_id, by)
    said = clean(text)
    row = Sighting.objects.filter(feature=feature, **where).first()
    if row is not None and (row.seen, row.text) == (seen, said):
        return row
    if row is not None and base != sighting_mark(row.seen, row.text):
        now = f"{SEEN_WORDS[row.seen]}{f' – “{row.text}”' if row.text else ''}"
        raise Refused(CHANGED_CODE, CHANGED.format(by=row.by_name or "Somebody", now=now), "seen")
    old, hand = (
        (row.text, beside.Hand(row.by, row.by_name, row.at)) if row else ("", beside.Hand("", "", None))
    )
    row = row or Sighting(feature=feature, **where)
    evaluation = feature.look.evaluation
    place = beside.place_of(evaluation, f"sighting/{row.id}", LOOK, feature.look_id)
    if said and (found := waiting(place=place, text=said, keeping=keeping, by=by)):
        raise Waits({"text": (said, found)})
    if old != said:
        beside.keep_earlier(evaluation, place, old, said, hand=hand, by=by)
    row.seen, row.text = seen, said
    row.by, row.by_name, row.at = by.person_id, by.name, timezone.now()
    row.save()
    _told(feature, by)
    return row


@transaction.atomic
def undo(*, look_id: str, feature_id: str, source: str, base: str, by: Actor) -> None:
    """Take back what was said of a feature in a source; sent twice it is taken back once. Its text stays among earlier.

    Raises NotYours, NotAllowed, and Refused once the closer look is finished or where somebody changed it meanwhile.
    """
    feature = _feature(look_id, feature_id, by)
    what, source_id = read_source(source)
    if not what or not is_id(source_id):
        raise NotYours
    row = Sighting.objects.filter(feature=feature, **{f"{what}_id": source_id}).first()
    if row is None:
        return
    if base != sighting_mark(row.seen, row.text):
        now = SEEN_WORDS[row.seen]
        raise Refused(CHANGED_CODE, CHANGED.format(by=row.by_name or "Somebody", now=now), "seen")
    evaluation = feature.look.evaluation
    place = beside.place_of(evaluation, f"sighting/{row.id}", LOOK, feature.look_id)
    hand = beside.Hand(row.by, row.by_name, row.at)
    beside.keep_earlier(evaluation, place, row.text, "", hand=hand, by=by)
    row.delete()
    _told(feature, by)


def _feature(look_id: str, feature_id: str, by: Actor) -> Feature:
    feature = require_line(by, Permission.WRITE_JUDGEMENTS, Feature, look_id, feature_id)
    if feature.removed_at is not None:
        raise NotYours
    return feature


def _source(feature: Feature, what: str, source_id: str, by: Actor) -> dict[str, str]:
    """Return the source as a sighting's column has it. Raises NotYours where it is none of this closer look's."""
    if not is_id(source_id):
        raise NotYours
    if what == WAY and Way.objects.filter(pk=source_id, look=feature.look, removed_at=None).exists():
        return {"way_id": source_id}
    cited = Citation.objects.filter(
        item=source_id,
        judgement__evaluation=feature.look_id,
        judgement__indicator=feature.indicator_id,
    )
    if what == ITEM and cited.exists() and items_visible_to(by).filter(pk=source_id).exists():
        return {"item_id": source_id}
    raise NotYours


def _told(feature: Feature, by: Actor) -> None:
    path = feature.look.evaluation.told
    record_in_trail(by=by, verb="looked for in", about="closer look", about_id=feature.look_id, path=path)
