"""The programme at the browser's door, and what a calendar program reads without anybody signing in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar
import pytest
from django.utils import timezone

from speir.core.ids import new_id
from speir.evaluations.actions import calendar_feeds, programme
from speir.evaluations.models import Planned
from speir.evaluations.rules.programme import Plan
from speir.improvement.actions import meetings
from speir.improvement.rules.meetings import Said, said_mark
from speir.web.calendar import feed as feed_page
from tests import world_joint
from tests.web.browsing import browser, open_page, send

pytestmark = pytest.mark.django_db
TYPED: Any = {"kind": "reading", "title": "Leughadh 📚", "starts": "4 May 2026", "ends": "6 May 2026"}


@pytest.fixture
def here(clock):
    return world_joint.committee()


def planned(here, title: str, **more) -> Planned:
    today = timezone.localdate()
    asked = {here.members["Police"].unit.id: "Six files"}
    said: Any = {"kind": "reading", "title": title, "starts": today, "ends": today, "asked": asked}
    plan = Plan(**(said | more))
    return programme.plan(unit_id=here.unit.id, wanted=plan, by=here.lead.actor)


def test_it_is_planned_by_the_form_and_stands_in_its_month_with_who_is_asked_for_what(here):
    client, police = browser(here.lead), here.members["Police"].unit.id
    form = open_page(client, f"/calendar/new/?unit={here.unit.id}").form("/calendar/new/")
    sent = form.filled(**TYPED, **{f"for_{police}": "Two readers"})
    for _time in range(2):  # pressed twice
        assert client.post(f"/calendar/new/?unit={here.unit.id}", sent).status_code == 302
    page = open_page(client, "/calendar/")
    assert "May 2026" in page.text
    assert page.text.count("Leughadh 📚") == 1
    assert "Police: Two readers" in page.text


def test_what_is_wrong_keeps_all_that_was_typed(here):
    client, police = browser(here.lead), here.members["Police"].unit.id
    form = open_page(client, "/calendar/new/").form("/calendar/new/")
    typed = TYPED | {"ends": "1 May 2026", f"for_{police}": "Two readers", "words": "As agreed."}
    page = send(client, form, 422, **typed)
    assert "The last day is before the first day." in page.text
    again = page.form("/calendar/new/")
    assert {name: again.fields[name] for name in typed if name != "kind"} == {
        name: [value] for name, value in typed.items() if name != "kind"
    }


def test_days_that_are_over_are_questioned_and_not_refused(here):
    client = browser(here.lead)
    form = open_page(client, "/calendar/new/").form("/calendar/new/")
    page = send(client, form, 422, **(TYPED | {"starts": "1 May 2024", "ends": "2 May 2024"}))
    assert "2 May 2024 is over already" in page.text
    send(client, page.form("/calendar/new/"), meant="on")
    assert "Leughadh 📚" in open_page(client, "/calendar/?year=2024").text


def test_words_for_who_is_asked_that_name_somebody_wait(here):
    client, police = browser(here.lead), here.members["Police"].unit.id
    form = open_page(client, "/calendar/new/").form("/calendar/new/")
    page = send(client, form, 422, **(TYPED | {f"for_{police}": "Callum Fraser told his teacher."}))
    assert "<mark>Callum Fraser</mark>" in page.html
    assert not Planned.objects.exists()
    mend: Any = {f"mend_for_{police}": "all"}
    send(client, page.form("/calendar/new/"), **mend)
    assert Planned.objects.get().asked.get().words == "[name] told his teacher."


def test_a_stale_form_shows_both_and_saves_when_it_is_sent_again(here):
    row = planned(here, "Reading")
    client = browser(here.lead)
    at = f"/calendar/{row.id}/"
    form = open_page(client, at).form(at)
    send(client, open_page(client, at).form(at), title="Theirs")
    page = send(client, form, 409, title="Mine")
    assert "now “Theirs”, you typed “Mine”" in page.text
    send(client, page.form(at))
    row.refresh_from_db()
    assert row.title == "Mine"


def test_a_clash_is_named_with_its_definition_and_the_load_in_words(here):
    planned(here, "One")
    planned(here, "Two")
    text = open_page(browser(here.reader), "/calendar/").text
    assert "Two readings of case files ask Police in the same fortnight" in text
    assert "Two things clash when they ask one organisation" in text
    assert "Police is asked for two things in March." in text


@pytest.mark.parametrize(
    "query", ["?year=9999", "?year=x", "?kind=%00", "?unit=" + "x" * 500, "?year=1990", "?year=2099"]
)
def test_whatever_stands_in_the_address_the_page_comes(here, query):
    assert browser(here.reader).get(f"/calendar/{query}").status_code == 200


# A calendar program


def feed(here) -> str:
    return f"/calendar/feed/{calendar_feeds.make(by=here.reader.actor)}.ics"


def test_the_address_is_shown_once_and_answers_without_anybody_signing_in(here):
    planned(here, "Reading", words="Nothing of this leaves.")
    client = browser(here.reader)
    page = send(client, open_page(client, "/calendar/feed/").form("/calendar/feed/"), 200)
    (address,) = [word for word in page.text.split() if word.endswith(".ics")]
    assert address not in open_page(client, "/calendar/feed/").html
    answer = browser().get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Set-Cookie" not in answer
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Reading of case files: Reading"
    for word in (b"Nothing of this", b"Six files", b"Police", b"Morag"):
        assert word not in answer.content


def test_what_has_not_changed_is_not_sent_again(here):
    planned(here, "Reading")
    address = feed(here)
    first = browser().get(address)
    again = browser().get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    planned(here, "Another")
    assert browser().get(address, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_the_same_thing_keeps_its_uid_when_it_is_changed(here):
    row = planned(here, "Reading")
    address = feed(here)

    def event():
        return icalendar.Calendar.from_ical(browser().get(address).content).walk("VEVENT")[0]

    before = event()
    at = f"/calendar/{row.id}/"
    client = browser(here.lead)
    send(client, open_page(client, at).form(at), title="Renamed")
    after = event()
    assert before["UID"] == after["UID"]
    assert (int(before["SEQUENCE"]), int(after["SEQUENCE"])) == (0, 1)


def test_a_meeting_that_was_moved_is_a_newer_one_of_the_same_uid_and_one_taken_away_is_gone(here, clock):
    typed: dict[str, Any] = {"unit_id": here.unit.id, "by": here.lead.actor}
    row = meetings.add(said=Said("Committee", dt.date(2026, 5, 5)), **typed)
    address = feed(here)

    def events():
        return icalendar.Calendar.from_ical(browser().get(address).content).walk("VEVENT")

    (before,) = events()
    clock.forward(hours=1)
    moved = Said("Committee", dt.date(2026, 5, 6))
    meetings.change(meeting_id=row.id, said=moved, base=said_mark(Said("Committee", row.on)), **typed)
    (after,) = events()
    assert before["UID"] == after["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert after["DTSTART"].dt == dt.date(2026, 5, 6)
    meetings.take_away(meeting_id=row.id, **typed)
    assert events() == []


def test_a_joint_broad_view_stands_there_by_its_day_and_not_by_its_period(here):
    world_joint.joint(here)
    events = icalendar.Calendar.from_ical(browser().get(feed(here)).content).walk("VEVENT")
    assert [str(one["SUMMARY"]) for one in events] == ["Due: Joint broad view 2026"]
    assert events[0]["DTSTART"].dt == timezone.localdate() + dt.timedelta(days=30)


@pytest.mark.parametrize("secret", ["wrong", "x" * 43, "x" * 5000, "%00", "a b", "é"])
def test_a_wrong_address_is_no_address(here, secret):
    assert browser().get(f"/calendar/feed/{secret}.ics").status_code == 404


def test_a_calendar_that_asks_without_end_is_asked_to_wait(here, monkeypatch):
    monkeypatch.setattr(feed_page, "OFTEN", 2)
    address = feed(here)
    answers = [browser().get(address).status_code for _time in range(3)]
    assert answers == [200, 200, 429]


def test_nobody_changes_by_its_id_what_is_not_theirs(here):
    row = planned(here, "Reading")
    for path in (f"/calendar/{row.id}/", f"/calendar/{row.id}/remove/", f"/calendar/{new_id()}/"):
        assert browser(here.stranger).post(path, TYPED).status_code == 404
