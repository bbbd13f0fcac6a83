"""The states of an item's own pages, of the sharing record and of own kinds of source."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from playwright.sync_api import Page, expect

from speir.evidence.actions import items, kinds, sharing, withdrawing
from speir.evidence.queries.kinds import to_manage
from speir.evidence.rules.links import Link
from speir.sharing.rules import Told
from tests import world
from tests.browser.pages import Opening, press, state
from tests.browser.situations import Situations


@state("evidence:item", "as its writer")
def _(s: Situations) -> Opening:
    item = world.cite(
        s.begun(), "1.1", s.cast.evaluator, shows=s.text("What is seen."), account="- One\n- Two"
    )
    return Opening(s.cast.evaluator.person, f"/evidence/{item}/")


def piece(s: Situations, **more: Any) -> str:
    """An item with all that can be said of it, cited in an edition and shared."""
    known = {
        "account": "Two managers read them.\n\nWe asked:\n- who saw the child\n- when",
        "origin": "Audit by the team managers",
        "taken_as": "fact",
        "triage": "uncertain",
        "voices": ("children",),
        "themes": {"hmie-2005/1.1/trust": "both"},
        "links": (Link("https://example.scot/minutes", "The minutes of the audit group"),),
    }
    view = s.begun()
    return world.cite(view, "1.1", s.cast.evaluator, **known | {"shows": s.text("What is seen.")} | more)


def shared(s: Situations) -> str:
    item = piece(s)
    by = s.cast.evaluator.actor
    who = f"named:{s.cast.reader.person.id}"
    sharing.share(item_id=item, audience=who, why="They asked.", ends=None, taken_as="opinion", by=by)
    told = Told(dt.date(2026, 2, 27), "The manager", "The school nurse", "To plan.", "telephone", "fact")
    sharing.tell(item_id=item, told=told, by=by)
    wrong = replace(told, with_whom="The wrong school")
    sharing.take_back(item_id=item, outside_id=sharing.tell(item_id=item, told=wrong, by=by).id, by=by)
    return item


@state("evidence:item", "with all that can be said of it", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/evidence/{piece(s)}/")


@state("evidence:item", "withdrawn")
def _(s: Situations) -> Opening:
    item = piece(s)
    withdrawing.withdraw(item_id=item, why="Counted twice.", by=s.cast.evaluator.actor)
    return Opening(s.cast.lead.person, f"/evidence/{item}/")


@state("evidence:item", "stale, as a reader")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"/evidence/{piece(s, valid_until=dt.date(2025, 6, 30))}/")


@state("evidence:new", "one box")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, "/evidence/new/")


@state("evidence:new", "saying more, with mistakes and a name", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("What do we know?").fill("Ailsa Munro was seen.")
        page.get_by_text("Say more, as far as you know it").click()
        page.get_by_label("Find a theme").fill("trust")
        page.get_by_role("radio", name="Weakness").first.check()
        page.get_by_label("Address 1").fill("nowhere")
        press("Save")(page, s)
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.cast.evaluator.person, "/evidence/new/", steps)


@state("evidence:change", "of what is used")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, f"/evidence/{piece(s)}/change/")


@state("evidence:change", "somebody else changed it meanwhile", enlarged=True)
def _(s: Situations) -> Opening:
    item = piece(s)

    def steps(page: Page, s: Situations) -> None:
        items.change(
            item_id=item,
            framework=world.framework(),
            draft=world.draft(shows="What the other saved.", origin="Elsewhere"),
            revision=1,
            by=s.cast.lead.actor,
        )
        page.get_by_label("What do we know?").fill("What I typed.")
        press("Save")(page, s)
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.cast.evaluator.person, f"/evidence/{item}/change/", steps)


@state("evidence:withdraw", "what is used")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, f"/evidence/{piece(s)}/withdraw/")


@state("evidence:sharing", "shared with one person")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, f"/evidence/{shared(s)}/sharing/")


@state("evidence:record", "of one item")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, f"/evidence/{shared(s)}/record/")


@state("evidence:tell", "with mistakes")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        press("Write it down")(page, s)
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.cast.evaluator.person, f"/evidence/{piece(s)}/record/new/", steps)


@state("evidence:unit_record", "of a team")
def _(s: Situations) -> Opening:
    shared(s)
    return Opening(s.cast.lead.person, f"/evidence/record/{s.cast.team.id}/")


def own_kind(s: Situations, name: str) -> str:
    """An own kind of source of the team's; its name is too short for the longest words."""
    team, by = s.cast.team.id, s.cast.lead.actor
    held = next((kind for kind in to_manage(by, team).kinds if kind.name == name), None)
    return held.id if held else kinds.add(unit_id=team, name=name, published=(), by=by).id


@state("evidence:kinds", "one in use and one closed")
def _(s: Situations) -> Opening:
    own_kind(s, "Audit day")
    closed = own_kind(s, "Complaints")
    kinds.close(unit_id=s.cast.team.id, kind_id=closed, by=s.cast.lead.actor)
    return Opening(s.cast.lead.person, f"/evidence/kinds/{s.cast.team.id}/")


@state("evidence:kind", "to rename")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/evidence/kinds/{s.cast.team.id}/{own_kind(s, 'Audit week')}/")
