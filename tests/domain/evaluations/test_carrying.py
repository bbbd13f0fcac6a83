"""Carrying forward: what an earlier edition said comes back, and counts only once it is confirmed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.evaluations.actions import broad_views, carrying, checking, contributions, editions
from speir.evaluations.actions.citations import cite
from speir.evaluations.models import Carried, Citation, Edition, Evaluation, Joint, Judgement, LevelChange
from speir.evaluations.queries import carrying as queries
from speir.evaluations.queries import grids, handing_in, panels, records
from speir.evaluations.rules.carrying import Checked
from speir.evaluations.rules.record_text import to_json
from speir.evidence.actions.withdrawing import withdraw
from speir.evidence.models import Item
from tests import world, world_joint

pytestmark = pytest.mark.django_db

EMPTY = {"choice": "", "sure": "", "strengths": "", "improvements": "", "done": ""}


def started(cast: world.Cast) -> Evaluation:
    """A broad view that was started from the sealed one of last year."""
    last = world.sealed(cast)
    Item.objects.update(valid_until=dt.date(2099, 12, 31))
    view = world.begun(cast, "Broad view of this year")
    carrying.carry(evaluation_id=view.id, edition_id=edition(last).id, by=cast.evaluator.actor)
    return view


def edition(view: Evaluation, number: int = 1) -> Edition:
    return Edition.objects.get(evaluation=view, number=number)


def back(view: Evaluation, number: str, by: world.Somebody) -> dict[str, queries.Back]:
    """What came back of an indicator, by what it is; of several pieces of evidence the first."""
    shown = panels.panel(by.actor, view.id, number).back
    return {one.what: one for one in reversed(shown.things)} if shown else {}


def press(deed, view: Evaluation, number: str, what: str, by: world.Somebody, **more):
    thing = back(view, number, by)[what]
    return deed(evaluation_id=view.id, number=number, thing_id=thing.id, by=by.actor, **more)


def confirm_all(view: Evaluation, number: str, by: world.Somebody) -> checking.Came:
    return checking.confirm_all(evaluation_id=view.id, number=number, by=by.actor)


def test_what_comes_back_is_readable_and_counts_nowhere(cast):
    view = started(cast)
    came = back(view, "1.1", cast.evaluator)
    assert set(came) == {"level", "strengths", "improvements", "evidence"}
    assert came["level"].choice == "very_good"
    assert came["strengths"].text == "We see children early (1.1)."
    assert "1.1: what the" in came["evidence"].text
    assert {one.state for one in came.values()} == {Checked.NOT_YET}
    assert world.values(view, "1.1") == EMPTY
    view.refresh_from_db()
    record = records.record_of(view)
    assert {(j.level, j.strengths, j.pieces) for j in record.judgements} == {(None, "", 0)}
    grid = grids.grid(cast.reader.actor, view.id)
    assert grid.back is not None
    assert (len(grid.back.to_check), grid.back.came) == (5, 5)
    assert [row.indicator.number for row in grid.rows if row.to_check] == list(world.FILLED)
    assert not any(row.level or row.standing.pieces for row in grid.rows)


def test_still_true_puts_a_level_with_its_reason_a_text_and_a_citation_where_they_count(cast):
    view = world.filled(cast)
    world.write(view, "1.1", cast.evaluator, choice="good", why="Two surveys say so.")
    world.seal(view, cast.lead)
    new = world.begun(cast, "The next")
    carrying.carry(evaluation_id=new.id, edition_id=edition(view).id, by=cast.lead.actor)
    for what in ("level", "strengths", "evidence"):
        assert press(checking.confirm, new, "1.1", what, cast.evaluator).done == 1
    row = world.row(new, "1.1")
    assert (row.level.key, row.reason, row.strengths) == (
        "good",
        "Two surveys say so.",
        "We see children early (1.1).",
    )
    assert (row.strengths_by_name, row.improvements, row.sure, row.done) == ("Isla Reid", "", "", False)
    assert row.citations.count() == 1
    shown = panels.history(cast.lead.actor, new.id, "1.1")
    assert {(line.what, line.state, line.by) for line in shown.carried} == {
        (what, "still_true", "Isla Reid") for what in ("level", "strengths", "evidence")
    }
    assert shown.carried_from is not None
    assert shown.carried_from.number == 1


def test_all_of_one_indicator_is_confirmed_at_once_and_nothing_of_another(cast):
    view = started(cast)
    assert confirm_all(view, "1.1", cast.evaluator) == checking.Came(5)
    assert confirm_all(view, "1.1", cast.evaluator) == checking.Came(0)
    values = world.values(view, "1.1")
    assert (values["choice"], values["improvements"]) == ("very_good", "We write too little down (1.1).")
    assert world.row(view, "1.1").citations.count() == 2
    assert world.values(view, "1.2") == EMPTY
    assert queries.unchecked(view.id) == ["1.2", "1.3", "1.4", "3.3"]
    assert confirm_all(view, "1.3", cast.evaluator).done == 3
    assert world.row(view, "1.3").not_evaluated


def test_nothing_that_somebody_has_written_meanwhile_is_written_over(cast):
    view = started(cast)
    world.write(view, "1.1", cast.lead, choice="weak", strengths="What we see now.")
    for what in ("level", "strengths"):
        with pytest.raises(Refused):
            press(checking.confirm, view, "1.1", what, cast.evaluator)
    came = confirm_all(view, "1.1", cast.evaluator)
    assert (came.done, len(came.left)) == (3, 2)
    values = world.values(view, "1.1")
    assert (values["choice"], values["strengths"]) == ("weak", "What we see now.")
    assert press(checking.confirm, view, "1.1", "strengths", cast.evaluator, add=True).done == 1
    both = "What we see now.\n\nWe see children early (1.1)."
    assert world.values(view, "1.1")["strengths"] == both
    press(checking.undo, view, "1.1", "strengths", cast.evaluator)
    assert world.values(view, "1.1")["strengths"] == "What we see now."


def test_an_undo_takes_away_what_was_put_and_leaves_what_somebody_made_of_it(cast):
    view = started(cast)
    confirm_all(view, "1.1", cast.evaluator)
    for what in ("level", "evidence", "strengths"):
        assert press(checking.undo, view, "1.1", what, cast.evaluator)
    row = world.row(view, "1.1")
    assert (row.level, row.strengths, row.citations.count()) == (None, "", 1)
    assert [change.after for change in LevelChange.objects.filter(judgement=row).order_by("at")] == [
        "very_good",
        "",
    ]
    world.write(view, "1.1", cast.lead, improvements="All anew.")
    assert not press(checking.undo, view, "1.1", "improvements", cast.evaluator)
    assert world.values(view, "1.1")["improvements"] == "All anew."
    assert back(view, "1.1", cast.evaluator)["improvements"].state == Checked.NOT_YET


def test_an_undo_leaves_a_citation_that_was_there_before(cast):
    view = started(cast)
    item = Carried.objects.filter(judgement=world.row(view, "1.2"), what="evidence").get().item_id or ""
    cite(evaluation_id=view.id, number="1.2", item_id=item, stance="qualifies", by=cast.lead.actor)
    confirm_all(view, "1.2", cast.evaluator)
    press(checking.undo, view, "1.2", "evidence", cast.evaluator)
    assert Citation.objects.get(judgement=world.row(view, "1.2")).stance == "qualifies"


def test_what_has_changed_stays_readable_and_does_not_count(cast):
    view = started(cast)
    assert press(checking.change, view, "1.1", "strengths", cast.evaluator) == "strengths"
    assert press(checking.confirm, view, "1.1", "strengths", cast.evaluator).done == 0
    one = back(view, "1.1", cast.evaluator)["strengths"]
    assert (one.state, one.by, one.text) == (Checked.CHANGED, "Isla Reid", "We see children early (1.1).")
    assert world.values(view, "1.1") == EMPTY
    assert press(checking.undo, view, "1.1", "strengths", cast.evaluator)


def test_evidence_that_was_withdrawn_is_not_cited_anew_and_stale_evidence_only_by_itself(cast):
    view = started(cast)
    came_back = Carried.objects.filter(judgement=world.row(view, "1.1"), what="evidence")
    first, second = came_back.values_list("id", "item")
    withdraw(item_id=first[1], why="It was wrong.", by=cast.lead.actor)
    Item.objects.filter(pk=second[1]).update(valid_until=dt.date(2025, 12, 31))
    came = confirm_all(view, "1.1", cast.evaluator)
    assert (came.done, len(came.left)) == (3, 2)
    assert not world.row(view, "1.1").citations.exists()

    def confirm(thing_id: str) -> int:
        return checking.confirm(
            evaluation_id=view.id, number="1.1", thing_id=thing_id, by=cast.evaluator.actor
        ).done

    with pytest.raises(Refused):
        confirm(first[0])
    assert confirm(second[0]) == 1


def test_a_text_that_mentions_somebody_waits_and_is_not_confirmed(cast):
    last = world.filled(cast)
    Judgement.objects.filter(pk=world.row(last, "1.1").pk).update(
        strengths="Torquil Macrae was seen at once."
    )
    world.seal(last, cast.lead)
    view = world.begun(cast, "The next")
    carrying.carry(evaluation_id=view.id, edition_id=edition(last).id, by=cast.lead.actor)
    came = press(checking.confirm, view, "1.1", "strengths", cast.evaluator)
    assert (came.done, came.left) == (0, (checking.HELD,))
    assert world.values(view, "1.1")["strengths"] == ""
    assert "strengths" in panels.panel(cast.evaluator.actor, view.id, "1.1").held
    assert back(view, "1.1", cast.evaluator)["strengths"].state == Checked.NOT_YET


def test_it_is_started_once_from_an_edition_of_the_same_unit_that_the_actor_may_read(cast):
    last, other = world.sealed(cast), world.sealed(cast)
    view = world.begun(cast, "The next")
    for wrong in ("", "x", "0" * 16, view.id):
        with pytest.raises(Refused):
            carrying.carry(evaluation_id=view.id, edition_id=wrong, by=cast.lead.actor)
    strange = broad_views.begin(
        unit_id=cast.elsewhere.id,
        framework_key=world.FRAMEWORK,
        title="Theirs",
        period_from=dt.date(2025, 1, 1),
        period_to=dt.date(2025, 12, 31),
        by=cast.stranger.actor,
    )
    theirs = world.seal(strange, cast.stranger)
    with pytest.raises(Refused):
        carrying.carry(evaluation_id=view.id, edition_id=theirs.id, by=cast.lead.actor)
    with pytest.raises(NotAllowed):
        carrying.carry(evaluation_id=view.id, edition_id=edition(last).id, by=cast.reader.actor)
    with pytest.raises(NotYours):
        carrying.carry(evaluation_id=view.id, edition_id=edition(last).id, by=cast.stranger.actor)
    for _twice in range(2):
        carrying.carry(evaluation_id=view.id, edition_id=edition(last).id, by=cast.lead.actor)
    with pytest.raises(Refused):
        carrying.carry(evaluation_id=view.id, edition_id=edition(other).id, by=cast.lead.actor)
    assert Carried.objects.filter(judgement__evaluation=view, what="level").count() == 5


def test_the_latest_edition_of_each_broad_view_is_offered_the_newest_first(cast, clock):
    older, newer = world.sealed(cast), world.filled(cast)
    clock.now += dt.timedelta(days=2)
    world.seal(newer, cast.lead)
    clock.now += dt.timedelta(days=2)
    editions.reopen(evaluation_id=older.id, by=cast.lead.actor)
    world.seal(older, cast.lead)
    view = world.begun(cast, "The next")
    found = queries.offered(cast.evaluator.actor, [cast.team.id], view=view.id)
    assert [(one.evaluation_id, one.number) for one in found] == [(older.id, 2), (newer.id, 1)]
    assert queries.offered(cast.stranger.actor, [cast.team.id]) == []
    grid = grids.grid(cast.evaluator.actor, view.id)
    assert grid.offered is not None
    assert grid.offered.edition_id == edition(older, 2).id
    assert grids.grid(cast.reader.actor, view.id).offered is None


def test_a_broad_view_begins_with_an_edition_or_not_at_all(cast):
    last = world.sealed(cast)
    begin = {
        "unit_id": cast.team.id,
        "framework_key": world.FRAMEWORK,
        "title": "This year",
        "period_from": dt.date(2026, 1, 1),
        "period_to": dt.date(2026, 12, 31),
        "evaluation_id": "0123456789abcdef",
        "by": cast.evaluator.actor,
    }
    count = Evaluation.objects.count()
    with pytest.raises(Unfit):
        broad_views.begin(**begin, start_from="0" * 16)
    assert Evaluation.objects.count() == count
    begun = broad_views.begin(**begin, start_from=edition(last).id)
    assert broad_views.begin(**begin, start_from=edition(last).id) == begun
    assert len(queries.unchecked(begun.id)) == 5


def test_what_came_back_of_a_private_edition_is_shown_to_nobody_else(cast):
    last = world.begun(cast, "Mine", cast.evaluator, only_me=True)
    world.write(last, "1.1", cast.evaluator, strengths="What I think.")
    content = to_json(records.record_of(last))
    made = Edition.objects.create(
        evaluation=last, number=1, sealed_at=last.begun_at, content=content, digest="0" * 64
    )
    view = world.begun(cast, "Ours")
    with pytest.raises(Refused):
        carrying.carry(evaluation_id=view.id, edition_id=made.id, by=cast.lead.actor)
    carrying.carry(evaluation_id=view.id, edition_id=made.id, by=cast.evaluator.actor)
    assert back(view, "1.1", cast.evaluator)
    assert back(view, "1.1", cast.lead) == {}
    with pytest.raises(NotYours):
        confirm_all(view, "1.1", cast.lead)


def test_the_edition_that_was_handed_in_last_time_is_offered_first():
    there = world_joint.committee()
    health = there.members["Health"]
    last = world_joint.joint(there)
    handed = world_joint.handed_in(last, health, {"1.1": "good", "1.3": "weak", "3.2": "good"})
    team = world.Cast(health.unit, health.lead, health.evaluator, health.lead, health.unit, health.lead)
    later = world.filled(team)
    world.seal(later, health.lead)
    made = world_joint.joint(there)
    Joint.objects.filter(pk=made.pk).update(follows=last)
    contribution = world_joint.agreed(made, health)
    view = contributions.begin_own(
        contribution_id=contribution.id, start_from=handed.edition_id or "", by=health.lead.actor
    )
    assert queries.unchecked(view.id) == ["1.1", "1.3", "3.2"]
    shown = handing_in.to_hand_in(health.lead.actor, contribution.id, view.id, 0)
    assert shown is not None
    assert shown.gaps.unchecked == ("1.1", "1.3", "3.2")
    hand_in: dict[str, Any] = {"contribution_id": contribution.id, "evaluation_id": view.id, "number": 1}
    Item.objects.update(valid_until=dt.date(2099, 12, 31))
    for number in ("1.1", "1.3", "3.2"):
        confirm_all(view, number, health.lead)
    shown = handing_in.to_hand_in(health.lead.actor, contribution.id, view.id, 0)
    assert shown is not None
    assert not shown.gaps.unchecked
    press(checking.undo, view, "3.2", "strengths", health.lead)
    shown = handing_in.to_hand_in(health.lead.actor, contribution.id, view.id, 0)
    assert shown is not None
    assert (
        "In 3.2 something that came back from an earlier edition is not checked" in shown.gaps.sentences[-1]
    )
    with pytest.raises(Unfit, match="why you hand it in all the same"):
        contributions.submit(text="", by=health.lead.actor, **hand_in)
    offers = queries.offered(health.lead.actor, [health.unit.id], view=view.id)
    assert [(one.edition_id, one.handed_in) for one in offers] == [
        (handed.edition_id, True),
        (edition(later).id, False),
    ]


def test_a_sealed_broad_view_is_checked_no_more(cast):
    view = started(cast)
    thing = back(view, "1.1", cast.evaluator)["level"]
    world.seal(view, cast.lead)
    for deed in (checking.confirm, checking.change, checking.undo):
        with pytest.raises(Refused):
            deed(evaluation_id=view.id, number="1.1", thing_id=thing.id, by=cast.evaluator.actor)
    assert panels.panel(cast.evaluator.actor, view.id, "1.1").back is None
    assert edition(view).judged.filter(level__isnull=False).count() == 0


def test_a_thing_of_another_indicator_or_broad_view_is_not_found(cast):
    view = started(cast)
    thing = back(view, "1.1", cast.evaluator)["level"]
    other = world.begun(cast, "Another")
    for where, number in ((view.id, "1.2"), (other.id, "1.1")):
        with pytest.raises(NotYours):
            checking.confirm(evaluation_id=where, number=number, thing_id=thing.id, by=cast.evaluator.actor)
    with pytest.raises(NotAllowed):
        checking.change(evaluation_id=view.id, number="1.1", thing_id=thing.id, by=cast.reader.actor)


def test_an_empty_broad_view_in_which_things_came_back_can_be_discarded(cast):
    view = started(cast)
    broad_views.discard(evaluation_id=view.id, by=cast.lead.actor)
    assert not Carried.objects.exists()
