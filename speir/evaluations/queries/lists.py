"""The list of broad views that somebody may see, page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import places
from speir.access.permissions import Permission
from speir.core.text import day, period
from speir.evaluations import policy
from speir.evaluations.models import ApprovalStep, Asked, AskedOf, Contribution, Judgement
from speir.evaluations.policy.parting import left
from speir.evaluations.queries.approving import steps_of_views
from speir.evaluations.rules.approving import NOTHING_SAID, Steps
from speir.sharing.rules import Home, at_home

PAGE = 20


@dataclass(frozen=True, slots=True)
class ViewLine:
    """A broad view in the list. `done` and `indicators` count indicators, never levels, as its grid does.

    `steps` were made about approving its latest sealed edition, whose number is `of_edition`, 0 where there is none.
    `only_me`: it is its owner's alone. `shared`: the reader sees it because somebody shared it with them.
    """

    id: str
    title: str
    unit: str
    period: str
    sealed: bool
    edition: int
    demonstration: bool
    done: int
    indicators: int
    last_on: str
    last_by: str
    only_me: bool
    shared: bool
    steps: Steps
    of_edition: int


def listing(actor: Actor, *, page: int = 1) -> tuple[list[ViewLine], bool]:
    """Return a page of the broad views that the actor may see, the newest first, and whether there are older ones.

    On a page the demonstration comes after people's own work. Three queries at most, one more where something was said
    about approving, and nothing that counts or sorts every broad view there is.
    """
    said = ApprovalStep.objects.filter(edition__evaluation=OuterRef("pk"))
    rows = policy.visible_to(actor, in_order=True).annotate(said=Exists(said))
    start = (page - 1) * PAGE
    shown = rows.order_by("-begun_at", "id").values_list(
        "id",
        "title",
        "period_from",
        "period_to",
        "sealed",
        "edition",
        "unit__name",
        "unit__demonstration",
        "unit_id",
        "home_id",
        "owner",
        "only_me",
        "said",
    )
    views = list(shown[start : start + PAGE + 1])
    older = len(views) > PAGE
    views = sorted(views[:PAGE], key=lambda row: row[7])
    judgements = Judgement.objects.filter(evaluation_id__in=[row[0] for row in views])
    here = places(actor, Permission.READ_EVALUATIONS)
    counts = _counted(judgements, {row[0] for row in views if row[8] in here})
    latest = {one.last for one in counts.values() if one.last}
    written = judgements.filter(written_at__in=latest).values_list("evaluation_id", "written_by_name")
    writers = dict(written if latest else ())
    steps = steps_of_views([row[0] for row in views if row[-1]])
    return [
        _line(
            actor,
            view,
            counts[view[0]],
            writers.get(view[0], ""),
            steps,
        )
        for view in views
    ], older


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many indicators there are and are done, and when one was written last."""

    every: int = 0
    done: int = 0
    last: dt.datetime | None = None

    def and_(self, every: int, done: int, last: dt.datetime | None) -> _Counted:
        times = [at for at in (self.last, last) if at]
        return _Counted(self.every + every, self.done + done, max(times, default=None))


def _counted(judgements: QuerySet[Judgement], told: Collection[str]) -> dict[str, _Counted]:
    """Return how far each broad view has come; of those in `told` what a joint broad view asks about alone counts.

    One query.
    """
    rows = (
        judgements.annotate(asked=_asked())
        .order_by()
        .values("evaluation_id", "asked")
        .annotate(n_all=Count("id"), n_done=Count("id", filter=Q(done=True)), last=Max("written_at"))
        .values_list("evaluation_id", "asked", "n_all", "n_done", "last")
    )
    found: dict[str, _Counted] = {}
    for view, asked, every, done, last in sorted(rows, key=lambda row: row[1]):
        before = found.get(view, _Counted())
        counts = asked and view in told
        found[view] = (_Counted(last=before.last) if counts else before).and_(every, done, last)
    return found


def _asked() -> Q:
    """Return whether a joint broad view asks about a judgement's indicator: the one whose agreed judgements are written
    there, or one that is answered with it, of each organisation by itself or of all.
    """
    here = {"indicator": OuterRef("indicator_id")}
    of_joint = Asked.objects.filter(joint__evaluation=OuterRef("evaluation_id"), **here)
    answers = Contribution.objects.filter(
        evaluation=OuterRef("evaluation_id"), agreed_at__isnull=False, joint__ended_at=None
    ).exclude(left())
    some = Exists(AskedOf.objects.filter(contribution=OuterRef("pk")))
    by_itself = answers.filter(asked_of__indicator=OuterRef("indicator_id"))
    of_all = answers.filter(~some, joint__asked__indicator=OuterRef("indicator_id"))
    return Q(Exists(of_joint) | Exists(by_itself) | Exists(of_all))


def _line(
    actor: Actor, view: tuple[Any, ...], counts: _Counted, writer: str, steps: Mapping[Any, Steps]
) -> ViewLine:
    evaluation_id, title, first_day, last_day, sealed, edition, unit, demonstration, _unit, *kept, _said = (
        view
    )
    # An open broad view is one further than its latest sealed edition.
    latest = edition if sealed else edition - 1
    home = Home(*kept)
    return ViewLine(
        id=evaluation_id,
        title=title,
        unit=unit,
        period=period(first_day, last_day),
        sealed=sealed,
        edition=edition,
        demonstration=demonstration,
        done=counts.done,
        indicators=counts.every,
        last_on=day(timezone.localdate(counts.last)) if counts.last else "",
        last_by=writer,
        only_me=home.only_me,
        shared=not at_home(actor, Permission.READ_EVALUATIONS, home),
        steps=steps.get((evaluation_id, latest), NOTHING_SAID),
        of_edition=latest,
    )
