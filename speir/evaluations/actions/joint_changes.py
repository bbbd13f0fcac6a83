"""Changing a joint broad view that has begun: its title, day and words; calling it off, and taking that back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import Refused, Unfit
from speir.core.text import clean, day, one_line
from speir.evaluations.actions import broad_views
from speir.evaluations.models import Joint
from speir.evaluations.policy import joints as policy
from speir.evaluations.rules import beginning, planning
from speir.evaluations.rules.saving import Typed, Verdict, decide
from speir.mentions.actions import waiting
from speir.mentions.rules import Explained, Place, Waits, reason_for
from speir.trail.actions import record

CHANGED = "joint-changed"


@transaction.atomic
def change(
    *,
    joint_id: str,
    title: str,
    due: dt.date | None,
    invitation: str,
    base: dict[str, str],
    keeping: Explained = None,
    by: Actor,
) -> Joint:
    """Change the title, the day and the words; `base` has the marks that the form was opened with (`joints.marks`).

    What only somebody else changed meanwhile stays as they left it. A title goes to the partnership's own broad view,
    too. Raises NotYours, NotAllowed, Refused once it was called off, Waits, and Unfit with every rule that is broken,
    among them a field that somebody else changed as well: it says what stands there now.
    """
    joint = policy.require_going_on(by, joint_id)
    view = joint.evaluation
    typed = {
        "title": one_line(title),
        "due": due.isoformat() if due else "",
        "invitation": clean(invitation),
    }
    now = {"title": view.title, "due": joint.due.isoformat(), "invitation": joint.invitation}
    verdicts = {name: decide(Typed(typed[name], base.get(name, "")), now[name]) for name in typed}
    new = [name for name, verdict in verdicts.items() if verdict is not Verdict.SAME]
    broken = []
    today = timezone.localdate()
    if "title" in new:
        broken += [
            one
            for one in beginning.check(title, view.period_from, view.period_to, today)
            if one.field == "title"
        ]
    if "due" in new or due is None:
        broken += planning.due_day(due, today)
    broken += planning.words(typed["invitation"])
    said = now | {"due": day(joint.due)}
    broken += [
        Refused(
            CHANGED,
            f"Somebody changed this meanwhile. It now says: “{said[name]}”. Save again to put yours in its place.",
            name,
        )
        for name, verdict in verdicts.items()
        if verdict is Verdict.CONFLICT
    ]
    if broken:
        raise Unfit(broken)
    if not new:
        return joint
    place = Place(f"{joint.id}/invitation", "the invitation", policy.JOINT, joint.id, view.unit.path)
    if "title" in new:
        broad_views.describe(
            evaluation_id=view.id,
            title=title,
            period_from=view.period_from,
            period_to=view.period_to,
            base=beginning.description_mark(view.title, view.period_from, view.period_to),
            keeping=reason_for(keeping, "title"),
            by=by,
        )
    if "invitation" in new:
        found = waiting(
            place=place, text=typed["invitation"], keeping=reason_for(keeping, "invitation"), by=by
        )
        if found:
            raise Waits({"invitation": (typed["invitation"], found)})
        joint.invitation = typed["invitation"]
    if "due" in new and due is not None:
        joint.due = due
    joint.save(update_fields=["invitation", "due"])
    record(by=by, verb="changed", about="joint broad view", about_id=joint.id, path=view.unit.path)
    return joint


@transaction.atomic
def call_off(*, joint_id: str, by: Actor) -> Joint:
    """Call a joint broad view off: nothing more is asked, and what was written and handed in stays.

    Called off twice it is called off once. Raises NotYours, NotAllowed.
    """
    joint = policy.require_leading(by, joint_id, lock=True)
    if joint.ended_at is None:
        joint.ended_at, joint.ended_by_name = timezone.now(), by.name
        joint.save(update_fields=["ended_at", "ended_by_name"])
        path = joint.evaluation.unit.path
        record(by=by, verb="called off", about="joint broad view", about_id=joint.id, path=path)
    return joint


@transaction.atomic
def take_up(*, joint_id: str, by: Actor) -> Joint:
    """Take back that a joint broad view was called off: it goes on as it stood. Raises NotYours, NotAllowed."""
    joint = policy.require_leading(by, joint_id, lock=True)
    if joint.ended_at is not None:
        joint.ended_at, joint.ended_by_name = None, ""
        joint.save(update_fields=["ended_at", "ended_by_name"])
        path = joint.evaluation.unit.path
        record(by=by, verb="took up again", about="joint broad view", about_id=joint.id, path=path)
    return joint
