"""An action as its page shows it: what is to be done, by whom, how far it has come and what shows that it worked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import NotYours, Refused
from speir.core.text import day, period
from speir.evidence.models import Item
from speir.evidence.policy import hidden
from speir.improvement.models import Action, ActionStep, Helper, Priority, Progress
from speir.improvement.policy import doing as policy
from speir.improvement.queries.boards import UnitOf, board_of
from speir.improvement.queries.needing import of_ids
from speir.improvement.queries.said import action_said
from speir.improvement.queries.waiting import Beside, beside
from speir.improvement.rules.boards import Show
from speir.improvement.rules.doing import Move, can_take_back, missing, overdue, proves, step_mark
from speir.improvement.rules.naming import Standing, State

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Of:
    """The priority of an action; `closed`: nothing can be changed. `unit` is None where its board is not theirs."""

    id: str
    title: str
    unit_id: str
    unit_name: str
    framework: str
    demonstration: bool
    closed: bool
    unit: UnitOf | None


@dataclass(frozen=True, slots=True)
class Told:
    """How far it had come at a moment; `mine`: by this reader.

    `taken_back`: it went back to how it stood before; `struck`: this was taken back so.
    """

    id: str
    state: str
    before: str
    text: str
    through: str
    by: str
    at: dt.datetime
    mine: bool
    taken_back: bool
    struck: bool


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step; `done_on` is empty while it is to be done; `base` marks what a form of it is opened with."""

    id: str
    text: str
    done_on: str
    base: str
    by: str
    removed: bool


@dataclass(frozen=True, slots=True)
class ProofLine:
    """An item that shows the impact; without words where it is not open to this reader.

    `wrong` says in sentences why it would not show it any more, as it reads now.
    """

    id: str
    item_id: str
    shows: str
    when: str
    withdrawn: bool
    wrong: tuple[str, ...]
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class ActionPage:
    """An action with all that its page shows; the last words say what this reader may do.

    `nobody`: who led it can do so no more; `unshown`: what showed its impact does so no more.
    """

    id: str
    of: Of
    title: str
    target: str
    shows: str
    resources: str
    state: str
    said: str
    lead: str
    nobody: bool
    leads: bool
    helpers: tuple[str, ...]
    where: str
    due: str
    due_on: dt.date | None
    late: str
    begun_on: str
    missing: tuple[str, ...]
    progress: tuple[Told, ...]
    more_progress: bool
    steps: tuple[StepLine, ...]
    removed_steps: tuple[StepLine, ...]
    proofs: tuple[ProofLine, ...]
    unshown: bool
    beside: Beside
    indicator: str
    removed_by: str
    may_change: bool
    may_agree: bool
    may_tell: bool
    can_take_back: str


def action_page(actor: Actor, action_id: str) -> ActionPage:
    """Return an action to who may read it. Nine queries, one more once no difference is seen. Raises NotYours."""
    row = policy.require(actor, action_id)
    by_name = Helper.objects.select_related("person").order_by("person__name", "person_id")
    prefetch_related_objects([row], Prefetch("helpers", by_name))
    helpers = list(row.helpers.all())
    steps = [_step(one) for one in row.steps.order_by("position", "id")]
    told = _told(actor, list(row.progress.order_by("-at", "-id")[: SHOWN + 1]))
    said, of = action_said(row), of_priority(actor, row.priority)
    amiss = [one for one in of_ids(actor).values() if one.id == row.id]
    plans, here = policy.plans(actor, row), row.removed_at is None and not of.closed
    tells = policy.tells(actor, row, helps=any(one.person_id == actor.person_id for one in helpers))
    return ActionPage(
        id=row.id,
        of=of,
        title=row.title,
        target=row.target,
        shows=row.shows,
        resources=row.resources,
        state=row.state,
        said=row.said,
        lead=row.lead.name if row.lead else "",
        nobody=bool(amiss) and amiss[0].show is Show.NOBODY,
        leads=bool(row.lead_id) and row.lead_id == actor.person_id,
        helpers=tuple(one.person.name for one in helpers),
        where=row.unit.name if row.unit else "",
        due=day(row.due) if row.due else "",
        due_on=row.due,
        late=overdue(row.state, row.due, timezone.localdate()),
        begun_on=day(row.begun_on) if row.begun_on else "",
        missing=tuple(broken.field for broken in missing(said)) if row.state == State.PROPOSED else (),
        progress=tuple(told[:SHOWN]),
        more_progress=len(told) > SHOWN,
        steps=tuple(one for one in steps if not one.removed),
        removed_steps=tuple(one for one in steps if one.removed),
        proofs=_proofs(actor, row),
        unshown=bool(amiss) and amiss[0].show is Show.UNSHOWN,
        beside=beside(actor, row.id),
        indicator=first_indicator(row.priority) if row.state == State.NO_DIFFERENCE else "",
        removed_by=(row.removed_by_name or "–") if row.removed_at else "",
        may_change=plans and not of.closed,
        may_agree=policy.agrees(actor, row) and here and row.state == State.PROPOSED,
        may_tell=tells and here,
        can_take_back=_can_take_back(actor, row, told[:1], plans=plans) if tells and here else "",
    )


def of_priority(actor: Actor, row: Priority) -> Of:
    """Return the priority of an action as the head of its pages shows it. One query."""
    try:
        unit = board_of(actor, row.unit_id)
    except NotYours:
        unit = None
    return Of(
        id=row.id,
        title=row.title,
        unit_id=row.unit_id,
        unit_name=row.unit.name,
        framework=row.framework.key,
        demonstration=row.unit.demonstration,
        closed=row.state == Standing.CLOSED,
        unit=unit,
    )


def to_wait_for(actor: Actor, shown: ActionPage) -> list[tuple[str, str]]:
    """Return what an action can wait for, as (id, title): the others of the unit that this actor reads. One query.

    What it waits for already, and what was stopped, is left out.
    """
    others = policy.visible_to(actor).filter(priority__unit=shown.of.unit_id)
    others = others.exclude(pk=shown.id).exclude(awaited_by__action=shown.id).exclude(state=State.STOPPED)
    return list(others.order_by("priority__position", "position", "id").values_list("id", "title")[:500])


def _told(actor: Actor, rows: list[Progress]) -> list[Told]:
    taken = {one.takes_back_id for one in rows}
    return [
        Told(
            id=one.id,
            state=one.state,
            before=one.before,
            text=one.text,
            through=one.through,
            by=one.by_name,
            at=one.at,
            mine=bool(one.by) and one.by == actor.person_id,
            taken_back=one.takes_back_id is not None,
            struck=one.id in taken,
        )
        for one in rows
    ]


def _can_take_back(actor: Actor, row: Action, told: list[Told], *, plans: bool) -> str:
    """Return the id of what was said last, where this reader can take it back."""
    last = next(iter(told), None)
    if last is None or not (last.mine or plans):
        return ""
    today = timezone.localdate()
    said = Move(last.before, last.state, last.text, last.taken_back)
    return last.id if can_take_back(said, timezone.localdate(last.at), today) else ""


def step_line(row: ActionStep) -> StepLine:
    """Return a step as its page shows it."""
    return _step(row)


def _step(row: ActionStep) -> StepLine:
    return StepLine(
        id=row.id,
        text=row.text,
        done_on=day(row.done_on) if row.done_on else "",
        base=step_mark(row.text, row.done_on),
        by=row.written_by_name,
        removed=row.removed_at is not None,
    )


def _proofs(actor: Actor, row: Action) -> tuple[ProofLine, ...]:
    rows = list(row.proofs.filter(removed_at=None).select_related("item").order_by("at", "id"))
    shut = hidden(actor, {one.item_id: one.item.kept for one in rows}) if rows else set()
    return tuple(
        ProofLine(
            id=one.id,
            item_id="" if one.item_id in shut else one.item_id,
            shows="" if one.item_id in shut else one.item.shows,
            when="" if one.item_id in shut else period(one.item.from_day, one.item.to_day),
            withdrawn=one.item.withdrawn_at is not None,
            wrong=tuple(broken.sentence for broken in _wrong(row, one.item)),
            by=one.by_name,
            on=day(timezone.localdate(one.at)),
        )
        for one in rows
    )


def _wrong(row: Action, item: Item) -> list[Refused]:
    return proves(speaks_of=item.speaks_of, day=item.to_day or item.from_day, began=row.begun_on)


def first_indicator(priority: Priority) -> str:
    """Return the number of the first indicator that a priority answers, empty where it answers none. One query."""
    found = priority.findings.filter(removed_at=None).exclude(number="").order_by("position", "id")
    return found.values_list("number", flat=True).first() or ""
