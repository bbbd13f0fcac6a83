"""Candidates: what stands, what does not, and who sees it; weighed by several people at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions.broad_views import begin
from speir.evaluations.models import Evaluation
from speir.improvement.actions import candidates as actions
from speir.improvement.models import Candidate, EarlierText
from speir.improvement.queries.candidates import Asking, candidate, candidates
from speir.improvement.rules.choosing import Because
from speir.mentions.rules import Waits
from speir.organisations.actions import add_unit
from tests import world, world_agreed, world_choosing, world_joint
from tests.world_choosing import inspected, judged, left, line, looked, numbers, own, page, weighed


def past(view: Evaluation, year: int) -> None:
    Evaluation.objects.filter(pk=view.pk).update(
        period_from=dt.date(year, 1, 1), period_to=dt.date(year, 12, 31)
    )


def test_adequate_or_below_and_what_is_doubtful_or_provisional_stands_and_what_is_good_and_sure_does_not(
    cast,
):
    judged(cast)
    inspected(cast, n1_4="adequate", n3_3="good")
    assert numbers(cast.reader, cast.team) == ["1.1", "1.4", "2.1", "3.2"]
    weak, doubtful = line(cast.reader, cast.team, "3.2"), line(cast.reader, cast.team, "1.1")
    assert (weak.found[0].level.name, weak.found[0].text) == ("Weak", "Schools hear from us too late.")
    assert weak.because == {Because.LOW}
    assert (set(doubtful.because), doubtful.found[0].doubts) == ({Because.UNSURE}, ("some doubt",))
    assert line(cast.reader, cast.team, "2.1").found[0].doubts == (
        "provisional: fewer than two kinds of source confirm it",
    )


def test_the_latest_broad_view_says_it_and_settles_what_was_found_before(cast):
    past(judged(cast), 2021)
    looked(cast)
    view = world.begun(cast, "Later")
    past(view, 2028)
    world.write(view, "3.2", cast.lead, choice="very_good", sure=world_choosing.SURE)
    assert "3.2" in numbers(cast.reader, cast.team), "on no source it is provisional"
    world.confirm(view, "3.2", cast.lead)
    assert "3.2" not in numbers(cast.reader, cast.team)


def test_what_was_weighed_stays_though_nothing_speaks_for_it_any_more(cast):
    assert numbers(cast.lead, cast.team) == []
    weighed(cast.team, cast.evaluator, harm="soon")
    assert numbers(cast.lead, cast.team) == ["3.2"]
    assert not line(cast.lead, cast.team, "3.2").found


def test_a_closer_look_names_its_weaknesses_finished_or_not(cast):
    looked(cast)
    (found,) = line(cast.reader, cast.team, "3.2").found
    assert found.text.endswith("Nobody rings back.")
    assert found.because == {Because.FOUND}


def test_an_inspection_that_differs_from_what_we_had_sealed_stands_and_says_so(cast, clock):
    world.seal(judged(cast), cast.lead)
    clock.now += dt.timedelta(days=5)
    inspected(cast, n1_2="very_good")
    (found,) = (one for one in line(cast.reader, cast.team, "1.2").found if one.source == "inspection")
    assert (set(found.because), found.differs) == ({Because.DIFFERS}, "We had said good before it.")


def test_what_is_added_in_own_words_stands_with_its_indicator_or_by_itself(cast):
    of_one, alone = (
        own(cast.team, cast.evaluator, number="1.3"),
        own(cast.team, cast.evaluator, "Too few notes."),
    )
    assert numbers(cast.reader, cast.team) == ["1.3", alone.id]
    assert [found.id for found in line(cast.reader, cast.team, "1.3").found] == [of_one.id]
    actions.take_out(unit_id=cast.team.id, candidate_id=alone.id, by=cast.lead.actor)
    assert numbers(cast.reader, cast.team) == ["1.3"]
    assert [one.key for one in page(cast.reader, cast.team).removed] == [alone.id]
    actions.put_back(unit_id=cast.team.id, candidate_id=alone.id, by=cast.lead.actor)
    assert alone.id in numbers(cast.reader, cast.team)


def test_what_somebody_keeps_for_themselves_is_no_candidate_of_the_unit_even_to_them(cast):
    judged(cast, only_me=True)
    assert numbers(cast.lead, cast.team) == []


def test_a_stranger_finds_no_page_and_a_member_sees_what_was_shared_and_nothing_that_is_weighed(db):
    there = world_joint.committee()
    agreed = world_agreed.agreed(there)
    world.write(agreed.evaluation, "1.4", there.lead, choice="weak")
    weighed(there.unit, there.lead, "1.4", harm="soon", note="We fear for them.")
    alone = own(there.unit, there.lead)
    assert line(there.lead, there.unit, "1.4").found[0].agreed
    police = there.members["Police"].lead
    seen = page(police, there.unit)
    assert not seen.here
    assert seen.lines == ()
    assert candidate(police.actor, there.unit.id, "1.4").line.weighed.note == ""
    with pytest.raises(NotYours):
        candidate(police.actor, there.unit.id, alone.id)
    with pytest.raises(NotAllowed):
        actions.weigh(
            unit_id=there.unit.id, framework_key=world.FRAMEWORK, of="1.4", typed={}, base="", by=police.actor
        )
    with pytest.raises(NotYours):
        page(world.somebody("Hamish Orr"), there.unit)


def test_the_list_is_narrowed_and_ordered_by_its_address(cast):
    judged(cast)
    left(cast.team, cast.lead, "1.1", again_on=dt.date(2099, 1, 1))
    left(cast.team, cast.lead, "3.2", again_on=timezone.localdate())
    assert numbers(cast.reader, cast.team) == ["3.2", "2.1", "1.1"], "its day has come: first again"
    assert line(cast.reader, cast.team, "3.2").again == "day"

    def asked(**asking: str) -> list[str]:
        return numbers(cast.reader, cast.team, asking=Asking(**asking))

    assert asked(order="number") == ["1.1", "2.1", "3.2"]
    assert asked(show="undecided") == ["3.2", "2.1"]
    assert asked(show="parked") == ["3.2", "1.1"]
    assert asked(because="low") == ["3.2"]
    assert asked(question="2") == ["2.1"]
    assert asked(show="made up", because="made up") == ["3.2", "2.1", "1.1"]


def test_two_people_who_weigh_different_things_at_once_both_get_their_way(cast):
    judged(cast)
    base = line(cast.lead, cast.team, "3.2").weighed.base
    weighed(cast.team, cast.lead, base=base, harm="soon", reach="")
    weighed(cast.team, cast.evaluator, base=base, harm="", reach="few", note="Three schools.")
    said = line(cast.lead, cast.team, "3.2").weighed
    assert (said.harm, said.reach, said.note) == ("soon", "few", "Three schools.")
    with pytest.raises(Refused):
        weighed(cast.team, cast.evaluator, base=base, harm="little")
    assert line(cast.lead, cast.team, "3.2").weighed == said
    weighed(cast.team, cast.evaluator, base=base, harm="soon")
    assert Candidate.objects.count() == 1


def test_a_note_written_over_is_kept_and_a_mention_in_it_waits(cast):
    judged(cast)
    weighed(cast.team, cast.lead, note="Three schools.")
    weighed(cast.team, cast.evaluator, note="Four schools, and two nurseries.")
    assert EarlierText.objects.get().text == "Three schools."
    with pytest.raises(Waits):
        weighed(cast.team, cast.lead, note="Callum Fraser told his teacher.")
    with pytest.raises(Unfit):
        weighed(cast.team, cast.lead, note="x" * 10_001)
    with pytest.raises(Unfit):
        weighed(cast.team, cast.lead, harm="made up")


def test_own_words_are_added_once_changed_over_what_was_seen_and_refused_beyond_the_rules(cast):
    given = new_id()
    row = own(cast.team, cast.lead, candidate_id=given)
    assert own(cast.team, cast.lead, candidate_id=given).id == row.id == given
    with pytest.raises(Unfit):
        own(cast.team, cast.lead, "Other words", candidate_id=given)
    for wrong in ({"words": " "}, {"source": "judgement"}, {"number": "9.9"}, {"words": "x" * 1001}):
        with pytest.raises(Unfit):
            own(cast.team, cast.lead, **wrong)
    base = line(cast.lead, cast.team, row.id).base
    said = {
        "unit_id": cast.team.id,
        "candidate_id": row.id,
        "source": "measure",
        "number": "1.1",
        "base": base,
    }
    actions.reword(words="Fewer are seen.", by=cast.evaluator.actor, **said)
    actions.reword(words="Fewer are seen.", by=cast.evaluator.actor, **said)
    with pytest.raises(Refused):
        actions.reword(words="More are seen.", by=cast.lead.actor, **said)
    assert line(cast.lead, cast.team, "1.1").found[0].text == "Fewer are seen."
    with pytest.raises(NotYours):
        actions.reword(words="x", by=cast.lead.actor, **(said | {"candidate_id": new_id()}))


def test_who_only_reads_weighs_nothing_and_an_indicator_that_there_is_not_is_nobodys(cast):
    with pytest.raises(NotAllowed):
        weighed(cast.team, cast.reader, harm="soon")
    with pytest.raises(NotYours):
        weighed(cast.team, cast.stranger, base="", harm="soon")
    with pytest.raises(NotYours):
        weighed(cast.team, cast.lead, "9.9", base="", harm="soon")
    with pytest.raises(NotYours):
        page(cast.lead, cast.team, key="made-up")


def test_twelve_years_cost_as_many_queries_as_one(cast):
    actor = cast.lead.actor

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            candidates(actor, cast.team.id)
        return len(asked)

    world.seal(judged(cast), cast.lead)
    looked(cast)
    inspected(cast, n1_4="adequate")
    weighed(cast.team, cast.lead, harm="soon")
    before = cost()
    for year in range(2013, 2019):
        view = judged(cast, title=f"View of {year}")
        past(view, year)
        own(cast.team, cast.lead, f"Said in {year}")
        left(cast.team, cast.lead, "1.1", reason=f"Not in {year}")
    assert cost() == before <= 9


def test_what_was_begun_from_here_about_a_team_below_stands_too_and_settles_nothing_of_our_own(cast):
    agency = world.unit_of(cast.lead, "Kilvarroch agency", "agency")
    lead = world.Somebody(cast.lead.person)
    below = add_unit(name="North team", kind="team", under=agency.id, by=lead.actor)
    of_team = begin(
        unit_id=below.id,
        framework_key=world.FRAMEWORK,
        title="Theirs",
        period_from=dt.date(2027, 1, 1),
        period_to=dt.date(2027, 12, 31),
        by=lead.actor,
    )
    assert of_team.home_id == agency.id
    ours = begin(
        unit_id=agency.id,
        framework_key=world.FRAMEWORK,
        title="Ours",
        period_from=dt.date(2026, 1, 1),
        period_to=dt.date(2026, 12, 31),
        by=lead.actor,
    )
    world.write(of_team, "2.1", lead, choice="weak", sure=world_choosing.SURE)
    world.write(ours, "3.2", lead, choice="weak", sure=world_choosing.SURE)
    # Later, and good: it says nothing of what the agency as a whole found weak.
    world.write(of_team, "3.2", lead, choice="very_good", sure=world_choosing.SURE)
    world.confirm(of_team, "3.2", lead)
    assert numbers(lead, agency) == ["2.1", "3.2"]
    assert line(lead, agency, "2.1").found[0].title == "North team: Theirs"
    assert line(lead, agency, "3.2").found[0].title == "Ours"
