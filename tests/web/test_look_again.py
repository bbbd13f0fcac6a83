"""Two tabs, Back and a second press in a closer look: whatever somebody typed is kept, or they are told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from speir.core.ids import new_id
from speir.evaluations.actions.looks import groups, lines, sittings
from speir.evaluations.models import FollowUp, Group, LookTemplate, Question, Sitting, Way
from speir.evaluations.queries.looks.marks import assigned_mark
from speir.evaluations.rules.looks.finding import About
from speir.evaluations.rules.looks.saying import group_mark
from speir.evaluations.rules.saving import mark
from tests import world_look
from tests import world_look_judging as made
from tests.web.browsing import browser

ADDED = "This form has added"


@pytest.fixture
def look(cast):
    return world_look.look(cast.team, cast.lead)


def form_of(cast, look, name: str):
    """What adds something: its address, a field for its id, what is typed, and the word that is typed after Back."""
    key = world_look.themes_of("3.2")[0].rpartition("/")[2]
    if name == "line":
        address = reverse("looks:line_new", args=[look.id, "question", "3.2", key])
        return address, "line_id", {"text": "Who is told?"}, "text", Question
    if name == "group":
        return (
            reverse("looks:groups", args=[look.id]),
            "group_id",
            {"text": "Children under five", "by_what": "age"},
            "text",
            Group,
        )
    if name == "follow":
        typed = {"kind": "training", "text": "A course for all three"}
        return reverse("looks:follow_new", args=[look.id]), "follow_id", typed, "text", FollowUp
    if name == "template":
        world_look.planned(look, cast.lead)
        typed = {"name": "Our way", "unit": cast.team.id}
        return reverse("looks:keep", args=[look.id]), "template_id", typed, "name", LookTemplate
    way = world_look.planned(look, cast.lead)[1]
    typed = {"on": "10 March 2026", "number_present": "6", "services": "Health visiting"}
    return reverse("looks:way", args=[look.id, way.id]), "sitting_id", typed, "services", Sitting


@pytest.mark.parametrize("name", ["line", "group", "follow", "sitting", "template"])
def test_a_form_sent_again_after_back_with_other_words_says_so_and_goes_on_as_another(cast, look, name):
    address, id_name, typed, box, model = form_of(cast, look, name)
    client, first = browser(cast.lead), new_id()
    for _press in range(2):
        assert client.post(address, typed | {id_name: first}).status_code == 302
    assert model.objects.count() == 1
    again = client.post(address, typed | {id_name: first, box: "Other words"})
    text = again.content.decode()
    assert (again.status_code, ADDED in text, "Other words" in text) == (422, True, True)
    fresh = text.partition(f'name="{id_name}"')[2].partition('value="')[2].partition('"')[0]
    assert len(fresh) == 16
    assert fresh != first
    assert client.post(address, typed | {id_name: fresh, box: "Other words"}).status_code == 302
    assert model.objects.filter(**{box: "Other words"}).count() == 1
    assert model.objects.count() == 2


def test_script_is_told_of_it_too_and_given_a_fresh_form(cast, look):
    address, _id, typed, _box, _model = form_of(cast, look, "line")
    client, first = browser(cast.lead), new_id()
    htmx: Any = {"HTTP_HX_REQUEST": "true"}
    client.post(address, typed | {"line_id": first}, **htmx)
    text = client.post(address, {"line_id": first, "text": "Other words"}, **htmx).content.decode()
    assert ADDED in text
    assert first not in text


def test_two_who_say_differently_what_tells_a_group_apart_are_told(cast, look):
    group = made.wanted(look, cast.lead)
    address = reverse("looks:group", args=[look.id, group.id])
    form = {"text": group.text, "base": group_mark(group.by_what, group.text)}
    assert browser(cast.lead).post(address, form | {"by_what": "need"}).status_code == 302
    late = browser(cast.evaluator).post(address, form | {"by_what": "area"})
    assert late.status_code == 409
    assert "need" in late.content.decode()
    assert Group.objects.get().by_what == "need"


def test_two_who_change_the_words_and_the_person_of_a_way_are_told_of_both(cast, look):
    way = world_look.planned(look, cast.lead)[1]
    base, marked = mark(way.text), assigned_mark(way)
    place = {"look_id": look.id, "line_id": way.id, "by": cast.lead.actor}
    lines.reword(**place, column="way", text="Three focus groups", base=base)
    lines.assign(**place, how="focus_group", person_id="", due=dt.date(2026, 3, 9), number=3, base=marked)
    address = reverse("looks:line", args=[look.id, "way", way.id])
    typed = {"text": "One group", "how": "focus_group", "person": "", "due": "", "number": "1"}
    client, told = browser(cast.evaluator), []
    form = typed | {"base": base, "marked": marked}
    for _press in range(2):
        answer = client.post(address, form)
        text = answer.content.decode()
        told.append(answer.status_code)
        form = typed | {
            name: text.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("base", "marked")
        }
    assert told == [409, 409]
    assert Way.objects.get().number == 3
    assert client.post(address, form).status_code == 302
    assert (Way.objects.get().number, Way.objects.get().text) == (1, "One group")


def test_a_mistake_in_a_form_does_not_put_it_over_what_somebody_changed_meanwhile(cast, look):
    sitting = world_look.sat(look, cast.lead)
    address = reverse("looks:sitting_about", args=[look.id, sitting.way_id, sitting.id])
    client = browser(cast.evaluator)
    base = sittings.mark_now(sitting)
    about = About(sitting.on, 8, "Housing and the police")
    sittings.change(look_id=look.id, sitting_id=sitting.id, about=about, base=base, by=cast.lead.actor)
    typed = {"number_present": "6", "services": "Health visiting", "base": base}
    wrong = client.post(address, typed | {"on": "10 March 2999"}).content.decode()
    kept = wrong.partition('name="base" value="')[2].partition('"')[0]
    late = client.post(address, typed | {"on": "10 March 2026", "base": kept})
    assert late.status_code == 422
    assert "8 present; Housing and the police" in late.content.decode()
    assert Sitting.objects.get().services == "Housing and the police"


def test_what_a_form_does_not_ask_about_stays_as_it_was(cast, look):
    way = world_look.planned(look, cast.lead)[1]
    group = groups.add(look_id=look.id, by_what="age", text="Under fives", by=cast.lead.actor)
    sitting = world_look.sat(look, cast.lead, way)
    about = About(sitting.on, 6, "Health visiting")
    sittings.change(
        look_id=look.id,
        sitting_id=sitting.id,
        about=about,
        heard=[group.id],
        base=sittings.mark_now(sitting),
        by=cast.lead.actor,
    )
    Way.objects.update(how="document")
    address = reverse("looks:sitting_about", args=[look.id, way.id, sitting.id])
    base = sittings.mark_now(Sitting.objects.get())
    typed = {"on": "11 March 2026", "what": "Our policy", "base": base}
    assert browser(cast.lead).post(address, typed).status_code == 302
    row = Sitting.objects.get()
    assert (row.services, row.number_present, row.heard.count()) == ("Health visiting", 6, 1)
