"""Choosing priorities through the door: the table, one candidate, deciding, and two people at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from speir.improvement.actions import candidates
from speir.improvement.models import Candidate, Finding, NothingNow, Priority
from speir.improvement.queries.nothing import nothing_now
from tests import world_choosing, world_improvement
from tests.web.browsing import HTMX, Page, browser, open_page, send
from tests.world_choosing import inspected, judged, left, line, looked, own, weighed


@pytest.fixture
def at(cast) -> str:
    return f"/improvement/{cast.team.id}/choosing/"


def test_the_table_says_what_each_rests_on_where_that_stands_and_how_it_was_weighed(cast, at):
    view = judged(cast)
    weighed(cast.team, cast.lead, harm="soon", note="Two schools said so.")
    page = open_page(browser(cast.reader), at)
    assert "Information sharing and recording" in page.text
    for said in (
        "Weak",
        "Schools hear from us too late.",
        "A child could come to harm soon",
        "31 December 2025",
    ):
        assert said in page.text
    assert f"/broad-views/{view.id}/3.2/" in page.html
    assert "Two schools said so." in page.text


def test_without_anything_the_page_says_what_to_do(cast, at):
    page = open_page(browser(cast.lead), at)
    assert "Nothing stands here yet" in page.text
    assert f"{at}new/" in page.html
    judged(cast)
    assert "Nothing fits what you asked for." in open_page(browser(cast.lead), f"{at}?show=parked").text


def test_a_cell_opens_its_answers_and_shows_what_was_chosen(cast, at):
    judged(cast)
    client = browser(cast.evaluator)
    opened = client.get(f"{at}3.2/?aid=harm", **HTMX).content.decode()
    assert "Harm is likely if it goes on" in opened
    # Buttons: with radios that save as they change, an arrow key saves the next answer whatever is wanted.
    assert '<button type="submit" name="harm" value="later"' in " ".join(opened.split())
    assert "radio" not in opened
    assert "<html" not in opened
    base = line(cast.lead, cast.team, "3.2").weighed.base
    saved = client.post(f"{at}3.2/?aid=harm", {"harm": "later", "base": base}, **HTMX)
    assert "Harm is likely if it goes on" in saved.content.decode()
    other = (
        browser(cast.lead).post(f"{at}3.2/?aid=harm", {"harm": "soon", "base": base}, **HTMX).content.decode()
    )
    assert "Somebody chose “Harm is likely if it goes on” meanwhile." in other
    assert "You chose “A child could come to harm soon”." in other
    assert line(cast.lead, cast.team, "3.2").weighed.harm == "later"
    assert (
        "Choose one of the answers."
        in client.post(f"{at}3.2/?aid=reach", {"reach": "all", "base": base}, **HTMX).content.decode()
    )
    assert browser(cast.reader).get(f"{at}3.2/?aid=harm", **HTMX).status_code == 403


def test_the_page_of_a_candidate_saves_without_script_and_shows_both_where_two_wrote(cast, at):
    judged(cast)
    mine, theirs = browser(cast.lead), browser(cast.evaluator)
    form = open_page(mine, f"{at}3.2/").form("/3.2/")
    theirs_form = open_page(theirs, f"{at}3.2/").form("/3.2/")
    assert mine.post(form.action, form.filled(harm="soon", note="Ours.")).status_code == 302
    answer = theirs.post(theirs_form.action, theirs_form.filled(reach="few", note="Theirs."))
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Ours." in shown
    assert "Theirs." in shown
    assert line(cast.lead, cast.team, "3.2").weighed.note == "Ours."
    again = Page(answer, f"{at}3.2/").form("/3.2/")
    assert theirs.post(again.action, again.filled()).status_code == 302
    assert line(cast.lead, cast.team, "3.2").weighed.note == "Theirs."


def test_choosing_leads_to_a_priority_and_pressing_twice_makes_one(cast, at):
    judged(cast)
    client = browser(cast.lead)
    form = open_page(client, f"{at}3.2/").form("/decide/")
    typed = form.filled(decision="chosen")
    first, second = client.post(form.action, typed), client.post(form.action, typed)
    priority = Priority.objects.get()
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"] == f"/improvement/priorities/{priority.id}/"
    assert priority.title == "Information sharing and recording"
    assert f"/improvement/priorities/{priority.id}/" in open_page(client, at).html


def test_parking_asks_for_a_reason_and_about_a_day_in_the_past_once(cast, at):
    judged(cast)
    client = browser(cast.lead)
    form = open_page(client, f"{at}3.2/").form("/decide/")
    bare = client.post(form.action, form.filled(decision="parked"))
    assert bare.status_code == 422
    assert "Write why it is parked." in bare.content.decode()
    asked = client.post(form.action, form.filled(decision="parked", reason="Later.", again_on="1 March 2020"))
    assert asked.status_code == 422
    assert "This day is in the past." in asked.content.decode()
    again = Page(asked, f"{at}3.2/").form("/decide/")
    assert client.post(again.action, again.filled()).status_code == 302
    page = open_page(client, at)
    assert "To be looked at again since 1 March 2020." in page.text
    undo = open_page(client, f"{at}3.2/").form("/take-back/")
    assert client.post(undo.action, undo.filled()).status_code == 302
    assert line(cast.lead, cast.team, "3.2").undecided


def test_two_who_decide_at_once_are_both_shown(cast, at):
    judged(cast)
    client = browser(cast.lead)
    form = open_page(client, f"{at}3.2/").form("/decide/")
    left(cast.team, cast.lead, reason="The new system first.")
    answer = client.post(form.action, form.filled(decision="nothing", reason="It is in hand."))
    assert answer.status_code == 409
    for words in ("The new system first.", "It is in hand."):
        assert words in answer.content.decode()
    assert line(cast.lead, cast.team, "3.2").decided.decision == "parked"


def test_who_may_weigh_and_not_decide_is_told_who_does(cast, at):
    judged(cast)
    told = "Deciding is for whoever leads here"
    assert told in open_page(browser(cast.evaluator), f"{at}3.2/").text
    assert told not in open_page(browser(cast.lead), f"{at}3.2/").text


def test_own_words_are_added_changed_taken_out_and_put_back(cast, at):
    client = browser(cast.evaluator)
    form = open_page(client, f"{at}new/").form("/new/")
    typed = form.filled(words="Few are asked.", source="survey", number="1.3")
    assert client.post(form.action, typed)["Location"] == f"{at}1.3/"
    client.post(form.action, typed)
    row = Candidate.objects.get()
    change = open_page(client, f"{at}{row.id}/words/").form("/words/")
    assert client.post(change.action, change.filled(words="Few are heard.", number="")).status_code == 302
    stale = client.post(change.action, change.filled(words="Nobody is heard."))
    assert stale.status_code == 409
    assert "Few are heard." in stale.content.decode()
    client.post(f"{at}{row.id}/out/")
    page = open_page(client, at)
    assert "Few are heard." in page.text
    assert "Taken out" in page.text
    client.post(f"{at}{row.id}/out/", {"back": "1"})
    assert [one.key for one in world_choosing.page(cast.lead, cast.team).lines] == [row.id]


def test_nothing_at_present_stands_on_the_page_until_it_is_taken_back(cast, at):
    client = browser(cast.lead)
    form = open_page(client, f"{at}nothing/").form("/nothing/")
    assert client.post(form.action, form.filled(reason="")).status_code == 422
    client.post(form.action, form.filled(reason="We finish what we began.", again_on="March 2099"))
    assert "We finish what we began." in open_page(browser(cast.reader), at).text
    stale = client.post(form.action, form.filled(reason="Another."))
    assert stale.status_code == 409
    assert "We finish what we began." in stale.content.decode()
    client.post(f"{at}nothing/end/")
    assert nothing_now(cast.team.id) is None
    assert NothingNow.objects.get().ended_by_name == cast.lead.name


def test_a_gentle_word_above_five_priorities(cast, at):
    for number in range(5):
        world_improvement.priority(cast.team, cast.lead, title=f"One {number}")
    assert "A few that are seen through" not in open_page(browser(cast.lead), at).text
    world_improvement.priority(cast.team, cast.lead, title="One more")
    client = browser(cast.lead)
    assert "A few that are seen through" in open_page(client, at).text
    # Whoever has just chosen another one reads it where that leads to.
    judged(cast)
    chosen = send(client, open_page(client, f"{at}3.2/").form("/decide/"), decision="chosen")
    assert "There are 7 priorities now." in open_page(client, chosen.response.url).text


def test_what_was_said_before_stands_in_a_part_and_on_a_page_and_what_is_typed_in_no_address(cast):
    world_improvement.priority(cast.team, cast.lead, title="Ring the school sooner", agreed=True)
    client, to = browser(cast.reader), f"/improvement/{cast.team.id}/before/"
    part = client.post(to, {"title": "Ringing the school sooner", "before_framework": "hmie-2005"}, **HTMX)
    assert "Ring the school sooner" in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "Ring the school sooner" not in client.get(f"{to}?title=Ring+the+school+sooner").content.decode()
    assert client.get(f"{to}?number=%00&theme={'x' * 500}").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["\x00/", "3.2\x00/", "x" * 200 + "/", "0" * 16 + "/", "3.2/?framework=made-up", "?framework=%00made"],
)
def test_what_is_no_candidate_is_not_found(path, cast, at):
    assert browser(cast.lead).get(at + path).status_code == 404


def test_long_hostile_and_foreign_words_get_a_sentence(cast, at):
    client = browser(cast.lead)
    foreign = own(cast.elsewhere, cast.stranger)
    assert client.get(f"{at}{foreign.id}/").status_code == 404
    assert client.post(f"{at}{foreign.id}/out/").status_code == 404
    for words in ("x" * 10_001, "\x00", "%ED%A0%80"):
        typed = f"source=survey&words={words}"
        answer = client.post(f"{at}new/", typed, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (302, 422)
    for name, page in (("note", "3.2/"), ("reason", "3.2/decide/"), ("reason", "nothing/")):
        answer = client.post(f"{at}{page}", {name: "x" * 10_001, "decision": "parked", "base": ""})
        assert answer.status_code in (409, 422)
    assert client.post(f"{at}3.2/decide/", {"decision": "made up"}).status_code == 422


def test_pages_of_choosing_cost_twelve_queries_at_most_whatever_the_size(cast, at):
    judged(cast)
    looked(cast)
    inspected(cast, n3_2="adequate")
    weighed(cast.team, cast.lead, harm="soon")
    left(cast.team, cast.lead, again_on=timezone.localdate() + dt.timedelta(days=9))
    client = browser(cast.lead)
    pages = [at, f"{at}3.2/", f"/improvement/{cast.team.id}/before/?number=3.2"]

    def costs() -> list[int]:
        found = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            found.append(len(asked))
        return found

    small = costs()
    for number in range(4):
        judged(cast, title=f"View {number}")
        own(cast.team, cast.lead, f"Said {number}", number="3.2")
        candidates.weigh(
            unit_id=cast.team.id,
            framework_key="hmie-2005",
            of="1.1",
            typed={"note": f"Said {number}"},
            base=line(cast.lead, cast.team, "1.1").weighed.base,
            by=cast.lead.actor,
        )
    assert costs() == small
    assert max(small) <= 12


def test_an_action_is_written_beside_what_was_tried_before_for_the_same_indicator(cast):
    judged(cast)
    first = world_choosing.chosen(cast.team, cast.lead)
    world_improvement.action(first, cast.lead, title="Ring every school")
    second = world_improvement.priority(cast.team, cast.lead, title="Another way")
    Finding.objects.create(
        priority=second, source="judgement", number="3.2", words="Late", written_at=second.written_at
    )
    client = browser(cast.lead)
    form = client.get(f"/improvement/priorities/{second.id}/actions/new/").content.decode()
    assert f'name="before_of" value="{second.id}"' in form
    part = client.post(
        f"/improvement/{cast.team.id}/before/", {"before_of": second.id}, **HTMX
    ).content.decode()
    assert "Ring every school" in part
    assert "Another way" not in part


def test_what_is_weighed_is_kept_when_somebody_decides_at_once_and_the_other_way_round(cast, at):
    judged(cast)
    client = browser(cast.lead)
    form = open_page(client, f"{at}3.2/").form("/decide/")
    bare = client.post(form.action, form.filled(harm="soon", note="Ours."))
    assert bare.status_code == 302
    assert "Nothing is decided yet." in open_page(client, f"{at}3.2/").text
    weigh = open_page(client, f"{at}3.2/").form("/3.2/")
    kept = client.post(weigh.action, weigh.filled(reach="few", decision="parked", reason="Later."))
    assert "The decision waits below." in kept.content.decode()
    typed = Page(kept, f"{at}3.2/").form("/decide/")
    assert typed.fields["reason"] == ["Later."]
    assert client.post(typed.action, typed.filled(effort="large")).status_code == 302
    said = line(cast.lead, cast.team, "3.2")
    assert (said.weighed.harm, said.weighed.reach, said.weighed.effort) == ("soon", "few", "large")
    assert said.decided.reason == "Later."


def test_two_who_weigh_at_once_are_both_shown_before_anything_is_decided(cast, at):
    judged(cast)
    client = browser(cast.lead)
    form = open_page(client, f"{at}3.2/").form("/decide/")
    weighed(cast.team, cast.evaluator, note="Theirs.")
    answer = client.post(form.action, form.filled(note="Ours.", decision="parked", reason="Later."))
    assert answer.status_code == 409
    again = Page(answer, f"{at}3.2/").form("/decide/")
    assert (again.fields["note"], again.fields["reason"]) == (["Ours."], ["Later."])
    assert line(cast.lead, cast.team, "3.2").undecided
    assert client.post(again.action, again.filled()).status_code == 302
    said = line(cast.lead, cast.team, "3.2")
    assert (said.weighed.note, said.decided.reason) == ("Ours.", "Later.")


def test_a_candidate_says_which_priority_answers_it_already(cast, at):
    judged(cast)
    row = world_improvement.priority(cast.team, cast.lead, title="Told in time")
    Finding.objects.create(
        priority=row, source="own", number="3.2", words="Late.", position=0, written_at=timezone.now()
    )
    page = open_page(browser(cast.lead), f"{at}3.2/")
    assert "It is answered already by Told in time (proposed)" in page.text
