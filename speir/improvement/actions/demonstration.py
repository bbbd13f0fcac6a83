"""The demonstration with what its committee does now, by the same actions as any other. Doors ask for it here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction

from speir.access.actor import Actor
from speir.accounts.models import Person
from speir.evaluations.actions import demonstration as evaluations
from speir.evaluations.models import Evaluation
from speir.improvement.actions.demonstration_told import Telling
from speir.improvement.models import Priority
from speir.organisations.models import Unit
from speir.organisations.queries import demonstration_root

FILE = Path(__file__).parent.parent / "demonstration" / "kilvarroch.yaml"


@transaction.atomic
def load(*, by: Actor) -> Evaluation:
    """Make the demonstration, or the part of it that is not there yet; return its broad view. Safe to run twice.

    Raises NotYours when the framework is not loaded.
    """
    view = evaluations.load(by=by)
    root = Unit.objects.get(pk=demonstration_root())
    if not Priority.objects.filter(unit=root).exists():
        Telling(root).tell(_told())
    return view


@transaction.atomic
def visit(*, person: Person, by: Actor) -> str:
    """Let somebody into the demonstration, made now if need be; return the id of its broad view."""
    load(by=by)
    return evaluations.visit(person=person, by=by)


@transaction.atomic
def show_to_first_person(*, by: Actor) -> str:
    """Let this installation's first person in, made and named now if need be; return the id of the broad view."""
    load(by=by)
    return evaluations.show_to_first_person(by=by)


def _told() -> dict[str, Any]:
    # Read once in the life of a database: nothing else that a worker does needs YAML.
    import yaml

    told: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return told
