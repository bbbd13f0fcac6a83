"""Taking an organisation's words over as a start: once, into what is empty, and with whose words they are."""

from __future__ import annotations

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused
from speir.evaluations.actions import contributions
from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.judgements import record
from speir.evaluations.actions.removing import dispose
from speir.evaluations.actions.taking_over import take_over
from speir.evaluations.models import EarlierText, Evaluation, SetAside
from speir.evaluations.rules.saving import mark
from speir.mentions.rules import Keeping
from tests import world, world_joint
from tests.web.browsing import browser, open_page, send

pytestmark = pytest.mark.django_db
SEEN = "Health sees children early (1.1)."
LATE = "Health writes too little down (1.1)."
NAMED = "Kirsty McLeod, born 3.4.2015, was seen."


@pytest.fixture
def here():
    return world_joint.committee()


@pytest.fixture
def joint(here):
    """Health handed in words of 1.1, which it judged, and Police none."""
    made = world_joint.joint(here)
    health = here.members["Health"]
    world_joint.handed_in(made, health, {"1.1": "good"})
    world_joint.handed_in(made, here.members["Police"], {"1.3": "weak"})
    return made


def take(joint, member, by):
    return take_over(joint_id=joint.id, organisation_id=member.unit.id, number="1.1", by=by.actor)


def test_whoever_leads_takes_the_words_over_once_and_it_is_said_whose_they_were(here, joint):
    client, path = browser(here.lead), f"/joint/{joint.id}/matrix/1.1/"
    assert open_page(browser(here.chair), path).html.count("/take-over/") == 1
    page = open_page(client, path)
    to = f"/joint/{joint.id}/from/{here.members['Health'].unit.id}/1.1/take-over/"
    assert page.html.count("/take-over/") == 1  # Police has no words to take
    answer = open_page(client, send(client, page.form(to)).response["Location"])
    assert "Taken over as a start" in answer.text
    row = world.row(joint.evaluation, "1.1")
    assert row.strengths == f"In the words of Health, edition 1:\n{SEEN}"
    assert row.improvements == f"In the words of Health, edition 1:\n{LATE}"
    assert (row.level_id, row.done) == (None, False)
    assert "/take-over/" not in open_page(client, path).html


def test_what_stands_there_is_not_written_over_and_sent_twice_it_is_taken_once(here, joint):
    health = here.members["Health"]
    world.write(joint.evaluation, "1.1", here.lead, strengths="Ours.")
    take(joint, health, here.lead)
    row = world.row(joint.evaluation, "1.1")
    assert (row.strengths, LATE in row.improvements) == ("Ours.", True)
    with pytest.raises(Refused, match="written there already"):
        take(joint, health, here.lead)
    assert (EarlierText.objects.count(), SetAside.objects.count()) == (0, 0)


def test_it_is_for_whoever_leads_and_of_what_was_handed_in(here, joint):
    health = here.members["Health"]
    for who in (here.reader, health.lead):
        with pytest.raises(NotAllowed):
            take(joint, health, who)
    for stranger, member in ((here.stranger, "Health"), (here.lead, "Social work")):
        with pytest.raises(NotYours):
            take(joint, here.members[member], stranger)
    with pytest.raises(Refused, match="no text of this indicator"):
        take(joint, here.members["Police"], here.lead)
    path = f"/joint/{joint.id}/matrix/1.1/"
    assert "/take-over/" not in open_page(browser(health.lead), path).html
    world.seal(joint.evaluation, here.lead)
    assert "/take-over/" not in open_page(browser(here.lead), path).html
    with pytest.raises(Refused, match="sealed"):
        take(joint, health, here.lead)


def test_what_was_removed_from_their_words_is_no_start(here, joint):
    health = here.members["Health"]
    view = Evaluation.objects.get(unit=health.unit)
    dispose(about="broad view", thing_id=view.id, by=health.lead.actor)
    with pytest.raises(Refused, match="no text of this indicator"):
        take(joint, health, here.lead)


def test_a_name_in_their_words_waits_as_a_draft_of_whoever_takes_them_over(here):
    made, health = world_joint.joint(here), here.members["Health"]
    view = world_joint.answered(made, health, {"1.1": "good"})
    held = world.write(view, "1.1", health.evaluator, strengths=NAMED).held["strengths"]
    keep = Keeping("known", frozenset(one.token for one in held.mentions))
    typed = Field(NAMED, mark(SEEN), aside=held.aside, keep=keep)
    record(evaluation_id=view.id, number="1.1", typed={"strengths": typed}, by=health.evaluator.actor)
    world.seal(view, health.lead)
    asked = world_joint.asked_of(made, health.unit)
    contributions.submit(
        contribution_id=asked.id, evaluation_id=view.id, number=1, text=world_joint.WHY, by=health.lead.actor
    )
    client = browser(here.lead)
    page = open_page(client, f"/joint/{made.id}/matrix/1.1/")
    sent = send(client, page.form(f"/joint/{made.id}/from/{health.unit.id}/1.1/take-over/"))
    answer = open_page(client, sent.response["Location"])
    assert "In the words of Health, edition 1:\nKirsty McLeod" in answer.html
    assert "Taken over as a start" not in answer.text
    assert world.row(made.evaluation, "1.1").strengths == ""
