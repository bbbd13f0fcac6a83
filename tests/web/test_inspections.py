"""Inspections at the browser's door: by hand, corrected beside somebody else, and brought in from a sheet."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from speir.evaluations.models import Inspection, InspectionLevel
from tests import world_joint
from tests.web.browsing import Page, browser, open_page, send

pytestmark = pytest.mark.django_db
NEW = "/inspections/new/"
TYPED: Any = {"day": "20 November 2025", "title": "Sgrùdadh 📋", "level_1.1": "weak"}


@pytest.fixture
def here(clock):
    return world_joint.committee()


def recorded(here) -> str:
    client = browser(here.lead)
    sent = open_page(client, NEW).form(NEW).filled(**TYPED)
    for _time in range(2):  # pressed twice
        assert client.post(NEW, sent).status_code == 302
    return Inspection.objects.get().id


def test_it_is_recorded_by_the_form_once_and_its_recorder_led_to_what_lies_beside(here):
    made = recorded(here)
    page = open_page(browser(here.reader), f"/inspections/beside/?inspection={made}")
    assert "Inspectors said weak. We had sealed no level before." in page.text
    assert "Sgrùdadh 📋" in page.text


def test_what_is_wrong_keeps_all_that_was_typed(here):
    client = browser(here.lead)
    typed = TYPED | {"day": "3 March 2026", "link": "nowhere", "level_1.3": "good"}
    page = send(client, open_page(client, NEW).form(NEW), 422, **typed)
    assert "3 March 2026 is still to come." in page.text
    assert "“nowhere” is no address of a page." in page.text
    fields = page.form(NEW).fields
    assert {name: fields[name] for name in typed} == {name: [value] for name, value in typed.items()}


def test_a_level_that_the_scale_does_not_have_is_refused_by_name(here):
    client = browser(here.lead)
    sent = open_page(client, NEW).form(NEW).filled(**TYPED) | {"level_1.1": ["Brilliant"]}
    answer = client.post(NEW, sent)
    assert answer.status_code == 422
    text = Page(answer).text
    assert "“Brilliant” is no level of" in text
    assert "use one of Excellent, Very good, Good, Adequate, Weak or Unsatisfactory." in text


def test_a_stale_form_shows_both_and_saves_when_it_is_sent_again(here):
    at = f"/inspections/{recorded(here)}/correct/"
    client = browser(here.lead)
    form = open_page(client, at).form(at)
    theirs: Any = {"level_1.1": "good"}
    mine: Any = {"level_1.1": "adequate"}
    send(client, open_page(client, at).form(at), **theirs)
    page = send(client, form, 409, **mine)
    assert "now “Good”, you typed “Adequate”" in page.text
    send(client, page.form(at))
    assert InspectionLevel.objects.get().level.key == "adequate"
    page = open_page(client, at.replace("correct/", ""))
    assert "Weak → Good" in page.text
    assert "Good → Adequate" in page.text


def workbook(*rows: list[Any], others: Sequence[str] = ()) -> SimpleUploadedFile:
    made, held = Workbook(), BytesIO()
    for name in others:
        made.create_sheet(name).append(["Area"])
    for row in rows:
        made.active.append(row)
    made.save(held)
    return SimpleUploadedFile("a.xlsx", held.getvalue())


def look(here, *rows: list[Any], others: Sequence[str] = ()) -> Page:
    client = browser(here.lead)
    headings = [cell.value for cell in load_workbook(template(client)).active[1]]
    answer = client.post("/inspections/import/", {"file": workbook(headings, *rows, others=others)})
    return Page(answer, "/inspections/import/")


def template(client) -> BytesIO:
    return BytesIO(client.get("/inspections/import/template.xlsx").content)


def test_a_workbook_is_looked_at_brought_in_whole_and_changes_nothing_the_second_time(here):
    name = here.unit.name
    rows = [
        [name, dt.date(2025, 11, 20), 1.1, "Weak"],
        [name, "20 November 2025", "1.3", "very good"],
    ]
    for said in ("Brought in.", "Nothing was changed."):
        page = look(here, *rows)
        assert page.response.status_code == 200
        client = browser(here.lead)
        looked_at = page.values("looked_at")[0]
        answer = client.post("/inspections/import/", {"looked_at": looked_at}, follow=True)
        assert said in Page(answer).text
        assert InspectionLevel.objects.count() == 2


def test_which_worksheet_was_read_is_said_where_there_are_others(here):
    row = [here.unit.name, "20 November 2025", "1.3", "Good"]
    assert "worksheet" not in look(here, row).text
    page = look(here, row, others=["Angus"])
    said = "Only the worksheet “Sheet” was read. “Angus” was not: to bring it in too, save it as a file of its own."
    assert said in page.text
    page = look(here, others=[f"{at} <b>" for at in range(7)])
    assert (
        "“0 <b>”, “1 <b>”, “2 <b>”, “3 <b>”, “4 <b>” and 2 more were not: to bring one in too," in page.text
    )


def test_every_bad_row_of_a_workbook_is_named_and_nothing_is_brought_in(here):
    page = look(
        here,
        [here.unit.name, dt.date(2025, 11, 20), 1.1, "Brilliant"],
        ["Nowhere", "20 November 2025", 1.3, "Good"],
        [here.unit.name, "20 November 2025", 1.3, "Good"],
    )
    assert page.response.status_code == 422
    assert "2 cells need mending. Nothing was brought in." in page.text
    assert "Row 2, cell D2, Level: “Brilliant” is no level of" in page.text
    assert "Row 3, cell A3, Area: You record in no area called “Nowhere”." in page.text
    assert not Inspection.objects.exists()


HEADINGS = ["Area", "Date", "Indicator", "Level"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["NAME", 45_981, 1.1, "Weak"]], "Where Excel shows a number, format the column as a date."),
        ([["NAME", dt.date(1900, 1, 5), 1.1, "Weak"]], "Enter a date from 1990 onwards."),
        ([["NAME", dt.date(2999, 1, 5), 1.1, "Weak"]], "Enter a date up to 2099."),
        ([["NAME", dt.date(2031, 1, 5), 1.1, "Weak"]], "5 January 2031 is still to come."),
        ([["NAME", dt.date(2025, 11, 20), 1.1, 5]], "“5” is no level of"),
        ([["NAME", dt.date(2025, 11, 20), 1.1, "Satisfactory"]], "“Satisfactory” is no level of"),
        (
            [["🏴 Sgìre 💥", dt.date(2025, 11, 20), 1.1, "Weak"]],
            "You record in no area called “🏴 Sgìre 💥”.",
        ),
        (
            [["NAME", dt.date(2025, 11, 20), 1.1, "Weak", "but only in the north"]],
            "Row 2, cell E2, no heading: It stands in a column without a heading",
        ),
        ([HEADINGS], "“Indicator” is no indicator of"),
    ],
)
def test_what_a_row_gets_wrong_is_named_by_its_cell_and_nothing_is_left_out_unseen(here, rows, said):
    page = look(here, *[[here.unit.name if cell == "NAME" else cell for cell in row] for row in rows])
    assert page.response.status_code == 422
    assert said in page.text
    assert not page.values("looked_at")


def test_levels_and_areas_are_known_in_any_case_and_with_any_space(here):
    page = look(here, [f"  {here.unit.name.upper()}  ", " 20  nov 2025 ", " 1.1 ", "  vErY\u00a0 GOOD "])
    assert page.response.status_code == 200
    assert "Very good" in page.text


def test_a_sheet_without_one_of_its_columns_is_refused_once_and_not_in_every_row(here):
    sent = SimpleUploadedFile("a.csv", b"Area,Indicator,Level\nx,1.1,Weak\ny,1.1,Weak\n")
    page = Page(browser(here.lead).post("/inspections/import/", {"file": sent}), "/inspections/import/")
    assert page.response.status_code == 422
    assert "The first row has to name the columns" in page.text


def looked_at(here) -> str:
    return look(here, [here.unit.name, dt.date(2025, 11, 20), 1.1, "Weak"]).values("looked_at")[0]


def test_what_was_looked_at_is_brought_in_once_and_only_by_somebody_who_records_there(here):
    sent = {"looked_at": looked_at(here)}
    for who, status in ((here.reader, 403), (here.stranger, 422)):
        assert browser(who).post("/inspections/import/", sent).status_code == status
    assert not Inspection.objects.exists()
    for _time in range(2):  # pressed twice
        assert browser(here.lead).post("/inspections/import/", sent).status_code == 302
    assert Inspection.objects.get().levels.count() == 1


def test_what_was_looked_at_too_long_ago_or_changed_on_the_way_is_asked_for_once_more(here, monkeypatch):
    sent = looked_at(here)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 86_401)
    for token in (sent, f"{sent}x", "", "\x00", "a" * 100_000):
        page = Page(
            browser(here.lead).post("/inspections/import/", {"looked_at": token}), "/inspections/import/"
        )
        assert page.response.status_code == 422
        assert "It is too long since you looked at this." in page.text
    assert not Inspection.objects.exists()
