"""`speir demo`: makes the demonstration, an invented partnership with one finished broad view to learn from."""

from __future__ import annotations

from argparse import Namespace

from django.urls import reverse

from speir.access.actor import SYSTEM
from speir.cli import ready
from speir.cli.command import Command
from speir.improvement.actions import demonstration
from speir.organisations.queries import demonstration_root

WHERE = """\
Where Speir is running, choose "Explore the demonstration" on its first page.
Where it is not, bin/serve --demo starts it and leads straight there."""


def run(options: Namespace) -> int:
    """Make the demonstration unless it is there, and say where to look."""
    ready.published()
    was_there = demonstration_root() is not None
    view = demonstration.load(by=SYSTEM)
    begun = "The demonstration is here already" if was_there else "The demonstration is made"
    print(f"{begun}: {view.title} of the {view.unit.name}, with its evidence. All of it is invented.")
    print(WHERE)
    return 0


def load() -> str:
    """Make the demonstration unless it is there, and let the first person in; return the path of its broad view."""
    ready.published()
    return reverse("broad_views:grid", args=[demonstration.show_to_first_person(by=SYSTEM)])


COMMAND = Command(name="demo", help="Make the demonstration, to look at and learn from.", run=run)
