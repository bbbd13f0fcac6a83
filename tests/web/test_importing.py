"""A sheet at the browser's door: a template, a look at what it says, and all of it or nothing."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from speir.organisations.models import Unit
from tests import world
from tests.web.browsing import Page, browser, open_page, send

HEADINGS = (
    "Organisation,Kind of organisation,Service,Team,Name,E-mail address,Role,First day,Last day,Locality"
)


@pytest.fixture
def committee(cast):
    return world.unit_of(cast.lead, "The committee", "partnership")


def look(client: Any, committee: Unit, body: bytes | str, status: int = 200) -> Page:
    """Choose a file and press the button, as a browser does."""
    at = f"/people/{committee.id}/import/"
    content = body.encode() if isinstance(body, str) else body
    answer = client.post(at, {"file": SimpleUploadedFile("a.csv", content)})
    assert answer.status_code == status
    return Page(answer, at)


def test_a_sheet_is_looked_at_before_anything_comes_in(cast, committee):
    client = browser(cast.lead)
    before = Unit.objects.count()
    page = look(client, committee, f"{HEADINGS}\nNHS,Health,,Riverside,Iain Gow,,Evaluator,,\nNHS,,,,,,,,\n")
    assert "1 organisation. 1 service or team. 1 role." in page.text
    assert "NHS new, 1 service or team, 1 role" in page.text
    assert "Riverside Iain Gow, Evaluator, Riverside" in page.text
    assert Unit.objects.count() == before
    form = next(form for form in page.forms if "looked_at" in form.fields)
    send(client, form)
    assert "Brought in." in open_page(client, f"/people/{committee.id}/").text
    assert "Iain Gow" in open_page(client, f"/people/{Unit.objects.get(name='Riverside').id}/").text
    send(client, form)
    assert "Nothing was changed." in open_page(client, f"/people/{committee.id}/").text


def test_every_bad_cell_is_named_beside_what_is_fine_and_nothing_comes_in(cast, committee):
    client = browser(cast.lead)
    before = Unit.objects.count()
    page = look(client, committee, f"{HEADINGS}\nNHS,Spies,,,Iain,,Director,,\nPolice,,,,,,,,\n", 422)
    assert "2 cells need mending. Nothing was brought in." in page.text
    assert "Row 2, cell B2, Kind of organisation: Use one of these" in page.text
    assert (
        "Row 2, cell G2, Role: There is no such role. Use one of these: Lead officer, Chief officer, Agency lead"
        in page.text
    )
    assert "1 organisation. Police new" in page.text
    assert "looked_at" not in page.html
    assert Unit.objects.count() == before


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"PK\x03\x04nonsense", b"Name\nIain", b"\x00" * 50])
def test_what_is_no_sheet_is_refused_beside_the_box(cast, committee, body):
    page = look(browser(cast.lead), committee, body, 422)
    assert "There is a problem" in page.text


def test_what_was_looked_at_is_brought_in_only_there_and_only_as_it_was(cast, committee):
    client = browser(cast.lead)
    page = look(client, committee, f"{HEADINGS}\nNHS,,,,,,,,\n")
    signed = next(form for form in page.forms if "looked_at" in form.fields).fields["looked_at"][0]
    other = world.unit_of(cast.lead, "Another committee", "partnership")
    before = Unit.objects.count()
    for unit, value in ((other, signed), (committee, signed[:-2] + "xx"), (committee, "")):
        answer = client.post(f"/people/{unit.id}/import/", {"looked_at": value})
        assert answer.status_code == 422
        assert "Choose the file once more." in Page(answer).text
    assert Unit.objects.count() == before


def test_what_changed_since_it_was_looked_at_is_shown_once_more(cast, committee):
    client = browser(cast.lead)
    row = "NHS,,,,Iain,iain@example.scot,Reader,,"
    page = look(client, committee, f"{HEADINGS}\n{row}\n")
    world.somebody("Other", "iain@example.scot")
    again = send(client, next(form for form in page.forms if "looked_at" in form.fields), 422)
    assert "Row 2, cell F2, E-mail address: Somebody is here already with this e-mail address" in again.text


def test_the_template_is_a_sheet_that_can_be_filled_in_and_no_name_in_it_is_a_formula(cast, committee):
    from speir.organisations.actions.units import add_organisation

    add_organisation(partnership_id=committee.id, name="=HYPERLINK(1)", by=cast.lead.actor)
    client = browser(cast.lead)
    at = f"/people/{committee.id}/import/template"
    text = client.get(f"{at}.csv").content.decode("utf-8-sig")
    assert text.splitlines()[0] == HEADINGS
    assert "'=HYPERLINK(1)" in text
    sheet = load_workbook(io.BytesIO(client.get(f"{at}.xlsx").content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == HEADINGS.split(",")
    assert sheet["A2"].data_type == "s"
