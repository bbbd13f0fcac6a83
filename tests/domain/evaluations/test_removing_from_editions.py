"""An edition from which words were removed still verifies from the digest it was sealed with."""

from __future__ import annotations

import io
import zipfile

from speir.evaluations.actions import editions
from speir.evaluations.models import Edition, EditionDocument
from speir.evaluations.queries.editions import edition, sealed_record
from speir.evaluations.rules.record_text import digest
from speir.reports.actions import keep_edition
from speir.retention.actions.disposals import opened, write_down
from speir.retention.models import Disposal, Removal
from speir.retention.rules.removing import Gone
from tests.factories.names import NAME, NOTE, take_out, with_a_name


def test_an_edition_still_verifies_from_the_digest_it_was_sealed_with(cast, clock):
    view = with_a_name(cast)
    sealed_with = Edition.objects.get().digest
    take_out(view, cast.lead)
    shown = edition(cast.reader.actor, view.id, 1)
    assert shown.digest == sealed_with != shown.digest_now
    assert shown.intact
    assert shown.removed == ("Words were removed on 2 March 2026: a child could be identified.",)
    assert shown.record.judgements[0].strengths == f"We saw it with {NOTE} in May."


def test_it_verifies_through_several_disposals(cast, clock):
    view = with_a_name(cast)
    take_out(view, cast.lead)
    clock.forward(days=1)
    take_out(view, cast.lead, "May", reason="wrong_place")
    shown = edition(cast.reader.actor, view.id, 1)
    assert shown.intact
    assert [said.split(": ")[1] for said in shown.removed] == [
        "a child could be identified.",
        "it did not belong here.",
    ]


def test_an_edition_changed_by_any_other_way_does_not_verify(cast, clock):
    view = with_a_name(cast)
    take_out(view, cast.lead)
    row = Edition.objects.get()
    forged = row.content.replace("We saw it with", "We never saw it with")
    [removal] = (
        write_down(  # somebody with the database opens the gate, and writes down nothing that leads there
            about="broad view",
            about_id=view.id,
            path="",
            home="",
            reason="child",
            places=1,
            gone=[Gone("evaluations_edition", row.id, "x")],
            by=cast.lead.actor,
        )
    )
    with opened(removal):
        Edition.objects.filter(pk=row.id).update(content=forged)
    assert not edition(cast.reader.actor, view.id, 1).intact


def test_a_disposal_that_the_trail_does_not_have_does_not_verify(cast, clock):
    view = with_a_name(cast)
    row = Edition.objects.get()
    made = Disposal.objects.create(
        about="broad view",
        about_id=view.id,
        path="",
        reason="child",
        places=1,
        by="",
        at=clock.now,
        digest="0" * 64,
    )
    forged = row.content.replace(NAME, "Nobody")
    removal = Removal.objects.create(
        disposal=made,
        in_table="evaluations_edition",
        row_id=row.id,
        fields="x",
        before=row.digest,
        after=digest(forged),
    )
    with opened(removal):
        Edition.objects.filter(pk=row.id).update(content=forged)
    assert not edition(cast.reader.actor, view.id, 1).intact


def test_its_kept_documents_go_and_are_made_anew_with_the_note(cast, clock, monkeypatch):
    view = with_a_name(cast)
    asked = []
    monkeypatch.setattr("speir.core.jobs.defer", lambda name, **words: asked.append((name, words)))
    take_out(view, cast.lead)
    assert asked == [("reports.keep_edition", {"edition_id": Edition.objects.get().id})]
    assert not EditionDocument.objects.exists()
    kept = sealed_record(Edition.objects.get().id)
    assert kept.removed == ("Words were removed on 2 March 2026: a child could be identified.",)


def test_a_document_made_from_the_text_before_is_not_kept(cast, clock):
    view = with_a_name(cast)
    row = Edition.objects.get()
    before = sealed_record(row.id).digest
    take_out(view, cast.lead)
    now = sealed_record(row.id).digest
    for made_from, kept in ((before, 0), (now, 1)):
        editions.keep_document(
            edition_id=row.id, format="pdf", body=b"%PDF", body_digest="0" * 64, made_from=made_from
        )
        assert EditionDocument.objects.count() == kept


def test_the_worker_makes_its_files_from_what_is_left(cast, clock):
    view = with_a_name(cast)
    take_out(view, cast.lead)
    row = Edition.objects.get()
    keep_edition(edition_id=row.id)
    kept = {one.format: bytes(one.body) for one in EditionDocument.objects.filter(edition=row)}
    assert set(kept) == {"docx", "xlsx", "pdf"}
    with zipfile.ZipFile(io.BytesIO(kept["docx"])) as word:
        text = " ".join(word.read(name).decode(errors="replace") for name in word.namelist())
    assert NAME not in text
    assert "a child could be identified" in text
