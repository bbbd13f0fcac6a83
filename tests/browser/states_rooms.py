"""The states of the pages of inspectors' rooms."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from speir.evaluations.actions import rooms
from speir.improvement.actions import rooms as above
from tests import world, world_improvement, world_look
from tests.browser.pages import Opening, press, state
from tests.browser.situations import Situations


def at(s: Situations, below: str = "") -> str:
    return f"/rooms/{s.room.id}/{below}"


def things(s: Situations) -> list[str]:
    """The ids of an edition, a broad view and a piece of evidence in the room."""
    order = {"edition": 0, "broad view": 1, "evidence": 2}
    return [thing.id for thing in sorted(s.room.things.all(), key=lambda one: order[one.about])]


@state("rooms:list", "of a lead officer")
def _(s: Situations) -> Opening:
    assert s.room
    return Opening(s.cast.lead.person, "/rooms/")


@state("rooms:list", "of an inspector without one")
def _(s: Situations) -> Opening:
    someone = world.colleague(s.name("Una Bain"), s.below, "inspector", s.cast.lead)
    return Opening(someone.person, "/rooms/")


@state("rooms:new", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/rooms/new/")


@state("rooms:new", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Last day").fill("1900")
        press("Make the room")(page, s)
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.cast.lead.person, "/rooms/new/", steps)


@state("rooms:end", "asked")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(s, "end/"))


@state("rooms:room", "as its keeper")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(s))


@state("rooms:room", "as its keeper, with nobody and nothing")
def _(s: Situations) -> Opening:
    return Opening(
        s.cast.lead.person, f"/rooms/{world.room(s.cast.lead, s.cast.team, name=s.name('Empty')[:120]).id}/"
    )


@state("rooms:room", "as an inspector")
def _(s: Situations) -> Opening:
    return Opening(s.inspector.person, at(s))


@state("rooms:room", "as an inspector, ended")
def _(s: Situations) -> Opening:
    made = world.room(s.cast.lead, s.cast.team, s.inspector, name=s.name("Ended")[:120])
    rooms.end(room_id=made.id, by=s.cast.lead.actor)
    return Opening(s.inspector.person, f"/rooms/{made.id}/")


@state("rooms:thing", "an edition")
def _(s: Situations) -> Opening:
    return Opening(s.inspector.person, at(s, f"things/{things(s)[0]}/"))


@state("rooms:thing", "a broad view as it stands")
def _(s: Situations) -> Opening:
    return Opening(s.inspector.person, at(s, f"things/{things(s)[1]}/"))


@state("rooms:thing", "a piece of evidence")
def _(s: Situations) -> Opening:
    return Opening(s.inspector.person, at(s, f"things/{things(s)[2]}/"))


def looked_and_planned(s: Situations) -> tuple[str, str, str]:
    """A room with what a closer look found in it, and a priority with its actions: their addresses, and the room's."""
    by = s.cast.lead
    look = world_look.look(s.cast.team, by)
    world_look.planned(look, by)
    row = world_improvement.priority(s.cast.team, by, title=s.name("Share sooner")[:200], agreed=True)
    world_improvement.action(
        row, by, title=s.text("Ring the school"), state="under_way", text=s.text("Begun.")
    )
    made = world.room(by, s.cast.team, s.inspector, name=s.name("Joint")[:120])
    of: list[str] = []
    for about, about_id, number in (("closer look", look.id, 0), ("priority", row.id, 1)):
        thing = above.put(room_id=made.id, about=about, about_id=about_id, number=number, by=by.actor)
        of.append(f"/rooms/{made.id}/things/{thing.id}/")
    return of[0], of[1], f"/rooms/{made.id}/put/?thing=priority:{row.id}:1"


@state("rooms:thing", "what a closer look found", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.inspector.person, looked_and_planned(s)[0])


@state("rooms:thing", "a priority with its actions", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.inspector.person, looked_and_planned(s)[1])


@state("rooms:put", "a priority with its actions")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, looked_and_planned(s)[2])


@state("rooms:change", "as it is")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(s, "change/"))


@state("rooms:readings", "with some")
def _(s: Situations) -> Opening:
    for how in ("page", "pdf"):
        rooms.read(room_id=s.room.id, thing_id=things(s)[0], how=how, by=s.inspector.actor)
    return Opening(s.cast.lead.person, at(s, "readings/"))


@state("rooms:guests", "with an inspector to choose")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(s, "guests/"))


@state("rooms:guests", "with an address to hand over")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Name").fill("Una Bain")
        press("Make a sign-in address")(page, s)
        expect(page.get_by_text("It is shown only now.")).to_be_visible()

    return Opening(s.cast.lead.person, at(s, "guests/"), steps)


@state("rooms:choose", "with broad views and evidence")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(s, "choose/"))


@state("rooms:choose", "nothing found")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(s, "choose/?words=zzz"))


@state("rooms:put", "a broad view with evidence that stays closed")
def _(s: Situations) -> Opening:
    view = s.begun()
    world.cite(view, "1.1", s.cast.evaluator, shows=s.text("What I alone know."), only_me=True)
    world.cite(view, "1.2", s.cast.lead, shows=s.text("What the lead officer alone knows."), only_me=True)
    return Opening(s.cast.lead.person, at(s, f"put/?thing=broad view:{view.id}:0"))
