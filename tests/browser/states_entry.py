"""The states of writing several pieces of evidence at once, bringing a sheet in, and what is very like a piece."""

from __future__ import annotations

from playwright.sync_api import Page

from speir.evidence.actions.items import write
from tests import world
from tests.browser.pages import Opening, Steps, press, pressed, state
from tests.browser.situations import Situations

LINE = "Plans are agreed within four weeks in most of the files that we read in pairs."


def there(s: Situations) -> str:
    """An item of the team; its id."""
    draft = world.draft(shows=LINE)
    by = s.cast.lead.actor
    return write(unit_id=s.cast.team.id, framework=world.framework(), draft=draft, by=by).id


def choosing(*rows: str) -> Steps:
    """Choose a sheet with these rows and look at it."""

    def steps(page: Page, s: Situations) -> None:
        body = "\n".join(["What it shows,Account,Kind of source,Date or period,Strength in", *rows]).encode()
        page.get_by_label("The sheet").set_input_files(
            {"name": "a.csv", "mimeType": "text/csv", "buffer": body}
        )
        pressed(page, page.get_by_role("button", name="Look at what is in it"))

    return steps


def writing(text: str, *buttons: str) -> Steps:
    """Write in the box, look at what was understood, and press these buttons there."""

    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("What do we know?").fill(text)
        for button in ("Look at what was understood", *buttons):
            pressed(page, page.get_by_role("button", name=button))

    return steps


@state("evidence:import", "before a file is chosen")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/evidence/import/")


@state("evidence:import", "without a file")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/evidence/import/", press("Look at what is in it"))


@state("evidence:import", "with cells to mend", enlarged=True)
def _(s: Situations) -> Opening:
    rows = (",,Gossip,soon,9.9", "It is so.,,,,")
    return Opening(s.cast.lead.person, "/evidence/import/", choosing(*rows))


@state("evidence:import_look", "that is fine")
def _(s: Situations) -> Opening:
    rows = (
        '"Parents were heard.","Three told us:\n- one\n- two",Minutes of meetings,April 2025,3.2',
        "It is so.,,,,",
    )
    return Opening(s.cast.lead.person, "/evidence/import/", choosing(*rows))


@state("evidence:import_look", "with names in it and rows very like what is here", enlarged=True)
def _(s: Situations) -> Opening:
    there(s)
    rows = ("Fiona MacDonald told us that her plan was late.,,,,", LINE.replace("four", "six") + ",,,,")
    return Opening(s.cast.lead.person, "/evidence/import/", choosing(*rows))


@state("evidence:several", "before anything is written")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/evidence/several/")


@state("evidence:several", "with nothing in it")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/evidence/several/", press("Look at what was understood"))


@state("evidence:several", "looked at")
def _(s: Situations) -> Opening:
    there(s)
    first = f"{s.text('Parents were heard.')}\nwhen: April 2025\ntheme: 3.2 strength"
    text = f"{first}\n\n{LINE.replace('four', 'six')}\nkind: Gossip"
    return Opening(s.cast.lead.person, "/evidence/several/", writing(text))


@state("evidence:several", "with something to mend and a name in it", enlarged=True)
def _(s: Situations) -> Opening:
    text = "Fiona MacDonald told us that her plan was late.\n\nParents were heard."
    return Opening(s.cast.lead.person, "/evidence/several/", writing(text, "Save all of them"))


@state("evidence:several", "taken back into the box")
def _(s: Situations) -> Opening:
    text = "Parents were heard.\nwhen: soon\n\nIt is so."
    return Opening(s.cast.lead.person, "/evidence/several/", writing(text, "Go on writing in the box"))


@state("evidence:alike", "with one of the same")
def _(s: Situations) -> Opening:
    there(s)
    return Opening(s.cast.lead.person, f"/evidence/{there(s)}/alike/")


@state("evidence:alike", "with none")
def _(s: Situations) -> Opening:
    draft = world.draft(shows=s.text("Nothing is like this one at all."))
    by = s.cast.lead.actor
    item = write(unit_id=s.cast.team.id, framework=world.framework(), draft=draft, by=by)
    return Opening(s.cast.lead.person, f"/evidence/{item.id}/alike/")


@state("evidence:new", "very like something that is there", enlarged=True)
def _(s: Situations) -> Opening:
    there(s)

    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("What do we know?").fill(LINE)
        whose = page.get_by_label("Whose evidence is it?")
        if whose.count():  # asked only of somebody who may write in more than one unit
            whose.select_option(label=s.cast.team.name)
        pressed(page, page.get_by_role("button", name="Save", exact=True).last)

    return Opening(s.cast.lead.person, "/evidence/new/", steps)
