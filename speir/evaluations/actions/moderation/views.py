"""Keeping what one person judges alone. Rows are added and none is changed, so nobody waits for anybody.

Nothing that is recorded here tells of what was judged: neither the trail nor how long it takes.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import Refused, Unfit
from speir.core.locks import shared
from speir.core.text import clean
from speir.evaluations.actions.moderation.people import ENDED
from speir.evaluations.models import HiddenView, Moderation, Round
from speir.evaluations.policy import moderation as policy
from speir.evaluations.rules import moderating
from speir.evaluations.rules.judging import NOT_EVALUATED
from speir.frameworks.queries import framework as read_framework
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Place, Waits
from speir.trail.actions import record

NOT_OPEN = Refused("round-not-open", "This indicator is not open yet.")


@transaction.atomic
def judge(
    *,
    round_id: str,
    choice: str,
    sure: str = "",
    why: str = "",
    evaluator_id: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> HiddenView:
    """Keep what the actor judges alone: it stays hidden until the reveal, and a later one takes its place until then.

    `evaluator_id`: of somebody who judges on the device of whoever leads. The same sent twice is kept once. After the
    reveal it is kept as late. Raises NotYours, NotAllowed before joining or in a role that does not judge, Unfit,
    Waits, and Refused before the indicator is open or once it all ended.
    """
    row = policy.require_round(by, round_id)
    evaluator = policy.require_evaluator(by, row.moderation, evaluator_id)
    evaluation = row.moderation.evaluation
    # From here to the end of this transaction nobody reveals.
    opened, revealed = shared(
        Round.objects.filter(pk=row.pk).order_by().values_list("opened_at", "revealed_at")
    )[0]
    # Nor does anybody end it all, who looks first whether a view is still hidden: nobody would ever read this one.
    if shared(Moderation.objects.filter(pk=row.moderation_id).order_by().values_list("ended_at"))[0][0]:
        raise ENDED
    if opened is None:
        raise NOT_OPEN
    shown = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    broken = moderating.check_view(choice=choice, sure=sure, why=why, levels=shown.levels)
    if broken:
        raise Unfit(broken)
    said, level = clean(why), shown.level_by_key.get(choice)
    latest = row.views.filter(evaluator=evaluator).order_by("-at", "-id").first()
    given = (level.id if level else None, choice == NOT_EVALUATED, sure, said)
    if latest and given == (latest.level_id, latest.not_evaluated, latest.sure, latest.why):
        # Told as anything else is: that it was not would say that this very view stands there already.
        _told(row, by)
        return latest
    key = moderating.place_of_view(row.id, evaluator.id)
    place = Place(key, "a reason", policy.MODERATION, row.moderation_id, evaluation.told)
    if said and (found := waiting(place=place, text=said, keeping=keeping, by=by)):
        raise Waits({"why": (said, found)})
    view = HiddenView.objects.create(
        round=row,
        evaluator=evaluator,
        level_id=given[0],
        not_evaluated=given[1],
        sure=sure,
        why=said,
        late=revealed is not None,
        at=timezone.now(),
    )
    _told(row, by)
    return view


def _told(row: Round, by: Actor) -> None:
    """Tell the trail that somebody judged, and not what."""
    record(
        by=by,
        verb="judged in",
        about="moderation",
        about_id=row.moderation_id,
        path=row.moderation.evaluation.told,
    )
