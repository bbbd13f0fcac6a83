"""Whose actions a board can be narrowed down to."""

from __future__ import annotations

from speir.improvement.queries.board_scope import Scope, actions_of, of_sort
from speir.improvement.rules.boards import Show

Choices = list[tuple[str, str]]


def whose(scope: Scope) -> tuple[Choices, Choices]:
    """Return who leads something still open on a board, and which units do it, each as (id, name). Two queries."""
    rows = actions_of(scope).filter(of_sort(Show.OPEN, scope.today))
    leads = rows.filter(lead__isnull=False).order_by("lead__name", "lead_id")
    units = rows.filter(unit__isnull=False).order_by("unit__name", "unit_id")
    return (
        list(leads.values_list("lead_id", "lead__name").distinct()),
        list(units.values_list("unit_id", "unit__name").distinct()),
    )
