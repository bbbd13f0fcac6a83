"""Meetings through the door: their form, what changed, a meeting at its actions, and the agenda."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speir.core.text import day
from speir.improvement.actions import doing
from speir.improvement.models import Action, Meeting, Progress
from speir.trail.models import Entry
from tests import world, world_improvement, world_meeting
from tests.kept import kept
from tests.web.browsing import browser, open_page, send

pytestmark = pytest.mark.django_db
MOST = 12


def made():
    cast = world.cast()
    return cast, world_meeting.busy(cast.team, cast.lead, cast.evaluator)


once = kept(made)


@pytest.fixture
def both(once):
    """Who is there and what they meet about, copied together: each is who the other names."""
    return deepcopy(once)


@pytest.fixture
def cast(both):
    return both[0]


@pytest.fixture
def lead(cast):
    return browser(cast.lead)


@pytest.fixture
def busy(both):
    return both[1]


@pytest.fixture
def at(cast):
    return f"/improvement/{cast.team.id}"


@pytest.fixture
def now(at, busy):
    return f"{at}/meetings/{busy.now.id}/now/"


# Meetings


def test_two_who_change_it_at_once_see_both(cast, lead, at, busy):
    where = f"{at}/meetings/{busy.now.id}/change/"
    older = open_page(lead, where).form("/change/")
    send(lead, older, name="Theirs")
    page = send(lead, older, 409, name="Mine")
    assert "Theirs, " in page.text
    assert page.values("name") == ["Mine"]
    send(lead, page.form("/change/"))
    assert Meeting.objects.get(pk=busy.now.pk).name == "Mine"


def test_one_is_taken_away_and_put_back(cast, lead, at, busy):
    page = open_page(lead, f"{at}/meetings/{busy.now.id}/")
    send(lead, page.form("/remove/"))
    page = open_page(lead, f"{at}/meetings/")
    assert "Taken out" in page.text
    send(lead, page.form("/remove/"), back="1")
    assert Meeting.objects.get(pk=busy.now.pk).removed_at is None
    assert "Add a meeting" not in open_page(browser(cast.reader), f"{at}/meetings/").text


# What changed


def test_what_changed_is_said_in_sentences_under_each_priority(cast, lead, at, busy):
    page = open_page(browser(cast.reader), f"{at}/changed/")
    assert f"What changed since {day(busy.before.on)}" in page.text
    assert (
        "“Open the shared calendar” was added as an action and is now stuck: The licence is not paid."
        in page.text
    )
    assert "This priority was agreed." in page.text
    page = open_page(lead, f"{at}/changed/", data={"since": day(world_meeting.today(-35))})
    assert "“Ring the school the same day” has been overdue since this day." in page.text
    page = open_page(lead, f"{at}/changed/", data={"since": "1 January 2099"})
    assert "Nothing changed since then" in page.text


@pytest.mark.parametrize("since", ["", "soon", "a\x00b", "x" * 5000, "0001-01-01", "9999-12-31"])
def test_no_day_breaks_the_page(cast, lead, at, busy, since):
    assert lead.get(f"{at}/changed/", {"since": since}).status_code in (200, 422)


# A meeting at its actions


def test_it_goes_on_to_the_next_with_a_way_back_to_what_was_said(cast, lead, at, busy, now):
    page = open_page(lead, now)
    assert "1 of 5" in page.text
    assert "4 weeks overdue" in page.text
    sent = send(lead, page.form("/now/"), state="stuck", text="Their number changed.")
    assert sent.response.url == f"{now}?at={busy.stuck.id}&said={busy.overdue.id}"
    row = Progress.objects.get(action=busy.overdue, state="stuck")
    assert (row.text, row.through, row.by) == ("Their number changed.", "meeting", cast.lead.person.id)
    page = open_page(lead, sent.response.url)
    assert "Said: Ring the school the same day – stuck. Back to it" in page.text
    assert "2 of 5" in page.text
    back = open_page(lead, f"{now}?at={busy.overdue.id}")
    assert "1 of 5" in back.text
    send(lead, back.form("/now/"), state="under_way", text="They found it.")
    busy.overdue.refresh_from_db()
    assert busy.overdue.state == "under_way"


def test_what_was_said_just_now_is_taken_back_and_stays_struck_out(cast, lead, busy, now):
    was = (busy.overdue.state, busy.overdue.said)
    page = open_page(
        lead, send(lead, open_page(lead, now).form("/now/"), state="stuck", text="No.").response.url
    )
    (take,) = [one for one in page.forms if dict(one.buttons).get("take_back")]
    back = send(lead, take, take_back=dict(take.buttons)["take_back"])
    assert back.response.url == f"{now}?at={busy.overdue.id}"
    page = open_page(lead, back.response.url)
    assert "Taken back." in page.text
    busy.overdue.refresh_from_db()
    assert (busy.overdue.state, busy.overdue.said) == was
    # A sentence alone, too; in the list of the meeting it is struck out, and nothing else is said of it.
    said = send(lead, page.form("/now/"), state=was[0], text="Two schools ring.")
    take = next(one for one in open_page(lead, said.response.url).forms if dict(one.buttons).get("take_back"))
    for _ in range(2):
        send(lead, take, take_back=dict(take.buttons)["take_back"])
    busy.overdue.refresh_from_db()
    assert (busy.overdue.state, busy.overdue.said) == was
    body = lead.get(now.removesuffix("now/")).content.decode()
    assert [body.count(f"<s>{said}</s>") for said in ("Two schools ring.", "No.")] == [1, 1]
    assert "<s>Two schools ring.</s>" in lead.get(f"/improvement/actions/{busy.overdue.id}/").content.decode()


def test_sent_twice_it_is_said_once(cast, lead, busy, now):
    form = open_page(lead, now).form("/now/")
    for _ in range(2):
        send(lead, form, state="stuck", text="Their number changed.")
    assert Progress.objects.filter(action=busy.overdue, state="stuck").count() == 1


def test_stuck_without_a_sentence_is_asked_for_one(cast, lead, busy, now):
    page = send(lead, open_page(lead, now).form("/now/"), 422, state="stuck", text="")
    assert "Write in a sentence what it is stuck on." in page.text
    page = send(lead, open_page(lead, now).form("/now/"), 422, state="best", text="a\x00b")
    assert Progress.objects.filter(through="meeting").count() == 0


def test_somebody_who_said_something_newer_is_shown_beside_what_was_typed(cast, lead, busy, now):
    form = open_page(lead, now).form("/now/")
    doing.tell(action_id=busy.overdue.id, state="done", text="All are rung.", by=cast.evaluator.actor)
    page = send(lead, form, 409, state="stuck", text="Their number changed.")
    assert "Now it is done. All are rung." in page.text
    assert page.values("text") == ["Their number changed."]


def test_a_form_that_is_open_stays_with_its_action_when_the_order_changes(cast, lead, busy, now):
    form = open_page(lead, now).form("/now/")
    assert f"at={busy.overdue.id}" in form.action
    Action.objects.filter(pk=busy.rest.pk).update(due=world_meeting.today(-90))
    send(lead, form, state="stuck", text="Their number changed.")
    busy.overdue.refresh_from_db()
    assert busy.overdue.state == "stuck"


def test_who_only_reads_reads_along(cast, busy, now):
    page = open_page(browser(cast.reader), now)
    assert "You can read along." in page.text
    assert "Say it and go on" not in page.text
    assert browser(cast.reader).post(now, {"state": "stuck", "text": "x"}).status_code == 403


def test_what_is_proposed_is_agreed_in_the_meeting_once_it_is_complete(cast, lead, busy, now):
    whole = world_improvement.action(busy.priority, cast.lead, title="Whole")
    bare = world_improvement.action(busy.priority, cast.lead, title="Bare", due=None, target="")
    send(lead, open_page(lead, f"{now}?at={whole.id}").form("/now/"), state="agreed")
    whole.refresh_from_db()
    assert whole.state == "agreed"
    page = send(lead, open_page(lead, f"{now}?at={bare.id}").form("/now/"), 422, state="agreed")
    assert "Put in the day by which it is to be done." in page.text


def test_at_the_end_it_says_what_was_said(cast, lead, busy, now):
    world_meeting.told(busy.rest, cast.lead, "stuck", "Nobody writes.")
    page = open_page(lead, f"{now}?at=end")
    assert "You have been through all of them" in page.text
    assert "Nobody writes." in page.text
    assert f"You meet again on {day(busy.after.on)}." in page.text
    assert lead.post(f"{now}?at=end", {"state": "done"}).status_code == 404
    assert "Nobody writes." in open_page(lead, now.removesuffix("now/")).text


@pytest.mark.parametrize("at_", ["x" * 16, "a\x00b", "0" * 16, "x" * 5000])
def test_an_action_that_is_none_of_them_is_not_found(cast, lead, busy, now, at_):
    assert lead.get(now, {"at": at_}).status_code == 404
    assert lead.get(now, {"said": at_}).status_code == 200


# The agenda


def test_the_agenda_stands_on_a_page_as_on_paper(cast, at, busy):
    page = open_page(browser(cast.reader), f"{at}/meetings/{busy.now.id}/agenda/")
    assert "2. What needs a decision" in page.text
    assert "4 weeks overdue, under way" in page.text
    assert "Decision asked" in page.text
    assert "Its actions: one stuck, three under way and one agreed." in page.text


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_it_leaves_as_a_file_with_a_name_and_the_trail_says_so(cast, at, busy, kind):
    answer = browser(cast.reader).get(f"{at}/meetings/{busy.now.id}/agenda.{kind}")
    assert answer.content.startswith(b"PK" if kind == "docx" else b"%PDF")
    name = f'filename="agenda-{busy.now.on.isoformat()}-committee.{kind}"'
    assert name in answer["Content-Disposition"]
    entry = Entry.objects.get(verb="downloaded", about="meeting")
    assert (entry.about_id, entry.detail) == (busy.now.id, f"agenda, {kind}")


# How many queries


PAGES = ("meetings/", "meetings/{m}/", "changed/", "meetings/{m}/now/", "meetings/{m}/agenda/")


def test_a_page_asks_the_database_a_fixed_number_of_times(cast, lead, at, busy):
    def cost(page: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert lead.get(f"{at}/{page.format(m=busy.now.id)}").status_code == 200
        return len(asked)

    for page in PAGES:
        cost(page)
    before = {page: cost(page) for page in PAGES}
    for number in range(4):
        other = world_improvement.priority(cast.team, cast.lead, title=f"Another {number}", agreed=True)
        for state in ("stuck", "under_way", "done"):
            world_improvement.action(other, cast.lead, state=state, due=world_meeting.today(-3))
        world_meeting.meeting(cast.team, cast.lead, on=world_meeting.today(-3 - number))
    assert {page: cost(page) for page in PAGES} == before
    assert {page: asked for page, asked in before.items() if asked > MOST} == {}
