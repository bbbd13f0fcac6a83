"""Who may do what where: the table of roles and the one decision."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.access.actor import SYSTEM, Actor, Grant
from speir.access.decide import may, reach
from speir.access.permissions import Permission
from speir.access.roles import ROLES

PATHS = ("a/", "a/b/", "a/b/c/", "a/bb/", "d/", "d/e/")
GRANTS = st.lists(
    st.builds(Grant, role=st.sampled_from([*ROLES, "no such role"]), path=st.sampled_from(PATHS)), max_size=4
)


def actor(*grants: Grant) -> Actor:
    return Actor("p", "Morag", tuple(grants))


@given(GRANTS, st.sampled_from(list(Permission)), st.sampled_from(PATHS))
def test_the_decision_for_one_and_the_reach_for_lists_agree(grants, permission, path):
    who = actor(*grants)
    assert may(who, permission, path) == any(path.startswith(above) for above in reach(who, permission))


@given(GRANTS, st.sampled_from(list(Permission)))
def test_the_reach_names_no_unit_twice_and_the_shortest_first(grants, permission):
    paths = reach(actor(*grants), permission)
    assert list(paths) == sorted(paths, key=len)
    assert not [(a, b) for a in paths for b in paths if a != b and b.startswith(a)]


@given(GRANTS, st.sampled_from(list(Permission)), st.sampled_from(PATHS))
def test_another_grant_never_takes_something_away(grants, permission, path):
    if may(actor(*grants), permission, path):
        assert may(actor(*grants, Grant("reader", "d/")), permission, path)


def test_a_role_reaches_its_own_unit_and_those_below_and_nothing_beside_or_above():
    who = actor(Grant("lead_officer", "a/b/"))
    reached = {path for path in PATHS if may(who, Permission.LOCK_EVALUATION, path)}
    assert reached == {"a/b/", "a/b/c/"}


def test_nobody_may_do_anything_without_a_grant_not_even_the_system():
    for permission in Permission:
        assert not may(SYSTEM, permission, "a/")
        assert reach(SYSTEM, permission) == ()


P = Permission


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (P.READ_EVALUATIONS, {"lead_officer", "evaluator", "reader"}),
        (P.READ_EVIDENCE, {"lead_officer", "evaluator", "reader"}),
        (P.START_EVALUATION, {"lead_officer", "evaluator"}),
        (P.WRITE_JUDGEMENTS, {"lead_officer", "evaluator"}),
        (P.WRITE_EVIDENCE, {"lead_officer", "evaluator"}),
        (P.LOCK_EVALUATION, {"lead_officer"}),
        (P.MANAGE_UNIT, {"lead_officer"}),
        (P.MANAGE_PEOPLE, {"lead_officer"}),
    ],
)
def test_the_permission_matrix_is_as_published(permission, roles):
    assert {role for role in ROLES if may(actor(Grant(role, "a/")), permission, "a/")} == roles


def test_every_permission_stands_in_the_matrix():
    assert len(Permission) == 8
    assert set(ROLES) == {"lead_officer", "evaluator", "reader"}


def test_whoever_writes_may_also_read():
    for role, permissions in ROLES.items():
        if P.WRITE_JUDGEMENTS in permissions or P.LOCK_EVALUATION in permissions:
            assert P.READ_EVALUATIONS in permissions, role
        if P.WRITE_EVIDENCE in permissions:
            assert P.READ_EVIDENCE in permissions, role
