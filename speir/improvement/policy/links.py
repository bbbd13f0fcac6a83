"""Who may use an address in a reminder: whoever it was sent to, for as long as they lead the action and may read it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor, Grant
from speir.accounts.rules import digest
from speir.core.ids import LENGTH
from speir.improvement.models import Action, ProgressLink
from speir.improvement.policy.doing import visible_to
from speir.improvement.rules.naming import AWAITED, Standing
from speir.organisations.queries import actor_for

# Whoever an unknown secret is of: the database is asked about them as about anybody, and finds nothing.
NOBODY = Actor("", "", (Grant("reader", f"{'0' * LENGTH}/"),))


@dataclass(frozen=True, slots=True)
class Linked:
    """An address that was found, whose it is, and its action; `opens`: it can still be used."""

    link: ProgressLink
    actor: Actor
    action: Action
    opens: bool


def find(secret: str, *, lock: bool = False) -> Linked | None:
    """Return what an address is for, used or not; None for an unknown one, and where its person may not use it now.

    Nobody signs in here: the secret says who it is. As many queries are made for a secret that there never was.
    """
    rows = ProgressLink.objects.select_related("person")
    if lock:
        rows = rows.select_for_update(of=("self",))
    now = timezone.now()
    link = rows.filter(digest=digest(secret), ends_at__gt=now, person__is_active=True).first()
    person = link.person if link else None
    actor = actor_for(
        person_id=person.pk if person else "",
        name=person.get_full_name() if person else "",
        today=timezone.localdate(),
    )
    action = reads(actor if link else NOBODY, link.action_id if link else "")
    if link is None or action is None or action.lead_id != link.person_id:
        return None
    return Linked(link, actor, action, link.used_at is None and awaited(action))


def reads(actor: Actor, action_id: str) -> Action | None:
    """Return an action that the actor may read, None for any other. One query."""
    return visible_to(actor).filter(pk=action_id).first()


def awaited(action: Action) -> bool:
    """Return whether an action is agreed and not done, and its priority goes on."""
    return action.state in set(AWAITED) and action.priority.state != Standing.CLOSED
