"""Priorities at the browser's door: proposed, changed, agreed, closed, and taken away in the shape of a plan."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from speir.core.ids import new_id
from speir.core.text import day
from speir.evidence.models import Item
from speir.improvement.actions import closing, findings, plans, priorities
from speir.improvement.models import Finding, OwnPlan, Part, Priority
from speir.improvement.queries import closing as queries
from speir.improvement.rules.findings import Said
from speir.organisations.actions import add_unit
from speir.trail.models import Entry
from tests import world, world_improvement, world_joint
from tests.web.browsing import browser, open_page, send
from tests.world_heard import views
from tests.world_improvement import priority
from tests.world_tracked import thing

NAMED = "Kirsty McAllister, born 4 May 2015, was not seen."


def lists(cast: world.Cast, part: str = "priorities/") -> str:
    return f"/improvement/{cast.team.id}/{part}"


def at(row: Priority, part: str = "") -> str:
    return f"/improvement/priorities/{row.id}/{part}"


def kept(button: tuple[str, str]) -> dict[str, Any]:
    return dict([button])


def answering(cast: world.Cast, row: Priority, **said: Any) -> Finding:
    typed = {"source": "survey", "number": "3.2", "words": "Schools hear late."} | said
    return findings.add(priority_id=row.id, said=Said(**typed), finding_id=new_id(), by=cast.lead.actor)


def test_it_is_proposed_once_however_often_it_is_pressed_and_agreed_by_whoever_leads(cast):
    client = browser(cast.lead)
    page = open_page(client, lists(cast))
    assert "Nothing has been chosen here yet" in page.text
    form = open_page(client, lists(cast, "priorities/new/")).form("/new/")
    typed: Any = {
        "title": "Ring sooner",
        "difference": "Children wait less.",
        "responsibility": "one",
        f"part_{cast.team.id}": "sees_to_it",
        "feeds": ["policing"],
        "review_on": "June 2099",
    }
    for _n in range(2):
        sent = send(client, form, **typed)
    row = Priority.objects.get()
    assert sent.response.url == at(row)
    assert row.review_on == dt.date(2099, 6, 30)
    again = send(client, form, **(typed | {"title": "Another"}), status=422)
    send(client, again.form("/new/"), **(typed | {"title": "Another"}))
    assert Priority.objects.count() == 2
    page = open_page(client, at(row, "agree/"))
    assert "Nobody else has a part in it." in page.text
    send(client, page.form("/agree/"))
    row.refresh_from_db()
    assert row.state == "agreed"
    page = open_page(browser(cast.reader), at(row))
    assert "Policing business plan" in page.text
    assert "Change what it says" not in page.text


@pytest.mark.django_db
def test_before_it_is_agreed_the_page_says_who_reads_it_from_then_on():
    there = world_joint.committee()
    health = there.members["Health"]
    row = priority(there.unit, there.lead, responsibility="one", parts=((health.unit.id, "sees_to_it"),))
    assert browser(health.lead).get(at(row)).status_code == 404
    page = open_page(browser(there.lead), at(row, "agree/"))
    assert "Once it is agreed it is read" in page.text
    assert health.unit.name in page.text
    send(browser(there.lead), page.form("/agree/"))
    page = open_page(browser(health.lead), at(row))
    assert row.title in page.text
    page = open_page(browser(health.lead), f"/improvement/{health.unit.id}/priorities/")
    assert f"A priority of {there.unit.name}" in page.text
    assert browser(there.members["Police"].lead).get(at(row)).status_code == 404


def test_an_older_form_shows_what_stands_beside_what_was_typed(cast):
    row = priority(cast.team, cast.lead)
    client = browser(cast.lead)
    form = open_page(client, at(row, "change/")).form("/change/")
    other = open_page(browser(cast.evaluator), at(row, "change/")).form("/change/")
    send(browser(cast.evaluator), other, title="Theirs")
    answer = send(client, form, title="Mine", status=409)
    assert f"What {cast.evaluator.name} saved meanwhile" in answer.text
    assert "Theirs" in answer.text
    assert answer.form("/change/").fields["title"] == ["Mine"]
    send(client, answer.form("/change/"))
    assert Priority.objects.get().title == "Mine"
    page = open_page(client, at(row, "before/"))
    assert "Theirs" in page.text


def test_a_day_in_the_past_is_asked_about_once_and_never_refused(cast):
    row = priority(cast.team, cast.lead)
    client = browser(cast.lead)
    form = open_page(client, at(row, "change/")).form("/change/")
    asked = send(client, form, review_on="3 March 2020", status=422)
    assert "This day is in the past." in asked.text
    other = send(client, asked.form("/change/"), review_on="4 March 2020", status=422)
    send(client, other.form("/change/"))
    assert Priority.objects.get().review_on == dt.date(2020, 3, 4)
    # A day that stands there already is asked about no more.
    sent = send(client, open_page(client, at(row, "change/")).form("/change/"), title="Other words")
    assert sent.response.status_code == 302


@pytest.mark.parametrize(
    "typed",
    [
        {"title": "x" * 10_000},
        {"title": "a\x00b", "difference": "c\x00"},
        {"title": ""},
        {"title": "T", "difference": "x" * 10_000},
        {"title": "T", "feeds": ["own:x"]},
        {"title": "T", "feeds": ["own:" + "0" * 16]},
        {"title": "T", "responsibility": "nobody"},
        {"title": "T", "review_on": "soon"},
        {"title": "T", "priority_id": "x" * 4000},
    ],
)
def test_bad_input_is_answered_with_a_sentence(cast, typed):
    answer = browser(cast.lead).post(lists(cast, "priorities/new/"), typed)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert not Priority.objects.exists()


def test_a_unit_that_is_not_near_is_no_choice(cast):
    typed = {"title": "T", f"part_{cast.elsewhere.id}": "sees_to_it"}
    browser(cast.lead).post(lists(cast, "priorities/new/"), typed)
    assert not Part.objects.exists()


def test_many_units_open_behind_those_that_have_a_part(cast):
    made = [
        add_unit(under=cast.elsewhere.id, name=f"Team {n:02}", kind="team", by=cast.stranger.actor)
        for n in range(12)
    ]
    row = priority(cast.elsewhere, cast.stranger, parts=((made[-1].id, "sees_to_it"),))
    page = open_page(browser(cast.stranger), at(row, "change/"))
    assert "5 more units" in page.text
    fields = page.form("/change/").fields
    assert fields[f"part_{made[-1].id}"] == ["sees_to_it"]


def test_two_texts_that_mention_somebody_are_each_asked_about(cast):
    client = browser(cast.lead)
    form = open_page(client, lists(cast, "priorities/new/")).form("/new/")
    answer = send(client, form, title="T", difference=NAMED, responsibility_words=NAMED, status=422)
    keep = next(one for one in answer.form("/new/").buttons if one[0] == "keep_difference")
    answer = send(client, answer.form("/new/"), **kept(keep), status=422)
    assert not Priority.objects.exists()
    keep = next(one for one in answer.form("/new/").buttons if one[0] == "keep_responsibility_words")
    send(client, answer.form("/new/"), **kept(keep))
    assert Priority.objects.get().difference == NAMED


def test_it_answers_what_its_address_names(cast):
    view = world.begun(cast)
    world.write(view, "3.2", cast.evaluator, choice="weak")
    client = browser(cast.lead)
    address = lists(cast, f"priorities/new/?where=view:{view.id}&of=3.2")
    page = open_page(client, address)
    assert "It will answer: Broad view: 3.2" in page.text
    for _n in range(2):
        send(client, page.form("/new/"), title="Share sooner")
    found = Finding.objects.get()
    assert (found.source, found.number, found.judgement) == ("judgement", "3.2", world.row(view, "3.2"))
    page = open_page(client, at(found.priority))
    assert ("a", {"href": f"/broad-views/{view.id}/3.2/"}) in page.tags
    for wrong in ("view:x", f"view:{new_id()}", f"view:{view.id}", "of:survey", "item:\x00"):
        of = "" if wrong == f"view:{view.id}" else "&of=9.9"
        page = open_page(client, lists(cast, f"priorities/new/?where={wrong}{of}"))
        assert "It will answer" not in page.text


def test_what_it_answers_is_added_changed_and_taken_out(cast):
    row = priority(cast.team, cast.lead)
    client = browser(cast.lead)
    form = open_page(client, at(row, "answers/new/")).form("/answers/new/")
    typed: Any = {
        "where": "of:review",
        "of": "hmie-2005/3.2/joint-understanding",
        "words": "Nobody was rung.",
    }
    for _n in range(2):
        send(client, form, **typed)
    found = Finding.objects.get()
    assert (found.source, found.number, found.theme) == ("review", "3.2", typed["of"])
    form = open_page(client, at(row, f"answers/{found.id}/")).form(f"/{found.id}/")
    assert (form.fields["where"], form.fields["of"]) == (["of:review"], [typed["of"]])
    send(client, form, words="Nobody answered.")
    stale = send(client, form, words="Mine.", status=409)
    assert "Nobody answered." in stale.text
    form = open_page(client, at(row, "answers/new/")).form("/answers/new/")
    wrong = send(client, form, where="view:" + "0" * 16, status=422)
    assert "Choose the indicator of the broad view, too." in wrong.text
    page = open_page(client, at(row))
    page = send(client, page.form("/out/"))
    page = open_page(client, at(row))
    assert "Nothing is named yet." in page.text
    send(client, page.form("/out/"), back="1")
    assert "Nobody answered." in open_page(client, at(row)).text


def test_where_it_was_found_is_looked_for_in_the_form_which_keeps_what_was_typed(cast):
    row = priority(cast.team, cast.lead)
    for n in range(27):
        views(cast.team, cast.lead, "staff", shows=f"Staff said so, time {n}.")
    old = views(cast.team, cast.lead, "staff", shows="The pathway is not known.")
    Item.objects.filter(pk=old.pk).update(written_at=old.written_at - dt.timedelta(days=9))
    views(cast.elsewhere, cast.stranger, "staff", shows="Another pathway that is not ours.")
    client = browser(cast.lead)
    page = open_page(client, at(row, "answers/new/"))
    assert old.shows not in page.text
    assert "3 more: narrow it down by words or a theme." in page.text
    page = send(
        client, page.form("/answers/new/"), 200, find="1", find_words="pathway", words="Nobody knows it."
    )
    assert old.shows in page.text
    assert "not ours" not in page.text
    form = page.form("/answers/new/")
    assert form.fields["words"] == ["Nobody knows it."]
    form.fields["where"] = [f"item:{old.id}"]
    page = send(client, form, 200, find="1", find_words="nothing has this")
    assert old.shows in page.text  # it is chosen
    send(client, page.form("/answers/new/"))
    assert Finding.objects.get().item_id == old.id


def test_above_five_a_gentle_word_and_the_order_is_the_units(cast):
    rows = [priority(cast.team, cast.lead, title=f"Priority {n}", agreed=True) for n in range(5)]
    client = browser(cast.lead)
    assert "hard to carry through" not in open_page(client, lists(cast)).text
    rows.append(priority(cast.team, cast.lead, title="Priority 5", agreed=True))
    page = open_page(client, lists(cast))
    assert "6 priorities are agreed. More than five are hard to carry through" in page.text
    client.post(at(rows[5], "move/"), {"before": rows[4].id})
    client.post(at(rows[0], "move/"), {"after": rows[1].id})
    text = open_page(client, lists(cast)).text
    stand = re.findall(r"Priority (\d)", text)
    assert list(dict.fromkeys(stand)) == ["1", "0", "2", "3", "5", "4"]


def test_it_closes_with_both_judgements_beside_each_other_and_for_ever(cast, clock):
    old = world.begun(cast, "Broad view of 2025")
    world.write(old, "3.2", cast.evaluator, choice="weak", sure="some_doubt", why="After weeks.")
    world.seal(old, cast.lead)
    row = priority(cast.team, cast.lead, agreed=True)
    answering(cast, row)
    world_improvement.action(row, cast.lead, title="Ring the school", state="agreed")
    client = browser(cast.lead)
    assert "There is none yet that you can read." in open_page(client, at(row, "close/")).text
    clock.forward(hours=1)
    new = world.begun(cast, "Broad view of 2026")
    world.write(new, "3.2", cast.evaluator, choice="good", why="The same day.")
    world.seal(new, cast.lead)
    page = open_page(client, at(row, "close/"))
    assert "Ring the school" in page.text
    answer = send(client, page.form("/close/"), status=422)
    answer = send(client, page.form("/close/"), judgement=world.row(new, "3.2").id)
    assert answer.response.url == at(row)
    for who in (cast.lead, cast.reader):
        text = open_page(browser(who), at(row)).text
        assert "After weeks." in text
        assert "The same day." in text
        assert "Both judgements are shown as they stood on that day." in text
    again = browser(cast.lead).post(at(row, "reopen/"), {"text": "It has come back."})
    assert again.status_code == 302
    assert "When it was closed on" in open_page(client, at(row)).text


def test_among_many_new_judgements_one_is_found_by_words_and_what_was_typed_stays(cast, clock, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 1)
    row = priority(cast.team, cast.lead, agreed=True)
    answering(cast, row)
    made = {}
    for title in ("Broad view of spring", "Broad view of autumn"):
        clock.forward(days=1)
        view = world.begun(cast, title)
        world.write(view, "3.2", cast.evaluator, choice="good", why=f"So says the {title}.")
        world.seal(view, cast.lead)
        made[title] = world.row(view, "3.2").id
    client = browser(cast.lead)
    form = open_page(client, at(row, "close/")).form("/close/")
    assert form.choices["judgement"] == [made["Broad view of autumn"], ""]
    found = send(client, form, 200, find="1", find_words="SPRING 3.2", text="It holds.").form("/close/")
    assert found.choices["judgement"] == [made["Broad view of spring"], ""]
    assert found.fields["text"] == ["It holds."]
    # What is chosen stands among whatever is found, and words that were not looked for yet save nothing.
    page = send(client, found, 200, find_words="nowhere", judgement=made["Broad view of spring"])
    assert "Nothing is saved yet" in page.text
    send(client, page.form("/close/"))
    row.refresh_from_db()
    assert row.state == "closed"


def test_of_words_that_were_removed_the_page_says_so(cast):
    row = priority(cast.team, cast.lead, agreed=True)
    closing.close(priority_id=row.id, reason="The service has ended.", by=cast.lead.actor)
    assert "without a new judgement, for this reason" in open_page(browser(cast.reader), at(row)).text


def test_plans_of_ones_own_are_made_renamed_and_taken_away(cast):
    client = browser(cast.lead)
    form = open_page(client, lists(cast, "plans/")).form("/plans/")
    for _n in range(2):
        send(client, form, name="Service plan")
    one = OwnPlan.objects.get()
    old = open_page(client, lists(cast, f"plans/{one.id}/")).form(f"/{one.id}/")
    send(client, old, name="Plan to 2030")
    newer = send(client, old, 409, name="Our plan")  # from a page that was opened before
    assert "Somebody called this plan “Plan to 2030” meanwhile" in newer.text
    assert newer.values("name") == ["Our plan"]
    client.post(lists(cast, f"plans/{one.id}/out/"))
    page = open_page(client, lists(cast, "plans/"))
    assert "There is none of its own." in page.text
    client.post(lists(cast, f"plans/{one.id}/out/"), {"back": "1"})
    assert "Plan to 2030" in open_page(client, lists(cast, "plans/")).text
    plans.take_away(unit_id=cast.team.id, plan_id=one.id, by=cast.lead.actor)
    plans.make(unit_id=cast.team.id, name="Plan to 2030", by=cast.lead.actor)
    client.post(lists(cast, f"plans/{one.id}/out/"), {"back": "1"})
    assert OwnPlan.objects.filter(removed_at=None).count() == 1


@pytest.mark.django_db
def test_each_agency_takes_its_part_away_in_the_shape_of_its_plan():
    there = world_joint.committee()
    health, police = there.members["Health"], there.members["Police"]
    row = priority(
        there.unit,
        there.lead,
        agreed=True,
        responsibility="together",
        parts=((health.unit.id, "sees_to_it"), (police.unit.id, "sees_to_it")),
        feeds=("policing",),
    )
    for member, title in ((health, "Ask families"), (police, "Answer at night")):
        world_improvement.action(row, there.lead, title=title, unit=member.unit.id)
    client = browser(police.lead)
    mine = f"/improvement/{police.unit.id}/"
    page = open_page(client, f"{mine}part/?plan=policing")
    assert "Answer at night" in page.text
    assert "Ask families" not in page.text
    assert "Owner" in page.text
    assert "No priority that is agreed" in open_page(client, f"{mine}part/?plan=school").text
    page = open_page(browser(there.lead), f"/improvement/{there.unit.id}/part/?of={health.unit.id}")
    assert "Ask families" in page.text
    assert "Answer at night" not in page.text
    for kind in ("docx", "xlsx"):
        answer = client.get(f"{mine}part.{kind}?plan=policing")
        assert answer.status_code == 200
        assert answer["Content-Disposition"] == f'attachment; filename="policing-business-plan-police.{kind}"'
    told = Entry.objects.filter(verb="downloaded", about="plan").values_list("detail", flat=True)
    assert sorted(told) == [
        f"Policing business plan, {police.unit.name}, docx",
        f"Policing business plan, {police.unit.name}, xlsx",
    ]
    for wrong in ("of=x", f"of={there.members['Social work'].unit.id}", "plan=own:x", "plan=nothing"):
        assert client.get(f"{mine}part/?{wrong}").status_code == 404


def test_a_page_costs_at_most_twelve_queries_however_much_there_is(cast):
    view = world.begun(cast)
    world.write(view, "3.2", cast.evaluator, choice="weak")
    item = world.cite(view, "3.2", cast.evaluator)
    own = plans.make(unit_id=cast.team.id, name="Our plan", by=cast.lead.actor)
    rows = []
    for n in range(4):
        row = priority(cast.team, cast.lead, title=f"Priority {n}", feeds=(f"own:{own.id}",))
        answering(cast, row)
        answering(cast, row, source="judgement", judgement=world.row(view, "3.2").id)
        answering(cast, row, source="own", item=item)
        rows.append(priorities.agree(priority_id=row.id, by=cast.lead.actor))
        for m in range(3):
            world_improvement.action(row, cast.lead, title=f"Action {m}", state="under_way")
    places = [lists(cast, part) for part in ("priorities/", "priorities/new/", "plans/", "part/")]
    places += [at(rows[0], part) for part in ("", "change/", "close/", "answers/new/")]
    client, over = browser(cast.lead), []
    for path in places:
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200, path
        said = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
        over += [(path, *said)] if len(said) > 12 else []
    assert not over, over


def test_the_review_day_that_is_past_is_said(cast):
    gone = timezone.localdate() - dt.timedelta(days=3)
    row = priority(cast.team, cast.lead, agreed=True, review_on=gone)
    for path in (lists(cast), at(row)):
        text = open_page(browser(cast.reader), path).text
        assert "o be looked at again since" in text
        assert day(gone) in text


def test_a_priority_names_what_is_tracked_that_it_answers(cast):
    row = priority(cast.team, cast.lead, agreed=True)
    one = thing(cast.team, cast.lead, text="Records arrive before the child", priorities=(row.id,))
    page = open_page(browser(cast.reader), f"/improvement/priorities/{row.id}/")
    assert "Recommendation: Records arrive before the child" in page.text
    assert f"/{one.id}/" in page.html
