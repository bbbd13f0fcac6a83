"""A file waits until a real clamd has looked through it; what it finds, or cannot look through, nobody takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from speir.cli import tick
from speir.core.errors import Refused
from speir.core.files import clam
from speir.evidence.actions import files, scanning
from speir.evidence.models import ItemFile
from speir.evidence.queries import files as queries
from speir.trail.models import Entry
from tests import world
from tests.factories import clamd as factory
from tests.factories.clamd import EICAR, LONGEST, Clamd

pytestmark = pytest.mark.usefixtures("stored")


@pytest.fixture(scope="module")
def clamd() -> Iterator[Clamd]:
    with factory.running() as running:
        yield running


@pytest.fixture
def scanner(clamd: Clamd, settings: Any) -> Clamd:
    settings.CLAMD = clamd.unix
    return clamd


@pytest.fixture
def item(cast):
    return world.cite(world.begun(cast), "1.1", cast.lead)


def stands(row: ItemFile) -> str:
    return str(queries.shown(ItemFile.objects.get(pk=row.pk)).stands)


def refusal(row: ItemFile, by: world.Somebody) -> str:
    with pytest.raises(Refused) as refused:
        files.take(item_id=row.item_id, file_id=row.id, by=by.actor)
    return refused.value.sentence


def test_a_file_waits_and_is_handed_out_once_it_was_found_clean(
    cast, item, scanner, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as jobs:
        row = world.file_beside(item, cast.lead)
    assert stands(row) == "waiting"
    assert "Waits for the virus scanner" in refusal(row, cast.lead)
    for job in jobs:
        job()  # as the worker does, once the transaction is committed
    assert stands(row) == "kept"
    files.take(item_id=item, file_id=row.id, by=cast.reader.actor)[1].close()
    assert scanning.scan_file(file_id=row.id), "a job may run twice"
    assert stands(row) == "kept"


@pytest.mark.parametrize("way", ["unix", "tcp"])
def test_what_the_scanner_finds_is_quarantined_and_in_the_trail(cast, item, scanner, settings, way):
    settings.CLAMD = getattr(scanner, way)
    row = world.file_beside(item, cast.lead, body=EICAR)
    scanning.scan_file(file_id=row.id)
    row.refresh_from_db()
    assert (row.state, row.why, row.found) == ("quarantined", "found", "Eicar-Test-Signature.UNOFFICIAL")
    assert "found something in it" in refusal(row, cast.lead)
    entry = Entry.objects.get(verb="quarantined a file of")
    assert (entry.person_name, entry.about_id, entry.detail) == ("Speir", item, "plain")


def test_what_the_scanner_cannot_look_through_is_quarantined(cast, item, scanner):
    row = world.file_beside(item, cast.lead, body=b"a" * (LONGEST + 200_000))
    scanning.scan_file(file_id=row.id)
    assert stands(row) == "not-scanned"
    assert "could not look through it" in refusal(row, cast.lead)


def test_while_the_scanner_is_away_files_wait_and_the_clock_has_them_scanned_later(
    cast, item, scanner, settings, tmp_path
):
    settings.CLAMD = f"unix:{tmp_path}/nobody"
    rows = [world.file_beside(item, cast.lead, body=body) for body in (b"Words.", EICAR)]
    assert not scanning.scan_file(file_id=rows[0].id)
    assert scanning.scan_waiting() == 0
    assert {stands(row) for row in rows} == {"waiting"}
    settings.CLAMD = scanner.unix
    tick.scan_files_that_wait()
    assert [stands(row) for row in rows] == ["kept", "found"]


def test_files_from_before_there_was_a_scanner_are_scanned_before_anybody_takes_them_again(
    cast, item, scanner, settings
):
    settings.CLAMD = ""
    rows = [world.file_beside(item, cast.lead, body=body) for body in (b"Words.", EICAR)]
    files.take(item_id=item, file_id=rows[1].id, by=cast.lead.actor)[1].close()
    settings.CLAMD = scanner.unix
    for row in rows:
        assert "Waits for the virus scanner" in refusal(row, cast.lead)
    assert scanning.scan_waiting() == 2
    assert [stands(row) for row in rows] == ["kept", "found"]


def test_where_there_is_no_scanner_any_more_nothing_waits_for_one_and_what_was_found_stays_shut(
    cast, item, scanner, settings
):
    waiting, found = (world.file_beside(item, cast.lead, body=body) for body in (b"Words.", EICAR))
    scanning.scan_file(file_id=found.id)
    settings.CLAMD = ""
    assert scanning.scan_waiting() == 1
    assert [stands(row) for row in (waiting, found)] == ["kept", "found"]


def test_a_file_whose_bytes_are_gone_goes_on_waiting(cast, item, scanner, stored):
    row = world.file_beside(item, cast.lead)
    (stored / row.stored).unlink()
    assert scanning.scan_file(file_id=row.id)
    assert stands(row) == "waiting"


def test_the_scanner_is_asked_over_a_socket_or_a_port_and_one_that_is_not_there_is_away(clamd):
    assert clam.scan(clamd.unix, [b"Wor", b"", b"ds."]) == clam.Verdict(True, "", "stream: OK")
    assert clam.scan(clamd.tcp, [EICAR]).found == "Eicar-Test-Signature.UNOFFICIAL"
    with pytest.raises(clam.Away):
        clam.scan("tcp:127.0.0.1:9", [b"Words."])
