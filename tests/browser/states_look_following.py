"""What follows from a closer look, finishing it, and what it found beside a broad view, in their states."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from playwright.sync_api import Page

from speir.evaluations.actions import sharing
from speir.evaluations.actions.looks import finishing, follow_ups, offering
from speir.evaluations.models import Look, Offer
from speir.evaluations.rules.looks.following import Follow
from tests import world, world_look
from tests.browser.pages import Opening, press, state
from tests.browser.situations import Situations


def begun(s: Situations) -> Look:
    """A closer look with a plan, and nothing that follows."""
    look = world_look.look(s.cast.team, s.cast.lead, title=s.name("How we share information"))
    world_look.planned(look, s.cast.lead)
    return look


def followed(s: Situations) -> Look:
    """A closer look from which something of each sort follows: overdue, done, not to be done, taken out."""
    look, by = begun(s), s.cast.lead.actor
    today = timezone.localdate()
    late = today - dt.timedelta(days=365)
    for said in (
        Follow(
            kind="tell_participants",
            text=s.text("Send a page that says what we heard and what we will do"),
            whom=s.text("All three focus groups"),
            person=s.cast.lead.person.id,
            due=late,
        ),
        Follow(kind="tell_staff", text=s.text("Ten minutes at each team’s next meeting"), state="done"),
        Follow(
            kind="training",
            text=s.text("A course in writing a chronology"),
            state="dropped",
            outcome=s.text("The new system writes it."),
        ),
        Follow(kind="missing", text=s.text("Nobody asked young people over sixteen")),
    ):
        row = follow_ups.add(look_id=look.id, said=said, by=by)
    follow_ups.take_out(look_id=look.id, follow_id=row.id, by=by)
    return look


def finished(s: Situations) -> Look:
    """One that is finished, was opened again once, and found something of 3.2."""
    look, by = followed(s), s.cast.lead.actor
    view = world_look.evaluation_of(look)
    world.write(
        view,
        "3.2",
        s.cast.lead,
        choice="good",
        sure="well_evidenced",
        strengths=s.text("Staff ring each other before they write."),
        improvements=s.text("At night nobody knows whom to ring."),
    )
    finishing.finish(look_id=look.id, by=by)
    finishing.reopen(look_id=look.id, text=s.text("A fourth group wants to be heard."), by=by)
    return finishing.finish(look_id=look.id, by=by)


def given(s: Situations) -> Offer:
    """What a finished one found, offered to an open broad view."""
    look, by = finished(s), s.cast.lead.actor
    view = world.begun(s.cast, s.name("Broad view beside a closer look"))
    offering.offer(look_id=look.id, evaluation_id=view.id, numbers=["3.2"], by=by)
    return Offer.objects.select_related("judgement").get(found__evaluation=look.id)


def _lead(s: Situations, look: Look, part: str) -> Opening:
    return Opening(s.cast.lead.person, f"/closer-looks/{look.id}/{part}")


@state("looks:follow", "with nothing yet")
def _(s: Situations) -> Opening:
    return _lead(s, begun(s), "follows/")


@state("looks:follow", "overdue, done, not to be done and taken out", enlarged=True)
def _(s: Situations) -> Opening:
    return _lead(s, followed(s), "follows/")


@state("looks:follow", "of a finished one, for a reader")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"/closer-looks/{finished(s).id}/follows/")


@state("looks:follow_new", "to be filled in", enlarged=True)
def _(s: Situations) -> Opening:
    return _lead(s, begun(s), "follows/new/?kind=training")


@state("looks:follow_new", "with a mistake")
def _(s: Situations) -> Opening:
    return Opening(
        s.cast.lead.person, f"/closer-looks/{begun(s).id}/follows/new/?kind=training", press("Save")
    )


@state("looks:follow_change", "changed by somebody meanwhile")
def _(s: Situations) -> Opening:
    look = followed(s)
    row = look.follow_ups.get(kind="tell_staff")

    def act(page: Page, s: Situations) -> None:
        page.get_by_label("What follows?").fill(s.text("A note to each team"))
        look.follow_ups.filter(pk=row.pk).update(text=s.text("A talk at each meeting"))
        press("Save")(page, s)

    return Opening(s.cast.lead.person, f"/closer-looks/{look.id}/follows/{row.id}/", act)


@state("looks:finish", "with much still open", enlarged=True)
def _(s: Situations) -> Opening:
    return _lead(s, begun(s), "finish/")


@state("looks:finish", "finished, to be given to a broad view", enlarged=True)
def _(s: Situations) -> Opening:
    look = finished(s)
    world.begun(s.cast, s.name("Broad view of this year"))
    return _lead(s, look, "finish/")


@state("looks:finish", "given")
def _(s: Situations) -> Opening:
    return _lead(s, Look.objects.get(pk=given(s).found.evaluation_id), "finish/")


@state("looks:reopen", "without a reason")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/closer-looks/{finished(s).id}/reopen/", press("Open it again"))


@state("looks:sharing", "shared with a reader")
def _(s: Situations) -> Opening:
    look = begun(s)
    audience = f"named:{s.cast.reader.person.id}"
    sharing.share(
        evaluation_id=look.id,
        audience=audience,
        why=s.text("They asked."),
        ends=None,
        with_evidence=False,
        by=s.cast.lead.actor,
    )
    return _lead(s, look, "sharing/")


@state("looks:remove", "to look for a name")
def _(s: Situations) -> Opening:
    return _lead(s, begun(s), "remove/")


@state("looks:hold", "to be set")
def _(s: Situations) -> Opening:
    return _lead(s, begun(s), "hold/")


@state("broad_views:indicator", "beside a closer look that found something", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/broad-views/{given(s).judgement.evaluation_id}/3.2/")


@state("broad_views:offer", "to use its level")
def _(s: Situations) -> Opening:
    offer = given(s)
    return Opening(
        s.cast.lead.person, f"/broad-views/{offer.judgement.evaluation_id}/3.2/closer-looks/{offer.id}/"
    )
