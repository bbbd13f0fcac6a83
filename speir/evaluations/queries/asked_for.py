"""Which indicators of a broad view are asked for, by whom and by when: the quiet line of its grid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from speir.core.compiled import Compiled
from speir.core.text import day, listed
from speir.evaluations.models import Asked, Contribution
from speir.evaluations.policy.parting import left_on, seat_ends
from speir.evaluations.rules.asking import HANDED_IN, Dates, progress
from speir.frameworks.rules.structure import Framework


@dataclass(frozen=True, slots=True)
class AskedFor:
    """Who asks for which indicators and by when, as people say it; `every`: for all of them.

    `came_on` is when something was handed in, empty before; `returned`: it came back with a question.
    """

    contribution_id: str
    partnership: str
    numbers: tuple[str, ...]
    every: bool
    by_on: str
    came_on: str
    returned: bool

    @property
    def listed(self) -> str:
        """The numbers as in a sentence."""
        return listed(self.numbers)


ANSWERING = Compiled(
    lambda evaluation_id: (
        Contribution.objects.filter(
            evaluation_id=evaluation_id, agreed_at__isnull=False, joint__ended_at__isnull=True
        )
        .order_by("joint__due", "id")
        .values_list(
            "id",
            "joint_id",
            "joint__evaluation__unit__name",
            "joint__due",
            "extended",
            "came_at",
            "last",
            "asked_of__indicator_id",  # a row for each that it alone is asked about
            "organisation__closes",
            seat_ends(),
        )
    ),
    blanks=1,
)


OF_JOINT = Compiled(
    lambda evaluation_id: Asked.objects.filter(joint__evaluation_id=evaluation_id).values_list(
        "joint_id", "indicator_id"
    ),
    blanks=1,
)


@dataclass(frozen=True, slots=True)
class OfJoint:
    """The joint broad view whose agreed judgements are written in a broad view, and the numbers that it asks about."""

    joint_id: str
    numbers: tuple[str, ...]


def of_joint(evaluation_id: str, shown: Framework) -> OfJoint | None:
    """Return of which joint broad view a broad view is the partnership's own; None for any other. One query."""
    rows = OF_JOINT(evaluation_id)
    asked = {indicator_id for _joint, indicator_id in rows}
    numbers = tuple(one.number for one in shown.indicators if one.id in asked)
    return OfJoint(rows[0][0], numbers) if rows else None


def asked_for(evaluation_id: str, shown: Framework) -> tuple[AskedFor, ...]:
    """Return who asks for what of a broad view that was fetched through policy. One query, or two.

    Of an organisation that is no longer a member nothing is asked.
    """
    rows = [row[:8] for row in ANSWERING(evaluation_id) if left_on(*row[8:]) is None]
    if not rows:
        return ()
    whole = _gathered(
        Asked.objects.filter(joint__in=[row[1] for row in rows]).values_list("joint_id", "indicator_id")
    )
    found = []
    for (contribution, joint, partnership, due, extended, came_at, last), those in groupby(
        rows, key=lambda row: row[:7]
    ):
        asked = {row[7] for row in those if row[7]} or whole(joint)
        now = progress(last, begun=True)
        found.append(
            AskedFor(
                contribution_id=contribution,
                partnership=partnership,
                numbers=tuple(one.number for one in shown.indicators if one.id in asked),
                every=len(asked) == len(shown.indicators),
                by_on=day(Dates(due, extended).by),
                came_on=day(timezone.localdate(came_at)) if came_at and now in HANDED_IN else "",
                returned=now == "returned",
            )
        )
    return tuple(found)


def _gathered(rows: Iterable[tuple[str, str]]) -> Callable[[str], set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, indicator_id in rows:
        found[key].add(indicator_id)
    return lambda key: found[key]
