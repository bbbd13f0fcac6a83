"""The programme: who plans, who sees what, what joint broad views bring in by themselves, and a person's calendar."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from speir.core.errors import NotAllowed, NotYours, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import calendar_feeds, programme
from speir.evaluations.models import CalendarFeed, Contribution, Evaluation, Joint, Planned, Way
from speir.evaluations.queries import calendar_feeds as feeds
from speir.evaluations.queries import programme as queries
from speir.evaluations.queries.programme import Wanted
from speir.evaluations.rules.programme import Plan
from speir.mentions.rules import Waits
from speir.organisations.actions import add_unit
from speir.trail.models import Entry
from tests import world, world_joint, world_look

pytestmark = pytest.mark.django_db

MAY = dt.date(2026, 5, 4)
WANTED = Wanted(dt.date(2026, 1, 1), dt.date(2027, 12, 31))


@pytest.fixture
def here(clock):
    return world_joint.committee()


def reading(here, *names: str, **more) -> Plan:
    asked = {here.members[name].unit.id: f"{name}: six files" for name in names}
    said: Any = {"kind": "reading", "title": "Reading", "starts": MAY, "ends": MAY, "asked": asked}
    return Plan(**(said | more))


def planned(here, *names: str, by=None, **more) -> Planned:
    by = (by or here.lead).actor
    return programme.plan(unit_id=here.unit.id, wanted=reading(here, *names, **more), by=by)


def seen(who) -> list[tuple[str, list[str]]]:
    return [(one.title, [ask.unit for ask in one.asks]) for one in queries.programme(who.actor, WANTED)]


def test_something_is_planned_once_however_often_the_form_is_sent(here):
    sent = new_id()
    for _time in range(2):
        programme.plan(
            unit_id=here.unit.id, wanted=reading(here, "Health"), planned_id=sent, by=here.lead.actor
        )
    assert Planned.objects.get().id == sent
    assert Entry.objects.filter(verb="planned").count() == 1


def test_whoever_belongs_there_sees_everybody_who_is_asked_and_who_is_asked_sees_their_own(here):
    planned(here, "Health", "Police")
    everybody = [("Reading", ["Health", "Police"])]
    assert seen(here.reader) == seen(here.chief) == seen(here.lead) == everybody
    assert seen(here.members["Health"].evaluator) == [("Reading", ["Health"])]
    assert seen(here.members["Social work"].lead) == []
    assert seen(here.stranger) == []


def test_only_whoever_begins_broad_views_there_plans_changes_and_takes_out(here):
    row = planned(here, "Health")
    for who, refusal in (
        (here.reader, NotAllowed),
        (here.members["Health"].lead, NotAllowed),
        (here.members["Police"].lead, NotYours),
        (here.stranger, NotYours),
    ):
        with pytest.raises(refusal):
            programme.change(planned_id=row.id, wanted=reading(here), revision=1, by=who.actor)
        with pytest.raises(refusal):
            programme.take_out(planned_id=row.id, by=who.actor)
    with pytest.raises(NotAllowed):
        planned(here, by=here.reader)
    programme.take_out(planned_id=row.id, by=here.lead.actor)
    assert not Planned.objects.exists()


def test_who_plans_from_above_sees_what_they_planned_below(here):
    team = add_unit(name="Duty team", kind="team", under=here.unit.id, by=here.lead.actor)
    programme.plan(unit_id=team.id, wanted=reading(here), by=here.lead.actor)
    assert seen(here.lead) == [("Reading", [])]


def test_those_can_be_asked_that_sit_there_or_are_below_and_nobody_else(here):
    own = {here.members[name].unit.id: "" for name in here.members} | {here.unit.id: ""}
    assert planned(here, asked=own).asked.count() == 4
    (elsewhere,) = [one.unit_id for one in here.stranger.person.memberships.all()]
    with pytest.raises(Unfit):
        planned(here, asked={elsewhere: ""})


def test_a_day_that_is_over_is_asked_about_once_and_then_taken(here):
    past = {"starts": dt.date(2020, 1, 1), "ends": dt.date(2020, 1, 2)}
    with pytest.raises(programme.Doubted):
        planned(here, **past)
    row = programme.plan(unit_id=here.unit.id, wanted=reading(here, **past), meant=True, by=here.lead.actor)
    programme.change(
        planned_id=row.id, wanted=reading(here, **past, words="It was done."), revision=1, by=here.lead.actor
    )
    row.refresh_from_db()
    assert row.words == "It was done."


def test_a_form_that_somebody_else_was_quicker_than_changes_nothing_and_the_same_again_leaves_no_trace(here):
    row = planned(here, "Health")
    programme.change(planned_id=row.id, wanted=reading(here, "Police"), revision=1, by=here.lead.actor)
    with pytest.raises(programme.Stale):
        programme.change(planned_id=row.id, wanted=reading(here, "Health"), revision=1, by=here.lead.actor)
    assert [one.unit.name for one in row.asked.all()] == ["Police"]
    programme.change(planned_id=row.id, wanted=reading(here, "Police"), revision=1, by=here.lead.actor)
    assert Entry.objects.filter(about="planned thing", verb="changed").count() == 1


def test_every_text_waits_where_it_names_somebody(here):
    said, health = "Callum Fraser told his teacher.", here.members["Health"].unit.id
    for plan, field in (
        (reading(here, title=said), "title"),
        (reading(here, words=said), "words"),
        (reading(here, asked={health: said}), f"for_{health}"),
    ):
        with pytest.raises(Waits) as waits:
            programme.plan(unit_id=here.unit.id, wanted=plan, by=here.lead.actor)
        assert list(waits.value.fields) == [field]


# What comes in by itself


def sources(who) -> set[tuple[str, str, tuple[str, ...], bool]]:
    return {
        (one.source, one.ends.isoformat(), tuple(ask.unit for ask in one.asks), one.opens)
        for one in queries.programme(who.actor, WANTED)
    }


def test_the_day_of_a_joint_broad_view_and_its_period_come_in_by_themselves(here):
    joint = world_joint.joint(here)
    due, over = joint.due.isoformat(), "2026-12-31"
    assert sources(here.reader) == {
        ("period", over, (), True),
        ("due", due, ("Health", "Police", "Social work"), True),
    }
    # Who is invited and has not answered sees what they are asked, and none of the others.
    assert sources(here.members["Health"].evaluator) == {("due", due, ("Health",), False)}
    world_joint.agreed(joint, here.members["Health"])
    assert sources(here.members["Health"].evaluator) == {
        ("period", over, (), True),
        ("due", due, ("Health",), True),
    }


def test_what_has_begun_comes_in_by_itself_and_nothing_that_is_somebodys_alone(here):
    health = here.members["Health"]
    view = world.begun(dataclasses.replace(world.cast(), team=health.unit), by=health.lead)
    Evaluation.objects.update(period_to=MAY)
    look = world_look.look(health.unit, health.lead)
    world_look.look(health.unit, health.lead, title="Mine alone", only_me=True)
    _question, way, _feature = world_look.planned(look, health.lead)
    Way.objects.filter(pk=way.pk).update(due=MAY, person=health.evaluator.person)
    found = {
        (one.source, one.title, one.who, one.own) for one in queries.programme(health.evaluator.actor, WANTED)
    }
    assert found == {
        ("view", view.title, "", False),
        ("look", look.evaluation.title, "", False),
        ("way", way.text, health.evaluator.person.get_full_name(), True),
    }
    assert queries.programme(here.members["Police"].lead.actor, WANTED) == []
    # In a person's own calendar stands what they have to find out, and no period over a whole year.
    secret = calendar_feeds.make(by=health.evaluator.actor)
    assert told(secret) == [look.evaluation.title, way.text]
    Way.objects.filter(pk=way.pk).update(state="done")
    assert told(secret) == [look.evaluation.title]
    Evaluation.objects.update(sealed=True)
    assert queries.programme(health.evaluator.actor, WANTED) == []


def test_a_later_day_for_one_organisation_stands_on_its_own_day(here):
    joint = world_joint.joint(here)
    later = joint.due + dt.timedelta(days=10)
    Contribution.objects.filter(organisation=here.members["Police"].unit).update(extended=later)
    found = {
        (one.ends, tuple(ask.unit for ask in one.asks)) for one in queries.programme(here.lead.actor, WANTED)
    }
    assert (later, ("Police",)) in found
    assert (joint.due, ("Health", "Social work")) in found


def test_one_that_was_called_off_and_who_does_not_take_part_are_left_out(here):
    joint = world_joint.joint(here)
    for out in ("declined", "withdrawn"):
        Contribution.objects.filter(organisation=here.members["Police"].unit).update(last=out)
        assert ("due", joint.due.isoformat(), ("Health", "Social work"), True) in sources(here.reader)
    Joint.objects.update(ended_at=timezone.now())
    assert sources(here.reader) == sources(here.members["Health"].lead) == set()


def test_the_programme_costs_the_same_number_of_queries_whatever_there_is(here, django_assert_num_queries):
    actor = here.lead.actor
    world_joint.joint(here)
    planned(here, "Health")
    with django_assert_num_queries(7):
        queries.programme(actor, WANTED)
    for _more in range(3):
        planned(here, "Health", "Police")
        world_joint.joint(here)
    with django_assert_num_queries(7):
        assert len(queries.programme(actor, WANTED)) == 12


# A person's calendar


def told(secret: str) -> list[str] | None:
    today = timezone.localdate()
    reader = feeds.reader(secret, today)
    found = None if reader is None else feeds.told(reader, today)
    return None if found is None else [one.title for one in found]


def test_a_calendar_is_told_what_its_person_may_see_today(here, clock):
    planned(here, "Health")
    health = here.members["Health"]
    secret = calendar_feeds.make(by=health.evaluator.actor)
    assert told(secret) == ["Reading"]
    health.evaluator.person.memberships.all().update(ends=timezone.localdate())
    clock.forward(days=1)
    assert told(secret) == []
    health.evaluator.person.is_active = False
    health.evaluator.person.save()
    assert told(secret) is None


def test_a_new_address_ends_the_one_before_and_only_a_digest_is_kept(here):
    first = calendar_feeds.make(by=here.reader.actor)
    second = calendar_feeds.make(by=here.reader.actor)
    assert told(first) is None
    assert told(second) == []
    assert second not in str(CalendarFeed.objects.values_list()[0])
    calendar_feeds.end(by=here.reader.actor)
    calendar_feeds.end(by=here.reader.actor)
    assert told(second) is None
    assert Entry.objects.filter(verb="ended calendar address of").count() == 1
    assert told("") is told("x" * 43) is None
