"""The one decision: may this actor do this here? A grant reaches its own unit and those below it."""

from __future__ import annotations

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.access.roles import ROLES


def may(actor: Actor, permission: Permission, path: str) -> bool:
    """Return whether the actor holds a role with this permission in the unit at `path` or in one above it."""
    return any(
        permission in ROLES.get(grant.role, ()) and path.startswith(grant.path) for grant in actor.grants
    )


def reach(actor: Actor, permission: Permission) -> tuple[str, ...]:
    """Return the paths at and below which the actor holds this permission, for lists; shortest first, none twice."""
    paths = sorted({grant.path for grant in actor.grants if permission in ROLES.get(grant.role, ())}, key=len)
    kept: list[str] = []
    for path in paths:
        if not any(path.startswith(above) for above in kept):
            kept.append(path)
    return tuple(kept)
