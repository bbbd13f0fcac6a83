"""The list of broad views that somebody may see, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q
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

    On a page the demonstration comes after people's own work. Four queries at most, one more where something was said
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
    counting = _counting(_asked([row[0] for row in views if row[8] in here]))
    counts = {
        row["evaluation_id"]: row
        for row in judgements.values("evaluation_id")
        .order_by()
        .annotate(
            n_all=Count("id", filter=counting),
            n_done=Count("id", filter=counting & Q(done=True)),
            last=Max("written_at"),
        )
    }
    latest = {row["last"] for row in counts.values() if row["last"]}
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


def _asked(views: Collection[str]) -> dict[str, set[str]]:
    """Return by broad view which indicators a joint one asks about there; those of which none does are left out.

    It is the one whose agreed judgements are written there, or one that is answered with it: each organisation is asked
    about some of its own, or else about all. One query.
    """
    answers = Contribution.objects.filter(
        agreed_at__isnull=False, joint__ended_at=None, evaluation__in=views
    ).exclude(left())
    by_itself = AskedOf.objects.filter(contribution__in=answers)
    of_all = answers.filter(asked_of=None)
    rows = (
        Asked.objects.filter(joint__evaluation__in=views)
        .values_list("joint__evaluation_id", "indicator_id")
        .union(
            by_itself.values_list("contribution__evaluation_id", "indicator_id"),
            of_all.values_list("evaluation_id", "joint__asked__indicator_id"),
        )
    )
    found: dict[str, set[str]] = defaultdict(set)
    for view, indicator_id in rows if views else ():
        found[view].add(indicator_id)
    return found


def _counting(asked: Mapping[str, Collection[str]]) -> Q:
    """Return which judgements count: all, and of a broad view about which a joint one asks those alone."""
    counting = ~Q(evaluation_id__in=list(asked))
    for view, indicators in asked.items():
        counting |= Q(evaluation_id=view, indicator_id__in=list(indicators))
    return counting


def _line(
    actor: Actor, view: tuple[Any, ...], counts: Mapping[str, Any], writer: str, steps: Mapping[Any, Steps]
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
        done=counts["n_done"],
        indicators=counts["n_all"],
        last_on=day(timezone.localdate(counts["last"])) if counts["last"] else "",
        last_by=writer,
        only_me=home.only_me,
        shared=not at_home(actor, Permission.READ_EVALUATIONS, home),
        steps=steps.get((evaluation_id, latest), NOTHING_SAID),
        of_edition=latest,
    )
