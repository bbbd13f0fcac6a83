"""What is in a room, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from speir.evaluations.queries.rooms import Label
from speir.sharing.rules import InRoom


def labels(things: Iterable[Label]) -> list[dict[str, Any]]:
    """Return things as their lists show them."""
    return [label(one) for one in things]


def label(one: Label) -> dict[str, Any]:
    """Return a thing with its kind in words."""
    return {
        "id": one.id,
        "key": one.key,
        "title": one.title or _("Not there any more"),
        "kind": kind(one),
        "line": one.line,
        "gone": one.gone,
    }


def kind(one: Label) -> str:
    """Return what kind of thing it is."""
    if one.about == InRoom.EDITION:
        return _("Sealed edition %(number)s") % {"number": one.number}
    if one.about == InRoom.LOOK:
        return _("What a closer look found")
    if one.about == InRoom.PRIORITY:
        return _("Priority with its actions") if one.number else _("Priority by itself")
    return _("Broad view as it stands") if one.about == InRoom.VIEW else _("Piece of evidence")
