"""Who may read what: the decision for a thing of a home and of acts, and whether one audience covers another."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.access.actor import SYSTEM, Actor, Grant, Seat
from speir.access.permissions import Permission as P
from speir.sharing.rules import (
    ACTS,
    LONGEST_WHY,
    Act,
    Home,
    Place,
    Scope,
    Stands,
    Told,
    check,
    check_room,
    check_taken_as,
    check_told,
    covers,
    reads,
    stands,
)

READ = P.READ_EVALUATIONS
TODAY = dt.date(2026, 3, 2)


def actor(*grants: Grant, person: str = "me", seats: tuple[Seat, ...] = ()) -> Actor:
    return Actor(person, "Morag", grants, seats)


AT_TEAM = actor(Grant("evaluator", "agency/team/"))
ABOVE = actor(Grant("lead_officer", "agency/"), person="lead")
SITTING = actor(Grant("reader", "agency/"), person="sits", seats=(Seat("agency/", "committee/"),))
KEEPER = actor(Grant("keeper", "agency/"), person="keeper", seats=(Seat("agency/", "committee/"),))
TEAM, AGENCY = Home("team", "owner"), Home("agency", "owner")


@pytest.mark.parametrize(
    ("who", "home", "acts", "may_read"),
    [
        (AT_TEAM, TEAM, [], True),
        (AT_TEAM, AGENCY, [], True),
        (ABOVE, TEAM, [], False),
        (ABOVE, AGENCY, [], True),
        (ABOVE, TEAM, [Act("agency", "agency")], True),
        (SITTING, TEAM, [Act("partnership", "committee")], True),
        (SITTING, TEAM, [Act("team", "committee")], False),
        (KEEPER, TEAM, [Act("partnership", "committee")], False),
        (KEEPER, AGENCY, [Act("agency", "agency")], False),
        (ABOVE, TEAM, [Act("named", person_id="lead")], True),
        (ABOVE, TEAM, [Act("named", person_id="somebody else")], False),
        (AT_TEAM, Home("team", "me", only_me=True), [], True),
        (AT_TEAM, Home("team", "owner", only_me=True), [], False),
        (AT_TEAM, Home("team", "owner", only_me=True), [Act("team", "team")], True),
        (SYSTEM, Home("team", "", only_me=True), [], False),
        (SYSTEM, TEAM, [Act("named", person_id="")], False),
    ],
)
def test_a_thing_is_open_to_those_of_its_place_and_of_its_acts(who, home, acts, may_read):
    assert reads(who, READ, home, acts) is may_read


IDS = ("a", "b", "c", "p", "q")
ACT = st.builds(
    Act, scope=st.sampled_from([s for s in ACTS if s != Scope.NAMED]), unit_id=st.sampled_from(IDS)
)
PATHS = ("a/", "a/b/", "a/b/c/", "p/", "q/")


@given(st.lists(ACT, max_size=3), ACT, st.sampled_from(PATHS), st.booleans())
def test_whoever_reads_by_a_covered_audience_reads_what_covers_it(open_to, audience, held, sits):
    """The law behind sealing: what is not listed as narrower is open to every reader of the edition."""
    who = actor(Grant("reader", held), seats=(Seat("a/", "p/"),) if sits and held.startswith("a/") else ())
    path = {"a": ("a",), "b": ("a", "b"), "c": ("a", "b", "c"), "p": ("p",), "q": ("q",)}[audience.unit_id]
    place = Place(path, frozenset({"p"}) if sits and path[0] == "a" else frozenset())
    home = Home("elsewhere", "owner")
    covered = covers(open_to, place, partnership=audience.scope == Scope.PARTNERSHIP)
    if covered and reads(who, READ, home, [audience]):
        assert reads(who, READ, home, open_to)


def test_a_person_by_name_covers_nobody():
    assert not covers([Act("named", person_id="me")], Place(("a",), frozenset()))


@pytest.mark.parametrize(
    ("why", "ends", "codes"),
    [
        ("They asked.", None, []),
        ("They asked.", TODAY, []),
        ("", None, ["sharing-needs-why"]),
        (" \n ", None, ["sharing-needs-why"]),
        ("x" * (LONGEST_WHY + 1), None, ["sharing-why-too-long"]),
        ("", TODAY - dt.timedelta(days=1), ["sharing-needs-why", "sharing-ends-before"]),
    ],
)
def test_sharing_says_why_and_ends_on_a_day_to_come(why, ends, codes):
    assert [refused.code for refused in check(why, ends, TODAY)] == codes


STARTS = dt.date(2026, 3, 3)


@pytest.mark.parametrize(
    ("name", "starts", "ends", "code"),
    [
        ("", STARTS, dt.date(2026, 4, 1), "room-needs-name"),
        (" \n", STARTS, dt.date(2026, 4, 1), "room-needs-name"),
        ("x" * 121, STARTS, dt.date(2026, 4, 1), "room-name-too-long"),
        ("x", None, dt.date(2026, 4, 1), "room-needs-start"),
        ("x", STARTS, None, "room-needs-end"),
        ("x", STARTS, dt.date(1900, 1, 1), "room-ends-before"),
        ("x", dt.date(2026, 5, 1), dt.date(2026, 4, 1), "room-ends-first"),
        ("x", STARTS, dt.date(2026, 9, 4), "room-too-long"),
    ],
)
def test_a_room_that_breaks_a_rule_is_not_made(name, starts, ends, code):
    assert [broken.code for broken in check_room(name, starts, ends, TODAY)] == [code]


def test_a_room_is_open_from_its_first_day_to_its_last_and_for_six_months_at_most():
    assert check_room("x", STARTS, dt.date(2026, 9, 3), TODAY) == []
    ends = dt.date(2026, 3, 5)
    days = {day: stands(STARTS, ends, False, dt.date(2026, 3, day)) for day in range(2, 7)}
    assert days == {
        2: Stands.TO_COME,
        3: Stands.OPEN,
        4: Stands.OPEN,
        5: Stands.OPEN,
        6: Stands.OVER,
    }
    assert {stands(STARTS, ends, True, dt.date(2026, 3, day)) for day in range(2, 7)} == {Stands.ENDED}


TOLD: dict[str, object] = {
    "on": dt.date(2026, 2, 27),
    "who": "The team manager",
    "with_whom": "The school nurse",
    "why": "A meeting to plan support.",
    "how": "telephone",
    "taken_as": "fact",
}


def told(**changed: object) -> Told:
    return Told(**(TOLD | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"on": None}, "on"),
        ({"on": dt.date(2026, 3, 3)}, "on"),
        ({"on": dt.date(1900, 1, 1)}, "on"),
        ({"who": " \n"}, "who"),
        ({"who": "x" * 201}, "who"),
        ({"with_whom": ""}, "with_whom"),
        ({"with_whom": "x" * (LONGEST_WHY + 1)}, "with_whom"),
        ({"why": ""}, "why"),
        ({"how": "smoke"}, "how"),
        ({"how": ""}, "how"),
        ({"taken_as": "gossip"}, "taken_as"),
    ],
)
def test_what_was_shared_outside_says_who_with_whom_when_why_how_and_as_what(changed, field):
    assert [broken.field for broken in check_told(told(**changed), TODAY)] == [field]


def test_what_was_shared_outside_may_be_written_down_on_the_same_day_and_nobody_need_have_said_as_what():
    assert check_told(told(on=TODAY, taken_as=""), TODAY) == []
    assert [check_taken_as(taken) for taken in ("", "fact", "opinion")] == [[], [], []]
