"""A lead officer at the browser: begins a joint broad view, leads it, and loses nothing that she typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from speir.evaluations.models import Contribution, Joint
from speir.evaluations.queries.joint_choices import choices
from tests import world, world_asking, world_joint
from tests.web.browsing import Page, browser, open_page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(clock) -> world_joint.Committee:
    return world_joint.committee()


def new(here: world_joint.Committee) -> Page:
    return open_page(browser(here.lead), "/joint/new/")


def ids(here: world_joint.Committee, *names: str) -> list[str]:
    return [here.members[name].unit.id for name in names]


def test_in_an_afternoon_a_joint_broad_view_is_begun_answered_returned_and_accepted(here):
    client = browser(here.lead)
    page = open_page(client, "/broad-views/")
    assert 'href="/joint/new/"' in page.html
    typed: dict[str, Any] = {"invited": ids(here, "Health", "Police"), "due": "30 June 2026"}
    typed |= {"scope": "focus", "indicators": ["1.1", "3.3"], f"short_{ids(here, 'Police')[0]}": "on"}
    typed |= {f"only_{ids(here, 'Police')[0]}": ["3.3"]}
    send(client, open_page(client, "/joint/new/").form("/new/"), **typed)
    joint = Joint.objects.get()
    page = open_page(client, f"/joint/{joint.id}/")
    assert "None of two has handed in." in page.text
    assert "Health has not answered the invitation" in page.text
    police = world_joint.asked_of(joint, here.members["Police"].unit)
    assert (police.short, [one.indicator.number for one in police.asked_of.all()]) == (True, ["3.3"])
    assert sorted(joint.asked.values_list("indicator__number", flat=True)) == ["1.1", "3.3"]
    health = world_joint.handed_in(joint, here.members["Health"], {"1.1": "weak"})
    at = f"/joint/{joint.id}/who/{health.id}/"
    page = open_page(client, f"/joint/{joint.id}/")
    assert "One of two has handed in." in page.text
    assert "Read what Health handed in, and accept it or ask" in page.text
    page = send(client, open_page(client, f"{at}question/").form("/question/"), text="What do families say?")
    assert page.response["Location"] == at
    page = open_page(client, at)
    assert "Returned with a question" in page.text
    assert "What do families say?" in page.text
    send(client, page.form("/accept/"))
    assert "Accepted." in open_page(client, at).text


def test_what_was_typed_comes_back_with_what_is_wrong_beside_it(here):
    client, police = browser(here.lead), ids(here, "Police")[0]
    typed: dict[str, Any] = {"title": "", "due": "soon", "scope": "focus", "invitation": "Ask me. 👍 Sgoil"}
    typed |= {"invited": [police], f"short_{police}": "on", f"only_{police}": ["3.3"], "period": "1900"}
    form = new(here).form("/new/")
    page = send(client, form, 422, **typed)
    back = page.form("/new/")
    assert back.fields["invitation"] == ["Ask me. 👍 Sgoil"]
    assert back.fields["invited"] == [police]
    assert back.fields[f"only_{police}"] == ["3.3"]
    assert back.fields["joint_id"] == form.fields["joint_id"]
    assert "Enter a title." in page.text
    page = send(client, back, 422, title="Joint", period="2026", due="30 June 2026")
    assert "Choose at least one indicator." in page.text
    page = send(client, page.form("/new/"), 422, indicators=["1.1"])
    assert "Ask an organisation only about indicators that the joint broad view asks about." in page.text
    send(client, page.form("/new/"), indicators=["1.1", "3.3"])
    assert Joint.objects.get().invitation == "Ask me. 👍 Sgoil"


def test_a_form_that_is_sent_twice_begins_one(here):
    client, form = browser(here.lead), new(here).form("/new/")
    for _ in range(2):
        send(client, form, invited=ids(here, "Health"), due="30 June 2026")
    assert Joint.objects.count() == 1
    assert Contribution.objects.count() == 1


def test_a_title_and_words_that_name_somebody_are_both_asked_about_and_both_reasons_kept(here):
    client = browser(here.lead)
    typed: dict[str, Any] = {"invited": ids(here, "Health"), "due": "30 June 2026"}
    typed |= {"title": "Callum Fraser 2026", "invitation": "Callum Fraser told his teacher."}
    page = send(client, new(here).form("/new/"), 422, **typed)
    assert not Joint.objects.exists()
    page = send(client, page.form("/new/"), 422, keep_title="known")
    send(client, page.form("/new/"), keep_invitation="known")
    assert Joint.objects.get().evaluation.title == "Callum Fraser 2026"


def test_as_last_time_begins_with_the_same_and_says_what_is_gone(here):
    there = world_asking.kept()
    joint = world_asking.of_kept(there)
    client = browser(there.lead)
    page = open_page(client, "/joint/new/")
    assert f"follows={joint.id}" in page.html
    page = open_page(client, f"/joint/new/?unit={there.unit.id}&follows={joint.id}")
    form = page.form("/new/")
    assert form.fields["indicators"] == ["1.1", "3.2"]
    assert form.fields["invited"] == [there.agency.id]
    assert form.fields[f"answers_{there.agency.id}"] == [there.writer.person.id]
    assert form.fields[f"only_{there.agency.id}"] == ["1.1"]
    send(client, form, due="30 June 2026", title="Joint broad view 2027")
    made = Joint.objects.exclude(pk=joint.pk).get()
    assert made.follows == joint
    open_page(browser(here.lead), f"/joint/new/?unit={here.unit.id}&follows={joint.id}", 404)


def test_no_page_offers_the_people_of_an_organisation_that_looks_after_itself(here):
    for address in ("/joint/new/", f"/joint/{world_joint.joint(here, names=('Health',)).id}/invite/"):
        page = open_page(browser(here.lead), address)
        for member in here.members.values():
            assert member.lead.person.name not in page.text
            assert member.evaluator.person.name not in page.text
    assert all(one.people is None for one in choices(here.lead.actor, here.unit.id).organisations)


def test_two_tabs_that_change_the_same_words_show_both_and_the_second_decides(here):
    joint, client = world_joint.joint(here), browser(here.lead)
    address = f"/joint/{joint.id}/change/"
    one, other = open_page(client, address), open_page(client, address)
    send(client, one.form("/change/"), invitation="One.", due="30 June 2026")
    page = send(client, other.form("/change/"), 422, title="", invitation="Other.")
    page = send(client, page.form("/change/"), 422, title="A better title")
    assert "It now says: “One.”. Save again" in page.text
    assert page.form("/change/").fields["invitation"] == ["Other."]
    send(client, page.form("/change/"))
    joint.refresh_from_db()
    assert (joint.invitation, joint.evaluation.title, joint.due.month) == ("Other.", "A better title", 6)


def test_acceptance_of_an_edition_that_was_not_on_the_page_is_refused_with_a_sentence(here):
    joint, client = world_joint.joint(here), browser(here.lead)
    health = world_joint.handed_in(joint, here.members["Health"], {"1.1": "weak"})
    at = f"/joint/{joint.id}/who/{health.id}/"
    form, question = open_page(client, at).form("/accept/"), open_page(client, f"{at}question/")
    world_asking.hand_in_again(health, here.members["Health"])
    page = send(client, form, 409)
    assert "Another edition has been handed in since you opened this page." in page.text
    page = send(client, question.form("/question/"), 422, text="What do families say?")
    assert "Another edition has been handed in since you opened this page." in page.text
    send(client, page.form("/question/"))


def test_an_id_of_another_joint_broad_view_in_the_address_leads_nowhere(here):
    joint, other = world_joint.joint(here), world_joint.joint(here)
    asked = world_joint.asked_of(other, here.members["Health"].unit)
    client = browser(here.lead)
    for name in ("party", "question", "extend"):
        open_page(client, reverse(f"joint:{name}", args=[joint.id, asked.id]), 404)
    for name in ("accept", "answers", "again", "take_back"):
        assert client.post(reverse(f"joint:{name}", args=[joint.id, asked.id])).status_code == 404
    assert Contribution.objects.get(pk=asked.pk).last == "invited"


def test_hostile_words_are_refused_in_sentences_and_never_break_a_page(here):
    client, form = browser(here.lead), new(here).form("/new/")
    cases: tuple[dict[str, Any], ...] = (
        {"invited": ["no such"], "due": "30 June 2026"},
        {"invited": ids(here, "Health"), "due": "30 June 1900"},
        {"invited": ids(here, "Health"), "due": "30 June 2026", "invitation": "x" * 10_000},
        {"invited": ids(here, "Health"), "due": "30 June 2026", "title": "x" * 10_000},
        {"invited": ids(here, "Health"), "due": "30 June 2026", "indicators": ["9.9"], "scope": "focus"},
    )
    for typed in cases:
        assert send(client, form, 422, **typed).text
    sent = form.filled(invited=ids(here, "Health"), due="30 June 2026") | {"unit": ["no such"]}
    assert client.post("/joint/new/", sent).status_code == 404
    sent = form.filled(invited=ids(here, "Health"), due="30 June 2026") | {"framework": ["no such"]}
    assert client.post("/joint/new/", sent).status_code == 404
    assert client.get("/joint/new/?unit=%00&follows=%00").status_code in {404, 200}
    assert client.get("/joint/?page=999999").status_code == 200


def test_an_invitation_is_found_by_everybody_of_the_organisation_and_first_by_whom_it_is_for(here):
    joint = world_joint.joint(here, names=("Health",))
    at = f"/joint/asked/{world_joint.asked_of(joint, here.members['Health'].unit).id}/"
    for address in ("/broad-views/", "/joint/"):
        assert at in open_page(browser(here.members["Health"].lead), address).html
        assert at not in open_page(browser(here.members["Police"].lead), address).html
    page = open_page(browser(here.members["Health"].evaluator), "/joint/")
    assert at in page.html
    assert "Whoever answers for it accepts or declines" in page.text


def test_pages_cost_the_same_number_of_queries_however_many_are_asked(here, django_assert_max_num_queries):
    joint = world_asking.at_every_place(here)
    client = browser(here.lead)
    asked = world_joint.asked_of(joint, here.members["Health"].unit)
    for address, most in (
        ("/joint/", 6),
        (f"/joint/{joint.id}/", 10),
        (f"/joint/{joint.id}/who/{asked.id}/", 14),
        ("/joint/new/", 12),
    ):
        client.get(address)
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200, address
    assert world.FRAMEWORK


@pytest.mark.parametrize("follows", ["%00", "0" * 16, "x" * 5000])
def test_following_what_there_is_not_is_answered_as_such(here, follows):
    open_page(browser(here.lead), f"/joint/new/?unit={here.unit.id}&follows={follows}", 404)


def test_all_are_asked_by_one_choice_without_a_tick_and_nobody_is_no_answer(here):
    client = browser(here.lead)
    form = open_page(client, "/joint/new/").form("/new/")
    page = send(client, form, 422, due="30 June 2026", invited=[])
    assert "Tick who is asked to take part." in page.text
    typed: dict[str, Any] = {"due": "30 June 2026", "whom": "all", "invited": ids(here, "Health")}
    typed |= {f"only_{ids(here, 'Police')[0]}": ["1.1"]}
    send(client, page.form("/new/"), **typed)
    joint = Joint.objects.get()
    asked = set(joint.contributions.values_list("organisation__name", flat=True))
    assert asked == {"Health", "Police", "Social work"}
    police = world_joint.asked_of(joint, here.members["Police"].unit)
    assert [one.indicator.number for one in police.asked_of.all()] == ["1.1"]


def test_the_rest_is_invited_by_one_choice_and_sent_twice_once(here):
    joint = world_joint.joint(here, names=("Health",))
    client, path = browser(here.lead), f"/joint/{joint.id}/invite/"
    form = open_page(client, path).form(path)
    for said in ("2 organisations are invited.", "They were invited already."):
        answer = send(client, form, whom="all", invited=[])
        assert said in open_page(client, answer.response["Location"]).text
    assert joint.contributions.count() == 3
