"""Files through the door: added whole or refused by name with a sentence, and handed out as nothing but a download."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from speir.evaluations.actions.holding import hold_unit
from speir.evidence.models import ItemFile, LooseBytes
from speir.trail.models import Entry
from speir.web.shell import uploads
from tests import world
from tests.factories import documents
from tests.web.browsing import browser, open_page

pytestmark = pytest.mark.usefixtures("stored")


@pytest.fixture
def item(cast):
    return world.cite(world.begun(cast), "1.1", cast.lead)


@pytest.fixture
def came(tmp_path: Path, settings: Any) -> Path:
    """The folder for files on their way in, for this test alone."""
    folder = tmp_path / "came"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    return folder


def send(client: Client, item: str, *given: tuple[str, bytes], **more: Any) -> Any:
    files = [SimpleUploadedFile(name, body) for name, body in given]
    return client.post(f"/evidence/{item}/files/", {"file": files, "whole": "1"} | more)


def kept() -> list[str]:
    return sorted(ItemFile.objects.values_list("name", flat=True))


def test_one_of_each_kind_is_added_and_stands_on_the_page(cast, item):
    client = browser(cast.lead)
    files = list(documents.valid().items())
    for at in (0, 10):
        answer = send(client, item, *files[at : at + 10])
        assert (answer.status_code, answer["Location"]) == (302, f"/evidence/{item}/files/")
    assert kept() == sorted(documents.valid())
    page = open_page(client, f"/evidence/{item}/files/")
    assert "3 files were added." in page.text
    assert "wall.jpg" in page.text
    assert all(f"/files/{row.id}/" in page.html for row in ItemFile.objects.all())


def test_what_is_refused_is_named_with_what_to_do_and_keeps_nothing_else_out(cast, item):
    client = browser(cast.lead)
    answer = send(
        client,
        item,
        ("notes.txt", b"What we saw."),
        ("trick.pdf", documents.docx()),
        ("a.exe", b"MZ\x90\x00\x03"),
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "1 file was added." in text
    assert "“trick.pdf”: Its name ends in .pdf" in text
    assert "Word document (.docx)" in text
    assert "“a.exe”: It is a program." in text
    assert kept() == ["notes.txt"]
    again = send(client, item, ("notes.txt", b"What we saw."))
    assert "“notes.txt”: It is here already" in again.content.decode()


def test_no_file_at_all_is_answered_beside_the_box(cast, item):
    answer = send(browser(cast.lead), item)
    assert answer.status_code == 422
    assert "Choose at least one file." in answer.content.decode()
    assert 'href="#id_file"' in answer.content.decode()


def test_a_file_too_large_is_dropped_as_it_comes_and_named(cast, item, settings, came, monkeypatch):
    settings.FILE_MEGABYTES = 1
    most = 0
    real = uploads.Bounded.receive_data_chunk

    def watched(self, raw, start):
        nonlocal most
        most = max([most, *(path.stat().st_size for path in came.iterdir())])
        return real(self, raw, start)

    monkeypatch.setattr(uploads.Bounded, "receive_data_chunk", watched)
    answer = send(
        browser(cast.lead),
        item,
        ("first.txt", b"words"),
        ("large.txt", b"a" * 3_000_000),
        ("last.txt", b"more"),
    )
    assert "“large.txt”: It is larger than 1 MB." in answer.content.decode()
    assert kept() == ["first.txt", "last.txt"]
    assert most <= 1 << 20
    assert list(came.iterdir()) == []


def test_more_than_ten_at_once_are_left_out_by_name(cast, item):
    answer = send(browser(cast.lead), item, *((f"{at}.txt", f"Words {at}".encode()) for at in range(12)))
    text = answer.content.decode()
    assert "10 files were added." in text
    assert "“10.txt”: It was left out" in text
    assert "“11.txt”: It was left out" in text
    assert len(kept()) == 10


def test_what_nobody_would_wait_for_is_not_read_at_all(cast, item):
    client = browser(cast.lead)
    answer = client.generic(
        "POST",
        f"/evidence/{item}/files/",
        b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH="9000000000",
    )
    assert answer.status_code == 413
    assert "choose fewer or smaller files" in answer.content.decode()


def test_an_upload_that_breaks_off_on_its_way_is_refused_and_leaves_nothing(cast, item, stored, came):
    client = browser(cast.lead)
    body = (
        b"--x\r\nContent-Disposition: form-data; name=file; filename=a.txt\r\n"
        b"Content-Type: text/plain\r\n\r\nHalf of what was"
    )
    answer = client.generic(
        "POST", f"/evidence/{item}/files/", body, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 400
    assert not kept()
    assert not LooseBytes.objects.exists()
    assert list(came.iterdir()) == []
    assert [path for path in stored.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("who", ["nobody", "reader", "stranger"])
def test_what_somebody_sends_who_may_not_add_it_never_reaches_the_disk(cast, item, came, who, monkeypatch):
    begun: list[str] = []
    real = TemporaryFileUploadHandler.new_file

    def watched(self: Any, *words: Any, **more: Any) -> None:
        begun.append(words[1])
        real(self, *words, **more)

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", watched)
    client = browser(None if who == "nobody" else getattr(cast, who))
    answer = send(client, item, ("notes.txt", b"words" * 100_000))
    assert answer.status_code == {"nobody": 401, "reader": 403, "stranger": 404}[who]
    assert begun == []
    assert not kept()


def test_a_form_of_another_site_adds_nothing(cast, item):
    client = browser(cast.lead, enforce_csrf_checks=True)
    answer = send(client, item, ("notes.txt", b"words"), HTTP_ORIGIN="https://evil.example")
    assert answer.status_code == 403
    assert not kept()


def test_a_form_of_ours_with_its_token_adds_and_one_given_back_asks_for_the_files_again(cast, item):
    client = browser(cast.lead, enforce_csrf_checks=True)
    form = open_page(client, f"/evidence/{item}/files/").form(f"/evidence/{item}/files/")
    token = form.fields["csrfmiddlewaretoken"][0]
    assert send(client, item, ("notes.txt", b"words"), csrfmiddlewaretoken=token).status_code == 302
    assert kept() == ["notes.txt"]
    kept_here = signing.dumps(f"/evidence/{item}/files/", salt="kept")
    answer = client.post(
        f"/evidence/{item}/files/",
        {"kept": kept_here, "whole": "1"},
        HTTP_SEC_FETCH_SITE="same-origin",
        HTTP_ORIGIN="http://testserver",
    )
    assert answer.status_code == 422
    assert "Choose at least one file." in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("audit of May.docx", 'attachment; filename="audit of May.docx"'),
        ("Dùn Èideann 👪.docx", "attachment; filename*=utf-8''D%C3%B9n%20%C3%88ideann%20%F0%9F%91%AA.docx"),
    ],
)
def test_a_file_is_handed_out_as_a_download_and_as_nothing_else(cast, item, name, told):
    row = world.file_beside(item, cast.lead, name, documents.docx(), "docx")
    answer: Any = browser(cast.reader).get(f"/evidence/{item}/files/{row.id}/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == documents.docx()
    assert answer["Content-Disposition"] == told
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Length"] == str(len(documents.docx()))
    assert answer["Cache-Control"] == "private, no-cache"
    assert Entry.objects.filter(verb="downloaded a file of", person_id=cast.reader.person.id).count() == 1


def test_a_file_whose_bytes_are_gone_is_said_to_be_so(cast, item, stored):
    row = world.file_beside(item, cast.lead)
    (stored / row.stored).unlink()
    answer = browser(cast.lead).get(f"/evidence/{item}/files/{row.id}/")
    assert answer.status_code == 409
    assert "not where it should be" in answer.content.decode()


def test_a_file_is_taken_away_and_back_by_buttons_that_need_no_script(cast, item):
    row = world.file_beside(item, cast.lead)
    client = browser(cast.evaluator)
    page = open_page(client, f"/evidence/{item}/files/")
    client.post(page.form("/away/").action, page.form("/away/").filled())
    page = open_page(client, f"/evidence/{item}/files/")
    assert "Taken away by Isla Reid" in page.text
    assert client.get(f"/evidence/{item}/files/{row.id}/").status_code == 404
    assert "notes.txt" not in open_page(browser(cast.reader), f"/evidence/{item}/files/").text
    client.post(page.form("/back/").action, page.form("/back/").filled())
    answer: Any = client.get(f"/evidence/{item}/files/{row.id}/")
    assert b"".join(answer.streaming_content) == b"What we saw."


def test_reading_the_page_of_a_confidential_item_is_in_the_trail(cast, item):
    browser(cast.reader).get(f"/evidence/{item}/files/")
    assert Entry.objects.filter(verb="read", about_id=item, person_id=cast.reader.person.id).count() == 1


@pytest.mark.usefixtures("really_apart")
def test_two_hundred_broken_files_never_give_a_failure_or_a_file_that_is_not_what_it_says(cast, item, stored):
    client = browser(cast.lead)
    broken = [(f"{at}-{name}", body) for at, (name, body) in enumerate(documents.broken(200))]
    broken.sort(
        key=lambda one: one[0].rpartition(".")[2]
    )  # so that each process loads one library, for speed
    for at in range(0, 200, 10):
        answer = send(client, item, *broken[at : at + 10])
        assert answer.status_code in (302, 422)
    rows = list(ItemFile.objects.all())
    for row in rows:
        assert documents.is_what_it_says(row.kind, row.name, (stored / row.stored).read_bytes()), row.name
    assert 5 < len(rows) < 50
    assert len([path for path in stored.rglob("*") if path.is_file()]) == len(rows)


def test_the_page_of_a_piece_lists_its_files_and_leads_whoever_may_to_more(cast, item):
    assert "Files" not in open_page(browser(cast.reader), f"/evidence/{item}/").text
    assert "Add files" in open_page(browser(cast.lead), f"/evidence/{item}/").text
    row = world.file_beside(item, cast.lead)
    for who, words in ((cast.lead, True), (cast.reader, False)):
        page = open_page(browser(who), f"/evidence/{item}/")
        assert f"/files/{row.id}/" in page.html
        assert ("Add files, or take one away" in page.text) == words


def test_a_name_that_was_changed_is_said_to_be(cast, item):
    client = browser(cast.lead)
    send(client, item, ("CHI 0101101237.txt", b"words"))
    page = open_page(client, f"/evidence/{item}/files/")
    assert "and was changed here" in page.text
    assert "0101101237" not in page.text


def test_a_picture_says_what_was_left_out_of_it(cast, item):
    client = browser(cast.lead)
    send(client, item, ("wall.jpg", documents.picture()))
    assert "without where and by whom it was taken" in open_page(client, f"/evidence/{item}/files/").text


def test_a_file_is_removed_for_good_from_the_page_for_a_reason(cast, item):
    row = world.file_beside(item, cast.lead)
    ItemFile.objects.filter(pk=row.pk).update(
        name="Of Torquil.txt"
    )  # as it could stand from before names were replaced
    client = browser(cast.lead)
    at = f"/evidence/{item}/files/{row.id}/remove/"
    assert "Of Torquil.txt" in open_page(client, at).text
    assert "Choose why the file is removed" in client.post(at, {}).content.decode()
    assert client.post(at, {"reason": "child"})["Location"] == f"/evidence/{item}/files/"
    page = open_page(client, f"/evidence/{item}/files/")
    assert "Removed for good." in page.text
    assert "Torquil" not in page.text
    assert client.get(f"/evidence/{item}/files/{row.id}/").status_code == 404
    assert "Remove for good" not in open_page(browser(cast.evaluator), f"/evidence/{item}/files/").text


def test_while_a_legal_hold_stands_the_page_says_so_and_the_file_stays(cast, item, stored):
    row = world.file_beside(item, cast.lead)
    hold_unit(unit_id=cast.team.id, why="An inquiry.", by=cast.lead.actor)
    answer = browser(cast.lead).post(f"/evidence/{item}/files/{row.id}/remove/", {"reason": "child"})
    assert answer.status_code == 422
    assert "A legal hold stands on this" in answer.content.decode()
    assert (stored / row.stored).exists()


def test_where_the_disk_is_nearly_full_nothing_is_taken_and_the_reason_is_said(cast, item, came, monkeypatch):
    usage = shutil.disk_usage(came)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=uploads.LEFT_FREE))
    answer = send(browser(cast.lead), item, ("notes.txt", b"words"))
    assert answer.status_code == 409
    assert "There is no room left for files" in answer.content.decode()
    assert not kept()


def test_a_disk_that_is_full_on_the_way_is_no_failure_of_ours(cast, item, monkeypatch):
    def full(self: Any, raw: bytes, start: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)
    assert send(browser(cast.lead), item, ("notes.txt", b"words")).status_code == 400
    assert not kept()
