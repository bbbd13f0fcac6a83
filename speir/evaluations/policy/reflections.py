"""Who may see and write an own reflection."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from speir.access.actor import Actor
from speir.access.decide import may, reach
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.evaluations.models import Reflection, ReflectionWriter
from speir.sharing import policy as sharing

REFLECTION = "reflection"
READS_REFLECTION = "You can read this reflection, not change it."


def writers_own(actor: Actor) -> Q:
    """Return the condition that the actor writes in a reflection: as its owner, or named by them.

    Somebody who was named writes for as long as they may reflect at all, and hold a role near where it was begun.
    """
    if not actor.person_id:
        return Q(pk__in=())
    named = ReflectionWriter.objects.filter(person=actor.person_id).values("reflection")
    if not reach(actor, Permission.REFLECT):
        return Q(owner=actor.person_id)
    return Q(owner=actor.person_id) | Q(pk__in=named, home__in=sharing.near(actor).values("pk"))


def reflections_of(actor: Actor) -> QuerySet[Reflection]:
    """Return the reflections that the actor may see, the discarded ones left out.

    Theirs, and what was shared with them: nobody sees a reflection by leading, managing or being above.
    """
    shared = sharing.open_to(actor, Permission.READ_EVALUATIONS, REFLECTION)
    return Reflection.objects.filter(writers_own(actor) | shared, discarded_at=None)


def require_reflection(actor: Actor, reflection_id: str) -> Reflection:
    """Return a reflection with its home and framework; its owner gets a discarded one, too. Raises NotYours."""
    rows = reflections_of(actor)
    if actor.person_id:
        rows = rows | Reflection.objects.filter(owner=actor.person_id)
    found = rows.filter(pk=reflection_id).select_related("home", "framework").first()
    if found is None:
        raise NotYours
    return found


def writes(actor: Actor, reflection: Reflection, named: bool) -> bool:
    """Return whether the actor writes in this reflection; `named`: its owner has said so. No query."""
    if reflection.owner == actor.person_id:
        return may(actor, Permission.REFLECT, reflection.home.path)
    return named and bool(reach(actor, Permission.REFLECT))


def require_writing(actor: Actor, reflection_id: str) -> Reflection:
    """Return a reflection, locked for a change by one of its writers. Raises NotYours, NotAllowed."""
    found = require_reflection(actor, reflection_id)
    named = found.owner != actor.person_id and found.writers.filter(person=actor.person_id).exists()
    if not writes(actor, found, named):
        raise NotAllowed(READS_REFLECTION)
    rows = Reflection.objects.select_related("home", "framework").select_for_update(of=("self",))
    return rows.get(pk=found.pk)


def require_owner(actor: Actor, reflection_id: str) -> Reflection:
    """Return a reflection, locked, to its owner: others may read or write it, but it is not theirs to give away.

    Raises NotYours, NotAllowed.
    """
    found = require_reflection(actor, reflection_id)
    if found.owner != actor.person_id:
        raise NotAllowed("This is for whoever began the reflection. Ask them.")
    rows = Reflection.objects.select_related("home", "framework").select_for_update(of=("self",))
    return rows.get(pk=found.pk)
