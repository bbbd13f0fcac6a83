"""The list of broad views that somebody may see, page by page."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import places
from speir.access.permissions import Permission
from speir.core.compiled import Compiled
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


class Listed(NamedTuple):
    """A page of broad views, whether there are older ones, and what was said about approving, also of those beside.

    `steps` are by the broad view's id and the number of its edition.
    """

    lines: list[ViewLine]
    older: bool
    steps: Mapping[tuple[str, int], Steps]


def listing(actor: Actor, *, page: int = 1, beside: Collection[str] = ()) -> Listed:
    """Return a page of the broad views that the actor may see, the newest first.

    `beside`: broad views that they were found to read, for what was said about approving these.
    On a page the demonstration comes after people's own work. Four queries at most, one more where something was said
    about approving, and nothing that counts or sorts every broad view there is.
    """
    views = _page(actor, timezone.localdate(), page)()
    older = len(views) > PAGE
    views = sorted(views[:PAGE], key=lambda row: row[7])
    here = places(actor, Permission.READ_EVALUATIONS)
    asked = _asked([row[0] for row in views if row[8] in here])
    counts = _counted([row[0] for row in views], asked)
    steps = steps_of_views({row[0] for row in views if row[-1]} | set(beside))
    lines = [
        _line(
            actor,
            view,
            counts[view[0]],
            steps,
        )
        for view in views
    ]
    return Listed(lines, older, steps)


@lru_cache(maxsize=256)
def _page(actor: Actor, _today: dt.date, page: int) -> Compiled:
    said = ApprovalStep.objects.filter(edition__evaluation=OuterRef("pk"))
    rows = policy.visible_to(actor, in_order=True).annotate(said=Exists(said))
    start = (page - 1) * PAGE
    named = (
        *(
            "id",
            "title",
            "period_from",
            "period_to",
            "sealed",
            "edition",
            "unit__name",
            "unit__demonstration",
        ),
        *("unit_id", "home_id", "owner", "only_me", "said"),
    )
    shown = rows.order_by("-begun_at", "id").values_list(*named)
    return Compiled(lambda: shown[start : start + PAGE + 1], blanks=0)


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many indicators of a broad view count and are done, and when and by whom one was written last."""

    n_all: int
    n_done: int
    last: dt.datetime | None
    by: str


_JUDGED = Compiled(
    lambda *ids: (
        Judgement.objects.filter(evaluation__in=ids)
        .order_by()
        .values_list("evaluation_id", "indicator_id", "done", "written_at", "written_by_name")
    ),
    blanks=PAGE,
)


def _counted(views: Sequence[str], asked: Mapping[str, Collection[str]]) -> dict[str, _Counted]:
    """Return by broad view what counts in it: all, and where a joint one asks about some those alone. One query."""
    of: dict[str, list[tuple[Any, ...]]] = {view: [] for view in views}
    for row in _JUDGED.given_of(views):
        of[row[0]].append(row)
    found = {}
    for view, rows in of.items():
        counting = [row for row in rows if view not in asked or row[1] in asked[view]]
        # As the database gives them, times are in their order.
        last = max((row for row in rows if row[3]), key=lambda row: row[3], default=None)
        _view, _indicator, _done, at, by = _JUDGED.made([last])[0] if last else (None,) * 5
        found[view] = _Counted(len(counting), sum(bool(row[2]) for row in counting), at, by or "")
    return found


def _asked(views: Collection[str]) -> dict[str, set[str]]:
    """Return by broad view which indicators a joint one asks about there; those of which none does are left out.

    It is the one whose agreed judgements are written there, or one that is answered with it: each organisation is asked
    about some of its own, or else about all. One query.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for view, indicator_id in _asking(timezone.localdate()).given_of(list(views)):
        found[view].add(indicator_id)
    return found


@lru_cache(maxsize=8)
def _asking(_today: dt.date) -> Compiled:
    """Return the query for it on a day: from whoever is a member no longer nothing is asked."""
    answers = Contribution.objects.filter(agreed_at__isnull=False, joint__ended_at=None).exclude(left())

    def rows(*views: str) -> Any:
        of = answers.filter(evaluation__in=views)
        by_itself = AskedOf.objects.filter(contribution__in=of)
        of_all = of.filter(asked_of=None)
        by_joint = Asked.objects.filter(joint__evaluation__in=views)
        return by_joint.values_list("joint__evaluation_id", "indicator_id").union(
            by_itself.values_list("contribution__evaluation_id", "indicator_id"),
            of_all.values_list("evaluation_id", "joint__asked__indicator_id"),
        )

    return Compiled(rows, blanks=PAGE)


def _line(actor: Actor, view: tuple[Any, ...], counts: _Counted, steps: Mapping[Any, Steps]) -> ViewLine:
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
        done=counts.n_done,
        indicators=counts.n_all,
        last_on=day(timezone.localdate(counts.last)) if counts.last else "",
        last_by=counts.by,
        only_me=home.only_me,
        shared=not at_home(actor, Permission.READ_EVALUATIONS, home),
        steps=steps.get((evaluation_id, latest), NOTHING_SAID),
        of_edition=latest,
    )
