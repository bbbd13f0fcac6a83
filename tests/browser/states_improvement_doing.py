"""An action in its states, its forms, its steps, and what shows its impact."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page

from speir.evidence.actions import items
from speir.frameworks.queries import current
from speir.improvement.actions import action_steps, doing, proving, waiting_for
from speir.improvement.models import Action
from speir.improvement.queries.said import action_said
from speir.improvement.rules.doing import said_mark
from tests import world, world_improvement
from tests.browser.pages import Opening, press, pressed, state
from tests.browser.situations import Situations


def begun(s: Situations, state: str = "proposed", **said: Any) -> Action:
    """An action of a priority of its own, that the lead officer leads."""
    of = world_improvement.priority(s.cast.team, s.cast.lead, title=s.name("Share sooner"), agreed=True)
    typed: dict[str, Any] = {"title": s.text("Ring the school on the day of the meeting"), **said}
    row = world_improvement.action(of, s.cast.lead, state=state, **typed)
    if row.begun_on:
        row.begun_on = timezone.localdate() - dt.timedelta(days=90)
        row.save(update_fields=["begun_on"])
    return row


def busy(s: Situations) -> Action:
    """One that is stuck and late, with helpers, steps of each sort, and another one that it waits for."""
    by = s.cast.lead.actor
    row = begun(
        s, "under_way", helpers=(s.cast.evaluator.person.id,), resources=s.text("Two days of a clerk")
    )
    for at, text in enumerate(
        ("Agree who rings", "Write down what to say", "Try it in two schools", "Drop it")
    ):
        step = action_steps.add(action_id=row.id, text=s.text(text), by=by)
        if at == 0:
            action_steps.tick(action_id=row.id, step_id=step.id, done=True, by=by)
    action_steps.take_out(action_id=row.id, step_id=step.id, by=by)
    other = world_improvement.action(row.priority, s.cast.lead, title=s.text("Buy the phones"))
    waiting_for.wait_for(action_id=row.id, other_id=other.id, by=by)
    doing.tell(action_id=row.id, state="stuck", text=s.text("Nobody has told us which phones."), by=by)
    Action.objects.filter(pk=row.pk).update(due=timezone.localdate() - dt.timedelta(days=9))
    return row


def proof(s: Situations, row: Action, days: int = 2) -> str:
    """An item that tells of impact, from so many days ago; its id."""
    day = timezone.localdate() - dt.timedelta(days=days)
    draft = world.draft(
        shows=s.text("Parents say that the school knew the same day."),
        from_day=day,
        to_day=day,
        speaks_of="impact",
    )
    return items.write(
        unit_id=row.priority.unit_id, framework=current(world.FRAMEWORK), draft=draft, by=s.cast.lead.actor
    ).id


def proved(s: Situations) -> Action:
    """One whose impact was shown, taken back and shown again."""
    row = begun(s, "done")
    by, item = s.cast.lead.actor, proof(s, row)
    proving.show_impact(action_id=row.id, item_id=item, by=by)
    shown = row.proofs.get()
    why = s.text("It was of another school.")
    proving.take_back(action_id=row.id, proof_id=shown.id, text=why, by=by)
    return proving.show_impact(action_id=row.id, item_id=item, by=by)


def _lead(s: Situations, row: Action, part: str = "") -> Opening:
    return Opening(s.cast.lead.person, f"/improvement/actions/{row.id}/{part}")


@state("improvement:action", "stuck and late, with everything", enlarged=True)
def _(s: Situations) -> Opening:
    return _lead(s, busy(s))


@state("improvement:action", "proposed, with much missing")
def _(s: Situations) -> Opening:
    return _lead(s, begun(s, lead="", due=None, target=""))


@state("improvement:action", "done without a difference")
def _(s: Situations) -> Opening:
    row = begun(s, "done")
    doing.tell(action_id=row.id, state="no_difference", text=s.text("Schools say so."), by=s.cast.lead.actor)
    return _lead(s, row)


@state("improvement:action", "its impact shown, for a reader")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"/improvement/actions/{proved(s).id}/")


@state("improvement:action", "told of by two people at once")
def _(s: Situations) -> Opening:
    row = begun(s, "under_way")

    def act(page: Page, s: Situations) -> None:
        page.get_by_label("In a sentence").fill(s.text("Three schools ring."))
        doing.tell(action_id=row.id, state="stuck", text=s.text("The phones broke."), by=s.cast.lead.actor)
        pressed(page, page.locator("#tell").get_by_role("button", name="Save"))

    return Opening(s.cast.lead.person, f"/improvement/actions/{row.id}/", act)


@state("improvement:action_new", "with a mistake", enlarged=True)
def _(s: Situations) -> Opening:
    of = begun(s).priority_id
    return Opening(s.cast.lead.person, f"/improvement/priorities/{of}/actions/new/", press("Save"))


@state("improvement:action_change", "of one that has begun")
def _(s: Situations) -> Opening:
    return _lead(s, begun(s, "under_way"), "change/")


@state("improvement:action_change", "changed by somebody meanwhile")
def _(s: Situations) -> Opening:
    row = begun(s)

    def act(page: Page, s: Situations) -> None:
        page.get_by_label("What is to be done?").fill(s.text("Ring each school"))
        said = action_said(row)
        other: dict[str, Any] = {"base": said_mark(said), "by": s.cast.lead.actor}
        doing.change(
            action_id=row.id, said=type(said)(title=s.text("Write to them"), target=said.target), **other
        )
        press("Save")(page, s)

    return Opening(s.cast.lead.person, f"/improvement/actions/{row.id}/change/", act)


@state("improvement:action_earlier", "with an earlier text")
def _(s: Situations) -> Opening:
    row = begun(s)
    Action.objects.filter(pk=row.pk).update(written_at=timezone.now() - dt.timedelta(days=1))
    row.refresh_from_db()
    said = action_said(row)
    doing.change(
        action_id=row.id,
        said=type(said)(title=s.text("Ring each school"), target=said.target),
        base=said_mark(said),
        by=s.cast.lead.actor,
    )
    return _lead(s, row, "earlier/")


@state("improvement:action_step", "to be changed")
def _(s: Situations) -> Opening:
    row = busy(s)
    return _lead(s, row, f"steps/{row.steps.order_by('position')[0].id}/")


@state("improvement:action_proof", "to choose from", enlarged=True)
def _(s: Situations) -> Opening:
    row = begun(s, "done")
    proof(s, row)
    proof(s, row, 400)
    return _lead(s, row, "proof/?words=school")


@state("improvement:action_proof_new", "with a mistake")
def _(s: Situations) -> Opening:
    page = f"/improvement/actions/{begun(s, 'done').id}/proof/new/"
    return Opening(s.cast.lead.person, page, press("Save and close the action"))


@state("improvement:action_proof_back", "without a reason")
def _(s: Situations) -> Opening:
    row = proved(s)
    one = row.proofs.get(removed_at=None).id
    path = f"/improvement/actions/{row.id}/proof/{one}/back/"
    return Opening(s.cast.lead.person, path, press("Take it back"))
