"""What is somebody's alone in the register is told to nobody else: on no page, in no list, by no count or likeness."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from speir.evaluations.actions.citations import cite
from speir.evidence.actions import items
from speir.evidence.actions import sharing as lending
from speir.evidence.rules.links import Link
from speir.organisations.models import Membership, Seat
from speir.sharing.models import Sharing
from tests import world
from tests.web.browsing import browser

SECRET = "zirconium"
SAID = f"Plans of the {SECRET} group are agreed within four weeks in most files that we read."
TWIN = SAID.replace(SECRET, "other")


@pytest.fixture
def alone(cast) -> str:
    """A piece of the lead officer's alone, with the word in each of its texts, cited in their colleagues' view."""
    draft = world.draft(
        shows=SAID,
        account=f"The {SECRET} account.",
        origin=f"The {SECRET} minutes",
        links=(Link(f"https://example.scot/{SECRET}", f"{SECRET} minutes"),),
        themes={"hmie-2005/1.1/trust": "strength"},
    )
    made = write(cast, draft, only_me=True)
    world.file_beside(made.id, cast.lead)
    return str(made.id)


def write(cast, draft, **more: Any):
    return items.write(
        unit_id=cast.team.id, framework=world.framework(), draft=draft, by=cast.lead.actor, **more
    )


def pages(cast, view: str, twin: str) -> list[str]:
    asked = (
        "",
        "?words=minutes",
        "?stands=uncited",
        "?words=plans",
        "?theme=hmie-2005/1.1/",
        "?kind=surveys",
    )
    return [
        *(f"/evidence/{one}" for one in asked),
        f"/evidence/{twin}/",
        f"/evidence/{twin}/alike/",
        f"/evidence/{twin}/change/",
        f"/evidence/{twin}/record/",
        f"/evidence/{twin}/sharing/",
        f"/evidence/record/{cast.team.id}/",
        f"/broad-views/{view}/",
        f"/broad-views/{view}/1.1/",
        f"/broad-views/{view}/1.2/evidence/cite/?words=minutes",
        f"/broad-views/{view}/1.2/evidence/cite/",
        f"/broad-views/{view}/known/",
        f"/broad-views/{view}/found/",
        f"/broad-views/{view}/1.1/history/",
        "/trail/",
        "/broad-views/",
    ]


@pytest.mark.parametrize("who", ["evaluator", "reader", "stranger", "other_lead", "inspector"])
def test_what_is_for_its_owner_alone_stands_on_no_page_of_anybody_else(cast, alone, who):
    view = world.begun(cast)
    cite(evaluation_id=view.id, number="1.1", item_id=alone, stance="supports", by=cast.lead.actor)
    twin = write(cast, world.draft(shows=TWIN))
    cite(evaluation_id=view.id, number="1.1", item_id=twin.id, stance="supports", by=cast.lead.actor)
    client, seen = browser(person(cast, who)), 0
    for page in pages(cast, view.id, twin.id):
        response = client.get(page)
        seen += response.status_code == 200
        body = response.content.decode()
        assert SECRET not in body.casefold(), page
        assert alone not in body, page
    assert seen >= (3 if who in ("stranger", "inspector") else 15)
    found = client.get("/evidence/", {"words": SECRET}).content.decode()
    assert alone not in found
    assert SAID not in found
    for page in ("", "change/", "withdraw/", "sharing/", "record/", "record/new/", "files/", "alike/"):
        assert client.get(f"/evidence/{alone}/{page}").status_code == 404
    typed = {"unit": cast.team.id, "text": TWIN}
    assert SECRET not in client.post("/evidence/several/", typed).content.decode()


def person(cast, who: str):
    roles = {"other_lead": "lead_officer", "inspector": "inspector"}
    return (
        world.colleague("Una Baird", cast.team, roles[who], cast.lead) if who in roles else getattr(cast, who)
    )


def test_whose_share_has_ended_and_who_has_left_find_nothing_of_it_any_more(cast):
    committee = world.unit_of(world.somebody("Convener"), "A committee", "partnership")
    for organisation in (cast.team, cast.elsewhere):
        Seat.objects.create(organisation=organisation, partnership=committee, starts=dt.date(2020, 1, 1))
    item = write(cast, world.draft(shows=SAID)).id
    guest = world.colleague("Una Baird", cast.team, "evaluator", cast.lead)
    lent: Any = {"audience": f"partnership:{committee.id}", "why": "They asked.", "ends": None}
    lending.share(item_id=item, taken_as="fact", by=cast.lead.actor, **lent)
    clients = [browser(guest), browser(cast.stranger)]
    for client in clients:
        assert item in client.get("/evidence/", {"words": SECRET}).content.decode()
    act = Sharing.objects.get(about_id=item).id
    lending.end_sharing(item_id=item, act_id=act, by=cast.lead.actor)
    Membership.objects.filter(person=guest.person).update(ended_at=timezone.now())
    for client in clients:
        for asked in ({}, {"words": SECRET}, {"theme": "hmie-2005/1.1/"}):
            assert item not in client.get("/evidence/", asked).content.decode()
        assert client.get(f"/evidence/{item}/").status_code == 404
