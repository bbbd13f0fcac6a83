"""The pair never drifts apart: what a list shows is what can be opened, for every role in every unit."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest

from speir.access.actor import Actor, Grant
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.access.roles import ROLES
from speir.core.errors import NotAllowed, NotYours
from speir.evaluations import policy as evaluations
from speir.evaluations.actions import broad_views
from speir.evidence import policy as evidence
from speir.evidence.actions import write
from speir.organisations import policy as organisations
from speir.organisations.actions import add_unit
from tests import world


@pytest.fixture
def tree(cast):
    """Units above, below and beside each other, each with a broad view and an item of evidence."""
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
        things[unit] = (view, item)
    return things


def actors(tree):
    """Everybody with no role, one role, or two roles, anywhere."""
    grants = [Grant(role, unit.path) for role in (*ROLES, "unknown") for unit in tree]
    for count in (0, 1):
        for held in combinations(grants, count):
            yield Actor("p" * 16, "Somebody", held)
    yield from (Actor("p" * 16, "Somebody", held) for held in list(combinations(grants, 2))[::7])


def answer(require, *words) -> str:
    try:
        require(*words)
    except NotYours:
        return "not there"
    except NotAllowed:
        return "not allowed"
    return "yes"


def expected(actor, permission, seen, path) -> str:
    if not may(actor, seen, path):
        return "not there"
    return "yes" if may(actor, permission, path) else "not allowed"


def test_what_can_be_listed_can_be_opened_and_nothing_else(tree):
    for actor in actors(tree):
        units = set(organisations.visible_to(actor).values_list("id", flat=True))
        views = set(evaluations.visible_to(actor).values_list("id", flat=True))
        items = set(evidence.visible_to(actor).values_list("id", flat=True))
        for unit, (view, item) in tree.items():
            listed = (unit.id in units, view.id in views, item.id in items)
            seen = may(actor, Permission.READ_EVALUATIONS, unit.path)
            assert listed == (seen, seen, may(actor, Permission.READ_EVIDENCE, unit.path)), actor


# One that every role has, one that evaluators have, one of the lead officer's: the rest is the matrix of the rules.
@pytest.mark.parametrize(
    "permission", [Permission.READ_EVIDENCE, Permission.WRITE_JUDGEMENTS, Permission.LOCK_EVALUATION]
)
def test_requiring_says_no_more_and_no_less_than_the_decision(tree, permission):
    read, read_evidence = Permission.READ_EVALUATIONS, Permission.READ_EVIDENCE
    for actor in list(actors(tree))[::3]:
        for unit, (view, item) in tree.items():
            wanted = expected(actor, permission, read, unit.path)
            assert answer(organisations.require, actor, permission, unit.id) == wanted
            assert answer(evaluations.require, actor, permission, view.id) == wanted
            assert answer(evaluations.require_judgement, actor, permission, view.id, "1.1") == wanted
            assert answer(evaluations.require_answer, actor, permission, view.id, "1") == wanted
            of_item = expected(actor, permission, read_evidence, unit.path)
            assert answer(evidence.require, actor, permission, item.id) == of_item
