"""Own reflection: for its writers alone until it is shared, saved beside each other, and nothing typed is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations import policy
from speir.evaluations.actions import reflections, reflections_shared
from speir.evaluations.models import Given, Reflection, ReflectionAside, ReflectionEarlier
from speir.evaluations.queries import reflections as queries
from speir.evidence import policy as evidence_policy
from speir.evidence.queries import finding
from speir.evidence.rules.finding import Wanted
from speir.mentions.models import KeptMention
from speir.mentions.rules import Keeping, Reason, mentions
from speir.organisations.actions import add_unit
from speir.organisations.models import Membership, Seat
from speir.sharing.models import Sharing
from speir.trail.models import Entry
from speir.trail.queries import entries
from tests import world

WHY = "They asked what we learnt."
ROLES_ABOVE = (
    "lead_officer",
    "agency_lead",
    "administrator",
    "chief_officer",
    "chair",
    "reader",
    "evaluator",
)


@pytest.fixture
def mhairi(cast):
    """A practitioner in the team, and nothing else."""
    return world.colleague("Mhairi Gunn", cast.team, "practitioner", cast.lead)


@pytest.fixture
def fergus(cast):
    return world.colleague("Fergus Kerr", cast.team, "practitioner", cast.lead)


@pytest.fixture
def row(cast, mhairi):
    return world.reflecting(mhairi, cast.team, happens="We knock and wait.", known="Six visits of mine.")


def sees(who, row) -> bool:
    return policy.reflections_of(who.actor).filter(pk=row.pk).exists()


def share(row, by, audience, ends=None):
    reflections_shared.share(reflection_id=row.id, audience=audience, why=WHY, ends=ends, by=by.actor)


# Whose it is


@pytest.mark.parametrize("role", ROLES_ABOVE)
def test_nobody_reads_it_by_leading_managing_or_being_above(role, cast, mhairi, row):
    other = world.colleague("Other", cast.team, role, cast.lead)
    assert sees(mhairi, row)
    assert not sees(other, row)
    for ask in (queries.opened, queries.one, queries.with_near):
        with pytest.raises(NotYours):
            ask(other.actor, row.id)
    assert queries.listing(other.actor)[0] == []


def test_a_practitioner_and_nothing_else_can_do_all_of_it(cast, mhairi, row):
    assert [grant.role for grant in mhairi.actor.grants] == ["practitioner"]
    world.reflect(row, mhairi, doing="Ring before we knock.")
    share(row, mhairi, f"team:{cast.team.id}")
    reflections.discard(reflection_id=row.id, by=mhairi.actor)


def test_somebody_whose_role_does_not_reflect_begins_none(cast):
    with pytest.raises(NotAllowed):
        world.reflecting(cast.reader, cast.team)
    with pytest.raises(NotYours):
        world.reflecting(cast.stranger, cast.team)


def test_until_it_is_shared_the_trail_tells_of_it_to_its_writer_alone(cast, mhairi, row):
    about = Entry.objects.filter(about="reflection")
    assert set(about.values_list("verb", flat=True)) == {"began", "wrote in"}
    within = entries.search(cast.lead.actor, entries.Wanted(cast.team.path)).entries
    assert not [entry for entry in within if entry.about == "reflection"]
    assert [e for e in entries.concerning(mhairi.actor).entries if e.about == "reflection"]


# Taking a theme


def test_taken_again_while_it_is_empty_it_is_gone_on_with(cast, mhairi):
    first = world.reflecting(mhairi, cast.team)
    assert world.reflecting(mhairi, cast.team) == first
    world.reflect(first, mhairi, happens="Something.")
    assert world.reflecting(mhairi, cast.team) != first


def test_sent_twice_it_begins_once(cast, mhairi):
    made = new_id()
    for _ in range(2):
        begun = reflections.begin(
            unit_id=cast.team.id, theme=world.THEME, reflection_id=made, by=mhairi.actor
        )
        world.reflect(begun, mhairi, happens="Something.")
    assert [row.id for row in Reflection.objects.all()] == [made]


def test_an_id_that_is_somebody_elses_opens_nothing(cast, fergus, row):
    begun = reflections.begin(unit_id=cast.team.id, theme=world.THEME, reflection_id=row.id, by=fergus.actor)
    assert begun.id != row.id


@pytest.mark.parametrize("theme", ["", "hmie-2005/1.1", "hmie-2005/9.9/nothing", "x" * 120])
def test_a_theme_that_there_is_not_is_refused(theme, cast, mhairi):
    with pytest.raises(Refused, match="Choose a theme"):
        world.reflecting(mhairi, cast.team, theme)


def test_themes_are_found_by_words_by_number_and_lately_taken_ones_first(cast, mhairi):
    assert {c.indicator.number for c in queries.themes_with("1.1")} == {"1.1"}
    found = queries.themes_with("communication")
    assert world.THEME in [c.theme.path for c in found]
    assert queries.themes_with("zzz") == []
    world.reflecting(mhairi, cast.team, happens="x")
    world.reflecting(mhairi, cast.team, "hmie-2005/1.1/trust", happens="x")
    assert [c.theme.key for c in queries.recent(mhairi.actor)] == ["trust", "communication"]


def test_the_one_thing_stands_there_when_the_theme_is_taken_again(cast, mhairi, fergus, clock):
    clock.set(2026, 3, 3, 9)
    old = world.reflecting(mhairi, cast.team, doing="Ring before we knock.")
    clock.set(2026, 5, 4, 9)
    new = world.reflecting(mhairi, cast.team, happens="We ring now.")
    last = queries.opened(mhairi.actor, new.id).last
    assert (last.id, last.day, last.doing) == (old.id, "3 March 2026", "Ring before we knock.")
    assert queries.opened(mhairi.actor, old.id).last is None
    assert queries.opened(fergus.actor, world.reflecting(fergus, cast.team, happens="x").id).last is None


# Writing beside a few


def test_a_colleague_who_is_let_in_writes_and_no_other(cast, mhairi, fergus, row):
    with pytest.raises(NotYours):
        world.reflect(row, fergus, happens="Mine.")
    reflections.let_in(reflection_id=row.id, person_id=fergus.person.id, by=mhairi.actor)
    world.reflect(row, fergus, doing="Ring first.")
    row.refresh_from_db()
    assert (row.doing, row.doing_by_name) == ("Ring first.", "Fergus Kerr")
    assert queries.opened(fergus.actor, row.id).heading.owner == "Mhairi Gunn"
    for act in (reflections.discard, reflections.bring_back):
        with pytest.raises(NotAllowed):
            act(reflection_id=row.id, by=fergus.actor)
    with pytest.raises(NotAllowed):
        share(row, fergus, f"team:{cast.team.id}")


def test_a_colleague_who_is_taken_out_or_leaves_reads_it_no_more(cast, mhairi, fergus, row):
    let_in = {"reflection_id": row.id, "person_id": fergus.person.id}
    for by in (mhairi, fergus):
        reflections.let_in(**let_in, by=mhairi.actor)
        assert sees(fergus, row)
        reflections.let_out(**let_in, by=by.actor)
        assert not sees(fergus, row)


def test_a_colleague_whose_role_ended_writes_no_more(cast, mhairi, fergus, row):
    reflections.let_in(reflection_id=row.id, person_id=fergus.person.id, by=mhairi.actor)
    Membership.objects.filter(person=fergus.person).update(
        starts=dt.date(2020, 1, 1), ends=dt.date(2020, 1, 2)
    )
    assert not sees(fergus, row)


def test_whose_own_role_ended_still_reads_what_they_wrote(cast, mhairi, row):
    Membership.objects.filter(person=mhairi.person).update(
        starts=dt.date(2020, 1, 1), ends=dt.date(2020, 1, 2)
    )
    assert queries.opened(mhairi.actor, row.id).values["happens"] == "We knock and wait."
    with pytest.raises(NotAllowed):
        world.reflect(row, mhairi, happens="More.")


def test_only_somebody_near_who_reflects_can_be_let_in_and_a_few(cast, mhairi, row):
    for who in (cast.reader, cast.stranger, mhairi):
        with pytest.raises(Refused, match="Choose who"):
            reflections.let_in(reflection_id=row.id, person_id=who.person.id, by=mhairi.actor)
    many = [world.colleague(f"Colleague {at}", cast.team, "practitioner", cast.lead) for at in range(8)]
    for one in many[:7]:
        reflections.let_in(reflection_id=row.id, person_id=one.person.id, by=mhairi.actor)
    reflections.let_in(
        reflection_id=row.id, person_id=many[0].person.id, by=mhairi.actor
    )  # again: nothing new
    with pytest.raises(Refused, match="a few"):
        reflections.let_in(reflection_id=row.id, person_id=many[7].person.id, by=mhairi.actor)


def test_a_save_never_overwrites_what_its_writer_has_not_seen(cast, mhairi, fergus, row):
    reflections.let_in(reflection_id=row.id, person_id=fergus.person.id, by=mhairi.actor)
    out = world.reflect(row, fergus, over={"happens": ""}, happens="We do not knock.", doing="Knock.")
    assert set(out.conflicts) == {"happens"}
    assert set(out.saved) == {"doing"}
    row.refresh_from_db()
    assert (row.happens, row.doing) == ("We knock and wait.", "Knock.")
    (aside,) = queries.opened(fergus.actor, row.id).asides
    assert aside.text == "We do not knock."
    assert queries.opened(mhairi.actor, row.id).asides == ()
    with pytest.raises(NotYours):
        reflections.take_up(reflection_id=row.id, aside=aside.id, by=mhairi.actor)
    reflections.take_up(reflection_id=row.id, aside=aside.id, by=fergus.actor)
    row.refresh_from_db()
    assert row.happens == "We knock and wait.\n\nWe do not knock."
    assert not ReflectionAside.objects.exists()


def test_what_was_set_aside_is_thrown_away_by_its_writer_alone(cast, mhairi, fergus, row):
    reflections.let_in(reflection_id=row.id, person_id=fergus.person.id, by=mhairi.actor)
    world.reflect(row, fergus, over={"happens": ""}, happens="Other.")
    aside = ReflectionAside.objects.get().id
    reflections.discard_aside(reflection_id=row.id, aside=aside, by=mhairi.actor)
    assert ReflectionAside.objects.exists()
    reflections.discard_aside(reflection_id=row.id, aside=aside, by=fergus.actor)
    assert not ReflectionAside.objects.exists()


def test_a_text_that_somebody_else_writes_over_is_kept(cast, mhairi, fergus, row):
    reflections.let_in(reflection_id=row.id, person_id=fergus.person.id, by=mhairi.actor)
    world.reflect(row, fergus, happens="All new.")
    assert [e.text for e in ReflectionEarlier.objects.all()] == ["We knock and wait."]
    assert [e[1] for e in queries.opened(mhairi.actor, row.id).earlier] == ["We knock and wait."]


def test_a_text_that_is_too_long_is_refused_and_the_others_are_saved(mhairi, row):
    out = world.reflect(row, mhairi, happens="x" * 20_001, doing="One thing.")
    assert set(out.refused) == {"happens"}
    assert set(out.saved) == {"doing"}


@pytest.mark.parametrize("field", ["happens", "known", "doing"])
def test_a_name_in_any_box_waits_with_its_writer_until_it_is_explained(field, cast, mhairi, fergus, row):
    reflections.let_in(reflection_id=row.id, person_id=fergus.person.id, by=mhairi.actor)
    text = "I spoke with Jamie Sutherland twice."
    before = getattr(row, field)
    out = world.reflect(row, mhairi, **{field: text})
    assert set(out.held) == {field}
    row.refresh_from_db()
    assert getattr(row, field) == before
    assert queries.opened(mhairi.actor, row.id).held[field].text == text
    assert queries.opened(fergus.actor, row.id).held == {}
    tokens = frozenset(mention.token for mention in mentions(text))
    world.reflect(row, mhairi, keep=Keeping(Reason.KNOWN, tokens), **{field: text})
    row.refresh_from_db()
    assert getattr(row, field) == text
    assert KeptMention.objects.exists()
    assert Entry.objects.get(verb="kept a mention in").path == ""


# Sharing


def test_shared_in_whole_it_is_read_and_not_written_until_it_is_ended(cast, mhairi, fergus, row):
    share(row, mhairi, f"team:{cast.team.id}")
    for who in (cast.lead, cast.reader, fergus):
        opened = queries.opened(who.actor, row.id)
        assert opened.values["happens"] == "We knock and wait."
        assert not opened.heading.may_write
        with pytest.raises(NotAllowed):
            world.reflect(row, who, happens="Theirs.")
        with pytest.raises(NotAllowed):
            share(row, who, f"team:{cast.team.id}")
    assert not sees(cast.stranger, row)
    reflections_shared.end(reflection_id=row.id, act_id=Sharing.objects.get().id, by=mhairi.actor)
    assert not sees(cast.lead, row)


def test_shared_with_its_team_an_administrator_reads_nothing_of_it(cast, mhairi, row):
    share(row, mhairi, f"team:{cast.team.id}")
    assert not sees(world.colleague("Admin", cast.team, "administrator", cast.lead), row)


def test_what_is_shared_until_a_day_is_shut_on_the_next(cast, mhairi, clock, row):
    share(row, mhairi, f"named:{cast.lead.person.id}", ends=dt.date(2026, 3, 4))
    assert sees(cast.lead, row)
    clock.set(2026, 3, 5, 0, 1)
    assert not sees(cast.lead, row)


def test_a_reader_sees_neither_what_it_said_before_nor_what_was_given_nor_the_last_time(cast, mhairi, row):
    world.reflecting(mhairi, cast.team, happens="x", doing="x")
    share(row, mhairi, f"team:{cast.team.id}")
    opened = queries.opened(cast.lead.actor, row.id)
    assert (opened.earlier, opened.given, opened.last, dict(opened.held)) == ((), (), None, {})


def give(row, by, unit, **changed):
    made = {"item_id": new_id(), "unit_id": unit.id, "draft": world.draft(themes={world.THEME: "both"})}
    return reflections_shared.give(reflection_id=row.id, by=by.actor, **(made | changed))


def test_a_piece_given_as_evidence_can_be_cited_and_only_its_writer_is_told_from_where(cast, mhairi, row):
    item = give(row, mhairi, cast.team)
    view = world.begun(cast)
    there = finding.to_cite(
        cast.evaluator.actor,
        Wanted(),
        unit_id=cast.team.id,
        without=(),
        today=timezone.localdate(),
        most=9,
    )
    assert [line.item.id for line in there] == [item.id]
    assert view
    assert queries.given_from(mhairi.actor, item.id)[0] == row.id
    assert queries.given_from(cast.lead.actor, item.id) is None
    assert [e.id for e in queries.opened(mhairi.actor, row.id).given] == [item.id]
    assert not sees(cast.lead, row)


def test_given_twice_it_is_one_piece(cast, mhairi, row):
    item_id = new_id()
    for _ in range(2):
        give(row, mhairi, cast.team, item_id=item_id)
    assert Given.objects.count() == 1


def test_it_is_given_to_a_unit_around_and_to_no_other(cast, mhairi, row):
    small = add_unit(name="Small team", kind="team", under=cast.team.id, by=cast.lead.actor)
    below = world.colleague("Below", small, "practitioner", cast.lead)
    mine = world.reflecting(below, small, happens="x")
    item = give(mine, below, cast.team)
    assert item.home_id == cast.team.id
    assert evidence_policy.visible_to(cast.evaluator.actor).filter(pk=item.id).exists()
    with pytest.raises(NotYours):
        give(mine, below, cast.elsewhere)


def test_it_is_given_to_a_partnership_that_ones_organisation_sits_in(cast, mhairi, row):
    made = world.unit_of(world.somebody("Convener"), "A committee", "partnership")
    with pytest.raises(NotYours):
        give(row, mhairi, made)
    Seat.objects.create(organisation=cast.team, partnership=made, starts=dt.date(2020, 1, 1))
    assert give(row, mhairi, made).unit_id == made.id


def test_a_piece_that_breaks_a_rule_of_evidence_is_not_given(cast, mhairi, row):
    with pytest.raises(Unfit):
        give(row, mhairi, cast.team, draft=world.draft(kind="hearsay"))
    assert not Given.objects.exists()


# Discarding


def test_what_is_discarded_nobody_else_reads_and_it_comes_back_as_it_was(cast, mhairi, fergus, row):
    reflections.let_in(reflection_id=row.id, person_id=fergus.person.id, by=mhairi.actor)
    share(row, mhairi, f"team:{cast.team.id}")
    reflections.discard(reflection_id=row.id, by=mhairi.actor)
    assert queries.listing(mhairi.actor)[0] == []
    for who in (fergus, cast.lead):
        assert not sees(who, row)
    assert queries.opened(mhairi.actor, row.id).heading.discarded
    with pytest.raises(Refused, match="discarded"):
        world.reflect(row, mhairi, happens="From another tab.")
    with pytest.raises(Refused, match="discarded"):
        give(row, mhairi, cast.team)
    reflections.bring_back(reflection_id=row.id, by=mhairi.actor)
    for who in (fergus, cast.lead):
        assert queries.opened(who.actor, row.id).values["happens"] == "We knock and wait."


def test_thirty_days_later_its_words_are_gone_and_the_evidence_given_stays(cast, mhairi, clock, row):
    share(row, mhairi, f"team:{cast.team.id}")
    world.reflect(row, mhairi, over={"happens": ""}, happens="Aside.")
    item = give(row, mhairi, cast.team)
    reflections.discard(reflection_id=row.id, by=mhairi.actor)
    clock.forward(days=29)
    assert reflections.forget_discarded() == 0
    clock.forward(days=2)
    assert reflections.forget_discarded() == 1
    assert not Reflection.objects.exists()
    assert not ReflectionAside.objects.exists()
    told = Sharing.objects.get()
    assert told.ended_at
    assert told.why == ""  # nobody could take a name out of it any more
    assert evidence_policy.visible_to(mhairi.actor).filter(pk=item.id).exists()
    assert Entry.objects.get(verb="forgot").person_name == "Speir"


# The list


def test_the_list_is_of_ones_own_and_what_is_shared_latest_first_and_is_searched(cast, mhairi, fergus, clock):
    first = world.reflecting(mhairi, cast.team, happens="We knock and wait.")
    clock.forward(hours=1)
    second = world.reflecting(mhairi, cast.team, "hmie-2005/1.1/trust", doing="Ring first.")
    clock.forward(hours=1)
    theirs = world.reflecting(fergus, cast.team, known="A survey.")
    share(theirs, fergus, f"team:{cast.team.id}")
    ids = [line.id for line in queries.listing(mhairi.actor)[0]]
    assert ids == [theirs.id, second.id, first.id]
    for words, found in {
        "KNOCK wait": [first.id],
        "trust": [second.id],
        "1.1 ring": [second.id],
        "zzz": [],
    }.items():
        assert [line.id for line in queries.listing(mhairi.actor, words=words)[0]] == found
    (line,) = queries.listing(mhairi.actor, words="survey")[0]
    assert (line.owner, line.shared) == ("Fergus Kerr", True)


def test_the_list_is_read_page_by_page(cast, mhairi):
    for theme in [t.path for i in world.framework().indicators for t in i.themes][:21]:
        world.reflecting(mhairi, cast.team, theme)
    lines, older = queries.listing(mhairi.actor)
    assert (len(lines), older) == (20, True)
    assert len(queries.listing(mhairi.actor, page=2)[0]) == 1
