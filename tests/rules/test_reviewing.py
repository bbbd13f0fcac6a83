"""What needs a look in a review of who has access."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from speir.organisations.rules.reviewing import LOOKS, looks, mark_of_roles, rank

TODAY = dt.date(2026, 3, 2)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, ()),
        ({"seen": None}, ("never_seen",)),
        ({"seen": None, "given": ago(7)}, ()),
        ({"seen": ago(90)}, ()),
        ({"seen": ago(91)}, ("long_not_seen",)),
        ({"ends": ago(-14)}, ("ends_soon",)),
        ({"ends": ago(-15)}, ()),
        ({"partnership": True}, ("whole_partnership",)),
        (
            {"seen": None, "ends": TODAY, "partnership": True},
            ("never_seen", "ends_soon", "whole_partnership"),
        ),
    ],
)
def test_a_role_needs_a_look_by_when_its_holder_was_here_when_it_ends_and_how_far_it_reaches(changed, found):
    ordinary = {"seen": TODAY, "given": ago(400), "ends": None, "partnership": False}
    assert looks(**(ordinary | changed), today=TODAY) == found


def test_what_weighs_most_stands_first_and_what_needs_no_look_last():
    order = [
        ("never_seen", "whole_partnership"),
        ("never_seen",),
        ("long_not_seen",),
        ("ends_soon",),
        ("whole_partnership",),
        (),
    ]
    assert all(rank(first) < rank(second) for first, second in pairwise(order))
    assert set(LOOKS) == {key for found in order for key in found}


def test_the_mark_of_roles_is_of_the_roles_and_not_of_their_order():
    one, other = ("a", "reader", ""), ("b", "reader", "")
    assert mark_of_roles([one, other]) == mark_of_roles([other, one])
    assert len({mark_of_roles(x) for x in ([], [one], [one, other], [("a", "reader", "2026-03-02")])}) == 4
