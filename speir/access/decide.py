"""The decisions: may this actor do this here, and within which units do they stand?

What a role lets somebody *do* reaches its own unit and those below (`may`, `reach`). What they may *read* goes by the
place where a thing was written or with which it was shared: one who holds a role at that place or below it belongs
there (`places`); somebody above does not, merely by being above.
"""

from __future__ import annotations

from speir.access.actor import Actor, Grant
from speir.access.permissions import Permission
from speir.access.roles import ROLES, STAYS


def lets(grant: Grant, permission: Permission) -> bool:
    """Return whether a grant holds this permission, which one in a closed unit does only for what stays."""
    return permission in ROLES.get(grant.role, ()) and (not grant.closed or permission in STAYS)


def may(actor: Actor, permission: Permission, path: str) -> bool:
    """Return whether the actor holds a role with this permission in the unit at `path` or in one above it."""
    return any(lets(grant, permission) and path.startswith(grant.path) for grant in actor.grants)


def reach(actor: Actor, permission: Permission) -> tuple[str, ...]:
    """Return the paths at and below which the actor holds this permission, for lists; shortest first, none twice."""
    paths = sorted({grant.path for grant in actor.grants if lets(grant, permission)}, key=len)
    kept: list[str] = []
    for path in paths:
        if not any(path.startswith(above) for above in kept):
            kept.append(path)
    return tuple(kept)


def places(actor: Actor, permission: Permission) -> frozenset[str]:
    """Return the ids of the units in which, or somewhere below which, the actor holds a role with this permission.

    Whose unit has closed belongs to what closed, and no more to what is above it.
    """
    return frozenset(
        unit
        for grant in actor.grants
        if lets(grant, permission)
        for unit in grant.path.removeprefix(_above(grant.closed)).split("/")
        if unit
    )


def _above(path: str) -> str:
    """Return the path of the unit above the one at `path`, empty where there is none."""
    above = path.rstrip("/").rpartition("/")[0]
    return above + "/" if above else ""


def partnerships(actor: Actor, permission: Permission) -> frozenset[str]:
    """Return the ids of the partnerships in which one of the organisations sits where the actor has this permission."""
    held = [grant.path for grant in actor.grants if not grant.closed and lets(grant, permission)]
    return frozenset(
        seat.partnership.rstrip("/").rpartition("/")[2]
        for seat in actor.seats
        if any(path.startswith(seat.organisation) for path in held)
    )


def nearest(actor: Actor, permission: Permission, path: str) -> str | None:
    """Return the path of the actor's own unit through which they hold this permission at `path`: the nearest above."""
    held = [grant.path for grant in actor.grants if lets(grant, permission) and path.startswith(grant.path)]
    return max(held, key=len, default=None)
