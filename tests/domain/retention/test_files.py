"""A file's bytes go with a disposal and never before: with its evidence, or alone for a reason; a hold keeps them."""

from __future__ import annotations

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.evaluations.actions import removing
from speir.evaluations.actions.removing_files import remove_file
from speir.evidence.actions import files, loose
from speir.evidence.models import ItemFile, LooseBytes
from speir.evidence.queries import checking
from speir.evidence.queries import files as queries
from speir.retention.models import Hold, Removal
from speir.retention.queries.disposals import log
from speir.trail.models import Entry
from tests import world

CHILD = "[removed on 2 March 2026: a child could be identified]"


@pytest.fixture
def view(cast, clock):
    return world.begun(cast)


@pytest.fixture
def item(cast, view):
    return world.cite(view, "1.1", cast.lead)


def lying(folder) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_is_removed_for_good_and_its_digest_stays_in_the_log(
    cast, item, stored, django_capture_on_commit_callbacks
):
    gone, stays = (world.file_beside(item, cast.lead, f"Of Torquil {at}.txt", b"%d" % at) for at in range(2))
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(item_id=item, file_id=gone.id, reason="child", by=cast.lead.actor)
        assert gone.stored in lying(stored), "until it is committed"
    row = ItemFile.objects.get(pk=gone.pk)
    assert (row.name, row.stored, row.removed_at is not None) == (CHILD, "", True)
    assert lying(stored) == [stays.stored]
    assert not LooseBytes.objects.exists()
    removal = Removal.objects.get()
    assert (removal.in_table, removal.row_id, removal.fields, removal.before) == (
        "evidence_item_file",
        gone.id,
        "name, stored",
        gone.digest,
    )
    entry = Entry.objects.get(verb="removed words from")
    assert entry.about_id == item
    assert entry.detail.startswith("a child could be identified, 1 place;")
    assert log(cast.lead.actor).lines[0].whole
    assert checking.verify() == checking.Checked(1, [])
    assert [file.id for file in queries.page(cast.lead.actor, item).files] == [stays.id]
    for act in (files.withdraw, files.bring_back):
        with pytest.raises(NotYours):
            act(item_id=item, file_id=gone.id, by=cast.lead.actor)
    with pytest.raises(NotYours):
        remove_file(item_id=item, file_id=gone.id, reason="child", by=cast.lead.actor)


def test_what_was_taken_away_stays_until_it_is_removed(
    cast, item, stored, django_capture_on_commit_callbacks
):
    row = world.file_beside(item, cast.lead)
    files.withdraw(item_id=item, file_id=row.id, by=cast.lead.actor)
    loose.clear_due()
    assert lying(stored) == [row.stored]
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(item_id=item, file_id=row.id, reason="wrong_place", by=cast.lead.actor)
    assert lying(stored) == []


def test_a_disposal_of_the_evidence_takes_all_its_files(
    cast, item, stored, django_capture_on_commit_callbacks
):
    rows = [world.file_beside(item, cast.lead, body=b"%d" % at) for at in range(3)]
    files.withdraw(item_id=item, file_id=rows[2].id, by=cast.lead.actor)
    with django_capture_on_commit_callbacks(execute=True):
        removing.dispose(about="evidence", thing_id=item, by=cast.lead.actor)
    assert lying(stored) == []
    assert not ItemFile.objects.filter(removed_at=None).exists()
    assert set(ItemFile.objects.values_list("name", flat=True)) == {
        "[removed on 2 March 2026: its time was over]"
    }
    assert checking.verify() == checking.Checked(0, [])


def test_a_disposal_whose_bytes_cannot_go_is_made_up_for_by_the_clock(
    cast, item, stored, monkeypatch, django_capture_on_commit_callbacks
):
    row = world.file_beside(item, cast.lead)
    with monkeypatch.context() as away, django_capture_on_commit_callbacks(execute=True):
        away.setattr(loose, "storages", {})
        remove_file(item_id=item, file_id=row.id, reason="child", by=cast.lead.actor)
    assert lying(stored) == [row.stored]
    assert loose.clear_due() == 1
    assert lying(stored) == []


def test_words_removed_from_what_a_file_is_called_leave_the_file(cast, view, item, stored):
    row = world.file_beside(item, cast.lead)
    ItemFile.objects.filter(pk=row.pk).update(name="With Torquil in May.txt")
    removing.remove(
        evaluation_id=view.id,
        words="Torquil",
        places=[f"itemfile-{row.id}-name"],
        reason="child",
        by=cast.lead.actor,
    )
    assert ItemFile.objects.get(pk=row.pk).name == f"With {CHILD} in May.txt"
    assert lying(stored) == [row.stored]


@pytest.mark.parametrize("held", ["broad view", "unit"])
def test_while_a_legal_hold_stands_no_byte_goes(cast, view, item, stored, held, clock):
    row = world.file_beside(item, cast.lead)
    on = {"broad view": view.id, "unit": cast.team.id}[held]
    Hold.objects.create(about=held, about_id=on, path=cast.team.path, why="x", by="", since=clock.now)
    with pytest.raises(Refused, match="A legal hold stands"):
        remove_file(item_id=item, file_id=row.id, reason="child", by=cast.lead.actor)
    with pytest.raises(Refused, match="A legal hold stands"):
        removing.dispose(about="evidence", thing_id=item, by=cast.lead.actor)
    assert lying(stored) == [row.stored]


def test_only_who_may_dispose_where_it_was_written_removes_it_and_only_for_a_reason(cast, item, stored):
    row = world.file_beside(item, cast.lead)
    for who in (cast.evaluator, cast.reader):
        with pytest.raises(NotAllowed):
            remove_file(item_id=item, file_id=row.id, reason="child", by=who.actor)
    with pytest.raises(NotYours):
        remove_file(item_id=item, file_id=row.id, reason="child", by=cast.stranger.actor)
    with pytest.raises(Unfit):
        remove_file(item_id=item, file_id=row.id, reason="whim", by=cast.lead.actor)
    assert lying(stored) == [row.stored]
