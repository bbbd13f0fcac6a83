"""Who may do what where: the table of roles and the one decision."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.access.actor import SYSTEM, Actor, Grant, Seat
from speir.access.decide import may, nearest, partnerships, places, reach
from speir.access.permissions import Permission
from speir.access.roles import GIVEN, ROLES, STAYS

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
MANAGES = {"lead_officer", "agency_lead", "administrator", "keeper"}
WRITES = {"lead_officer", "agency_lead", "evaluator"}
READS = WRITES | {"chair", "chief_officer", "practitioner", "participation_worker", "reader"}


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (P.SEE_UNIT, set(ROLES) - {"inspector"}),
        (P.READ_EVALUATIONS, READS),
        (P.READ_EVIDENCE, READS | {"data_analyst"}),
        (P.START_EVALUATION, WRITES),
        (P.WRITE_JUDGEMENTS, WRITES | {"chair"}),
        (P.WRITE_EVIDENCE, WRITES | {"chair", "data_analyst", "participation_worker"}),
        (P.SHARE, WRITES),
        (P.LOCK_EVALUATION, {"lead_officer", "agency_lead", "chair"}),
        (P.APPROVE_EDITION, {"chief_officer"}),
        (P.PLAN_IMPROVEMENT, {"lead_officer", "chair", "agency_lead", "evaluator"}),
        (P.AGREE_IMPROVEMENT, {"lead_officer", "chair", "agency_lead"}),
        (P.REFLECT, set(ROLES) - {"reader", "inspector", "administrator", "keeper"}),
        (P.MANAGE_UNIT, MANAGES),
        (P.MANAGE_PEOPLE, MANAGES),
        (P.READ_TRAIL, {"lead_officer"}),
        (P.DISPOSE, {"lead_officer", "agency_lead"}),
    ],
)
def test_the_permission_matrix_is_as_published(permission, roles):
    assert {role for role in ROLES if may(actor(Grant(role, "a/")), permission, "a/")} == roles


def test_every_permission_stands_in_the_matrix():
    assert len(Permission) == 16
    assert len(ROLES) == 13
    assert set(GIVEN) == set(ROLES) - {"keeper"}


def test_who_manages_only_reads_no_content():
    for role in ("administrator", "keeper"):
        assert not ROLES[role] & {P.READ_EVALUATIONS, P.READ_EVIDENCE, P.WRITE_EVIDENCE, P.WRITE_JUDGEMENTS}
    assert ROLES["inspector"] == frozenset()


def test_one_belongs_to_the_place_of_a_role_and_to_those_above_it_never_to_those_below():
    who = actor(Grant("evaluator", "a/b/"), Grant("administrator", "d/e/"))
    assert places(who, P.READ_EVALUATIONS) == {"a", "b"}
    assert places(who, P.SEE_UNIT) == {"a", "b", "d", "e"}


def test_a_seat_counts_for_those_who_read_in_the_organisation_that_sits_there():
    seats = (Seat("a/", "p/"), Seat("d/", "q/"))
    who = Actor("x", "Morag", (Grant("evaluator", "a/b/"), Grant("administrator", "d/")), seats)
    assert partnerships(who, P.READ_EVALUATIONS) == {"p"}
    assert partnerships(who, P.SEE_UNIT) == {"p", "q"}


def test_one_writes_through_the_nearest_of_ones_own_units():
    who = actor(Grant("lead_officer", "a/"), Grant("evaluator", "a/b/"), Grant("reader", "a/b/c/"))
    assert nearest(who, P.START_EVALUATION, "a/b/c/") == "a/b/"
    assert nearest(who, P.LOCK_EVALUATION, "a/b/c/") == "a/"
    assert nearest(who, P.START_EVALUATION, "d/") is None


def test_whoever_writes_may_also_read():
    for role, permissions in ROLES.items():
        if P.WRITE_JUDGEMENTS in permissions or P.LOCK_EVALUATION in permissions:
            assert P.READ_EVALUATIONS in permissions, role
        if P.WRITE_EVIDENCE in permissions:
            assert P.READ_EVIDENCE in permissions, role


def test_a_role_in_a_unit_that_has_closed_lets_people_read_what_was_written_there_and_look_after_it():
    for role in ROLES:
        who = actor(Grant(role, "a/b/c/", "a/b/"))
        allowed = {permission for permission in P if may(who, permission, "a/b/c/")}
        assert allowed == ROLES[role] & STAYS


def test_whoever_belonged_to_what_has_closed_belongs_no_more_to_what_is_above_it():
    seats = (Seat("a/", "p/"),)
    who = Actor("x", "Morag", (Grant("evaluator", "a/b/c/", "a/b/"),), seats)
    assert places(who, P.READ_EVALUATIONS) == {"b", "c"}
    assert partnerships(who, P.READ_EVALUATIONS) == frozenset()
    assert nearest(who, P.START_EVALUATION, "a/b/c/") is None
    assert places(actor(Grant("reader", "a/", "a/")), P.READ_EVALUATIONS) == {"a"}


def test_nothing_that_begins_or_writes_or_shares_stays():
    assert not STAYS & {
        P.START_EVALUATION,
        P.WRITE_JUDGEMENTS,
        P.WRITE_EVIDENCE,
        P.SHARE,
        P.LOCK_EVALUATION,
        P.REFLECT,
    }
