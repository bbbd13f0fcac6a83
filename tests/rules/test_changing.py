"""What happened, by priority and newest first, and made short."""

from __future__ import annotations

import datetime as dt

from speir.improvement.rules.changing import Happened, Kind, grouped, net

DAY = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)


def told(hour: int, kind: Kind = Kind.MOVED, priority: str = "p", action: str = "a", **said: str) -> Happened:
    return Happened(
        kind, DAY + dt.timedelta(hours=hour), priority, action=action, title=action.upper(), **said
    )


def test_the_priority_that_changed_last_comes_first_and_newest_first_within_it():
    lines = [told(1), told(4), told(3, priority="q"), told(2, priority="q"), told(0)]
    found = grouped(lines)
    assert [one.priority for one in found] == ["p", "q"]
    assert [one.at.hour for one in found[0].lines] == [13, 10, 9]


def test_many_sentences_on_one_action_become_one_from_where_it_came_to_where_it_is():
    lines = [
        told(3, before="stuck", after="under_way", text="Paid."),
        told(2, before="under_way", after="stuck", text="Not paid."),
        told(1, before="agreed", after="under_way"),
    ]
    (one,) = net(lines)
    assert (one.kind, one.before, one.after, one.text) == (Kind.MOVED, "agreed", "under_way", "Paid.")


def test_one_that_came_back_to_where_it_was_is_still_so_and_a_new_one_is_still_new():
    back = [
        told(2, before="stuck", after="under_way"),
        told(1, before="under_way", after="stuck"),
    ]
    assert [one.kind for one in net(back)] == [Kind.SAID]
    new = [told(2, before="proposed", after="agreed"), told(1, Kind.ADDED, before="", after="proposed")]
    assert [(one.kind, one.after) for one in net(new)] == [(Kind.ADDED, "agreed")]


def test_other_actions_proofs_and_what_is_late_stand_by_themselves():
    lines = [
        told(5, Kind.PROOF, text="Seen."),
        told(4, Kind.OVERDUE),
        told(3, action="b", before="agreed", after="done"),
        told(2, before="agreed", after="done"),
    ]
    assert net(lines) == lines


def test_of_the_moves_of_a_priority_the_last_stands():
    lines = [told(2, Kind.AGREED, action=""), told(1, Kind.PROPOSED, action="")]
    assert [one.kind for one in net(lines)] == [Kind.AGREED]


def test_what_is_told_apart_is_not_put_together():
    lines = [told(2, before="stuck", after="under_way"), told(1, before="agreed", after="stuck")]
    assert net(lines, apart=lambda one: one.at) == lines
