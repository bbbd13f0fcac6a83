"""The demonstration: made by the same actions as any other broad view, once, and worth learning from."""

from __future__ import annotations

import pytest

from speir.access.actor import SYSTEM
from speir.accounts.models import Person
from speir.core.errors import NotYours
from speir.evaluations.actions import demonstration
from speir.evaluations.models import (
    Agreement,
    Citation,
    EditionJudgement,
    Group,
    HiddenView,
    Joint,
    Judgement,
    LevelChange,
    Note,
    Question,
)
from speir.evaluations.policy import joints as policy
from speir.evaluations.policy import looks as policy_looks
from speir.evaluations.queries import editions, grids, handed_in, joints, lists
from speir.evaluations.queries.looks.findings_note import findings_note
from speir.evaluations.queries.sides import Asking
from speir.evaluations.rules import gauge
from speir.evaluations.rules.findings import findings, gaps
from speir.evidence.models import Item
from speir.evidence.rules.items import check
from speir.organisations.models import Unit
from tests import world
from tests.kept import kept

pytestmark = pytest.mark.django_db
# Loaded once for all that is read here; what is loaded again is only found.
once = kept(lambda: demonstration.load(by=SYSTEM))


@pytest.fixture(autouse=True)
def loaded(once):
    assert once.unit.demonstration


def visitor():
    guest = world.somebody("Visitor")
    view = demonstration.visit(person=guest.person, by=guest.actor)
    return guest, view


def test_it_is_marked_as_a_demonstration_wherever_it_is_told_of():
    guest, view = visitor()
    assert Unit.objects.filter(demonstration=False).count() == 0
    assert grids.grid(guest.actor, view).heading.demonstration
    assert lists.listing(guest.actor)[0][0].demonstration
    assert editions.edition(guest.actor, view, 1).record.demonstration


def test_all_18_indicators_are_done_and_the_edition_is_sealed_and_whole():
    guest, view = visitor()
    grid = grids.grid(guest.actor, view)
    assert {row.state.value for row in grid.rows} == {"done"}
    assert grid.heading.sealed
    assert editions.edition(guest.actor, view, 1).intact


def test_a_newcomer_finds_several_levels_some_provisional_and_one_not_evaluated():
    guest, view = visitor()
    record = editions.edition(guest.actor, view, 1).record
    found = findings(record)
    assert len({j.level.key for j in record.judgements if j.level}) >= 4
    assert found.strengths
    assert found.priorities
    assert found.provisional
    assert found.not_evaluated
    assert not found.not_judged
    assert len(found.provisional) < len(record.judgements) / 2
    open_still = gaps(record)
    assert not [line for line in open_still if "question" in line]


def test_its_advice_is_what_the_rules_say_of_such_evidence():
    """A newcomer sees each sentence of advice at work, and judgements that need none."""
    guest, view = visitor()
    rows = grids.grid(guest.actor, view).rows
    said = {sentence for row in rows for sentence in gauge.advice(row.standing)}
    assert any("impact" in sentence for sentence in said)
    assert any("children or families" in sentence for sentence in said)
    assert any(not gauge.advice(row.standing) and row.level for row in rows)


def test_its_evidence_is_mixed_dated_and_within_the_rules():
    demonstration.load(by=SYSTEM)
    items = Item.objects.all()
    framework = world.framework()
    assert len({item.kind for item in items}) >= 6
    assert {item.speaks_of for item in items} >= {"happens", "impact"}
    for item in items:
        assert item.from_day is not None
        assert item.themes.exists()
        drafted = world.draft(
            kind=item.kind, shows=item.shows, from_day=item.from_day, to_day=item.to_day, themes={}
        )
        kinds = frozenset(framework.kind_by_key)
        assert not check(drafted, kinds=kinds, themes=frozenset(), today=item.to_day or item.from_day)


def test_it_shows_a_level_that_was_changed_with_the_reason():
    demonstration.load(by=SYSTEM)
    changed = LevelChange.objects.exclude(before="").exclude(after="")
    assert changed
    assert all(change.why for change in changed)


def test_the_first_person_is_somebody_real():
    demonstration.load(by=SYSTEM)
    first = Person.objects.order_by("joined_at", "id")[0]
    assert first.name == ""
    assert not first.memberships.exists()


def test_a_visitor_reaches_the_demonstration_and_nothing_else():
    view = world.begun(world.cast())
    guest, _ = visitor()
    assert [line.demonstration for line in lists.listing(guest.actor)[0]] == [True, True]
    with pytest.raises(NotYours):
        grids.grid(guest.actor, view.id)


def test_visiting_twice_is_visiting_once():
    guest, view = visitor()
    assert demonstration.visit(person=guest.person, by=guest.actor) == view
    assert guest.person.memberships.count() == 1


def test_the_first_person_is_let_in_and_called_visitor_until_they_say_who_they_are():
    view = demonstration.show_to_first_person(by=SYSTEM)
    first = Person.objects.order_by("joined_at", "id")[0]
    assert first.name == "Visitor"
    assert grids.grid(world.Somebody(first).actor, view).heading.demonstration
    first.name = "Morag"
    first.save()
    assert demonstration.show_to_first_person(by=SYSTEM) == view
    first.refresh_from_db()
    assert first.name == "Morag"


def test_its_register_shows_what_a_register_is_for():
    demonstration.load(by=SYSTEM)
    items = Item.objects.all()
    assert [item.account for item in items if "\n- " in item.account]
    assert all(item.taken_as for item in items)
    assert {item.triage for item in items} >= {"none", "uncertain", "concern"}
    assert any(item.own_kind for item in items)
    assert any(item.voice_staff for item in items)
    (withdrawn,) = [item for item in items if item.withdrawn_at]
    assert withdrawn.withdrawn_why
    assert not withdrawn.citations.exists()
    assert [item for item in items if not item.withdrawn_at and not item.citations.exists()]


def test_six_bodies_take_part_in_a_joint_broad_view_that_is_worth_talking_about():
    guest, _ = visitor()
    (joint,) = policy.joints_of(guest.actor)
    parties = joints.opened(guest.actor, joint.id).parties
    assert sorted(party.progress.value for party in parties) == sorted(
        ["accepted", "submitted", "submitted", "submitted", "returned", "not_started"]
    )
    assert [party.name for party in parties if party.short] == ["Lantern House family support"]
    judged = EditionJudgement.objects.filter(edition__contributions__joint=joint, level__isnull=False)
    steps = {
        number: list(judged.filter(indicator__number=number).values_list("level__position", flat=True))
        for number in ("1.1", "1.3", "3.2", "3.3")
    }
    assert {number: max(those) - min(those) for number, those in steps.items()}["3.2"] >= 3
    assert len(steps["3.2"]) == 5
    # Most let the others read what stands behind it, and one has not yet.
    across = handed_in.across(guest.actor, joint.id, "3.2", Asking())
    shut = {one.column.name: any(e.withheld for e in one.judgement.evidence) for one in across.accounts}
    assert [name for name, withheld in shut.items() if withheld] == ["Kilvarroch schools and nurseries"]


def test_one_indicator_was_judged_apart_and_then_agreed():
    demonstration.load(by=SYSTEM)
    agreed = Agreement.objects.get()
    views = HiddenView.objects.filter(round=agreed.round)
    assert all(view.why.endswith((".", "?")) for view in views)  # YAML cuts an unquoted sentence at its comma
    assert len({view.level_id for view in views}) == 3
    assert agreed.agreed
    assert agreed.level is not None
    joint = Joint.objects.get()
    row = Judgement.objects.get(evaluation=joint.evaluation, indicator__number="3.2")
    assert (row.level, row.reason) == (agreed.level, agreed.reason)


def test_the_three_plans_are_closer_looks_and_one_of_them_is_finished():
    guest, _ = visitor()
    looks = {one.starting: one for one in policy_looks.looks_of(guest.actor)}
    assert set(looks) == {"help", "sharing", "referrals"}
    assert {key for key, one in looks.items() if one.finished_at} == {"sharing"}
    assert looks["sharing"].prompted.indicator.number == "3.2"
    for one in looks.values():
        assert Question.objects.filter(look=one).count() >= 9
        assert Group.objects.filter(look=one).count() >= 3


def test_the_finished_closer_look_shows_what_a_closer_look_is_for():
    guest, _ = visitor()
    look = policy_looks.looks_of(guest.actor).get(starting="sharing")
    note = findings_note(guest.actor, look.id)
    (indicator,) = note.indicators
    assert indicator.level.key == "weak"
    assert indicator.reason
    assert not indicator.provisional
    assert all(theme.strengths and theme.weaknesses for theme in indicator.themes)
    assert note.contradictions
    assert {group.heard for group in note.groups} == {True, False}
    assert {kind.value for kind, _each in note.follows} >= {
        "tell_families",
        "good_practice",
        "training",
        "missing",
    }
    assert {way.state for way in note.ways} >= {"done", "under way", "not begun"}
    asked = {one.state.value for theme in indicator.themes for one in theme.asked}
    assert asked == {"answered", "partly", "not_yet"}
    assert Note.objects.filter(sitting__way__look=look, item__isnull=False).count() >= 5
    assert Citation.objects.filter(judgement__evaluation=look.id).count() >= 5
