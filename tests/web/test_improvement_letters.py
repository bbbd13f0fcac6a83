"""The page behind an address in a reminder, the choice of letters, and the days in people's calendars."""

from __future__ import annotations

import logging
from typing import Any

import icalendar
import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client

from speir.config.logs import WithoutSecrets
from speir.core.ids import new_secret
from speir.evaluations.actions import calendar_feeds
from speir.improvement.actions import doing, letters, links
from speir.improvement.models import Action, Letters, ProgressLink
from speir.improvement.policy import letters as may_stop
from speir.trail.models import Entry
from speir.web.improvement import progress as page_behind
from tests import world_improvement
from tests.web.browsing import Page, browser, open_page, send
from tests.web.test_mentions import pressed
from tests.world import Cast

pytestmark = pytest.mark.django_db
NAMED = "Callum Fraser told his teacher."
OVER = "This address opens nothing any more"


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def row(cast: Cast) -> Action:
    """An action that the evaluator leads, agreed, with words in every corner."""
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
    return world_improvement.action(
        priority, cast.lead, lead=cast.evaluator.person.id, state="agreed", resources="Two mornings"
    )


@pytest.fixture
def at(row: Action) -> str:
    return f"/progress/{links.make(action_id=row.id, person_id=row.lead_id or '')}/"


def strict() -> Client:
    """Somebody's phone: not signed in, and its forms need their token."""
    return browser(enforce_csrf_checks=True)


def test_the_page_shows_the_day_and_the_unit_and_none_of_the_words(row, at, cast):
    page = open_page(strict(), at)
    assert f"An action that you lead for {cast.team.name}, due by" in page.text
    assert "So far it is agreed ." in page.text
    for word in (
        row.title,
        row.target,
        row.shows,
        row.resources,
        row.priority.title,
        row.priority_id,
    ):
        assert word not in page.html
    assert cast.evaluator.name not in page.html
    assert f'href="/improvement/actions/{row.id}/"' in page.html  # which asks who they are
    assert "no-store" in page.response["Cache-Control"]


def test_whoever_has_it_says_how_far_it_has_come_and_is_thanked_once(row, at, cast):
    phone = strict()
    form = open_page(phone, at).form(at)
    sent: Any = {"state": "stuck", "text": "Nobody is free."}
    for _time in range(2):  # pressed twice
        page = send(phone, form, 200, **sent)
        assert "Thank you" in page.text
        assert "Stuck Nobody is free." in page.text
    row.refresh_from_db()
    assert (row.state, row.said) == ("stuck", "Nobody is free.")
    assert row.progress.filter(through="link").count() == 1
    entry = Entry.objects.filter(verb="told of").latest("at")
    assert entry.person_name == cast.evaluator.name
    assert OVER in open_page(strict(), at, 410).text
    page = send(phone, form, 410, state="done", text="No, done.")
    assert OVER in page.text
    assert "What you wrote is not saved." in page.text
    assert "No, done." in page.text


def test_opening_it_changes_nothing_whoever_opens_it(row, at, cast):
    before = list(ProgressLink.objects.values()), list(Action.objects.values()), Entry.objects.count()
    for client in (strict(), browser(cast.evaluator), browser(cast.stranger)):
        assert client.get(at).status_code == client.head(at).status_code == 200
        assert client.get(at + "?state=done&text=x").status_code == 200
    for method in ("put", "patch", "delete", "options"):
        assert getattr(browser(), method)(at).status_code == 405
    after = list(ProgressLink.objects.values()), list(Action.objects.values())
    assert after == before[:2]
    assert Entry.objects.exclude(verb="read").count() == before[2]


def test_a_form_without_its_token_is_not_taken(row, at):
    phone = strict()
    form = open_page(phone, at).form(at)
    form.fields.pop("csrfmiddlewaretoken")
    send(phone, form, 403, state="done")
    row.refresh_from_db()
    assert row.state == "agreed"


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(row, at):
    phone = strict()
    form = open_page(phone, at).form(at)
    page = send(phone, form, 422, text="Nobody is free.")
    assert "Choose how far it has come." in page.text
    page = send(phone, page.form(at), 422, state="stuck", text="")
    assert "Write in a sentence what it is stuck on." in page.text
    page = send(phone, page.form(at), 422, state="stuck", text="x" * 10_000)
    assert "10,000 characters long" in page.text
    assert page.form(at).fields["text"] == ["x" * 10_000]
    page = send(phone, page.form(at), 422, state="stuck", text="A\x00B")
    assert "Null characters are not allowed." in page.text
    send(phone, page.form(at), 200, state="stuck", text="A\u202eB \ufffe")
    row.refresh_from_db()
    assert (row.state, row.said) == ("stuck", "AB")


def test_a_name_is_asked_about_here_too(row, at):
    phone = strict()
    page = send(phone, open_page(phone, at).form(at), 422, state="under_way", text=NAMED)
    assert "<mark>Callum Fraser</mark>" in page.html
    assert "Callum" not in str(list(Action.objects.values()))
    mend: Any = {"mend_text": pressed(page, at, "mend_text", "[a child]")}
    assert "Thank you" in send(phone, page.form(at), 200, **mend).text
    row.refresh_from_db()
    assert row.said == "[a child] told his teacher."


def test_a_name_that_may_stay_is_kept_with_the_reason(row, at, cast):
    phone = strict()
    page = send(phone, open_page(phone, at).form(at), 422, state="under_way", text=NAMED)
    send(phone, page.form(at), 200, keep_text="known")
    row.refresh_from_db()
    assert row.said == NAMED
    entry = Entry.objects.get(verb="kept a mention in")
    assert (entry.person_name, "Callum" in entry.detail) == (cast.evaluator.name, False)


def test_something_newer_is_shown_and_what_was_typed_can_be_sent_again(row, at, cast):
    phone = strict()
    form = open_page(phone, at).form(at)
    doing.tell(action_id=row.id, state="under_way", text="Begun.", by=cast.lead.actor)
    page = send(phone, form, 409, state="stuck", text="Nobody is free.")
    assert "Somebody said something newer meanwhile." in page.text
    assert "So far it is under way ." in page.text
    assert "Begun." not in page.text
    send(phone, page.form(at), 200)
    row.refresh_from_db()
    assert row.said == "Nobody is free."


def test_whatever_it_is_no_good_for_it_says_the_same(row, at, cast):
    doing.tell(action_id=row.id, state="done", text="", by=cast.lead.actor)
    never = f"/progress/{new_secret()}/"
    answers = [strict().get(one) for one in (at, never, "/progress/wrong/", f"/progress/{'x' * 500}/")]
    answers += [strict().get("/progress/%00/"), strict().get("/progress/a%20b/")]
    assert {one.status_code for one in answers} == {410}
    assert len({one.content for one in answers}) == 1
    assert OVER in Page(answers[0]).text


def test_who_tries_without_end_is_asked_to_wait(at, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"progress": "3/5m/key,5/5m/ip"}
    assert [browser().post(at).status_code for _time in range(4)] == [422, 422, 422, 429]
    guesses = [browser().post(f"/progress/{new_secret()}/").status_code for _time in range(3)]
    assert guesses == [410, 410, 429]
    assert browser().get(at).status_code == 200


def test_without_a_database_it_says_so(at, monkeypatch):
    def away(secret: str) -> None:
        raise OperationalError

    monkeypatch.setattr(page_behind, "opened", away)
    assert strict().get(at).status_code == 503


def test_no_line_of_a_log_holds_the_secret(at):
    secret = at.split("/")[2]
    for said in (f"Not Found: {at}", f'"GET {at} HTTP/1.1" 200', f"Forbidden (CSRF): {at}?a=1"):
        record = logging.LogRecord("x", logging.WARNING, "", 0, said, None, None)
        line = WithoutSecrets().format(record)
        assert secret not in line


def test_somebody_chooses_how_often_speir_writes(cast, settings):
    settings.MAIL = True
    client = browser(cast.evaluator)
    assert "/improvement/letters/" in open_page(client, "/account/").html
    page = open_page(client, "/improvement/letters/")
    assert "You have no e-mail address here" in page.text
    form = page.form("/letters/")
    assert (form.fields["every"], form.fields["reminders"]) == (["week"], ["yes"])
    send(client, form, every="never", reminders="no")
    again = open_page(client, "/improvement/letters/").form("/letters/")
    assert (again.fields["every"], again.fields["reminders"]) == (["never"], ["no"])
    page = send(client, form, 422, every=None)
    assert "Choose how often Speir writes to you." in page.text
    assert Letters.objects.count() == 1


@pytest.fixture
def off(row: Action, cast: Cast) -> str:
    return f"/letters/off/{may_stop.token(row.lead_id or '', may_stop.REMINDERS)}/"


def test_a_mail_program_turns_reminders_off_with_one_post_and_they_come_again_there(row, off, cast):
    phone = strict()
    page = open_page(phone, off)
    assert phone.head(off).status_code == 200
    assert "Turn reminders off?" in page.text
    for word in (cast.evaluator.name, row.title, row.id, cast.evaluator.person.id, cast.team.name):
        assert word not in page.html.replace(off, "")
    assert not Letters.objects.exists()  # opened, it changes nothing
    for _twice in range(2):
        answer = strict().post(off, {"List-Unsubscribe": "One-Click"})  # no cookie, no form token
        assert answer.status_code == 200
    assert "No more reminders" in Page(answer).text
    assert not Letters.objects.get().reminders
    entry = Entry.objects.get(verb="turned off letters of")
    assert (entry.person_name, entry.detail) == (cast.evaluator.name, "reminders")
    shown = open_page(browser(cast.evaluator), "/improvement/letters/")
    assert "Reminders were turned off on" in shown.text
    assert shown.form("/letters/").fields["reminders"] == ["no"]
    page = open_page(phone, off)
    page = send(phone, page.form(off), 200, on="yes")
    assert "Reminders come again" in page.text
    assert Letters.objects.get().reminders
    assert "were turned off" not in open_page(browser(cast.evaluator), "/improvement/letters/").text


def test_the_daily_letter_turned_off_is_offered_again_as_it_was(row, cast):
    letters.choose(every="day", reminders=True, by=cast.evaluator.actor)
    at = f"/letters/off/{may_stop.token(cast.evaluator.person.id, may_stop.DIGESTS)}/"
    phone = strict()
    press: Any = {"List-Unsubscribe": "One-Click"}
    page = send(phone, open_page(phone, at).form(at), 200, **press)
    assert (Letters.objects.get().every, Letters.objects.get().reminders) == ("never", True)
    assert [of["value"] for tag, of in page.tags if tag == "button" and of.get("name") == "on"] == ["day"]
    send(phone, page.form(at), 422, on="hour")
    send(phone, page.form(at), 200, on="day")
    assert Letters.objects.get().every == "day"


def test_an_address_that_was_not_made_here_turns_nothing_off(row, off, cast, settings):
    wrong = [off[:-2] + "/", "/letters/off/x/", f"/letters/off/{'x' * 900}/", "/letters/off/%00/"]
    answers = [getattr(strict(), how)(at) for at in wrong for how in ("get", "post")]
    assert {one.status_code for one in answers} == {410}
    assert {one.content.partition(b"<main")[2] for one in answers} == {
        answers[0].content.partition(b"<main")[2]
    }
    cast.evaluator.person.is_active = False
    cast.evaluator.person.save()
    assert strict().post(off).status_code == 410
    assert not Letters.objects.exists()
    line = WithoutSecrets().format(
        logging.LogRecord("x", logging.WARNING, "", 0, f"GET {off} 200", None, None)
    )
    assert "[hidden]" in line


@pytest.mark.parametrize(
    ("email", "proven", "leaves", "says"),
    [
        ("isla@example.scot", True, True, "They go to isla@example.scot."),
        ("isla@example.scot", False, True, "You have not shown yet that your e-mail address is yours"),
        ("isla@example.scot", True, False, "No e-mail leaves this installation"),
    ],
)
def test_the_choice_says_whether_letters_come(cast, settings, email, proven, leaves, says):
    settings.MAIL = leaves
    person = cast.evaluator.person
    person.email, person.email_proven_at = email, person.joined_at if proven else None
    person.save()
    assert says in open_page(browser(cast.evaluator), "/improvement/letters/").text


def test_a_calendar_reads_the_day_of_an_action_by_its_title_and_nothing_else_of_it(row, cast):
    address = f"/calendar/feed/{calendar_feeds.make(by=cast.evaluator.actor)}.ics"
    answer = browser().get(address)
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["SUMMARY"]) == f"Action due: {row.title}"
    assert event["DTSTART"].dt == row.due
    for word in (row.target, row.shows, row.resources, cast.evaluator.name):
        assert word not in answer.content.decode()
    doing.tell(action_id=row.id, state="done", text="", by=cast.lead.actor)
    assert not icalendar.Calendar.from_ical(browser().get(address).content).walk("VEVENT")
