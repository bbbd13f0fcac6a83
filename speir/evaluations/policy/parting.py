"""Until when an organisation is in a joint broad view: until its seat in the partnership ends, or it closes.

What it took part in stays readable to it as it stood at the end of that day. What others hand in afterwards is not for
it, nothing more is asked of it, no letter goes to it, and it does not go on judging together. What it handed in stays.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from speir.core.errors import Refused
from speir.core.text import day
from speir.evaluations.models import Contribution
from speir.organisations.models import Seat

NO_LONGER = "{name} is no longer a member: its last day was {on}. What was handed in stays readable."


def _seat() -> QuerySet[Seat]:
    """Return the seat of a contribution's organisation in the partnership that asks; a unit below it has none."""
    return Seat.objects.filter(
        organisation=OuterRef("organisation"), partnership=OuterRef("joint__evaluation__unit")
    )


def seat_ends() -> Subquery:
    """Return the last day of that seat, empty where it has none: a column of a query over contributions."""
    return Subquery(_seat().order_by().values("ends")[:1])


def left() -> Q:
    """Return the condition that a contribution is of an organisation that is no longer a member."""
    today = timezone.localdate()
    return Q(organisation__closes__lt=today) | Q(Exists(_seat().filter(ends__lt=today)))


def left_on(closes: dt.date | None, ends: dt.date | None) -> dt.date | None:
    """Return the last day on which an organisation was a member; None while it is one. No query."""
    last = min((each for each in (closes, ends) if each is not None), default=None)
    return last if last is not None and last < timezone.localdate() else None


def end_of(last: dt.date) -> dt.datetime:
    """Return the moment at which a day is over."""
    return timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min))


def last_day(contribution: Contribution) -> dt.date | None:
    """Return the last day of an organisation as a member, fetched with its contribution as `seat_ends`. No query."""
    return left_on(contribution.organisation.closes, contribution.seat_ends)  # type: ignore[attr-defined]


def has_left(contribution: Contribution) -> bool:
    """Return whether a contribution, however it was fetched, is of one that is no longer a member. One query."""
    return Contribution.objects.filter(left(), pk=contribution.pk).exists()


def require_member(contribution: Contribution) -> None:
    """Raise Refused where the organisation is no longer a member; fetched as for `last_day`. No query."""
    if last := last_day(contribution):
        raise Refused(
            "contribution-left", NO_LONGER.format(name=contribution.organisation.name, on=day(last))
        )
