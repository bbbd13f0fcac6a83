"""Files beside an item: kept whole under names that say nothing, taken by who reads the item, and by nobody else."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused
from speir.core.files.storage import Disk
from speir.evaluations.actions import removing
from speir.evidence.actions import files, loose
from speir.evidence.actions.withdrawing import bring_back, withdraw
from speir.evidence.models import Item, ItemFile, LooseBytes
from speir.evidence.queries import checking
from speir.evidence.queries import files as queries
from speir.evidence.rules import files as rules
from speir.trail.models import Entry
from tests import world
from tests.factories import documents

pytestmark = pytest.mark.usefixtures("stored")


@pytest.fixture
def item(cast):
    return world.cite(world.begun(cast), "1.1", cast.lead)


def lying(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_byte_for_byte_under_a_name_that_says_nothing(cast, item, stored, clock):
    body = documents.docx()
    row = world.file_beside(item, cast.lead, "Audit of May.docx", body, "docx")
    [path] = lying(stored)
    assert path.read_bytes() == body
    assert "audit" not in str(path.relative_to(stored)).lower()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (row.name, row.kind, row.size) == ("Audit of May.docx", "docx", len(body))
    assert (row.digest, row.added_at) == (hashlib.sha256(body).hexdigest(), clock.now)
    assert (row.added_by, row.added_by_name) == (cast.lead.person.id, "Morag Sinclair")
    assert not LooseBytes.objects.exists()


def test_whoever_reads_the_item_takes_the_file_and_each_time_is_in_the_trail(cast, item):
    row = world.file_beside(item, cast.lead)
    for _time in range(2):
        taken, body = files.take(item_id=item, file_id=row.id, by=cast.reader.actor)
        assert body.read() == b"What we saw."
        body.close()
        assert taken.name == "notes.txt"
    entries = Entry.objects.filter(verb="downloaded a file of")
    assert [(e.person_name, e.about_id, e.detail) for e in entries] == [("Rhona Bell", item, "plain")] * 2


def test_who_may_only_read_adds_and_takes_away_nothing_and_others_find_nothing(cast, item):
    row = world.file_beside(item, cast.lead)
    for act in (files.withdraw, files.bring_back):
        with pytest.raises(NotAllowed):
            act(item_id=item, file_id=row.id, by=cast.reader.actor)
    with pytest.raises(NotAllowed):
        world.file_beside(item, cast.reader, body=b"Other words.")
    for act in (files.withdraw, files.bring_back):
        with pytest.raises(NotYours):
            act(item_id=item, file_id=row.id, by=cast.stranger.actor)
    with pytest.raises(NotYours):
        files.take(item_id=item, file_id=row.id, by=cast.stranger.actor)
    with pytest.raises(NotYours):
        world.file_beside(item, cast.stranger)
    with pytest.raises(NotYours):
        queries.page(cast.stranger.actor, item)


def test_a_file_is_reached_through_its_own_item_alone(cast, item):
    view = world.begun(cast)
    other = world.cite(view, "1.2", cast.lead, shows="Another.")
    row = world.file_beside(item, cast.lead)
    with pytest.raises(NotYours):
        files.take(item_id=other, file_id=row.id, by=cast.lead.actor)


def test_a_file_that_is_there_is_not_added_twice(cast, item, stored):
    world.file_beside(item, cast.lead)
    with pytest.raises(Refused) as refused:
        world.file_beside(item, cast.evaluator, "the same.txt")
    assert refused.value.code == "file-there"
    assert len(lying(stored)) == 1


def test_what_was_taken_away_is_nobodys_to_take_and_comes_back_whole(cast, item, stored):
    row = world.file_beside(item, cast.lead)
    for _twice in range(2):
        files.withdraw(item_id=item, file_id=row.id, by=cast.evaluator.actor)
    with pytest.raises(NotYours):
        files.take(item_id=item, file_id=row.id, by=cast.lead.actor)
    page = queries.page(cast.lead.actor, item)
    assert (page.files, [file.withdrawn_by_name for file in page.withdrawn]) == ((), ["Isla Reid"])
    assert len(lying(stored)) == 1
    for _twice in range(2):
        files.bring_back(item_id=item, file_id=row.id, by=cast.lead.actor)
    files.take(item_id=item, file_id=row.id, by=cast.lead.actor)[1].close()
    said = Entry.objects.filter(verb__contains="file").order_by("at").values_list("verb", flat=True)
    assert list(said) == [
        "added a file to",
        "took a file away from",
        "brought back a file of",
        "downloaded a file of",
    ]


def test_what_was_taken_away_does_not_come_back_beside_its_double(cast, item):
    row = world.file_beside(item, cast.lead)
    files.withdraw(item_id=item, file_id=row.id, by=cast.lead.actor)
    world.file_beside(item, cast.lead)
    with pytest.raises(Refused, match="here already"):
        files.bring_back(item_id=item, file_id=row.id, by=cast.lead.actor)


def test_what_a_name_says_of_somebody_is_replaced(cast, item):
    row = world.file_beside(item, cast.lead, "Visit to Jamie Lennox, CHI 0101101237.txt")
    assert "0101101237" not in row.name
    assert "Lennox" not in row.name
    assert row.name.startswith("Visit to ")
    assert row.name.endswith(".txt")


def test_nothing_is_added_to_what_was_withdrawn(cast, item):
    Item.objects.filter(pk=item).update(
        withdrawn_at="2026-03-02T10:00Z", withdrawn_by_name="Morag", withdrawn_why="Wrong."
    )
    with pytest.raises(Refused, match="Bring it back first"):
        world.file_beside(item, cast.lead)


def test_a_piece_of_evidence_has_so_many_files_and_no_more(cast, item, monkeypatch):
    monkeypatch.setattr(rules, "MOST_OF_ITEM", 2)
    for at in range(2):
        world.file_beside(item, cast.lead, body=f"Words {at}".encode())
    with pytest.raises(Refused) as refused:
        world.file_beside(item, cast.lead, body=b"Words more")
    assert refused.value.code == "file-too-many"


@pytest.mark.parametrize("where", ["storing", "writing down"])
def test_an_upload_that_breaks_off_leaves_nothing_behind(cast, item, stored, monkeypatch, where):
    class GoneError(RuntimeError):
        pass

    def gone(*_words, **_more):
        raise GoneError

    if where == "storing":
        real = Disk._save

        def half(self, name, content):
            real(self, name, content)
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Disk, "_save", half)
    else:
        monkeypatch.setattr(ItemFile, "save", gone)
    with pytest.raises(Refused if where == "storing" else GoneError):
        world.file_beside(item, cast.lead)
    assert lying(stored) == []
    assert not ItemFile.objects.exists()
    assert not LooseBytes.objects.exists()


def test_after_a_crash_the_clock_deletes_the_bytes_that_no_file_stands_for(cast, item, stored, clock):
    """Killed between storing and writing down: the bytes are there, the note that they are loose, and no file."""
    row = world.file_beside(item, cast.lead)
    loose.write_down(stored="ab/abandoned")
    (stored / "ab").mkdir(exist_ok=True)
    (stored / "ab" / "abandoned").write_bytes(b"half")
    loose.write_down(stored="cd/never-came")
    assert loose.clear_due() == 0, "it may be on its way this very moment"
    clock.forward(hours=2)
    assert loose.clear_due() == 2
    assert [str(path.relative_to(stored)) for path in lying(stored)] == [row.stored]
    assert not LooseBytes.objects.exists()


def test_bytes_that_a_file_stands_for_are_never_taken_for_loose(cast, item, stored, clock):
    """Its transaction was committed, and the answer to that was lost."""
    row = world.file_beside(item, cast.lead)
    loose.write_down(stored=row.stored)
    clock.forward(hours=2)
    loose.clear_due()
    assert len(lying(stored)) == 1
    assert not LooseBytes.objects.exists()


def test_what_was_cleared_meanwhile_is_not_made_a_file(cast, item, stored, monkeypatch):
    """The clock took an upload of hours for dead: it is refused, and leaves no row without bytes."""
    real = loose.cross_out

    def late(*, stored):
        loose.clear(stored=stored)
        return real(stored=stored)

    monkeypatch.setattr(loose, "cross_out", late)
    with pytest.raises(Refused, match="too long"):
        world.file_beside(item, cast.lead)
    assert not ItemFile.objects.exists()
    assert lying(stored) == []


def test_every_file_is_read_and_compared(cast, item, stored):
    whole, missing, altered, longer = (
        world.file_beside(item, cast.lead, f"Of Torquil {at}.txt", f"Words {at}".encode()) for at in range(4)
    )
    assert checking.verify() == checking.Checked(4, [])
    (stored / missing.stored).unlink()
    (stored / altered.stored).chmod(0o600)
    (stored / altered.stored).write_bytes(b"Xords 2")
    (stored / longer.stored).write_bytes(b"Words 3 and more")
    (stored / "zz").mkdir(exist_ok=True)
    (stored / "zz" / "nobodys").write_bytes(b"x")
    found = checking.verify()
    assert found.files == 4
    told = "\n".join(found.wrong)
    assert len(found.wrong) == 4
    assert f"File {missing.id} of the evidence {item} is missing" in told
    assert f"File {altered.id} of the evidence {item} was altered: its checksum" in told
    assert f"File {longer.id} of the evidence {item} was altered: 16 bytes" in told
    assert "No file stands for what lies at zz/nobodys." in told
    assert whole.id not in told
    assert "Torquil" not in told


def test_files_of_many_items_are_one_question(cast, item, django_assert_num_queries):
    view = world.begun(cast)
    ids = [item, *(world.cite(view, "1.2", cast.lead, shows=f"Item {at}.") for at in range(3))]
    for one in ids[:3]:
        world.file_beside(one, cast.lead)
    away = world.file_beside(ids[0], cast.lead, body=b"Wrong.")
    files.withdraw(item_id=ids[0], file_id=away.id, by=cast.lead.actor)
    with django_assert_num_queries(1):
        found = queries.of_items(ids)
    assert [len(found[one]) for one in ids] == [1, 1, 1, 0]
    with django_assert_num_queries(0):
        assert queries.of_items([]) == {}


def test_an_item_of_its_owner_alone_keeps_its_files_to_them_and_out_of_the_trail_of_others(cast):
    alone = world.cite(world.begun(cast), "1.1", cast.lead, only_me=True)
    row = world.file_beside(alone, cast.lead)
    with pytest.raises(NotYours):
        files.take(item_id=alone, file_id=row.id, by=cast.evaluator.actor)
    files.take(item_id=alone, file_id=row.id, by=cast.lead.actor)[1].close()
    assert set(
        Entry.objects.filter(about_id=alone, verb__contains="file").values_list("path", flat=True)
    ) == {""}


def test_what_was_withdrawn_or_emptied_while_a_file_was_stored_does_not_get_it(
    cast, item, stored, monkeypatch
):
    """A disposal takes all that lies beside a piece: nothing comes in behind its back."""
    for meanwhile, code in (
        (lambda: withdraw(item_id=item, why="It was wrong.", by=cast.lead.actor), "file-of-withdrawn"),
        (lambda: removing.dispose(about="evidence", thing_id=item, by=cast.lead.actor), "file-emptied"),
    ):
        monkeypatch.setattr(files, "_store", lambda path, name, do=meanwhile: do())
        with pytest.raises(Refused) as refused:
            world.file_beside(item, cast.lead)
        assert refused.value.code == code
        bring_back(item_id=item, by=cast.lead.actor)
    assert not ItemFile.objects.exists()
    assert not LooseBytes.objects.exists()
