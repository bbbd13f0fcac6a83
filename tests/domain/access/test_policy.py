"""The pair never drifts apart: what a list shows is what can be opened, for every role, place and act of sharing."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest
from django.utils import timezone

from speir.access.actor import Actor, Grant, Seat
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.access.roles import ROLES
from speir.core.errors import NotAllowed, NotYours
from speir.evaluations import policy as evaluations
from speir.evaluations.actions import broad_views
from speir.evaluations.models import Evaluation
from speir.evidence import policy as evidence
from speir.evidence.actions.items import write
from speir.evidence.models import Item
from speir.organisations import policy as organisations
from speir.organisations.actions import add_unit
from speir.sharing.models import Sharing
from speir.sharing.rules import Act, Home, reads
from tests import world

READ, READ_EVIDENCE = Permission.READ_EVALUATIONS, Permission.READ_EVIDENCE
TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def tree(clock, cast):
    """Units above, below and beside each other, each with a broad view and an item of evidence, differently shared."""
    service = add_unit(name="Service", kind="service", under=cast.team.id, by=cast.lead.actor)
    team = add_unit(name="Team", kind="team", under=service.id, by=cast.lead.actor)
    beside = add_unit(name="Beside", kind="team", under=cast.team.id, by=cast.lead.actor)
    things = {}
    units = {cast.team: cast.lead, service: cast.lead, team: cast.lead, beside: cast.lead}
    for unit, by in (units | {cast.elsewhere: cast.stranger}).items():
        view = broad_views.begin(
            unit_id=unit.id,
            framework_key="hmie-2005",
            title="A view",
            period_from=dt.date(2025, 1, 1),
            period_to=dt.date(2025, 12, 31),
            by=by.actor,
        )
        item = write(unit_id=unit.id, framework=world.framework(), draft=world.draft(), by=by.actor)
        # Each at the place it is about, so that places differ; the one beside is for its owner alone.
        kept = {"home": unit, "owner": cast.evaluator.person.id, "only_me": unit == beside}
        Evaluation.objects.filter(pk=view.id).update(**kept)
        Item.objects.filter(pk=item.id).update(**kept)
        things[unit] = (Evaluation.objects.get(pk=view.id), Item.objects.get(pk=item.id))
    shared = {
        service: [
            {"scope": "partnership", "unit": cast.elsewhere},
            {"scope": "team", "unit": team, "ends": TODAY},
        ],
        team: [
            {"scope": "named", "person": cast.reader.person},
            {"scope": "agency", "unit": cast.team, "ended_at": timezone.now()},
        ],
        beside: [{"scope": "agency", "unit": cast.elsewhere, "ends": TODAY - dt.timedelta(days=1)}],
        cast.elsewhere: [{"scope": "team", "unit": beside}],
    }
    for unit, acts in shared.items():
        for about, thing in zip((evaluations.ABOUT, evidence.ABOUT), things[unit], strict=True):
            for act in acts:
                Sharing.objects.create(
                    about=about,
                    about_id=thing.id,
                    why="They asked.",
                    starts=TODAY - dt.timedelta(days=9),
                    at=timezone.now(),
                    **act,
                )
    return things


def acts_of(thing) -> list[Act]:
    """What holds of the acts above, by their fields."""
    rows = Sharing.objects.filter(about_id=thing.id, ended_at=None)
    return [
        Act(row.scope, row.unit_id or "", row.person_id or "")
        for row in rows
        if row.ends is None or row.ends >= TODAY
    ]


def actors(tree, cast):
    """Everybody with no role, one role, or two roles, anywhere; some with a seat; the owner and the one named."""
    grants = [Grant(role, unit.path) for role in (*ROLES, "unknown") for unit in tree]
    seats = (Seat(cast.team.path, cast.elsewhere.path),)
    for person in ("p" * 16, cast.evaluator.person.id, cast.reader.person.id, ""):
        yield Actor(person, "Somebody", ())
    for at, grant in enumerate(grants):
        yield Actor("p" * 16, "Somebody", (grant,), seats if at % 2 else ())
    for grant in grants[::3]:
        yield Actor(cast.reader.person.id, "Somebody", (grant,))
    for at, held in enumerate(list(combinations(grants, 2))[::61]):
        person = cast.evaluator.person.id if at % 3 else "p" * 16
        yield Actor(person, "Somebody", held, () if at % 2 else seats)


def answer(require, *words) -> str:
    try:
        require(*words)
    except NotYours:
        return "not there"
    except NotAllowed:
        return "not allowed"
    return "yes"


def near(actor, thing) -> bool:
    """Whether they hold a role in the organisation where it was written."""
    root = thing.home.path.partition("/")[0]
    held = [g.path for g in actor.grants] + [seat.partnership for seat in actor.seats]
    return any(path.startswith(root) for path in held)


def seen(actor, permission, thing) -> bool:
    home = Home(unit_id=thing.home_id, owner=thing.owner, only_me=thing.only_me)
    acts = [act for act in acts_of(thing) if act.scope != "named" or near(actor, thing)]
    return reads(actor, permission, home, acts)


def test_what_can_be_listed_can_be_opened_and_nothing_else(tree, cast):
    found = {True: 0, False: 0}
    for actor in actors(tree, cast):
        units = set(organisations.visible_to(actor).values_list("id", flat=True))
        views = set(evaluations.visible_to(actor).values_list("id", flat=True))
        assert views == set(evaluations.visible_to(actor, in_order=True).values_list("id", flat=True))
        items = set(evidence.visible_to(actor).values_list("id", flat=True))
        for unit, (view, item) in tree.items():
            assert (unit.id in units) == may(actor, Permission.SEE_UNIT, unit.path)
            assert (view.id in views) == seen(actor, READ, view), (actor, unit)
            assert (item.id in items) == seen(actor, READ_EVIDENCE, item), (actor, unit)
            found[view.id in views] += 1
    assert min(found.values()) > 50


# Reading, writing and what is the lead officer's: the rest is the matrix of the rules.
@pytest.mark.parametrize("permission", [READ, Permission.WRITE_JUDGEMENTS, Permission.LOCK_EVALUATION])
def test_requiring_says_no_more_and_no_less_than_the_decision(tree, cast, permission):
    for actor in list(actors(tree, cast))[::4]:
        for unit, (view, item) in tree.items():
            allowed = permission == READ or may(actor, permission, unit.path)
            wanted = ("yes" if allowed else "not allowed") if seen(actor, READ, view) else "not there"
            assert answer(evaluations.require, actor, permission, view.id) == wanted
            assert answer(evaluations.require_judgement, actor, permission, view.id, "1.1") == wanted
            assert answer(evaluations.require_answer, actor, permission, view.id, "1") == wanted
            allowed = may(actor, Permission.WRITE_EVIDENCE, unit.path)
            wanted = (
                ("yes" if allowed else "not allowed") if seen(actor, READ_EVIDENCE, item) else "not there"
            )
            assert answer(evidence.require, actor, Permission.WRITE_EVIDENCE, item.id) == wanted
            allowed = may(actor, permission, unit.path)
            wanted = "yes" if allowed else "not allowed"
            wanted = wanted if may(actor, Permission.SEE_UNIT, unit.path) else "not there"
            assert answer(organisations.require, actor, permission, unit.id) == wanted


def test_somebody_above_reads_nothing_merely_by_being_above(tree, cast):
    service = next(unit for unit in tree if unit.name == "Service")
    above = Actor("p" * 16, "Somebody", (Grant("lead_officer", cast.team.path),))
    assert answer(evaluations.require, above, READ, tree[service][0].id) == "not there"


def test_what_is_for_its_owner_alone_nobody_else_opens_not_even_beside_them(tree, cast):
    beside = next(unit for unit in tree if unit.name == "Beside")
    view = tree[beside][0]
    same_place = Actor("p" * 16, "Somebody", (Grant("lead_officer", beside.path),))
    assert answer(evaluations.require, same_place, READ, view.id) == "not there"
    assert answer(evaluations.require, cast.evaluator.actor, READ, view.id) == "yes"
