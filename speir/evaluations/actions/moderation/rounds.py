"""One indicator at a time: opening it, revealing what everybody judged, judging it again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import Refused
from speir.evaluations.actions.moderation.people import ENDED
from speir.evaluations.models import Moderation, Round
from speir.evaluations.policy import moderation as policy
from speir.evaluations.queries.moderation.people import missing
from speir.trail.actions import record

STILL_CODE = "round-still-judging"
NOBODY = Refused("round-nobody", "Nobody has judged yet, so there is nothing to reveal.")
NOT_OPEN = Refused("round-not-open", "Open this indicator first.")
NOT_REVEALED = Refused("round-hidden", "Reveal it first: people can change their view until then.")


@transaction.atomic
def open_round(*, round_id: str, by: Actor) -> Round:
    """Have people judge this indicator now; in a meeting it is the one that everybody's device shows.

    Raises NotYours, NotAllowed, Refused once it all ended.
    """
    row = policy.require_leading_round(by, round_id, lock=True)
    if row.moderation.ended_at is not None:
        raise ENDED
    if row.revealed_at is None:
        row.opened_at = timezone.now()
        row.save(update_fields=["opened_at"])
        _told("opened", row, by)
    return row


@transaction.atomic
def reveal(*, round_id: str, anyway: bool = False, by: Actor) -> Round:
    """Show everybody what was judged, once and for all at once; views on their way in are waited for.

    Raises NotYours, NotAllowed, Refused before it is open or where nobody judged; and, unless `anyway`, with STILL_CODE
    where somebody on the list has not judged yet. Sent twice it is revealed once.
    """
    row = policy.require_leading_round(by, round_id, lock=True)
    if row.revealed_at is not None:
        return row
    if row.opened_at is None:
        raise NOT_OPEN
    if not row.views.exists():
        raise NOBODY
    still = missing(row)
    if still and not anyway:
        raise Refused(STILL_CODE, "Not everybody has judged yet.")
    row.revealed_at = timezone.now()
    row.revealed_by_name = by.name
    row.save(update_fields=["revealed_at", "revealed_by_name"])
    _told("revealed", row, by)
    return row


@transaction.atomic
def judge_again(*, round_id: str, by: Actor) -> Round:
    """Have people judge a revealed indicator once more, in a round of its own; what was judged before stays.

    Sent twice there is one new round. Raises NotYours, NotAllowed, Refused before it was revealed or once it all ended.
    """
    row = policy.require_leading_round(by, round_id, lock=True)
    if row.moderation.ended_at is not None:
        raise ENDED
    if row.revealed_at is None:
        raise NOT_REVEALED
    Moderation.objects.select_for_update(no_key=True).get(pk=row.moderation_id)
    later = Round.objects.filter(
        moderation=row.moderation_id, indicator=row.indicator_id, turn__gt=row.turn
    ).first()
    if later is not None:
        return later
    last = Round.objects.filter(moderation=row.moderation_id).aggregate(last=Max("position"))["last"]
    new = Round.objects.create(
        moderation_id=row.moderation_id,
        indicator_id=row.indicator_id,
        turn=row.turn + 1,
        position=last + 1,
        opened_at=timezone.now(),
    )
    _told("opened", new, by)
    return new


def _told(verb: str, row: Round, by: Actor) -> None:
    record(
        by=by,
        verb=verb,
        about="moderation",
        about_id=row.moderation_id,
        path=row.moderation.evaluation.told,
        detail=row.indicator.number,
    )
