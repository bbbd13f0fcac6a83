"""An organisation at its pages of a joint broad view: by hand, without script and with it, and with bad input."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from speir.evaluations.actions import contributions
from speir.evaluations.models import Assignment, Contribution, ContributionStep, Judgement, SetAside
from speir.evaluations.rules.saving import mark
from speir.evidence.models import Item
from tests import world, world_joint
from tests.web.browsing import HTMX, Form, Page, browser, open_page, send

pytestmark = pytest.mark.django_db


def press(client: Client, form: Form, **typed: Any) -> Page:
    """Send a form, and read the page that it leads to."""
    there: Any = client.get(send(client, form, **typed).response["Location"], follow=True)
    return Page(there, there.request["PATH_INFO"])


@pytest.fixture
def here() -> world_joint.Committee:
    return world_joint.committee(["Health", "Forum"])


@pytest.fixture
def health(here: world_joint.Committee) -> world_joint.Member:
    return here.members["Health"]


@pytest.fixture
def small(here) -> tuple[world_joint.Member, str]:
    """A small voluntary body, which is asked in the short form and has not answered; and its page."""
    joint = world_joint.joint(here, names=["Forum"])
    Contribution.objects.update(short=True)
    member = here.members["Forum"]
    return member, f"/joint/asked/{world_joint.asked_of(joint, member.unit).id}/"


def test_an_invitation_says_what_accepting_means_and_is_accepted_from_its_page(here, health):
    joint = world_joint.joint(here)
    client, at = browser(health.lead), f"/joint/asked/{world_joint.asked_of(joint, health.unit).id}/"
    assert at in client.get("/broad-views/").content.decode()
    page = open_page(client, at)
    assert "You are named to the other members, and they read what you hand in" in page.text
    assert "nothing is read before you hand it in" in page.text
    page = press(client, page.form("/agree/"))
    assert "Begin, or use what you have" in page.text
    page = press(client, open_page(client, f"{at}own/").form("/own/"))
    assert "Lochside Child Protection Committee asks for 1.1, 1.3 and 3.2 by" in page.text
    assert page.text.count("Asked about") == 3


def test_a_small_body_answers_on_one_page_from_the_invitation_to_handing_in(small):
    member, at = small
    client = browser(member.lead)
    page = press(client, open_page(client, at).form("/agree/"))
    assert "Choose what you answer" in page.text
    page = press(client, page.form("/indicators/"), number=["1.1", "3.2"])
    assert page.address.endswith("/short/")
    typed = {"0-strengths": "We know the families.", "0-shows": "Four parents told us so."}
    page = press(client, page.form("/short/"), **typed, go="stay")
    assert page.form("/short/").fields["0-strengths"] == ["We know the families."]
    assert page.form("/short/").fields["0-shows"] == [""]
    assert Item.objects.get().shows == "Four parents told us so."
    page = press(client, page.form("/short/"), go="hand_in")
    assert "3.2 has no judgement yet" in page.text
    page = send(client, page.form("/hand-in/"), 422, text=" ")
    assert "Write in a sentence why you hand it in all the same." in page.text
    page = press(client, page.form("/hand-in/"), text="We are two people.")
    assert "Four parents told us so." in page.text  # what the others may read of it is asked next
    page = press(client, page.form("/evidence/"), items=[Item.objects.get().id])
    assert "One piece of evidence is open to the other members." in page.text
    assert "Edition 1 was handed in on" in page.text
    assert "Open to them already" in open_page(client, f"{at}evidence/").text
    assert ContributionStep.objects.get(move="submitted").text == "We are two people."


@pytest.fixture
def writing(small) -> tuple[world_joint.Member, str]:
    member, at = small
    client = browser(member.lead)
    page = press(client, open_page(client, at).form("/agree/"))
    press(client, page.form("/indicators/"), number="1.1")
    return member, f"{at}short/"


def test_where_nothing_is_open_a_small_body_hands_in_at_once(writing):
    member, at = writing
    client = browser(member.lead)
    form = open_page(client, at).form("/short/")
    page = press(client, form, **{"0-improvements": "We write too little down."}, go="hand_in")
    assert "Edition 1 was handed in on" in page.text
    # A press that comes again finds it handed in.
    answer = client.post(at, form.filled(**{"0-improvements": "We write too little down."}, go="hand_in"))
    assert answer.status_code in {302, 409}
    assert ContributionStep.objects.filter(move="submitted").count() == 1


def test_by_script_only_what_was_touched_gets_a_fresh_mark_so_that_nobody_is_written_over(writing):
    member, at = writing
    client = browser(member.lead)
    form = open_page(client, at).form("/short/")
    view = Contribution.objects.get().evaluation
    assert view is not None
    world.write(view, "1.1", member.evaluator, improvements="Theirs, meanwhile.")
    answer = client.post(at, form.filled(**{"0-strengths": "Mine."}), **HTMX).content.decode()
    assert f'id="base_strengths_0" name="base_0-strengths" value="{mark("Mine.")}"' in answer
    assert "base_improvements_0" not in answer
    page = Page(client.post(at, form.filled(**{"0-improvements": "Mine, too."})), at)
    assert page.response.status_code == 409
    assert "Theirs, meanwhile." in page.text
    assert page.form("/short/").fields["0-improvements"] == ["Mine, too."]
    assert SetAside.objects.get().text == "Mine, too."
    press(client, page.form("/short/"), **{"choose_0-improvements": "both"})
    assert world.values(view, "1.1")["improvements"] == "Theirs, meanwhile.\n\nMine, too."


def test_a_line_of_evidence_that_is_sent_twice_is_written_once(writing):
    member, at = writing
    client = browser(member.lead)
    sent = open_page(client, at).form("/short/").filled(**{"0-shows": "Four parents told us so."})
    for _ in range(2):
        answer = client.post(at, sent, **HTMX).content.decode()
        assert 'data-kept="Four parents told us so."' in answer
    assert Item.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("0-strengths", "x" * 20_001, "Shorten it to"),
        ("0-shows", "x" * 5_000, "nothing is cut off"),
        ("0-choice", "87 %", "is not a level"),
    ],
)
def test_what_cannot_be_saved_says_so_beside_its_box_with_everything_kept(writing, field, value, said):
    member, at = writing
    client = browser(member.lead)
    sent = open_page(client, at).form("/short/").filled(**{"0-improvements": "This is saved."})
    page = Page(client.post(at, sent | {field: [value]}), at)
    assert page.response.status_code == 422
    assert said in page.text
    if field != "0-choice":
        assert page.form("/short/").fields[field] == [value]
    view = Contribution.objects.get().evaluation
    assert view is not None
    assert world.values(view, "1.1")["improvements"] == "This is saved."
    assert client.post(at, {"go": "stay"}).status_code == 400


def test_what_is_typed_while_somebody_seals_is_kept_for_its_writer(writing):
    member, at = writing
    client = browser(member.evaluator)
    form = open_page(client, at).form("/short/")
    view = Contribution.objects.get().evaluation
    assert view is not None
    world.seal(view, member.lead)
    answer = client.post(at, form.filled(**{"0-strengths": "Too late."}))
    assert answer.status_code == 409
    assert SetAside.objects.get().text == "Too late."
    assert "Too late." in open_page(client, at).text


@pytest.mark.parametrize("meanwhile", ["chosen no more", "declined"])
def test_what_was_typed_is_saved_whatever_was_decided_in_another_tab_meanwhile(writing, meanwhile):
    member, at = writing
    client = browser(member.lead)
    form = open_page(client, at).form("/short/")
    contribution = Contribution.objects.get(organisation=member.unit)
    by = member.lead.actor
    if meanwhile == "declined":
        contributions.decline(contribution_id=contribution.id, text="We are too few.", by=by)
    else:
        contributions.choose_indicators(contribution_id=contribution.id, numbers=["1.3"], by=by)
    press(client, form, **{"0-improvements": "Not to be lost."}, go="stay")
    row = Judgement.objects.get(evaluation=contribution.evaluation, indicator__number="1.1")
    assert row.improvements == "Not to be lost."


@pytest.mark.parametrize(
    "asked", ["?of=0000000000000000&number=1", "?of=\x00", "?number=99999999", "?of=x&number=x"]
)
def test_an_edition_that_is_not_there_leads_to_what_is(here, health, asked):
    joint = world_joint.joint(here, names=["Health"])
    world_joint.agreed(joint, health)
    client, at = browser(health.lead), f"/joint/asked/{Contribution.objects.get().id}/hand-in/"
    assert client.get(at + asked).status_code in {302, 404}
    assert client.post(at, {"of": "0" * 16, "number": "1"}).status_code == 404


def test_whoever_leads_the_joint_broad_view_sees_the_invitation_and_nothing_of_the_work(here, health):
    joint = world_joint.joint(here, names=["Health"])
    world_joint.answered(joint, health, {"1.1": "weak"})
    page = open_page(browser(here.lead), f"/joint/asked/{Contribution.objects.get().id}/")
    assert "accepted by Health lead" in page.text
    for hidden in ("Weak", "Written about", "Health evaluator"):
        assert hidden not in page.text


def test_the_owner_finds_theirs_first_and_can_look_at_these_alone(cast):
    view = world.begun(cast)
    client, person = browser(cast.lead), cast.evaluator.person.id
    at = f"/broad-views/{view.id}/owners/{person}/"
    page = press(client, open_page(client, at).form(at), number=["1.1", "1.3", "3.2"])
    assert "1.1, 1.3, 3.2" in page.text
    page = press(client, open_page(client, at).form(at), number=["1.1", "3.2"])
    assert Assignment.objects.count() == 2
    assert client.post(at, {"number": "9.9"}).status_code == 409
    isla = browser(cast.evaluator)
    assert "Yours to answer" in open_page(isla, "/broad-views/").text
    page = open_page(isla, f"/broad-views/{view.id}/?whose=yours")
    assert ('id="i1.1"' in page.html, 'id="i1.2"' in page.html) == (True, False)
    assert "Isla Reid" in page.text
    assert 'id="i1.2"' in open_page(client, f"/broad-views/{view.id}/?whose=yours").html


def test_evidence_behind_what_was_handed_in_is_opened_by_who_ticks_it_or_opens_all(here, health):
    joint = world_joint.joint(here, names=["Health"])
    given = world_joint.handed_in(joint, health, {"1.1": "good", "1.3": "weak"})
    client, at = browser(health.lead), f"/joint/asked/{given.id}/evidence/"
    page = open_page(client, at)
    assert "checked" not in page.html
    assert "Nothing more was opened." in press(client, page.form(at)).text
    assert "Four pieces of evidence are open" in press(client, page.form(at), all="1").text
    assert "Open all" not in open_page(client, at).html
