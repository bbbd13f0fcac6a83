"""A meeting as it goes through its actions: one at a time, in an order that holds still, and what was said in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db.models import DateField, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled, CompiledModels
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.improvement.models import Action, ActionStep, Helper, Progress
from speir.improvement.policy.doing import agrees, plans, tells
from speir.improvement.queries.board_lines import Need, needs_of
from speir.improvement.queries.board_scope import Scope, on_board
from speir.improvement.queries.meeting_order import END, PLACED, Before, how_many, turns_of
from speir.improvement.queries.meetings import Held, held, scope_of
from speir.improvement.queries.needing import Needing, of_ids
from speir.improvement.rules.boards import Show
from speir.improvement.rules.doing import ON, Move, can_take_back, overdue
from speir.improvement.rules.meetings import Turn, Up
from speir.improvement.rules.naming import Standing, State, Through

# What is said in a meeting; agreeing, stopping and closing are for those who plan or agree.
SAID_HERE = (State.UNDER_WAY, State.STUCK, State.DONE, State.NO_DIFFERENCE)
PLANNED_HERE = (State.STOPPED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of an action in this meeting. `back`: it can be taken back; `struck`: it was."""

    id: str
    action: str
    title: str
    before: str
    state: str
    text: str
    at: dt.datetime
    back: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """The action that is talked about. `says`: the states that this actor may say it has come to; none: they read.

    `nobody`: its lead can act no more; `gives`: this actor may give it to somebody else.
    """

    id: str
    title: str
    priority_id: str
    priority: str
    unit: str
    lead: str
    nobody: bool
    gives: bool
    helpers: tuple[str, ...]
    due: dt.date | None
    late: str
    state: str
    said: str
    said_on: dt.date | None
    target: str
    shows: str
    waits_for: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, dt.date | None], ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Now:
    """The meeting at one action: its place, why it comes up, what comes before and after; `one` is None at the end.

    `said` is what was said just now, of the action that was shown before.
    """

    held: Held
    place: int
    many: int
    turn: Turn | None
    one: Shown | None
    previous: str
    next: str
    told: tuple[Told, ...]
    said: Told | None


def meeting_now(actor: Actor, unit_id: str, meeting_id: str, at: str = "", said: str = "") -> Now:
    """Return a meeting at the action `at`; empty is the first, `end` is after the last.

    `said` is the action of which something was said just now. Raises NotYours, also where `at` is none of them. Eight
    queries; where there is much, one more for the last of those that come up for one reason.
    """
    there, today = held(actor, unit_id, meeting_id), timezone.localdate()
    scope = scope_of(actor, there.row)
    told, befores = _told(scope, there, today)
    amiss = of_ids(actor)
    picked = _picked(actor, at, today, amiss) if is_id(at) else None
    turns, many = turns_of(scope, befores, amiss, there.days.after, at, picked.up if picked else None)
    order = [up.id for _turn, up in turns]
    at = at or (order[0] if order else END)
    if at != END and at not in order:
        raise NotYours
    picked = picked or (_picked(actor, at, today, amiss) if at != END else None)
    if at != END and picked is None:
        raise NotYours
    place = order.index(at) if at != END else many
    return Now(
        held=there,
        place=place + 1,
        many=many,
        turn=turns[place][0] if at != END else None,
        one=_shown(actor, picked, today) if picked else None,
        previous=order[min(place, len(order)) - 1] if place else "",
        next=(order[place + 1] if place + 1 < len(order) else END) if at != END else "",
        told=tuple(told),
        said=next((one for one in reversed(told) if one.action == said and not one.struck), None),
    )


def said_in(actor: Actor, unit_id: str, meeting_id: str) -> tuple[Held, tuple[Told, ...], int]:
    """Return a meeting, what was said in it, and how many actions it has to go through. Three queries.

    Raises NotYours.
    """
    there, today = held(actor, unit_id, meeting_id), timezone.localdate()
    scope = scope_of(actor, there.row)
    told, _befores = _told(scope, there, today)
    return there, tuple(told), how_many(scope)


def _told(scope: Scope, there: Held, today: dt.date) -> tuple[list[Told], dict[str, Before]]:
    """Return what was said in this meeting, and of which actions something was said in it today.

    What was said in a meeting names it. What is older than that name goes by days: a meeting lasts from its day until
    the next one, and one that is still to come is held today. One query.
    """
    first, after = min(there.days.on, today), there.days.after
    until = max(after, first + dt.timedelta(days=1)) if after is not None else None
    told: list[Told] = []
    befores: dict[str, Before] = {}
    rows = _said_in(scope, there.meeting.id, min(first, today))()
    for meeting, before, state, text, at, title, priority, *placed, said in rows:
        on = timezone.localdate(at)
        if on == today and priority == Standing.AGREED:
            befores.setdefault(placed[-1], Before(tuple(placed), [])).states.append(before)
        if meeting or (on >= first and (until is None or on < until)):
            now = Move(before, state, text)
            told.append(Told(said, placed[-1], title, *now, at, back=can_take_back(now, on, today)))
    return _struck(told), befores


def _struck(told: Iterable[Told]) -> list[Told]:
    """Return what was said, the oldest first, with a sentence that was taken back struck out where it stands."""
    found: list[Told] = []
    last: dict[str, int] = {}
    for one in told:
        was = found[last[one.action]] if one.action in last else None
        if was is not None and one.before == one.state and not one.text and was.state == was.before:
            found[last[one.action]] = replace(was, struck=True, back=False)
            continue
        last[one.action] = len(found)
        found.append(one)
    return found


@lru_cache(maxsize=256)
def _said_in(scope: Scope, meeting_id: str, first: dt.date) -> Compiled:
    """Return the query for what was said in this meeting, and since a day in one that is not named."""
    named = ("meeting_id", "before", "state", "text", "at", "action__title", "action__priority__state")
    placed = [f"action__{name}" for name in PLACED]
    unnamed = {"meeting": None, "through": Through.MEETING.value, "at__gte": _start(first)}
    rows = [
        on_board(scope, Progress.objects.filter(**said)).order_by().values_list(*named, *placed, "pk")
        for said in ({"meeting": meeting_id}, unnamed)
    ]
    # Two that are put together, each by its own index.
    return Compiled(lambda: rows[0].union(rows[1], all=True).order_by("at", "pk"), blanks=0)


_ACTION = CompiledModels(
    lambda pk: Action.objects.filter(pk=pk).select_related("priority__unit", "unit", "lead"), blanks=1
)


def _beside(pk: str) -> QuerySet[Any, Any]:
    """Return who helps with an action and its steps, as one query: a step's text has no person's id."""
    no_day, no_text = Cast(Value(None), DateField()), Value("", output_field=TextField())
    helpers = Helper.objects.filter(action=pk).values_list("person__name", no_day, Value(0), "person_id")
    steps = ActionStep.objects.filter(action=pk, removed_at=None)
    return helpers.union(steps.values_list("text", "done_on", "position", no_text), all=True)


_BESIDE = Compiled(_beside, blanks=1)


@dataclass(frozen=True, slots=True)
class Picked:
    """An action by its id, whoever may read it, with what it waits for."""

    row: Action
    needs: tuple[Need, ...]
    amiss: Needing | None

    @property
    def up(self) -> Up:
        """Return it as a meeting orders it."""
        return Up(self.row.id, self.row.state, self.row.due, bool(self.needs), (), self.nobody)

    @property
    def nobody(self) -> bool:
        """Return whether who led it can do so no more."""
        return self.amiss is not None and self.amiss.show is Show.NOBODY


def _picked(actor: Actor, action_id: str, today: dt.date, amiss: Mapping[str, Needing]) -> Picked | None:
    """Return the action that is talked about; None for an id of none. Two queries, of which the second may be two.

    That its reader may read it is for the order to say, which holds no other: until then nothing of it is shown.
    """
    for row in _ACTION(action_id):
        needs = needs_of(actor, [action_id], today, {row.priority_id}).get(action_id, ())
        return Picked(row, needs, amiss.get(action_id))
    return None


def _shown(actor: Actor, picked: Picked, today: dt.date) -> Shown:
    row = picked.row
    beside = sorted(_BESIDE(row.id), key=lambda one: one[2])
    helpers = {person: name for name, _on, _at, person in beside if person}
    return Shown(
        id=row.id,
        title=row.title,
        priority_id=row.priority_id,
        priority=row.priority.title,
        unit=row.unit.name if row.unit else "",
        lead=row.lead.get_full_name() if row.lead else "",
        nobody=picked.nobody,
        gives=plans(actor, row),
        helpers=tuple(sorted(helpers.values())),
        due=row.due,
        late=overdue(row.state, row.due, today),
        state=row.state,
        said=row.said,
        said_on=timezone.localdate(row.said_at) if row.said_at else None,
        target=row.target,
        shows=row.shows,
        waits_for=tuple((one.title, one.state) for one in picked.needs),
        steps=tuple((text, done_on) for text, done_on, _at, person in beside if not person),
        says=_says(actor, row, actor.person_id in helpers),
    )


def _says(actor: Actor, row: Action, helps: bool) -> tuple[str, ...]:
    """Return the states that this actor may say here, the one that it is in first."""
    if not tells(actor, row, helps=helps):
        return ()
    on = ON[row.state]
    found = [one for one in SAID_HERE if one in on]
    if State.AGREED in on and agrees(actor, row):
        found.append(State.AGREED)
    if plans(actor, row):
        found += [one for one in PLANNED_HERE if one in on]
    return (row.state, *(one.value for one in found))


def _start(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
