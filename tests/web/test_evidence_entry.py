"""Entering evidence fast at the browser's door: several at once, a sheet, and one of two that say the same."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template.loader import render_to_string
from openpyxl import Workbook, load_workbook

from speir.core.ids import new_id
from speir.evidence.actions.items import write
from speir.evidence.models import Item, Sheet
from speir.mentions.models import KeptMention
from speir.web.evidence.alike import unanswered
from tests import world
from tests.web.browsing import Page, browser, open_page, send

SEVERAL, IMPORT = "/evidence/several/", "/evidence/import/"
LINE = "Plans are agreed within four weeks in most of the files that we read in pairs."


def look(client: Any, cast: world.Cast, text: str, **more: str) -> Page:
    answer = client.post(SEVERAL, {"unit": cast.team.id, "text": text} | more)
    assert answer.status_code == 200
    return Page(answer, SEVERAL)


def save(client: Any, page: Page, **typed: Any) -> Any:
    return client.post(SEVERAL, page.form().filled(**typed))


def test_what_was_understood_is_shown_before_anything_is_saved(cast):
    client = browser(cast.lead)
    marks = "when: April 2025\nkind: Reviews of case files\ntheme: 3.2 strength"
    text = f"{LINE}\nWe read twelve.\n{marks}\n\nStaff know.\nwhen: soon"
    page = look(client, cast, text)
    assert "2 pieces" in page.text
    assert "Understood: Reviews of case files · April 2025 · Appropriate sharing: strength" in page.text
    assert "Write a day, a month, a year or a period" in page.text
    assert not Item.objects.exists()
    refused = save(client, page)
    assert refused.status_code == 422
    assert "1 piece needs mending. Nothing was saved yet." in Page(refused).text
    assert not Item.objects.exists()
    saved = save(client, Page(refused, SEVERAL), **{"1-when": "May 2025"})
    assert saved.status_code == 302
    assert "Written down: 2 pieces." in open_page(client, "/evidence/").text
    item = Item.objects.get(shows=LINE)
    assert (item.account, item.kind, item.themes.count()) == ("We read twelve.", "case_files", 3)


def test_a_name_is_asked_about_beside_its_box_and_every_answer_holds(cast):
    client = browser(cast.lead)
    page = look(client, cast, "Fiona MacDonald told us.\nRing 07700 900123.\n\nStaff know.")
    asked = Page(save(client, page), SEVERAL)
    assert asked.response.status_code == 422
    assert "This may name a child" in asked.text
    once = Page(save(client, asked, **{"keep_0-shows": "known"}), SEVERAL)
    assert once.response.status_code == 422
    assert not Item.objects.exists()
    assert save(client, once, **{"keep_0-account": "needed"}).status_code == 302
    assert Item.objects.count() == 2
    assert KeptMention.objects.count() == 2


def test_replacing_a_name_is_one_button(cast):
    client = browser(cast.lead)
    asked = Page(save(client, look(client, cast, "Fiona MacDonald told us.")), SEVERAL)
    assert save(client, asked, **{"mend_0-shows": "all"}).status_code == 302
    assert Item.objects.get().shows == "[name] told us."


def test_something_very_like_it_is_shown_and_has_to_be_answered(cast):
    write(
        unit_id=cast.team.id, framework=world.framework(), draft=world.draft(shows=LINE), by=cast.lead.actor
    )
    client = browser(cast.lead)
    page = look(client, cast, LINE.replace("four", "six") + "\n\nStaff know.")
    assert "Very like a piece of 13 to 24 April 2025:" in page.text
    asked = Page(save(client, page), SEVERAL)
    assert "Say what becomes of this one" in asked.text
    assert save(client, asked, **{"0-alike": "leave"}).status_code == 302
    assert set(Item.objects.values_list("shows", flat=True)) == {LINE, "Staff know."}
    again = look(client, cast, LINE.replace("four", "six"))
    assert save(client, again, **{"0-alike": "keep"}).status_code == 302
    assert Item.objects.count() == 3


def test_what_somebody_else_keeps_to_themselves_is_never_named(cast):
    draft = world.draft(shows=LINE)
    write(
        unit_id=cast.team.id, framework=world.framework(), draft=draft, only_me=True, by=cast.evaluator.actor
    )
    assert "Very like" not in look(browser(cast.lead), cast, LINE).text


def test_nothing_typed_is_lost_on_the_way_back_to_the_box(cast):
    client = browser(cast.lead)
    page = look(client, cast, "Plans are late.\nwhen: soon\n\nStaff know.")
    back = Page(save(client, page, again="1", **{"0-account": "More of it."}), SEVERAL)
    [text] = back.values("text")
    assert text.split() == ["Plans", "are", "late.", "More", "of", "it.", "when:", "soon", "Staff", "know."]


def test_sent_twice_they_are_written_once(cast):
    client = browser(cast.lead)
    page = look(client, cast, "Plans are late.\n\nStaff know.")
    assert [save(client, page).status_code, save(client, page).status_code] == [302, 302]
    assert Item.objects.count() == 2


def test_a_piece_that_was_emptied_is_left_out(cast):
    client = browser(cast.lead)
    page = look(client, cast, "Plans are late.\n\nStaff know.")
    assert save(client, page, **{"0-shows": ""}).status_code == 302
    assert Item.objects.get().shows == "Staff know."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write what we know"),
        ("•\n", "Write what we know"),
        ("A.\n\n" * 31, "These are 31 pieces"),
        ("x" * 60_001, "too long to look at in one go"),
    ],
)
def test_a_box_that_is_unfit_comes_back_with_everything_in_it(cast, text, sentence):
    answer = browser(cast.lead).post(SEVERAL, {"unit": cast.team.id, "text": text})
    assert answer.status_code == 422
    page = Page(answer, SEVERAL)
    assert sentence in page.text
    assert page.values("text")[0].strip() == text.strip()


@pytest.mark.parametrize("count", ["", "x", "-1", "9999", "1000000000000", "²"])
def test_a_made_up_count_does_no_harm(cast, count):
    answer = browser(cast.lead).post(SEVERAL, {"unit": cast.team.id, "count": count})
    assert answer.status_code == 302
    assert not Item.objects.exists()


# A sheet


def choose(client: Any, cast: world.Cast, body: bytes | str, status: int = 302, name: str = "a.csv") -> Any:
    content = body.encode() if isinstance(body, str) else body
    answer = client.post(IMPORT, {"unit": cast.team.id, "file": SimpleUploadedFile(name, content)})
    assert answer.status_code == status
    return answer


def test_a_sheet_is_looked_at_and_then_brought_in_whole(cast):
    client = browser(cast.lead)
    rows = f"What it shows,Date or period,Strength in\n{LINE},April 2025,3.2\nStaff know.,,\n"
    at = choose(client, cast, rows).url
    page = open_page(client, at)
    assert "2 rows are new" in page.text
    assert f"Row 2 {LINE} April 2025 · Appropriate sharing: strength" in page.text
    assert not Item.objects.exists()
    form = page.form()
    assert client.post(at, form.filled(bring="1")).status_code == 302
    assert "Brought in: 2 pieces." in open_page(client, "/evidence/").text
    assert client.post(at, form.filled(bring="1")).status_code == 302
    assert Item.objects.count() == 2
    assert client.get(at).status_code == 302


def test_a_workbook_goes_the_same_way(cast):
    book, made = Workbook(), io.BytesIO()
    book.worksheets[0].append(["What it shows", "Strength in"])
    book.worksheets[0].append([LINE, 3.2])
    book.save(made)
    client = browser(cast.lead)
    at = choose(client, cast, made.getvalue(), name="a.xlsx").url
    client.post(at, {"bring": "1"})
    assert Item.objects.get().themes.count() == 3


def test_every_bad_cell_is_named_and_nothing_is_kept(cast):
    page = Page(choose(browser(cast.lead), cast, "What it shows,Kind of source\n,Gossip\nFine.,\n", 422))
    assert "2 cells need mending. Nothing was brought in." in page.text
    assert "Row 2, cell A2, What it shows: Write what we know" in page.text
    assert "Row 2, cell B2, Kind of source: There is no such kind of source." in page.text
    assert not Sheet.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"PK\x03\x04nonsense",
        b"\xd0\xcf\x11\xe0" + b"x" * 600,
        "Ó".encode("latin-1"),
        b"a,b\n1,2\n",
        b'What it shows\n"',
    ],
)
def test_a_file_that_is_no_such_sheet_gets_a_sentence(cast, body):
    page = Page(choose(browser(cast.lead), cast, body, 422))
    assert "There is a problem" in page.text


def test_names_in_a_sheet_have_to_be_answered_once_for_all_rows(cast):
    client = browser(cast.lead)
    at = choose(client, cast, "What it shows\nFiona MacDonald told us.\nAlasdair Campbell told us.\n").url
    page = open_page(client, at)
    assert "2 cells may identify somebody" in page.text
    refused = client.post(at, page.form().filled(bring="1"))
    assert refused.status_code == 422
    assert "Say what becomes of what was found" in Page(refused).text
    assert client.post(at, {"bring": "1", "found": "replace", "alike": "leave"}).status_code == 302
    assert set(Item.objects.values_list("shows", flat=True)) == {"[name] told us."}


def test_a_sheet_may_be_let_go(cast):
    client = browser(cast.lead)
    at = choose(client, cast, "What it shows\nStaff know.\n").url
    assert client.post(at, {"discard": "1"}).status_code == 302
    assert client.get(at).status_code == 404
    assert not Item.objects.exists()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_is_a_sheet_that_can_be_filled_in(cast, ending):
    client = browser(cast.lead)
    body = client.get(f"/evidence/import/template.{ending}").getvalue()
    if ending == "csv":
        body += (LINE + "\r\n").encode()
    else:
        book, made = load_workbook(io.BytesIO(body)), io.BytesIO()
        book.worksheets[0]["A2"] = LINE
        book.save(made)
        body = made.getvalue()
    at = choose(client, cast, body).url
    client.post(at, {"bring": "1"})
    assert Item.objects.get().shows == LINE


def test_the_ways_in_stand_in_the_register_for_who_may_write(cast):
    assert "Bring in from a sheet" in open_page(browser(cast.lead), "/evidence/").text
    assert "Bring in from a sheet" not in open_page(browser(cast.reader), "/evidence/").text


# One of two


def twins(cast: world.Cast) -> list[str]:
    return [
        write(
            unit_id=cast.team.id,
            framework=world.framework(),
            draft=world.draft(shows=LINE),
            by=cast.lead.actor,
        ).id
        for _each in range(2)
    ]


def test_one_of_two_is_kept_by_a_button(cast):
    one, other = twins(cast)
    client = browser(cast.lead)
    page = open_page(client, f"/evidence/{one}/alike/")
    assert "the same words" in page.text
    send(client, page.forms[-1])
    assert Item.objects.get(withdrawn_at=None).id == other
    assert "This piece stays." in open_page(client, f"/evidence/{other}/").text


def test_a_reader_looks_and_changes_nothing(cast):
    one, other = twins(cast)
    page = open_page(browser(cast.reader), f"/evidence/{one}/alike/")
    assert LINE in page.text
    assert not [form for form in page.forms if "keep" in form.fields]
    answer = browser(cast.reader).post(f"/evidence/{one}/alike/", {"keep": one, "other": other})
    assert answer.status_code == 403


@pytest.mark.parametrize("posted", [{}, {"keep": "x", "other": "y"}])
def test_made_up_ids_are_not_there(cast, posted):
    one, _other = twins(cast)
    assert browser(cast.lead).post(f"/evidence/{one}/alike/", posted).status_code == 404
    assert (
        browser(cast.lead).post(f"/evidence/{one}/alike/", {"keep": one, "other": new_id()}).status_code
        == 404
    )


def test_a_form_asks_once_what_becomes_of_a_draft_that_is_very_like_something(cast):
    one, other = twins(cast)
    draft = world.draft(shows=LINE.replace("four", "six"))
    asked = {"unit_id": cast.team.id, "draft": draft}
    near = unanswered(cast.lead.actor, QueryDict(), **asked)
    assert {each["id"] for each in near} == {one, other}
    shown = render_to_string("evidence/alike_here.html", {"near": near})
    assert "13 to 24 April 2025 · Morag Sinclair" in shown
    assert [each["id"] for each in unanswered(cast.lead.actor, QueryDict(), item_id=one, **asked)] == [other]
    for answer in ("keep", "merge"):
        assert unanswered(cast.lead.actor, QueryDict(f"alike={answer}"), **asked) == []
    april = world.draft(shows=LINE, from_day=dt.date(2026, 4, 1), to_day=None)
    assert unanswered(cast.lead.actor, QueryDict(), unit_id=cast.team.id, draft=april) == []


NEW = "/evidence/new/"


def ask(client: Any, cast: world.Cast, **typed: Any) -> Page:
    """Write something down that is very like an item, and return the form that asks what becomes of it."""
    form = open_page(client, NEW).form().filled(unit=cast.team.id, **typed)
    return Page(client.post(NEW, form), NEW)


@pytest.mark.parametrize("answer", ["keep", "merge"])
def test_one_that_is_very_like_another_is_asked_about_once_and_keeps_all_that_was_typed(cast, answer):
    there = twins(cast)
    client = browser(cast.lead)
    typed = {"shows": LINE, "account": "We read twelve.", "origin": "The audit", "taken_as": "fact"}
    asked = ask(client, cast, **typed, **{"theme_hmie-2005/1.1/trust": "strength"})
    assert asked.response.status_code == 422
    assert "Not saved yet: something very like it is written down already." in asked.text
    assert Item.objects.count() == len(there)
    sent = client.post(NEW, asked.form().filled(alike=answer))
    made = Item.objects.exclude(pk__in=there).get()
    assert (made.shows, made.account, made.origin, made.taken_as) == tuple(typed.values())
    assert made.themes.get().theme == "hmie-2005/1.1/trust"
    assert sent["Location"] == f"/evidence/{made.id}/" + ("alike/" if answer == "merge" else "")


def test_saving_without_an_answer_saves_nothing_and_asks_again(cast):
    there = twins(cast)
    client = browser(cast.lead)
    asked = ask(client, cast, shows=LINE)
    again = Page(client.post(NEW, asked.form().filled()), NEW)
    assert "something very like it" in again.text
    assert Item.objects.count() == len(there)


def test_an_answer_holds_while_a_name_is_asked_about(cast):
    there = twins(cast)
    client = browser(cast.lead)
    asked = ask(client, cast, shows=LINE, account="Fiona MacDonald told us.")
    named = Page(client.post(NEW, asked.form().filled(alike="keep")), NEW)
    assert "This may name a child" in named.text
    assert "something very like it" not in named.text
    assert client.post(NEW, named.form().filled(keep_account="known")).status_code == 302
    assert Item.objects.count() == len(there) + 1


def test_what_is_of_another_time_or_kept_by_somebody_else_is_not_asked_about(cast):
    one, other = twins(cast)
    client = browser(cast.lead)
    assert ask(client, cast, shows=LINE, when="May 2026").response.status_code == 302
    Item.objects.exclude(pk__in=(one, other)).update(only_me=True)
    Item.objects.filter(pk__in=(one, other)).delete()
    assert ask(browser(cast.evaluator), cast, shows=LINE).response.status_code == 302


def test_a_form_sent_twice_is_not_very_like_itself(cast):
    client = browser(cast.lead)
    form = open_page(client, NEW).form().filled(unit=cast.team.id, shows=LINE)
    assert [client.post(NEW, form).status_code for _time in range(2)] == [302, 302]
    assert Item.objects.count() == 1
