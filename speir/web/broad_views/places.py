"""Where evidence stands beside an indicator: in a broad view, or in what else judges one, at addresses of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from speir.access.actor import Actor
from speir.core.errors import NotAllowed
from speir.evaluations.policy import READ_ONLY, SEALED
from speir.evaluations.queries import panels


@dataclass(frozen=True, slots=True)
class Place:
    """How an indicator is opened to write beside it, and the names of the addresses there.

    `open` returns its panel, or raises NotYours or NotAllowed. `frame` is the template that the pages extend.
    """

    open: Callable[[Actor, str, str], panels.Panel]
    indicator: str
    new: str
    cite: str
    frame: str

    def leads(self, panel: panels.Panel) -> dict[str, Any]:
        """Return where the pages of evidence lead from here, for their templates."""
        words = (panel.heading.id, panel.indicator.number)
        return {
            "frame": self.frame,
            "indicator": reverse(self.indicator, args=words),
            "new": reverse(self.new, args=words),
            "cite": reverse(self.cite, args=words),
            "view": self.indicator.startswith("broad_views:"),
        }


def _open(actor: Actor, evaluation_id: str, number: str) -> panels.Panel:
    panel = panels.panel(actor, evaluation_id, number)
    if not panel.heading.may_write:
        raise NotAllowed(SEALED if panel.heading.sealed else READ_ONLY)
    return panel


VIEW = Place(
    _open,
    "broad_views:indicator",
    "broad_views:evidence_new",
    "broad_views:evidence_cite",
    "broad_views/base.html",
)
