"""One priority as its page shows it: what it says, answers and feeds, what is done for it, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.text import day
from speir.evaluations.rules.looks.naming import Kind
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework
from speir.improvement.models import Action, Feeds, Finding, Part, Priority, PriorityStep
from speir.improvement.policy import priorities as policy
from speir.improvement.policy.sources import Readable, readable
from speir.improvement.queries.boards import is_near
from speir.improvement.queries.needing import amiss, told
from speir.improvement.queries.said import priority_said
from speir.improvement.rules.boards import Show
from speir.improvement.rules.closing import Both, both_in
from speir.improvement.rules.doing import overdue
from speir.improvement.rules.naming import (
    RESPONSIBILITY_WORDS,
    SOURCE_WORDS,
    STANDING_WORDS,
    STATE_WORDS,
    STRUCTURE_WORDS,
    TO_DO,
    UNSHOWN_WORDS,
    PartAs,
    Standing,
)
from speir.improvement.rules.priorities import Said, said_mark


@dataclass(frozen=True, slots=True)
class FindingLine:
    """Something that a priority answers. `of` names what it comes from, `to` where that can be read: empty if not.

    `to` is the sort of the page and its ids: (`view`, id, number), (`look`, id), (`inspection`, id), (`item`, id).
    """

    id: str
    source: str
    number: str
    indicator: str
    theme: str
    words: str
    of: str
    to: tuple[str, ...]
    removed: bool


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action on its priority's page; `late` says in words how overdue it is.

    `nobody`: who led it can do so no more; `gives`: its reader can give it to somebody else.
    """

    id: str
    title: str
    state: str
    words: str
    lead: str
    unit: str
    due: str
    late: str
    said: str
    open: bool
    nobody: bool = False
    gives: bool = False
    unshown: bool = False


@dataclass(frozen=True, slots=True)
class StepLine:
    """What was done with it. `both` are the judgements with which it was closed; `opens` those the reader can open.

    `judged`: it was closed with a judgement, whose words may have been removed since.
    """

    said: str
    judged: bool
    text: str
    by: str
    on: str
    both: Both | None
    opens: frozenset[str]


@dataclass(frozen=True, slots=True)
class PriorityPage:
    """A whole priority. `plans` and `agrees`: what the reader may do with it while it is open; `writes`: now."""

    id: str
    unit_id: str
    unit: str
    unit_path: str
    demonstration: bool
    only_me: bool
    framework: Framework
    said: Said
    base: str
    state: str
    words: str
    responsibility: str
    sees: tuple[str, ...]
    consulted: tuple[str, ...]
    feeds: tuple[str, ...]
    review_on: str
    review_late: bool
    written_by: str
    written_on: str
    removed: bool
    removed_by: str
    findings: tuple[FindingLine, ...]
    taken_out: tuple[FindingLine, ...]
    actions: tuple[ActionLine, ...]
    steps: tuple[StepLine, ...]
    plans: bool
    agrees: bool
    disposes: bool

    @property
    def closed(self) -> StepLine | None:
        """How it was closed, while it is."""
        if self.state != Standing.CLOSED:
            return None
        return next((one for one in reversed(self.steps) if one.said == "closed"), None)

    @property
    def still_open(self) -> tuple[ActionLine, ...]:
        """The actions that are still to be done."""
        return tuple(one for one in self.actions if one.open)


def page(actor: Actor, priority_id: str) -> PriorityPage:
    """Return a priority to whoever may read it. Ten queries at most. Raises NotYours."""
    return page_of(actor, policy.require(actor, policy.READS, priority_id))


def page_of(actor: Actor, row: Priority) -> PriorityPage:
    """Return a priority that the caller fetched, with links to what the actor reads alone. Nine queries at most."""
    shown = read_framework(row.framework_id, row.framework.stamp)
    found = list(
        Finding.objects.filter(priority=row)
        .select_related("judgement__evaluation", "look__evaluation", "inspection", "item")
        .order_by("position", "pk")
    )
    steps = list(PriorityStep.objects.filter(priority=row).order_by("at", "pk"))
    both = {one.pk: both_in(one.stood) for one in steps}
    open_ = readable(actor, found, _named(both.values()))
    said = [_finding(one, shown, open_) for one in found]
    prefetch_related_objects(
        [row],
        Prefetch("parts", Part.objects.select_related("unit").order_by("unit__name", "pk")),
        Prefetch("feeds", Feeds.objects.select_related("own__unit")),
    )
    parts = [(one.unit.name, one.part_as) for one in row.parts.all()]
    stands = priority_said(row)
    today = timezone.localdate()
    return PriorityPage(
        id=row.pk,
        unit_id=row.unit_id,
        unit=row.unit.name,
        unit_path=row.unit.path,
        demonstration=row.unit.demonstration,
        only_me=row.only_me,
        framework=shown,
        said=stands,
        base=said_mark(stands),
        state=row.state,
        words=STANDING_WORDS[row.state],
        responsibility=RESPONSIBILITY_WORDS.get(row.responsibility, ""),
        sees=tuple(name for name, how in parts if how == PartAs.SEES_TO_IT),
        consulted=tuple(name for name, how in parts if how == PartAs.CONSULTED),
        feeds=_feeds(row),
        review_on=day(row.review_on) if row.review_on else "",
        review_late=bool(row.review_on and row.review_on < today and row.state == Standing.AGREED),
        written_by=row.written_by_name,
        written_on=day(timezone.localdate(row.written_at)),
        removed=row.removed_at is not None,
        removed_by=row.removed_by_name,
        findings=tuple(one for one in said if not one.removed),
        taken_out=tuple(one for one in said if one.removed),
        actions=tuple(actions_of(row, today, actor)),
        steps=tuple(_step(one, both[one.pk], open_.evaluations) for one in steps),
        plans=policy.plans(actor, row),
        agrees=policy.agrees(actor, row),
        # Words are removed where people belong, and not from above.
        disposes=policy.disposes(actor, row) and is_near(actor, row.unit_id),
    )


def _feeds(row: Priority) -> tuple[str, ...]:
    """What the plans are called: the structures first, then those of somebody's own."""
    there = list(row.feeds.all())
    keys = {one.structure for one in there}
    own = sorted(f"{one.own.unit.name}: {one.own.name}" for one in there if one.own)
    return (*(words for key, words in STRUCTURE_WORDS.items() if key in keys), *own)


def actions_of(row: Priority, today: dt.date, actor: Actor | None = None) -> list[ActionLine]:
    """Return the actions of a priority in their order, without those that were taken out. One query.

    For an `actor` each says what is wrong with it, and whether they may give it to somebody, until the priority is
    closed.
    """
    rows = Action.objects.filter(priority=row, removed_at=None).select_related("lead", "unit")
    who = actor if row.removed_at is None and row.state != Standing.CLOSED else None
    lines = []
    for one in (told(rows) if who else rows).order_by("position", "pk"):
        wrong = amiss(one) if who else None
        places = [row.unit.path, *([one.unit.path] if one.unit else [])]
        line = ActionLine(
            id=one.pk,
            title=one.title,
            state=one.state,
            words=UNSHOWN_WORDS if wrong is Show.UNSHOWN else STATE_WORDS[one.state],
            lead=one.lead.name if one.lead else "",
            unit=one.unit.name if one.unit else "",
            due=day(one.due) if one.due else "",
            late=overdue(one.state, one.due, today),
            said=one.said,
            open=one.state in set(TO_DO),
            nobody=wrong is Show.NOBODY,
            gives=who is not None
            and wrong is not None
            and any(may(who, Permission.PLAN_IMPROVEMENT, at) for at in places),
            unshown=wrong is Show.UNSHOWN,
        )
        lines.append(line)
    return lines


def _finding(row: Finding, shown: Framework, open_: Readable) -> FindingLine:
    indicator, theme = shown.by_number.get(row.number), shown.theme_by_path.get(row.theme)
    of, to = _source(row, open_)
    return FindingLine(
        id=row.pk,
        source=SOURCE_WORDS[row.source],
        number=row.number,
        indicator=indicator.title if indicator else "",
        theme=theme.title if theme else "",
        words=row.words,
        of=of,
        to=to,
        removed=row.removed_at is not None,
    )


def _source(row: Finding, open_: Readable) -> tuple[str, tuple[str, ...]]:
    """Return what a finding comes from and where it can be read, as far as the reader may."""
    if row.judgement and row.judgement.evaluation_id in open_.evaluations:
        evaluation = row.judgement.evaluation
        if evaluation.kind == Kind.BROAD_VIEW and row.number:
            return evaluation.title, ("view", evaluation.pk, row.number)
        return evaluation.title, ("look", evaluation.pk)
    if row.look_id in open_.evaluations and row.look:
        return row.look.evaluation.title, ("look", row.look_id or "")
    if row.inspection_id in open_.inspections and row.inspection:
        return row.inspection.title or day(row.inspection.day), ("inspection", row.inspection_id or "")
    if row.item_id in open_.items and row.item:
        return row.item.shows, ("item", row.item_id or "")
    return "", ()


def _named(both: Iterable[Both | None]) -> set[str]:
    """The ids of the broad views and closer looks whose judgements were kept."""
    return {one.view or one.look for two in both if two for one in (two.now, two.before) if one} - {""}


def _step(row: PriorityStep, both: Both | None, opens: frozenset[str]) -> StepLine:
    return StepLine(
        said=row.said,
        judged=row.judgement_id is not None,
        text=row.text,
        by=row.by_name,
        on=day(timezone.localdate(row.at)),
        both=both,
        opens=opens & _named([both]),
    )
