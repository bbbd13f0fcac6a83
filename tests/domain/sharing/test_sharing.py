"""Sharing wider is an act: what, with whom, why, until when; it is recorded, and ended again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from speir.access.permissions import Permission
from speir.accounts.models import Person
from speir.core.errors import NotAllowed, NotYours, Unfit
from speir.core.ids import new_id
from speir.evaluations import policy
from speir.evaluations.actions import broad_views, sharing
from speir.evaluations.actions.citations import uncite
from speir.evaluations.queries import audiences, lists, panels
from speir.evaluations.rules.record_text import from_json
from speir.evidence import policy as evidence_policy
from speir.evidence.actions import sharing as evidence
from speir.evidence.models import Item
from speir.evidence.rules.items import NOT_OPEN
from speir.organisations.actions import add_unit, units
from speir.organisations.models import Membership, Seat, Unit
from speir.sharing.models import Sharing
from speir.sharing.queries import partnerships_near, people_near
from speir.trail.models import Entry
from tests import world

WHY = "The committee writes its yearly report."


@pytest.fixture
def committee(cast):
    """The team and another agency sit in a committee; its chair belongs to neither."""
    made = world.unit_of(world.somebody("Convener"), "A committee", "partnership")
    for organisation in (cast.team, cast.elsewhere):
        Seat.objects.create(organisation=organisation, partnership=made, starts=dt.date(2020, 1, 1))
    return made


def share(view, by, audience, *, why=WHY, ends=None, with_evidence=True):
    return sharing.share(
        evaluation_id=view.id, audience=audience, why=why, ends=ends, with_evidence=with_evidence, by=by.actor
    )


def sees(who, view) -> bool:
    return policy.visible_to(who.actor).filter(pk=view.id).exists()


def end(view, by, act):
    sharing.end(evaluation_id=view.id, act_id=act.id, by=by.actor)


def test_a_broad_view_is_shared_with_a_partnership_and_ended_again(cast, committee):
    view = world.begun(cast)
    assert not sees(cast.stranger, view)
    share(view, cast.lead, f"partnership:{committee.id}")
    assert sees(cast.stranger, view)
    act = Sharing.objects.get()
    assert (act.why, act.by_name, act.scope) == (WHY, cast.lead.name, "partnership")
    end(view, cast.lead, act)
    assert not sees(cast.stranger, view)
    verbs = Entry.objects.filter(about="broad view", about_id=view.id).values_list("verb", flat=True)
    assert {"shared", "ended sharing of"} <= set(verbs)


def test_seeing_what_is_shared_does_not_give_leave_to_write(cast, committee):
    view = world.begun(cast)
    share(view, cast.lead, f"partnership:{committee.id}")
    with pytest.raises(NotAllowed):
        world.write(view, "1.1", cast.stranger, strengths="Not mine.")
    (line,) = lists.listing(cast.stranger.actor)[0]
    assert line.shared
    assert not lists.listing(cast.reader.actor)[0][0].shared


def test_what_is_shared_until_a_day_is_shut_on_the_next(cast, committee, clock):
    view = world.begun(cast)
    share(view, cast.lead, f"named:{cast.stranger.person.id}", ends=dt.date(2026, 3, 4))
    clock.set(2026, 3, 4, 23, 59)
    assert sees(cast.stranger, view)
    clock.set(2026, 3, 5, 0, 1)
    assert not sees(cast.stranger, view)


def test_shared_twice_it_is_shared_once(cast, committee):
    view = world.begun(cast)
    for _ in range(2):
        share(view, cast.lead, f"partnership:{committee.id}")
    assert Sharing.objects.count() == 1


@pytest.mark.parametrize("who", ["evaluator", "reader", "stranger"])
def test_only_its_owner_or_whoever_leads_there_shares(cast, committee, who):
    view = world.begun(cast)
    refusal = NotYours if who == "stranger" else NotAllowed
    with pytest.raises(refusal):
        share(view, getattr(cast, who), f"partnership:{committee.id}")
    assert not Sharing.objects.exists()


def test_an_owner_shares_what_is_theirs_alone_and_nobody_else_does(cast):
    view = world.begun(cast, by=cast.evaluator)
    type(view).objects.filter(pk=view.id).update(only_me=True)
    assert not sees(cast.lead, view)
    with pytest.raises(NotYours):
        share(view, cast.lead, f"team:{cast.team.id}")
    share(view, cast.evaluator, f"team:{cast.team.id}")
    assert sees(cast.lead, view)
    assert sees(cast.reader, view)


@pytest.mark.parametrize("audience", ["", "team", "partnership:no-such", "everybody:x", "named:"])
def test_an_audience_that_is_not_offered_is_refused_with_everything_else(cast, audience):
    with pytest.raises(Unfit) as unfit:
        share(world.begun(cast), cast.lead, audience, why="", ends=dt.date(2020, 1, 1))
    assert {refused.field for refused in unfit.value.broken} == {"audience", "why", "ends"}


def test_a_team_offers_its_agency_and_the_partnerships_that_this_sits_in(cast, committee):
    below = add_unit(name="Below", kind="team", under=cast.team.id, by=cast.lead.actor)
    lead = world.colleague("Below’s lead", below, "agency_lead", cast.lead)
    view = world.begun(cast)
    type(view).objects.filter(pk=view.id).update(home=below, unit=below)
    offered = {choice.key for choice in audiences.of_view(lead.actor, view.id).choices}
    assert {f"agency:{cast.team.id}", f"partnership:{committee.id}"} < offered
    assert f"named:{cast.stranger.person.id}" in offered
    assert f"named:{lead.person.id}" not in offered


def test_evidence_goes_along_as_far_as_it_is_the_sharers_and_is_ended_with_it(cast, committee):
    view = world.begun(cast)
    world.cite(view, "1.1", cast.evaluator, shows="Open to the team.")
    private = world.cite(view, "1.1", cast.evaluator, shows="The evaluator’s alone.")
    Item.objects.filter(pk=private).update(only_me=True)
    assert share(view, cast.lead, f"partnership:{committee.id}") == 1
    shown = [c.item.shows for c in panels.panel(cast.stranger.actor, view.id, "1.1").evidence]
    assert shown == ["Open to the team.", ""]
    end(view, cast.lead, Sharing.objects.get(about="broad view"))
    assert not Sharing.objects.filter(ended_at=None).exists()


def test_what_the_sharer_wrote_for_themselves_alone_does_not_go_along_unless_the_whole_view_was(
    cast, committee
):
    view = world.begun(cast)
    mine = world.cite(view, "1.1", cast.lead, shows="For me alone.", only_me=True)
    assert share(view, cast.lead, f"partnership:{committee.id}") == 0
    assert not evidence_policy.visible_to(cast.stranger.actor).filter(pk=mine).exists()
    own = world.begun(cast, "My own", by=cast.lead)
    type(own).objects.filter(pk=own.id).update(only_me=True)
    along = world.cite(own, "1.1", cast.lead, shows="In what is mine.", only_me=True)
    assert share(own, cast.lead, f"partnership:{committee.id}") == 1
    assert evidence_policy.visible_to(cast.stranger.actor).filter(pk=along).exists()


def test_an_item_is_shared_by_itself(cast, committee):
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator)
    evidence.share(
        item_id=item, audience=f"partnership:{committee.id}", why=WHY, ends=None, by=cast.evaluator.actor
    )
    assert evidence_policy.visible_to(cast.stranger.actor).filter(pk=item).exists()
    act = Sharing.objects.get()
    with pytest.raises(NotAllowed):
        evidence.end_sharing(item_id=item, act_id=act.id, by=cast.stranger.actor)
    evidence.end_sharing(item_id=item, act_id=act.id, by=cast.evaluator.actor)
    assert not evidence_policy.visible_to(cast.stranger.actor).filter(pk=item).exists()


def test_an_act_of_another_thing_cannot_be_ended_here(cast, committee):
    one, other = world.begun(cast), world.begun(cast, "Other")
    share(one, cast.lead, f"partnership:{committee.id}")
    with pytest.raises(NotYours):
        end(other, cast.lead, Sharing.objects.get())


# Sealing


def sealed_record(view, by):
    return from_json(world.seal(view, by).content)


def test_an_edition_leaves_out_the_words_of_evidence_that_fewer_may_read(cast, committee):
    view = world.begun(cast)
    world.cite(view, "1.1", cast.evaluator, kind="surveys", speaks_of="impact", shows="Families feel heard.")
    private = world.cite(view, "1.1", cast.evaluator, shows="The evaluator’s alone.")
    Item.objects.filter(pk=private).update(only_me=True)
    world.write(view, "1.1", cast.evaluator, choice="good")
    (closed,) = audiences.closed_at_sealing(cast.lead.actor, view.id)
    assert (closed.item.shows, closed.number, closed.may_share) == ("", "1.1", False)
    (mine,) = audiences.closed_at_sealing(cast.evaluator.actor, view.id)
    assert (mine.item.shows, mine.may_share) == ("The evaluator’s alone.", True)
    judged = sealed_record(view, cast.lead).judgements[0]
    assert [e.said for e in judged.evidence] == ["Families feel heard.", NOT_OPEN]
    assert judged.provisional is False


def test_evidence_that_its_owner_widened_stands_in_the_edition(cast):
    view = world.begun(cast)
    private = world.cite(view, "1.1", cast.evaluator, shows="The evaluator’s alone.")
    Item.objects.filter(pk=private).update(only_me=True)
    evidence.share(
        item_id=private, audience=f"team:{cast.team.id}", why=WHY, ends=None, by=cast.evaluator.actor
    )
    assert audiences.closed_at_sealing(cast.lead.actor, view.id) == []
    assert sealed_record(view, cast.lead).judgements[0].evidence[0].shows == "The evaluator’s alone."


def test_a_view_shared_wider_than_its_evidence_lists_it_at_sealing(cast, committee):
    view = world.begun(cast)
    world.cite(view, "1.1", cast.evaluator)
    share(view, cast.lead, f"partnership:{committee.id}", with_evidence=False)
    assert len(audiences.closed_at_sealing(cast.lead.actor, view.id)) == 1
    assert audiences.of_view(cast.lead.actor, view.id).closed == 1
    act = Sharing.objects.get()
    end(view, cast.lead, act)
    assert audiences.closed_at_sealing(cast.lead.actor, view.id) == []


def test_a_person_by_name_narrows_no_edition(cast, committee):
    view = world.begun(cast)
    world.cite(view, "1.1", cast.evaluator)
    share(view, cast.lead, f"named:{cast.stranger.person.id}", with_evidence=False)
    assert audiences.closed_at_sealing(cast.lead.actor, view.id) == []
    assert [c.item.hidden for c in panels.panel(cast.stranger.actor, view.id, "1.1").evidence] == [True]


def test_whoever_shared_it_ends_it_and_a_reader_sees_the_act_and_no_more(cast, committee):
    view = world.begun(cast)
    share(view, cast.lead, f"partnership:{committee.id}")
    told = audiences.of_view(cast.stranger.actor, view.id)
    assert [line.why for line in told.lines] == [WHY]
    assert (told.choices, told.mine) == ((), frozenset())
    assert audiences.of_view(cast.lead.actor, view.id).mine == {Sharing.objects.get(about="broad view").id}
    with pytest.raises(NotAllowed):
        end(view, cast.stranger, Sharing.objects.get(about="broad view"))
    assert policy.require(cast.stranger.actor, Permission.READ_EVALUATIONS, view.id)
    assert timezone.now() >= Sharing.objects.get(about="broad view").at


# What a hostile or hurried hand does


@pytest.mark.parametrize("other", [{"ends": dt.date(2099, 1, 1)}, {"why": "Another reason."}])
def test_shared_anew_for_another_time_or_reason_it_says_that_nothing_changed(cast, committee, other):
    view = world.begun(cast)
    share(view, cast.lead, f"partnership:{committee.id}")
    with pytest.raises(Unfit) as unfit:
        share(view, cast.lead, f"partnership:{committee.id}", **other)
    assert [refused.code for refused in unfit.value.broken] == ["sharing-held-otherwise"]
    assert (Sharing.objects.get().ends, Sharing.objects.get().why) == (None, WHY)


def test_evidence_added_since_goes_along_when_it_is_shared_again(cast, committee):
    view = world.begun(cast)
    share(view, cast.lead, f"partnership:{committee.id}")
    world.cite(view, "1.1", cast.evaluator)
    assert share(view, cast.lead, f"partnership:{committee.id}") == 1


def test_an_id_begun_again_after_discarding_opens_to_nobody(cast, committee):
    view = world.begun(cast)
    share(view, cast.lead, f"partnership:{committee.id}")
    broad_views.discard(evaluation_id=view.id, by=cast.evaluator.actor)
    again = broad_views.begin(
        unit_id=cast.team.id,
        framework_key=world.FRAMEWORK,
        title="Mine",
        period_from=view.period_from,
        period_to=view.period_to,
        evaluation_id=view.id,
        only_me=True,
        by=cast.lead.actor,
    )
    assert again.id == view.id
    assert not sees(cast.stranger, again)


@pytest.fixture
def above(cast):
    """A broad view of a team below, begun and kept in its agency; the team's own lead and evaluator read it."""
    below = add_unit(name="Below", kind="team", under=cast.team.id, by=cast.lead.actor)
    view = world.begun(cast)
    type(view).objects.filter(pk=view.id).update(unit=below)
    lead = world.colleague("Below’s lead", below, "agency_lead", cast.lead)
    return view, lead, world.colleague("Below’s evaluator", below, "evaluator", cast.lead)


def test_who_leads_below_does_not_share_what_was_written_above(cast, committee, above):
    view, lead, _ = above
    assert audiences.of_view(lead.actor, view.id).choices == ()
    with pytest.raises(NotAllowed):
        share(view, lead, f"partnership:{committee.id}")
    share(view, cast.lead, f"partnership:{committee.id}")


def test_who_works_below_shares_their_own_evidence_in_what_was_begun_above(cast, above):
    view, _, evaluator = above
    mine = world.cite(view, "1.1", evaluator, only_me=True)
    assert f"team:{cast.team.id}" in {
        choice.key for choice in audiences.of_item(evaluator.actor, view.id, "1.1", mine).choices
    }
    (closed,) = audiences.closed_at_sealing(evaluator.actor, view.id)
    assert closed.may_share


def test_evidence_is_shared_only_where_it_stands(cast, committee):
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator)
    audience = f"partnership:{committee.id}"
    with pytest.raises(NotYours):
        audiences.of_item(cast.evaluator.actor, view.id, "1.2", item)
    with pytest.raises(NotYours):
        sharing.share_item(
            evaluation_id=view.id,
            number="1.2",
            item_id=item,
            audience=audience,
            why=WHY,
            ends=None,
            by=cast.evaluator.actor,
        )
    assert not Sharing.objects.exists()


def test_evidence_whose_words_are_shut_is_taken_away_by_nobody_else(cast):
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator, only_me=True)
    with pytest.raises(NotYours):
        uncite(evaluation_id=view.id, number="1.1", item_id=item, by=cast.lead.actor)
    assert uncite(evaluation_id=view.id, number="1.1", item_id=item, by=cast.evaluator.actor) == "supports"


def test_everybody_near_can_be_chosen_however_many_they_are(cast):
    many = Person.objects.bulk_create(Person(id=new_id(), name=f"Colleague {at:03}") for at in range(250))
    today = timezone.localdate()
    Membership.objects.bulk_create(
        Membership(person=person, unit=cast.team, role="reader", starts=today) for person in many
    )
    view = world.begun(cast)
    named = {c.id for c in audiences.of_view(cast.lead.actor, view.id).choices if c.scope == "named"}
    assert named >= {person.id for person in many}


def test_people_to_share_with_stand_by_where_they_belong_the_nearest_first(cast):
    """Two of one name are told apart; how another organisation is built inside is not told."""
    agency = world.unit_of(cast.lead, "Our agency", "agency")
    team, beside = (
        add_unit(name=name, kind="team", under=agency.id, by=cast.lead.actor) for name in ("North", "South")
    )
    committee = world.unit_of(cast.lead, "The committee", "partnership")
    other = units.add_organisation(partnership_id=committee.id, name="NHS", by=cast.lead.actor)
    inside = add_unit(name="Riverside", kind="team", under=other.id, by=cast.lead.actor)
    Seat.objects.create(organisation=agency, partnership=committee, starts=timezone.localdate())
    me = world.colleague("Me", team, "evaluator", cast.lead)
    for name, unit in (("Una", inside), ("Una", beside), ("Zara", team), ("Chair", committee)):
        world.colleague(name, unit, "reader", cast.lead)
    home = Unit.objects.select_related("root").get(pk=team.id)
    found = people_near(me.actor, home, partnerships_near(home))
    assert [(one.name, one.where) for one in found] == [
        ("Zara", "North"),
        ("Morag Sinclair", "Our agency"),
        ("Una", "South"),
        ("Chair", "The committee"),
        ("Una", "NHS"),
    ]
