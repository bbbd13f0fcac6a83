"""What needs somebody and cannot say so: actions whose lead has left, and impact whose evidence no longer stands.

Both come about elsewhere: somebody's role ends, evidence is withdrawn. They are found from there, so that a board costs
what they are and not what all its actions are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, IsNull
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.access.roles import ROLES
from speir.core.compiled import Compiled
from speir.improvement.models import Action, Part, Priority, Proof
from speir.improvement.queries.board_scope import Scope
from speir.improvement.rules.boards import Show
from speir.improvement.rules.naming import AWAITED, OPEN, UNPROVED, Standing, State
from speir.organisations.models import Membership, Seat

BEGUN = [one.value for one in (*AWAITED, *UNPROVED)]
READING = [role for role, those in ROLES.items() if Permission.READ_EVALUATIONS in those]
PLACED = ("id", "priority_id", "lead_id", "unit_id", "unit__path", "priority__unit__path")
NAMED = (
    *("due", "state", "priority__state", "title", "priority__title", "lead__name", "unit__name", "said"),
    *("priority__position", "position"),
)


class Needing(NamedTuple):
    """An action that needs somebody (`show` is NOBODY), or whose impact is no longer shown (UNSHOWN).

    `path` is where its priority is, `unit_path` where it is done; `gives`: who asks may change it. What follows that is
    empty where it was not asked for: `agreed` says whether its priority is, `lead` is who led it, empty where their
    account is gone, `said` the last sentence about it, and `place` where it stands: its priority's and its own.
    """

    show: Show
    id: str
    priority_id: str
    lead_id: str
    unit_id: str
    unit_path: str
    path: str
    gives: bool
    due: dt.date | None = None
    state: str = ""
    agreed: bool = False
    title: str = ""
    priority: str = ""
    lead: str = ""
    unit: str = ""
    said: str = ""
    place: tuple[int, str, int] = (0, "", 0)

    def on(self, scope: Scope) -> bool:
        """Return whether it stands on a board, whose reader was found to read its priority."""
        return self.path.startswith(scope.path) or self.unit_path.startswith(scope.path)

    def late(self, today: dt.date) -> bool:
        """Return whether its day is over and it is not done."""
        return self.due is not None and self.due < today and self.state in set(AWAITED)


def needing(actor: Actor, readable: Collection[str], *, whole: bool = True) -> dict[str, Needing]:
    """Return what needs somebody near the actor, of priorities that they were found to read, by its id. One query.

    Not `whole`, it says of each what it is and where, without a word or its day: for a page that has them already.
    """
    return {one.id: one for one in _near(actor, whole=whole) if one.priority_id in readable}


def of_ids(actor: Actor, *, whole: bool = True) -> dict[str, Needing]:
    """Return the same of every priority near the actor: to look up actions in it that they were found to read."""
    return {one.id: one for one in _near(actor, whole=whole)}


def forget() -> None:
    """Forget what was made of rows: to measure what it costs."""
    _kept.cache_clear()


def told(rows: QuerySet[Action]) -> QuerySet[Action]:
    """Return actions each of which tells of itself by `amiss`. No query of its own."""
    proofs, stands = _proofs()
    return rows.annotate(
        led=Exists(able(timezone.localdate())), shown=Exists(stands), was_shown=Exists(proofs)
    )


def amiss(row: Any) -> Show | None:
    """Return what is wrong with an action that `told` gave, of a priority that goes on; None where nothing is."""
    if row.state in (BEGUN if row.lead_id is None else OPEN) and not (row.lead_id and row.led):
        return Show.NOBODY
    return Show.UNSHOWN if row.state == State.IMPACT_SHOWN and row.was_shown and not row.shown else None


def counted(found: Iterable[Needing]) -> dict[Show, int]:
    """Return how many of each sort there are."""
    shows = [one.show for one in found]
    return {show: shows.count(show) for show in (Show.NOBODY, Show.UNSHOWN)}


def _near(actor: Actor, *, whole: bool = True) -> tuple[Needing, ...]:
    roots = {grant.path.partition("/")[0] for grant in actor.grants}
    roots |= {seat.partnership.partition("/")[0] for seat in actor.seats}
    if not roots:
        return ()
    query = _rows(tuple(sorted(roots)), timezone.localdate(), whole)
    return _kept(actor, query, query.given(), whole)


@lru_cache(maxsize=256)
def _kept(
    actor: Actor, query: Compiled, rows: tuple[tuple[Any, ...], ...], whole: bool
) -> tuple[Needing, ...]:
    """Return what rows say to an actor; kept by the rows, which are asked for each time."""
    found = []
    given: dict[
        tuple[str | None, str], bool
    ] = {}  # whether the actor may plan there: many stand at few places
    for row in query.made(rows):
        show, one, priority, lead_id, unit_id, unit_path, path, *more = row
        where = (unit_path, path)
        if where not in given:
            given[where] = any(may(actor, Permission.PLAN_IMPROVEMENT, each) for each in where if each)
        named: tuple[Any, ...] = ()
        if whole:
            due, state, of_state, title, of, lead, unit, said, first, at = more
            place = (first, priority, at)
            named = (due, state, of_state == Standing.AGREED, title, of, lead or "", unit or "", said, place)
        placed = (priority, lead_id or "", unit_id or "", unit_path or "", path, given[where])
        found.append(Needing(Show(show), one, *placed, *named))
    return tuple(found)


@lru_cache(maxsize=512)
def _rows(roots: tuple[str, ...], today: dt.date, whole: bool) -> Compiled:
    """Return the query for it. It goes by who left, and not by priority: they are fewer than actions."""
    left = _left(roots, today)
    goes_on = Action.objects.filter(removed_at=None, priority__removed_at=None).exclude(
        priority__state=Standing.CLOSED.value
    )
    theirs = goes_on.filter(Q(lead__in=left.values("person_id")), ~Exists(able(today)), state__in=OPEN)
    erased = goes_on.filter(lead=None, state__in=BEGUN)
    names = PLACED + NAMED if whole else PLACED
    rows = [_named(one, Show.NOBODY, names) for one in (theirs, erased)]
    rows.append(_named(_unshown(_priorities(roots)), Show.UNSHOWN, names))
    return Compiled(lambda: rows[0].union(*rows[1:], all=True), blanks=0)


def _named(rows: QuerySet[Action], show: Show, names: Iterable[str]) -> Any:
    said = Value(show.value, output_field=TextField())
    return rows.order_by().annotate(show=said).values_list("show", *names)


def _seated(roots: Collection[str]) -> QuerySet[Seat]:
    return Seat.objects.filter(partnership__in=roots)


def _left(roots: Collection[str], today: dt.date) -> QuerySet[Membership]:
    """Return the roles near that no longer let somebody read: whether they have another one is asked besides."""
    sits = _seated(roots).filter(starts__lte=today).exclude(ends__lt=today).values("organisation")
    near = Q(unit__root__in=roots) | Q(unit__root__in=_seated(roots).values("organisation"))
    over = Q(ended_at__isnull=False) | Q(ends__lt=today) | Q(starts__gt=today) | Q(unit__closes__lt=today)
    over |= Q(person__is_active=False) | ~Q(role__in=READING)
    over |= ~Q(unit__root__in=roots) & ~Q(unit__root__in=sits)
    return Membership.objects.filter(near, over).order_by()


def able(today: dt.date) -> QuerySet[Membership]:
    """Return the roles by which the lead of an action (a row outside) still reads it, as `policy.priorities` says it.

    In the unit of its priority or below that, or below one that has a part in it and still sits in the partnership.
    """
    sits = Seat.objects.filter(
        organisation=OuterRef("unit__root"), partnership=OuterRef("priority__unit__root")
    )
    sits = sits.filter(starts__lte=today).exclude(ends__lt=today)
    parts = Part.objects.annotate(where=ExpressionWrapper(OuterRef("unit__path"), output_field=TextField()))
    parts = parts.filter(
        Q(unit__root=F("priority__unit__root")) | Exists(sits),
        priority=OuterRef(OuterRef("priority")),
        where__startswith=F("unit__path"),
    )
    rows = Membership.objects.holding(today).filter(role__in=READING, person__is_active=True)
    near = Q(unit__path__startswith=OuterRef("priority__unit__path")) | Exists(parts)
    return rows.filter(near, person=OuterRef("lead")).order_by()


def _priorities(roots: Collection[str]) -> QuerySet[Priority]:
    near = Q(unit__root__in=roots) | Q(unit__root__in=_seated(roots).values("organisation"))
    return Priority.objects.filter(near, removed_at=None).exclude(state=Standing.CLOSED.value).order_by()


def _unshown(priorities: QuerySet[Priority]) -> QuerySet[Action]:
    """Return what says that its impact was shown, though nothing that showed it still does.

    What stands no more is found first: it is little, and of that alone is asked whether something else still stands.
    """
    over = Proof.objects.annotate(stands=Case(When(_standing(), then=Value(1)), default=Value(0)))
    over = over.filter(
        stands=0,
        removed_at=None,
        action__priority__in=priorities.values("pk"),
        action__removed_at=None,
        action__state=State.IMPACT_SHOWN.value,
    )
    _proofs_of, stand = _proofs()
    return Action.objects.filter(~Exists(stand), pk__in=over.order_by().values("action_id"))


def _proofs() -> tuple[QuerySet[Proof], QuerySet[Proof]]:
    """Return the proofs of an action (a row outside), and those that still stand, as `rules.doing.proves` has it."""
    proofs = Proof.objects.filter(action=OuterRef("pk"), removed_at=None)
    return proofs, proofs.filter(_standing())


def _standing() -> Q:
    """Return the condition that a proof still shows the impact of its action."""
    day = Coalesce("item__to_day", "item__from_day")
    after = Q(action__begun_on=None) & IsNull(day, False) | Q(GreaterThan(day, F("action__begun_on")))
    return after & Q(item__withdrawn_at=None, item__speaks_of="impact")
