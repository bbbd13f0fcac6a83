"""A chief officer reads and approves, through the door; the lead officer sees it and answers."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from speir.evaluations.actions import editions
from speir.evaluations.models import ApprovalStep, Edition, EditionDocument
from speir.organisations.models import Unit
from speir.organisations.queries import units
from speir.trail.models import Entry
from tests import world
from tests.web.browsing import browser, open_page, send

NAME = "I rang the gran on 01463 234567."


@pytest.fixture
def chief(cast):
    return world.chief(cast)


@pytest.fixture
def here(cast, chief):
    return f"/broad-views/{world.sealed(cast).id}/editions/1/"


def test_a_chief_officer_finds_what_waits_reads_it_asks_is_answered_and_approves(cast, chief, here, clock):
    client, lead = browser(chief), browser(cast.lead)
    first = open_page(client, client.get("/")["Location"])
    assert "For you to read and approve" in first.text
    assert ("a", here) in [(tag, of.get("href")) for tag, of in first.tags]
    assert "Approve it or ask a question" in open_page(client, here).text

    send(client, open_page(client, f"{here}ask/").form("/ask/"), text="Who does this by when?")
    assert "You asked on 2 March 2026; not answered yet" in open_page(client, "/broad-views/").text
    assert "Question from Catriona Munro, 2 March 2026" in open_page(lead, "/broad-views/").text
    assert "Question from Catriona Munro, 2 March 2026" in open_page(lead, here).text
    question = ApprovalStep.objects.get().id
    page = open_page(lead, f"{here}questions/{question}/")
    assert "Who does this by when?" in page.text
    send(lead, page.form(f"/{question}/"), text="The service, by June.")
    assert "You asked on 2 March 2026, and were answered" in open_page(client, "/broad-views/").text
    assert "Answered by Morag Sinclair, 2 March 2026 The service, by June." in open_page(client, here).text

    clock.forward(minutes=5)
    done = send(client, open_page(client, f"{here}approve/").form("/approve/"), text="Thank you.")
    assert done.response["Location"] == here
    assert "Approved. Your name and the day stand beside this edition." in open_page(client, here).text
    assert "Nothing waits for you." in open_page(client, "/broad-views/").text
    said = "Approved by Catriona Munro, chief officer, 2 March 2026"
    for address in ("/broad-views/", here, here.removesuffix("editions/1/")):
        assert said in open_page(lead, address).text, address
    reader = open_page(browser(cast.reader), here).text
    assert said in reader
    assert "Thank you." in reader
    assert {step.said for step in ApprovalStep.objects.all()} == {"asked", "answered", "approved"}


def test_a_first_page_on_which_nothing_waits_says_what_will_come(chief):
    text = open_page(browser(chief), "/broad-views/").text
    assert "it comes here for you to read and approve" in text


def test_nobody_but_a_chief_officer_is_shown_what_they_could_not_do(cast, chief, here):
    for who in (cast.lead, cast.evaluator, cast.reader):
        page = open_page(browser(who), here)
        assert "Approve this edition" not in page.text
        assert "Waits for Catriona Munro to read and approve" in page.text
        assert "For you to read" not in open_page(browser(who), "/broad-views/").text


def test_where_nobody_approves_an_edition_says_nothing_of_it(cast):
    view = world.sealed(cast)
    for part in ("", "editions/1/"):
        assert "pprov" not in open_page(browser(cast.lead), f"/broad-views/{view.id}/{part}").text


def test_before_sealing_one_reads_for_whom_it_will_wait(cast):
    view = world.begun(cast)
    lead, seal = browser(cast.lead), f"/broad-views/{view.id}/seal/"
    assert "read and approve" not in open_page(lead, seal).text
    world.chief(cast)
    assert "it waits for Catriona Munro to read and approve" in open_page(lead, seal).text


def test_whoever_may_not_approve_is_not_said_to_have_read_it(cast, chief, here, monkeypatch):
    Unit.objects.filter(pk=cast.team.pk).update(kind="team")  # what is a whole agency's is no secret
    monkeypatch.setattr(units, "_is_whole", {})
    other = browser(cast.reader)
    for part in ("approve/", "ask/", f"questions/{'0' * 16}/", f"approvals/{'0' * 16}/back/"):
        assert other.get(f"{here}{part}").status_code in {403, 404}
    assert not Entry.objects.filter(verb="read", person_id=cast.reader.person.id).exists()
    browser(chief).get(f"{here}approve/")
    assert Entry.objects.filter(verb="read", person_id=chief.person.id).count() == 1


def test_sent_twice_and_from_two_tabs_it_is_approved_once(chief, here):
    client = browser(chief)
    form = open_page(client, f"{here}approve/").form("/approve/")
    send(client, form, text="Once.")
    send(client, form, text="Once.")
    page = send(client, form, 422, text="Twice.")
    assert "You had approved it already." in page.text
    assert page.values("text") == ["Twice."]
    assert ApprovalStep.objects.get().text == "Once."
    assert client.get(f"{here}approve/")["Location"] == here
    assert Entry.objects.filter(verb="approved").count() == 1


def test_an_old_page_says_that_another_edition_was_sealed_and_keeps_what_was_typed(cast, chief, here):
    client = browser(chief)
    forms = [open_page(client, f"{here}{part}/").form(f"/{part}/") for part in ("approve", "ask")]
    view_id = here.split("/")[2]
    editions.reopen(evaluation_id=view_id, by=cast.lead.actor)
    editions.seal(evaluation_id=view_id, by=cast.lead.actor)
    for form in forms:
        page = send(client, form, 422, text="What I typed.")
        assert "Edition 2 was sealed since." in page.text
        assert page.values("text") == ["What I typed."]
        assert ("a", here.replace("/1/", "/2/")) in [(tag, of.get("href")) for tag, of in page.tags]
    assert not ApprovalStep.objects.exists()
    assert "Edition 2 has been sealed since." in open_page(client, f"{here}approve/").text
    assert "Edition 2 was sealed since" in open_page(client, here).text


def test_an_approval_is_taken_back_with_a_reason_that_everybody_reads(cast, chief, here):
    client = browser(chief)
    send(client, open_page(client, f"{here}approve/").form("/approve/"))
    back = f"{here}approvals/{ApprovalStep.objects.get().id}/back/"
    form = open_page(client, back).form("/back/")
    assert "Write why you take it back" in send(client, form, 422, text=" ").text
    send(client, form, text="I read the wrong one.")
    text = open_page(browser(cast.reader), here).text
    assert "Taken back on" in text
    assert "I read the wrong one." in text
    assert client.get(back)["Location"] == here
    assert browser(cast.lead).get(back).status_code == 404


@pytest.mark.parametrize("part", ["approve", "ask"])
def test_words_that_may_name_somebody_are_asked_about_beside_the_box(chief, here, part):
    client = browser(chief)
    page = send(client, open_page(client, f"{here}{part}/").form(f"/{part}/"), 422, text=NAME)
    assert page.values("text") == [NAME]
    assert "01463 234567" in page.text
    assert not ApprovalStep.objects.exists()
    mended = send(client, page.form(f"/{part}/"), mend_text="all ")
    assert mended.response["Location"] == here
    assert "01463" not in ApprovalStep.objects.get().text


@pytest.mark.parametrize("text", ["x" * 10_000, "", "Mòran taing. 👧🏽 <b>&amp;</b> {{ x }} =1+1"])
def test_whatever_is_typed_is_kept_or_answered_by_a_sentence(chief, here, text):
    client = browser(chief)
    form = open_page(client, f"{here}ask/").form("/ask/")
    fits = 0 < len(text) <= 2000
    page = send(client, form, 302 if fits else 422, text=text)
    if fits:
        assert ApprovalStep.objects.get().text == text
        assert "<b>&amp;</b>" not in browser(chief).get(here).content.decode()
    else:
        assert page.values("text") == [text]


def test_opening_what_a_chief_officer_may_do_does_nothing(chief, here):
    client = browser(chief)
    world_before = Entry.objects.exclude(verb="read").count()
    for part in ("approve/", "ask/"):
        assert client.get(f"{here}{part}").status_code == 200
    assert not ApprovalStep.objects.exists()
    assert Entry.objects.exclude(verb="read").count() == world_before


def words(body: bytes) -> str:
    with ZipFile(BytesIO(body)) as parts:
        return b" ".join(parts.read(name) for name in parts.namelist()).decode(errors="ignore")


def test_a_download_of_an_approved_edition_says_by_whom_and_that_it_came_after_the_sealing(
    cast, chief, here, clock
):
    edition = Edition.objects.get()
    kept = {"edition": edition, "body": b"kept", "digest": "0" * 64, "made_at": edition.sealed_at}
    for kind in ("docx", "xlsx"):
        EditionDocument.objects.create(**kept, format=kind)
    client = browser(cast.reader)
    assert client.get(f"{here}grid.docx").content == b"kept"
    world.approve(edition.evaluation, chief)
    for kind in ("docx", "xlsx"):
        text = words(client.get(f"{here}grid.{kind}").content)
        assert "By Catriona Munro, chief officer, on 2 March 2026." in text
        assert "after the sealing" in text


def test_what_it_costs_does_not_grow_with_what_was_said(cast, chief, here, django_assert_max_num_queries):
    view = Edition.objects.get().evaluation
    for at in range(6):
        world.ask(view, chief, f"Question {at}?")
    world.approve(view, world.chief(cast, "Gordon Tulloch"))
    for who, most in ((cast.lead, {"/broad-views/": 11, here: 9}), (chief, {"/broad-views/": 12, here: 9})):
        client = browser(who)
        for address, queries in most.items():
            client.get(address)
            with django_assert_max_num_queries(queries):
                client.get(address)


def test_in_an_inspectors_room_an_edition_says_who_approved_it_and_not_what_was_asked(cast, chief, here):
    edition = Edition.objects.get()
    world.ask(edition.evaluation, chief)
    world.approve(edition.evaluation, chief, note="Thank you.")
    inspector = world.colleague("Iain Macrae", cast.team, "inspector", cast.lead)
    room = world.room(cast.lead, cast.team, inspector)
    thing = world.put(room, cast.lead, "edition", edition.evaluation_id, 1)
    client = browser(inspector)
    text = open_page(client, f"/rooms/{room.id}/things/{thing}/").text
    assert "Approved by Catriona Munro, chief officer" in text
    assert "Question" not in text
    assert "Thank you." not in text
    said = words(client.get(f"/rooms/{room.id}/things/{thing}/grid.docx").content)
    assert "By Catriona Munro, chief officer, on" in said
    for part in ("", "approve/", "ask/"):
        assert client.get(f"{here}{part}").status_code == 404
