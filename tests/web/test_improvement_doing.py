"""Actions in the browser: what is asked once, two people at once, agreeing, steps, proof, and hostile input."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from speir.core.ids import new_id
from speir.core.text import day
from speir.evidence.actions import items
from speir.evidence.models import Item
from speir.frameworks.queries import current
from speir.improvement.actions import action_steps, doing, waiting_for
from speir.improvement.models import Action, Finding, Priority
from speir.improvement.queries.said import action_said
from speir.improvement.rules.doing import Said, said_mark
from speir.organisations.models import Membership
from tests import world, world_improvement
from tests.web.browsing import Page, browser, open_page, send

PAST = "1 March 2020"


@pytest.fixture
def priority(cast) -> Priority:
    return world_improvement.priority(cast.team, cast.lead, agreed=True)


@pytest.fixture
def row(cast, priority) -> Action:
    """Under way for three months; the evaluator leads it."""
    row = world_improvement.action(priority, cast.lead, lead=cast.evaluator.person.id, state="under_way")
    row.begun_on = timezone.localdate() - dt.timedelta(days=90)
    row.save(update_fields=["begun_on"])
    return row


def at(row: Action, part: str = "") -> str:
    return f"/improvement/actions/{row.id}/{part}"


def test_a_day_in_the_past_is_asked_about_once_and_then_taken(cast, priority):
    client, path = browser(cast.lead), f"/improvement/priorities/{priority.id}/actions/new/"
    form = open_page(client, path).form("/new/")
    page = send(client, form, 422, title="Ring the school", due=PAST)
    assert "This day is in the past. Save again if it is meant so" in page.text
    assert not priority.actions.exists()
    other = send(client, page.form("/new/"), 422, due="2 March 2020")
    assert "This day is in the past." in other.text
    send(client, other.form("/new/"))
    assert priority.actions.get().due == dt.date(2020, 3, 2)


def test_a_day_in_the_past_that_stood_there_is_not_asked_about_again(cast, row):
    Action.objects.filter(pk=row.pk).update(due=dt.date(2020, 3, 1))
    client = browser(cast.lead)
    send(client, open_page(client, at(row, "change/")).form("/change/"), title="Ring them all")
    row.refresh_from_db()
    assert (row.title, row.due) == ("Ring them all", dt.date(2020, 3, 1))


def test_a_double_press_adds_one_action_and_one_step(cast, priority):
    client, path = browser(cast.lead), f"/improvement/priorities/{priority.id}/actions/new/"
    form = open_page(client, path).form("/new/")
    for _ in range(2):
        send(client, form, title="Ring the school")
    row = priority.actions.get()
    form = open_page(client, at(row)).form("/steps/new/")
    for _ in range(2):
        send(client, form, step="Try it")
    assert row.steps.count() == 1
    page = send(client, form, 422, step="Something else")
    send(client, page.form("/steps/new/"))
    assert row.steps.count() == 2


def test_agreeing_shows_what_is_missing_beside_each_field_and_goes_on_from_there(cast, priority):
    row = doing.add(priority_id=priority.id, said=Said(title="Ring"), by=cast.lead.actor)
    client = browser(cast.lead)
    page = open_page(client, at(row))
    assert "Before it can be agreed it needs a lead, a date and a target." in page.text
    page = send(client, page.form("/agree/"), 422)
    for sentence in (
        "Choose who leads this action.",
        "Put in the day by which it is to be done.",
        "Write the target",
    ):
        assert sentence in page.text
    due = day(timezone.localdate() + dt.timedelta(days=30))
    page = send(client, page.form("/change/"), 422, lead=cast.evaluator.person.id, due=due)
    row.refresh_from_db()
    assert (row.state, row.lead_id) == ("proposed", cast.evaluator.person.id)
    send(client, page.form("/change/"), target="Every school is rung")
    row.refresh_from_db()
    assert row.state == "agreed"


def test_an_older_form_shows_what_stands_beside_what_was_typed_and_then_replaces_it(cast, row):
    client = browser(cast.lead)
    form = open_page(client, at(row, "change/")).form("/change/")
    said = action_said(row)
    other = type(said)(title="Write to them", lead=said.lead, due=said.due, target=said.target)
    doing.change(action_id=row.id, said=other, base=said_mark(said), by=cast.evaluator.actor)
    page = send(client, form, 409, title="Ring each school")
    assert "Write to them" in page.text
    assert f"What {cast.evaluator.name} saved meanwhile" in page.text
    assert page.form("/change/").fields["title"] == ["Ring each school"]
    send(client, page.form("/change/"))
    row.refresh_from_db()
    assert row.title == "Ring each school"


def test_two_who_tell_at_once_see_the_newer_and_lose_nothing(cast, row):
    client = browser(cast.evaluator)
    form = open_page(client, at(row)).form("/tell/")
    doing.tell(action_id=row.id, state="stuck", text="The phones broke.", by=cast.lead.actor)
    page = send(client, form, 409, state="done", text="All schools ring.")
    assert "What was said meanwhile" in page.text
    assert "The phones broke." in page.text
    assert page.form("/tell/").fields["text"] == ["All schools ring."]
    send(client, page.form("/tell/"))
    assert list(row.progress.order_by("at").values_list("state", flat=True))[-2:] == ["stuck", "done"]


def test_a_state_to_which_it_cannot_come_any_more_is_told_and_the_words_stay(cast, row):
    client = browser(cast.evaluator)
    form = open_page(client, at(row)).form("/tell/")
    doing.tell(action_id=row.id, state="stopped", text="No money.", by=cast.lead.actor)
    page = send(client, form, 409, state="stuck", text="No phones.")
    assert "No money." in page.text
    assert page.form("/tell/").fields["text"] == ["No phones."]


def test_telling_names_nobody_without_a_word(cast, row):
    client = browser(cast.evaluator)
    form = open_page(client, at(row)).form("/tell/")
    page = send(client, form, 422, state="stuck", text="Callum Fraser told his teacher.")
    assert "This may name a child" in page.text
    assert row.progress.count() == 3


def test_the_last_word_is_taken_back_from_the_page(cast, row):
    client = browser(cast.evaluator)
    send(client, open_page(client, at(row)).form("/tell/"), state="done", text="All ring.")
    form = open_page(client, at(row)).form("/take-back/")
    # Where it is refused, nothing is said to have been typed that was not.
    assert "Your answer" not in send(client, form, 409, told="0" * 16).text
    send(client, form, told=dict(form.buttons)["told"])
    page = open_page(client, at(row))
    assert "“done” was taken back" in page.text
    row.refresh_from_db()
    assert row.state == "under_way"


def test_a_reader_reads_all_and_finds_nothing_to_press(cast, row):
    step = action_steps.add(action_id=row.id, text="Agree who rings", by=cast.lead.actor)
    page = open_page(browser(cast.reader), at(row))
    assert step.text in page.text
    assert [form for form in page.forms if "/actions/" in form.action] == []
    assert "Change this action" not in page.text


def test_steps_are_ticked_moved_taken_out_and_put_back_by_their_buttons(cast, row):
    client = browser(cast.evaluator)
    for text in ("First", "Second"):
        send(client, open_page(client, at(row)).form("/steps/new/"), step=text)
    first = row.steps.get(text="First")
    for do in ("done", "undone", "down", "up", "out", "back"):
        assert client.post(at(row, f"steps/{first.id}/do/"), {"do": do}).status_code == 302
    assert [one.text for one in row.steps.order_by("position")] == ["First", "Second"]
    send(client, open_page(client, at(row, f"steps/{first.id}/")).form(f"/{first.id}/"), done_on=PAST)
    page = open_page(client, at(row))
    assert "done on 1 March 2020" in page.text


def test_what_is_typed_in_one_part_stands_there_still_when_another_is_saved(cast, priority, row):
    client, step = browser(cast.lead), action_steps.add(action_id=row.id, text="First", by=cast.lead.actor)
    form = open_page(client, at(row)).form("/tell/")
    page = send(client, form, 200, text="Two schools ring.", step="Write it down")
    assert "Typed, and not saved yet" in page.text
    assert page.form("/tell/").fields["step"] == ["Write it down"]
    assert page.form("/tell/").fields["text"] == [""]
    page = Page(
        client.post(at(row, f"steps/{step.id}/do/"), form.filled(do="done", text="Half", step="And")), at(row)
    )
    assert [page.form("/tell/").fields[name] for name in ("text", "step")] == [["Half"], ["And"]]
    step.refresh_from_db()
    assert step.done_on is not None
    # A mistake in one part loses nothing of another; a step alone is added by Enter, which sends the whole form.
    page = send(client, page.form("/tell/"), 422, state="stuck", text="", step="Write it down")
    assert page.form("/tell/").fields["step"] == ["Write it down"]
    send(client, page.form("/tell/"), state="under_way")
    assert row.steps.count() == 2
    # Through the form on which what is missing is put in before it is agreed.
    bare = doing.add(priority_id=priority.id, said=Said(title="Ring"), by=cast.lead.actor)
    page = send(client, open_page(client, at(bare)).form("/agree/"), 422, step="Find the numbers")
    page = send(
        client,
        page.form("/change/"),
        200,
        lead=cast.lead.person.id,
        due="1 March 2099",
        target="All are rung",
    )
    assert page.form("/tell/").fields["step"] == ["Find the numbers"]
    bare.refresh_from_db()
    assert bare.state == "agreed"


def test_the_form_marks_who_led_it_and_can_do_so_no_more(cast, row):
    client = browser(cast.lead)
    assert "has no role in it now" not in open_page(client, at(row, "change/")).text
    Membership.objects.filter(person=cast.evaluator.person).update(ended_at=timezone.now())
    assert "Isla Reid (has no role in it now)" in open_page(client, at(row, "change/")).text


def test_what_it_waits_for_is_said_in_words_and_a_circle_is_refused_by_name(cast, priority, row):
    other = world_improvement.action(priority, cast.lead, title="Buy the phones")
    client = browser(cast.lead)
    send(client, open_page(client, at(row)).form("/wait/"), other=other.id)
    page = open_page(client, at(row))
    due = day(timezone.localdate() + dt.timedelta(days=60))
    assert f"It waits for Buy the phones (Morag Sinclair, due {due})." in page.text
    page = send(client, open_page(client, at(other)).form("/wait/"), 422, other=row.id)
    assert "That would be a circle: “Buy the phones” would wait for “Ring the school" in page.text
    need = row.waits_for.get()
    assert client.post(at(row, "wait/"), {"no_more": need.id}).status_code == 302
    assert not row.waits_for.exists()


def proof(cast, days: int, **said: object) -> str:
    on = timezone.localdate() - dt.timedelta(days=days)
    draft = world.draft(**{"shows": "Parents say so.", "from_day": on, "to_day": on} | said)
    framework = current(world.FRAMEWORK)
    return items.write(unit_id=cast.team.id, framework=framework, draft=draft, by=cast.lead.actor).id


def test_it_closes_with_evidence_from_the_register_and_says_what_other_evidence_lacks(cast, row):
    doing.tell(action_id=row.id, state="done", text="", by=cast.lead.actor)
    good, plain = proof(cast, 2, speaks_of="impact"), proof(cast, 3, shows="Parents were rung.")
    client = browser(cast.evaluator)
    page = open_page(client, at(row, "proof/"))
    assert "Parents say so." in page.text
    assert "Parents were rung." not in page.text
    page = open_page(client, at(row, "proof/?words=parents"))
    assert "does not say that it tells of impact" in page.text
    assert f"/evidence/{plain}/change/" in page.html
    answer = client.post(at(row, "proof/"), {"item": plain})
    assert answer.status_code == 422
    for n in range(26):
        proof(cast, 2, speaks_of="impact", shows=f"Families say so, time {n}.")
    page = open_page(client, at(row, "proof/?words=families"))
    assert "1 more: narrow it down by words or a theme." in page.text
    (following,) = [of["href"] for tag, of in page.tags if tag == "a" and "at=" in str(of.get("href"))]
    page = open_page(client, at(row, f"proof/{following}"))
    assert "Families say so, time 0." in page.text
    assert page.html.count("This shows it") == 1
    themed = open_page(client, at(row, "proof/?theme=hmie-2005/4.1/"))
    assert "or is of this theme" in themed.text
    assert open_page(client, at(row, "proof/?theme=%00x&at=wrong")).response.status_code == 200
    assert client.post(at(row, "proof/"), {"item": good}).status_code == 302
    row.refresh_from_db()
    assert row.state == "impact_shown"
    assert "It shows the impact of an action: Ring the school" in open_page(client, f"/evidence/{good}/").text
    Item.objects.filter(pk=good).update(speaks_of="happens")
    assert (
        "Changed since: This evidence does not say that it tells of impact" in open_page(client, at(row)).text
    )
    page = open_page(client, at(row, f"proof/{row.proofs.get().id}/back/"))
    send(client, page.form("/back/"), text="It was another school.")
    page = open_page(client, at(row))
    assert "It was another school." in page.text
    row.refresh_from_db()
    assert row.state == "done"


def test_one_that_is_not_done_says_so_before_its_impact_is_shown(cast, row):
    page = open_page(browser(cast.evaluator), at(row, "proof/"))
    assert "Its impact can be shown once it is done." in page.text
    answer = browser(cast.evaluator).post(at(row, "proof/"), {"item": proof(cast, 2, speaks_of="impact")})
    assert answer.status_code == 422


def test_done_without_a_difference_leads_to_a_closer_look_about_its_indicator(cast, row):
    Finding.objects.create(
        priority=row.priority, source="judgement", number="3.2", words="", written_at=timezone.now()
    )
    by = cast.lead.actor
    doing.tell(action_id=row.id, state="done", text="", by=by)
    doing.tell(action_id=row.id, state="no_difference", text="Schools say so.", by=by)
    client = browser(cast.lead)
    page = open_page(client, at(row))
    address = next(
        of["href"] for tag, of in page.tags if tag == "a" and "closer-looks/new" in (of["href"] or "")
    )
    assert address is not None
    new = open_page(client, address)
    assert "Why do we see no difference yet from “Ring the school the same day”?" in new.html
    assert new.form("/new/").fields["reason"] == ["priority_or_objective"]
    assert any(theme.startswith("hmie-2005/3.2/") for theme in new.form("/new/").fields["themes"])


HOSTILE: list[dict[str, Any]] = [
    {"title": "x\x00y", "lead": "\x00", "unit": "\x00", "due": "\x00"},
    {"title": "\ud800 ring".encode("utf-8", "surrogatepass").decode("utf-8", "replace")},
    {"title": "x" * 10_000},
    {"title": "Ring", "lead": "x" * 300, "helpers": ["nobody", "\x00"], "unit": "0" * 16},
    {"title": "Ring", "lead": new_id(), "unit": new_id(), "base": "x" * 300, "past": "y" * 300},
    {"title": "Ring", "due": "the day after never", "begun_on": "x", "action_id": "\x00"},
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_sent_a_form_answers_with_a_sentence(cast, priority, row, typed):
    client = browser(cast.lead)
    paths = [f"/improvement/priorities/{priority.id}/actions/new/"]
    paths += [at(row, part) for part in ("change/", "tell/", "steps/new/", "wait/", "proof/", "proof/new/")]
    text = typed["title"]
    more = {
        "text": text,
        "state": text,
        "other": text,
        "item": text,
        "shows": text,
        "when": text,
        "words": text,
    }
    for path in paths:
        answer = client.post(path, typed | more | {"seen": text, "kind": text, "told": text})
        # 200: it was saved, and what was sent with it for another part of the page stands there.
        kept = (200,) if "Typed, and not saved yet" in answer.content.decode() else ()
        assert answer.status_code in (302, 409, 422, *kept), (path, answer.status_code)
    for part in ("take-back/", "order/"):
        assert client.post(at(row, part), {"told": text}).status_code in (302, 409)
    assert client.get(at(row, "proof/"), {"words": text}).status_code == 200


def test_a_page_costs_the_same_however_much_there_is(cast, priority, row):
    client, parts = browser(cast.lead), ("", "change/", "proof/", "earlier/")

    def cost(part: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at(row, part)).status_code == 200
        return len([one for one in asked if "SAVEPOINT" not in one["sql"]])

    grow(cast, priority, row, 1)
    for part in parts:
        client.get(at(row, part))
    small = {part: cost(part) for part in parts}
    grow(cast, priority, row, 6)
    assert {part: cost(part) for part in parts} == small
    assert {part: asked for part, asked in small.items() if asked > 12} == {}


def grow(cast, priority: Priority, row: Action, times: int) -> None:
    by = cast.lead.actor
    for at_ in range(times):
        action_steps.add(action_id=row.id, text=f"Step {times} {at_}", by=by)
        doing.tell(action_id=row.id, state="under_way", text=f"So far {times} {at_}", by=by)
        other = world_improvement.action(priority, cast.lead, title=f"Other {times} {at_}")
        waiting_for.wait_for(action_id=row.id, other_id=other.id, by=by)
        proof(cast, 2, speaks_of="impact", shows=f"Parents say so {times} {at_}")


def test_the_page_of_one_closed_priority_takes_nothing_and_says_so(cast, row):
    Priority.objects.filter(pk=row.priority_id).update(state="closed", closed_at=timezone.now())
    client = browser(cast.lead)
    page = open_page(client, at(row))
    assert "Its priority is closed." in page.text
    answer = client.post(at(row, "tell/"), {"state": "done", "text": "x"})
    assert answer.status_code == 409
    assert Page(client.get(at(row, "change/"))).response.status_code == 409


def test_beside_a_new_action_stands_what_was_found_and_done_before_once_its_words_are_there(
    cast, priority, row
):
    Finding.objects.create(
        priority=priority, source="judgement", number="3.2", words="", written_at=timezone.now()
    )
    client = browser(cast.lead)
    page = open_page(client, f"/improvement/priorities/{priority.id}/actions/new/")
    address = f"/improvement/{cast.team.id}/before/"
    assert f"{address}?of={priority.id}" in page.html  # the way there without script
    assert client.get(address, {"of": priority.id}).status_code == 200
    assert (
        client.post(address, {"title": "Ring the school"}, headers={"HX-Request": "true"}).status_code == 200
    )
