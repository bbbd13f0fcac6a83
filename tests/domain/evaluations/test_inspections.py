"""External inspections: who records and reads them, what stays of a correction, and what lies beside them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import broad_views, inspections
from speir.evaluations.actions.inspection_imports import bring_in
from speir.evaluations.models import Inspection, InspectionLevel, InspectionStep
from speir.evaluations.queries import inspections as queries
from speir.evaluations.queries.inspection_imports import plan
from speir.evaluations.queries.inspections_beside import beside
from speir.evaluations.rules import inspection_sheet
from speir.evaluations.rules.inspecting import Draft
from speir.frameworks.models import Framework
from speir.mentions.rules import Waits
from speir.organisations.actions import add_unit, units
from speir.trail.models import Entry
from tests import world, world_joint

pytestmark = pytest.mark.django_db

DAY = dt.date(2025, 11, 20)
TODAY = dt.date(2026, 3, 2)
LEVELS = {"1.1": "weak", "1.3": "good"}


@pytest.fixture
def here(clock):
    return world_joint.committee()


@pytest.fixture
def other(here):
    """Somebody else who records there."""
    return world.colleague("Una Baird", here.unit, "evaluator", here.lead)


def recorded(here, levels=LEVELS, day=DAY, **more) -> Inspection:
    return inspections.record(
        unit_id=here.unit.id,
        framework_id=world.framework().id,
        draft=Draft(day, levels),
        by=here.lead.actor,
        **more,
    )


def levels(row: Inspection) -> dict[str, str]:
    return {one.indicator.number: one.level.key for one in row.levels.select_related("indicator", "level")}


def test_an_inspection_is_recorded_once_however_often_the_form_is_sent(here):
    sent = new_id()
    row = recorded(here, inspection_id=sent)
    again = recorded(here, inspection_id=sent)
    assert row.id == again.id == sent
    assert levels(row) == LEVELS
    assert Entry.objects.filter(about="inspection", verb="recorded").count() == 1


def test_a_second_inspection_published_on_one_day_is_refused(here):
    recorded(here)
    with pytest.raises(Unfit) as unfit:
        recorded(here)
    assert [one.field for one in unfit.value.broken] == ["day"]


def test_it_is_read_by_whoever_belongs_there_and_recorded_by_whoever_writes_judgements_there(here):
    row = recorded(here)
    health = here.members["Health"]
    for who in (here.reader, here.chief, health.evaluator, health.lead):
        assert queries.opened(who.actor, row.id).line.unit == here.unit.name
    with pytest.raises(NotYours):
        queries.opened(here.stranger.actor, row.id)
    for who, refusal in ((here.reader, NotAllowed), (health.lead, NotAllowed), (here.stranger, NotYours)):
        with pytest.raises(refusal):
            inspections.correct(
                inspection_id=row.id, draft=Draft(DAY, {"1.1": "good"}), revision=1, by=who.actor
            )
        with pytest.raises(refusal):
            inspections.remove(inspection_id=row.id, by=who.actor)
    with pytest.raises(NotAllowed):
        inspections.record(
            unit_id=here.unit.id,
            framework_id=world.framework().id,
            draft=Draft(TODAY, LEVELS),
            by=here.reader.actor,
        )


def test_what_was_corrected_stays_readable(here, other):
    row = recorded(here)
    inspections.correct(
        inspection_id=row.id,
        draft=Draft(dt.date(2025, 11, 21), {"1.1": "adequate"}, "Joint inspection"),
        revision=1,
        by=other.actor,
    )
    opened = queries.opened(here.reader.actor, row.id)
    assert opened.line.day == dt.date(2025, 11, 21)
    said = {
        (
            one.said,
            one.indicator.number if one.indicator else "",
            (one.before and one.before.key) or "",
            one.by,
        )
        for one in opened.corrected
    }
    name = other.person.name
    assert said == {
        ("level", "1.1", "weak", name),
        ("level", "1.3", "good", name),
        ("day", "", "", name),
        ("described", "", "", name),
    }
    assert ("20 November 2025", "21 November 2025") in [one.days for one in opened.corrected]


def test_a_correction_that_changes_nothing_leaves_no_trace(here):
    row = recorded(here)
    inspections.correct(inspection_id=row.id, draft=Draft(DAY, LEVELS), revision=1, by=here.lead.actor)
    row.refresh_from_db()
    assert row.revision == 1
    assert not InspectionStep.objects.exists()


def test_a_form_that_somebody_else_was_quicker_than_is_not_saved_over_theirs(here, other):
    row = recorded(here)
    inspections.correct(inspection_id=row.id, draft=Draft(DAY, {"1.1": "good"}), revision=1, by=other.actor)
    with pytest.raises(inspections.Stale):
        inspections.correct(
            inspection_id=row.id, draft=Draft(DAY, {"1.1": "adequate"}), revision=1, by=here.lead.actor
        )
    assert levels(row) == {"1.1": "good"}


def test_a_step_can_be_neither_changed_nor_deleted(here):
    row = recorded(here)
    inspections.remove(inspection_id=row.id, by=here.lead.actor)
    for change in (
        lambda: InspectionStep.objects.update(by_name="x"),
        lambda: InspectionStep.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_one_that_was_taken_away_is_shown_no_more_and_can_be_recorded_again(here):
    row = recorded(here)
    inspections.remove(inspection_id=row.id, by=here.lead.actor)
    with pytest.raises(NotYours):
        queries.opened(here.lead.actor, row.id)
    assert queries.listed(here.lead.actor) == ([], False)
    assert recorded(here).id != row.id


def test_a_title_and_an_address_that_name_somebody_wait(here):
    said = "Callum Fraser told his teacher."
    for draft in (
        Draft(DAY, LEVELS, said),
        Draft(DAY, LEVELS, "", "https://example.scot/a?mail=c.fraser@example.org"),
    ):
        with pytest.raises(Waits):
            inspections.record(
                unit_id=here.unit.id, framework_id=world.framework().id, draft=draft, by=here.lead.actor
            )
    assert not Inspection.objects.exists()


# A sheet


def sheet(*rows: list[str]):
    table = [["Area", "Date", "Indicator", "Level"], *rows]
    return inspection_sheet.read(table, world.framework(), TODAY)


def planned(who, *rows: list[str]):
    lines, bad = sheet(*rows)
    return plan(who.actor, lines, bad, world.framework())


def brought(who, *rows: list[str]):
    return bring_in(framework_id=world.framework().id, lines=sheet(*rows)[0], by=who.actor)


def test_a_sheet_is_brought_in_whole_and_the_same_sheet_again_changes_nothing(here):
    name = here.unit.name
    rows = [
        [name.upper(), "2025-11-20", "1.1", "Weak"],
        [name, "20 November 2025", "1.3", "Good"],
        [name, "2021-05-03", "1.1", "Good"],
    ]
    assert brought(here.lead, *rows).new == 3
    before = (Inspection.objects.count(), InspectionLevel.objects.count(), Entry.objects.count())
    again = brought(here.lead, *rows)
    assert (again.new, again.same) == (0, 3)
    assert (Inspection.objects.count(), InspectionLevel.objects.count(), Entry.objects.count()) == before
    assert before[:2] == (2, 3)


def test_a_row_adds_to_an_inspection_that_is_there_and_one_that_says_otherwise_is_refused(here):
    row = recorded(here)
    found = planned(here.lead, [here.unit.name, "2025-11-20", "1.1", "Good"])
    assert [one.sentence for one in found.bad] == [
        "It is recorded as Weak already. Correct it on its page, or leave this row out."
    ]
    with pytest.raises(Refused):
        brought(
            here.lead,
            [here.unit.name, "2025-11-20", "2.1", "Good"],
            [here.unit.name, "2025-11-20", "1.1", "Good"],
        )
    assert levels(row) == LEVELS
    brought(here.lead, [here.unit.name, "2025-11-20", "2.1", "Good"])
    assert levels(row) == LEVELS | {"2.1": "good"}
    assert [one.indicator.number for one in queries.opened(here.lead.actor, row.id).corrected] == ["2.1"]


def test_an_area_is_found_by_an_earlier_name_and_only_among_those_where_somebody_records(here):
    units.describe(unit_id=here.unit.id, name="Lochside and Glen Committee", sector="", by=here.lead.actor)
    old = ["Lochside Child Protection Committee", "2025-11-20", "1.1", "Weak"]
    assert [area.unit.id for area in planned(here.lead, old).areas] == [here.unit.id]
    for who in (here.reader, here.members["Health"].lead, here.stranger):
        (bad,) = planned(who, old).bad
        assert bad.cell == "A2"
        assert bad.sentence.startswith("You record in no area called “Lochside Child Protection Committee”.")


def test_one_area_under_two_names_cannot_be_given_two_levels(here):
    units.describe(unit_id=here.unit.id, name="Lochside and Glen Committee", sector="", by=here.lead.actor)
    found = planned(
        here.lead,
        ["Lochside Child Protection Committee", "2025-11-20", "1.1", "Weak"],
        ["Lochside and Glen Committee", "2025-11-20", "1.1", "Good"],
    )
    assert [(one.cell, one.sentence) for one in found.bad] == [
        ("D3", "Another row says Weak for the same indicator.")
    ]


def test_two_units_of_one_name_are_not_guessed_between(here):
    for _unit in range(2):
        add_unit(name="Duty team", kind="team", under=here.unit.id, by=here.lead.actor)
    (bad,) = planned(here.lead, ["Duty team", "2025-11-20", "1.1", "Weak"]).bad
    assert "There are 2 of this name" in bad.sentence


def test_a_sheet_costs_the_same_number_of_queries_however_long_it_is(here, django_assert_num_queries):
    few = sheet([here.unit.name, "2025-11-20", "1.1", "Weak"])
    dates = [f"{day} {month} 2024" for month in ("May", "June") for day in range(1, 29)]
    many = sheet(*([here.unit.name, date, "1.1", "Good"] for date in dates))
    recorded(here)
    shown, actor = world.framework(), here.lead.actor
    for lines, bad in (few, many):
        with django_assert_num_queries(4):
            assert not plan(actor, lines, bad, shown).bad


# Beside our own


def begun(unit, by):
    return broad_views.begin(
        unit_id=unit.id,
        framework_key=world.FRAMEWORK,
        title="Broad view of last year",
        period_from=dt.date(2025, 1, 1),
        period_to=dt.date(2025, 12, 31),
        evaluation_id=new_id(),
        by=by.actor,
    )


def sealed(here, clock, levels: dict[str, str]):
    """The partnership's own broad view, sealed now."""
    view = begun(here.unit, here.lead)
    for number, level in levels.items():
        world.confirm(view, number, here.lead)
        world.write(view, number, here.lead, choice=level, done="1")
    world.seal(view, here.lead)
    return view


def found(who, **asked):
    return {row.indicator.number: row for row in beside(who.actor, **asked).rows}


def test_the_level_sealed_last_before_the_inspection_and_the_first_after_it_stand_beside_it(here, clock):
    start = clock.now
    first = sealed(here, clock, {"1.1": "good", "1.3": "good"})
    clock.now = start + dt.timedelta(days=10)
    second = sealed(here, clock, {"1.1": "very_good"})
    clock.now = start + dt.timedelta(days=30)
    row = recorded(here, day=(start + dt.timedelta(days=20)).date())
    sealed(here, clock, {"1.1": "weak"})
    rows = found(here.reader, inspection_id=row.id)
    assert rows["1.1"].before.evaluation_id == second.id
    assert rows["1.1"].before.level.key == "very_good"
    assert rows["1.1"].after.level.key == "weak"
    assert rows["1.3"].before.evaluation_id == first.id
    assert rows["1.3"].after is None
    assert next(iter(rows)) == "1.1"


def test_only_editions_that_the_reader_may_read_are_laid_beside_it(here, clock):
    sealed(here, clock, {"1.1": "good"})
    clock.now += dt.timedelta(days=5)
    row = recorded(here, day=clock.now.date())
    assert found(here.reader, inspection_id=row.id)["1.1"].before is not None
    # Who sits in the partnership reads the inspection, and not the partnership's own broad view.
    assert found(here.members["Health"].lead, inspection_id=row.id)["1.1"].before is None


def test_an_organisation_lays_its_own_beside_the_inspection_of_its_partnership(here, clock):
    health = here.members["Health"]
    view = begun(health.unit, health.lead)
    world.confirm(view, "1.1", health.lead)
    world.write(view, "1.1", health.lead, choice="good", done="1")
    world.seal(view, health.lead)
    clock.now += dt.timedelta(days=5)
    row = recorded(here, day=clock.now.date())
    rows = found(health.lead, unit_id=health.unit.id, inspection_id=row.id)
    assert rows["1.1"].before.level.key == "good"
    with pytest.raises(NotYours):
        beside(here.stranger.actor, here.unit.id, row.id)


def test_a_level_never_travels_from_another_framework_version_and_that_is_said(here, clock):
    sealed(here, clock, {"1.1": "good"})
    clock.now += dt.timedelta(days=5)
    row = recorded(here, day=clock.now.date())
    other = Framework.objects.get(pk=row.framework_id)
    other.pk, other.version, other.stamp = new_id(), 99, "other"
    other.save(force_insert=True)
    row.unit.evaluations.update(framework=other)
    shown = beside(here.reader.actor, inspection_id=row.id)
    assert all(one.before is None for one in shown.rows)
    assert shown.others == (f"{other.title} (99)",)


def test_it_costs_the_same_number_of_queries_however_much_was_sealed(
    here, clock, django_assert_max_num_queries
):
    for _year in range(3):
        sealed(here, clock, {"1.1": "good", "1.3": "weak"})
        clock.now += dt.timedelta(days=5)
    row = recorded(here, day=clock.now.date())
    with django_assert_max_num_queries(8):
        beside(here.reader.actor, here.unit.id, row.id)
