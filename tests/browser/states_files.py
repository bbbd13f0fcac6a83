"""The states of the page of an item's files."""

from __future__ import annotations

from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from speir.evidence.actions import files
from speir.evidence.models import Item, ItemFile
from tests import world
from tests.browser.pages import Opening, Steps, both, press, state
from tests.browser.situations import Situations
from tests.factories import documents


def item(s: Situations) -> str:
    """An item of its own, for the lead officer to add to."""
    return world.cite(world.begun(s.cast), "1.1", s.cast.lead, shows=s.text("The audit of May."))


def full(s: Situations) -> str:
    """One with a file in every state."""
    made = item(s)
    kept = [
        world.file_beside(made, s.cast.lead, s.name("Audit of May") + ".docx", documents.docx(), "docx"),
        world.file_beside(made, s.cast.evaluator, s.name("What families said") + ".txt", b"Words."),
        world.file_beside(made, s.cast.lead, s.name("From the agency") + ".pdf", documents.pdf(), "pdf"),
        world.file_beside(made, s.cast.lead, s.name("Counts") + ".csv", b"month,seen\nMarch,11\n", "csv"),
        world.file_beside(made, s.cast.lead, s.name("Wrong year") + ".csv", b"month,seen\nMay,9\n", "csv"),
    ]
    rows = ItemFile.objects
    rows.filter(pk=kept[1].pk).update(state="waiting")
    rows.filter(pk=kept[2].pk).update(state="quarantined", why="found", found="Eicar")
    rows.filter(pk=kept[3].pk).update(state="quarantined", why="not-scanned")
    files.withdraw(item_id=made, file_id=kept[4].id, by=s.cast.lead.actor)
    return made


def choose(*given: tuple[str, bytes]) -> Steps:
    """Choose these files in the box."""

    files: list[FilePayload] = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": body} for name, body in given
    ]

    def steps(page: Page, situations: Situations) -> None:
        page.locator("#id_file").set_input_files(files)

    return steps


@state("evidence:files", "none yet")
def _(s: Situations) -> Opening:
    def open_all(page: Page, situations: Situations) -> None:
        page.get_by_text("What happens to a file").click()

    return Opening(s.cast.lead.person, f"/evidence/{item(s)}/files/", open_all)


@state("evidence:files", "in every state, with one taken away", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/evidence/{full(s)}/files/")


@state("evidence:files", "of a reader")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"/evidence/{full(s)}/files/")


@state("evidence:files", "with some that were refused", enlarged=True)
def _(s: Situations) -> Opening:
    def told(page: Page, situations: Situations) -> None:
        expect(page.get_by_role("alert")).to_contain_text("another kind")

    steps = both(
        choose(
            (s.name("Notes of the visit") + ".txt", b"Words."),
            (s.name("trick") + ".pdf", documents.docx()),
            (s.name("macro") + ".exe", b"MZ\x90\x00"),
        ),
        press("Add files"),
        told,
    )
    return Opening(s.cast.lead.person, f"/evidence/{item(s)}/files/", steps)


@state("evidence:file_remove", "asking why")
def _(s: Situations) -> Opening:
    row = world.file_beside(item(s), s.cast.lead, s.name("Audit of May") + ".txt")
    return Opening(s.cast.lead.person, f"/evidence/{row.item_id}/files/{row.id}/remove/")


@state("evidence:file_remove", "without a reason", enlarged=True)
def _(s: Situations) -> Opening:
    row = world.file_beside(item(s), s.cast.lead, s.name("Audit of May") + ".txt")
    return Opening(
        s.cast.lead.person, f"/evidence/{row.item_id}/files/{row.id}/remove/", press("Remove it for good")
    )


@state("evidence:files", "of a piece that was withdrawn")
def _(s: Situations) -> Opening:
    made = item(s)
    world.file_beside(made, s.cast.lead, s.name("Audit") + ".txt")
    Item.objects.filter(pk=made).update(withdrawn_at=timezone.now(), withdrawn_by_name="Morag Sinclair")
    return Opening(s.cast.lead.person, f"/evidence/{made}/files/")
