"""The trail's pages: who may read what, how it is said, found and taken away."""

from __future__ import annotations

import csv
import io
import re
from argparse import Namespace
from typing import Any

import docx
import openpyxl
import pypdf
import pytest
from django.utils.html import escape

from speir.cli.trail import verify
from speir.evaluations.actions import broad_views, sharing
from speir.evaluations.models import Evaluation
from speir.organisations.actions import add_unit
from speir.sharing.models import Sharing
from speir.trail.actions import record, seal_waiting
from speir.trail.models import Entry
from speir.trail.queries.chains import head
from tests import world
from tests.web.browsing import browser, open_page

pytestmark = pytest.mark.django_db


def body_of(response: Any) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def page(who, address="/trail/", status=200) -> str:
    response = browser(who).get(address)
    assert response.status_code == status
    return response.content.decode()


def taken(who, address) -> list[list[str]]:
    body = body_of(browser(who).get(address))
    if "csv" in address:
        return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


def test_a_lead_officer_reads_who_did_what_and_when_as_sentences(cast, clock):
    view = world.filled(cast, ("1.1",))
    clock.set(2026, 3, 3, 14, 5)
    world.seal(view, cast.lead)
    said = page(cast.lead)
    words = open_page(browser(cast.lead), "/trail/").text
    assert "3 March 2026 14:05 Morag Sinclair sealed the broad view “Broad view of last year”" in words
    assert (
        "10:00 Isla Reid recorded indicator 1.1 in “Broad view of last year”: the level, how sure, what we do well, "
        "what needs to improve and whether it is done" in words
    )
    assert "Morag Sinclair answered key question 1 in “Broad view of last year”" in said
    assert "Morag Sinclair gave Isla Reid a role: evaluator" in said
    assert escape("founded the unit Strathardle children’s team") in said
    assert said.index("sealed the broad view") < said.index("recorded indicator")


def test_nothing_that_anybody_wrote_stands_in_the_trail(cast):
    world.filled(cast)
    view = world.begun(cast, title="A secret title")
    broad_views.describe(
        evaluation_id=view.id,
        title="Another secret",
        period_from=view.period_from,
        period_to=view.period_to,
        base=world.described(view),
        by=cast.lead.actor,
    )
    world.seal(view, cast.lead)
    kept = " ".join(f"{entry.verb} {entry.about} {entry.detail}" for entry in Entry.objects.all())
    for words in ("secret", "We see children", "case_files tell us", "Help comes early", "Broad view of"):
        assert words not in kept


def test_what_is_done_elsewhere_is_not_within_reach(cast):
    world.filled(cast)
    assert "Isla Reid" not in page(cast.stranger)
    page(cast.stranger, f"/trail/?unit={cast.team.id}", status=404)
    page(cast.stranger, f"/trail/trail.csv?unit={cast.team.id}", status=404)
    page(cast.evaluator, f"/trail/?unit={cast.team.id}", status=404)


def test_each_day_stands_once_over_what_was_done_on_it_newest_first(cast, clock):
    view = world.filled(cast, ("1.1",))
    clock.set(2026, 3, 3, 14, 5)
    world.seal(view, cast.lead)
    for address in ("/trail/", "/trail/yours/"):
        shown = open_page(browser(cast.lead), address).text
        assert shown.count("3 March 2026") == shown.count("2 March 2026") == 1, address
        assert shown.index("3 March 2026") < shown.index("2 March 2026")


def test_a_lead_officer_reads_what_is_done_below_and_one_below_not_what_is_above(cast):
    below = add_unit(name="A team below", kind="team", under=cast.team.id, by=cast.lead.actor)
    deep = [below]
    for at in range(4):
        deep.append(add_unit(name=f"Deeper {at}", kind="team", under=deep[-1].id, by=cast.lead.actor))
    theirs = world.colleague("Una Baird", below, "lead_officer", cast.lead)
    deepest = world.colleague("Effie Low", deep[-1], "lead_officer", cast.lead)
    assert "gave Una Baird a role" in page(cast.lead)
    assert "gave Effie Low a role" in page(cast.lead, "/trail/?about=person&verb=enrolled")
    above = page(theirs)
    assert "gave Effie Low a role" in above
    assert "Isla Reid" not in above
    assert "gave Una Baird" not in page(deepest)
    assert "gave Effie Low a role: lead officer" in page(deepest)


def test_the_trail_is_searched_by_person_deed_kind_and_days(cast, clock):
    view = world.filled(cast, ("1.1",))
    clock.forward(days=10)
    world.seal(view, cast.lead)
    isla = page(cast.lead, f"/trail/?person={cast.evaluator.person.id}")
    assert "Isla Reid recorded" in isla
    assert "Morag Sinclair sealed" not in isla
    for asked in (
        "verb=sealed",
        "about=broad+view&verb=sealed",
        "since=12+March+2026",
        "since=March+2026&verb=sealed",
    ):
        found = page(cast.lead, f"/trail/?{asked}")
        assert "sealed the broad view" in found, asked
        assert "Isla Reid recorded" not in found, asked
    early = page(cast.lead, "/trail/?until=11+March+2026")
    assert "Isla Reid recorded" in early
    assert "sealed the broad view" not in early
    assert "Nothing of this kind is recorded here." in page(cast.lead, "/trail/?about=framework")
    wrong = page(cast.lead, "/trail/?since=one+of+these+days", status=422)
    assert "Write a day, a month" in wrong


def test_pages_follow_each_other_without_gap_or_repetition_also_within_one_moment(cast, clock):
    for at in range(120):
        record(by=cast.lead.actor, verb="read", about="unit", about_id=f"{at:016}", path=cast.team.path)
    everything = taken(cast.lead, "/trail/trail.csv?about=unit")[1:]
    client, address, seen = browser(cast.lead), "/trail/?about=unit", 0
    for _ in range(10):
        response = client.get(address)
        seen += len(response.context["lines"])
        if not response.context["older"]:
            break
        address = f"/trail/?about=unit&before={response.context['older']}"
    assert seen == len(everything) == len({row[4] for row in everything}) == 121


@pytest.mark.parametrize(
    "mark", ["nonsense", "2026-99-99T00:00:00Z_x", "_", "2026-03-02T10:00:00_0123456789abcdef"]
)
def test_a_mark_that_is_none_means_the_first_page(cast, mark):
    assert "gave Isla Reid a role" in page(cast.lead, f"/trail/?before={mark}")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_found_is_taken_away_as_text_and_that_is_recorded(cast, kind):
    nasty = world.colleague("=1+1", cast.team, "evaluator", cast.lead)
    view = world.begun(cast, title="=cmd()")
    world.write(view, "1.1", nasty, strengths="Words.")
    rows = taken(cast.lead, f"/trail/trail.{kind}?person={nasty.person.id}")
    assert rows[0] == ["When", "Who", "What was done", "Unit", "Entry"]
    assert rows[1][1] == ("'=1+1" if kind == "csv" else "=1+1")
    assert rows[1][2] == "recorded indicator 1.1 in “=cmd()”: what we do well"
    assert rows[1][3] == cast.team.name
    entry = Entry.objects.get(verb="exported")
    assert (entry.person_id, entry.path, entry.detail) == (cast.lead.person.id, cast.team.path, kind)
    assert "Morag Sinclair exported the trail (" in page(cast.lead)


def test_a_formula_in_a_workbook_is_a_text(cast):
    world.colleague("=1+1", cast.team, "evaluator", cast.lead)
    body = body_of(browser(cast.lead).get("/trail/trail.xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_everybody_reads_what_is_recorded_about_themselves_and_nothing_else(cast):
    world.filled(cast, ("1.1",))
    own = page(cast.evaluator, "/trail/yours/")
    assert "Isla Reid recorded indicator 1.1" in own
    assert "Morag Sinclair gave Isla Reid a role: evaluator" in own
    assert "answered" not in own
    assert "Rhona" not in own
    assert "Isla Reid" not in page(cast.stranger, "/trail/yours/")
    rows = taken(cast.evaluator, "/trail/yours/trail.csv")
    assert any(row[2].startswith("recorded indicator 1.1") for row in rows)
    assert Entry.objects.get(verb="exported").path == ""


def test_a_thing_that_its_reader_may_not_see_has_no_name_in_what_they_read(cast):
    view = world.begun(cast, title="A private title")
    record(by=cast.lead.actor, verb="read", about="broad view", about_id=view.id, path=cast.elsewhere.path)
    said = page(cast.stranger)
    assert "Morag Sinclair read a broad view" in said
    assert "A private title" not in said


def test_something_nobody_has_put_into_words_yet_is_said_all_the_same(cast):
    record(by=cast.lead.actor, verb="polished", about="brass", about_id="x" * 16, path=cast.team.path)
    assert "Morag Sinclair polished a brass" in page(cast.lead)


def test_sharing_and_its_end_are_said_with_whom(cast):
    view = world.begun(cast)
    reader = f"named:{cast.reader.person.id}"
    sharing.share(
        evaluation_id=view.id,
        audience=reader,
        why="A secret why.",
        ends=None,
        with_evidence=False,
        by=cast.lead.actor,
    )
    sharing.end(evaluation_id=view.id, act_id=Sharing.objects.get().id, by=cast.lead.actor)
    said = page(cast.lead, "/trail/?about=broad+view")
    assert "Morag Sinclair shared the broad view “Broad view of last year” with Rhona Bell" in said
    assert "Morag Sinclair ended the sharing of the broad view “Broad view of last year”" in said
    assert "A secret why." not in said


# The head of the chain


def words_of(kind: str, body: bytes) -> str:
    if kind == "docx":
        document = docx.Document(io.BytesIO(body))
        tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*tables, *(paragraph.text for paragraph in document.paragraphs)])
    if kind == "xlsx":
        sheets = openpyxl.load_workbook(io.BytesIO(body)).worksheets
        return "\n".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)


def test_a_sealed_edition_bears_the_head_on_its_page_and_in_all_its_files_and_verify_answers_for_it(
    cast, capsys
):
    view = world.filled(cast, ("1.1",))
    seal_waiting()
    client, now = browser(cast.lead), head()
    client.post(f"/broad-views/{view.id}/seal/", {"edition": "1"})
    world.begun(cast)
    seal_waiting()
    assert head() != now
    edition = f"/broad-views/{view.id}/editions/1/"
    assert f"<code>{now}</code>" in client.get(edition).content.decode()
    for kind in ("docx", "xlsx", "pdf"):
        words = words_of(kind, client.get(f"{edition}grid.{kind}").content)
        printed = re.findall(r"\b\d+-(?:[0-9a-f]\u200b?){31}[0-9a-f]\b", words)
        assert {one.replace("\u200b", "") for one in printed} == {now}, kind
        assert verify(Namespace(head=printed[0])) == 0  # as it is copied from there
        assert "The trail is whole." in capsys.readouterr().out


def test_a_broad_view_that_is_not_sealed_bears_no_head(cast):
    view = world.filled(cast, ("1.1",))
    seal_waiting()
    body = browser(cast.lead).get(f"/broad-views/{view.id}/grid.docx").content
    assert head() not in words_of("docx", body)
    assert "Head of the trail" not in words_of("docx", body)


# Readings


@pytest.mark.parametrize(
    "address", ["", "1.1/", "1.1/history/", "found/", "answers/", "editions/1/", "sharing/"]
)
def test_whoever_opens_a_page_of_anothers_broad_view_is_said_to_have_read_it(cast, address):
    view = world.filled(cast, ("1.1",))
    world.seal(view, cast.lead)
    browser(cast.lead).get(f"/broad-views/{view.id}/{address}")
    browser(cast.reader).get(f"/broad-views/{view.id}/{address}")
    said = page(cast.lead, "/trail/?verb=read&about=broad+view")
    assert said.count("read the broad view “Broad view of last year”") == 1
    assert "Rhona Bell read the broad view" in said


@pytest.mark.parametrize(
    "address", ["1.1/", "1.1/evidence/{item}/", "1.1/evidence/{item}/sharing/", "1.2/evidence/cite/"]
)
def test_whoever_opens_a_page_with_anothers_evidence_is_said_to_have_read_it(cast, address):
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator)
    other = world.colleague("Una Baird", cast.team, "evaluator", cast.lead)
    for who in (cast.evaluator, other):
        assert browser(who).get(f"/broad-views/{view.id}/{address.format(item=item)}").status_code == 200
    said = page(cast.lead, "/trail/?verb=read&about=evidence")
    assert said.count("read a confidential piece of evidence") == 1
    assert "Una Baird read a confidential piece of evidence" in said
    assert "Una Baird read a confidential piece of evidence" in page(other, "/trail/yours/")


def test_nobody_who_leads_learns_from_the_trail_that_somebody_keeps_something_for_themselves_alone(cast):
    view = world.begun(cast, by=cast.evaluator)
    Evaluation.objects.filter(pk=view.id).update(only_me=True)
    world.cite(view, "1.1", cast.evaluator, only_me=True)
    world.write(view, "1.1", cast.evaluator, choice="good", strengths="Callum Fraser told us.")
    world.say(view, "1", "We know our children.", cast.evaluator)
    browser(cast.evaluator).get(f"/broad-views/{view.id}/grid.docx")
    page = open_page(browser(cast.lead), f"/trail/?person={cast.evaluator.person.id}")
    for clause in ("recorded", "answered", "wrote", "cited", "downloaded", "kept"):
        assert f"{cast.evaluator.name} {clause}" not in page.text
    yours = open_page(browser(cast.evaluator), "/trail/yours/").text
    assert "wrote a piece of evidence" in yours
