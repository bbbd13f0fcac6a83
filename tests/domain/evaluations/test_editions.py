"""Sealing a broad view as a dated edition, and beginning the next."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused
from speir.evaluations.actions import editions as actions
from speir.evaluations.models import Edition, EditionDocument
from speir.evaluations.queries import editions, grids, records
from speir.evaluations.rules.record_text import digest
from speir.evidence.actions import items as evidence
from speir.evidence.models import Item
from speir.trail.actions import seal_waiting
from speir.trail.models import Entry, Waiting
from speir.trail.queries.chains import head, verify
from tests import world


@pytest.fixture
def view(cast):
    return world.filled(cast)


def test_an_edition_holds_everything_that_was_said_as_it_was_said(cast, view):
    edition = world.seal(view, cast.lead)
    sealed = editions.edition(cast.reader.actor, view.id, edition.number)
    assert sealed.intact
    assert sealed.sealed_by == cast.lead.name
    first = sealed.record.judgements[0]
    assert (first.number, first.level.name, first.strengths) == (
        "1.1",
        "Very good",
        "We see children early (1.1).",
    )
    assert [e.shows for e in first.evidence] == [
        "1.1: what the case_files tell us",
        "1.1: what the surveys tell us",
    ]
    assert sealed.record.questions[0].answer == "Help comes early, and we know it from families."
    assert len(sealed.record.judgements) == 18


def test_an_edition_is_dated_by_the_day_in_scotland(cast, clock):
    clock.set(2026, 7, 1, 0, 30)  # 30 June, 23:30 by the clock of the database
    edition = world.seal(world.begun(cast), cast.lead)
    assert editions.edition(cast.lead.actor, edition.evaluation_id, 1).record.sealed_on == "2026-07-01"


def test_a_digest_says_whether_the_text_is_still_the_sealed_one(cast, view):
    edition = world.seal(view, cast.lead)
    assert edition.digest == digest(edition.content)
    assert Entry.objects.get(verb="sealed").detail == edition.digest


def test_an_edition_bears_the_head_of_the_trail_and_so_the_newest_entries_cannot_go_unseen(cast, view):
    seal_waiting()
    world.seal(view, cast.lead)
    bears = editions.edition(cast.reader.actor, view.id, 1).record.trail_head
    assert bears == head() != ""
    seal_waiting()
    assert head() != bears
    assert verify(bears).whole


def test_the_head_of_an_edition_stands_for_all_that_was_done_before_it_also_within_one_minute(cast, view):
    world.seal(view, cast.lead)
    bears = editions.edition(cast.reader.actor, view.id, 1).record.trail_head
    assert bears == head() != ""
    (waits,) = Waiting.objects.values_list("entry_id", flat=True)
    assert Entry.objects.get(pk=waits).verb == "sealed"
    assert verify(bears).whole


def test_an_edition_whose_text_was_changed_behind_speirs_back_does_not_pass_for_whole(cast, view):
    content = world.seal(view, cast.lead).content
    forged = content.replace("We see children early (1.1).", "We always see children (1.1).")
    assert forged != content
    Edition.objects.create(
        evaluation=view,
        number=7,
        sealed_at=view.begun_at,
        content=forged,
        digest=digest(content),
    )
    assert not editions.edition(cast.lead.actor, view.id, 7).intact


def test_sealing_twice_is_refused_and_makes_one_edition(cast, view):
    world.seal(view, cast.lead)
    with pytest.raises(Refused, match="sealed already"):
        world.seal(view, cast.lead)
    assert Edition.objects.count() == 1


def test_an_edition_stays_as_it_was_when_the_living_text_goes_on(cast, view):
    sealed = world.seal(view, cast.lead)
    actions.reopen(evaluation_id=view.id, by=cast.lead.actor)
    world.write(view, "1.1", cast.evaluator, choice="weak", strengths="All has changed.")
    world.say(view, "1", "All has changed.", cast.lead)
    item = Item.objects.get(shows="1.1: what the case_files tell us")
    evidence.change(
        item_id=item.id,
        framework=world.framework(),
        draft=world.draft(shows="All has changed."),
        revision=item.revision,
        by=cast.evaluator.actor,
    )
    edition = editions.edition(cast.reader.actor, view.id, 1)
    assert edition.intact
    assert edition.digest == sealed.digest
    assert "All has changed." not in Edition.objects.get().content
    now = records.opened(cast.reader.actor, view.id).record
    assert now.judgements[0].level.name == "Weak"
    assert now.judgements[0].evidence[0].shows == "All has changed."


def test_reopening_begins_the_next_edition_and_nothing_is_retyped(cast, view):
    before = world.values(view, "1.1")
    world.seal(view, cast.lead)
    reopened = actions.reopen(evaluation_id=view.id, by=cast.lead.actor)
    assert (reopened.edition, reopened.sealed) == (2, False)
    assert world.values(view, "1.1") == before
    assert not world.write(view, "1.1", cast.evaluator, strengths="New.").conflicts
    world.seal(view, cast.lead)
    assert [one.number for one in grids.grid(cast.reader.actor, view.id).editions] == [1, 2]
    assert Entry.objects.filter(verb="reopened").count() == 1


def test_an_old_page_neither_seals_nor_reopens_an_edition_that_nobody_looked_at(cast, view):
    world.seal(view, cast.lead)
    actions.reopen(evaluation_id=view.id, edition=1, by=cast.lead.actor)
    with pytest.raises(Refused, match="older than edition 2"):
        actions.seal(evaluation_id=view.id, edition=1, by=cast.lead.actor)
    actions.seal(evaluation_id=view.id, edition=2, by=cast.lead.actor)
    with pytest.raises(Refused, match="older than edition 2"):
        actions.reopen(evaluation_id=view.id, edition=1, by=cast.lead.actor)


def test_only_what_is_sealed_is_reopened(cast, view):
    with pytest.raises(Refused, match="open already"):
        actions.reopen(evaluation_id=view.id, by=cast.lead.actor)


def test_only_who_leads_seals_and_reopens(cast, view):
    for who, refusal in ((cast.evaluator, NotAllowed), (cast.reader, NotAllowed), (cast.stranger, NotYours)):
        with pytest.raises(refusal):
            world.seal(view, who)
    world.seal(view, cast.lead)
    for who, refusal in ((cast.evaluator, NotAllowed), (cast.reader, NotAllowed), (cast.stranger, NotYours)):
        with pytest.raises(refusal):
            actions.reopen(evaluation_id=view.id, by=who.actor)


def test_an_edition_that_is_not_there_or_not_mine_looks_the_same(cast, view):
    world.seal(view, cast.lead)
    for who, number in ((cast.lead, 2), (cast.stranger, 1)):
        with pytest.raises(NotYours):
            editions.edition(who.actor, view.id, number)
    assert editions.kept_document(cast.lead.actor, view.id, 2, "pdf") is None
    with pytest.raises(NotYours):
        editions.kept_document(cast.stranger.actor, view.id, 1, "pdf")
    with pytest.raises(NotYours):
        editions.sealed_record("nosuchedition")


def test_sealing_has_the_worker_make_the_documents_once_it_is_committed(
    cast, view, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    worker = SimpleNamespace(enqueue=lambda name, ids: asked.append((name, ids)))
    monkeypatch.setattr("speir.core.jobs.run", worker)
    with django_capture_on_commit_callbacks(execute=True):
        edition = world.seal(view, cast.lead)
        assert asked == []
    assert asked == [("reports.keep_edition", {"edition_id": edition.id})]


def test_the_worker_makes_every_document_of_an_edition_and_keeps_it(
    cast, view, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        edition = world.seal(view, cast.lead)
    kept = {document.format: document for document in EditionDocument.objects.filter(edition=edition)}
    assert set(kept) == {"docx", "xlsx", "pdf"}
    for kind, document in kept.items():
        body = editions.kept_document(cast.reader.actor, view.id, 1, kind)
        assert body is not None
        assert body[:4] in {b"PK\x03\x04", b"%PDF"}
        assert document.digest == hashlib.sha256(body).hexdigest()


def test_a_kept_document_is_kept_byte_for_byte_and_once(cast, view):
    edition = world.seal(view, cast.lead)
    assert editions.kept_document(cast.lead.actor, view.id, 1, "pdf") is None
    for body in (b"%PDF first", b"%PDF second"):
        actions.keep_document(edition_id=edition.id, format="pdf", body=body, body_digest="0" * 64)
    assert editions.kept_document(cast.reader.actor, view.id, 1, "pdf") == b"%PDF first"
    assert EditionDocument.objects.count() == 1


def test_a_kept_document_belongs_to_its_own_broad_view(cast, view):
    edition = world.seal(view, cast.lead)
    actions.keep_document(edition_id=edition.id, format="pdf", body=b"%PDF", body_digest="0" * 64)
    other = world.begun(cast, "Another")
    world.seal(other, cast.lead)
    assert editions.kept_document(cast.lead.actor, other.id, 1, "pdf") is None
