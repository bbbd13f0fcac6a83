"""Who can read this, through the door: what its page says before somebody shares, and what it shuts afterwards."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from zeal import zeal_ignore

from speir.evaluations.actions import sharing
from speir.evaluations.models import Evaluation
from speir.organisations.models import Membership
from speir.reports.actions import keep_edition
from speir.sharing.models import Sharing
from tests import world
from tests.web.browsing import browser, open_page, send

SHUT = "Only its writer reads this."
WHY = "They asked to see it."


def pages(view: Evaluation, item: str) -> list[str]:
    """Every address that shows something of a broad view, its edition, one indicator and one piece of evidence."""
    under = ("", "sharing/", "found/", "answers/", "downloads/", "1.1/", "1.1/history/", "1.1/evidence/cite/")
    files = ("grid.docx", "grid.xlsx", "editions/1/", "editions/1/grid.docx", "editions/1/grid.xlsx")
    piece = (f"1.1/evidence/{item}/", f"1.1/evidence/{item}/sharing/", f"1.2/evidence/{item}/sharing/")
    more = (
        "describe/",
        "discard/",
        "seal/",
        "1.1/evidence/new/",
        "1.2/evidence/cite/",
        "1.2/evidence/cite/?words=writer",
    )
    return ["/broad-views/", *(f"/broad-views/{view.id}/{end}" for end in (*under, *files, *piece, *more))]


def words(body: bytes) -> str:
    """What an answer says; of a document, what its parts say."""
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as parts:
            body = b" ".join(parts.read(name) for name in parts.namelist())
    return body.decode(errors="ignore")


def named(view: Evaluation, cast: world.Cast, **more: object) -> None:
    sharing.share(
        evaluation_id=view.id,
        audience=f"named:{cast.stranger.person.id}",
        why=WHY,
        by=cast.lead.actor,
        **({"ends": None, "with_evidence": True} | more),  # type: ignore[arg-type]
    )


@pytest.fixture
def near(cast):
    """The stranger holds a role in the team's organisation for as long as it takes to be offered by name."""
    Membership.objects.create(
        person=cast.stranger.person, unit=cast.team, role="inspector", starts=dt.date(2020, 1, 1)
    )


def test_what_its_owner_keeps_alone_stands_on_no_page_of_anybody_else(cast):
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator, only_me=True, shows=SHUT)
    world.write(view, "1.1", cast.evaluator, choice="good")
    world.seal(view, cast.lead)
    for who in (cast.lead, cast.reader):
        client = browser(who)
        for address in pages(view, item):
            response = client.get(address, follow=True)
            assert response.status_code < 500, address
            assert SHUT not in words(response.content), (who.name, address)


def test_the_day_after_its_last_nothing_is_found_any_more(cast, near, clock):
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator)
    world.seal(view, cast.lead)
    named(view, cast, ends=dt.date(2026, 3, 4))
    assert browser(cast.stranger).get(f"/broad-views/{view.id}/editions/1/").status_code == 200
    clock.set(2026, 3, 5, 0, 1)
    client = browser(cast.stranger)
    listed, *rest = pages(view, item)
    assert view.title not in words(client.get(listed).content)
    assert {client.get(address).status_code for address in rest} == {404}


def test_a_clock_that_was_put_back_shuts_and_then_opens_again(cast, near, clock):
    view = world.begun(cast)
    named(view, cast)
    for day, status in ((1, 404), (3, 200)):
        clock.set(2026, 3, day, 10)
        assert browser(cast.stranger).get(f"/broad-views/{view.id}/").status_code == status


def test_the_page_says_that_its_editions_are_read_too(cast):
    view = world.sealed(cast)
    page = open_page(browser(cast.lead), f"/broad-views/{view.id}/sharing/")
    assert "also those sealed before" in page.text


def test_shared_again_until_another_day_the_page_says_no_and_keeps_what_was_typed(cast):
    view = world.begun(cast)
    client = browser(cast.lead)
    form = open_page(client, f"/broad-views/{view.id}/sharing/").form("/sharing/")
    typed: Any = {"audience": f"named:{cast.reader.person.id}", "why": WHY}
    send(client, form, **typed)
    with zeal_ignore():  # the refusal and the page after it each ask with whom it can be shared
        page = send(client, form, status=422, **typed, ends="31 December 2099")
    assert "End that first" in page.text
    assert page.values("ends") == ["31 December 2099"]
    assert Sharing.objects.get().ends is None


def test_whoever_is_let_in_later_is_sent_a_document_without_what_is_not_open_to_them(cast, near):
    view = world.begun(cast)
    world.cite(view, "1.1", cast.evaluator, shows=SHUT)
    edition = world.seal(view, cast.lead)
    keep_edition(edition_id=edition.id)
    named(view, cast, with_evidence=False)
    path = f"/broad-views/{view.id}/editions/1/"
    for who, reads in ((cast.reader, True), (cast.stranger, False)):
        client = browser(who)
        for end in ("", "grid.docx", "grid.xlsx"):
            assert (SHUT in words(client.get(path + end).content)) == reads, (who.name, end)
    page = open_page(browser(cast.stranger), path)
    assert "1 piece of evidence in it is not open to you." in page.text


def test_a_person_to_share_with_stands_under_the_place_where_they_belong(cast):
    view = world.begun(cast)
    page = open_page(browser(cast.lead), f"/broad-views/{view.id}/sharing/")
    assert f'<optgroup label="One person: {cast.team.name}">' in page.html
