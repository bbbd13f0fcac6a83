"""An inspector's room through the door: their home, their name on every page and file, and nothing else."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any
from urllib.parse import quote

import docx
import openpyxl
import pypdf
import pytest
from django.db import OperationalError
from django.utils import timezone

from speir.accounts.models import Person
from speir.core import text
from speir.evaluations.actions import rooms
from speir.evaluations.models import Citation
from speir.evidence.actions import items
from speir.evidence.models import Item
from speir.frameworks.queries import current
from speir.improvement.actions import proving
from speir.improvement.actions import rooms as above
from speir.improvement.models import Action, Priority
from speir.organisations.actions import add_unit
from speir.sharing.models import Room, RoomThing
from speir.trail.models import Entry
from tests import world, world_improvement, world_look
from tests.web.browsing import Page, browser, open_page, send

NAME = "Iain Macrae"


@pytest.fixture
def iain(cast):
    return world.colleague(NAME, cast.team, "inspector", cast.lead)


@pytest.fixture
def view(cast):
    return world.sealed(cast)


@pytest.fixture
def room(cast, iain, view):
    made = world.room(cast.lead, cast.team, iain)
    world.put(made, cast.lead, "edition", view.id, 1)
    return made


def at(room: Room, below: str = "") -> str:
    return f"/rooms/{room.id}/{below}"


def inside(room: Room) -> str:
    return at(room, f"things/{RoomThing.objects.get(room=room, taken_at=None).id}/")


def test_the_inspectors_home_is_the_room(iain, room):
    client = browser(iain)
    page = Page(client.get("/", follow=True))
    assert room.name in page.text
    main = [of.get("href") for tag, of in page.tags if tag == "a"]
    assert "/broad-views/" not in main
    assert inside(room) in main


def test_an_old_page_does_not_open_a_room_again_for_longer(cast, room):
    client, last = browser(cast.lead), timezone.localdate() + dt.timedelta(days=1)
    old = open_page(client, at(room, "change/")).form()
    send(client, open_page(client, at(room, "change/")).form(), ends=text.day(last))
    shown = send(client, old, 409, name="Spring")
    room.refresh_from_db()
    assert room.ends == last
    assert f"from {text.day(room.starts)} to {text.day(last)}" in shown.text
    send(client, shown.form(), name="Spring")
    room.refresh_from_db()
    assert room.name == "Spring"


def test_every_page_bears_the_readers_name_to_read_and_behind_everything_without_inline_style(
    cast, iain, room
):
    client = browser(iain)
    for path in (at(room), inside(room)):
        page = open_page(client, path)
        assert page.text.count(f"Read by {NAME} on") >= 2
        drawn = page.html.split('class="watermark"')[1].split("</svg>")[0]
        assert f"Read by {NAME} on" in drawn
        assert "style=" not in page.html


def test_every_file_bears_the_readers_name_on_every_page(iain, room):
    client = browser(iain)
    body = {
        kind: BytesIO(client.get(f"{inside(room)}grid.{kind}").content) for kind in ("docx", "xlsx", "pdf")
    }
    for page in pypdf.PdfReader(body["pdf"]).pages:
        assert NAME in page.extract_text().replace("\u200b", "")
    word = docx.Document(body["docx"])
    assert any(NAME in p.text for p in word.paragraphs)
    assert all(any(NAME in p.text for p in s.header.paragraphs) for s in word.sections)
    for sheet in openpyxl.load_workbook(body["xlsx"]).worksheets[:2]:
        parts = (sheet.oddHeader, sheet.oddFooter)
        said = [str(at.text) for part in parts for at in (part.left, part.center, part.right)]
        said += [str(cell.value) for row in sheet["A1:A8"] for cell in row]
        assert any(NAME in words for words in said), sheet.title


def test_each_opening_and_each_download_is_recorded_and_the_keeper_reads_the_list(cast, iain, room, view):
    client = browser(iain)
    for path in ("", "", "grid.docx"):
        assert client.get(f"{inside(room)}{path}").status_code == 200
    assert Entry.objects.filter(verb="read in", about="room").count() == 3
    text = open_page(browser(cast.lead), at(room, "readings/")).text
    assert text.count(NAME) == 3
    assert "taken away as DOCX" in text
    trail = open_page(browser(cast.lead), f"/trail/?unit={cast.team.id}").text
    assert f"{NAME} read something in an inspector’s room: edition 1 and Word" in trail


def test_what_could_not_be_recorded_is_not_read(iain, room, monkeypatch):
    def full(*_words: Any, **_more: Any) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Entry, "save", full)
    assert browser(iain).get(inside(room)).status_code == 503


def test_before_and_after_a_sentence_and_the_things_themselves_are_not_there(cast, iain, view, clock):
    room = world.room(cast.lead, cast.team, iain, starts=dt.date(2026, 3, 4), ends=dt.date(2026, 3, 5))
    world.put(room, cast.lead, "edition", view.id, 1)
    for day, said in (
        (3, "This room opens on 4 March 2026"),
        (6, "This room closed at the end of 5 March 2026"),
    ):
        clock.set(2026, 3, day, 10)
        client = browser(iain)
        assert said in open_page(client, at(room)).text
        for path in (inside(room), f"{inside(room)}grid.pdf"):
            assert client.get(path).status_code == 404
    clock.set(2026, 3, 5, 10)
    assert browser(iain).get(inside(room)).status_code == 200


def test_a_tab_left_open_reads_nothing_once_the_room_is_ended(cast, iain, room):
    client = browser(iain)
    open_page(client, inside(room))
    send(browser(cast.lead), open_page(browser(cast.lead), at(room, "end/")).form("/end/"))
    assert client.get(inside(room)).status_code == 404
    assert client.get(f"{inside(room)}grid.docx").status_code == 404
    assert "was ended" in open_page(client, at(room)).text


def test_what_is_read_there_is_not_kept_by_the_browser(cast, iain, room, view):
    client = browser(iain)
    edition = inside(room)
    item = Citation.objects.filter(judgement__evaluation=view)[0].item_id
    piece = at(room, f"things/{world.put(room, cast.lead, 'evidence', item)}/")
    for path in (edition, f"{edition}grid.docx", piece):
        assert client.get(path)["Cache-Control"] == "no-store"


def test_from_making_a_room_to_reading_in_it_without_script(cast, view):
    client = browser(cast.lead)
    days: Any = {"name": "Joint inspection", "starts": "1 March 2026", "ends": "1900"}
    page = send(client, open_page(client, "/rooms/new/").form("/new/"), 422, **days)
    assert page.values("name") == ["Joint inspection"]
    today = timezone.localdate()
    days |= {"starts": today.strftime("%-d %B %Y"), "ends": today.strftime("%-d %B %Y")}
    send(client, page.form("/new/"), **days)
    room = Room.objects.get()
    page = open_page(client, f"/rooms/{room.id}/put/?thing=edition:{view.id}:1")
    assert "pieces with their words" in page.text
    send(client, page.form("/put/"))
    guests = open_page(client, at(room, "guests/"))
    made = send(client, guests.form("/guests/"), 200, guest="Una Bain")
    address = made.html.split("<code>")[1].split("</code>")[0].removeprefix("http://testserver")
    guest = browser()
    guest.post(address)
    assert view.title in open_page(guest, at(room)).text
    again = send(client, guests.form("/guests/"), guest="Una Bain")
    assert again.response.status_code == 302
    assert Person.objects.filter(name="Una Bain").count() == 1


def test_an_inspector_who_is_here_already_is_chosen_from_a_list(cast, iain, view):
    room = world.room(cast.lead, cast.team)
    client = browser(cast.lead)
    forms = [f for f in open_page(client, at(room, "guests/")).forms if "person" in f.choices]
    send(client, forms[0], person=iain.person.id)
    assert room.guests.get().person == iain.person
    send(client, open_page(client, at(room)).form("/out/"))
    assert not room.guests.exists()


def test_whoever_can_read_the_broad_view_is_told_of_the_room_on_its_page(cast, room, view):
    text = open_page(browser(cast.reader), f"/broad-views/{view.id}/sharing/").text
    assert f"An inspector’s room: {room.name}" in text


def test_an_inspector_of_two_rooms_chooses_between_them(cast, iain, room):
    other = world.room(cast.lead, cast.team, iain, name="Another")
    page = open_page(browser(iain), "/rooms/")
    assert room.name in page.text
    assert other.name in page.text
    rooms.end(room_id=other.id, by=cast.lead.actor)
    assert "Ended" in open_page(browser(iain), "/rooms/").text


@pytest.mark.parametrize(
    "odd", ["", "edition", "edition::", "edition:\x00:1", "edition:x:9999999", "a:b:c:d", "🧸:🧸:🧸"]
)
def test_an_odd_key_puts_nothing_in(odd, cast, room):
    client = browser(cast.lead)
    assert client.post(at(room, "put/"), {"thing": odd}).status_code == 404
    assert client.get(at(room, "put/"), {"thing": odd}).status_code == 404
    assert RoomThing.objects.count() == 1


def test_choosing_for_a_room_shows_nothing_that_was_written_below_and_is_not_open_to_its_keeper(cast):
    """Whoever leads above does not read by being above: neither the words, nor by looking for them."""
    below = add_unit(name="Duty team", kind="team", under=cast.team.id, by=cast.lead.actor)
    una = world.colleague("Una Baird", below, "evaluator", cast.lead)
    theirs = world.Cast(**{**cast.__dict__, "team": below, "evaluator": una, "lead": una})
    view = world.begun(theirs, title="What our duty team sees")
    world.cite(view, "1.1", una, shows="We often come too late.")
    room = world.room(cast.lead, cast.team)
    for words in ("", "late", "duty"):
        page = open_page(browser(cast.lead), f"/rooms/{room.id}/choose/?words={words}")
        assert "too late" not in page.html
        assert view.title not in page.html


def test_a_room_is_ended_only_after_its_page_has_said_that_it_is_for_good(cast, room):
    client = browser(cast.lead)
    assert f'href="{at(room, "end/")}"' in open_page(client, at(room)).html
    page = open_page(client, at(room, "end/"))
    assert "the room cannot be opened again" in page.text
    assert NAME in page.text
    assert Room.objects.get().ended_at is None
    send(client, page.form(at(room, "end/")), 302)
    page = open_page(client, at(room))
    assert Room.objects.get().ended_at is not None
    assert "Take out" not in page.text
    assert at(room, "end/") not in page.html
    assert client.get(at(room, "end/")).status_code == 302


def test_what_a_closer_look_found_is_read_in_a_room_and_named_before_it_is_put_in(cast, iain):
    look = world_look.look(cast.team, cast.lead)
    question, *_rest = world_look.planned(look, cast.lead)
    title = world_look.evaluation_of(look).title
    room = world.room(cast.lead, cast.team, iain)
    keeper, client = browser(cast.lead), browser(iain)
    key = f"closer look:{look.id}:0"
    assert title in open_page(keeper, at(room, "choose/")).text
    page = open_page(keeper, at(room, f"put/?thing={quote(key)}"))
    assert "Whoever was heard is named nowhere." in page.text
    send(keeper, page.form("/put/"))
    page = open_page(client, inside(room))
    assert page.text.count(f"Read by {NAME}") > 1
    assert question.text in page.text
    assert page.response["Cache-Control"] == "no-store"
    answer = client.get(inside(room) + "grid.docx")
    words = [one.text for one in docx.Document(BytesIO(answer.content)).paragraphs]
    assert question.text in words
    assert client.get(inside(room) + "grid.xlsx").status_code == 404
    hows = [entry.detail.split(", ")[1:] for entry in Entry.objects.filter(verb="read in").order_by("at")]
    assert hows == [["closer look", "page"], ["closer look", "docx"]]
    for outside in (f"/closer-looks/{look.id}/", f"/closer-looks/{look.id}/findings.docx"):
        assert client.get(outside).status_code == 404
    assert room.name in open_page(keeper, f"/closer-looks/{look.id}/sharing/").text
    other = world_look.look(cast.elsewhere, cast.stranger)
    assert keeper.post(at(room, "put/"), {"thing": f"closer look:{other.id}:0"}).status_code == 404
    assert keeper.post(at(room, "put/"), {"thing": f"broad view:{look.id}:0"}).status_code == 404


def impact(cast: world.Cast, action: Action, words: str) -> str:
    """The id of evidence that shows the impact of an action."""
    today = timezone.localdate()
    draft = world.draft(shows=words, from_day=today, to_day=today, speaks_of="impact")
    framework = current(world.FRAMEWORK)
    item = items.write(unit_id=cast.team.id, framework=framework, draft=draft, by=cast.lead.actor)
    proving.show_impact(action_id=action.id, item_id=item.id, by=cast.lead.actor)
    return item.id


def test_a_priority_is_read_in_a_room_with_its_actions_only_where_its_keeper_chose_that(cast, iain):
    row = world_improvement.priority(cast.team, cast.lead, agreed=True)
    action = world_improvement.action(row, cast.lead, lead=cast.evaluator.person.id, state="done")
    Action.objects.filter(pk=action.pk).update(begun_on=timezone.localdate() - dt.timedelta(days=20))
    shows = [impact(cast, action, words) for words in ("Parents say so.", "Only I know this.")]
    Item.objects.filter(pk=shows[1]).update(only_me=True)
    room = world.room(cast.lead, cast.team, iain)
    keeper, client = browser(cast.lead), browser(iain)
    page = open_page(keeper, at(room, "choose/"))
    assert "Priority with its actions" in page.text
    assert "Priority by itself" in page.text
    page = open_page(keeper, at(room, f"put/?thing=priority:{row.id}:1"))
    assert action.title in page.text
    assert cast.evaluator.name in page.text
    assert "1 piece of evidence of their impact stays closed" in page.text
    send(keeper, page.form("/put/"))
    page = open_page(client, inside(room))
    for word in (
        row.title,
        row.difference,
        action.title,
        action.target,
        "Parents say so.",
        f"Read by {NAME}",
    ):
        assert word in page.text
    assert "Only I know this." not in page.text
    assert "One piece of evidence that is not open to you." in page.text
    assert not [of for tag, of in page.tags if tag == "a" and "/improvement/" in str(of.get("href"))]
    assert (
        Entry.objects.filter(verb="read in").latest("at").detail.endswith("priority with its actions, page")
    )
    assert row.title in open_page(keeper, at(room, "readings/")).text
    assert client.get(inside(room) + "grid.docx").status_code == 404
    assert room.name in open_page(keeper, f"/improvement/priorities/{row.id}/sharing/").text
    assert client.get(f"/improvement/priorities/{row.id}/").status_code == 404
    above.put(room_id=room.id, about="priority", about_id=row.id, number=0, by=cast.lead.actor)
    alone = RoomThing.objects.get(room=room, number=0)
    page = open_page(client, at(room, f"things/{alone.id}/"))
    assert row.title in page.text
    assert action.title not in page.text
    theirs = world_improvement.priority(cast.elsewhere, cast.stranger)
    for thing in (f"priority:{theirs.id}:1", f"priority:{row.id}:2", f"priority:{'0' * 16}:0"):
        assert keeper.post(at(room, "put/"), {"thing": thing}).status_code == 404
    Priority.objects.filter(pk=row.id).update(removed_at=timezone.now())
    assert client.get(at(room, f"things/{alone.id}/")).status_code == 404
    assert row.title not in open_page(client, at(room)).text
