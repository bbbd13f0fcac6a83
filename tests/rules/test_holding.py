"""A role that somebody holds: where it fits, and from which day until which."""

from __future__ import annotations

import datetime as dt

import pytest

from speir.access.permissions import Permission
from speir.access.roles import FITS, GIVEN, MOST_MONTHS, ROLES, fitting
from speir.access.words import PERMISSIONS_SAID, ROLES_SAID, name_of_role
from speir.core.when import months_later
from speir.organisations.rules import UnitKind
from speir.organisations.rules.holding import check_days, check_role, check_start

TODAY = dt.date(2026, 3, 2)
KINDS = [kind.value for kind in UnitKind]


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


def test_every_role_and_every_permission_is_said_in_words():
    assert list(ROLES_SAID) == list(ROLES)
    assert set(PERMISSIONS_SAID) == set(Permission)
    assert name_of_role("no_longer_there") == "No longer there"


def test_what_is_said_of_where_roles_fit_names_roles_and_kinds_that_there_are():
    assert set(FITS) | set(MOST_MONTHS) <= set(GIVEN)
    assert {kind for kinds in FITS.values() for kind in kinds} <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_unit_can_have_somebody_who_looks_after_its_people(kind):
    assert [role for role in fitting(kind) if Permission.MANAGE_PEOPLE in ROLES[role]]


@pytest.mark.parametrize(
    ("role", "kind", "code"),
    [
        ("chair", "partnership", []),
        ("chair", "team", ["role-unfit"]),
        ("agency_lead", "agency", []),
        ("agency_lead", "partnership", ["role-unfit"]),
        ("evaluator", "team", []),
        ("keeper", "agency", ["role-unknown"]),
        ("director", "agency", ["role-unknown"]),
    ],
)
def test_a_role_is_given_where_it_fits(role, kind, code):
    broken = check_role(role, kind)
    assert [one.code for one in broken] == code
    assert {one.field for one in broken} <= {"role"}


@pytest.mark.parametrize(
    ("role", "starts", "ends", "code"),
    [
        ("evaluator", day(0), None, []),
        ("evaluator", day(0), day(0), []),
        ("evaluator", day(3), day(2), ["role-backwards"]),
        ("evaluator", day(-9), day(-1), ["role-over"]),
        ("evaluator", day(0), day(4000), []),
        ("inspector", day(0), None, ["role-needs-end"]),
        ("inspector", day(0), dt.date(2026, 9, 2), []),
        ("inspector", day(0), dt.date(2026, 9, 3), ["role-too-long"]),
        ("inspector", day(-300), dt.date(2026, 9, 2), []),
        ("inspector", day(30), dt.date(2026, 10, 1), []),
    ],
)
def test_a_role_runs_forwards_and_an_inspectors_ends_within_six_months(role, starts, ends, code):
    assert [one.code for one in check_days(role, starts, ends, TODAY)] == code


def test_an_inspectors_refusal_says_until_when():
    assert (
        "six months at most, until 2 September 2026"
        in check_days("inspector", TODAY, None, TODAY)[0].sentence
    )


def test_nobody_has_had_a_role_before_it_was_given():
    assert check_start(TODAY, TODAY) == []
    assert [one.field for one in check_start(day(-1), TODAY)] == ["starts"]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (dt.date(2026, 3, 31), 6, dt.date(2026, 9, 30)),
        (dt.date(2027, 8, 31), 6, dt.date(2028, 2, 29)),
        (dt.date(2026, 12, 1), 1, dt.date(2027, 1, 1)),
    ],
)
def test_some_months_later_is_the_same_day_or_the_last_of_a_shorter_month(start, months, end):
    assert months_later(start, months) == end
