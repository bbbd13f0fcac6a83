"""Judging together at the browser's door: live pages, one device for several people, and nothing that is lost."""

from __future__ import annotations

import html
import re
import time
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from speir.evaluations.actions.moderation import letters, people, sitting
from speir.evaluations.models import Evaluator, HiddenView, Moderation
from speir.evaluations.rules.saving import mark
from speir.notices.models import Notice
from speir.organisations.models import Membership
from tests import world, world_joint
from tests import world_moderation as together
from tests.web.browsing import HTMX, browser, open_page, send


@pytest.fixture
def meeting(cast):
    """A meeting that the evaluator has joined, with 1.1 open."""
    made = together.meeting(world.begun(cast), cast.lead)
    together.joined(made, cast.evaluator)
    together.opened(made, cast.lead)
    return made


def room(meeting: Moderation, below: str = "") -> str:
    return f"/moderation/{meeting.id}/{below}"


def round_path(meeting: Moderation, below: str = "") -> str:
    return room(meeting, f"{together.round_of(meeting).id}/{below}")


def question(client, path: str) -> str:
    """What the page asks by itself."""
    found = re.search(r'hx-get="([^"]+)"', client.get(path).content.decode())
    assert found is not None
    return html.unescape(found[1])


def test_a_page_that_waits_is_answered_with_nothing_by_one_query_of_its_own(
    cast, meeting, django_assert_num_queries
):
    client = browser(cast.evaluator)
    asks = question(client, room(meeting))
    # the session, the person, their grants: what every address asks; and one more
    with django_assert_num_queries(4):
        answer = client.get(asks, **HTMX)
    assert (answer.status_code, answer.content) == (204, b"")


def test_a_page_that_waits_brings_what_was_revealed_as_soon_as_it_was(cast, meeting):
    client, row = browser(cast.evaluator), together.round_of(meeting)
    together.judged(row, cast.evaluator, "weak", "Nobody came.")
    asks = question(client, room(meeting))
    together.revealed(row, cast.lead)
    assert "Nobody came." in client.get(asks, **HTMX).content.decode()


def test_who_is_typing_is_told_that_the_meeting_went_on_and_keeps_what_they_typed(cast, meeting):
    client = browser(cast.evaluator)
    asks = question(client, room(meeting))
    together.opened(meeting, cast.lead, "1.3")
    answer = client.get(f"{asks}&form=1", **HTMX)
    assert "What you typed is still here." in answer.content.decode()
    assert answer["HX-Retarget"] == "#moved"


def test_the_screen_learns_who_has_judged(cast, meeting, django_assert_num_queries):
    client = browser(cast.lead)
    asks = question(client, room(meeting, "lead/"))
    with django_assert_num_queries(5):
        assert client.get(asks, **HTMX).status_code == 204
    together.judged(together.round_of(meeting), cast.evaluator, "weak")
    page = client.get(asks, **HTMX).content.decode()
    assert "1 of 1 have judged" in page
    asks = question(client, room(meeting, "lead/"))
    together.judged(together.round_of(meeting), cast.evaluator, "good")
    assert client.get(asks, **HTMX).status_code == 204  # that they judged anew tells nobody anything


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(cast, meeting, monkeypatch):
    client, now = browser(cast.evaluator), time.time()
    asks = question(client, room(meeting))
    for minutes in range(10, 61, 10):
        monkeypatch.setattr(time, "time", lambda minutes=minutes: now + minutes * 60 - 5)
        answer = client.get(asks, **HTMX)
        assert answer.status_code == 204
        assert settings.SEEN_COOKIE_NAME not in answer.cookies
    monkeypatch.setattr(time, "time", lambda: now + settings.IDLE_SECONDS + 5)
    assert client.get(asks, **HTMX).status_code == 401


def test_what_was_typed_while_somebody_was_signed_out_is_kept_on_the_page(cast, meeting):
    client = browser(cast.evaluator)
    page = open_page(client, room(meeting))
    client.logout()
    typed = page.form(round_path(meeting)).filled(choice="weak", why="Nobody came.")
    answer = client.post(round_path(meeting), typed)
    assert answer.status_code == 401
    assert "Nobody came." in answer.content.decode()
    assert not HiddenView.objects.exists()


def test_the_short_address_is_read_as_it_is_typed_and_is_nothing_to_others(cast, meeting):
    client = browser(cast.evaluator)
    for code in (meeting.id[:5], meeting.id[:5].upper(), meeting.id):
        assert client.get(f"/m/{code}/")["Location"] == room(meeting)
    assert browser(cast.stranger).get(f"/m/{meeting.id[:5]}/").status_code == 404
    assert client.get("/m/zz/").status_code == 404
    assert client.get("/m/%00/").status_code == 404


def test_one_device_goes_from_hand_to_hand_and_shows_nothing_again(cast, meeting):
    client = browser(cast.lead)
    page = open_page(client, room(meeting, "people/"))
    send(client, page.form("/people/"), name="Fergus Baird")
    who = Evaluator.objects.get(name="Fergus Baird")
    # Somebody else from the same page, after Back, is asked about and then somebody else.
    again = send(client, page.form("/people/"), 422, name="Una Weir")
    send(client, again.form("/people/"))
    assert Evaluator.objects.filter(name="Una Weir").count() == 1
    hand = round_path(meeting, f"for/{who.id}/")
    page = open_page(client, hand)
    # Nor does Back: a browser would show the form as it was left.
    assert page.response["Cache-Control"] == "no-store"
    assert "data-forget" in page.html
    send(client, page.form(hand), choice="weak", why="Nobody knocked.")
    after = open_page(client, room(meeting, "people/"))
    assert "hx-get" not in after.html  # it asks for nothing by itself
    assert "What Fergus Baird judged is hidden. Hand the device on." in after.text
    for path in (hand, room(meeting, "people/"), room(meeting, "lead/"), round_path(meeting)):
        assert "Nobody knocked." not in open_page(client, path).html
    assert HiddenView.objects.get().evaluator == who


def test_a_form_with_mistakes_keeps_all_that_was_typed(cast, meeting):
    client = browser(cast.evaluator)
    long = "Tha sinn ag èisteachd 👍 " * 450
    page = send(
        client,
        open_page(client, room(meeting)).form(round_path(meeting)),
        422,
        sure="some_doubt",
        why=long,
    )
    assert "Choose a level, or Not evaluated." in page.text
    assert "Shorten it to 1,000; nothing is cut off." in page.text
    assert page.form(round_path(meeting)).fields["why"] == [long]
    answer = client.post(round_path(meeting), {"choice": "good", "why": "A\x00B"})
    assert answer.status_code == 422
    assert not HiddenView.objects.exists()


def test_a_form_that_is_sent_twice_does_its_work_once(cast):
    client, view = browser(cast.lead), world.begun(cast)
    page = open_page(client, f"/moderation/of/{view.id}/begin/?indicator=1.1")
    form = page.form("/begin/")
    for _turn in range(2):
        send(client, form, how="meeting")
    assert Moderation.objects.count() == 1
    made = Moderation.objects.get()
    listed = open_page(client, room(made, "people/")).form("/people/")
    for _turn in range(2):
        send(client, listed, name="Ailsa")
    assert Evaluator.objects.count() == 1


def test_an_agreement_on_what_somebody_changed_shows_both_and_keeps_what_was_typed(cast, meeting):
    client, row, view = browser(cast.lead), together.round_of(meeting), meeting.evaluation
    together.judged(row, cast.evaluator, "weak")
    together.revealed(row, cast.lead)
    path = round_path(meeting, "agree/")
    form = open_page(client, path).form("/agree/")
    world.write(view, "1.1", cast.evaluator, choice="excellent")
    page = send(client, form, 409, agreed="yes", choice="good", reason="We heard it twice.")
    assert "Isla Reid has changed this judgement" in page.text
    assert "Excellent" in page.text
    assert page.form("/agree/").fields["reason"] == ["We heard it twice."]
    send(client, page.form("/agree/"), agreed="yes", choice="good", reason="We heard it twice.")
    assert world.row(view, "1.1").level.key == "good"


def test_the_reveal_asks_first_and_then_does_it(cast, meeting):
    client = browser(cast.lead)
    together.named(meeting, cast.lead, "Ailsa")
    together.judged(together.round_of(meeting), cast.evaluator, "weak")
    page = send(client, open_page(client, room(meeting, "lead/")).form("/reveal/"), 409)
    assert "Ailsa" in page.text
    client.post(round_path(meeting, "reveal/"), {"anyway": "1"})
    assert together.round_of(meeting).revealed_at


def test_the_widest_gap_stands_first_where_a_joint_one_is_chosen(db):
    committee = world_joint.committee()
    joint = world_joint.complete(committee)
    page = open_page(browser(committee.lead), f"/moderation/of/{joint.evaluation_id}/begin/")
    assert "(from very good to weak)" in page.text
    assert page.text.index("1.1 ") < page.text.index("1.3 ")


def with_address(somebody: world.Somebody) -> None:
    somebody.person.email, somebody.person.email_proven_at = "isla@example.scot", timezone.now()
    somebody.person.save()


def test_by_post_people_get_one_letter_and_one_reminder_that_hold_nothing_that_was_written(
    cast, settings, django_capture_on_commit_callbacks
):
    settings.MAIL = True
    settings.PUBLIC_URL = "https://speir.example"
    with_address(cast.evaluator)
    sent = together.by_post(world.begun(cast, "A title that stays here"), cast.lead, days=7)
    asked = [cast.evaluator.person.id]
    for _turn in range(2):
        people.ask(moderation_id=sent.id, people=asked, by=cast.lead.actor)
    place = Evaluator.objects.get()
    letter = letters.asked(place.id, "isla@example.scot")
    assert letter is not None
    said = f"{letter.subject} {letter.text}"
    assert f"https://speir.example/m/{sent.id[:5]}/" in said
    assert "A title" not in said
    assert letters.remind() == 0  # not yet
    Moderation.objects.update(until=timezone.localdate())
    assert letters.remind() == 1
    assert letters.remind() == 1
    assert sorted(Notice.objects.values_list("kind", flat=True)) == [
        "evaluations.asked",
        "evaluations.reminded",
    ]
    for number in ("1.1", "1.3"):
        together.judged(together.round_of(sent, number), cast.evaluator, "good")
    assert letters.remind() == 0
    assert letters.reminded(place.id, "isla@example.scot") is None
    assert not mail.outbox


def test_the_mark_of_a_form_is_of_what_stands_there(cast, meeting):
    together.judged(together.round_of(meeting), cast.evaluator, "weak")
    together.revealed(together.round_of(meeting), cast.lead)
    page = open_page(browser(cast.lead), round_path(meeting, "agree/"))
    assert page.form("/agree/").fields["base"] == [mark("")]


def test_what_a_page_asks_by_itself_may_name_anything_and_breaks_nothing(cast, meeting):
    client = browser(cast.lead)
    asks = question(client, room(meeting, "lead/"))
    assert "round=" in asks
    for round_id in ("\0", "0" * 16, "x" * 5000):
        named = re.sub("round=[^&]*", f"round={quote(round_id)}", asks)
        assert client.get(named, **HTMX).status_code in (200, 204)


def test_who_leads_reads_how_many_have_judged_each_indicator_by_post_and_never_what(cast):
    sent = together.by_post(world.begun(cast), cast.lead)
    together.joined(sent, cast.lead, cast.evaluator)
    for choice in ("weak", "good"):  # changed: still one of two
        together.judged(together.round_of(sent), cast.evaluator, choice)
    page = open_page(browser(cast.lead), room(sent, "lead/"))
    assert page.text.count("One of two has judged") == 2  # in the list, and where it is ended
    assert "Nobody has judged yet" in page.text
    assert "level--" not in page.html


def test_no_letter_goes_to_somebody_who_has_left_since_they_were_asked(cast, settings):
    settings.MAIL = True
    settings.PUBLIC_URL = "https://speir.example"
    with_address(cast.evaluator)
    sent = together.by_post(world.begun(cast), cast.lead)
    people.ask(moderation_id=sent.id, people=[cast.evaluator.person.id], by=cast.lead.actor)
    place = Evaluator.objects.get(moderation=sent)
    assert letters.asked(place.id, "isla@example.scot")
    Membership.objects.filter(person=cast.evaluator.person).update(ended_at=timezone.now())
    assert letters.asked(place.id, "isla@example.scot") is None
    assert letters.reminded(place.id, "isla@example.scot") is None


def test_how_alike_people_judged_stands_closed_with_what_it_says_and_what_it_does_not(cast):
    made = together.judged_by_two(world.begun(cast), cast)
    path = f"/moderation/of/{made.evaluation_id}/"
    assert "alpha" not in open_page(browser(cast.lead), path).text
    sitting.end(moderation_id=made.id, by=cast.lead.actor)
    client = browser(cast.reader)
    with CaptureQueriesContext(connection) as asked:
        page = open_page(client, path)
    assert len(asked) <= 12
    assert (
        "Krippendorff’s alpha (ordinal): 0.81 , from 10 indicators that at least two people judged"
        in page.text
    )
    assert "It does not say who was right" in page.text
    assert '<details class="check alike">' in page.html
    for name in (cast.lead.person.name, cast.evaluator.person.name):
        panel = page.html[page.html.index("<details") : page.html.index("</details>")]
        assert name not in panel
