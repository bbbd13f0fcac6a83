"""The newest sealed editions of the units of one organisation side by side, as far as their reader may read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may, places
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.core.text import day
from speir.evaluations import policy
from speir.evaluations.models import Edition
from speir.evaluations.queries.matrix import key_of, rows_of
from speir.evaluations.queries.sides import Column, Sides
from speir.evaluations.queries.trends import Of
from speir.frameworks.queries import framework as read_framework
from speir.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class UnitColumn(Column):
    """A unit with its newest edition. `branch` is the service that it is or belongs to, empty for the whole itself."""

    branch: str
    evaluation_id: str
    number: int
    title: str
    on: str


@dataclass(frozen=True, slots=True)
class UnitSides(Sides):
    """The units of an organisation, or of a service, side by side. `frameworks` are (key, title) of all editions."""

    columns: tuple[UnitColumn, ...]
    unit_id: str
    unit: str
    frameworks: tuple[tuple[str, str], ...]


def wholes(actor: Actor) -> list[Of]:
    """Return the units at or around the actor's own of which two units or more have an edition to read. Two queries."""
    views = policy.visible_to(actor).filter(editions__isnull=False, only_me=False)
    paths = views.order_by().values_list("unit__path", flat=True).distinct()
    below = Counter(one for path in paths for one in _upwards(path) if _around(actor, one))
    several = [path.rstrip("/").rpartition("/")[2] for path, count in below.items() if count > 1]
    rows = Unit.objects.filter(pk__in=several).order_by("path") if several else ()
    return [Of(row.id, row.name) for row in rows]


def unit_sides(actor: Actor, unit_id: str, key: str = "") -> UnitSides | None:
    """Return the units at and below one side by side, by the framework of this key or the one that was used last.

    None where nothing is sealed there that the actor may read. Four queries. Raises NotYours for a unit that is neither
    the actor's own nor above or below one, and for a framework by which nothing is sealed there.
    """
    whole = Unit.objects.filter(pk=unit_id).first() if is_id(unit_id) else None
    if whole is None or not _around(actor, whole.path):
        raise NotYours
    editions = list(_editions(actor, whole))
    if not editions and not key:
        return None
    frameworks = list({one.evaluation.framework_id: one.evaluation.framework for one in editions}.values())
    used = next((one for one in frameworks if one.key == key), None if key else frameworks[0])
    if used is None:
        raise NotYours
    newest: dict[str, Edition] = {}
    for edition in editions:
        if edition.evaluation.framework_id == used.id:
            newest.setdefault(edition.evaluation.unit_id, edition)
    branches = _branches(whole, newest.values())
    columns = tuple(
        sorted(
            (_column(whole, edition, branches) for edition in newest.values()),
            key=lambda one: (one.name, one.unit_id),
        )
    )
    shown = read_framework(used.id, used.stamp)
    return UnitSides(
        framework=shown,
        asked=shown.indicators,
        rows=rows_of(shown, str(used.stamp), shown.indicators, columns),
        columns=columns,
        made_of=key_of(shown, str(used.stamp), shown.indicators, columns),
        unit_id=whole.id,
        unit=whole.name,
        frameworks=tuple({one.key: (one.key, one.title) for one in frameworks}.values()),
    )


def _around(actor: Actor, path: str) -> bool:
    """Return whether the actor reads in a unit, in one below it or in one above it: its name is no news to them."""
    unit = path.rstrip("/").rpartition("/")[2]
    read = Permission.READ_EVALUATIONS
    return unit in places(actor, read) or may(actor, read, path)


def _upwards(path: str) -> list[str]:
    """Return the path of a unit and of all above it."""
    ids = path.strip("/").split("/")
    return [path[: path.index(one) + len(one) + 1] for one in ids]


def _editions(actor: Actor, whole: Unit) -> QuerySet[Edition]:
    """Return the editions of these units, the newest first; none of what somebody wrote for themselves."""
    views = policy.visible_to(actor).filter(unit__path__startswith=whole.path, only_me=False)
    rows = Edition.objects.filter(evaluation__in=views.values("pk")).select_related(
        "evaluation__unit", "evaluation__framework"
    )
    return rows.defer("content").order_by("-sealed_at", "-number", "id")


def _branches(whole: Unit, editions: Iterable[Edition]) -> dict[str, str]:
    """Return the names of what lies right below the whole, by id. One query."""
    ids = {_branch(whole, edition.evaluation.unit) for edition in editions} - {""}
    return dict(Unit.objects.filter(pk__in=ids).values_list("id", "name")) if ids else {}


def _branch(whole: Unit, unit: Unit) -> str:
    return unit.path.removeprefix(whole.path).partition("/")[0]


def _column(whole: Unit, edition: Edition, branches: dict[str, str]) -> UnitColumn:
    evaluation, unit = edition.evaluation, edition.evaluation.unit
    return UnitColumn(
        unit_id=unit.id,
        name=unit.name,
        sort=unit.sector or unit.kind,
        locality=unit.locality,
        edition_id=edition.id,
        only=frozenset(),
        branch=branches.get(_branch(whole, unit), ""),
        evaluation_id=evaluation.id,
        number=edition.number,
        title=evaluation.title,
        on=day(timezone.localdate(edition.sealed_at)),
    )
