"""What was agreed, an indicator over time and what changed, through the door: what they show, cost and keep."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from speir.evaluations.models import TrendNote
from speir.evaluations.rules.trends import mark_of
from tests import world, world_agreed, world_joint
from tests.web.browsing import browser, open_page, send

pytestmark = pytest.mark.django_db


def cost(client, path: str) -> list[str]:
    client.get(path)  # what is new there is recorded as read, once a day
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in asked]


def test_a_trend_costs_at_most_12_queries_of_however_many_editions_and_units(cast):
    client, path = browser(cast.lead), f"/trends/?unit={cast.team.id}&indicator=3.2"
    world_agreed.over_years(cast.team, cast.lead, ("good", "weak"))
    world_agreed.fell(cast.team, cast.lead, timezone.localdate(), "We began to meet weekly.")
    small = cost(client, path)
    world_agreed.over_years(cast.team, cast.lead, ("good", "", "weak", "adequate"))
    for at in range(3):
        world_agreed.fell(cast.team, cast.evaluator, timezone.localdate(), f"Files were read {at}.")
        other = world.somebody(f"Person {at}")
        world_agreed.over_years(world.unit_of(other, f"Unit {at}"), other, ("good", "weak"))
    large = cost(client, path)
    assert len(small) == len(large) <= 12, "\n".join(large)


def test_what_was_agreed_costs_at_most_12_queries_of_however_many_organisations():
    here = world_joint.committee(("Health", "Police", "Social work", "Education"))
    joint = world_agreed.agreed(here)
    client, path = browser(here.lead), f"/joint/{joint.id}/agreed/"
    small = cost(client, path)
    for name in ("Social work", "Education"):
        world_joint.handed_in(joint, here.members[name], {"1.1": "good", "1.3": "adequate"})
    large = cost(client, path)
    assert len(small) == len(large) <= 12, "\n".join(large)


def test_the_page_of_what_was_agreed_says_words_and_an_organisation_is_not_shown_what_is_not_open_to_it():
    here = world_joint.committee()
    joint = world_agreed.agreed(here)
    path = f"/joint/{joint.id}/agreed/"
    text = open_page(browser(here.chair), path).text
    for said in (
        "From very good to weak: one says very good, one says weak.",
        world_agreed.APART,
        "Both say good.",
    ):
        assert said in text
    other = open_page(browser(here.members["Police"].lead), path).text
    assert "From very good to weak" in other
    for said in (world_agreed.APART, world_agreed.WHY, "We mend what we find"):
        assert said not in other


def test_the_indicators_page_of_an_agreed_broad_view_shows_who_judged_what_and_no_other_page_does(cast):
    here = world_joint.committee()
    joint = world_agreed.agreed(here)
    page = open_page(browser(here.lead), f"/broad-views/{joint.evaluation_id}/1.1/")
    assert "What the organisations judged" in page.text
    assert "Health:" in page.text
    assert "Police:" in page.text
    # Nothing of theirs stands in the form.
    assert page.form("/1.1/").fields["strengths"] == [""]
    # An indicator that was not asked about has nothing beside it, nor has any other broad view.
    assert (
        "What the organisations judged"
        not in open_page(browser(here.lead), f"/broad-views/{joint.evaluation_id}/2.1/").text
    )
    view = world.begun(cast)
    assert (
        "What the organisations judged"
        not in open_page(browser(cast.lead), f"/broad-views/{view.id}/1.1/").text
    )


def test_the_form_that_shares_is_opened_with_the_partnership_and_nothing_is_shared_by_opening_it():
    here = world_joint.committee()
    joint = world_agreed.sealed(here)
    client = browser(here.lead)
    edition = open_page(client, f"/broad-views/{joint.evaluation_id}/editions/1/")
    assert "Share this edition’s broad view with the partnership" in edition.text
    path = f"/broad-views/{joint.evaluation_id}/sharing/?audience=partnership:{here.unit.id}"
    page = open_page(client, path)
    assert page.form("/sharing/").fields["audience"] == [f"partnership:{here.unit.id}"]
    assert browser(here.members["Police"].lead).get(f"/broad-views/{joint.evaluation_id}/").status_code == 404


def test_a_note_that_somebody_changed_meanwhile_shows_both_and_loses_neither(cast):
    note = world_agreed.fell(cast.team, cast.lead, timezone.localdate(), "We began to meet weekly.")
    path = f"/trends/notes/{note.id}/"
    mine, theirs = browser(cast.lead), browser(cast.lead)
    form = open_page(mine, path).form(path)
    send(theirs, open_page(theirs, path).form(path), text="We meet each Monday.")
    page = send(mine, form, 422, text="We meet every fortnight.")
    assert "It now says: “We meet each Monday.”" in page.text
    assert page.form(path).fields["text"] == ["We meet every fortnight."]
    send(mine, page.form(path))
    note.refresh_from_db()
    assert note.text == "We meet every fortnight."


def test_pasted_words_gaelic_and_a_form_sent_twice_are_kept_once_and_whole(cast):
    path = f"/trends/{cast.team.id}/hmie-2005/3.2/new/"
    client = browser(cast.lead)
    form = open_page(client, path).form(path)
    typed: dict[str, Any] = {"day": "March 2025", "kind": "guidance", "text": "•\tSgrìobh sinn\r\nùr 👧 <b>"}
    send(client, form, **typed)
    send(client, form, **typed)
    note = TrendNote.objects.get()
    assert (note.day.isoformat(), note.text) == ("2025-03-01", "•\tSgrìobh sinn\nùr 👧 <b>")
    text = client.get(f"/trends/?unit={cast.team.id}&indicator=3.2").content.decode()
    assert "&lt;b&gt;" in text
    assert "ùr 👧 <b>" not in text


@pytest.mark.parametrize(
    "typed", [{"day": "tomorrow-ish"}, {"kind": "feast"}, {"text": "a" * 10_000}, {"day": "1 March 1900"}]
)
def test_a_note_that_cannot_be_kept_comes_back_with_everything_that_was_typed(cast, typed):
    path = f"/trends/{cast.team.id}/hmie-2005/3.2/new/"
    client = browser(cast.lead)
    sent = {"day": "3 March 2025", "kind": "action", "text": "We met."} | typed
    page = send(client, open_page(client, path).form(path), 422, **sent)
    fields = page.form(path).fields
    assert (fields["day"], fields["text"]) == ([sent["day"]], [sent["text"]])
    assert not TrendNote.objects.exists()


@pytest.mark.parametrize(
    "asked", ["unit=%00&indicator=3.2", "unit=x&indicator=3.2", "unit=’&indicator=%F0%9F%91%A7"]
)
def test_an_address_put_together_by_hand_is_no_page_of_anybodys(cast, asked):
    assert browser(cast.lead).get(f"/trends/?{asked}").status_code in (200, 404)


def test_what_changed_is_said_between_editions_of_one_unit_alone(cast):
    old, new = world_agreed.over_years(cast.team, cast.lead, ("good", "adequate"))
    path = f"/broad-views/{new.evaluation_id}/editions/1/since/{old.evaluation_id}/1/"
    text = open_page(browser(cast.reader), path).text
    assert "Level: from good to adequate." in text
    (mine,) = world_agreed.over_years(cast.elsewhere, cast.stranger, ("good",))
    both = f"/broad-views/{mine.evaluation_id}/editions/1/since/{old.evaluation_id}/1/"
    assert browser(cast.stranger).get(both).status_code == 404
    assert browser(cast.stranger).get(path).status_code == 404


def test_the_mark_of_a_note_tells_another_day_kind_or_text(cast):
    day = timezone.localdate()
    marks = {
        mark_of(day, "action", "A"),
        mark_of(day, "action", "B"),
        mark_of(day, "other", "A"),
        mark_of(None, "", ""),
    }
    assert len(marks) == 4
