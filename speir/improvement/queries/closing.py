"""What a priority can be closed with: new judgements of what it answers, each with the one before it beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, Refused
from speir.core.text import day
from speir.evaluations import policy as evaluations
from speir.evaluations.models import Agreement, Edition, Judgement
from speir.improvement.models import Finding, Part, Priority
from speir.improvement.policy import priorities as policy
from speir.improvement.queries.priority_page import ActionLine, actions_of
from speir.improvement.queries.stood import History, at, history, latest, settled
from speir.improvement.rules.closing import Both, Stood, fits
from speir.improvement.rules.naming import Standing
from speir.improvement.rules.texts import mark_of

# So many that could close it are shown, newest first; others are found by words.
MOST = 30
# Among so many judgements of the same units one looks for what stood before.
MOST_BEFORE = 120
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Fit:
    """A judgement with which it can be closed; `earlier` is the id of the one before it, empty where there is none."""

    judgement: str
    earlier: str
    both: Both

    @property
    def mark(self) -> str:
        """The mark of what both say, by which a form knows what its reader has seen."""
        return mark_of((self.both.text(),))


@dataclass(frozen=True, slots=True)
class Closing:
    """What the page for closing shows. `numbers` are those of the indicators that the priority answers.

    `more`: there are others that could close it, to be found by words.
    """

    id: str
    unit_id: str
    unit: str
    demonstration: bool
    framework: str
    title: str
    difference: str
    agreed_on: str
    numbers: tuple[str, ...]
    fits: tuple[Fit, ...]
    more: bool
    still_open: tuple[ActionLine, ...]


def closing(actor: Actor, priority_id: str, words: str = "", chosen: str = "") -> Closing:
    """Return what a priority can be closed with; those that `words` find, and the `chosen` one. Ten queries at most.

    Raises NotYours, NotAllowed, and Refused where it is not agreed or is closed already.
    """
    row = policy.require(actor, policy.READS, priority_id)
    if not policy.agrees(actor, row):
        raise NotAllowed(policy.NOT_IN_ROLE[Permission.AGREE_IMPROVEMENT])
    if row.state == Standing.CLOSED:
        raise Refused(policy.CLOSED_CODE, policy.CLOSED)
    if row.state != Standing.AGREED or row.agreed_at is None:
        raise Refused("priority-not-agreed", NOT_AGREED)
    answered = _answered(row)
    today = timezone.localdate()
    found, more = _fitting(actor, row, answered, words, chosen)
    return Closing(
        id=row.pk,
        unit_id=row.unit_id,
        unit=row.unit.name,
        demonstration=row.unit.demonstration,
        framework=row.framework.key,
        title=row.title,
        difference=row.difference,
        agreed_on=day(timezone.localdate(row.agreed_at)),
        numbers=tuple(sorted({one.number for one in answered})),
        fits=tuple(found),
        more=more,
        still_open=tuple(one for one in actions_of(row, today) if one.open),
    )


NOT_AGREED = "This priority is not agreed yet. Take it out in place of closing it."


def fit(actor: Actor, priority: Priority, judgement_id: str) -> Fit | None:
    """Return a judgement if it is a re-evaluation of what a priority answers that the actor reads.

    It is settled, of the same indicator, recorded after the priority was agreed, in its unit, below it, or by one that
    has a part in it; nothing that is somebody's alone. Eight queries, one where it answers no indicator.
    """
    found, _more = _fitting(actor, priority, _answered(priority), only=judgement_id)
    return next(iter(found), None)


def _answered(priority: Priority) -> list[Finding]:
    return list(Finding.objects.filter(priority=priority, removed_at=None).exclude(number=""))


def _fitting(
    actor: Actor,
    priority: Priority,
    answered: Sequence[Finding],
    words: str = "",
    chosen: str = "",
    only: str = "",
) -> tuple[list[Fit], bool]:
    if not answered or priority.agreed_at is None:
        return [], False
    readable = _judgements(actor, priority, [one.number for one in answered])
    could = _recorded_since(readable, priority.agreed_at)
    if only or words.split():
        could = could.filter(Q(pk=only) if only else _named(words) | Q(pk=chosen))
    new = list(could.order_by("-evaluation__begun_at", "pk")[: MOST + 1])
    new, more = new[:MOST], len(new) > MOST
    named = [one.judgement_id for one in answered if one.judgement_id]
    units = {priority.unit_id, *(one.evaluation.unit_id for one in new)}
    earlier = readable.filter(Q(pk__in=named) | Q(evaluation__unit__in=units)).exclude(
        pk__in=[one.pk for one in new]
    )
    rows = [*new, *earlier.order_by("-evaluation__begun_at", "pk")[:MOST_BEFORE]] if new else []
    known = history(rows, priority.agreed_at)
    found = []
    for row in new:
        now = settled(row, known)
        if now is None or not fits(agreed=priority.agreed_at, recorded=now[1]):
            continue
        same = [one for one in rows if one.indicator.number == row.indicator.number]
        before = _before(priority, row, same, named, known)
        found.append(
            (now[1], Fit(row.pk, before[0] if before else "", Both(now[0], before[1] if before else None)))
        )
    return [fit for _at, fit in sorted(found, key=lambda one: one[0], reverse=True)], more


def _recorded_since(rows: QuerySet[Judgement], moment: dt.datetime) -> QuerySet[Judgement]:
    """Return those on which people can have settled since: sealed, agreed, or in a look that was finished since."""
    sealed = Edition.objects.filter(evaluation=OuterRef("evaluation"), sealed_at__gt=moment)
    agreed = Agreement.objects.filter(
        round__moderation__evaluation=OuterRef("evaluation"),
        round__indicator=OuterRef("indicator"),
        agreed=True,
        at__gt=moment,
    )
    return rows.filter(Exists(sealed) | Exists(agreed) | Q(evaluation__look__finished_at__gt=moment))


def _named(words: str) -> Q:
    """Return those that have each word in their indicator, or in the title or the place of where they were made."""
    found = Q()
    for word in words.split()[:MOST_WORDS]:
        found &= (
            Q(indicator__number__istartswith=word)
            | Q(indicator__title__icontains=word)
            | Q(evaluation__title__icontains=word)
            | Q(evaluation__unit__name__icontains=word)
        )
    return found


def _before(
    priority: Priority, new: Judgement, same: Sequence[Judgement], named: Sequence[str], known: History
) -> tuple[str, Stood] | None:
    """Return the judgement that stood when the priority was agreed: the one it answers, else the unit's latest."""
    moment = priority.agreed_at or timezone.now()
    for group in (
        [one for one in same if one.pk in named],
        [one for one in same if one.evaluation.unit_id == new.evaluation.unit_id],
        [one for one in same if one.evaluation.unit_id == priority.unit_id],
    ):
        stood = {one.pk: at(one, known, moment) for one in group}
        if best := latest(stood.values()):
            which = next(pk for pk, said in stood.items() if said is not None and said[0] is best)
            return which, best
    return None


def _judgements(actor: Actor, priority: Priority, numbers: Sequence[str]) -> QuerySet[Judgement]:
    seen = evaluations.visible_to(actor, kinds=evaluations.ANY).filter(only_me=False)
    there = ExpressionWrapper(OuterRef("evaluation__unit__path"), output_field=CharField())
    parts = Part.objects.filter(priority=priority).annotate(path=there)
    near = Q(evaluation__unit__path__startswith=priority.unit.path) | Q(
        Exists(parts.filter(path__startswith=F("unit__path")))
    )
    # What a closer look found theme by theme stands beside its judgement, which nobody need have written.
    written = Q(written_at__isnull=False) | Q(evaluation__look__finished_at__isnull=False)
    return Judgement.objects.filter(
        near,
        written,
        indicator__number__in=numbers,
        indicator__key_question__framework__key=priority.framework.key,
        evaluation__in=seen.values("pk"),
    ).select_related("evaluation__unit", "evaluation__framework", "evaluation__look", "indicator", "level")
